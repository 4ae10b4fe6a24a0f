"""A selection as a page shows it, and as a table to take away."""

from collections.abc import Sequence
from decimal import Decimal
from functools import partial
from typing import Any, NamedTuple

from cfit_graph.iris import BASE
from cfit_graph.web import catalogue, terms
from cfit_graph.web.asking import Term
from cfit_graph.web.catalogue import N_
from cfit_graph.web.edition import Edition
from cfit_graph.web.exports import Sheet, Value
from cfit_graph.web.lists import kinds
from cfit_graph.web.lists.columns import DISPUTED, Column
from cfit_graph.web.lists.facets import Facet, facet
from cfit_graph.web.lists.table import NAME, NONE, number
from cfit_graph.web.lists.view import ANY, TEXT, Choice, Selection
from cfit_graph.web.reader import Reader
from cfit_graph.web.terms import Shown

SUFFIXES = ("csv", "xlsx", "json")
LONGEST, VALUES = 160, 4  # characters of a text, values of a cell; the page of the thing has the whole

_OPEN = 1
_NUMBERS = frozenset({"numbers", "counts"})


class Heading(NamedTuple):
    """A heading, where it leads to sort by it, and how the list is sorted by it."""

    text: str
    href: str
    sorted: str
    is_number: bool


class Asked(NamedTuple):
    """One thing that is asked for: of which column, what, where the list is without it, and its rows then."""

    heading: str
    text: str
    href: str
    without: int


def facts(selection: Selection) -> dict[str, Any]:
    """Return what the page of a list says."""
    table, view = selection.table, selection.view
    here = kinds.address(table.kind)
    declared = kinds.KINDS.get(table.kind)
    of = declared.of if declared and declared.of and declared.of[0] in {one.key for one in table.columns} else None
    return {
        "kind": table.kind,
        "title": kinds.title(table.kind),
        "here": here,
        "selection": selection,
        "view": view,
        "longest": LONGEST,
        "most": VALUES,
        "counted": (table.distinct(selection.ordered, of[0]), of[1]) if of else None,
        "headings": _headings(selection, here),
        "rows": [_row(selection, place) for place in selection.places],
        "facets": _facets(selection),
        "asked": _asked(selection, here),
        "pages": _pages(selection, here),
        "downloads": [(suffix, f"{here}.{suffix}{view.with_(page=1).query()}") for suffix in SUFFIXES],
        "disputed_href": f"{here}{view.with_(filters={**view.filters, DISPUTED.key: (ANY,)}).query()}",
    }


def exported(selection: Selection, edition: Edition, reader: Reader) -> Sheet:
    """Return all rows that pass, in the order asked for, as a table to take away."""
    table, gettext = selection.table, catalogue.translations(reader.language).gettext
    title = gettext(kinds.title(table.kind))
    headings = [gettext(N_("Name")), *(gettext(column.heading) for column in table.columns), "IRI"]
    rows: list[list[Value]] = []
    for place in selection.ordered:
        row = table.rows[place]
        cells = (_exported(column, row.cells[at], selection) for at, column in enumerate(table.columns))
        rows.append([_text(Term("uri", row.iri), selection), *cells, row.iri])
    return Sheet(title, headings, rows, _about(selection, edition, title))


def as_json(selection: Selection, edition: Edition) -> dict[str, Any]:
    """Return the same as an object: each cell a list of values by label, with IRI and language where there is one."""
    table = selection.table
    columns = [{"key": NAME, "heading": "Name"}, *({"key": one.key, "heading": one.heading} for one in table.columns)]
    rows = []
    for place in selection.ordered:
        row = table.rows[place]
        cells = {column.key: _values(row.cells[at], selection) for at, column in enumerate(table.columns)}
        rows.append({"iri": row.iri, NAME: _text(Term("uri", row.iri), selection), **cells})
    about = _about(selection, edition, kinds.title(table.kind))
    return {
        **{name.lower().replace(" ", "_"): value for name, value in about.items()},
        "columns": columns,
        "rows": rows,
    }


