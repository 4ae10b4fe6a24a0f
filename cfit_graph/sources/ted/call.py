"""What a form of R2.0.9 (F01 to F25, T01, T02) says of buyers, purpose, lots, criteria, values and deadlines."""

import re
from collections.abc import Iterator
from itertools import count
from typing import Any

from cfit_graph.records.notices import AwardCriterion, Lot, NoticeCode, NoticeOrganisation, code
from cfit_graph.sources.markup import Element, local
from cfit_graph.sources.rows import Rows
from cfit_graph.sources.ted.codes import ACTIVITIES, BUYER_TYPES, RESERVED
from cfit_graph.sources.ted.elements import attribute, attributes, child, children, cpv_codes, public, text

BUYERS = ("ADDRESS_CONTRACTING_BODY", "ADDRESS_CONTRACTING_BODY_ADDITIONAL")
CRITERIA = {"AC_PRICE": "price", "AC_COST": "cost", "AC_QUALITY": "quality", "AC_CRITERION": None, "AC_CRITERIA": None}
DEADLINES = {"PT_OPEN": "tenders", None: "tenders"}
_PERCENT = re.compile(r"([0-9]{1,3}(?:[.,][0-9]{1,6})?) ?%")
_DECIMAL = re.compile(r"[0-9]{1,12}(?:[.,][0-9]{1,6})?")


def read(rows: Rows, form: Element, others: tuple[Element, ...]) -> dict[str, Any]:
    """Add the rows of the form, and its titles in other languages; return what it says of the whole."""
    objects = tuple(children(form, "OBJECT_CONTRACT"))
    first = objects[0] if objects else None
    _buyers(rows, child(form, "CONTRACTING_BODY"))
    for contract in objects:
        _purpose(rows, contract, part=rows.next_id("PAR") if len(objects) > 1 else "")
    if len(objects) > 1:
        rows.name("", text(first, "TITLE"))
    for other in others:
        rows.name("", text(other, "OBJECT_CONTRACT", "TITLE"), code.folded(other.get("LG")))
    for tag, reserved in RESERVED.items():
        if child(form, "LEFTI", tag) is not None:
            rows.codes.append(NoticeCode(rows.notice, "", "reserved", reserved))
    return _whole(form, first) | _procedure(rows, form, child(form, "PROCEDURE"))


def _whole(form: Element, first: Element | None) -> dict[str, Any]:
    """Return what the form says of the procedure as a whole, left out where the coded section says it better."""
    nature = attribute(first, "CTYPE", "TYPE_CONTRACT")
    planned = (code.day(text(part, "DATE_PUBLICATION_NOTICE")) for part in children(form, "OBJECT_CONTRACT"))
    said = {
        "reference": text(first, "REFERENCE_NUMBER"),
        "cpv_main": next(iter(cpv_codes(first, "CPV_MAIN")), None),
        "planned_date": min((day for day in planned if day), default=None),
        "nature": nature.lower() if nature else None,
        "legal_basis": attribute(form, "VALUE", "LEGAL_BASIS"),
    }
    return {field: value for field, value in said.items() if value}


def _procedure(rows: Rows, form: Element, procedure: Element | None) -> dict[str, Any]:
    """Return the type of procedure and whether it ends in a framework agreement; add the deadline."""
    if procedure is None:
        return {"procedure_type": None}
    kinds = [local(str(part.tag)) for part in procedure.iter() if local(str(part.tag)).startswith("PT_")]
    kind = kinds[0] if kinds else None
    rows.moment(
        code.moment(
            rows.notice,
            "",
            _deadline_kind(form, kind),
            text(procedure, "DATE_RECEIPT_TENDERS"),
            text(procedure, "TIME_RECEIPT_TENDERS"),
        )
    )
    return {"procedure_type": kind, "framework": child(procedure, "FRAMEWORK") is not None}


def _deadline_kind(form: Element, procedure_type: str | None) -> str:
    """Return for what the one deadline of R2.0.9 stands: its name does not tell tenders from requests or interest."""
    if attribute(form, "TYPE", "NOTICE") in {"PRI_CALL_COMPETITION", "PER_CALL_COMPETITION"}:
        return "interest"
    return DEADLINES.get(procedure_type, "requests")


def _buyers(rows: Rows, body: Element | None) -> None:
    kind = BUYER_TYPES.get(attribute(body, "VALUE", "CA_TYPE") or "")
    written = attribute(body, "VALUE", "CA_ACTIVITY") or attribute(body, "VALUE", "CE_ACTIVITY")
    activity = ACTIVITIES.get(written or "")
    for name in BUYERS:
        for address in children(body, name):
            organisation(rows, address, ("buyer",), legal_type=kind, activity=activity)
            kind = activity = None


