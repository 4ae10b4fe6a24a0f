"""Lots, parts of a plan and groups of lots: what is bought, where, how long, and how it serves more than its price."""

from collections.abc import Iterator

from cfit_graph.records.notices import AwardCriterion, Lot, NoticeCode, NoticeMoment, NoticeValue, code
from cfit_graph.sources.eforms.node import EXTENSION, amount, day, every, first, listed, stated, text, texts
from cfit_graph.sources.markup import Element

KINDS = {"Lot": "lot", "Part": "part", "LotsGroup": "group"}
LISTS = {
    "strategic-procurement": "strategic",
    "environmental-impact": "green",
    "gpp-criteria": "gpp",
    "social-objective": "social",
    "innovative-acquisition": "innovation",
    "accessibility": "accessibility",
}
UNITS = {"DAY": "DAY", "CALENDAR_DAY": "DAY", "WORKING_DAY": "DAY", "WEEK": "WEEK", "MONTH": "MONTH", "YEAR": "YEAR"}
PERIODS = {
    "tenders": "cac:TenderingProcess/cac:TenderSubmissionDeadlinePeriod",
    "requests": "cac:TenderingProcess/cac:ParticipationRequestReceptionPeriod",
    "interest": "cac:TenderingProcess/EXT/efac:InterestExpressionReceptionPeriod",
}
ENERGY = "cac:TenderingTerms/EXT/efac:StrategicProcurement"
DETAILS = "efac:StrategicProcurementInformation/efac:ProcurementDetails"
WEIGHTS = {"number-weight": 0, "number-fixed": 1, "number-threshold": 2}


def lot(notice: str, id_: str, kind: str, node: Element) -> Lot:
    """Return one lot, part or group."""
    project = first(node, "cac:ProcurementProject")
    project = node if project is None else project
    systems = dict(listed(node, "cac:TenderingProcess/cac:ContractingSystem/cbc:ContractingSystemTypeCode"))
    measure, unit = duration(project)
    return Lot(
        notice,
        id_,
        kind,
        text(project, "cbc:ProcurementTypeCode"),
        main_cpv(project),
        additional_cpv(project),
        systems.get("framework-agreement"),
        systems.get("dps-usage"),
        day(project, "cac:PlannedPeriod/cbc:StartDate"),
        day(project, "cac:PlannedPeriod/cbc:EndDate"),
        measure,
        unit,
        text(project, "cac:PlannedPeriod/cbc:DescriptionCode"),
        code.number(text(node, "cac:ProcurementProject/cac:ContractExtension/cbc:MaximumNumberNumeric")),
        countries(project),
        texts(project, "cac:RealizedLocation/cac:Address/cbc:CountrySubentityCode"),
        truth(text(project, "cbc:SMESuitableIndicator")),
        text(node, "cac:TenderingTerms/cbc:FundingProgramCode"),
        texts(node, "cac:TenderingTerms/cac:LotDistribution/cac:LotsGroup/cac:ProcurementProjectLotReference/cbc:ID"),
    )


def main_cpv(project: Element) -> str | None:
    """Return the main CPV code (BT-262)."""
    return code.cpv(text(project, "cac:MainCommodityClassification/cbc:ItemClassificationCode"))


def additional_cpv(project: Element) -> tuple[str, ...]:
    """Return the additional CPV codes (BT-263), each once."""
    written = texts(project, "cac:AdditionalCommodityClassification/cbc:ItemClassificationCode")
    return tuple(dict.fromkeys(found for value in written if (found := code.cpv(value))))


def countries(project: Element) -> tuple[str, ...]:
    """Return the countries of performance, each once."""
    written = texts(project, "cac:RealizedLocation/cac:Address/cac:Country/cbc:IdentificationCode")
    return tuple(dict.fromkeys(found for value in written if (found := code.country(value))))


def duration(project: Element) -> tuple[str | None, str | None]:
    """Return the length of the contract and its unit; a unit we do not know leaves both out."""
    found = first(project, "cac:PlannedPeriod/cbc:DurationMeasure")
    value = None if found is None else code.number(found.text)
    if found is None or value is None or value.startswith("-"):
        return None, None
    unit = UNITS.get((found.get("unitCode") or "").strip().upper().removesuffix("S"))
    return (value, unit) if unit else (None, None)


