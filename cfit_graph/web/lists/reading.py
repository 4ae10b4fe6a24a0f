"""Reading a list from the release, in questions put to the same workers as everybody's.

What is said of the things is asked for some hundred things at a time, so that no question is long; what lies a step
further away, or points to them, with a question for each column.
"""

import asyncio
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import islice

from cfit_graph.errors import QueryTooLargeError, UnknownResourceError
from cfit_graph.iris import CFIT, DCTERMS, RDFS, SKOS, A
from cfit_graph.web import asking, terms
from cfit_graph.web.asking import Term
from cfit_graph.web.lists import kinds
from cfit_graph.web.lists.columns import DISPUTED, SOURCES, Column, Declared, Incoming
from cfit_graph.web.lists.table import Row, Table
from cfit_graph.web.shelf import Opened

MOST_THINGS = 50_000  # of one list: as many rows as the memory of a small machine bears

_ASKED_AT_ONCE = 300
_GENERAL_COLUMNS = 7
_FEW = 40

# What a list of a kind without columns of its own leaves out: names are there anyway, and notes are too long.
_LEFT_OUT = (
    terms.NAMES
    | {
        property_.value
        for property_ in (
            A,
            SKOS.note,
            SKOS.definition,
            SKOS.altLabel,
            DCTERMS.identifier,
            DCTERMS.source,
            RDFS.comment,
        )
    }
    | {CFIT[f"{of}{bound}"].value for of in ("start", "end", "date", "published") for bound in ("Earliest", "Latest")}
)

Values = dict[str, list[Term]]


async def read(opened: Opened, kind: str) -> Table:
    """Return the list of a kind; raise UnknownResourceError if the release has nothing of it, or any QueryError."""
    declared = kinds.KINDS.get(kind)
    if declared is None:
        return await _general(opened, kind)
    things = await _things(opened, kind)
    if not things:
        raise _nothing(kind)
    columns = (*declared.columns, DISPUTED, SOURCES)
    stated = await _stated(opened, things, columns)
    found = [(column, await _column(opened, declared, column, stated)) for column in columns]
    found = [(column, values) for column, values in found if column not in {DISPUTED, SOURCES} or values]
    labels = {thing: _in_order(dict.fromkeys(names)) for thing, names in _merged(stated, terms.NAMES).items()}
    return await _table(opened, kind, things, found, labels)


async def _things(opened: Opened, kind: str, name: str = "list-things") -> list[str]:
    """Return the things of a kind, in order; what lies below another, as a concept below its scheme, is left out.

    Raises QueryTooLargeError for more than MOST_THINGS.
    """
    beginning = kinds.prefix(kind)
    rows = await asking.rows(opened.pool, name, beginning=beginning)
    if len(rows) > MOST_THINGS:
        message = f"There are {len(rows):,} of these, too many for one list: search for some, or ask a SPARQL query."
        raise QueryTooLargeError(message)
    found = (row["thing"].value for row in rows)
    return sorted(thing for thing in found if "/" not in thing.removeprefix(beginning))


async def _stated(opened: Opened, things: Sequence[str], columns: Iterable[Column]) -> dict[str, Values]:
    """Return the values of the properties that the columns show of the things themselves, and the names of things."""
    properties = {step.value for column in columns for step in column.path if not isinstance(step, Incoming)}
    stated: dict[str, Values] = {iri: {} for iri in properties | terms.NAMES}
    for part in _parts(things):
        for row in await asking.among(opened.pool, "list-stated", part, stated):
            stated[row["property"].value].setdefault(row["thing"].value, []).append(row["value"])
    return stated


def _merged(stated: Mapping[str, Values], properties: Iterable[str]) -> Values:
    found: Values = {}
    for iri in sorted(properties):
        for thing, values in stated[iri].items():
            found.setdefault(thing, []).extend(values)
    return found


