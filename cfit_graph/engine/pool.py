"""Warm workers, a bounded queue in front of them, a deadline over each question.

A question that passes its deadline, dies, or loses its asker costs its worker its life; nobody else notices. A pool
serves one release for ever: a new release gets a new pool, and the old one is closed when its last reader has gone.
"""

import asyncio
import contextlib
import logging
from collections import Counter, deque
from collections.abc import AsyncIterator
from dataclasses import dataclass
from pathlib import Path

from cfit_graph.engine.process import Answer, Worker, started
from cfit_graph.engine.question import Limits, Question
from cfit_graph.errors import EngineBusyError, EngineError

log = logging.getLogger(__name__)

_RETRY_SECONDS = 1.0


@dataclass(frozen=True)
class Status:
    """How a pool is: its processes, its queue, why it killed, and what keeps its workers offline."""

    alive: int
    busy: int
    waiting: int
    killed: dict[str, int]
    offline_by: tuple[str, ...]


class Pool:
    """The workers of one release."""

    def __init__(self, store: Path, limits: Limits) -> None:
        """Prepare a pool over the store in this folder; `open` starts it."""
        self.store = store
        self.limits = limits
        self._workers: set[Worker] = set()
        self._idle: list[Worker] = []
        self._waiting: deque[asyncio.Future[Worker]] = deque()
        self._tasks: set[asyncio.Task[None]] = set()
        self._killed: Counter[str] = Counter()
        self._closed = False

    async def open(self) -> None:
        """Start the workers; raise EngineError if one cannot open the store."""
        beginnings = (self._started() for _ in range(self.limits.workers))
        for begun in await asyncio.gather(*beginnings, return_exceptions=True):
            if isinstance(begun, BaseException):
                await self.close()
                raise begun
            self._offer(begun)

    async def close(self) -> None:
        """Kill every worker and wait until nothing of them is left; waiting questions get EngineBusyError."""
        self._closed = True
        while self._waiting:
            waiting = self._waiting.popleft()
            if not waiting.done():
                waiting.set_exception(EngineBusyError("The service is stopping."))
        self._idle.clear()
        await self._reap_all()
        await asyncio.gather(*self._tasks)
        await self._reap_all()  # those that were just being started

    @property
    def status(self) -> Status:
        """How the pool is at this moment."""
        alive = [worker for worker in self._workers if worker.usable]
        fences = {worker.fences for worker in alive}
        return Status(
            alive=len(alive),
            busy=len(self._workers) - len(self._idle),
            waiting=len(self._waiting),
            killed=dict(self._killed),
            offline_by=min(fences, key=len) if fences else (),
        )

    @contextlib.asynccontextmanager
    async def answer(self, question: Question) -> AsyncIterator[Answer]:
        """Give the answer to `question`, its first bytes there already.

        Raises NotAcceptableError or any QueryError, such as QuerySyntaxError, QueryTimeoutError, QueryTooLargeError,
        EngineBusyError or EngineError. The deadline starts here, before parsing. Leaving early kills the worker.
        """
        worker = await self._hired()
        answer = Answer(worker)
        deadline = asyncio.get_running_loop().call_later(self.limits.seconds, worker.kill, "deadline")
        try:
            await worker.send(question, self.limits)
            await answer.begin()
            yield answer
        finally:
            deadline.cancel()
            if not answer.finished:
                worker.kill("abandoned")
            self._dismiss(worker)

    async def ask(self, question: Question) -> bytes:
        """Return the whole answer to `question`; raise as `answer` does."""
        async with self.answer(question) as answer:
            return await answer.everything()

    async def _hired(self) -> Worker:
        """Return a worker for this caller alone; raise EngineBusyError if none comes free in time."""
        while self._idle:
            worker = self._idle.pop()
            if worker.usable:
                return worker
            self._dismiss(worker)
        if self._closed or len(self._waiting) >= self.limits.waiting:
            raise EngineBusyError("Every worker is taken and the queue is full; try again in a few seconds.")
        return await self._next_free()

    async def _next_free(self) -> Worker:
        turn: asyncio.Future[Worker] = asyncio.get_running_loop().create_future()
        self._waiting.append(turn)
        try:
            async with asyncio.timeout(self.limits.seconds):
                return await turn
        except TimeoutError as error:
            self._give_back(turn)
            raise EngineBusyError("No worker came free in time; try again in a few seconds.") from error
        except asyncio.CancelledError:
            self._give_back(turn)
            raise
        finally:
            with contextlib.suppress(ValueError):
                self._waiting.remove(turn)

    def _give_back(self, turn: "asyncio.Future[Worker]") -> None:
        """Pass on a worker that was handed over at the very moment its caller gave up."""
        if turn.done() and not turn.cancelled() and turn.exception() is None:
            self._dismiss(turn.result())

    def _dismiss(self, worker: Worker) -> None:
        """Take a worker back: to the next in the queue if it can go on, else to be replaced."""
        if worker.usable and not self._closed:
            self._offer(worker)
            return
        task = asyncio.get_running_loop().create_task(self._replace(worker))
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)

    def _offer(self, worker: Worker) -> None:
        while self._waiting:
            turn = self._waiting.popleft()
            if not turn.done():
                turn.set_result(worker)
                return
        self._idle.append(worker)

    async def _started(self) -> Worker:
        worker = await started(self.store, self.limits.memory)
        self._workers.add(worker)
        return worker

    async def _reap_all(self) -> None:
        await asyncio.gather(*(worker.reaped() for worker in self._workers))
        self._workers.clear()

    async def _replace(self, worker: Worker) -> None:
        self._workers.discard(worker)
        reason = worker.killed_because or ("grown too large" if worker.leaving else "died")
        self._killed[reason] += 1
        log.info("worker %d ended (%s)", worker.process.pid, reason)
        await worker.reaped()
        while not self._closed:
            try:
                self._offer(await self._started())
            except EngineError:
                log.exception("no new worker; trying again")
                await asyncio.sleep(_RETRY_SECONDS)
            else:
                return
