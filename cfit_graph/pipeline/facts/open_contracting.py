"""The facts of a file of OCDS releases."""

from typing import Any

from cfit_graph import iris
from cfit_graph.iris import CFIT, DCTERMS, EPO
from cfit_graph.pipeline.facts.view import View, is_ict
from cfit_graph.records.notices import language

CATEGORIES = {"supplies": "goods"}


def facts(views: list[View]) -> dict[str, Any]:
    """Return what the graph says of the releases of one file."""
    releases = [{fact: value for fact, value in release(view).items() if value not in (None, [])} for view in views]
    return {
        "format": "ocds",
        "release_count": len(releases),
        "ict": any(one["ict"] for one in releases),
        "releases": releases,
    }


def release(view: View) -> dict[str, Any]:
    """Return what the graph says of one release."""
    codes, procedure = view.every_code(), view.procedure
    nature = view.local(procedure, EPO.hasContractNatureType)
    results = view.instances(EPO.LotAwardOutcome)
    tags = view.value(view.notice, CFIT.noticeTypeWritten)
    written = view.local(view.notice, EPO.hasOfficialLanguage)
    return {
        "ocid": view.value(procedure, CFIT.procedureIdentifier),
        "id": view.value(view.notice, CFIT.noticeIdentifier),
        "tag": tags.split(", ") if tags else [],
        "date": moment(view, "dispatch"),
        "language": language.tag(written) if written else None,
        "tender_id": view.value(procedure, CFIT.buyerReference),
        "title": next(iter(view.worded(procedure, DCTERMS.title).values()), None),
        "method": view.value(procedure, CFIT.procedureTypeWritten),
        "status": view.value(procedure, CFIT.tenderStatus),
        "category": CATEGORIES.get(nature or "", nature),
        "buyer_names": view.names(EPO.Buyer),
        "winner_names": view.names(EPO.Winner),
        "cpv_all": sorted(codes),
        "ict": is_ict(codes),
        "lot_count": len(view.instances(EPO.Lot)),
        "award_count": len(results),
        "contract_count": len(view.instances(EPO.Contract)),
        "value": view.money(procedure, "estimated"),
        "deadline": moment(view, "tenders-due"),
        "contract_start": moment(view, "contract-start"),
        "contract_end": moment(view, "contract-end"),
        "sustainability_goals": sorted(goals(view)),
    }


def goals(view: View) -> set[str]:
    """Return the sustainability goals of the procedure and its lots."""
    things = (view.procedure, *view.instances(EPO.Lot))
    return {goal for thing in things for goal in view.values(thing, CFIT.sustainabilityGoal)}


def moment(view: View, kind: str) -> str | None:
    """Return a milestone of the procedure as ISO 8601 writes it, with the clock and the offset that it has."""
    wanted = iris.concept("milestone-kind", kind).value
    for one in view.subjects.get((CFIT.milestoneOf.value, view.procedure), []):
        if view.value(one, CFIT.milestoneKind) == wanted:
            day, time = view.value(one, DCTERMS.date), view.value(one, CFIT.localTime)
            return f"{day}T{time}{view.value(one, CFIT.utcOffset) or ''}" if time else day
    return None
