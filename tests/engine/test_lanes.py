"""Two lanes: the short is answered at once, the long waits for what is long, and slow readers for themselves."""

import asyncio
import os
import signal
import time
from collections.abc import Awaitable, Callable
from pathlib import Path
from typing import TypeVar

import pytest
import uvloop

from cfit_graph.engine.formats import JSON, N_TRIPLES, Kind
from cfit_graph.engine.house import House, Visitors
from cfit_graph.engine.lanes import Lane, Run
from cfit_graph.engine.pool import Pool
from cfit_graph.engine.process import Worker
from cfit_graph.engine.question import Limits, Question
from cfit_graph.errors import (
    ClientBusyError,
    EngineBusyError,
    EngineError,
    QueryError,
    QueryTimeoutError,
    QueryTooLargeError,
)

Result = TypeVar("Result")

SHORT = Question("ASK {}")
BOMB = "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i . ?j ?k ?l . ?m ?n ?o }"
FLOOD = Question("SELECT * { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i }", result_rows=10**9, result_bytes=10**9)
SECONDS_LONG = "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i FILTER(STRLEN(CONCAT(?c, ?f, ?i)) > 1) }"


def pooled(
    store: Path, work: Callable[[Pool], Awaitable[Result]], house: House | None = None, **limits: float
) -> Result:
    """Return what `work` makes of an open pool, which is closed afterwards."""
    chosen = Limits(**{"workers": 2, "waiting": 4, "fast_seconds": 0.1, **limits})

    async def run() -> Result:
        pool = Pool(store, chosen, house)
        await pool.open()
        try:
            return await work(pool)
        finally:
            await pool.close()

    return uvloop.run(run())


def bomb(client: str = "attacker") -> Question:
    return Question(BOMB, client=client)


def state(worker: Worker) -> str:
    """Return what the system says a process does: R runs, S sleeps, T is stopped."""
    return Path(f"/proc/{worker.number}/stat").read_text(encoding="ascii").rpartition(")")[2].split()[0]


async def until(holds: Callable[[], bool]) -> None:
    """Wait until something holds."""
    async with asyncio.timeout(5):
        while not holds():  # noqa: ASYNC110 - a state has no event
            await asyncio.sleep(0.005)


async def read_slowly(pool: Pool) -> None:
    """Take a long answer, a fifth of a second for each piece."""
    async with pool.answer(FLOOD) as answer:
        async for _ in answer.pieces():
            await asyncio.sleep(0.2)


async def outcomes(asked: list[asyncio.Task[bytes]]) -> list[type]:
    """Return the types of what was answered or raised."""
    return [type(one) for one in await asyncio.gather(*asked, return_exceptions=True)]


def test_a_long_question_is_answered_in_the_slow_lane(store: Path) -> None:
    async def work(pool: Pool) -> bytes:
        asked = asyncio.create_task(pool.ask(Question(SECONDS_LONG)))
        async with asyncio.timeout(5):
            while not pool._lanes._slow:  # noqa: ASYNC110, SLF001 - a state has no event
                await asyncio.sleep(0.005)
        (slow,) = (worker for worker in pool._crew.alive if worker.leaving)  # noqa: SLF001
        assert os.getpriority(os.PRIO_PROCESS, slow.thread) == 10
        return await asked

    assert b'"1000000"' in pooled(store, work, fast_seconds=0.02, seconds=20)


def test_short_questions_are_answered_at_once_while_more_bombs_burn_than_there_are_workers(store: Path) -> None:
    async def work(pool: Pool) -> list[float]:
        burning = [asyncio.create_task(pool.ask(bomb(str(number)))) for number in range(5)]
        await until(lambda: pool.status.paused == 4)
        times = []
        for _ in range(20):
            start = time.perf_counter()
            await pool.ask(SHORT)
            times.append(time.perf_counter() - start)
        for task in burning:
            task.cancel()
        await outcomes(burning)
        return sorted(times)

    assert pooled(store, work, seconds=20)[10] < 0.05


def test_one_goes_on_at_a_time_and_the_others_are_stopped(store: Path) -> None:
    async def work(pool: Pool) -> int:
        burning = [asyncio.create_task(pool.ask(bomb())) for _ in range(3)]
        await until(lambda: pool.status.paused == 2)
        busy = pool._crew.alive - set(pool._crew._idle)  # noqa: SLF001
        await until(lambda: [state(worker) for worker in busy].count("T") == 2)
        for task in burning:
            task.cancel()
        await outcomes(burning)
        return len(busy)

    assert pooled(store, work, seconds=20) == 3


