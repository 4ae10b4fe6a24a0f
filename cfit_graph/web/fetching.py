"""A page asks for an answer as any program does, by the same plans, limits, budget and cache."""

import dataclasses
import json
import time
from collections.abc import Mapping
from dataclasses import dataclass, field

from starlette.types import Message, Receive, Scope

from cfit_graph.engine.formats import JSON, TURTLE, Kind
from cfit_graph.errors import QueryTooLargeError
from cfit_graph.web import formats
from cfit_graph.web.answering import Answering
from cfit_graph.web.plans import Plan
from cfit_graph.web.shelf import Opened

PAGE_BYTES = 4 << 20

_ACCEPT = f"{JSON.media_type}, {TURTLE.media_type}"
_TOO_LONG = f"The answer is longer than the {PAGE_BYTES >> 20} MiB a page can show; take it as CSV, JSON or Turtle."
_OK = 200
_LEFT_OUT = frozenset({"content-length", "content-type", "etag", "vary", "cache-control"})


@dataclass(frozen=True)
class Fetched:
    """What came of a question: an answer of some kind, or a problem as RFC 9457 tells it; and the receipts of it.

    `seconds` is the time it took, which says nothing of the question where the answer was `remembered`.
    """

    status: int
    kind: Kind | None
    body: bytes
    seconds: float
    headers: Mapping[str, str] = field(default_factory=dict)
    remembered: bool = False

    @property
    def problem(self) -> Mapping[str, object]:
        """What went wrong, empty if nothing did."""
        return {} if self.kind else json.loads(self.body)

    @property
    def replay(self) -> str | None:
        """The address that asks the same of the same release for ever, None if it would be too long."""
        for link in self.headers.get("link", "").split(", "):
            if link.endswith('#replay"'):
                return link[1 : link.index(">")]
        return None


class _Collector:
    """Takes a response in, up to the size of a page."""

    def __init__(self) -> None:
        self.start: Message = {"status": 500, "headers": []}
        self.body = bytearray()
        self.is_too_long = self.is_ended = False

    async def __call__(self, message: Message) -> None:
        if message["type"] == "http.response.start":
            self.start = message
            return
        self.is_ended = not message.get("more_body", False)
        self.is_too_long = len(self.body) + len(message.get("body", b"")) > PAGE_BYTES
        if not self.is_too_long:
            self.body += message.get("body", b"")
        elif not self.is_ended:
            raise QueryTooLargeError(_TOO_LONG)  # this ends the stream, and the worker with it


async def fetched(answering: Answering, plan: Plan, opened: Opened, scope: Scope, receive: Receive) -> Fetched:
    """Return the answer to a plan in the formats pages are made from, asked for by the client of `scope`.

    The body of the request must have been read. A problem is an answer too; only QueryTooLargeError is raised, for an
    answer no page can show.
    """
    asked = dataclasses.replace(plan, choices=formats.wanted(_ACCEPT), failing_as_page=False)
    agent = [(name, value) for name, value in scope["headers"] if name == b"user-agent"]
    inner = {**scope, "method": "GET", "http_version": "1.1", "headers": agent}
    collected, begun = _Collector(), time.perf_counter()
    await answering(asked, opened, inner, receive, collected)
    scope["cfit.outcome"] = inner.get("cfit.outcome", "answered")
    if collected.is_too_long or not collected.is_ended:
        raise QueryTooLargeError(_TOO_LONG)
    headers = {name.decode(): value.decode("latin-1") for name, value in collected.start["headers"]}
    status, body = collected.start["status"], bytes(collected.body)
    kind = _kind(headers["content-type"], body) if status == _OK else None
    kept = {name: value for name, value in headers.items() if name not in _LEFT_OUT}
    return Fetched(
        status, kind, body, time.perf_counter() - begun, kept, remembered=scope["cfit.outcome"] == "cache hit"
    )


def _kind(content_type: str, body: bytes) -> Kind:
    if not content_type.startswith(JSON.media_type):
        return Kind.GRAPH
    return Kind.ROWS if b'"results"' in body else Kind.BOOLEAN
