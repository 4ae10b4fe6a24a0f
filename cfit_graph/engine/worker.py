"""The process that answers queries: it holds one release, has no network, and may be stopped or killed at any time.

Forked by `cfit_graph.engine.zygote` with its socket in hand. The thread that queries also serialises (results may not
cross threads) and has a deep stack, because the engine recurses over the text of the query.
"""

import itertools
import json
import os
import resource
import select
import socket
import threading
from collections.abc import Callable
from io import BytesIO
from typing import Any, NoReturn

import pyoxigraph as ox

from cfit_graph import rdf
from cfit_graph.engine import sandbox
from cfit_graph.engine.counting import COUNTERS, Counter
from cfit_graph.engine.formats import Kind
from cfit_graph.engine.frames import HEADER, ROWS, UNCOUNTED, Frame, packed
from cfit_graph.engine.holding import Holding
from cfit_graph.errors import QuerySyntaxError
from cfit_graph.iris import BASE
from cfit_graph.prefixes import PREFIXES

STACK = 512 << 20
PIECE = 64 << 10
GROWN = 512 << 10  # kibibytes a worker may grow by before it hands over to a fresh one
FAILED, NO_MEMORY = 70, 71  # how the process ends when it cannot go on

Found = ox.QuerySolutions | ox.QueryBoolean | ox.QueryTriples

_KINDS: dict[type, Kind] = {
    ox.QuerySolutions: Kind.ROWS,
    ox.QueryBoolean: Kind.BOOLEAN,
    ox.QueryTriples: Kind.GRAPH,
}


class TooLargeError(Exception):
    """The answer passes its limit in "rows" or "bytes"."""


class Answer(BytesIO):
    """What an answer is written to: it goes to the front in pieces, and fails beyond its limits."""

    def __init__(self, front: socket.socket, size: int, rows: int, most_memory: int) -> None:
        """Start an empty answer of at most `size` bytes and `rows` rows or statements.

        A process that has had more than `most_memory` kibibytes says with its answer that it leaves.
        """
        super().__init__()
        self._front = front
        self._most_memory = most_memory
        self._room = size
        self._most_rows = rows
        self._counter: Counter | None = None
        self._head = b""
        self._waiting = bytearray()

    def announce(self, kind: Kind, media_type: str) -> None:
        """Say what the answer is; it leaves together with the first piece."""
        self._head = packed(Frame.HEAD, f"{kind} {media_type}".encode())
        if kind is Kind.ROWS and media_type in COUNTERS:
            self._counter = COUNTERS[media_type]()

    def write(self, data: Any) -> int:
        """Take bytes of the answer; raise TooLargeError beyond a limit."""
        self._room -= len(data)
        if self._room < 0:
            raise TooLargeError("bytes")
        self._waiting += data
        if len(self._waiting) >= PIECE:
            self._count()
            self._send(Frame.PIECE, b"")
        return len(data)

    def finish(self, statements: int = UNCOUNTED) -> None:
        """Send what is left and how many rows or `statements` there were, and say whether this process goes on."""
        self._count()
        rows = self._counter.rows if self._counter else statements
        grown = _most_memory() > self._most_memory
        self._send(Frame.FAREWELL if grown else Frame.LAST, ROWS.pack(rows))

    def check(self, statements: int) -> None:
        """Raise TooLargeError if there are more rows, or `statements`, than allowed."""
        if statements > self._most_rows:
            raise TooLargeError("rows")

    def graph(self, triples: ox.QueryTriples, written_as: ox.RdfFormat) -> int:
        """Write a graph and return how many statements it has; raise TooLargeError beyond a limit."""
        numbers = itertools.count()
        within = zip(itertools.islice(triples, self._most_rows + 1), numbers, strict=False)
        ox.serialize((triple for triple, _ in within), self, written_as, prefixes=PREFIXES)
        statements = next(numbers)
        self.check(statements)
        return statements

    def _count(self) -> None:
        if self._counter:
            self._counter.take(bytes(self._waiting))
            self.check(self._counter.rows)

    def _send(self, frame: Frame, before: bytes) -> None:
        self._front.sendall(self._head + packed(frame, before + self._waiting))
        self._head = b""
        self._waiting.clear()


