"""The pool: every question is answered, refused or killed, and nobody pays for another's query."""

import asyncio
import json
import os
import signal
import time
from collections.abc import Awaitable, Callable
from pathlib import Path
from typing import TypeVar

import pytest
import uvloop

from cfit_graph.engine.formats import CSV, TRIG, TURTLE, Kind
from cfit_graph.engine.pool import Pool
from cfit_graph.engine.question import Limits, Question
from cfit_graph.errors import (
    EngineBusyError,
    EngineError,
    NotAcceptableError,
    QueryError,
    QuerySyntaxError,
    QueryTimeoutError,
    QueryTooLargeError,
)

Result = TypeVar("Result")

SECONDS = 1.0
COUNT = Question("SELECT (COUNT(*) AS ?n) { ?s ?p ?o }")
BOMB = Question("SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i . ?j ?k ?l . ?m ?n ?o }")
FLOOD = Question("SELECT * { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i }")


def pooled(store: Path, work: Callable[[Pool], Awaitable[Result]], **limits: float) -> Result:
    """Return what `work` makes of an open pool, which is closed afterwards."""
    chosen = Limits(**{"seconds": SECONDS, "workers": 2, "waiting": 4, **limits})

    async def run() -> Result:
        pool = Pool(store, chosen)
        await pool.open()
        try:
            return await work(pool)
        finally:
            await pool.close()

    return uvloop.run(run())


def number(answer: bytes) -> int:
    """Return the one number of an answer in JSON."""
    return int(json.loads(answer)["results"]["bindings"][0]["n"]["value"])


async def recovered(pool: Pool) -> None:
    """Wait until every worker is there again."""
    async with asyncio.timeout(5):
        while pool.status.alive < pool.limits.workers or pool.status.busy:  # noqa: ASYNC110 - a state has no event
            await asyncio.sleep(0.01)


def test_a_question_is_answered(store: Path) -> None:
    assert number(pooled(store, lambda pool: pool.ask(COUNT))) == 100


def test_each_kind_of_answer_comes_in_the_format_it_was_wanted_in(store: Path) -> None:
    formats = {Kind.ROWS: CSV, Kind.BOOLEAN: CSV, Kind.GRAPH: TURTLE}

    async def work(pool: Pool) -> list[bytes]:
        asked = ("SELECT (1 AS ?one) {}", "ASK {}", "CONSTRUCT { <urn:a> a <http://www.w3.org/ns/org#Role> } {}")
        return [await pool.ask(Question(sparql, formats=formats)) for sparql in asked]

    rows, boolean, graph = pooled(store, work)
    assert (rows, boolean) == (b"one\r\n1\r\n", b"true")
    assert b"@prefix org:" in graph
    assert b"a org:Role" in graph


def test_an_answer_in_a_format_nobody_wants_is_not_written(store: Path) -> None:
    with pytest.raises(NotAcceptableError):
        pooled(store, lambda pool: pool.ask(Question("ASK {}", formats={Kind.GRAPH: TRIG})))


def test_variables_are_bound_by_the_engine(store: Path) -> None:
    bound = Question("SELECT ?thing ?label { ?thing ?p ?label }", bindings={"thing": "https://example.org/thing/7"})

    assert b'"thing 7"' in pooled(store, lambda pool: pool.ask(bound))


def test_the_dataset_of_the_question_wins_over_that_of_the_text(store: Path) -> None:
    sparql = "SELECT (COUNT(*) AS ?n) FROM <https://example.org/none> { { ?s ?p ?o } UNION { GRAPH ?g { ?s ?p ?o } } }"
    graph = ("https://example.org/graph/0",)

    async def work(pool: Pool) -> list[int]:
        asked = (Question(sparql), Question(sparql, default_graphs=graph), Question(sparql, named_graphs=graph))
        return [number(await pool.ask(question)) for question in asked]

    assert pooled(store, work) == [0, 50, 50]


