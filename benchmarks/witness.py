"""Finds out whether a query would really have fetched something: it lets the engine try, on a machine with no network.

    python benchmarks/witness.py PORT      PORT is that of the canary

Reads queries as JSON texts, a line each, asks a small store, and says a line after each that it is done: whoever holds
the canary knows whether it was reached. It may crash or hang; `Witness` starts another one then.
"""

import contextlib
import json
import re
import select
import subprocess
import sys
from types import TracebackType
from typing import Self

import pyoxigraph as ox
from canary import Canary

from cfit_graph.iris import BASE

SECONDS = 5.0
TRIPLES = 20
_ESCAPE = re.compile(r"\\u([0-9A-Fa-f]{4})|\\U([0-9A-Fa-f]{8})")
_FETCHING = re.compile("SERVICE|LOAD", re.IGNORECASE)


def suspicious(sparql: str) -> bool:
    """Return whether the text holds a word that fetches, in any spelling and in any place."""
    plain = _ESCAPE.sub(lambda found: chr(min(int(found[1] or found[2], 16), 0x10FFFF)), sparql)
    return _FETCHING.search(plain) is not None


class BlindError(Exception):
    """The witness does not see what it is there to see."""


class Witness:
    """The process that tries; started when first needed and again after its end."""

    def __init__(self, canary: Canary) -> None:
        """Remember whom a query must not reach."""
        self.canary = canary
        self._process: subprocess.Popen[str] | None = None
        self.asked = 0
        self.undecided = 0

    def __enter__(self) -> Self:
        """Return the witness, once it has shown that it sees a query that does fetch."""
        if not self.saw_it_fetch(f"ASK {{ SERVICE <http://127.0.0.1:{self.canary.port}/sparql> {{ ?s ?p ?o }} }}"):
            self._end()
            raise BlindError("the engine of the witness reaches no canary, so it can tell nothing")
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        """End the process."""
        self._end()

    def saw_it_fetch(self, sparql: str) -> bool:
        """Return whether the engine reached the canary over this query; a crash or a delay decides nothing."""
        before = self.canary.hits
        self.asked += 1
        if not self._tried(sparql):
            self.undecided += 1
            self._end()
        return self.canary.hits > before

    def _tried(self, sparql: str) -> bool:
        process = self._process or self._started()
        assert process.stdin is not None  # noqa: S101 - pipes, see below
        assert process.stdout is not None  # noqa: S101
        try:
            process.stdin.write(json.dumps(sparql) + "\n")
            process.stdin.flush()
        except OSError:
            return False
        readable, _, _ = select.select([process.stdout], [], [], SECONDS)
        return bool(readable and process.stdout.readline())

    def _started(self) -> subprocess.Popen[str]:
        self._process = subprocess.Popen(
            [sys.executable, __file__, str(self.canary.port)],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            text=True,
        )
        return self._process

    def _end(self) -> None:
        if self._process is None:
            return
        self._process.kill()
        self._process.wait()
        for pipe in (self._process.stdin, self._process.stdout):
            if pipe is not None:
                with contextlib.suppress(OSError):
                    pipe.close()
        self._process = None


def main(port: str) -> None:
    """Try every query that comes; end when no more come."""
    canary = ox.NamedNode(f"http://127.0.0.1:{port}/sparql")
    store = ox.Store()
    store.extend(ox.Quad(canary, ox.NamedNode(f"urn:p{number}"), canary) for number in range(TRIPLES))
    for line in sys.stdin:
        with contextlib.suppress(SyntaxError, ValueError, RuntimeError, OSError):
            _exhaust(store.query(json.loads(line), base_iri=BASE))
        print("done", flush=True)


def _exhaust(found: ox.QuerySolutions | ox.QueryBoolean | ox.QueryTriples) -> None:
    if not isinstance(found, ox.QueryBoolean):
        for _ in zip(range(1000), found, strict=False):
            pass


if __name__ == "__main__":
    main(sys.argv[1])
