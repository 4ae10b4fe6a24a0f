"""Notices in TED_EXPORT, the XML of TED until 2024: R2.0.9 whole, R2.0.7 and R2.0.8 by their coded section.

The schemas differ in namespace and the coded section does not, so that one reader reads it and the form decides the
rest. A notice has one form for each language it was written in, all saying the same: the first original one is read,
and the titles of the others. Translations are not read.
"""

import re
from typing import Any

from cfit_graph.errors import NoticeError
from cfit_graph.records.notices import (
    TED_2_0_8,
    TED_2_0_9,
    Notice,
    NoticeReference,
    NoticeTree,
    code,
    notice_key,
    publication_number,
)
from cfit_graph.sources import markup
from cfit_graph.sources.markup import Element, local
from cfit_graph.sources.rows import Rows
from cfit_graph.sources.ted import call, former, outcome
from cfit_graph.sources.ted.codes import NATURES
from cfit_graph.sources.ted.elements import attribute, attributes, child, children, text

_FORM_OF_2014 = re.compile(r"[FT][0-9]{2}(?:_[0-9]{4})?|MOVE(?:_[0-9]{4})?")
# Documents that follow another: corrections, and results of contracts, concessions and contests.
FOLLOWING = frozenset("27JR")
_DIRECTIVE = re.compile(r"([0-9]{4})/([0-9]{1,3})/E[UC]")


def read(content: bytes, name: str) -> tuple[NoticeTree, ...]:
    """Return the one notice of a TED_EXPORT file; raise NoticeError for what is broken, unsafe or no notice."""
    return trees(markup.root_of(content, name), name)


def trees(root: Element, name: str) -> tuple[NoticeTree, ...]:
    """Return the notice whose root element this is; raise NoticeError where it is none."""
    coded = child(root, "CODED_DATA_SECTION")
    forms = tuple(
        form for section in children(root, "FORM_SECTION") for form in section if local(str(form.tag)) != "NOTICE_UUID"
    )
    if coded is None:
        raise NoticeError(f"{name}: not a notice of TED: it has no coded section")
    if not forms:
        raise NoticeError(f"{name}: not a notice of TED: it has no form")
    number = publication_number(text(coded, "NOTICE_DATA", "NO_DOC_OJS")) or publication_number(root.get("DOC_ID"))
    if number is None:
        raise NoticeError(f"{name}: a notice of TED without a publication number")
    return (_tree(root, coded, forms, number),)


def _tree(root: Element, coded: Element, forms: tuple[Element, ...], number: str) -> NoticeTree:
    originals = tuple(form for form in forms if form.get("CATEGORY", "ORIGINAL") == "ORIGINAL") or forms[:1]
    form = originals[0]
    languages = dict.fromkeys(language for one in originals for language in (one.get("LG") or "").split())
    languages |= dict.fromkeys((text(coded, "NOTICE_DATA", "LG_ORIG") or "").split())
    rows = Rows(notice_key(number), language=next(iter(languages), None))
    recent = _FORM_OF_2014.fullmatch(local(str(form.tag))) is not None
    said = _coded(root, coded, form, number, rows)
    said["format"] = TED_2_0_9 if recent else TED_2_0_8
    said["other_languages"] = tuple(languages)[1:]
    if recent:
        said |= call.read(rows, form, originals[1:])
        said |= outcome.read(rows, form)
    else:
        said |= former.read(rows, root, form)
    if not recent or child(form, "CHANGES") is not None:
        outcome.coded_deadline(rows, child(coded, "CODIF_DATA"))
    return rows.tree(Notice(**said))


def _coded(root: Element, coded: Element, form: Element, number: str, rows: Rows) -> dict[str, Any]:
    """Return what the coded section says of the notice, and add its dispatch and its references to the rows."""
    data, codes = child(coded, "NOTICE_DATA"), child(coded, "CODIF_DATA")
    published = code.day(text(coded, "REF_OJS", "DATE_PUB"))
    issue = text(coded, "REF_OJS", "NO_OJ")
    document_type = attribute(codes, "CODE", "TD_DOCUMENT_TYPE")
    rows.moment(code.moment(rows.notice, "", "dispatch", text(codes, "DS_DATE_DISPATCH")))
    _references(rows, data)
    cpv = (code.cpv(found) for found in attributes(data, "CODE", "ORIGINAL_CPV"))
    return {
        "key": rows.notice,
        "procedure": _procedure(rows, document_type),
        "publisher": "ted",
        "address": f"https://ted.europa.eu/en/notice/-/detail/{number}",
        "schema": code.folded(root.get("VERSION") or form.get("VERSION")),
        "root": local(str(form.tag)),
        "notice_id": code.folded(root.get("DOC_ID")),
        "publication_number": number,
        "journal": f"{issue}/{published[:4]}" if issue and published else None,
        "publication_date": published,
        "form_type": code.folded(form.get("FORM")) or local(str(form.tag)),
        "notice_type": document_type,
        "language": rows.language,
        "country": code.country(attribute(data, "VALUE", "ISO_COUNTRY")),
        "procedure_type": attribute(codes, "CODE", "PR_PROC"),
        "legal_basis": _legal_basis(attribute(codes, "VALUE", "DIRECTIVE")),
        "nature": NATURES.get(attribute(codes, "CODE", "NC_CONTRACT_NATURE") or ""),
        "cpv_coded": tuple(found for found in cpv if found),
    }


def _procedure(rows: Rows, document_type: str | None) -> str:
    """Return the key of the procedure, which has no number of its own: that of the notice which began it.

    Results and corrections name the one notice that they follow; any other notice begins a procedure.
    """
    previous = {reference.target_key for reference in rows.references}
    if document_type in FOLLOWING and len(previous) == 1:
        return previous.pop() or rows.notice
    return rows.notice


def _legal_basis(directive: str | None) -> str | None:
    """Return the CELEX number of a directive written as 2014/24/EU, as newer forms write it."""
    match = _DIRECTIVE.fullmatch(directive or "")
    return f"3{match[1]}L{int(match[2]):04}" if match else directive


def _references(rows: Rows, data: Element | None) -> None:
    """Add the earlier notices that the coded section names."""
    for reference in children(data, "REF_NOTICE"):
        for named in children(reference, "NO_DOC_OJS"):
            target = text(named)
            if target:
                number = publication_number(target)
                key = notice_key(number) if number else None
                rows.references.append(NoticeReference(rows.notice, "previous", target, key))
