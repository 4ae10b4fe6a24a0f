"""`/sparql`: the query endpoint, a plain ASGI application because it is the hot path (SPARQL 1.1 Protocol)."""

import asyncio
import contextlib
import re

from starlette.datastructures import Headers
from starlette.responses import Response
from starlette.types import Receive, Scope, Send

from cfit_graph.engine import guard
from cfit_graph.engine.formats import Kind
from cfit_graph.engine.process import Answer
from cfit_graph.engine.question import Question
from cfit_graph.errors import CfitError, MethodError, NotAcceptableError, QueryError, RequestError
from cfit_graph.settings import Settings
from cfit_graph.web import bodies, capabilities, conditional, formats, problems, protocol, results
from cfit_graph.web.formats import HTML
from cfit_graph.web.protocol import Operation
from cfit_graph.web.shelf import Opened, Shelf

METHODS = ("GET", "HEAD", "OPTIONS", "POST")
OPEN_TO_ALL = {
    "access-control-allow-origin": "*",
    "access-control-expose-headers": "ETag, Link, Cfit-Release, Cfit-Release-Hash, Retry-After",
}
_PREFLIGHT = {
    **OPEN_TO_ALL,
    "allow": ", ".join(METHODS),
    "access-control-allow-methods": ", ".join(METHODS),
    "access-control-allow-headers": "Accept, Content-Type, If-None-Match",
    "access-control-max-age": "86400",
}
_HOST = re.compile(r"(?:[A-Za-z0-9.-]{1,253}|\[[0-9A-Fa-f:.]{2,45}\])(?::\d{1,5})?")
WRITE_SECONDS = 30.0
_PAGE_BYTES = 4 << 20


