"""What is being read from a release, once for all who wait for it.

It is read to its end even if all of them go away, and the release stays open for as long. Nobody waits longer than
for any query: who would is told to come back, never given half of it.
"""

import asyncio
from collections.abc import Awaitable, Callable, Hashable
from typing import Generic, TypeVar

from cfit_graph.errors import NotReadyError
from cfit_graph.web.shelf import Opened

Key = TypeVar("Key", bound=Hashable)
Value = TypeVar("Value")


class Underway(Generic[Key, Value]):
    """What is being read at this moment, by its key."""

    def __init__(self, seconds: float, later: str) -> None:
        """Let nobody wait longer than `seconds`; `later` is what they are told then."""
        self._seconds = seconds
        self._later = later
        self._tasks: dict[Key, asyncio.Task[Value]] = {}

    async def waited(self, key: Key, opened: Opened, read: Callable[[], Awaitable[Value]]) -> Value:
        """Return what `read` gives, begun here unless it is being read already.

        Raises NotReadyError if it takes too long (it is read on, for the next who asks), or whatever `read` raises.
        """
        task = self._task(key, opened, read)
        done, _ = await asyncio.wait({task}, timeout=self._seconds)
        if not done:
            raise NotReadyError(self._later)
        return task.result()

    async def ended(
        self, key: Key, opened: Opened, read: Callable[[], Awaitable[Value]], seconds: float | None = None
    ) -> BaseException | None:
        """Wait until it is read, at most so many seconds; return what went wrong, if anything did until then."""
        task = self._task(key, opened, read)
        done, _ = await asyncio.wait({task}, timeout=seconds)
        return task.exception() if done and not task.cancelled() else None

    def _task(self, key: Key, opened: Opened, read: Callable[[], Awaitable[Value]]) -> asyncio.Task[Value]:
        if key not in self._tasks:
            self._tasks[key] = asyncio.get_running_loop().create_task(_whole(opened, read))
            self._tasks[key].add_done_callback(lambda task: self._forget(key, task))
        return self._tasks[key]

    def _forget(self, key: Key, task: asyncio.Task[Value]) -> None:
        self._tasks.pop(key, None)
        if not task.cancelled():
            task.exception()  # whoever still waits for it is told


async def _whole(opened: Opened, read: Callable[[], Awaitable[Value]]) -> Value:
    with opened.borrowed():
        return await read()
