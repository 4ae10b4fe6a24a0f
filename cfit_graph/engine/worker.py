"""The process that answers queries: it opens one release read-only, has no network, and may be killed at any time.

Started by `cfit_graph.engine.process` with its socket as standard input. The thread that queries also serialises
(results may not cross threads) and has a deep stack, because the engine recurses over the text of the query.
"""

import json
import os
import resource
import select
import socket
import sys
import threading
from collections.abc import Callable
from io import BytesIO
from typing import Any

import pyoxigraph as ox

from cfit_graph import rdf
from cfit_graph.engine import sandbox
from cfit_graph.engine.formats import Kind
from cfit_graph.engine.frames import HEADER, Frame, packed
from cfit_graph.errors import QuerySyntaxError
from cfit_graph.iris import BASE
from cfit_graph.prefixes import PREFIXES

STACK = 512 << 20
PIECE = 64 << 10
GROWN = 512 << 10  # kibibytes of memory after which a worker hands over to a fresh one

_KINDS: dict[type, Kind] = {
    ox.QuerySolutions: Kind.ROWS,
    ox.QueryBoolean: Kind.BOOLEAN,
    ox.QueryTriples: Kind.GRAPH,
}


class TooLargeError(Exception):
    """The answer passes its limit in bytes."""


class Answer(BytesIO):
    """What an answer is written to: it goes to the front in pieces, and fails beyond its limit."""

    def __init__(self, front: socket.socket, limit: int) -> None:
        """Start an empty answer of at most `limit` bytes."""
        super().__init__()
        self._front = front
        self._room = limit
        self._head = b""
        self._waiting = bytearray()

    def announce(self, kind: Kind, media_type: str) -> None:
        """Say what the answer is; it leaves together with the first piece."""
        self._head = packed(Frame.HEAD, json.dumps({"kind": kind, "media_type": media_type}).encode())

    def write(self, data: Any) -> int:
        """Take bytes of the answer; raise TooLargeError beyond the limit."""
        self._room -= len(data)
        if self._room < 0:
            raise TooLargeError
        self._waiting += data
        if len(self._waiting) >= PIECE:
            self._send(Frame.PIECE)
        return len(data)

    def finish(self) -> None:
        """Send what is left, and say whether this process goes on."""
        grown = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss > GROWN
        self._send(Frame.FAREWELL if grown else Frame.LAST)

    def _send(self, frame: Frame) -> None:
        self._front.sendall(self._head + packed(frame, bytes(self._waiting)))
        self._head = b""
        self._waiting.clear()


def main(store: str, memory: int) -> None:
    """Open the store and answer until the front hangs up; never returns."""
    front = socket.socket(fileno=0)
    fences = sandbox.confine(memory)
    threading.stack_size(STACK)
    threading.Thread(target=_or_die, args=(lambda: _answer_all(front, store, fences),), daemon=True).start()
    hung_up = select.poll()
    hung_up.register(front, getattr(select, "POLLRDHUP", select.POLLHUP))
    hung_up.poll()
    os._exit(0)


def _or_die(work: Callable[[], None]) -> None:
    """Do the work; whatever ends it, even a panic inside the engine, ends the process."""
    try:
        work()
    finally:
        os._exit(70)


def _answer_all(front: socket.socket, path: str, fences: list[str]) -> None:
    store = ox.Store.read_only(path)
    front.sendall(packed(Frame.READY, json.dumps({"fences": fences}).encode()))
    with front.makefile("rb") as questions:
        while header := questions.read(HEADER.size):
            _, length = HEADER.unpack(header)
            question = json.loads(questions.read(length))
            sandbox.allow_seconds(question["seconds"])
            _answer(store, question, front)


def _answer(store: ox.Store, question: dict[str, Any], front: socket.socket) -> None:
    try:
        answer = Answer(front, question["result_bytes"])
        _write(_asked(store, question), question["formats"], answer)
        answer.finish()
    except SyntaxError as error:
        _fail(front, **_syntax(rdf.syntax_error(error)))
    except LookupError:
        _fail(front, error="not acceptable", message="None of the formats you accept fits the answer of this query.")
    except TooLargeError:
        _fail(front, error="too large", message=f"The answer is larger than {question['result_bytes']} bytes.")
    except (RuntimeError, ValueError) as error:
        _fail(front, error="query", message=f"The query cannot be answered: {error}")
    except OSError:
        _fail(front, error="engine", message="The release could not be read.")


def _asked(store: ox.Store, question: dict[str, Any]) -> ox.QuerySolutions | ox.QueryBoolean | ox.QueryTriples:
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


def _write(
    found: ox.QuerySolutions | ox.QueryBoolean | ox.QueryTriples, formats: dict[str, str], answer: Answer
) -> None:
    kind = _KINDS[type(found)]
    media_type = formats[kind]
    answer.announce(kind, media_type)
    if isinstance(found, ox.QueryTriples):
        rdf_format = ox.RdfFormat.from_media_type(media_type)
        ox.serialize(found, answer, rdf_format, prefixes=PREFIXES)
    else:
        found.serialize(answer, ox.QueryResultsFormat.from_media_type(media_type))


def _syntax(error: QuerySyntaxError) -> dict[str, Any]:
    return {"error": "syntax", "message": error.message, "line": error.line, "column": error.column}


def _fail(front: socket.socket, **why: Any) -> None:
    front.sendall(packed(Frame.FAILURE, json.dumps(why).encode()))


if __name__ == "__main__":
    main(sys.argv[1], int(sys.argv[2]))
