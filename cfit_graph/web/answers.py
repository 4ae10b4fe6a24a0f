"""An answer as a page shows it: as a table, and as what else suits it; every view with an address of its own."""

import json
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from pyoxigraph import BlankNode, NamedNode, RdfFormat

from cfit_graph import rdf
from cfit_graph.engine.formats import GRAPHS, RESULTS, Kind
from cfit_graph.web import asking, atlas, drawings, tables, terms
from cfit_graph.web.asking import Row, Term
from cfit_graph.web.catalogue import N_
from cfit_graph.web.drawings import Chart, Drawn
from cfit_graph.web.fetching import Fetched
from cfit_graph.web.places import Place
from cfit_graph.web.reader import Reader
from cfit_graph.web.shelf import Opened
from cfit_graph.web.tables import Table

NODES, LINKS = 60, 120
XLSX = "xlsx"

_STATEMENT = ("subject", "property", "value")
_VIEWS = {"table": N_("Table"), "chart": N_("Chart"), "map": N_("Map"), "graph": N_("Graph"), "text": N_("Turtle")}


@dataclass(frozen=True)
class Link:
    """A link of a list of views or formats: what it is called, where it leads, and whether it is where we are."""

    name: str
    address: str
    is_here: bool = False


@dataclass(frozen=True)
class World:
    """A map: its size, and for each country its letters, how many rows name it, its shade, and its outline."""

    width: object
    height: object
    drawn: Sequence[tuple[str, int, int, str]]


@dataclass(frozen=True)
class Found:
    """All that a page says of an answer."""

    kind: Kind
    fetched: Fetched
    place: Place
    view: str
    views: list[Link]
    downloads: list[Link]
    table: Table | None = None
    text: str = ""
    chart: Chart | None = None
    world: World | None = None
    drawing: Mapping[str, object] | None = None


async def found(opened: Opened, fetched: Fetched, taken: Callable[[str], str], place: Place, reader: Reader) -> Found:
    """Return an answer as the address wants it shown, with where `taken` says each form is; raise any QueryError."""
    kind = fetched.kind or Kind.BOOLEAN
    downloads = list(_downloads(taken, kind))
    if kind is Kind.BOOLEAN:
        said = N_("Yes.") if json.loads(fetched.body)["boolean"] else N_("No.")
        return Found(kind, fetched, place, "text", [], downloads, text=said)
    columns, rows = _rows(kind, fetched.body)
    drawn = _suited(kind, columns, rows)
    offered = (*drawn.views, *(("text",) if kind is Kind.GRAPH else ()))
    view = place.field("view") if place.field("view") in offered else "table"
    views = [Link(_VIEWS[one], _at(place, one), one == view) for one in offered]
    return Found(
        kind,
        fetched,
        place,
        view,
        views if len(views) > 1 else [],
        downloads,
        table=await tables.shown(opened, columns, rows, place, reader),
        text=fetched.body.decode() if view == "text" else "",
        chart=drawn.chart if view == "chart" else None,
        world=_world(drawn) if view == "map" else None,
        drawing=await _graph(opened, columns, rows, drawn, reader) if view == "graph" else None,
    )


def _at(place: Place, view: str) -> str:
    return place.at(view=None if view == "table" else view, page=None)


def _rows(kind: Kind, body: bytes) -> tuple[Sequence[str], list[Row]]:
    if kind is Kind.ROWS:
        return asking.columns(body), asking.read_rows(body)
    quads = rdf.read_bytes(body, RdfFormat.TURTLE)
    return _STATEMENT, [
        {name: _term(node) for name, node in zip(_STATEMENT, (one.subject, one.predicate, one.object), strict=True)}
        for one in quads
    ]


def _term(node: object) -> Term:
    if isinstance(node, NamedNode):
        return Term("uri", node.value)
    if isinstance(node, BlankNode):
        return Term("bnode", node.value)
    value, language, datatype = (getattr(node, name, None) for name in ("value", "language", "datatype"))
    return Term("literal", str(value or node), language, None if language else getattr(datatype, "value", None))


def _suited(kind: Kind, columns: Sequence[str], rows: Sequence[Row]) -> Drawn:
    """Return what may be drawn; of statements, only how things hang together."""
    if kind is Kind.ROWS:
        return drawings.suited(columns, rows)
    return Drawn(links=(0, 2)) if any(row["value"].kind == "uri" for row in rows) else Drawn()


def _downloads(taken: Callable[[str], str], kind: Kind) -> Iterator[Link]:
    formats = [(one.name, one.suffix) for one in (GRAPHS if kind is Kind.GRAPH else RESULTS)]
    for name, suffix in [*formats, *([("XLSX", XLSX)] if kind is Kind.ROWS else [])]:
        yield Link(name, taken(suffix))


def _world(drawn: Drawn) -> World:
    outlines, counted = atlas.outlines()["world"], drawn.countries or {}
    paths = outlines["paths"]
    assert isinstance(paths, Mapping)  # noqa: S101 - the file is ours
    shades = _shades(counted)
    each = [(code, counted.get(code, 0), shades.get(code, 0), path) for code, path in paths.items()]
    return World(outlines["width"], outlines["height"], each)


def _shades(counted: Mapping[str, int]) -> dict[str, int]:
    """Return the shade of each country, from 1 for the smallest number to that of the last step for the largest."""
    numbers = sorted(set(counted.values()))
    darkest, last = len(atlas.STEPS) - 1, max(1, len(numbers) - 1)
    return {code: 1 + round(darkest * numbers.index(count) / last) for code, count in counted.items()}


async def _graph(
    opened: Opened, columns: Sequence[str], rows: Sequence[Row], drawn: Drawn, reader: Reader
) -> dict[str, object]:
    """Return nodes and links as the script of the graph reads them: the first of them, as many as can be told apart."""
    first, second = (columns[place] for place in drawn.links or (0, 1))
    pairs: dict[tuple[str, str], list[Row]] = {}
    for row in rows:
        if first in row and second in row and row[second].kind == "uri" and row[first].kind == "uri":
            pairs.setdefault((row[first].value, row[second].value), []).append(row)
    nodes: dict[str, None] = {}
    for pair in pairs:
        if len(nodes) + len({*pair} - nodes.keys()) <= NODES:
            nodes |= dict.fromkeys(pair)
    kept = [pair for pair in pairs if {*pair} <= nodes.keys()][:LINKS]
    between = [row["property"].value for pair in kept for row in pairs[pair] if "property" in row]
    names = await asking.labels(opened.pool, [*nodes, *between])
    return {
        "nodes": [_node(iri, names, reader) for iri in nodes],
        "links": [{"source": pair[0], "target": pair[1], "labels": _said(pairs[pair], names, reader)} for pair in kept],
    }


def _node(iri: str, names: terms.Labels, reader: Reader) -> dict[str, str | None]:
    shown = terms.shown(Term("uri", iri), names, reader.languages)
    href = reader.keep(shown.href) if shown.href and shown.href.startswith("/") else shown.href
    return {"id": iri, "label": shown.text, "href": href, "kind": "thing"}


def _said(rows: Sequence[Row], names: terms.Labels, reader: Reader) -> list[str]:
    """Return what a link says: the properties, where the rows are statements."""
    said = (terms.shown(row["property"], names, reader.languages).text for row in rows if "property" in row)
    return list(dict.fromkeys(said))
