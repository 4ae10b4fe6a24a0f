"""The releases that are open: the current one, switched when the pointer moves, and a kept one while it is asked for.

A request borrows one release and keeps it to its end, so that no answer mixes two. A release that nobody borrows and
that is no longer current is closed, and its workers with it.
"""

import asyncio
import contextlib
import dataclasses
import logging
from collections.abc import Awaitable, Callable, Coroutine, Iterator
from pathlib import Path
from typing import Any, Self

from cfit_graph import iris
from cfit_graph.engine.house import House
from cfit_graph.engine.pool import Pool
from cfit_graph.engine.question import Limits
from cfit_graph.errors import CfitError, ReleaseError, UnknownResourceError
from cfit_graph.settings import Settings
from cfit_graph.web import asking, edition
from cfit_graph.web.edition import Edition

log = logging.getLogger(__name__)

LOOK_SECONDS = 1.0
KEPT_OPEN = 2


class Opened:
    """A release and the workers that answer from it."""

    def __init__(self, release: Edition, limits: Limits, house: House) -> None:
        """Prepare the release; `open` starts its workers."""
        self.edition = release
        self.pool = Pool(release.store, limits, house)
        self.names: dict[str, list[str]] | None = None
        self._readers = 0
        self._unread = asyncio.Event()
        self._unread.set()

    async def open(self) -> None:
        """Start the workers and ask them one thing; raise EngineError or QueryError if that fails."""
        await self.pool.open()
        try:
            await asking.holds(self.pool, "probe")
        except CfitError:
            await self.pool.close()
            raise

    @contextlib.contextmanager
    def borrowed(self) -> Iterator[Self]:
        """Keep the release open for as long as the context lasts."""
        self._readers += 1
        self._unread.clear()
        try:
            yield self
        finally:
            self._readers -= 1
            if not self._readers:
                self._unread.set()

    async def close(self) -> None:
        """Close when the last reader has gone."""
        await self._unread.wait()
        await self.pool.close()


Prepare = Callable[[Opened], Awaitable[None]]


class Shelf:
    """All releases that are open."""

    def __init__(
        self,
        settings: Settings,
        prepare: Prepare | None = None,
        ahead: Prepare | None = None,
        first: Edition | None = None,
    ) -> None:
        """Prepare to serve what the settings name; `open` begins, with the release `first` if that is given.

        `prepare` is done to a release before its switch, `ahead` after it, for as long as the release is the current.
        """
        self._first = first
        self._prepare = prepare
        self._ahead = ahead
        self._going_ahead: asyncio.Task[None] | None = None
        self._settings = settings
        self._limits = Limits.of(settings)
        self._house = House(self._limits.all_memory)
        self._current: Opened | None = None
        self._kept: dict[str, Opened] = {}
        self._opening = asyncio.Lock()
        self._closing = asyncio.Event()
        self._past: set[Opened] = set()
        self._tasks: set[asyncio.Task[None]] = set()
        self._watching: asyncio.Task[None] | None = None

    @property
    def current(self) -> Opened:
        """The release that is served; raises ReleaseError while there is none."""
        if self._current is None:
            raise ReleaseError("No release is open yet; try again in a few seconds.")
        return self._current

    async def open(self) -> None:
        """Open the current release and watch the pointer; raise ReleaseError or EngineError if it cannot be opened."""
        await self._switch(self._first or edition.read(edition.pointed(self._settings.releases)))
        self._first = None
        self._going_ahead = self._start(self._at_leisure(self.current))  # nobody should wait for it at the start
        self._watching = asyncio.get_running_loop().create_task(self._watch())

    async def close(self) -> None:
        """Stop watching and end every worker, also those of releases that are still being read."""
        self._closing.set()
        if self._watching is not None:
            await self._watching
        for task in self._tasks:
            task.cancel()
        open_ones = {*self._past, *self._kept.values(), *([self._current] if self._current else [])}
        await asyncio.gather(*(one.pool.close() for one in open_ones))

    def edition(self, release_id: str) -> Edition:
        """Return what a kept release is, without opening its store; raise UnknownResourceError if it is not kept."""
        if self._current is not None and release_id == self._current.edition.id:
            return self._current.edition
        folders = {folder.name: folder for folder in self._settings.releases.iterdir()}
        if not iris.KEY.fullmatch(release_id) or release_id not in folders or release_id == edition.POINTER:
            raise UnknownResourceError("No release of this name is kept here.")
        return edition.read(folders[release_id])

    async def asked(self, release_id: str | None) -> Opened:
        """Return the release of this id, or the current one for None; raise as `release` and `current` do."""
        return self.current if release_id is None else await self.release(release_id)

    async def release(self, release_id: str) -> Opened:
        """Return the release of this id, opened with one worker if it is not the current one.

        Raises UnknownResourceError if there is no such release.
        """
        if self._current is not None and release_id == self._current.edition.id:
            return self._current
        async with self._opening:
            if release_id not in self._kept:
                await self._keep(release_id)
            return self._kept[release_id]

    async def _keep(self, release_id: str) -> None:
        one = dataclasses.replace(self._limits, workers=1, waiting=8, store_memory=0)
        opened = Opened(self.edition(release_id), one, self._house)
        await opened.open()
        self._kept[release_id] = opened
        if len(self._kept) > KEPT_OPEN:
            self._retire(self._kept.pop(next(iter(self._kept))))

    async def _watch(self) -> None:
        """Look at the pointer every second; a release that cannot be opened leaves the present one in place."""
        failed: Path | None = None
        while not await self._told_to_close():
            try:
                folder = edition.pointed(self._settings.releases)
                if folder not in {self.current.edition.folder, failed}:
                    failed = folder
                    await self._switch(await asyncio.to_thread(edition.read, folder))
                    failed = None
            except CfitError:
                log.exception("the new release cannot be opened; the present one stays")

    async def _told_to_close(self) -> bool:
        """Return whether it is time to close, after at most a second."""
        try:
            await asyncio.wait_for(self._closing.wait(), LOOK_SECONDS)
        except TimeoutError:
            return False
        return True

    async def _switch(self, release: Edition) -> None:
        opened = Opened(release, self._limits, self._house)
        await opened.open()
        if self._current is not None and self._prepare is not None:
            await self._prepared(opened, self._prepare)
        past, self._current = self._current, opened
        log.info("serving release %s", opened.edition.id)
        if past is not None:
            if self._going_ahead is not None:
                self._going_ahead.cancel()
            self._going_ahead = self._start(self._at_leisure(opened, self._ahead))
            self._retire(past)

    def _retire(self, past: Opened) -> None:
        """Close a release in the background, when its last reader has gone."""
        self._past.add(past)
        self._start(past.close()).add_done_callback(lambda _: self._past.discard(past))

    async def _at_leisure(self, opened: Opened, *works: Prepare | None) -> None:
        for work in works or (self._prepare, self._ahead):
            if work is not None:
                await self._prepared(opened, work)

    async def _prepared(self, opened: Opened, prepare: Prepare) -> None:
        with opened.borrowed():
            await prepare(opened)

    def _start(self, work: Coroutine[Any, Any, None]) -> asyncio.Task[None]:
        task = asyncio.get_running_loop().create_task(work)
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)
        return task