def work(front: socket.socket, holding: Holding, fences: list[str]) -> NoReturn:
    """Answer until the front hangs up; never returns."""
    threading.stack_size(STACK)
    threading.Thread(target=_or_die, args=(lambda: _answer_all(front, holding, fences),), daemon=True).start()
    hung_up = select.poll()
    hung_up.register(front, getattr(select, "POLLRDHUP", select.POLLHUP))
    hung_up.poll()
    os._exit(0)


def _or_die(answering: Callable[[], None]) -> None:
    """Do the work; whatever ends it, even a panic inside the engine, ends the process."""
    status = FAILED
    try:
        answering()
    except MemoryError:
        status = NO_MEMORY
    finally:
        os._exit(status)


def _answer_all(front: socket.socket, holding: Holding, fences: list[str]) -> None:
    store = holding.opened()
    ready = {"fences": fences, "thread": threading.get_native_id(), "in_memory": holding.in_memory}
    front.sendall(packed(Frame.READY, json.dumps(ready).encode()))
    most_memory = _most_memory() + GROWN
    with front.makefile("rb") as questions:
        while header := questions.read(HEADER.size):
            _, length = HEADER.unpack(header)
            question = json.loads(questions.read(length))
            sandbox.allow_seconds(question["seconds"])
            _answer(store, question, front, most_memory)


def _answer(store: ox.Store, question: dict[str, Any], front: socket.socket, most_memory: int) -> None:
    try:
        answer = Answer(front, question["result_bytes"], question["result_rows"], most_memory)
        _write(_asked(store, question), question["formats"], answer)
    except SyntaxError as error:
        _fail(front, **_syntax(rdf.syntax_error(error)))
    except LookupError:
        _fail(front, error="not acceptable", message="None of the formats you accept fits the answer of this query.")
    except TooLargeError as error:
        what = str(error)
        _fail(front, error=what, message=f"The answer has more than {question[f'result_{what}']} {what}.")
    except (RuntimeError, ValueError) as error:
        _fail(front, error="query", message=f"The query cannot be answered: {error}")
    except OSError:
        _fail(front, error="engine", message="The release could not be read.")


def _most_memory() -> int:
    """Return the most kibibytes of memory this process has had, those included that it shares with its parent."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss


def _asked(store: ox.Store, question: dict[str, Any]) -> Found:
    dataset: dict[str, Any] = {}
    if question["default_graphs"] or question["named_graphs"]:
        dataset = {
            "default_graph": [ox.NamedNode(iri) for iri in question["default_graphs"]],
            "named_graphs": [ox.NamedNode(iri) for iri in question["named_graphs"]],
        }
    bindings: dict[ox.Variable, rdf.Node] = {
        ox.Variable(name): ox.NamedNode(iri) for name, iri in question["bindings"].items()
    }
    return store.query(question["sparql"], base_iri=BASE, substitutions=bindings, **dataset)


def _write(found: Found, formats: dict[str, str], answer: Answer) -> None:
    kind = _KINDS[type(found)]
    media_type = formats[kind]
    answer.announce(kind, media_type)
    if isinstance(found, ox.QueryTriples):
        rdf_format = ox.RdfFormat.from_media_type(media_type)
        if rdf_format is None:
            raise LookupError(media_type)
        answer.finish(answer.graph(found, rdf_format))
    else:
        found.serialize(answer, ox.QueryResultsFormat.from_media_type(media_type))
        answer.finish()


def _syntax(error: QuerySyntaxError) -> dict[str, Any]:
    return {"error": "syntax", "message": error.message, "line": error.line, "column": error.column}


def _fail(front: socket.socket, **why: Any) -> None:
    front.sendall(packed(Frame.FAILURE, json.dumps(why).encode()))
