"""`/rdf-graph-store`: each named graph and the default graph to read (SPARQL 1.1 Graph Store HTTP Protocol, 2013)."""

from starlette.datastructures import Headers
from starlette.types import Receive, Scope, Send

from cfit_graph.engine.formats import Kind
from cfit_graph.engine.guard import NO_UPDATE
from cfit_graph.errors import CfitError, MethodError, RequestError, UnknownResourceError
from cfit_graph.web import asking, bodies, formats, plans, problems, protocol, reader, results
from cfit_graph.web.answering import Answering
from cfit_graph.web.plans import Plan
from cfit_graph.web.receipts import OPEN_TO_ALL
from cfit_graph.web.results import Desk
from cfit_graph.web.shelf import Shelf
from cfit_graph.web.sparql import preflight

METHODS = ("GET", "HEAD", "OPTIONS")
_WRITING = frozenset({"PUT", "POST", "DELETE", "PATCH"})
_BOTH_OR_NEITHER = "Name one graph, by ?graph=<its IRI, percent-encoded>, or the default graph by ?default."


class GraphStore:
    """The graphs of the current release, one at a time."""

    def __init__(self, shelf: Shelf, answering: Answering) -> None:
        """Answer from what stands on `shelf`."""
        self._shelf = shelf
        self._answering = answering

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request."""
        headers = Headers(scope=scope)
        try:
            if scope["method"] == "OPTIONS":
                await preflight(METHODS)(scope, receive, send)
                return
            if scope["method"] not in METHODS:
                raise MethodError(METHODS, NO_UPDATE if scope["method"] in _WRITING else "")
            wished = protocol.graph_wished(scope["query_string"])
            await bodies.read(receive, headers, limit=0)
            opened = self._shelf.current
            with opened.borrowed():
                if wished.graph is not None and wished.graph not in opened.edition.graphs:
                    raise UnknownResourceError(f"This release has no graph <{wished.graph}>.")
                plan = _plan(wished, headers.get("accept", ""))
                desk = Desk(opened, self._answering.settings, reader.of(scope))
                await results.reply(desk, self._answering, plan, scope, receive, send)
        except CfitError as error:
            scope["cfit.outcome"] = "refused"
            reply = problems.reply(problems.of(error), headers.get("accept", ""), OPEN_TO_ALL, reader.of(scope))
            await reply(scope, receive, send)


def _plan(wished: protocol.GraphWished, accept: str) -> Plan:
    if wished.default == (wished.graph is not None):
        raise RequestError(_BOTH_OR_NEITHER)
    return Plan(
        asking.sparql("default-graph" if wished.default else "statements-of-graph"),
        Kind.GRAPH,
        formats.wanted(plans.named_or(accept, wished.format)),
        bindings=() if wished.graph is None else (("thing", wished.graph),),
        failing_as_page=problems.is_page(accept),
    )
