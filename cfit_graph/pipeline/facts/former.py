"""The facts of a notice of TED before eForms."""

from typing import Any

import iso3166

from cfit_graph.iris import CFIT, DCTERMS, EPO
from cfit_graph.pipeline.facts.view import View, is_ict
from cfit_graph.records.notices import language

# TED wrote the United Kingdom as its own code, not as ISO does.
_OWN_COUNTRIES = {"GBR": "UK", "1A0": "XK"}


def coded_facts(view: View) -> dict[str, Any]:
    """Return what the graph says of a notice of R2.0.7 or R2.0.8, of which only the coded section is mapped."""
    codes = view.coded() | view.every_code()
    return {
        "format": "ted_r2.0.7_8",
        "publication_number": view.value(view.notice, EPO.hasNoticePublicationNumber),
        "publication_date": view.value(view.notice, EPO.hasPublicationDate),
        "language": short_language(view.local(view.notice, EPO.hasOfficialLanguage)),
        "country": short_country(view.local(view.notice, DCTERMS.spatial)),
        "form": view.value(view.notice, CFIT.formWritten),
        "document_type": view.value(view.notice, CFIT.noticeTypeWritten),
        "cpv_all": sorted(codes),
        "ict": is_ict(codes),
        "winner_names": view.names(EPO.Winner),
    }


def facts(view: View) -> dict[str, Any]:
    """Return what the graph says of a notice of R2.0.9."""
    scope = view.instances(EPO.Lot)
    titles = view.worded(view.procedure, DCTERMS.title)
    return coded_facts(view) | {
        "format": "ted_r2.0.9",
        "buyer_names": view.names(EPO.Buyer),
        "titles": {tag.upper(): text for tag, text in titles.items()},
        "cpv_all": sorted(view.every_code()),
        "cpv_main": view.local(view.procedure, EPO.hasMainClassification),
        "lot_count": len(scope),
        "procedure_types": sorted(view.values(view.procedure, CFIT.procedureTypeWritten)),
        "award_criteria_count": len(view.criteria(*scope)),
        "award_criteria_types": criterion_types(view, scope),
        "estimated_value_of_purpose": view.money(view.procedure, "estimated"),
        "planned_notice_date": view.milestone(view.procedure, "planned-call"),
    }


def criterion_types(view: View, lots: list[str]) -> list[str]:
    """Return the types of award criteria; forms for social services and design contests state them without a type."""
    untyped = any(not view.local(one, EPO.hasAwardCriterionType) for one in view.criteria(*lots))
    return [*view.criterion_types(*lots), *(["criterion"] if untyped else [])]


def short_language(long: str | None) -> str | None:
    """Return the two capital letters of a language."""
    return language.tag(long).upper() if long else None


def short_country(long: str | None) -> str | None:
    """Return the two letters of a country as TED wrote it."""
    if long is None or long in _OWN_COUNTRIES:
        return _OWN_COUNTRIES.get(long or "")
    known = iso3166.countries_by_alpha3.get(long)
    return known.alpha2 if known else None
