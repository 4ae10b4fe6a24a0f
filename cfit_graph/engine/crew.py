"""The workers of one pool: who is idle, who has a place in the fast lane, who is replaced.

There is always one more than there are places, so that a question that leaves the fast lane, stopped with its worker,
does not make the next one wait for a new process.

A release that is not small, but fits into memory, is answered from the disk until it has been read; then workers that
have it in memory take over, the others going as they come free.
"""

import asyncio
import contextlib
import logging
from collections import Counter
from collections.abc import Callable, Coroutine
from pathlib import Path

from cfit_graph.engine import holding
from cfit_graph.engine.nursery import Nursery
from cfit_graph.engine.process import Worker
from cfit_graph.engine.question import Limits
from cfit_graph.errors import EngineError

log = logging.getLogger(__name__)

SPARE = 1
RETRY_SECONDS = 1.0
READING_SECONDS = 600.0  # a release may take to be read into memory


class Crew:
    """Workers over one store, as many as `places` and one to spare."""

    def __init__(self, store: Path, limits: Limits, free: Callable[[], None]) -> None:
        """Prepare; `open` starts them. `free` is called when a worker may be had."""
        self._store = store
        self._limits = limits
        self._places = limits.workers
        self._free = free
        self._nursery = Nursery(store, limits.memory)
        self._past: list[Nursery] = []
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
        self._consider_memory()

    async def close(self) -> None:
        """Kill every worker and wait until nothing of them is left."""
        self._closing.set()
        self._idle.clear()
        for worker in self.alive:
            worker.kill("closed")
        async with self._opening:
            await self._close_nurseries()
        await asyncio.gather(*self._tasks)
        await self._close_nurseries()  # one may have taken over just now
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
        await self._close_deserted()

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
        """Return a worker of the nursery that is the present one when it is born."""
        while True:
            async with self._opening:
                if not self._nursery.alive and not self._closing.is_set():
                    await self._nursery.close()
                    self._nursery = Nursery(self._store, self._limits.memory)
                    await self._nursery.open()
                    self._consider_memory()
                nursery = self._nursery
            worker = await nursery.born()
            if nursery is self._nursery:
                return worker
            await worker.reaped()

    async def _close_nurseries(self) -> None:
        for nursery in (self._nursery, *self._past):
            await nursery.close()

    def _consider_memory(self) -> None:
        if holding.fits(str(self._store), self._limits.store_memory << 20):
            self._do(self._move_into_memory())

    async def _move_into_memory(self) -> None:
        """Read the release into memory, and let workers that have it there take over."""
        nursery = Nursery(self._store, self._limits.memory, self._limits.store_memory << 20, READING_SECONDS)
        opening = asyncio.get_running_loop().create_task(nursery.open())
        closing = asyncio.get_running_loop().create_task(self._closing.wait())
        await asyncio.wait({opening, closing}, return_when=asyncio.FIRST_COMPLETED)
        closing.cancel()
        if self._closing.is_set():
            opening.cancel()
        try:
            await opening
            newborn = [await nursery.born() for _ in range(self._places + SPARE)]
        except (EngineError, asyncio.CancelledError) as error:
            await nursery.close()
            log.warning("the release stays on disk: %s", error)
            return
        await self._take_over(nursery, newborn)

    async def _take_over(self, nursery: Nursery, newborn: list[Worker]) -> None:
        """Put the workers of `nursery` in the place of all others, which leave at once or when they have answered."""
        async with self._opening:
            self._past.append(self._nursery)
            self._nursery = nursery
        leaving, idle = set(self.alive), list(self._idle)
        self._idle.clear()
        for worker in newborn:
            self._welcome(worker)
        for worker in leaving:
            worker.leaving = True
        for worker in idle:
            self._replace(worker)
        log.info("the release is in memory")

    async def _close_deserted(self) -> None:
        """End each past nursery that none of its workers needs any more."""
        for nursery in [nursery for nursery in self._past if not nursery.living]:
            self._past.remove(nursery)
            await nursery.close()

    def _welcome(self, worker: Worker) -> None:
        self.alive.add(worker)
        self._idle.append(worker)
        self._free()

    def _do(self, work: Coroutine[None, None, None]) -> None:
        task = asyncio.get_running_loop().create_task(work)
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)
