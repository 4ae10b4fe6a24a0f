"""Lots, planned parts and groups: what is bought, by which criteria, and how it serves more than its price."""

from collections.abc import Iterable

from cfit_graph.iris import CFIT, DCTERMS, EPO, M8G
from cfit_graph.mapping.notices import writing
from cfit_graph.mapping.notices.writing import Statements, in_table
from cfit_graph.records.notices import AwardCriterion, Lot, NoticeCode

LOT_CLASSES = {"lot": str(EPO.Lot), "part": str(EPO.PlannedProcurementPart), "group": str(EPO.LotGroup)}
LOT_LINKS = {
    "lot": str(EPO.hasProcurementScopeDividedIntoLot),
    "part": str(CFIT.hasPlannedPart),
    "group": str(EPO.definesLotGroup),
}
# The property and the EU's authority table of each list of codes.
LISTS = {
    "strategic": (str(EPO.fulfillsStrategicProcurement), "strategic-procurement"),
    "green": (str(EPO.fulfillsRequirement), "environmental-impact"),
    "gpp": (str(EPO.fulfillsRequirement), "green-public-procurement-criteria"),
    "social": (str(EPO.fulfillsRequirement), "social-objective"),
    "innovation": (str(EPO.fulfillsRequirement), "innovative-acquisition"),
    "accessibility": (str(EPO.includesAccessibilityCriterion), "accessibility"),
    "reserved": (str(EPO.hasReservedProcurement), "reserved-procurement"),
    "eed-asset": (str(CFIT.energyEfficiencyItem), "energy-efficiency-item"),
    "eed-framework": (str(CFIT.energyEfficiencyBasis), "energy-efficiency-basis"),
}
# What the European profile of OCDS says in its own codes.
SUSTAINABILITY = {"goal": str(CFIT.sustainabilityGoal), "strategy": str(CFIT.sustainabilityStrategy)}
DURATIONS = {"YEAR": "P{}Y", "MONTH": "P{}M", "WEEK": "P{}W", "DAY": "P{}D"}
_MAIN, _ADDITIONAL = str(EPO.hasMainClassification), str(EPO.hasAdditionalClassification)
_TITLE, _PLACE = str(DCTERMS.title), str(DCTERMS.spatial)
_NO_FUNDS = "no-eu-funds"


def lots(out: Statements) -> None:
    """Say what each lot, part and group is."""
    for lot in out.tree.lots:
        this = out.lots[lot.id]
        out.begin(this, LOT_CLASSES[lot.kind], f"{out.tree.notice.procedure}-{writing.local_key(lot.id)}")
        out.say(out.procedure, LOT_LINKS[lot.kind], this)
        for title in out.titles(lot.id):
            out.say(this, _TITLE, title)
        _lot(out, this, lot)


def _lot(out: Statements, this: str, lot: Lot) -> None:
    """Say what is bought in a lot, where and for how long."""
    out.say_all(
        this,
        (
            (str(EPO.hasContractNatureType), lot.nature, in_table("contract-nature")),
            (_MAIN, lot.cpv_main, writing.cpv),
            (str(EPO.hasFrameworkAgreementType), lot.framework, in_table("framework-agreement")),
            (str(EPO.hasDPSScope), lot.dps, in_table("dps-usage")),
            (str(CFIT.duration), duration(lot), writing.text),
            (str(EPO.hasMaximumNumberOfRenewals), renewals(lot), writing.integer),
        ),
    )
    for predicate, values, term in (
        (_ADDITIONAL, lot.cpv_additional, writing.cpv),
        (_PLACE, lot.places_country, in_table("country")),
        (_PLACE, lot.places_nuts, writing.nuts),
        (str(EPO.setsGroupingContextForLot), (out.lots[one] for one in lot.lots if one in out.lots), str),
    ):
        for value in values:
            out.say(this, predicate, term(value))
    if lot.sme is not None:
        out.say(this, str(EPO.isSMESuitable), writing.boolean(value=lot.sme))
    if lot.eu_funds is not None:
        out.say(this, str(EPO.isUsingEUFunds), writing.boolean(value=lot.eu_funds != _NO_FUNDS))


def duration(lot: Lot) -> str | None:
    """Return how long the contract runs, as ISO 8601 writes it (P3Y), or the code that says it is open."""
    if lot.duration is None or lot.duration_unit not in DURATIONS:
        return lot.duration_code
    return DURATIONS[lot.duration_unit].format(lot.duration)


def renewals(lot: Lot) -> str | None:
    """Return how often a contract may be renewed, where that is a whole number."""
    return lot.renewals if lot.renewals and lot.renewals.isdigit() else None


def codes(out: Statements, stated: Iterable[NoticeCode]) -> None:
    """Say which codes each lot, or the procedure, carries."""
    for code in stated:
        this = out.named(code.of) or out.procedure
        if code.list in LISTS:
            predicate, table = LISTS[code.list]
            out.say(this, predicate, writing.authority(table, code.code))
        elif code.list == "eed-scope":
            out.say(this, str(CFIT.energyEfficiencyScope), writing.boolean(value=code.code == "true"))
        else:
            out.say(this, SUSTAINABILITY[code.list], writing.text(code.code))


def criteria(out: Statements, stated: Iterable[AwardCriterion]) -> None:
    """Say by which criteria each lot is awarded, and how much each counts."""
    for criterion in stated:
        lot = out.named(criterion.of)
        this = out.begin_part("award-criterion", str(EPO.AwardCriterion), criterion.of, str(criterion.number))
        if lot is not None:
            out.say(lot, str(EPO.specifiesProcurementCriterion), this)
        out.say_all(
            this,
            (
                (str(EPO.hasAwardCriterionType), criterion.type, in_table("award-criterion-type")),
                (str(M8G.weight), criterion.weight, writing.decimal),
                (str(EPO.hasWeightValueType), criterion.weight_kind, in_table("number-weight")),
                (str(EPO.hasFixedValue), criterion.fixed, writing.decimal),
                (str(EPO.hasFixedValueType), criterion.fixed_kind, in_table("number-fixed")),
            ),
        )
        threshold(out, this, criterion)


def threshold(out: Statements, of: str, criterion: AwardCriterion) -> None:
    """Say which mark a tender must reach under a criterion, where one is set."""
    if criterion.threshold is None:
        return
    this = out.begin_part("award-threshold", str(M8G.Constraint), criterion.of, str(criterion.number))
    out.say(of, str(EPO.hasConstraint), this)
    out.say(this, str(EPO.hasThresholdValue), writing.decimal(criterion.threshold))
    out.say_all(this, ((str(EPO.hasThresholdType), criterion.threshold_kind, in_table("number-threshold")),))
