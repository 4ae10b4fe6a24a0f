"""Taking turns: every server answers the same queries in short bursts, one server after the other, round after round.

So what else the machine does falls on all of them alike, and a ratio is taken within a round before it is averaged.
"""

import gc
import json
import statistics
import time
from dataclasses import dataclass, field
from itertools import islice
from typing import Any

import client
import parameters
import pyoxigraph
from market import Market

ROWS = "application/sparql-results+json"
TRIPLES = "application/n-triples"
GRAPH_SHAPES = {"construct-10k", "describe"}
CHECKED = 3
OK = 200


@dataclass(frozen=True)
class Pace:
    """How much is asked: rounds, and in each burst the most requests and the most seconds."""

    rounds: int = 5
    requests: int = 400
    seconds: float = 1.0


@dataclass
class Bursts:
    """The seconds of every answer, a list for each round."""

    rounds: list[list[float]] = field(default_factory=list)

    def summary(self) -> dict[str, Any]:
        """Return median and 99th percentile in milliseconds, requests a second, and the medians of the rounds."""
        every = sorted(second for burst in self.rounds for second in burst)
        return {
            "requests": len(every),
            "median_ms": 1000 * statistics.median(every),
            "p99_ms": 1000 * every[min(len(every) - 1, int(0.99 * len(every)))],
            "per_second": len(every) / sum(every),
            "round_medians_ms": [1000 * statistics.median(burst) for burst in self.rounds],
        }


@dataclass
class Asked:
    """A running server and how it is asked."""

    name: str
    path: str
    fields: dict[str, str]
    connection: client.Connection

    def request(self, shape: str, query: str) -> bytes:
        """Return the request for a query of a shape."""
        accept = TRIPLES if shape in GRAPH_SHAPES else ROWS
        return client.request(self.path, {**self.fields, "query": query}, accept)


@dataclass
class Record:
    """What one server did with one shape."""

    server: Asked
    sizes: list[int] = field(default_factory=list)
    fresh: Bursts = field(default_factory=Bursts)
    repeated: Bursts = field(default_factory=Bursts)
    problem: str = ""

    def as_json(self) -> dict[str, Any]:
        """Return the record for the results."""
        if self.problem:
            return {"problem": self.problem}
        return {"sizes": self.sizes, "fresh": self.fresh.summary(), "repeated": self.repeated.summary()}


def measured(shape: str, size: Market, servers: list[Asked], pace: Pace) -> dict[str, Any]:
    """Return what each server did with a shape: sizes of answers, new queries, a repeated query, or its problem."""
    queries = parameters.queries(shape, size)
    checks = list(islice(queries, CHECKED))
    records = [checked(server, shape, checks) for server in servers]
    for _ in range(pace.rounds):
        texts = list(islice(queries, pace.requests))
        for record in records:
            take(record, record.fresh, shape, texts, pace)
        for record in records:
            take(record, record.repeated, shape, [checks[0]] * pace.requests, pace)
    return {record.server.name: record.as_json() for record in records}


def take(record: Record, bursts: Bursts, shape: str, texts: list[str], pace: Pace) -> None:
    """Ask the texts one after the other until the time of a burst is over; note the first thing that goes wrong."""
    if record.problem:
        return
    requests = [record.server.request(shape, text) for text in texts]
    try:
        bursts.rounds.append(burst(record.server.connection, requests, pace.seconds))
    except client.BrokenAnswerError as error:
        record.problem = str(error)


def burst(connection: client.Connection, requests: list[bytes], seconds: float) -> list[float]:
    """Return the seconds each answer took, the first left out when there are others; raise BrokenAnswerError."""
    taken: list[float] = []
    gc.disable()
    try:
        began = time.perf_counter()
        for request in requests:
            asked = time.perf_counter()
            status, _ = connection.ask(request)
            answered = time.perf_counter()
            if status != OK:
                raise client.BrokenAnswerError(f"answered {status}")
            taken.append(answered - asked)
            if answered - began > seconds:
                break
    finally:
        gc.enable()
    return taken[1:] or taken


def checked(server: Asked, shape: str, queries: list[str]) -> Record:
    """Return a record with the sizes of the answers to some queries, or with the problem."""
    record = Record(server)
    try:
        for query in queries:
            status, body = server.connection.ask(server.request(shape, query))
            if status != OK:
                record.problem = f"answered {status}: {body[:200].decode(errors='replace')}"
                return record
            record.sizes.append(size_of(shape, body))
    except client.BrokenAnswerError as error:
        record.problem = str(error)
    return record


def size_of(shape: str, body: bytes) -> int:
    """Return what can be compared: triples, rows, the one number of a count, or 1 and 0 for yes and no."""
    if shape in GRAPH_SHAPES:
        written_as = pyoxigraph.RdfFormat.RDF_XML if body.startswith(b"<?xml") else pyoxigraph.RdfFormat.N_TRIPLES
        return sum(1 for _ in pyoxigraph.parse(body, written_as))
    answer = json.loads(body)
    if shape == "ask":  # Virtuoso answers with a row or none
        return int(answer.get("boolean", bool(answer.get("results", {}).get("bindings"))))
    rows = answer["results"]["bindings"]
    return int(next(iter(rows[0].values()))["value"]) if shape == "count" else len(rows)
