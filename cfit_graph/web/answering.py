"""From a plan to an answer on its way to the client: from the cache, or from a worker.

An answer that fits in the cache is collected before its first byte leaves, so that it can say how long it is, how many
rows it has, that it is complete, or why there is none. A longer one is streamed; if it breaks off, or its reader stops
reading, the response is left open and the server cuts the line. Such a stream is not compressed: half a compressed
stream may look whole to a careless reader.
"""

import asyncio
import contextlib
from collections.abc import AsyncIterator, Hashable
from dataclasses import dataclass

from starlette.datastructures import Headers
from starlette.responses import Response
from starlette.types import Message, Receive, Scope, Send

from cfit_graph.engine.formats import Kind
from cfit_graph.engine.question import Question
from cfit_graph.errors import CfitError, NotAcceptableError, QueryError
from cfit_graph.settings import Settings
from cfit_graph.web import (
    bodies,
    clients,
    compression,
    conditional,
    hints,
    plans,
    problems,
    reader,
    receipts,
)
from cfit_graph.web.cache import OK, Cache, Stored
from cfit_graph.web.patience import WRITE_SECONDS
from cfit_graph.web.plans import NO_FORMAT, Plan
from cfit_graph.web.receipts import OPEN_TO_ALL
from cfit_graph.web.shelf import Opened

_ASKED = "cfit.asked"

# The outcomes that would be the same for whoever asks the same.
_SAME_FOR_ALL = frozenset({"syntax", "time limit", "too large", "not acceptable"})


@dataclass(frozen=True)
class Asked:
    """A plan put to a release by a client; `send` goes to the client past the compression."""

    plan: Plan
    opened: Opened
    send: Send
    client: str