def test_the_deadline_runs_on_while_a_question_is_stopped(store: Path) -> None:
    async def work(pool: Pool) -> tuple[list[type], float]:
        start = time.perf_counter()
        found = await outcomes([asyncio.create_task(pool.ask(bomb())) for _ in range(3)])
        return found, time.perf_counter() - start

    found, took = pooled(store, work, seconds=0.6)
    assert found == [QueryTimeoutError] * 3
    assert took < 1.0


def test_a_full_slow_queue_refuses_with_a_time_to_come_back(store: Path) -> None:
    async def work(pool: Pool) -> list[BaseException | bytes]:
        asked = (pool.ask(bomb(f"client {number}")) for number in range(4))
        return await asyncio.gather(*asked, return_exceptions=True)

    found = pooled(store, work, seconds=1.5, paused=1, workers=4)
    refused = [error for error in found if isinstance(error, EngineBusyError)]
    assert len(refused) == 2
    assert all(error.retry_after > 0 for error in refused)


def test_clients_take_turns_in_the_slow_lane(store: Path) -> None:
    async def work(pool: Pool) -> bool:
        greedy = [asyncio.create_task(pool.ask(bomb("greedy"))) for _ in range(3)]
        await until(lambda: pool.status.paused == 2)
        modest = asyncio.create_task(pool.ask(Question(SECONDS_LONG, client="modest")))
        await until(lambda: pool.status.paused == 3)
        greedy[0].cancel()
        await asyncio.sleep(0.05)
        queue = pool._lanes._queue  # noqa: SLF001 - whose turn comes when
        clients = list(queue._queues)  # noqa: SLF001
        for task in (*greedy, modest):
            task.cancel()
        await outcomes([*greedy, modest])
        return clients[0] == "modest" or "modest" not in clients

    assert pooled(store, work, seconds=20, fast_seconds=0.02, workers=4)


def test_a_client_has_four_questions_in_flight(store: Path) -> None:
    async def work(pool: Pool) -> None:
        burning = [asyncio.create_task(pool.ask(bomb())) for _ in range(4)]
        await asyncio.sleep(0.05)
        with pytest.raises(ClientBusyError):
            await pool.ask(Question("ASK {}", client="attacker"))
        await pool.ask(Question("ASK {}", client="another"))
        for task in burning:
            task.cancel()
        await outcomes(burning)
        await pool.ask(Question("ASK {}", client="attacker"))

    pooled(store, work, seconds=20)


def test_every_second_of_work_is_charged_to_who_asked_and_no_second_of_waiting(store: Path) -> None:
    house = House(8192, Visitors())

    async def work(pool: Pool) -> None:
        asked = [asyncio.create_task(pool.ask(bomb(client))) for client in ("one", "two")]
        await outcomes(asked)

    pooled(store, work, house, seconds=1.0)
    owed = [house.visitors._budget._owed(client) for client in ("one", "two")]  # noqa: SLF001
    assert sum(owed) == pytest.approx(1.1, abs=0.4)


def test_a_slow_reader_gives_the_slow_lane_away_and_may_come_back(store: Path) -> None:
    async def work(pool: Pool) -> int:
        async with pool.answer(FLOOD) as answer:
            pieces = answer.pieces()
            await until(lambda: pool.status.paused == 1)
            other = await pool.ask(Question(SECONDS_LONG))
            assert b"1000000" in other
            return sum([len(await anext(pieces)) for _ in range(30)])

    assert pooled(store, work, seconds=20, fast_seconds=0.05) > 1 << 20


def test_a_reader_who_is_slow_is_not_charged_to_the_deadline_but_not_waited_for_without_end(store: Path) -> None:
    async def work(pool: Pool) -> float:
        start = time.perf_counter()
        with pytest.raises(EngineError, match="not taken in time"):
            await read_slowly(pool)
        return time.perf_counter() - start

    took = pooled(store, work, seconds=0.5, reader_seconds=0.8)
    assert 1.0 < took < 3.0


@pytest.mark.parametrize(
    ("ended_by", "reason", "raised"),
    [
        (signal.SIGSEGV, "crash", EngineError),
        (signal.SIGABRT, "memory", EngineError),
        (signal.SIGKILL, "memory", EngineError),
        (signal.SIGXCPU, "cpu", QueryTimeoutError),
    ],
)
def test_how_a_process_ended_says_why(store: Path, ended_by: int, reason: str, raised: type[QueryError]) -> None:
    async def work(pool: Pool) -> dict[str, int]:
        burning = asyncio.create_task(pool.ask(bomb()))
        await asyncio.sleep(0.05)
        (busy,) = pool._crew.alive - set(pool._crew._idle)  # noqa: SLF001
        os.kill(busy.number, ended_by)
        with pytest.raises(raised):
            await burning
        return pool.status.killed

    assert pooled(store, work, seconds=20, fast_seconds=5) == {reason: 1}