def test_a_syntax_error_points_at_line_and_column_and_costs_no_worker(store: Path) -> None:
    async def work(pool: Pool) -> tuple[QuerySyntaxError, dict[str, int]]:
        with pytest.raises(QuerySyntaxError) as caught:
            await pool.ask(Question("SELECT *\n{ ?s ?p "))
        return caught.value, pool.status.killed

    error, killed = pooled(store, work)
    assert (error.line, error.column) == (2, 9)
    assert not killed


def test_a_query_over_its_deadline_is_killed_and_its_worker_replaced(store: Path) -> None:
    async def work(pool: Pool) -> tuple[float, int]:
        start = time.perf_counter()
        with pytest.raises(QueryTimeoutError):
            await pool.ask(BOMB)
        took = time.perf_counter() - start
        await recovered(pool)
        assert pool.status.killed == {"deadline": 1}
        return took, number(await pool.ask(COUNT))

    took, count = pooled(store, work)
    assert SECONDS - 0.01 < took < SECONDS + 0.5  # the event loop counts in milliseconds
    assert count == 100


def test_others_are_answered_while_a_bomb_burns(store: Path) -> None:
    async def work(pool: Pool) -> list[float]:
        burning = asyncio.create_task(pool.ask(BOMB))
        await asyncio.sleep(0.05)
        times = []
        for _ in range(50):
            start = time.perf_counter()
            await pool.ask(COUNT)
            times.append(time.perf_counter() - start)
        with pytest.raises(QueryTimeoutError):
            await burning
        return times

    assert sorted(pooled(store, work))[25] < 0.2


def test_a_worker_that_dies_fails_its_own_question_only(store: Path) -> None:
    async def work(pool: Pool) -> int:
        burning = asyncio.create_task(pool.ask(BOMB))
        await asyncio.sleep(0.1)
        (busy,) = pool._crew.alive - set(pool._crew._idle)  # noqa: SLF001 - who runs it
        os.kill(busy.number, signal.SIGSEGV)
        with pytest.raises(EngineError):
            await burning
        return number(await pool.ask(COUNT))

    assert pooled(store, work, seconds=10.0) == 100


def test_a_query_that_takes_too_much_memory_ends_alone(store: Path) -> None:
    doubling = " ".join(f"BIND(CONCAT(?x{step}, ?x{step}) AS ?x{step + 1})" for step in range(24))
    hungry = Question(f"SELECT (STRLEN(?x24) AS ?n) {{ BIND('{'a' * 1024}' AS ?x0) {doubling} }}")

    async def work(pool: Pool) -> int:
        with pytest.raises((EngineError, QueryTimeoutError, QueryError)):
            await pool.ask(hungry)
        return number(await pool.ask(COUNT))

    assert pooled(store, work, seconds=10.0, memory=1536) == 100


def test_an_answer_over_its_limit_is_never_given_short(store: Path) -> None:
    received = []

    async def work(pool: Pool) -> None:
        async with pool.answer(FLOOD) as answer:
            async for piece in answer.pieces():
                received.append(len(piece))  # noqa: PERF401 - it must be seen even if the rest fails

    with pytest.raises(QueryTooLargeError):
        pooled(store, work, result_bytes=200_000, seconds=5.0)
    assert 0 < sum(received) <= 200_000


def test_an_asker_who_leaves_frees_the_worker(store: Path) -> None:
    async def work(pool: Pool) -> dict[str, int]:
        asking = asyncio.create_task(pool.ask(BOMB))
        await asyncio.sleep(0.1)
        asking.cancel()
        await asyncio.gather(asking, return_exceptions=True)
        await recovered(pool)
        return pool.status.killed

    assert pooled(store, work, seconds=30.0) == {"gone": 1}