class Answering:
    """Answers plans."""

    def __init__(self, settings: Settings) -> None:
        """Keep answers in a cache of the size the settings give."""
        self.settings = settings
        self.cache = Cache(settings.cache_bytes)
        self._compressed = compression.Compressed(self._answer)

    async def __call__(self, plan: Plan, opened: Opened, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer a plan; errors are answers too."""
        headers = Headers(scope=scope)
        held = headers.get("if-none-match", "")
        plain = (opened.edition.id, opened.edition.hash, *plan.key, *_read_by(plan, scope))
        key = (*plain, compression.encoding(headers.get("accept-encoding", "")))
        if stored := self.cache.found(key):
            scope["cfit.outcome"] = "cache hit"
            await _replayed(stored, held, send)
            return
        if held and plan.kind and conditional.matches(held, receipts.tag(opened.edition, plan, plan.likely[0])):
            scope["cfit.outcome"] = "not modified"
            sent = receipts.of(opened.edition, plan, plan.likely[0])
            await Response(status_code=304, headers=sent)(scope, receive, send)
            return
        asked = {**scope, _ASKED: Asked(plan, opened, send, clients.key(scope)), "cfit.plain": plain}

        answer = self._compressed if key[-1] else self._answer

        async def ask(to: Send) -> bool:
            await answer(asked, receive, to)
            scope["cfit.outcome"] = asked.get("cfit.outcome", "answered")
            return scope["cfit.outcome"] in _SAME_FOR_ALL

        async with bodies.while_wanted(receive):
            await self.cache.through(key, ask, send)

    async def read(self, plan: Plan, opened: Opened) -> tuple[Kind, bytes]:
        """Return the whole answer to a plan of our own, and keep it for all; raise any QueryError."""
        key = _plain_key(plan, opened)
        if plan.kind and (stored := self.cache.peek(key)):
            return plan.kind, stored.body
        async with opened.pool.answer(_question(plan)) as answer:
            body = await answer.everything()
        self._keep(key, plan, opened, body, answer.rows)
        return answer.kind, body

    def _keep(self, key: Hashable, plan: Plan, opened: Opened, body: bytes, rows: int | None) -> None:
        sent = receipts.complete(receipts.of(opened.edition, plan, plan.likely[0]), rows)
        self.cache.keep(key, Stored(OK, Response(body, OK, sent).raw_headers, body))

    async def warm(self, opened: Opened) -> None:
        """Take in the answers to the published questions; ask the release those that it does not bring."""
        for question in opened.edition.questions.values():
            plan = plans.published(question.sparql)
            answer = opened.edition.answers.get(question.key)
            with contextlib.suppress(QueryError, OSError):
                if answer is None:
                    await self.read(plan, opened)
                else:
                    self._keep(_plain_key(plan, opened), plan, opened, answer.path.read_bytes(), answer.rows)

    async def _answer(self, scope: Scope, receive: Receive, send: Send) -> None:
        asked: Asked = scope[_ASKED]
        if stored := self.cache.found_otherwise((*scope["cfit.plain"], "")):
            scope["cfit.outcome"] = "cache hit"
            await stored.sent(send)
            return
        try:
            await self._from_worker(asked, scope, receive, send)
        except CfitError as error:
            scope["cfit.outcome"] = problems.outcome(error)
            problem = problems.of(error, asked.plan.sparql, asked.opened.edition)
            reply = problems.reply(problem, Headers(scope=scope).get("accept", ""), OPEN_TO_ALL, reader.of(scope))
            await reply(scope, receive, send)

    async def _from_worker(self, asked: Asked, scope: Scope, receive: Receive, send: Send) -> None:
        plan, edition = asked.plan, asked.opened.edition
        asyncio.get_running_loop().call_soon(plan.read_names)  # while the worker works
        async with asked.opened.pool.answer(_question(plan, asked.client)) as answer:
            choice = plan.choices[answer.kind]
            if choice is None:
                raise NotAcceptableError(NO_FORMAT)
            said = hints.of(plan.named, edition.properties, edition.terms)
            sent = receipts.of(edition, plan, choice[0], said)
            pieces = answer.pieces()
            most = None if scope["http_version"] == "1.0" else self.cache.largest
            beginning, is_whole = await _collected(pieces, most)
            if not is_whole:
                whole = await _streamed(beginning, pieces, sent, asked.send, scope["method"])
                scope["cfit.outcome"] = "answered" if whole else "broken off"
                return
            sent = receipts.complete(sent, answer.rows)
        await Response(beginning, 200, sent)(scope, receive, send)


async def _collected(pieces: AsyncIterator[bytes], most: int | None) -> tuple[bytes, bool]:
    """Return the answer and True, or a little more than `most` bytes of its beginning and False.

    There is no limit for HTTP/1.0, which knows the end of a stream by the end of the connection alone: there an answer
    that broke off would look whole.
    """
    collected = bytearray()
    async for piece in pieces:
        collected += piece
        if most is not None and len(collected) > most:
            return bytes(collected), False
    return bytes(collected), True


async def _replayed(stored: Stored, held: str, send: Send) -> None:
    if held:
        tag = next(value.decode() for name, value in stored.headers if name == b"etag")
        if conditional.matches(held, tag.removeprefix("W/")):
            stored = Stored(304, receipts.kept(stored.headers), b"")
    await stored.sent(send)


async def _streamed(
    beginning: bytes, pieces: AsyncIterator[bytes], headers: dict[str, str], send: Send, method: str
) -> bool:
    """Send the bytes as they come; return whether they came to their end. If not, the response is left open."""
    headers = {**headers, "cfit-complete": "if-ended"}
    raw = [(name.encode(), value.encode("latin-1")) for name, value in headers.items()]
    await send({"type": "http.response.start", "status": 200, "headers": raw})
    if method == "HEAD":
        await send({"type": "http.response.body", "body": b""})
        return True
    with contextlib.suppress(QueryError, TimeoutError):
        await _in_time(send, beginning)
        async for piece in pieces:
            await _in_time(send, piece)
        await send({"type": "http.response.body", "body": b""})
        return True
    return False


async def _in_time(send: Send, piece: bytes) -> None:
    message: Message = {"type": "http.response.body", "body": piece, "more_body": True}
    async with asyncio.timeout(WRITE_SECONDS):
        await send(message)


def _read_by(plan: Plan, scope: Scope) -> tuple[object, ...]:
    """Return what sets an answer apart that may fail by a page: no two readers' are the same."""
    return (reader.of(scope),) if plan.failing_as_page else ()


def _plain_key(plan: Plan, opened: Opened) -> Hashable:
    """Return the key of an answer that is not compressed."""
    return (opened.edition.id, opened.edition.hash, *plan.key, "")


def _question(plan: Plan, client: str = "") -> Question:
    return Question(
        plan.sparql,
        formats={kind: choice[1] for kind, choice in plan.choices.items() if choice},
        default_graphs=plan.default_graphs,
        named_graphs=plan.named_graphs,
        bindings=dict(plan.bindings),
        client=client,
    )
