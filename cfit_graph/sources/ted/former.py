"""What is read of R2.0.7 and R2.0.8 beside the coded section: titles, the buyer's name, CPV codes and winners."""

from typing import Any

from cfit_graph.records.notices import LotResult, LotTender, NoticeOrganisation, code
from cfit_graph.sources.markup import Element
from cfit_graph.sources.rows import Rows
from cfit_graph.sources.ted.elements import child, children, text

WINNERS = (
    "{*}ECONOMIC_OPERATOR_NAME_ADDRESS",
    "{*}CONTACT_DATA_WITHOUT_RESPONSIBLE_NAME_CHP",
    "{*}NAME_ADDRESS_WINNER",
)


def read(rows: Rows, root: Element, form: Element) -> dict[str, Any]:
    """Add the titles, buyer and winners; return the CPV codes of the form."""
    translations = child(root, "TRANSLATION_SECTION")
    for title in children(child(translations, "ML_TITLES"), "ML_TI_DOC"):
        if title.get("LG") in {"EN", rows.language}:
            rows.name("", text(title, "TI_TEXT"), title.get("LG"))
            rows.text("", "title", text(title, "TI_TEXT"))
    for name in children(child(translations, "ML_AA_NAMES"), "AA_NAME"):
        _organisation(rows, text(name), ("buyer",))
    _winners(rows, form)
    main, additional = _cpv(form)
    return {"cpv_main": main, "cpv_additional": additional}


def _organisation(rows: Rows, name: str | None, roles: tuple[str, ...]) -> str | None:
    """Add an organisation, of which the name is all that is read, and return its id."""
    if not name:
        return None
    known = rows.organisations.get(f"{roles} {name}")
    if known is None:
        known = NoticeOrganisation(rows.notice, rows.next_id("ORG"), roles=roles)
        rows.organisations[f"{roles} {name}"] = known
        rows.name(known.id, name)
    return known.id


def _winners(rows: Rows, form: Element) -> None:
    for winner in form.iter(*WINNERS):
        for name in winner.iter("{*}OFFICIALNAME"):
            tenderer = _organisation(rows, text(name), ("tenderer", "winner"))
            if tenderer:
                tender, result = rows.next_id("TEN"), rows.next_id("RES")
                rows.tenders.append(LotTender(rows.notice, tender, tenderers=(tenderer,), won=True))
                rows.results.append(LotResult(rows.notice, result, outcome="selec-w", tenders=(tender,)))


def _cpv(form: Element) -> tuple[str | None, tuple[str, ...]]:
    """Return the first main CPV code of the form and all other codes in it."""
    main = [code.cpv(found.get("CODE")) for part in form.iter("{*}CPV_MAIN") for found in part.iter("{*}CPV_CODE")]
    every = [code.cpv(found.get("CODE")) for found in form.iter("{*}CPV_CODE")]
    first = next((found for found in main if found), None)
    return first, tuple(dict.fromkeys(found for found in every if found and found != first))
