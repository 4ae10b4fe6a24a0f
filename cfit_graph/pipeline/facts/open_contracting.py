"""The facts of a file of OCDS releases."""

from typing import Any

from cfit_graph.iris import CFIT, DCTERMS, EPO
from cfit_graph.pipeline.facts.view import View, is_ict


def facts(views: list[View]) -> dict[str, Any]:
    """Return what the graph says of the releases of one file."""
    releases = [release(view) for view in views]
    return {
        "format": "ocds",
        "release_count": len(releases),
        "ict": any(one["ict"] for one in releases),
        "releases": releases,
    }


def release(view: View) -> dict[str, Any]:
    """Return what the graph says of one release."""
    codes = view.every_code()
    return {
        "ocid": view.value(view.procedure, CFIT.procedureIdentifier),
        "id": view.value(view.notice, CFIT.noticeIdentifier),
        "tender_id": view.value(view.procedure, CFIT.buyerReference),
        "title": next(iter(view.worded(view.procedure, DCTERMS.title).values()), None),
        "method": view.value(view.procedure, CFIT.procedureTypeWritten),
        "status": view.value(view.procedure, CFIT.tenderStatus),
        "buyer_names": view.names(EPO.Buyer),
        "winner_names": view.names(EPO.Winner),
        "cpv_all": sorted(codes),
        "ict": is_ict(codes),
        "lot_count": len(view.instances(EPO.Lot)),
        "value": view.money(view.procedure, "estimated"),
    }