@pytest.mark.parametrize(("limits", "reason"), [({"result_rows": 1000}, "rows"), ({"result_bytes": 70_000}, "bytes")])
def test_an_answer_over_a_limit_is_an_error_and_costs_no_worker(
    store: Path, limits: dict[str, int], reason: str
) -> None:
    async def work(pool: Pool) -> dict[str, int]:
        numbers = {worker.number for worker in pool._crew.alive}  # noqa: SLF001
        with pytest.raises(QueryTooLargeError, match=reason):
            await pool.ask(Question("SELECT * { ?a ?b ?c . ?d ?e ?f }", **limits))
        assert numbers == {worker.number for worker in pool._crew.alive}  # noqa: SLF001
        return pool.status.killed

    assert pooled(store, work, fast_seconds=5) == {reason: 1}


@pytest.mark.parametrize(
    ("query", "rows"),
    [
        ("SELECT * { ?s ?p ?o }", 100),
        ("SELECT * { ?a ?b ?c . ?d ?e ?f }", 10_000),
        ("CONSTRUCT WHERE { ?s ?p ?o }", 100),
        ("ASK {}", None),
    ],
)
def test_an_answer_that_is_whole_knows_its_rows(store: Path, query: str, rows: int | None) -> None:
    async def work(pool: Pool) -> int | None:
        async with pool.answer(Question(query)) as answer:
            await answer.everything()
            return answer.rows

    assert pooled(store, work, fast_seconds=5) == rows


def test_a_graph_of_as_many_statements_as_allowed_is_given_and_one_more_is_not(store: Path) -> None:
    formats = {Kind.ROWS: JSON, Kind.GRAPH: N_TRIPLES}
    asked = [Question("CONSTRUCT WHERE { ?s ?p ?o }", formats=formats, result_rows=most) for most in (100, 99)]

    async def work(pool: Pool) -> bytes:
        with pytest.raises(QueryTooLargeError):
            await pool.ask(asked[1])
        return await pool.ask(asked[0])

    assert pooled(store, work).count(b"\n") == 100


def test_a_worker_is_back_before_its_short_answer_is_read(store: Path) -> None:
    async def work(pool: Pool) -> None:
        async with pool.answer(SHORT), pool.answer(SHORT), pool.answer(SHORT) as answer:
            assert answer.whole
            assert pool._crew.out == 0  # noqa: SLF001

    pooled(store, work, workers=1)


def test_all_is_as_before_when_the_process_that_makes_workers_is_killed(store: Path) -> None:
    async def work(pool: Pool) -> bytes:
        nursery = pool._crew._nursery  # noqa: SLF001
        assert nursery._process  # noqa: SLF001
        nursery._process.kill()  # noqa: SLF001
        await asyncio.sleep(0.1)
        async with asyncio.timeout(10):
            while True:
                try:
                    return await pool.ask(SHORT)
                except EngineError:
                    await asyncio.sleep(0.05)

    assert b"true" in pooled(store, work)


def test_a_dead_worker_is_replaced_within_a_tenth_of_a_second(store: Path) -> None:
    async def work(pool: Pool) -> list[float]:
        times = []
        for _ in range(9):
            await until(lambda: len(pool._crew.alive) == 3)  # noqa: SLF001
            victim = pool._crew.hire()  # noqa: SLF001
            assert victim
            start = time.perf_counter()
            victim.kill("tested")
            Run(victim, "", 1.0, pool._lanes).done()  # noqa: SLF001
            await until(lambda: len(pool._crew.alive) == 3)  # noqa: SLF001
            times.append(time.perf_counter() - start)
        return sorted(times)

    assert pooled(store, work)[4] < 0.1


def test_a_pool_opens_and_closes_again_and_again_and_leaves_nothing(store: Path) -> None:
    async def run() -> tuple[int, int]:
        counts = []
        for _ in range(4):
            pool = Pool(store, Limits(workers=2))
            await pool.open()
            burning = asyncio.create_task(pool.ask(bomb()))
            await asyncio.sleep(0.02)
            await pool.close()
            await outcomes([burning])
            counts.append(len(os.listdir("/proc/self/fd")))  # noqa: PTH208 - of this process
        return counts[0], counts[-1]

    first, last = uvloop.run(run())
    assert first == last


def test_a_lane_is_left_once(store: Path) -> None:
    async def work(pool: Pool) -> tuple[Lane, int]:
        worker = pool._crew.hire()  # noqa: SLF001
        assert worker
        run = Run(worker, "", 1.0, pool._lanes)  # noqa: SLF001
        run.done()
        run.done()
        return run.lane, pool._crew.out  # noqa: SLF001

    assert pooled(store, work) == (Lane.NONE, 0)
