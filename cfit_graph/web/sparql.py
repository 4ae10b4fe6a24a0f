"""`/sparql`: the query endpoint, a plain ASGI application because it is the hot path (SPARQL 1.1 Protocol)."""

from starlette.datastructures import Headers
from starlette.responses import Response
from starlette.types import Receive, Scope, Send

from cfit_graph.engine.formats import Kind
from cfit_graph.errors import CfitError, MethodError, NotAcceptableError
from cfit_graph.settings import Settings
from cfit_graph.web import (
    bodies,
    capabilities,
    conditional,
    formats,
    places,
    plans,
    problems,
    protocol,
    reader,
    receipts,
    results,
)
from cfit_graph.web.answering import Answering
from cfit_graph.web.formats import HTML
from cfit_graph.web.plans import Asking
from cfit_graph.web.protocol import Operation
from cfit_graph.web.receipts import OPEN_TO_ALL
from cfit_graph.web.results import Desk
from cfit_graph.web.shelf import Opened, Shelf

METHODS = ("GET", "HEAD", "OPTIONS", "POST")


def preflight(methods: tuple[str, ...]) -> Response:
    """Return the answer to OPTIONS: what may be done here, also from pages of other hosts (Fetch, section 3.2)."""
    allowed = ", ".join(methods)
    sent = {
        **OPEN_TO_ALL,
        "allow": allowed,
        "access-control-allow-methods": allowed,
        "access-control-allow-headers": "Accept, Content-Type, If-None-Match, X-Request-Id",
        "access-control-max-age": "86400",
        "link": '</sparql?format=ttl>; rel="service-desc"; type="text/turtle"',
    }
    return Response(status_code=204, headers=sent)


class Endpoint:
    """The endpoint over the current release, or over the one named in the address."""

    def __init__(self, shelf: Shelf, settings: Settings, answering: Answering) -> None:
        """Answer from what stands on `shelf`."""
        self._shelf = shelf
        self._settings = settings
        self._answering = answering

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request; an answer that breaks off is never ended as if it were whole."""
        headers = Headers(scope=scope)
        try:
            if scope["method"] == "OPTIONS":
                await preflight(METHODS)(scope, receive, send)
                return
            operation, plan = await self._asking(scope, receive, headers)
            opened = await self._shelf.asked(scope["cfit.release"])
            with opened.borrowed():
                if plan is not None:
                    scope["cfit.query"] = plan.sparql
                    desk = Desk(opened, self._settings, reader.of(scope))
                    await results.reply(desk, self._answering, plan, scope, receive, send)
                else:
                    await self._introduce(opened, operation, scope, headers)(scope, receive, send)
        except CfitError as error:
            scope["cfit.outcome"] = "refused"
            reply = problems.reply(problems.of(error), headers.get("accept", ""), OPEN_TO_ALL, reader.of(scope))
            await reply(scope, receive, send)

    async def _asking(self, scope: Scope, receive: Receive, headers: Headers) -> Asking:
        accept, limit = headers.get("accept", ""), self._settings.query_bytes
        if scope["method"] in {"GET", "HEAD"}:
            asking = plans.got(scope["query_string"], accept, limit)
            await bodies.read(receive, headers, limit=0)
            return asking
        if scope["method"] != "POST":
            raise MethodError(METHODS)
        body = await bodies.read(receive, headers, limit=4096 + 3 * limit)
        operation = protocol.posted(scope["query_string"], headers.get("content-type", ""), body)
        return operation, plans.plan(operation, accept, limit)

    def _introduce(self, opened: Opened, operation: Operation, scope: Scope, headers: Headers) -> Response:
        """Return what a bare request gets: a form for people, the service description for programs."""
        choice = formats.wanted(plans.wish(operation, headers.get("accept", "")))[Kind.GRAPH]
        if choice is None:
            raise NotAcceptableError(plans.NO_FORMAT)
        media_type, written_as = choice
        address = places.here(scope, scope["path"])
        sent = receipts.plain(opened.edition, formats.content_type(media_type))
        if media_type == HTML:
            return results.form(Desk(opened, self._settings, reader.of(scope)), scope, sent)
        sent["etag"] = conditional.tag(opened.edition.hash, opened.edition.id, "description", media_type, str(address))
        if conditional.matches(headers.get("if-none-match", ""), sent["etag"]):
            return Response(status_code=304, headers=sent)
        limits = opened.pool.limits
        return Response(
            capabilities.description(opened.edition, limits, self._settings, written_as, address), 200, sent
        )