def truth(written: str | None) -> bool | None:
    """Return what an indicator says."""
    return {"true": True, "1": True, "false": False, "0": False}.get(written or "")


def codes(notice: str, id_: str, node: Element) -> Iterator[NoticeCode]:
    """Yield the strategic, green, social, innovation, accessibility, reservation and energy codes of a lot."""
    for name, value in listed(node, "cac:ProcurementProject/cac:ProcurementAdditionalType/cbc:ProcurementTypeCode"):
        if name in LISTS:
            yield NoticeCode(notice, id_, LISTS[name], value)
    requirement = "cac:TenderingTerms/cac:TendererQualificationRequest/cac:SpecificTendererRequirement"
    for name, value in listed(node, f"{requirement}/cbc:TendererRequirementTypeCode"):
        if name == "reserved-procurement":
            yield NoticeCode(notice, id_, "reserved", value)
    for scope in every(node, ENERGY):
        yield from energy_codes(notice, id_, scope)


def energy_codes(notice: str, id_: str, scope: Element) -> Iterator[NoticeCode]:
    """Yield what a lot says of the Energy Efficiency Directive (BT-810, BT-811)."""
    answers = [value for name, value in listed(scope, "efbc:ApplicableLegalBasis") if name == "eed-scope"]
    for value in answers:
        yield NoticeCode(notice, id_, "eed-scope", value)
    if answers:
        for list_name, element in (("eed-asset", "AssetCategoryCode"), ("eed-framework", "LegalFrameworkCode")):
            for value in texts(scope, f"{DETAILS}/efbc:{element}"):
                yield NoticeCode(notice, id_, list_name, value)


def moments(notice: str, id_: str, node: Element) -> Iterator[NoticeMoment]:
    """Yield the deadlines of a lot."""
    for kind, steps in PERIODS.items():
        period = first(node, steps)
        if period is not None:
            found = code.moment(notice, id_, kind, text(period, "cbc:EndDate"), text(period, "cbc:EndTime"))
            if found is not None:
                yield found


def values(notice: str, id_: str, project: Element) -> Iterator[NoticeValue]:
    """Yield the estimated value and the framework maximum of a procedure or a lot."""
    total = first(project, "cac:RequestedTenderTotal")
    if total is None:
        return
    for kind, steps in (
        ("estimated", "cbc:EstimatedOverallContractAmount"),
        ("framework-maximum", "EXT/efbc:FrameworkMaximumAmount"),
    ):
        if found := amount(total, steps):
            yield NoticeValue(notice, id_, kind, *found)


def criteria(notice: str, id_: str, node: Element) -> Iterator[AwardCriterion]:
    """Yield the award criteria of a lot, also those whose content is withheld."""
    steps = "cac:TenderingTerms/cac:AwardingTerms/cac:AwardingCriterion/cac:SubordinateAwardingCriterion"
    for number, found in enumerate(every(node, steps), start=1):
        weights = parameters(found)
        yield AwardCriterion(
            notice,
            id_,
            number,
            text(found, "cbc:AwardingCriterionTypeCode"),
            *weights[0],
            *weights[1],
            *weights[2],
            text(found, "cbc:Weight"),
        )


def parameters(criterion: Element) -> list[tuple[str | None, str | None]]:
    """Return number and kind of the weight, the fixed value and the threshold of a criterion."""
    found: list[tuple[str | None, str | None]] = [(None, None)] * 3
    for parameter in every(criterion, f"{EXTENSION}/efac:AwardCriterionParameter"):
        value = code.number(text(parameter, "efbc:ParameterNumeric"))
        kind = first(parameter, "efbc:ParameterCode")
        place = WEIGHTS.get("number-weight" if kind is None else kind.get("listName", "number-weight"))
        if place is not None and found[place] == (None, None):
            found[place] = (None if value == "-1" else value, None if kind is None else stated(kind))
    return found
