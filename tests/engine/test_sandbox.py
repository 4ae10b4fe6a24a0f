"""The fences: a worker cannot reach anybody, even where the guard let a query through."""

import asyncio
import contextlib
import socket
from pathlib import Path

import pytest

from cfit_graph.engine.pool import Pool
from cfit_graph.engine.question import Limits, Question
from cfit_graph.errors import QueryError


class Listener:
    """A server on this machine that only remembers whether anybody came."""

    def __init__(self) -> None:
        self.visits = 0
        self._socket = socket.create_server(("127.0.0.1", 0))
        self.address = f"http://127.0.0.1:{self._socket.getsockname()[1]}/"

    def close(self) -> None:
        """Count who came and stop."""
        self._socket.settimeout(0.2)
        with contextlib.suppress(TimeoutError):
            connection, _ = self._socket.accept()
            connection.close()
            self.visits += 1
        self._socket.close()


async def fences_after(store: Path, question: Question) -> tuple[str, ...]:
    """Return what fenced off the worker that was asked a question it cannot answer."""
    pool = Pool(store, Limits(seconds=2, workers=1))
    await pool.open()
    fences = pool.status.offline_by
    with contextlib.suppress(QueryError):
        await pool.ask(question)
    await pool.close()
    return fences


@pytest.mark.parametrize("silent", ["", "SILENT "])
def test_a_worker_opens_no_connection(store: Path, silent: str) -> None:
    """The guard is left out here on purpose: the engine really tries."""
    listener = Listener()
    question = Question(f"SELECT * {{ SERVICE {silent}<{listener.address}> {{ ?s ?p ?o }} }}")

    fences = asyncio.run(fences_after(store, question))

    listener.close()
    if not fences:
        pytest.skip("this system forbids a process to shut itself off from the network")
    assert listener.visits == 0
