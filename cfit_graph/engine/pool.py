"""Warm workers, a bounded queue in front of them, a deadline over each question.

A question that passes its deadline, dies, or loses its asker costs its worker its life; nobody else notices. A pool
serves one release for ever: a new release gets a new pool, and the old one is closed when its last reader has gone.
"""

import asyncio
import contextlib
from collections.abc import AsyncIterator, Hashable
from dataclasses import dataclass
from pathlib import Path

from cfit_graph.engine.crew import Crew
from cfit_graph.engine.house import House
from cfit_graph.engine.lanes import Lanes, Run
from cfit_graph.engine.link import LinkBrokenError
from cfit_graph.engine.process import Answer, Worker
from cfit_graph.engine.question import Limits, Question
from cfit_graph.engine.turns import Turns
from cfit_graph.errors import EngineBusyError, EngineError

_FULL = "Every worker is taken and the queue is full; try again in a few seconds."


@dataclass(frozen=True)
class Status:
    """How a pool is: places that have a worker, its queues, what it stopped and why, what keeps its workers offline.

    `in_memory` is true once every worker has the release in memory.
    """

    alive: int
    busy: int
    waiting: int
    paused: int
    killed: dict[str, int]
    offline_by: tuple[str, ...]
    in_memory: bool


class Pool:
    """The workers of one release."""

    def __init__(self, store: Path, limits: Limits, house: House | None = None) -> None:
        """Prepare a pool over the store in this folder, for a service that may have others; `open` starts it."""
        self.store = store
        self.limits = limits
        self._house = house or House(limits.all_memory)
        self._crew = Crew(store, limits, self._call_next)
        self._lanes = Lanes(limits, self._crew)
        self._waiting: Turns[asyncio.Future[Worker]] = Turns(limits.waiting)
        self._running = 0
        self._closed = False

    async def open(self) -> None:
        """Start the workers; raise EngineError if one cannot open the store."""
        await self._crew.open()

    async def close(self) -> None:
        """Kill every worker and wait until nothing of them is left; waiting questions get EngineBusyError."""
        self._closed = True
        while turn := self._waiting.next():
            if not turn.done():
                turn.set_exception(EngineBusyError("The service is stopping."))
        await self._crew.close()

    @property
    def status(self) -> Status:
        """How the pool is at this moment."""
        alive = [worker for worker in self._crew.alive if worker.usable]
        fences = {worker.fences for worker in alive}
        return Status(
            alive=min(len(alive), self.limits.workers),
            busy=self._running,
            waiting=len(self._waiting),
            paused=self._lanes.paused,
            killed=dict(self._crew.killed),
            offline_by=min(fences, key=len) if fences else (),
            in_memory=bool(alive) and all(worker.in_memory for worker in alive),
        )

    def left(self, client: str) -> float:
        """Return the seconds of work a client may still use at once, here and in pools of the same house."""
        return self._house.visitors.left(client)

    @contextlib.asynccontextmanager
    async def answer(self, question: Question) -> AsyncIterator[Answer]:
        """Give the answer to `question`, its first bytes there already.

        Raises NotAcceptableError or any QueryError, such as QuerySyntaxError, QueryTimeoutError, QueryTooLargeError,
        ClientBusyError, BudgetError, EngineBusyError or EngineError. The deadline starts here, before parsing and
        before any waiting. Leaving early kills the worker.
        """
        visitors, client = self._house.visitors, question.client
        visitors.enter(client)
        run: Run | None = None
        try:
            run = await self._begun(client)
            answer = Answer(run.worker, run)
            try:
                await self._asked(question, run, answer)
                yield answer
            finally:
                self._ended(run, answer)
        finally:
            visitors.leave(client, run.worked if run else 0.0)

    async def ask(self, question: Question) -> bytes:
        """Return the whole answer to `question`; raise as `answer` does."""
        async with self.answer(question) as answer:
            return await answer.everything()

    async def _asked(self, question: Question, run: Run, answer: Answer) -> None:
        try:
            run.worker.send(question, self.limits)
        except LinkBrokenError as error:
            raise EngineError("The process that was to run the query has ended.") from error
        await answer.begin()

    async def _begun(self, client: str) -> Run:
        """Return a run in the fast lane; raise EngineBusyError if there is no room for it in time."""
        loop = asyncio.get_running_loop()
        arrived = loop.time()
        worker = (None if self._waiting else self._crew.hire()) or await self._hired_later(client)
        run = Run(worker, client, self.limits.seconds - (loop.time() - arrived), self._lanes)
        self._running += 1
        self._house.memory.add(worker)
        self._lanes.begin(run)
        return run

    def _ended(self, run: Run, answer: Answer) -> None:
        if not answer.finished:
            run.worker.kill("gone")
        if answer.exceeded:
            self._crew.killed[answer.exceeded] += 1
        run.done()
        self._house.memory.remove(run.worker)
        self._running -= 1

    async def _hired_later(self, client: str) -> Worker:
        turn: asyncio.Future[Worker] = asyncio.get_running_loop().create_future()
        turns_of = client or turn
        if self._closed:
            raise EngineBusyError("The service is stopping.")
        displaced = self._waiting.join(turns_of, turn)
        if displaced and not displaced.done():
            displaced.set_exception(EngineBusyError(_FULL))
        try:
            async with asyncio.timeout(self.limits.seconds):
                return await asyncio.shield(turn)
        except TimeoutError as error:
            self._give_up(turns_of, turn)
            raise EngineBusyError("No worker came free in time; try again in a few seconds.") from error
        except asyncio.CancelledError:
            self._give_up(turns_of, turn)
            raise

    def _give_up(self, turns_of: Hashable, turn: asyncio.Future[Worker]) -> None:
        """Leave the queue, and pass on a worker that was handed over at the very moment its caller gave up."""
        self._waiting.leave(turns_of, turn)
        if not turn.cancel() and turn.exception() is None:
            self._crew.take_back(turn.result())
            self._crew.free_place()

    def _call_next(self) -> None:
        """Hand workers that may be had to those whose turn it is."""
        while self._waiting and (worker := self._crew.hire()):
            turn = self._waiting.next()
            if turn is None or turn.done():
                self._crew.take_back(worker)
                self._crew.free_place()
            else:
                turn.set_result(worker)
