"""The workers of one pool: who is idle, who has a place in the fast lane, who is replaced.

There is always one more than there are places, so that a question that leaves the fast lane, stopped with its worker,
does not make the next one wait for a new process.
"""

import asyncio
import contextlib
import logging
from collections import Counter
from collections.abc import Callable, Coroutine
from pathlib import Path

from cfit_graph.engine.nursery import Nursery
from cfit_graph.engine.process import Worker
from cfit_graph.errors import EngineError

log = logging.getLogger(__name__)

SPARE = 1
RETRY_SECONDS = 1.0


class Crew:
    """Workers over one store, as many as `places` and one to spare."""

    def __init__(self, store: Path, memory: int, places: int, free: Callable[[], None]) -> None:
        """Prepare; `open` starts them. `free` is called when a worker may be had."""
        self._store = store
        self._memory = memory
        self._places = places
        self._free = free
        self._nursery = Nursery(store, memory)
        self._opening = asyncio.Lock()
        self._idle: list[Worker] = []
        self._tasks: set[asyncio.Task[None]] = set()
        self._starting = 0
        self._closing = asyncio.Event()
        self.out = 0
        self.alive: set[Worker] = set()
        self.killed: Counter[str] = Counter()

    async def open(self) -> None:
        """Start the workers; raise EngineError if one cannot open the store."""
        await self._nursery.open()
        try:
            for worker in await asyncio.gather(*(self._nursery.born() for _ in range(self._places + SPARE))):
                self._welcome(worker)
        except EngineError:
            await self.close()
            raise

    async def close(self) -> None:
        """Kill every worker and wait until nothing of them is left."""
        self._closing.set()
        self._idle.clear()
        for worker in self.alive:
            worker.kill("closed")
        async with self._opening:
            await self._nursery.close()
        await asyncio.gather(*self._tasks)
        for worker in self.alive:
            await worker.reaped()
        self.alive.clear()

    def hire(self) -> Worker | None:
        """Return an idle worker and take a place in the fast lane; None if there is no place or no worker."""
        while self._idle and self.out < self._places:
            worker = self._idle.pop()
            if worker.usable:
                self.out += 1
                return worker
            self._replace(worker)
        return None

    def free_place(self) -> None:
        """Give a place in the fast lane back."""
        self.out -= 1
        self._fill()
        self._free()

    def take_back(self, worker: Worker) -> None:
        """Take a worker back: to be idle if it can go on, else to be replaced."""
        if worker.usable and not self._closing.is_set():
            self._idle.append(worker)
            self._free()
        else:
            self._replace(worker)

    def _replace(self, worker: Worker) -> None:
        self.alive.discard(worker)
        left = worker.leaving and not worker.link.broken
        if worker.ended_by or left:
            self._count(worker.ended_by)
        self._do(self._buried(worker, counted=bool(worker.ended_by or left)))
        self._fill()

    async def _buried(self, worker: Worker, *, counted: bool) -> None:
        because = await worker.reaped()
        if not counted:
            self._count(because)

    def _count(self, because: str | None) -> None:
        if because and not self._closing.is_set():
            self.killed[because] += 1

    def _fill(self) -> None:
        """Start as many workers as are missing."""
        missing = self._places + SPARE - self.out - len(self._idle) - self._starting
        for _ in range(0 if self._closing.is_set() else missing):
            self._starting += 1
            self._do(self._start())

    async def _start(self) -> None:
        try:
            while not await self._started():
                with contextlib.suppress(TimeoutError):
                    await asyncio.wait_for(self._closing.wait(), RETRY_SECONDS)
        finally:
            self._starting -= 1

    async def _started(self) -> bool:
        """Start a worker; return whether there is nothing more to do."""
        try:
            self._welcome(await self._born())
        except EngineError:
            if not self._closing.is_set():
                log.exception("no new worker; trying again")
            return self._closing.is_set()
        return True

    async def _born(self) -> Worker:
        async with self._opening:
            if not self._nursery.alive and not self._closing.is_set():
                await self._nursery.close()
                self._nursery = Nursery(self._store, self._memory)
                await self._nursery.open()
        return await self._nursery.born()

    def _welcome(self, worker: Worker) -> None:
        self.alive.add(worker)
        self._idle.append(worker)
        self._free()

    def _do(self, work: Coroutine[None, None, None]) -> None:
        task = asyncio.get_running_loop().create_task(work)
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)
