"""Answers of the endpoint as pages for people: the form, and the form with an answer below it."""

import json
from collections.abc import Mapping
from dataclasses import dataclass

from starlette.responses import Response

from cfit_graph.engine.formats import GRAPHS, RESULTS, Kind
from cfit_graph.engine.process import Answer
from cfit_graph.settings import Settings
from cfit_graph.web import asking, pages, terms
from cfit_graph.web.protocol import Operation
from cfit_graph.web.shelf import Opened

ROWS_SHOWN = 1000


@dataclass(frozen=True)
class Table:
    """The rows of an answer as a page shows them; `total` counts those that are not shown too."""

    columns: list[str]
    rows: list[list[terms.Shown | None]]
    total: int


def form(opened: Opened, settings: Settings, headers: Mapping[str, str]) -> Response:
    """Return the page with the empty form."""
    return _page(opened, settings, headers, query=asking.sparql("start"))


async def page(
    opened: Opened, settings: Settings, operation: Operation, answer: Answer, headers: Mapping[str, str]
) -> Response:
    """Return the page with the query and its answer; raise QueryTooLargeError if the answer is no page's length."""
    body = await answer.everything()
    return _page(opened, settings, headers, query=operation.query or "", found=found(answer.kind, body))


def found(kind: Kind, body: bytes) -> dict[str, object]:
    """Return an answer, in the formats a page is made from, as the template of an answer wants it."""
    if kind is Kind.ROWS:
        return {"kind": "rows", "table": table(body)}
    if kind is Kind.BOOLEAN:
        return {"kind": "boolean", "text": "Yes." if json.loads(body)["boolean"] else "No."}
    return {"kind": "graph", "text": body.decode()}


def table(results: bytes) -> Table:
    """Return the rows of SPARQL 1.1 Query Results JSON, the first thousand of them."""
    columns, rows = asking.columns(results), asking.read_rows(results)
    shown = [[terms.shown(row[name]) if name in row else None for name in columns] for row in rows[:ROWS_SHOWN]]
    return Table(columns, shown, len(rows))


def _page(
    opened: Opened,
    settings: Settings,
    headers: Mapping[str, str],
    query: str,
    found: Mapping[str, object] | None = None,
) -> Response:
    return pages.page(
        "sparql.html",
        headers,
        release=opened.edition,
        query=query,
        found=found,
        results=RESULTS,
        graphs=GRAPHS,
        settings=settings,
    )
