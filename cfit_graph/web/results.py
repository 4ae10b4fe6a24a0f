"""The page of the endpoint: the form, and below it the answer, or at its place what is wrong with the query."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from decimal import Decimal, InvalidOperation

from starlette.responses import Response
from starlette.types import Receive, Scope, Send

from cfit_graph.engine.formats import GRAPHS, RESULTS, Kind
from cfit_graph.errors import QueryTooLargeError
from cfit_graph.settings import Settings
from cfit_graph.web import (
    answers,
    asking,
    clients,
    exports,
    fetching,
    hints,
    pages,
    places,
    problems,
    receipts,
    snippets,
)
from cfit_graph.web.answering import Answering
from cfit_graph.web.fetching import Fetched
from cfit_graph.web.formats import HTML, XLSX
from cfit_graph.web.places import Place
from cfit_graph.web.plans import Plan
from cfit_graph.web.reader import FIELD, Reader
from cfit_graph.web.shelf import Opened

SHOWN = ("view", "sort", "page", "names")


@dataclass(frozen=True)
class Desk:
    """Where a page of the endpoint is made: from which release, within which limits, for whom."""

    opened: Opened
    settings: Settings
    reader: Reader


def form(desk: Desk, scope: Scope, headers: Mapping[str, str]) -> Response:
    """Return the page with the empty form."""
    return _page(desk, scope, headers, query=asking.sparql("start"))


async def reply(desk: Desk, answering: Answering, plan: Plan, scope: Scope, receive: Receive, send: Send) -> None:
    """Answer a plan to a program, or to a person by a page or a workbook made of the same answer."""
    if plan.is_rendered:
        await (await _rendered(desk, answering, plan, scope, receive))(scope, receive, send)
    else:
        await answering(plan, desk.opened, scope, receive, send)


async def _rendered(desk: Desk, answering: Answering, plan: Plan, scope: Scope, receive: Receive) -> Response:
    opened, edition = desk.opened, desk.opened.edition
    said = hints.of(plan.named, edition.properties, edition.terms)
    sent = receipts.of(edition, plan, plan.likely[0], said)
    try:
        fetched = await fetching.fetched(answering, plan, opened, scope, receive)
    except QueryTooLargeError as error:
        return _failed(desk, scope, plan, sent, _too_long(error))
    if fetched.kind is None:
        return _failed(desk, scope, plan, sent, fetched)
    sent = {**fetched.headers, **{name: value for name, value in sent.items() if name != "etag"}}
    if plan.likely[0] == XLSX:
        return workbook(desk, plan, fetched, sent)
    source = Place(scope["path"], _asked(scope, plan))
    place = Place(source.path, (*source.asked, ("format", "html")), _shown(scope))
    found = await answers.found(opened, fetched, lambda suffix: source.at(format=suffix), place, desk.reader)
    is_plain = source.asked == (("query", plan.sparql),)
    copied = copies(scope, plan.sparql, fetched.kind, scope["path"]) if is_plain else []
    return _page(desk, scope, sent, query=plan.sparql, found=found, hints=said, snippets=copied)


def workbook(desk: Desk, plan: Plan, fetched: Fetched, sent: Mapping[str, str]) -> Response:
    """Return the rows of an answer as a workbook that says which question it answers, from which release."""
    columns, rows = asking.columns(fetched.body), asking.read_rows(fetched.body)
    edition = desk.opened.edition
    facts: dict[str, exports.Value] = {
        "Question": plan.sparql,
        "Release": edition.id,
        "Hash of the release": edition.hash,
        "Licence": str(edition.manifest.get("licence", "")),
        "Rows": len(rows),
        "Made": datetime.now(UTC).date().isoformat(),
    }
    cells = [[_cell(row[name]) if name in row else "" for name in columns] for row in rows]
    body = exports.workbook(exports.Sheet("Answer", columns, cells, facts))
    name = f'attachment; filename="cfit-answer-{edition.id}.xlsx"'
    return Response(body, 200, {**sent, "content-type": exports.XLSX, "content-disposition": name})


def copies(
    scope: Scope, sparql: str, kind: Kind, path: str = "/sparql", table: str | None = None
) -> list[snippets.Snippet]:
    """Return the question as it is asked from elsewhere; none if the request does not say where we are.

    `table` is where its answer is as CSV, if that has an address of its own.
    """
    endpoint, answer = places.here(scope, path), table and places.here(scope, table)
    return snippets.of(endpoint, sparql, kind, answer) if endpoint else []


def _too_long(error: QueryTooLargeError) -> Fetched:
    problem = problems.of(error)
    return Fetched(problem.status, None, json.dumps(problems.members(problem)).encode(), 0.0)


def _failed(desk: Desk, scope: Scope, plan: Plan, sent: Mapping[str, str], fetched: Fetched) -> Response:
    kept = {name: value for name, value in fetched.headers.items() if name == "retry-after"}
    sent = {**sent, **kept, "cache-control": "no-store"}
    page = _page(desk, scope, sent, fetched.status, query=plan.sparql, problem=fetched.problem)
    page.headers["content-type"] = f"{HTML}; charset=utf-8"
    return page


def _page(desk: Desk, scope: Scope, headers: Mapping[str, str], status: int = 200, **facts: object) -> Response:
    sent = {name: value for name, value in headers.items() if name != "etag"}
    empty: dict[str, object] = {"found": None, "problem": {}, "hints": (), "snippets": ()}
    return pages.page(
        "sparql.html",
        desk.reader,
        {**sent, "vary": "Accept, Accept-Encoding, Accept-Language"},
        status,
        **{**empty, **facts},
        release=desk.opened.edition,
        endpoint=scope["path"],
        limits=desk.opened.pool.limits,
        left=desk.opened.pool.left(clients.key(scope)),
        results=RESULTS,
        graphs=GRAPHS,
        settings=desk.settings,
    )


def _asked(scope: Scope, plan: Plan) -> tuple[tuple[str, str], ...]:
    """Return the fields that ask the same in an address: those of this one, or of the form that was posted."""
    if scope["method"] != "POST":
        beside = {*SHOWN, "format", FIELD}
        return tuple((name, value) for name, value in places.fields(scope["query_string"]) if name not in beside)
    graphs = [("default-graph-uri", graph) for graph in plan.default_graphs]
    graphs += [("named-graph-uri", graph) for graph in plan.named_graphs]
    return (("query", plan.sparql), *graphs)


def _shown(scope: Scope) -> tuple[tuple[str, str], ...]:
    return tuple((name, value) for name, value in places.fields(scope["query_string"]) if name in SHOWN)


def _cell(term: asking.Term) -> exports.Value:
    """Return a value as a cell: a number where it is one that a workbook holds."""
    if term.datatype and term.datatype.endswith(("#integer", "#decimal", "#double", "#float")):
        try:
            number = Decimal(term.value)
        except InvalidOperation:
            return term.value
        return number if number.is_finite() else term.value
    return term.value
