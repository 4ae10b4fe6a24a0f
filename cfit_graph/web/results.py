"""Answers of the endpoint as pages for people: the form, and the form with an answer below it."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from starlette.responses import Response

from cfit_graph.engine.formats import GRAPHS, RESULTS, Kind
from cfit_graph.iris import BASE
from cfit_graph.settings import Settings
from cfit_graph.web import asking, pages, terms
from cfit_graph.web.reader import Reader
from cfit_graph.web.shelf import Opened

ROWS_SHOWN, NAMES_SHOWN = 1000, 500


@dataclass(frozen=True)
class Table:
    """The rows of an answer as a page shows them; `total` counts those that are not shown too."""

    columns: list[str]
    rows: list[list[terms.Shown | None]]
    total: int


@dataclass(frozen=True)
class Desk:
    """Where a page of the endpoint is made: from which release, within which limits, for whom."""

    opened: Opened
    settings: Settings
    reader: Reader


def form(desk: Desk, headers: Mapping[str, str]) -> Response:
    """Return the page with the empty form."""
    return _page(desk, headers, query=asking.sparql("start"))


async def page(
    desk: Desk,
    query: str,
    answer: tuple[Kind, bytes],
    headers: Mapping[str, str],
    hints: Sequence[str] = (),
) -> Response:
    """Return the page with the query and its answer; raise any QueryError."""
    return _page(desk, headers, query=query, found=await found(desk.opened, *answer), hints=hints)


async def found(opened: Opened, kind: Kind, body: bytes) -> dict[str, object]:
    """Return an answer, in the formats a page is made from, as the template of an answer wants it."""
    if kind is Kind.ROWS:
        return {"kind": "rows", "table": await table(opened, body)}
    if kind is Kind.BOOLEAN:
        return {"kind": "boolean", "text": "Yes." if json.loads(body)["boolean"] else "No."}
    return {"kind": "graph", "text": body.decode()}


async def table(opened: Opened, results: bytes) -> Table:
    """Return the rows of SPARQL 1.1 Query Results JSON, the first thousand of them, things by their names."""
    columns, rows = asking.columns(results), asking.read_rows(results)
    terms_ = (term for row in rows[:ROWS_SHOWN] for term in row.values() if term.kind == "uri")
    iris = list(dict.fromkeys(term.value for term in terms_ if term.value.startswith(BASE)))
    labels = await asking.labels(opened.pool, iris[:NAMES_SHOWN])
    shown = [[terms.shown(row[name], labels) if name in row else None for name in columns] for row in rows[:ROWS_SHOWN]]
    return Table(columns, shown, len(rows))


def _page(
    desk: Desk,
    headers: Mapping[str, str],
    query: str,
    found: Mapping[str, object] | None = None,
    hints: Sequence[str] = (),
) -> Response:
    return pages.page(
        "sparql.html",
        desk.reader,
        {name: value for name, value in headers.items() if name != "etag"},
        release=desk.opened.edition,
        query=query,
        found=found,
        hints=hints,
        limits=desk.opened.pool.limits,
        results=RESULTS,
        graphs=GRAPHS,
        settings=desk.settings,
    )