def organisation(rows: Rows, address: Element, roles: tuple[str, ...], **more: str | None) -> str:
    """Add the organisation of an address once for each role, and return its id; contact persons are not read."""
    name, number = text(address, "OFFICIALNAME"), text(address, "NATIONALID")
    fields = {
        "legal_ids": (number,) if number else (),
        "legal_id_schemes": ("",) if number else (),
        "country": code.country(attribute(address, "VALUE", "COUNTRY")),
        "nuts": next(iter(attributes(address, "CODE", "NUTS")), None),
        "city": text(address, "TOWN"),
        "street": text(address, "ADDRESS"),
        "postcode": text(address, "POSTAL_CODE"),
        "website": text(address, "URL_GENERAL") or text(address, "URL"),
    }
    same = f"{roles} {name} {fields}"
    known = rows.organisations.get(same)
    if known is None:
        known = NoticeOrganisation(rows.notice, rows.next_id("ORG"), roles=roles, **fields, **more)  # type: ignore[arg-type] # texts by name
        rows.organisations[same] = known
        rows.name(known.id, name)
    return known.id


def _purpose(rows: Rows, contract: Element, part: str) -> None:
    """Add one object of the contract: a plan may announce several, each then a part of it."""
    before = len(rows.lots)
    rows.name(part, text(contract, "TITLE"))
    rows.text(part, "title", text(contract, "TITLE"))
    rows.text(part, "description", text(contract, "SHORT_DESCR"))
    _money(rows, part, contract)
    for description in children(contract, "OBJECT_DESCR"):
        _lot(rows, description)
    if part:
        main = next(iter(cpv_codes(contract, "CPV_MAIN")), None)
        lots = tuple(lot.id for lot in rows.lots[before:])
        rows.lots.append(Lot(rows.notice, part, "part", cpv_main=main, lots=lots))


def _money(rows: Rows, of: str, contract: Element) -> None:
    """Add the values of a purpose: what it is estimated to cost, or cost in all, or between which tenders it lay."""
    for tag, kind in (("VAL_ESTIMATED_TOTAL", "estimated"), ("VAL_TOTAL", "total")):
        for amount in public(contract, tag):
            rows.value(of, kind, code.number(text(amount)), attribute(amount, "CURRENCY"))
    for amounts in public(contract, "VAL_RANGE_TOTAL"):
        for bound, kind in (("LOW", "lowest-total"), ("HIGH", "highest-total")):
            rows.value(of, kind, code.number(text(amounts, bound)), attribute(amounts, "CURRENCY"))


def _lot(rows: Rows, description: Element) -> None:
    lot = rows.own_id("LOT", text(description, "LOT_NO"))
    rows.lots.append(
        Lot(
            rows.notice,
            lot,
            "lot",
            cpv_additional=cpv_codes(description, "CPV_ADDITIONAL"),
            start=code.day(text(description, "DATE_START")),
            end=code.day(text(description, "DATE_END")),
            duration=code.number(text(description, "DURATION")),
            duration_unit=attribute(description, "TYPE", "DURATION"),
            duration_code="UNLIMITED" if child(description, "INDEFINITE_DURATION") is not None else None,
            places_nuts=attributes(description, "CODE", "NUTS"),
            eu_funds=_eu_funds(description),
        )
    )
    rows.name(lot, text(description, "TITLE"))
    rows.value(
        lot, "estimated", code.number(text(description, "VAL_OBJECT")), attribute(description, "CURRENCY", "VAL_OBJECT")
    )
    for tag, what in (("TITLE", "title"), ("SHORT_DESCR", "description"), ("INFO_ADD", "description")):
        rows.text(lot, what, text(description, tag))
    for number, criterion in zip(count(1), _criteria(description), strict=False):
        _criterion(rows, lot, number, criterion)


def _eu_funds(description: Element) -> str | None:
    """Return the code of eForms for whether money of the Union is in it."""
    if child(description, "EU_PROGR_RELATED") is not None:
        return "eu-funds"
    return "no-eu-funds" if child(description, "NO_EU_PROGR_RELATED") is not None else None


def _criteria(description: Element) -> Iterator[Element]:
    """Yield the award criteria of a lot, wherever the form puts them: in AC, beside it, or under a directive."""
    for part in description:
        name = local(str(part.tag))
        if name in CRITERIA:
            yield part
        elif name == "AC" or name.startswith("DIRECTIVE_"):
            yield from _criteria(part)


def _criterion(rows: Rows, lot: str, number: int, criterion: Element) -> None:
    written = text(criterion, "AC_WEIGHTING")
    weight, kind, wording = weighting(written)
    kind_of = CRITERIA[local(str(criterion.tag))]
    rows.criteria.append(AwardCriterion(rows.notice, lot, number, kind_of, weight, kind, weight_text=wording))
    rows.text(
        lot, "criterion-name", text(criterion, "AC_CRITERION") or (text(criterion) if not len(criterion) else None)
    )


def weighting(written: str | None) -> tuple[str | None, str | None, str | None]:
    """Return a weight as a number, its kind where it is a percentage, and its words where it is no plain number."""
    if written is None:
        return None, None, None
    if percent := _PERCENT.fullmatch(written):
        return code.number(percent[1].replace(",", ".")), "per-exa", None
    if _DECIMAL.fullmatch(written):
        return code.number(written.replace(",", ".")), None, None
    return None, None, written