def test_an_asker_who_stops_reading_half_way_frees_the_worker(store: Path) -> None:
    async def work(pool: Pool) -> int:
        async with pool.answer(FLOOD) as answer:
            async for _ in answer.pieces():
                break
        await recovered(pool)
        return number(await pool.ask(COUNT))

    assert pooled(store, work, seconds=30.0) == 100


def test_a_reader_who_is_slow_makes_the_worker_wait(store: Path) -> None:
    async def work(pool: Pool) -> int:
        async with pool.answer(FLOOD) as answer:
            await asyncio.sleep(0.3)
            return answer._worker.link._held  # noqa: SLF001 - held in memory

    assert pooled(store, work, seconds=30.0) < 2 << 20


def test_a_full_queue_refuses_at_once_and_a_waiting_question_in_time(store: Path) -> None:
    async def work(pool: Pool) -> list[BaseException | bytes]:
        return await asyncio.gather(*(pool.ask(BOMB) for _ in range(8)), return_exceptions=True)

    outcomes = pooled(store, work, seconds=0.5)
    busy = [outcome for outcome in outcomes if isinstance(outcome, EngineBusyError)]
    assert len(busy) >= 2
    assert all(isinstance(outcome, EngineBusyError | QueryTimeoutError) for outcome in outcomes)


def test_a_closed_pool_leaves_no_process_and_no_file_behind(store: Path) -> None:
    def descriptors() -> int:
        return len(os.listdir("/proc/self/fd"))  # noqa: PTH208 - of this process

    async def work(pool: Pool) -> list[int]:
        await pool.ask(COUNT)
        with pytest.raises(QueryTimeoutError):
            await pool.ask(BOMB)
        return [worker.number for worker in pool._crew.alive]  # noqa: SLF001 - to look for them afterwards

    before = descriptors()
    processes = pooled(store, work, seconds=0.3)
    assert descriptors() == before
    assert not [pid for pid in processes if Path(f"/proc/{pid}").exists()]


def test_workers_end_when_their_front_is_gone(store: Path) -> None:
    async def work(pool: Pool) -> None:
        worker = next(iter(pool._crew.alive))  # noqa: SLF001 - its process
        worker.link.sever()
        async with asyncio.timeout(5):
            while "Z" not in Path(f"/proc/{worker.number}/stat").read_text():  # noqa: ASYNC110, ASYNC240 - no event
                await asyncio.sleep(0.01)

    pooled(store, work)


def test_a_store_that_cannot_be_opened_says_so(tmp_path: Path) -> None:
    with pytest.raises(EngineError, match="whole release"):
        pooled(tmp_path / "none", lambda pool: pool.ask(COUNT))


def test_the_store_is_not_changed_by_being_asked(store: Path) -> None:
    def files() -> dict[str, int]:
        return {path.name: path.stat().st_mtime_ns for path in store.iterdir()}

    before = files()
    pooled(store, lambda pool: pool.ask(COUNT))
    assert files() == before


def test_many_kills_leak_nothing(store: Path) -> None:
    def held(pool: Pool) -> tuple[int, int, int]:
        worker = next(iter(pool._crew.alive)).number  # noqa: SLF001 - its process
        zygote = Path(f"/proc/{worker}/stat").read_text().rpartition(")")[2].split()[1]
        workers = Path(f"/proc/{zygote}/task/{zygote}/children").read_text().split()
        handles = (len(list(Path(f"/proc/{process}/fd").iterdir())) for process in ("self", zygote))
        return len(workers), *handles

    async def work(pool: Pool) -> tuple[tuple[int, int, int], tuple[int, int, int]]:
        before = held(pool)
        for _ in range(50):
            with pytest.raises(QueryTimeoutError):
                await pool.ask(BOMB)
        async with asyncio.timeout(5):
            while pool._crew._tasks:  # noqa: ASYNC110, SLF001 - the dead are buried, the new are born
                await asyncio.sleep(0.01)
        return before, held(pool)

    before, after = pooled(store, work, seconds=0.05)
    assert after == before