class Endpoint:
    """The endpoint over the current release, or over the one named in the address."""

    def __init__(self, shelf: Shelf, settings: Settings) -> None:
        """Answer from what stands on `shelf`."""
        self._shelf = shelf
        self._settings = settings

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request; an answer that breaks off is never ended as if it were whole."""
        headers = Headers(scope=scope)
        query: list[str] = []
        try:
            await self._answer(scope, receive, send, headers, query)
        except CfitError as error:
            problem = problems.of(error, query[0] if query else None)
            reply = problems.reply(problem, headers.get("accept", ""), OPEN_TO_ALL)
            await reply(scope, receive, send)

    async def _answer(self, scope: Scope, receive: Receive, send: Send, headers: Headers, seen: list[str]) -> None:
        if scope["method"] == "OPTIONS":
            await Response(status_code=204, headers=_PREFLIGHT)(scope, receive, send)
            return
        operation = await self._operation(scope, receive, headers)
        opened = await self._opened(scope)
        with opened.borrowed():
            if operation.query is None:
                address = _address(scope, headers)
                await self._introduce(opened, operation, headers, address)(scope, receive, send)
                return
            seen.append(operation.query)
            async with bodies.while_wanted(receive):
                await self._query(opened, operation, headers, _Outlet(scope, receive, send))

    async def _operation(self, scope: Scope, receive: Receive, headers: Headers) -> Operation:
        if scope["method"] in {"GET", "HEAD"}:
            operation = protocol.read(scope["query_string"])
            await bodies.read(receive, headers, limit=0)
            return operation
        if scope["method"] != "POST":
            raise MethodError(METHODS)
        body = await bodies.read(receive, headers, limit=4096 + 3 * self._settings.query_bytes)
        return protocol.posted(scope["query_string"], headers.get("content-type", ""), body)

    async def _opened(self, scope: Scope) -> Opened:
        release_id = scope.get("path_params", {}).get("release")
        return self._shelf.current if release_id is None else await self._shelf.release(release_id)

    def _introduce(self, opened: Opened, operation: Operation, headers: Headers, address: str | None) -> Response:
        """Return what a bare request gets: a form for people, the service description for programs."""
        accept = _accept(operation, headers)
        choice = formats.wanted(accept)[Kind.GRAPH]
        if choice is None:
            raise NotAcceptableError("The service description is RDF, or a page.")
        media_type, written_as = choice
        sent = _headers(opened, formats.content_type(media_type))
        if media_type == HTML:
            return results.form(opened, self._settings, sent)
        described = capabilities.description(opened.edition, self._settings, written_as, address)
        return Response(described, 200, {**sent, "cache-control": "no-store"})

    async def _query(self, opened: Opened, operation: Operation, headers: Headers, outlet: "_Outlet") -> None:
        sparql = operation.query or ""
        kind = guard.form(sparql, self._settings.query_bytes).kind
        choices = formats.wanted(_accept(operation, headers))
        likely = choices[kind or Kind.ROWS]
        if likely is None:
            raise NotAcceptableError("None of the formats you accept can be written; see the service description.")
        sent = _headers(opened, formats.content_type(likely[0]))
        sent["etag"] = _tag(opened, operation, likely[0])
        if kind and conditional.matches(headers.get("if-none-match", ""), sent["etag"]):
            await outlet.give(Response(status_code=304, headers=sent))
            return
        question = Question(
            sparql,
            formats={kind: choice[1] for kind, choice in choices.items() if choice},
            default_graphs=operation.default_graphs,
            named_graphs=operation.named_graphs,
            result_bytes=min(_PAGE_BYTES, self._settings.result_bytes) if likely[0] == HTML else None,
        )
        async with opened.pool.answer(question) as answer:
            if likely[0] == HTML:
                await outlet.give(await results.page(opened, self._settings, operation, answer, sent))
            else:
                await outlet.stream(answer, sent)


class _Outlet:
    """Where the answer goes."""

    def __init__(self, scope: Scope, receive: Receive, send: Send) -> None:
        self._scope = scope
        self._receive = receive
        self._send = send

    async def give(self, response: Response) -> None:
        """Send a whole response."""
        await response(self._scope, self._receive, self._send)

    async def stream(self, answer: Answer, headers: dict[str, str]) -> None:
        """Send the bytes as they come.

        If they break off, or the client stops reading, the response is left open and the server cuts the line.
        """
        if (whole := answer.whole) is not None:
            await self.give(Response(whole, 200, headers))
            return
        if self._scope["method"] == "HEAD":
            await self.give(Response(b"", 200, headers))
            return
        raw = [(name.encode(), value.encode("latin-1")) for name, value in headers.items()]
        await self._send({"type": "http.response.start", "status": 200, "headers": raw})
        with contextlib.suppress(QueryError, TimeoutError):
            async for piece in answer.pieces():
                async with asyncio.timeout(WRITE_SECONDS):
                    await self._send({"type": "http.response.body", "body": piece, "more_body": True})
            await self._send({"type": "http.response.body", "body": b""})


def _address(scope: Scope, headers: Headers) -> str | None:
    """Return the address this request was sent to, if its host is one; it is told to nobody else."""
    host = headers.get("host", "")
    return f"{scope['scheme']}://{host}{scope['path']}" if _HOST.fullmatch(host) else None


def _accept(operation: Operation, headers: Headers) -> str:
    if operation.format is None:
        return headers.get("accept", "")
    if operation.format not in formats.NAMED:
        raise RequestError(f"The field 'format' is one of {', '.join(formats.NAMED)}.")
    return f"{formats.NAMED[operation.format]}, */*;q=0.001"


def _headers(opened: Opened, content_type: str) -> dict[str, str]:
    release = opened.edition
    return {
        **OPEN_TO_ALL,
        "content-type": content_type,
        "cache-control": "no-cache",
        "vary": "Accept",
        "cfit-release": release.id,
        "cfit-release-hash": release.hash,
        "link": f'</release/{release.id}.json>; rel="describedby"; type="application/json"',
    }


def _tag(opened: Opened, operation: Operation, media_type: str) -> str:
    graphs = (*operation.default_graphs, "named", *operation.named_graphs)
    return conditional.tag(opened.edition.hash, opened.edition.id, media_type, operation.query or "", *graphs)
