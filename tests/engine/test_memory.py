"""A release that fits is read into memory while the workers answer from the disk, and nobody notices the change."""

import asyncio
import json
import os
import signal
from collections.abc import Awaitable, Callable
from pathlib import Path
from typing import TypeVar

import uvloop

from cfit_graph.engine.pool import Pool
from cfit_graph.engine.question import Limits, Question
from cfit_graph.errors import QueryTimeoutError

Result = TypeVar("Result")

MANY, SECONDS = 1024, 60
COUNT = Question("SELECT (COUNT(*) AS ?n) { ?s ?p ?o }")
BOMB = Question("SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i . ?j ?k ?l }")


def pooled(store: Path, work: Callable[[Pool], Awaitable[Result]], **limits: float) -> Result:
    """Return what `work` makes of an open pool, which is closed afterwards."""

    async def run() -> Result:
        pool = Pool(store, Limits(**{"seconds": 5.0, "workers": 2, "store_memory": MANY, **limits}))
        await pool.open()
        try:
            return await work(pool)
        finally:
            await pool.close()

    return uvloop.run(run())


async def moved(pool: Pool) -> None:
    """Wait until every worker has the release in memory."""
    async with asyncio.timeout(SECONDS):
        while not pool.status.in_memory:  # noqa: ASYNC110 - a state has no event
            await asyncio.sleep(0.01)


async def counted(pool: Pool) -> int:
    """Return how many statements the pool finds."""
    answer = json.loads(await pool.ask(COUNT))
    return int(answer["results"]["bindings"][0]["n"]["value"])


def test_every_question_is_answered_while_a_release_moves_into_memory(large_store: Path) -> None:
    async def work(pool: Pool) -> tuple[bool, set[int], set[int]]:
        at_first, seen = pool.status.in_memory, {await counted(pool)}
        while not pool.status.in_memory:
            seen.add(await counted(pool))
        return at_first, seen, {await counted(pool) for _ in range(5)}

    at_first, before, after = pooled(large_store, work)

    assert not at_first
    assert before == after == {120_000}


def test_a_release_that_may_not_be_held_stays_on_disk(large_store: Path) -> None:
    async def work(pool: Pool) -> bool:
        await asyncio.sleep(1)
        return pool.status.in_memory

    assert not pooled(large_store, work, store_memory=12)


def test_a_stopped_worker_is_replaced_by_one_that_has_the_release_in_memory(large_store: Path) -> None:
    async def work(pool: Pool) -> bool:
        await moved(pool)
        try:
            await pool.ask(BOMB)
        except QueryTimeoutError:
            await counted(pool)
            await moved(pool)
            return True
        return False

    assert pooled(large_store, work, seconds=1.0)


def test_a_pool_that_is_closed_while_it_reads_leaves_no_process(large_store: Path) -> None:
    async def work(pool: Pool) -> None:
        await counted(pool)

    before = processes(os.getpid())
    pooled(large_store, work)

    assert processes(os.getpid()) == before


def test_the_death_of_the_process_that_holds_the_release_costs_one_answer_at_most(large_store: Path) -> None:
    others = zygotes(os.getpid())  # servers of other tests, which must live on

    async def work(pool: Pool) -> int:
        await moved(pool)
        for number in zygotes(os.getpid()) - others:
            os.kill(number, signal.SIGKILL)
        await asyncio.sleep(0.5)
        found = await counted(pool)
        await moved(pool)
        return found

    assert pooled(large_store, work) == 120_000


def zygotes(parent: int) -> set[int]:
    """Return the children of a process."""
    return {number for number, above in family().items() if above == parent}


def processes(parent: int) -> set[int]:
    """Return all that descend from a process and are no zombies."""
    above = family()
    found, fresh = set[int](), {parent}
    while fresh:
        fresh = {number for number, its in above.items() if its in fresh}
        found |= fresh
    return found


def family() -> dict[int, int]:
    """Return the parent of every process, by number; what is dead already is left out."""
    found = {}
    for status in Path("/proc").glob("[0-9]*/stat"):
        try:
            state, parent = status.read_text(encoding="utf-8").rpartition(")")[2].split()[:2]
        except OSError:
            continue
        if state != "Z":
            found[int(status.parent.name)] = int(parent)
    return found
