"""One worker process as the front sees it: started, asked, killed, reaped."""

import asyncio
import json
import os
import socket
import subprocess
import sys
from collections.abc import AsyncIterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import cfit_graph
from cfit_graph.engine.formats import Kind
from cfit_graph.engine.frames import HEADER, Frame, packed, unpacked
from cfit_graph.engine.question import Limits, Question
from cfit_graph.errors import (
    EngineError,
    NotAcceptableError,
    QueryError,
    QuerySyntaxError,
    QueryTimeoutError,
    QueryTooLargeError,
)

START_SECONDS = 20.0
_BUFFER = 256 << 10
_ROOT = Path(cfit_graph.__file__).parents[1]
_START = "import sys; sys.path.append(sys.argv.pop(1)); from cfit_graph.engine import worker; "
_START += "worker.main(sys.argv[1], int(sys.argv[2]))"
_KEPT_ENVIRONMENT = ("LD_LIBRARY_PATH", "DYLD_LIBRARY_PATH")

_ERRORS: dict[str, type[QueryError | NotAcceptableError]] = {
    "not acceptable": NotAcceptableError,
    "too large": QueryTooLargeError,
    "query": QueryError,
    "engine": EngineError,
}


@dataclass(eq=False)
class Worker:
    """A process that has the release open, and our end of its socket."""

    process: subprocess.Popen[bytes]
    reader: asyncio.StreamReader
    writer: asyncio.StreamWriter
    fences: tuple[str, ...] = ()
    leaving: bool = False
    killed_because: str | None = field(default=None)

    @property
    def usable(self) -> bool:
        """True while the process can take another question."""
        return not (self.leaving or self.killed_because or self.reader.at_eof() or self.writer.is_closing())

    def kill(self, because: str) -> None:
        """Kill the process at once; the first reason is remembered."""
        self.killed_because = self.killed_because or because
        self.process.kill()

    async def reaped(self) -> None:
        """Kill the process if it still runs, and leave nothing of it behind."""
        self.kill("not needed any more")
        self.writer.close()
        await asyncio.to_thread(self.process.wait)

    async def send(self, question: Question, limits: Limits) -> None:
        """Hand the question over; raise EngineError if the process is gone."""
        try:
            self.writer.write(packed(Frame.QUESTION, json.dumps(_wire(question, limits)).encode()))
            await self.writer.drain()
        except OSError as error:
            raise self._gone() from error

    async def frame(self) -> tuple[Frame, bytes]:
        """Return the next frame; raise what the worker reports, QueryTimeoutError or EngineError if it is gone."""
        try:
            kind, length = unpacked(await self.reader.readexactly(HEADER.size))
            payload = await self.reader.readexactly(length)
        except (asyncio.IncompleteReadError, OSError) as error:
            raise self._gone() from error
        if kind is Frame.FAILURE:
            raise _reported(json.loads(payload))
        self.leaving = kind is Frame.FAREWELL
        return kind, payload

    def _gone(self) -> QueryError:
        if self.killed_because == "deadline":
            return QueryTimeoutError("The query did not end within its time limit and was stopped.")
        return EngineError("The process that ran the query ended early, most likely for want of memory.")


async def started(store: Path, memory: int) -> Worker:
    """Return a worker that has `store` open; raise EngineError if it cannot be had."""
    ours, theirs = socket.socketpair()
    process = await asyncio.to_thread(_spawned, theirs, store, memory)
    reader, writer = await asyncio.open_unix_connection(sock=ours, limit=_BUFFER)
    worker = Worker(process, reader, writer)
    try:
        async with asyncio.timeout(START_SECONDS):
            _, payload = await worker.frame()
    except (TimeoutError, QueryError) as error:
        await worker.reaped()
        message = f"{store}: no process could open this store; is it a whole release?"
        raise EngineError(message) from error
    worker.fences = tuple(json.loads(payload)["fences"])
    return worker


def _spawned(theirs: socket.socket, store: Path, memory: int) -> subprocess.Popen[bytes]:
    with theirs:
        return subprocess.Popen(  # noqa: S603 - our own interpreter and our own words
            [sys.executable, "-I", "-c", _START, str(_ROOT), str(store.resolve()), str(memory)],
            stdin=theirs.fileno(),
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            cwd="/",
            env={name: os.environ[name] for name in _KEPT_ENVIRONMENT if name in os.environ},
            start_new_session=True,
        )


def _wire(question: Question, limits: Limits) -> dict[str, Any]:
    return {
        "sparql": question.sparql,
        "formats": {kind: wanted.media_type for kind, wanted in question.formats.items()},
        "default_graphs": question.default_graphs,
        "named_graphs": question.named_graphs,
        "bindings": dict(question.bindings),
        "seconds": limits.seconds,
        "result_bytes": question.result_bytes or limits.result_bytes,
    }


def _reported(why: dict[str, Any]) -> QueryError | NotAcceptableError:
    if why["error"] == "syntax":
        return QuerySyntaxError(why["message"], why["line"], why["column"])
    return _ERRORS[why["error"]](why["message"])


class Answer:
    """An answer on its way: its kind and media type, then its bytes."""

    def __init__(self, worker: Worker) -> None:
        """Wait for `worker` to answer what it was sent."""
        self._worker = worker
        self._next: tuple[Frame, bytes] | None = None
        self.kind = Kind.BOOLEAN
        self.media_type = ""
        self.finished = False

    @property
    def whole(self) -> bytes | None:
        """All bytes, if they came in one piece; else None."""
        frame, payload = self._next or (Frame.PIECE, b"")
        return None if frame is Frame.PIECE else payload

    async def begin(self) -> None:
        """Wait for the first bytes; raise any QueryError, or NotAcceptableError, that ends the query before them."""
        _, payload = await self._read()
        head = json.loads(payload)
        self.kind, self.media_type = Kind(head["kind"]), head["media_type"]
        self._next = await self._read()

    async def pieces(self) -> AsyncIterator[bytes]:
        """Yield the bytes; raise QueryTimeoutError, QueryTooLargeError or EngineError if they end too early."""
        while self._next is not None:
            frame, payload = self._next
            yield payload
            self._next = await self._read() if frame is Frame.PIECE else None

    async def everything(self) -> bytes:
        """Return all bytes; raise as `pieces` does."""
        return b"".join([piece async for piece in self.pieces()])

    async def _read(self) -> tuple[Frame, bytes]:
        try:
            frame, payload = await self._worker.frame()
        except (QueryTimeoutError, EngineError):
            raise
        except (QueryError, NotAcceptableError):
            self.finished = True
            raise
        self.finished = frame in (Frame.LAST, Frame.FAREWELL)
        return frame, payload
