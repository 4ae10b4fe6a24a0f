"""What only our service has: published questions, warm from the first asker on, and a page for every thing."""

import statistics
import tempfile
from collections.abc import Callable
from itertools import cycle, islice
from pathlib import Path
from typing import Any

import client
import processes
import pyoxigraph
import rounds
import terms
from market import Market
from peers import Ours
from rounds import Asked, Bursts, Pace

from cfit_graph.iris import SH

ALIKE = {SH.select: "lookup", SH.ask: "ask", SH.construct: "describe"}
PAGES = 100


def measured(releases: Path, pace: Pace, say: Callable[[str], None]) -> dict[str, Any]:
    """Return start, memory, and how each published question is answered at first and again, on the real release."""
    queries = questions(releases)
    peer, port = Ours(), processes.free_port()
    command = [*peer.command_for(releases), "--port", str(port)]
    with (
        tempfile.TemporaryDirectory() as log,
        processes.Server(command, Path(log), peer.environment) as server,
        client.Connection(port) as connection,
    ):
        server.wait_for(port)
        say(f"{len(queries)} published questions of {releases}")
        asked = Asked(peer.name, peer.path, {}, connection)
        ready = connection.ask(client.request("/", {}, "text/html"))[0]
        started = server.age
        first = [_first(asked, query) for query in queries]
        again = [_again(asked, query, pace) for query in queries]
        return {
            "start_seconds": started if ready == rounds.OK else None,
            "memory_mib": server.memory(),
            "questions": len(queries),
            "first_ms": [1000 * seconds for seconds in first],
            "repeated_ms": [1000 * seconds for seconds in again],
        }


def questions(releases: Path) -> list[tuple[str, str]]:
    """Return the SPARQL of the questions the current release publishes, each with a shape that is answered alike."""
    quads = pyoxigraph.parse(path=str(releases / "current" / "queries.ttl"))
    return sorted((ALIKE[quad.predicate], quad.object.value) for quad in quads if quad.predicate in ALIKE)


def _first(asked: Asked, question: tuple[str, str]) -> float:
    return rounds.burst(asked.connection, [asked.request(*question)], seconds=0.0)[0]


def _again(asked: Asked, question: tuple[str, str], pace: Pace) -> float:
    requests = [asked.request(*question)] * min(50, pace.requests)
    return statistics.median(rounds.burst(asked.connection, requests, pace.seconds))


def entity_pages(size: Market, servers: list[Asked], pace: Pace) -> dict[str, Any]:
    """Return how fast our service makes the pages of procedures, one after the other."""
    ours = next((server for server in servers if server.name == "cfit"), None)
    if ours is None:
        return {"problem": "our service did not take part"}
    bursts = Bursts()
    numbers = cycle(range(size.purchases))
    try:
        for _ in range(pace.rounds):
            things = [terms.procedure(number).value for number in islice(numbers, PAGES)]
            paths = ["/doc/" + thing.partition("/id/")[2] for thing in things]
            requests = [client.request(path, {}, "text/html") for path in paths]
            bursts.rounds.append(rounds.burst(ours.connection, requests, pace.seconds))
    except client.BrokenAnswerError as error:
        return {"problem": str(error)}
    return bursts.summary()
