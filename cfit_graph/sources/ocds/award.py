"""The awards, contracts and numbers of bids of a release."""

from collections.abc import Mapping
from dataclasses import replace

from cfit_graph.records.notices import Contract, LotResult, LotTender, Submissions, code
from cfit_graph.sources.ocds import lot
from cfit_graph.sources.ocds.classification import Classified
from cfit_graph.sources.ocds.node import Node, node, nodes, text, texts
from cfit_graph.sources.ocds.party import Parties
from cfit_graph.sources.rows import Rows

LOST = frozenset({"cancelled", "unsuccessful"})
# Status of an award in winner-selection-status: a pending one has not been decided.
OUTCOMES = {"active": "selec-w", "pending": "open-nw", "cancelled": "clos-nw", "unsuccessful": "clos-nw"}
STATISTICS = {"bids": "tenders", "smeBids": "t-sme", "electronicBids": "t-esubm", "requests": "part-req"}


def read(rows: Rows, release: Node, parties: Parties, numbers: Mapping[str, str], classified: Classified) -> None:
    """Add the awards with their suppliers, the contracts signed, and how many bids came in."""
    for holder in ("awards", "contracts"):
        for one in nodes(release, holder):
            for item in nodes(one, "items"):
                classified.add(item)
    contracts = _contracts(rows, release)
    for one in nodes(release, "awards"):
        _award(rows, one, parties, numbers, contracts.get(text(one, "id"), ()))
    _join(rows)
    _statistics(rows, release, numbers)


def _contracts(rows: Rows, release: Node) -> dict[str | None, tuple[str, ...]]:
    """Add the contracts, and return their ids by the award that each follows from."""
    found: dict[str | None, tuple[str, ...]] = {}
    for one in nodes(release, "contracts"):
        id_ = rows.next_id("CON")
        rows.contracts.append(
            Contract(
                rows.notice,
                id_,
                reference=text(one, "id"),
                signed=code.day((text(one, "dateSigned") or "")[:10]),
                start=code.day((text(one, "period", "startDate") or "")[:10]),
                end=code.day((text(one, "period", "endDate") or "")[:10]),
            )
        )
        found[text(one, "awardID")] = (*found.get(text(one, "awardID"), ()), id_)
        rows.value(id_, "awarded", *lot.money(node(one, "value")))
        rows.text("", "title", text(one, "title"))
    return found


def _award(rows: Rows, award: Node, parties: Parties, numbers: Mapping[str, str], contracts: tuple[str, ...]) -> None:
    """Add one award; all its suppliers together have handed in the one tender that won."""
    result, status = rows.next_id("RES"), text(award, "status")
    related = [numbers[one] for one in texts(award, "relatedLots") if one in numbers]
    of = related[0] if len(related) == 1 else ""
    added = (parties.add(one, "tenderer" if status in LOST else "supplier") for one in nodes(award, "suppliers"))
    suppliers = tuple(dict.fromkeys(one for one in added if one))
    tenders: tuple[str, ...] = ()
    if suppliers:
        tenders = (rows.next_id("TEN"),)
        rows.tenders.append(LotTender(rows.notice, tenders[0], of, suppliers, won=status not in LOST))
    date = code.day((text(award, "date") or "")[:10])
    reference = text(award, "id")
    rows.results.append(
        LotResult(
            rows.notice,
            result,
            of,
            OUTCOMES.get(status or ""),
            tenders=tenders,
            contracts=contracts,
            date=date,
            reference=reference,
        )
    )
    rows.value(tenders[0] if tenders else result, "awarded", *lot.money(node(award, "value")))
    rows.moment(lot.moment(rows, result, "start", text(award, "contractPeriod", "startDate")))
    rows.moment(lot.moment(rows, result, "end", text(award, "contractPeriod", "endDate")))
    rows.text(of, "title", text(award, "title"))
    rows.text(of, "description", text(award, "description"))


def _join(rows: Rows) -> None:
    """Say of each contract which tenders it is made with."""
    tenders = {contract: result.tenders for result in rows.results for contract in result.contracts}
    for place, one in enumerate(rows.contracts):
        if tenders.get(one.id):
            rows.contracts[place] = replace(one, tenders=tenders[one.id])


def _statistics(rows: Rows, release: Node, numbers: Mapping[str, str]) -> None:
    """Add how many bids came in, for the result of their lot; where there is no result yet, for the lot."""
    results = {result.of: result.id for result in reversed(rows.results)}
    for one in nodes(node(release, "bids"), "statistics"):
        kind, number = STATISTICS.get(text(one, "measure") or ""), code.number(text(one, "value"))
        of = numbers.get(text(one, "relatedLot") or "", "")
        if kind and number:
            rows.submissions.append(Submissions(rows.notice, results.get(of, of), kind, number))
