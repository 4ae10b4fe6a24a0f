"""The facts of an eForms notice."""

from typing import Any

from cfit_graph.iris import CFIT, DCTERMS, EPO
from cfit_graph.pipeline.facts import lot
from cfit_graph.pipeline.facts.view import View, by_code, is_ict


def facts(view: View) -> dict[str, Any]:
    """Return what the graph says of an eForms notice."""
    notice = view.notice
    codes = view.every_code()
    return {
        "format": "eforms",
        "publication_number": view.value(notice, EPO.hasNoticePublicationNumber),
        "publication_date": view.value(notice, EPO.hasPublicationDate),
        "notice_id": view.value(notice, CFIT.noticeIdentifier),
        "version": view.value(notice, EPO.hasVersion),
        "sdk": view.value(notice, CFIT.schemaVersion),
        "form_type": view.local(notice, EPO.hasFormType),
        "notice_type": view.local(notice, EPO.hasNoticeType),
        "subtype": view.value(notice, CFIT.noticeSubtype),
        "language": view.local(notice, EPO.hasOfficialLanguage),
        "country": view.local(notice, DCTERMS.spatial),
        "buyer_names": view.names(EPO.Buyer),
        "winner_names": view.names(EPO.Winner),
        "cpv_all": sorted(codes),
        "ict": is_ict(codes),
        "unpublished": withheld(view),
        "dispatch": lot.moment(view, view.procedure, "dispatch"),
        "result": lot.result(view),
        **procedure(view),
        **lots(view),
    }


def procedure(view: View) -> dict[str, Any]:
    """Return what the graph says of the procedure as a whole."""
    this = view.procedure
    return {
        "procedure_id": view.value(this, CFIT.procedureIdentifier),
        "procedure_type": view.local(this, EPO.hasProcedureType),
        "legal_basis": view.local(this, EPO.hasLegalBasis),
        "nature": view.local(this, EPO.hasContractNatureType),
        "title": by_code(view.worded(this, DCTERMS.title)),
        "cpv_main": view.local(this, EPO.hasMainClassification),
        "cpv_additional": sorted(view.locals(this, EPO.hasAdditionalClassification)),
        "estimated_value": view.money(this, "estimated"),
        "framework_max_value": view.money(this, "maximum"),
        "planned_date": view.milestone(this, "planned-call"),
    }


def lots(view: View) -> dict[str, Any]:
    """Return what the graph says of the lots and parts together."""
    scope = [*view.instances(EPO.Lot), *view.instances(EPO.PlannedProcurementPart)]
    return {
        "lot_count": len(view.instances(EPO.Lot)),
        "part_count": len(view.instances(EPO.PlannedProcurementPart)),
        "lots_group_count": len(view.instances(EPO.LotGroup)),
        "lots": lot.lots(view, EPO.Lot),
        "parts": lot.lots(view, EPO.PlannedProcurementPart),
        **lot.codes(view, scope),
        "award_criteria_count": len(view.criteria(*scope)),
        "award_criteria_types": view.criterion_types(*scope),
    }


def withheld(view: View) -> list[str]:
    """Return the fields that are kept from the public."""
    fields = view.instances(CFIT.WithheldField)
    return sorted({code for field in fields for code in view.locals(field, CFIT.withheldContent)})
