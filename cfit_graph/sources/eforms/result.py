"""What came of a procedure: the graph of ids from a lot's result to tenders, parties and contracts, made flat."""

from collections.abc import Iterator

from cfit_graph.records.notices import Contract, LotResult, LotTender, NoticeValue, Submissions, code
from cfit_graph.sources.eforms.node import amount, day, every, text, texts
from cfit_graph.sources.eforms.party import Parties
from cfit_graph.sources.markup import Element


def results(notice: str, node: Element) -> Iterator[LotResult]:
    """Yield the results of the lots; one lot can have several."""
    for number, found in enumerate(every(node, "efac:LotResult"), start=1):
        yield LotResult(
            notice,
            result_id(found, number),
            text(found, "efac:TenderLot/cbc:ID") or "",
            text(found, "cbc:TenderResultCode"),
            text(found, "efac:DecisionReason/efbc:DecisionReasonCode"),
            texts(found, "efac:LotTender/cbc:ID"),
            texts(found, "efac:SettledContract/cbc:ID"),
        )


def result_id(node: Element, number: int) -> str:
    """Return the id of a result, or the one it would have."""
    return text(node, "cbc:ID") or f"RES-{number:04}"


def submissions(notice: str, node: Element) -> Iterator[Submissions]:
    """Yield how many tenders of each kind came in."""
    for number, result in enumerate(every(node, "efac:LotResult"), start=1):
        for found in every(result, "efac:ReceivedSubmissionsStatistics"):
            kind = text(found, "efbc:StatisticsCode")
            count = code.number(text(found, "efbc:StatisticsNumeric"))
            if kind and count and not count.startswith("-"):
                yield Submissions(notice, result_id(result, number), kind, count)


def contracts(notice: str, node: Element) -> Iterator[Contract]:
    """Yield the contracts signed."""
    for number, found in enumerate(every(node, "efac:SettledContract"), start=1):
        yield Contract(
            notice,
            text(found, "cbc:ID") or f"CON-{number:04}",
            text(found, "efac:ContractReference/cbc:ID"),
            texts(found, "efac:LotTender/cbc:ID"),
            day(found, "cbc:AwardDate"),
            day(found, "cbc:IssueDate"),
        )


def tenders(notice: str, node: Element, parties: Parties, won: set[str]) -> Iterator[LotTender]:
    """Yield the tenders that the notice describes, with those who handed them in."""
    groups = {
        text(group, "cbc:ID"): texts(group, "efac:Tenderer/cbc:ID") for group in every(node, "efac:TenderingParty")
    }
    for number, found in enumerate(every(node, "efac:LotTender"), start=1):
        id_ = text(found, "cbc:ID") or f"TEN-{number:04}"
        named = groups.get(text(found, "efac:TenderingParty/cbc:ID"), ())
        tenderers = tuple(dict.fromkeys(one for name in named if (one := parties.resolved(name))))
        rank = code.number(text(found, "cbc:RankCode"))
        lot = text(found, "efac:TenderLot/cbc:ID") or ""
        yield LotTender(notice, id_, lot, tenderers, id_ in won, None if rank == "-1" else rank)


def winning(found: tuple[LotResult, ...], signed: tuple[Contract, ...]) -> set[str]:
    """Return the ids of the tenders that won: those of a result that a contract names.

    Where no contract names a tender, those of a result `selec-w`. Without any result (a contract changed, an award
    announced beforehand) nobody won in this notice.
    """
    contracted = {tender for contract in signed for tender in contract.tenders}
    if not contracted:
        return {tender for result in found if result.outcome == "selec-w" for tender in result.tenders}
    return contracted & {tender for result in found for tender in result.tenders}


def values(notice: str, node: Element) -> Iterator[NoticeValue]:
    """Yield the amounts of the results: of the notice, of each lot's result and of each tender."""
    yield from _values(
        notice,
        "",
        node,
        {
            "total": "cbc:TotalAmount",
            "framework-maximum": "efbc:OverallMaximumFrameworkContractsAmount",
            "re-estimated": "efbc:OverallApproximateFrameworkContractsAmount",
        },
    )
    yield from group_values(notice, node)
    for number, result in enumerate(every(node, "efac:LotResult"), start=1):
        yield from _values(
            notice,
            result_id(result, number),
            result,
            {
                "lowest": "cbc:LowerTenderAmount",
                "highest": "cbc:HigherTenderAmount",
                "framework-maximum": "efac:FrameworkAgreementValues/cbc:MaximumValueAmount",
                "re-estimated": "efac:FrameworkAgreementValues/efbc:ReestimatedValueAmount",
            },
        )
    for number, tender in enumerate(every(node, "efac:LotTender"), start=1):
        id_ = text(tender, "cbc:ID") or f"TEN-{number:04}"
        yield from _values(notice, id_, tender, {"awarded": "cac:LegalMonetaryTotal/cbc:PayableAmount"})


def group_values(notice: str, node: Element) -> Iterator[NoticeValue]:
    """Yield what the frameworks over groups of lots are worth, and may be worth at most."""
    for group in every(node, "efac:GroupFramework"):
        kinds = {
            "framework-maximum": "efbc:GroupFrameworkMaximumValueAmount",
            "re-estimated": "efbc:GroupFrameworkReestimatedValueAmount",
        }
        if of := text(group, "efac:TenderLot/cbc:ID"):
            yield from _values(notice, of, group, kinds)


def _values(notice: str, of: str, node: Element, kinds: dict[str, str]) -> Iterator[NoticeValue]:
    """Yield the amounts that a node has, by their kinds."""
    for kind, steps in kinds.items():
        if found := amount(node, steps):
            yield NoticeValue(notice, of, kind, *found)
