"""Compare ways to run queries in processes that can be killed: latency, memory, how fast a dead one is replaced.

    python benchmarks/folder.py graph.nt --to releases
    python benchmarks/process_model.py releases/current/store

pool                workers that live on, forked from one prepared process: what the service does
fork a query        one fork of the prepared process for every query, the release in memory before the fork
fork and open       the same, the database opened by every fork
spawn               how long a fresh interpreter takes to be a worker, to compare a replacement with

All take turns, round after round, and the medians of all rounds are printed with the ratio to the pool.
"""

import argparse
import asyncio
import os
import statistics
import subprocess
import sys
import threading
import time
from io import BytesIO
from pathlib import Path

import pyoxigraph

from cfit_graph.engine.holding import Holding, held
from cfit_graph.engine.pool import Pool
from cfit_graph.engine.question import Limits, Question
from cfit_graph.engine.worker import STACK
from cfit_graph.errors import EngineError

ROUNDS, QUERIES = 3, 100
QUERY = "SELECT ?p ?o {{ <{subject}> ?p ?o }}"
SPAWN = "import sys, pyoxigraph; from cfit_graph.engine import worker; pyoxigraph.Store.read_only(sys.argv[1])"


def spawned(path: Path) -> float:
    """Return how many milliseconds a fresh interpreter takes until it could answer."""
    began = time.perf_counter()
    subprocess.run([sys.executable, "-c", SPAWN, str(path)], check=True)
    return 1000 * (time.perf_counter() - began)


def texts(path: str, number: int) -> list[str]:
    """Return look-ups of different subjects."""
    subjects: dict[str, None] = {}
    for quad in pyoxigraph.Store.read_only(path):
        if isinstance(quad.subject, pyoxigraph.NamedNode):
            subjects[quad.subject.value] = None
        if len(subjects) == number:
            break
    return [QUERY.format(subject=subject) for subject in subjects]


def written(store: pyoxigraph.Store, query: str) -> bytes:
    """Return the answer to a query as JSON."""
    answer = BytesIO()
    found = store.query(query)
    if isinstance(found, pyoxigraph.QuerySolutions):
        found.serialize(answer, pyoxigraph.QueryResultsFormat.JSON)
    return answer.getvalue()


def forked(holding: Holding, query: str) -> bytes:
    """Return the answer of a child that is forked for this query only, its stack as deep as a worker's."""
    reading, writing = os.pipe()
    child = os.fork()
    if not child:
        threading.stack_size(STACK)
        thread = threading.Thread(target=lambda: os.write(writing, written(holding.opened(), query)))
        thread.start()
        thread.join()
        os._exit(0)
    os.close(writing)
    with os.fdopen(reading, "rb") as answer:
        found = answer.read()
    os.waitpid(child, 0)
    return found


def private(number: int) -> float:
    """Return the mebibytes a process has for itself alone."""
    lines = Path(f"/proc/{number}/smaps_rollup").read_text(encoding="ascii").splitlines()
    return sum(int(line.split()[1]) for line in lines if line.startswith("Private_")) / 1024


class Times(dict[str, list[float]]):
    """Milliseconds by what was measured."""

    def add(self, name: str, taken: float) -> None:
        """Note one measurement."""
        self.setdefault(name, []).append(taken)

    def print(self) -> None:
        """Print median and 99th percentile of each."""
        first = statistics.median(next(iter(self.values())))
        for name, taken in self.items():
            taken.sort()
            median, late = statistics.median(taken), taken[min(len(taken) - 1, int(0.99 * len(taken)))]
            print(f"{name:28} median {median:8.3f} ms   p99 {late:8.3f} ms   {median / first:6.2f} x")


async def pool_turn(pool: Pool, queries: list[str], times: Times) -> None:
    """Ask the pool, then kill a worker and see how long it takes until there is another."""
    for query in queries:
        began = time.perf_counter()
        await pool.ask(Question(query))
        times.add("pool, a query", 1000 * (time.perf_counter() - began))
    crew = pool._crew  # noqa: SLF001 - what is measured
    victim, full = next(iter(crew.alive)), len(crew.alive)
    victim.kill("measured")
    began = time.perf_counter()
    crew._idle.remove(victim)  # noqa: SLF001
    crew.take_back(victim)
    while len(crew.alive) < full:  # noqa: ASYNC110 - a state has no event
        await asyncio.sleep(0.0002)
    times.add("pool, a worker replaced", 1000 * (time.perf_counter() - began))


async def measure(path: Path, small: bool) -> None:  # noqa: FBT001 - found out by the caller
    """Let all take turns and print what each took."""
    queries = texts(str(path), QUERIES)
    holdings = {"fork and open": Holding(str(path))}
    if small:
        holdings = {"fork a query": held(str(path)), **holdings}
    times = Times()
    pool = Pool(path, Limits())
    began = time.perf_counter()
    await pool.open()
    opened = 1000 * (time.perf_counter() - began)
    for _ in range(ROUNDS):
        await pool_turn(pool, queries, times)
        for name, holding in holdings.items():
            for query in queries:
                began = time.perf_counter()
                forked(holding, query)
                times.add(f"{name}, a query", 1000 * (time.perf_counter() - began))
        times.add("spawn, a worker", spawned(path))
    times.print()
    each = [private(worker.number) for worker in pool._crew.alive]  # noqa: SLF001
    print(f"pool opened in {opened:.0f} ms; a worker has {statistics.median(each):.1f} MiB of its own")
    await pool.close()


def main() -> None:
    """Read the command line and measure."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("store", type=Path, help="folder of the store of a release")
    path = parser.parse_args().store.resolve()
    try:
        asyncio.run(measure(path, held(str(path)).in_memory))
    except EngineError as error:
        parser.error(str(error))


if __name__ == "__main__":
    main()
