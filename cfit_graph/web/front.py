"""The front: every request passes here first. Refuses what is too large, ambiguous or too much; names, counts and logs.

The two endpoints are behind it at once; everything else is FastAPI's.
"""

import asyncio
import random
import re
import time

from starlette.types import ASGIApp, Message, Receive, Scope, Send

from cfit_graph.errors import BudgetError, CfitError
from cfit_graph.settings import Settings
from cfit_graph.web import clients, fence, problems
from cfit_graph.web.clients import ErrorBudget
from cfit_graph.web.journal import Log
from cfit_graph.web.metrics import Metrics
from cfit_graph.web.receipts import OPEN_TO_ALL

_ENDPOINT = re.compile(r"/sparql|/rdf-graph-store|/release/(?P<release>[^/]+)/sparql")
_REQUEST_ID = re.compile(rb"[A-Za-z0-9._:-]{1,64}")
_QUIET = "/-/"

# The outcomes that cost a worker's time.
_COSTLY = frozenset({"syntax", "time limit", "too large", "died", "query"})
_BY_STATUS = {2: "page", 3: "page", 4: "refused", 5: "failed"}
_BROKEN_OFF = 499


class Front:
    """The outermost layer of ours."""

    def __init__(
        self, app: ASGIApp, *, endpoints: dict[str, ASGIApp], settings: Settings, metrics: Metrics, log: Log
    ) -> None:
        """Stand in front of `app` and of the endpoints, which are known by the last segment of their address."""
        self._app = app
        self._endpoints = endpoints
        self._log_queries = settings.log_queries
        self._metrics = metrics
        self._log = log
        self._errors = ErrorBudget()

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        begun, status = time.perf_counter(), _BROKEN_OFF
        request_id = _request_id(scope)
        added = (*fence.SENT, (b"x-request-id", request_id))

        async def named(message: Message) -> None:
            nonlocal status
            if message["type"] == "http.response.start":
                status = message["status"]
                message = {**message, "headers": fence.safe([*message["headers"], *added])}
            await send(message)

        client = clients.key(scope)
        try:
            await self._routed(scope, client)(scope, receive, named)
        finally:  # when the answer is on its way: nobody should wait for our notes
            seconds = time.perf_counter() - begun
            asyncio.get_running_loop().call_soon(self._note, scope, client, status, seconds, request_id)

    def _routed(self, scope: Scope, client: str) -> ASGIApp:
        """Return what answers this request."""
        objection: CfitError | None = fence.objection(scope)
        if objection is not None:
            return problems.reply(problems.of(objection), "", {"connection": "close"})
        found = _ENDPOINT.fullmatch(scope["path"])
        if found is None:
            return self._app
        if seconds := self._errors.wait(client):
            scope["cfit.outcome"] = "limited"
            error = BudgetError("Too many of your queries failed; correct them, and go on more slowly.", float(seconds))
            return problems.reply(problems.of(error), "", OPEN_TO_ALL)
        scope["cfit.release"] = found["release"]
        return self._endpoints[scope["path"].rpartition("/")[2]]

    def _note(self, scope: Scope, client: str, status: int, seconds: float, request_id: bytes) -> None:
        outcome = scope.get("cfit.outcome") or _BY_STATUS.get(status // 100, "failed")
        self._metrics.observe(outcome, seconds)
        if outcome in _COSTLY:
            self._errors.spend(client)
        if outcome == "cache hit" or scope["path"].startswith(_QUIET):
            return  # counted, not told one by one
        facts = {"query": scope["cfit.query"]} if self._log_queries and "cfit.query" in scope else {}
        self._log.info(
            "request",
            request=request_id.decode(),
            method=scope["method"],
            path=scope["path"],
            status=status,
            outcome=outcome,
            milliseconds=round(seconds * 1000, 2),
            network=client.partition(" ")[0],
            **facts,
        )


def _request_id(scope: Scope) -> bytes:
    """Return the name the client gave its request, if it is a plain one, else a new one."""
    for name, value in scope["headers"]:
        if name == b"x-request-id" and _REQUEST_ID.fullmatch(value):
            return bytes(value)
    return b"%016x" % random.getrandbits(64)
