"""What is read of R2.0.7 and R2.0.8 beside the coded section: titles, buyers, CPV codes, the deadline and winners."""

from typing import Any

from cfit_graph.records.notices import LotResult, LotTender, NoticeOrganisation, Submissions, code
from cfit_graph.sources.markup import Element, local
from cfit_graph.sources.rows import Rows
from cfit_graph.sources.ted.elements import attribute, child, children, text

WINNERS = (
    "{*}ECONOMIC_OPERATOR_NAME_ADDRESS",
    "{*}CONTACT_DATA_WITHOUT_RESPONSIBLE_NAME_CHP",
    "{*}NAME_ADDRESS_WINNER",
)
BUYER = "{*}CA_CE_CONCESSIONAIRE_PROFILE"
OFFERS = ("OFFERS_RECEIVED_NUMBER", "NUMBER_OF_OFFERS_RECEIVED", "PARTICIPANTS_NUMBER")
WORDS = {"{*}TITLE_CONTRACT": "title", "{*}SHORT_CONTRACT_DESCRIPTION": "description"}


def read(rows: Rows, root: Element, form: Element) -> dict[str, Any]:
    """Add the titles, buyers, deadline and winners; return the CPV codes of the form."""
    translations = child(root, "TRANSLATION_SECTION")
    for title in children(child(translations, "ML_TITLES"), "ML_TI_DOC"):
        if title.get("LG") in {"EN", rows.language}:
            rows.name("", text(title, "TI_TEXT"), title.get("LG"))
            rows.text("", "title", text(title, "TI_TEXT"))
    for found in form.iter(*WORDS):
        rows.text("", WORDS[f"{{*}}{local(str(found.tag))}"], text(found))
    buyers = [found for profile in form.iter(BUYER) for found in _organisations(rows, profile, ("buyer",))]
    if not buyers:
        for name in children(child(translations, "ML_AA_NAMES"), "AA_NAME"):
            _organisation(rows, text(name), ("buyer",))
    _winners(rows, form)
    main, additional = _cpv(form)
    return {"cpv_main": main, "cpv_additional": additional}


def _organisations(rows: Rows, holder: Element, roles: tuple[str, ...]) -> list[str]:
    """Add the organisations of an address, whose name R2.0.7 writes without an element of its own; return their ids."""
    found = []
    for named in holder.iter("{*}ORGANISATION", "{*}OFFICIALNAME"):
        around = named.getparent()
        if len(named) == 0 and around is not None:
            inside = local(str(around.tag)) == "ORGANISATION"
            found.append(_organisation(rows, text(named), roles, around.getparent() if inside else around))
    return [one for one in found if one]


def _organisation(rows: Rows, name: str | None, roles: tuple[str, ...], address: Element | None = None) -> str | None:
    """Add an organisation once for each role, with its place as far as an address tells it; return its id."""
    if not name:
        return None
    known = rows.organisations.get(f"{roles} {name}")
    if known is None:
        number = text(address, "ORGANISATION", "NATIONALID")
        known = NoticeOrganisation(
            rows.notice,
            rows.next_id("ORG"),
            roles=roles,
            legal_ids=(number,) if number else (),
            legal_id_schemes=("",) if number else (),
            country=code.country(attribute(address, "VALUE", "COUNTRY")),
            city=text(address, "TOWN"),
            street=text(address, "ADDRESS"),
            postcode=text(address, "POSTAL_CODE"),
        )
        rows.organisations[f"{roles} {name}"] = known
        rows.name(known.id, name)
    return known.id


def _winners(rows: Rows, form: Element) -> None:
    for winner in form.iter(*WINNERS):
        award = winner.getparent()
        for tenderer in _organisations(rows, winner, ("tenderer", "winner")):
            tender, result = rows.next_id("TEN"), rows.next_id("RES")
            rows.tenders.append(LotTender(rows.notice, tender, tenderers=(tenderer,), won=True))
            rows.results.append(
                LotResult(rows.notice, result, outcome="selec-w", tenders=(tender,), date=_award_date(award))
            )
            for number in (text(award, tag) for tag in OFFERS):
                if number and number.isdecimal():
                    rows.submissions.append(Submissions(rows.notice, result, "tenders", str(int(number))))


def _award_date(award: Element | None) -> str | None:
    """Return the day of an award, which these versions write in three elements."""
    day, month, year = (text(award, "CONTRACT_AWARD_DATE", part) or "" for part in ("DAY", "MONTH", "YEAR"))
    return code.day(f"{year}-{month.zfill(2)}-{day.zfill(2)}")


def _cpv(form: Element) -> tuple[str | None, tuple[str, ...]]:
    """Return the first main CPV code of the form and all other codes in it."""
    main = [code.cpv(found.get("CODE")) for part in form.iter("{*}CPV_MAIN") for found in part.iter("{*}CPV_CODE")]
    every = [code.cpv(found.get("CODE")) for found in form.iter("{*}CPV_CODE")]
    first = next((found for found in main if found), None)
    return first, tuple(dict.fromkeys(found for found in every if found and found != first))
