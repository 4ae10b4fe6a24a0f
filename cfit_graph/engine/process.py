"""One worker process as the front sees it, and the answer that comes from it."""

import asyncio
import contextlib
import json
import os
import signal
from collections.abc import AsyncIterator, Awaitable, Callable
from typing import Any, Protocol

from cfit_graph.engine.formats import Kind
from cfit_graph.engine.frames import ENDS, ROWS, Frame, packed
from cfit_graph.engine.link import Link, LinkBrokenError
from cfit_graph.engine.question import Limits, Question
from cfit_graph.engine.worker import NO_MEMORY
from cfit_graph.errors import (
    EngineBusyError,
    EngineError,
    NotAcceptableError,
    QueryError,
    QuerySyntaxError,
    QueryTimeoutError,
    QueryTooLargeError,
)

NICE = 10

_REPORTED: dict[str, type[QueryError | NotAcceptableError]] = {
    "not acceptable": NotAcceptableError,
    "rows": QueryTooLargeError,
    "bytes": QueryTooLargeError,
    "query": QueryError,
    "engine": EngineError,
}
_ENDINGS = {
    -signal.SIGABRT: "memory",  # the engine's answer to an allocation that fails
    NO_MEMORY: "memory",
    -signal.SIGKILL: "memory",  # by the system, when it runs out
    -signal.SIGXCPU: "cpu",
}


class Worker:
    """A process that has the release open, and our end of its socket."""

    def __init__(self, number: int, link: Link, bury: Callable[[int], Awaitable[int]]) -> None:
        """Know the process by its number in the system; `bury` waits for its end and tells how it ended."""
        self.number = number
        self.link = link
        self.fences: tuple[str, ...] = ()
        self.thread = number
        self.shared = 0
        self.in_memory = False
        self.leaving = False
        self.ended_by: str | None = None
        self._bury = bury
        self._burial: asyncio.Future[int] | None = None

    @property
    def usable(self) -> bool:
        """True while the process can take another question."""
        return not (self.leaving or self.ended_by or self.link.broken)

    def kill(self, because: str) -> None:
        """End the process at once; the first reason is remembered."""
        self.ended_by = self.ended_by or because
        self._signal(signal.SIGKILL)
        self.link.sever()

    def pause(self) -> None:
        """Stop the process where it is."""
        self._signal(signal.SIGSTOP)

    def resume(self) -> None:
        """Let the process go on behind all others; it takes no further question, since it could not become nicer."""
        self.leaving = True
        with contextlib.suppress(OSError):
            os.setpriority(os.PRIO_PROCESS, self.thread, NICE)
        self._signal(signal.SIGCONT)

    async def reaped(self) -> str:
        """Return why the process ended, killed now if it had not; nothing of it is left then."""
        if self._burial is None:
            self._signal(signal.SIGKILL)
            self.link.sever()
            self._burial = asyncio.ensure_future(self._bury(self.number))
        status = await asyncio.shield(self._burial)
        self.ended_by = self.ended_by or _ENDINGS.get(status, "crash")
        return self.ended_by

    def send(self, question: Question, limits: Limits) -> None:
        """Hand the question over; raise LinkBrokenError if the process is gone."""
        self.link.send(packed(Frame.QUESTION, json.dumps(_wire(question, limits)).encode()))

    def _signal(self, what: int) -> None:
        """Signal the process, unless its number may be another's already."""
        if self._burial is None:
            with contextlib.suppress(ProcessLookupError):
                os.kill(self.number, what)


class Clock(Protocol):
    """What has to know when an answer is waited for, and when it waits for its reader."""

    def waits(self) -> None:
        """The front waits for the worker from now on."""

    def rests(self) -> None:
        """The front has something to give to its reader."""

    def done(self) -> None:
        """The worker has said its last word on this question."""


class Answer:
    """An answer on its way: its kind and media type, then its bytes; `rows` once the last have come, where known.

    A row is a solution, or a statement of a graph; ASK has none. `exceeded` is the limit the answer passed, if any.
    """

    def __init__(self, worker: Worker, clock: Clock) -> None:
        """Wait for `worker` to answer what it was sent."""
        self._worker = worker
        self._clock = clock
        self._next: tuple[Frame, bytes] | None = None
        self.kind = Kind.BOOLEAN
        self.media_type = ""
        self.finished = False
        self.rows: int | None = None
        self.exceeded: str | None = None

    @property
    def whole(self) -> bytes | None:
        """All bytes, if they came in one piece; else None."""
        frame, payload = self._next or (Frame.PIECE, b"")
        return None if frame is Frame.PIECE else payload

    async def begin(self) -> None:
        """Wait for the first bytes; raise any QueryError, or NotAcceptableError, that ends the query before them."""
        _, payload = await self._read()
        kind, _, self.media_type = payload.decode().partition(" ")
        self.kind = Kind(kind)
        self._next = await self._read()

    async def pieces(self) -> AsyncIterator[bytes]:
        """Yield the bytes; raise QueryTimeoutError, QueryTooLargeError or another QueryError if they end too early."""
        while self._next is not None:
            frame, payload = self._next
            yield payload
            self._next = await self._read() if frame is Frame.PIECE else None

    async def everything(self) -> bytes:
        """Return all bytes; raise as `pieces` does."""
        return b"".join([piece async for piece in self.pieces()])

    async def _read(self) -> tuple[Frame, bytes]:
        link = self._worker.link
        if link.waiting:
            self._clock.waits()
            await link.arrival()
            self._clock.rests()
        try:
            frame, payload = link.take()
        except LinkBrokenError:
            raise fault(self._worker.ended_by or await self._worker.reaped()) from None
        return (frame, self._ended(frame, payload)) if frame in ENDS else (frame, payload)

    def _ended(self, frame: Frame, payload: bytes) -> bytes:
        """Return the last bytes; raise the error the worker reports instead of them."""
        self.finished = True
        if frame is Frame.FAREWELL:
            self._worker.leaving = True
        self._clock.done()
        if frame is Frame.FAILURE:
            why = json.loads(payload)
            self.exceeded = why["error"] if why["error"] in {"rows", "bytes"} else None
            raise reported(why)
        (rows,) = ROWS.unpack_from(payload)
        self.rows = rows if rows >= 0 else None
        return payload[ROWS.size :]


def fault(because: str) -> QueryError:
    """Return the error of a question whose worker ended before it did."""
    if because in {"deadline", "cpu"}:
        return QueryTimeoutError("The query did not end within its time limit and was stopped.")
    if because == "busy":
        return EngineBusyError("The query takes long, and too many that take long are waiting; try again later.")
    if because == "memory":
        return EngineError("The query needs more memory than it may have and was stopped.")
    if because == "gone":
        return EngineError("The answer was not taken in time and was broken off.")
    return EngineError("The process that ran the query ended early.")


def reported(why: dict[str, Any]) -> QueryError | NotAcceptableError:
    """Return the error a worker tells of."""
    if why["error"] == "syntax":
        return QuerySyntaxError(why["message"], why["line"], why["column"])
    return _REPORTED[why["error"]](why["message"])


def _wire(question: Question, limits: Limits) -> dict[str, Any]:
    return {
        "sparql": question.sparql,
        "formats": {kind: wanted.media_type for kind, wanted in question.formats.items()},
        "default_graphs": question.default_graphs,
        "named_graphs": question.named_graphs,
        "bindings": dict(question.bindings),
        "seconds": limits.seconds,
        "result_bytes": question.result_bytes or limits.result_bytes,
        "result_rows": question.result_rows or limits.result_rows,
    }