def _about(selection: Selection, edition: Edition, title: str) -> dict[str, Value]:
    """Return what is to be known about a table that was taken away."""
    here = f"{BASE}{kinds.address(selection.table.kind)[1:]}{selection.view.with_(page=1).query()}"
    return {
        "Title": title,
        "Release": edition.id,
        "Date of release": str(edition.manifest.get("created", "")),
        "Licence": str(edition.manifest.get("licence", "")),
        "Address of this view": here,
        "Release described at": f"{BASE}release/{edition.id}",
        "Rows": selection.total,
        "Rows in the whole list": len(selection.table.rows),
        "Sources": "Each row names a thing; its IRI leads to every fact with the document that states it.",
    }


def _headings(selection: Selection, here: str) -> list[Heading]:
    view = selection.view
    found = []
    for key, text, holds in [
        (NAME, N_("Name"), "terms"),
        *((column.key, column.heading, column.holds) for column in selection.table.columns),
    ]:
        is_by = view.sort == key
        href = f"{here}{view.with_(sort=key, backwards=is_by and not view.backwards).query()}"
        order = ("descending" if view.backwards else "ascending") if is_by else ""
        found.append(Heading(text, href, order, holds in _NUMBERS))
    return found


def _row(selection: Selection, place: int) -> tuple[Shown, list[list[Shown]]]:
    table = selection.table
    row = table.rows[place]
    cells = []
    for at, column in enumerate(table.columns):
        values: Sequence[Term] = row.cells[at]
        if column.holds == "counts":
            values = [Term("literal", str(len(values)))] if values else []
        cells.append([terms.shown(value, table.labels, selection.languages) for value in values])
    return terms.shown(Term("uri", row.iri), table.labels, selection.languages), cells


def _facets(selection: Selection) -> list[Facet]:
    found: list[Facet] = []
    text = partial(_choice_text, selection=selection)
    for key in selection.table.facets:
        heading, is_open = selection.table.column(key).heading, len(found) < _OPEN
        one = facet(key, heading, selection.choices(key), text, is_open=is_open)
        found += [one] if one else []
    return found


def _choice_text(choice: Choice, selection: Selection) -> str:
    if choice.word == ANY:
        return N_("on anything")
    if choice.word == NONE and choice.value is None:
        return N_("not stated")
    assert choice.value is not None  # noqa: S101 - only the two above have none
    return _text(choice.value, selection)


def _asked(selection: Selection, here: str) -> list[Asked]:
    found = []
    for key, word, without in selection.loosened():
        if key == TEXT:
            found.append(Asked(N_("Text"), word, f"{here}{selection.view.with_(text='').query()}", without))
            continue
        value = selection.table.facets[key].get(word, (Term("literal", word), 0))[0]
        text = _choice_text(Choice(word, value, 0, chosen=True), selection)
        href = f"{here}{selection.view.without(key, word).query()}"
        found.append(Asked(selection.table.column(key).heading, text, href, without))
    return found


def _pages(selection: Selection, here: str) -> dict[str, Any]:
    def at(page: int) -> str | None:
        return f"{here}{selection.view.with_(page=page).query()}" if 1 <= page <= selection.pages else None

    return {
        "before": at(selection.page - 1),
        "after": at(selection.page + 1),
        "first": at(1),
        "last": at(selection.pages),
    }


def _exported(column: Column, cell: Sequence[Term], selection: Selection) -> Value:
    if column.holds == "counts":
        return len(cell)
    if column.holds == "numbers" and len(cell) == 1:
        return _exact(cell[0].value)
    return "; ".join(_text(term, selection) for term in cell)


def _exact(text: str) -> Value:
    found: Decimal = number(text)
    return found if found or text.strip("+-0.") == "" else text


def _values(cell: Sequence[Term], selection: Selection) -> list[dict[str, str]]:
    found = []
    for term in cell:
        shown = terms.shown(term, selection.table.labels, selection.languages)
        more = {"iri": shown.iri, "language": shown.language}
        found.append({"label": shown.text, **{name: value for name, value in more.items() if value}})
    return found


def _text(term: Term, selection: Selection) -> str:
    return terms.shown(term, selection.table.labels, selection.languages).text