async def _column(opened: Opened, declared: Declared, column: Column, stated: Mapping[str, Values]) -> Values:
    """Return the values of a column, by thing; of a column without a path, how large the graph of each thing is."""
    if column.otherwise:
        first = await _column(opened, declared, replace(column, otherwise=()), stated)
        return await _column(opened, declared, replace(column, path=column.otherwise, otherwise=()), stated) | first
    if not column.path:
        graphs = opened.edition.manifest.get("graphs", ())
        return {str(graph["iri"]): [Term("literal", str(graph["triples"]))] for graph in graphs}
    if len(column.path) == 1 and not isinstance(column.path[0], Incoming):
        return stated[column.path[0].value]
    name, bindings = _question(column)
    rows = await asking.rows(opened.pool, name, 0, kind=declared.of_class.value, **bindings)
    values: Values = {}
    for row in rows:
        values.setdefault(row["thing"].value, []).append(row["value"])
    return values


def _question(column: Column) -> tuple[str, dict[str, str]]:
    """Return the query that reads a path of two steps, or against the arrow, and what its variables are bound to."""
    first, last = column.path[0], column.path[-1]
    bindings = {"property": last.value} if not isinstance(last, Incoming) else {}
    if isinstance(first, Incoming):
        beyond = "-beyond" if len(column.path) > 1 else ""
        return f"list-column-incoming{beyond}", {"link": first.property.value, "of": first.of.value, **bindings}
    return "list-column-beyond", {"link": first.value, **bindings}


async def _general(opened: Opened, kind: str) -> Table:
    """Return the list of a kind nobody made columns for: the properties most of its things have."""
    things = await _things(opened, kind) or await _things(opened, kind, "list-general")
    if not things:
        raise _nothing(kind)
    rows = [row for part in _parts(things) for row in await asking.among(opened.pool, "list-stated", part)]
    by_property: dict[str, Values] = {}
    for row in rows:
        if row["property"].value not in _LEFT_OUT and row["value"].kind != "bnode":
            of_property = by_property.setdefault(row["property"].value, {})
            of_property.setdefault(row["thing"].value, []).append(row["value"])
    most = Counter({iri: len(values) for iri, values in by_property.items()}).most_common(_GENERAL_COLUMNS)
    headings = await asking.labels(opened.pool, (iri for iri, _ in most))
    found = [(_general_column(iri, by_property[iri], headings), by_property[iri]) for iri, _ in most]
    return await _table(opened, kind, things, found)


def _general_column(iri: str, values: Values, headings: terms.Labels) -> Column:
    different = {term.value for cell in values.values() for term in cell}
    text = terms.label(iri, headings, ("en",)) or terms.short(iri)
    key = iri.replace("#", "/").rpartition("/")[2] or iri
    return Column(key, text[:1].upper() + text[1:], (), facet=1 < len(different) <= _FEW)


async def _table(
    opened: Opened,
    kind: str,
    things: Sequence[str],
    found: list[tuple[Column, Values]],
    known: Mapping[str, list[Term]] | None = None,
) -> Table:
    """Return the table of these values; `known` are the names of the things, which are asked for if it is None."""
    rows, named = await asyncio.to_thread(_rows, things, [values for _, values in found])
    labels: dict[str, list[Term]] = dict(known or {})
    for part in _parts(sorted(named.union(things) if known is None else named.difference(labels))):
        labels |= await asking.called(opened.pool, part)
    return Table(kind, tuple(column for column, _ in found), rows, labels)


def _rows(things: Sequence[str], columns: Sequence[Values]) -> tuple[list[Row], set[str]]:
    """Return the rows, each value there once however many cells show it, and the IRIs among the values."""
    kept: dict[Term, Term] = {}
    rows = [
        Row(
            thing,
            tuple(
                tuple(kept.setdefault(term, term) for term in _in_order(values.get(thing, ()))) for values in columns
            ),
        )
        for thing in things
    ]
    return rows, {term.value for term in kept if term.kind == "uri"}


def _in_order(cell: Iterable[Term]) -> list[Term]:
    return sorted(cell, key=lambda term: (term.kind, term.value, term.language or ""))


def _parts(iris: Iterable[str]) -> Iterator[list[str]]:
    rest = iter(iris)
    while part := list(islice(rest, _ASKED_AT_ONCE)):
        yield part


def _nothing(kind: str) -> UnknownResourceError:
    return UnknownResourceError(
        f"There is nothing of the kind '{kind}' in this release; /doc lists the kinds there are."
    )
