"""The lots of a tender with their items, criteria, values and periods, in OCDS 1.1 and its European profile."""

from collections.abc import Iterator

from cfit_graph.records.notices import AwardCriterion, Lot, NoticeCode, NoticeMoment, code
from cfit_graph.sources.ocds.classification import Classified
from cfit_graph.sources.ocds.node import Node, node, nodes, text, texts, truth
from cfit_graph.sources.rows import Rows

FRAMEWORKS = {
    "withReopeningCompetition": "fa-w-rc",
    "withoutReopeningCompetition": "fa-wo-rc",
    "withAndWithoutReopeningCompetition": "fa-mix",
}
SYSTEMS = {"closed": "dps-list", "open": "dps-nlist"}
WEIGHTS = {
    "percentageExact": "per-exa",
    "percentageRangeMiddle": "per-ran",
    "decimalExact": "dec-exa",
    "decimalRangeMiddle": "dec-ran",
    "pointsExact": "poi-exa",
    "pointsRangeMiddle": "poi-ran",
    "order": "ord-imp",
}
CRITERIA = frozenset({"price", "cost", "quality"})


def read(rows: Rows, tender: Node, classified: Classified) -> dict[str, str]:
    """Add the lots and all classifications of the tender; return the ids of the lots by those of OCDS."""
    ids = [(one, rows.own_id("LOT", text(one, "id"))) for one in nodes(tender, "lots")]
    numbers = {text(one, "id") or "": id_ for one, id_ in reversed(ids)}
    classified.add(tender)
    codes: dict[str, dict[str, None]] = {}
    places: dict[str, dict[str, None]] = {}
    for item in nodes(tender, "items"):
        of = numbers.get(text(item, "relatedLot") or "", "")
        codes.setdefault(of, {}).update(dict.fromkeys(classified.add(item)))
        regions = (text(address, "region") for address in nodes(item, "deliveryAddresses"))
        places.setdefault(of, {}).update(dict.fromkeys(region for region in regions if region))
        rows.text(of, "description", text(item, "description"))
    for one, id_ in ids:
        rows.lots.append(_lot(rows.notice, id_, one, tuple(codes.get(id_, ())), tuple(places.get(id_, ()))))
        _rows_of(rows, id_, one)
    return numbers


def _lot(notice: str, id_: str, lot: Node, cpv: tuple[str, ...], places: tuple[str, ...]) -> Lot:
    period, techniques = node(lot, "contractPeriod"), node(lot, "techniques")
    days = code.number(text(period, "durationInDays"))
    framework = truth(techniques, "hasFrameworkAgreement")
    return Lot(
        notice,
        id_,
        "lot",
        nature=nature(lot),
        cpv_additional=cpv,
        framework=FRAMEWORKS.get(
            text(techniques, "frameworkAgreement", "method") or "", "none" if framework is False else None
        ),
        dps=SYSTEMS.get(text(techniques, "dynamicPurchasingSystem", "type") or ""),
        start=code.day((text(period, "startDate") or "")[:10]),
        end=code.day((text(period, "endDate") or "")[:10]),
        duration=days,
        duration_unit="DAY" if days else None,
        renewals=code.number(text(lot, "renewal", "maximumRenewals")),
        places_nuts=places,
        sme=truth(lot, "suitability", "sme"),
    )


def _rows_of(rows: Rows, id_: str, lot: Node) -> None:
    """Add what has rows of its own: names, values, deadlines, codes and criteria."""
    rows.name(id_, text(lot, "title"))
    rows.text(id_, "title", text(lot, "title"))
    rows.text(id_, "description", text(lot, "description"))
    rows.value(id_, "estimated", *money(node(lot, "value")))
    rows.value(id_, "framework-maximum", *money(node(lot, "techniques", "frameworkAgreement", "value")))
    rows.moment(moment(rows, id_, "tenders", text(lot, "tenderPeriod", "endDate")))
    rows.codes.extend(NoticeCode(rows.notice, id_, *pair) for pair in goals(lot))
    if truth(lot, "hasAccessibilityCriteria"):
        rows.codes.append(NoticeCode(rows.notice, id_, "accessibility", "inc"))
    for number, criterion in enumerate(nodes(node(lot, "awardCriteria"), "criteria"), start=1):
        rows.criteria.append(_criterion(rows.notice, id_, number, criterion))
        rows.text(id_, "criterion-name", text(criterion, "name"))
        rows.text(id_, "criterion-text", text(criterion, "description"))


def _criterion(notice: str, of: str, number: int, criterion: Node) -> AwardCriterion:
    kind = text(criterion, "type")
    weights = ((text(one, "weight"), code.number(text(one, "number"))) for one in nodes(criterion, "numbers"))
    weight, value = next(((kind, value) for kind, value in weights if kind and value), (None, None))
    return AwardCriterion(notice, of, number, kind if kind in CRITERIA else None, value, WEIGHTS.get(weight or ""))


def goals(holder: Node) -> Iterator[tuple[str, str]]:
    """Yield the list and the code of each sustainability goal, and of each strategy by which it is pursued."""
    for one in nodes(holder, "sustainability"):
        goal = text(one, "goal")
        if goal:
            yield "goal", goal
        for strategy in texts(one, "strategies"):
            yield "strategy", strategy


def nature(holder: Node) -> str | None:
    """Return works, supplies or services; OCDS calls supplies goods."""
    written = text(holder, "mainProcurementCategory")
    return "supplies" if written == "goods" else written


def money(value: Node) -> tuple[str | None, str | None]:
    """Return the amount and the currency of a value."""
    return code.number(text(value, "amount")), text(value, "currency")


def moment(rows: Rows, of: str, kind: str, written: str | None) -> NoticeMoment | None:
    """Return the moment written as 2025-02-21T12:00:00Z; None where it is no day."""
    date, _, time = (written or "").partition("T")
    return code.moment(rows.notice, of, kind, date, time)
