"""The facts of each lot, part or group of an eForms notice, and of its result."""

from typing import Any
from urllib.parse import unquote

from pyoxigraph import NamedNode

from cfit_graph import iris
from cfit_graph.iris import CFIT, DCTERMS, EPO
from cfit_graph.pipeline.facts.view import View, by_code

DEADLINES = {
    "deadline_tenders": "tenders-due",
    "deadline_requests": "requests-due",
    "deadline_interest": "interest-due",
}
REQUIREMENTS = {
    "green": "environmental-impact",
    "gpp": "green-public-procurement-criteria",
    "social": "social-objective",
    "innovation": "innovative-acquisition",
}
PROPERTIES = {
    "strategic-procurement": EPO.fulfillsStrategicProcurement,
    "accessibility": EPO.includesAccessibilityCriterion,
}


def lots(view: View, class_: NamedNode) -> list[dict[str, Any]]:
    """Return what the graph says of each lot, or part, of the notice."""
    return [lot(view, one) for one in view.instances(class_)]


def lot(view: View, this: str) -> dict[str, Any]:
    """Return what the graph says of one lot; what it does not say is left out."""
    whole = f"{view.value(view.procedure, DCTERMS.identifier)}-"
    said = {
        "id": (view.value(this, DCTERMS.identifier) or "").removeprefix(whole).upper(),
        "title": by_code(view.worded(this, DCTERMS.title)),
        "nature": view.local(this, EPO.hasContractNatureType),
        "cpv_main": view.local(this, EPO.hasMainClassification),
        "cpv_additional": sorted(view.locals(this, EPO.hasAdditionalClassification)),
        "framework": view.local(this, EPO.hasFrameworkAgreementType),
        "dps": view.local(this, EPO.hasDPSScope),
        "renewals_max": view.value(this, EPO.hasMaximumNumberOfRenewals),
        "estimated_value": view.money(this, "estimated"),
        "framework_max_value": view.money(this, "maximum"),
        "award_criteria_count": len(view.criteria(this)),
        "award_criteria_types": view.criterion_types(this),
        "period": period(view, this),
        **{fact: moment(view, this, kind) for fact, kind in DEADLINES.items()},
        **codes(view, [this]),
    }
    return {fact: value for fact, value in said.items() if value not in (None, [], {})}


def codes(view: View, scope: list[str]) -> dict[str, list[str]]:
    """Return the strategic, accessibility, green, social and innovation codes over things, as they were written."""
    return {
        "strategic": union(view, scope, "strategic-procurement"),
        "accessibility": union(view, scope, "accessibility"),
        **{fact: union(view, scope, table) for fact, table in REQUIREMENTS.items()},
    }


def union(view: View, scope: list[str], table: str) -> list[str]:
    """Return the codes of one table over things."""
    predicate = PROPERTIES.get(table, EPO.fulfillsRequirement)
    return sorted({unquote(code) for one in scope for code in view.in_table(one, predicate, table)})


def period(view: View, this: str) -> dict[str, Any]:
    """Return when a contract is to begin and to end, as far as that is stated."""
    length = view.value(this, CFIT.duration)
    said = {
        "start": view.milestone(this, "contract-start"),
        "end": view.milestone(this, "contract-end"),
        "other": None if length is None or length[:1] == "P" else length,
    }
    return {fact: value for fact, value in said.items() if value is not None}


def moment(view: View, of: str, kind: str) -> dict[str, Any] | None:
    """Return a deadline with its clock, as it was written, and in UTC where that is known."""
    wanted = iris.concept("milestone-kind", kind).value
    for one in view.subjects.get((CFIT.milestoneOf.value, of), []):
        if view.value(one, CFIT.milestoneKind) == wanted:
            said = {
                "date": view.value(one, DCTERMS.date),
                "time": view.value(one, CFIT.localTime),
                "offset": view.value(one, CFIT.utcOffset),
                "utc": view.value(one, CFIT.instant),
                "offset_conflict": view.value(one, CFIT.offsetConflict),
            }
            return {fact: value for fact, value in said.items() if value is not None}
    return None


def result(view: View) -> dict[str, Any] | None:
    """Return what the graph says of the outcome; None for a notice that tells of none."""
    results, contracts = view.instances(EPO.LotAwardOutcome), view.instances(EPO.Contract)
    if not (results or contracts):
        return None
    return {
        "lot_result_count": len(results),
        "contract_count": len(contracts),
        "total_value": view.money(view.procedure, "total-awarded"),
        "winner_names": view.names(EPO.Winner),
        "tenderer_names": view.names(EPO.Tenderer),
    }
