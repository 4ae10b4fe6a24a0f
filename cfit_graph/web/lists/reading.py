"""Reading a list from the release: a question for each column, put to the same workers as everybody's."""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from itertools import islice

from cfit_graph.errors import UnknownResourceError
from cfit_graph.iris import CFIT, DCTERMS, RDFS, SKOS, A
from cfit_graph.web import asking, terms
from cfit_graph.web.asking import Term
from cfit_graph.web.lists import kinds
from cfit_graph.web.lists.columns import DISPUTED, SOURCES, Column, Declared, Incoming
from cfit_graph.web.lists.table import Row, Table
from cfit_graph.web.shelf import Opened

_ASKED_AT_ONCE = 500
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
    beginning = kinds.prefix(kind)
    rows = await asking.rows(opened.pool, "list-things", beginning=beginning)
    found_here = (row["thing"].value for row in rows)
    things = sorted(thing for thing in found_here if "/" not in thing.removeprefix(beginning))
    if not things:
        raise _nothing(kind)
    found = [(column, await _column(opened, declared, column)) for column in (*declared.columns, DISPUTED, SOURCES)]
    found = [(column, values) for column, values in found if column not in {DISPUTED, SOURCES} or values]
    return await _table(opened, kind, things, found)


async def _column(opened: Opened, declared: Declared, column: Column) -> Values:
    """Return the values of a column, by thing; of a column without a path, how large the graph of each thing is."""
    if not column.path:
        graphs = opened.edition.manifest.get("graphs", ())
        return {str(graph["iri"]): [Term("literal", str(graph["triples"]))] for graph in graphs}
    name, bindings = _question(column)
    rows = await asking.rows(opened.pool, name, 0, kind=declared.of_class.value, **bindings)
    values: Values = {}
    for row in rows:
        values.setdefault(row["thing"].value, []).append(row["value"])
    return values


def _question(column: Column) -> tuple[str, dict[str, str]]:
    """Return the query that reads a path, and what its variables are bound to."""
    first, last = column.path[0], column.path[-1]
    beyond = "-beyond" if len(column.path) > 1 else ""
    bindings = {"property": last.value} if not isinstance(last, Incoming) else {}
    if isinstance(first, Incoming):
        return f"list-column-incoming{beyond}", {"link": first.property.value, "of": first.of.value, **bindings}
    return f"list-column{beyond}", {**({"link": first.value} if beyond else {}), **bindings}


async def _general(opened: Opened, kind: str) -> Table:
    """Return the list of a kind nobody made columns for: the properties most of its things have."""
    rows = await asking.rows(opened.pool, "list-general", beginning=kinds.prefix(kind))
    things = sorted({row["thing"].value for row in rows})
    if not things:
        raise _nothing(kind)
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


async def _table(opened: Opened, kind: str, things: Sequence[str], found: list[tuple[Column, Values]]) -> Table:
    kept: dict[Term, Term] = {}
    rows = [
        Row(
            thing,
            tuple(
                tuple(kept.setdefault(term, term) for term in _in_order(values.get(thing, ()))) for _, values in found
            ),
        )
        for thing in things
    ]
    labels: dict[str, list[Term]] = {}
    named = {term.value for term in kept if term.kind == "uri"} | set(things)
    for part in _parts(sorted(named)):
        labels |= await asking.labels(opened.pool, part)
    return Table(kind, tuple(column for column, _ in found), rows, labels)


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
