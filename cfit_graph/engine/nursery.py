"""The zygote as the front sees it: started, asked for workers, told which ones to bury."""

import asyncio
import contextlib
import json
import os
import socket
import subprocess
import sys
from collections import deque
from pathlib import Path

import cfit_graph
from cfit_graph.engine import worker, zygote
from cfit_graph.engine.holding import SMALL
from cfit_graph.engine.house import own_memory
from cfit_graph.engine.link import Link, LinkBrokenError
from cfit_graph.engine.process import Worker
from cfit_graph.errors import EngineError

START_SECONDS = 20.0
_ROOT = Path(cfit_graph.__file__).parents[1]
_START = "import sys; sys.path.append(sys.argv.pop(1)); from cfit_graph.engine import zygote; "
_START += "zygote.main(sys.argv[1], int(sys.argv[2]), int(sys.argv[3]))"
_KEPT_ENVIRONMENT = ("LD_LIBRARY_PATH", "DYLD_LIBRARY_PATH")
_READ = 4096


class Nursery:
    """One zygote, holding one release, and the processes it has made."""

    def __init__(self, store: Path, memory: int, most: int = SMALL, patience: float = START_SECONDS) -> None:
        """Prepare to make workers over `store` with `memory` mebibytes each; `open` starts the zygote.

        The zygote has the release in memory if that has at most `most` bytes, and `patience` seconds to read it.
        """
        self._store = store
        self._memory = memory
        self._most = most
        self._patience = patience
        self.living = 0
        self._process: subprocess.Popen[bytes] | None = None
        self._socket: socket.socket | None = None
        self._unread = b""
        self._ready: asyncio.Future[int] | None = None
        self._births: deque[asyncio.Future[int]] = deque()
        self._deaths: dict[int, asyncio.Future[int]] = {}

    async def open(self) -> None:
        """Start the zygote and wait until it holds the release; raise EngineError if it cannot."""
        self._socket, theirs = socket.socketpair()
        self._socket.settimeout(0)
        self._process = await asyncio.to_thread(self._spawned, theirs)
        loop = asyncio.get_running_loop()
        self._ready = loop.create_future()
        loop.add_reader(self._socket.fileno(), self._hear)
        try:
            async with asyncio.timeout(self._patience):
                await self._ready
        except (TimeoutError, EngineError) as error:
            await self.close()
            raise self._useless() from error

    @property
    def alive(self) -> bool:
        """True while workers can be had."""
        return self._socket is not None

    async def born(self) -> Worker:
        """Return a worker that has the release open; raise EngineError if it cannot be had."""
        ours, theirs = socket.socketpair()
        with theirs:
            number = await self._borne(ours, theirs)
        loop = asyncio.get_running_loop()
        _, link = await loop.create_unix_connection(Link, sock=ours)
        newborn = Worker(number, link, self.buried)
        try:
            async with asyncio.timeout(START_SECONDS):
                _, payload = await link.frame()
        except (TimeoutError, LinkBrokenError) as error:
            await newborn.reaped()
            raise self._useless() from error
        ready = json.loads(payload)
        newborn.fences, newborn.thread = tuple(ready["fences"]), ready["thread"]
        newborn.in_memory, newborn.shared = ready["in_memory"], own_memory(number)
        return newborn

    async def buried(self, number: int) -> int:
        """Return how a process ended that has been killed or has died; nothing of it is left then."""
        death: asyncio.Future[int] = asyncio.get_running_loop().create_future()
        self._deaths[number] = death
        try:
            self._tell(zygote.BURY, number)
            return await death
        except EngineError:
            return worker.FAILED
        finally:
            del self._deaths[number]
            self.living -= 1

    async def close(self) -> None:
        """End the zygote and everything it made, and wait until nothing is left."""
        is_ready = self._ready is not None and self._ready.done()
        self._hang_up()
        if self._process is not None:
            if not is_ready:
                self._process.kill()  # it is reading and would not notice
            await asyncio.to_thread(self._process.wait)
            self._process = None

    async def _borne(self, ours: socket.socket, theirs: socket.socket) -> int:
        birth: asyncio.Future[int] = asyncio.get_running_loop().create_future()
        self._births.append(birth)
        try:
            self._tell(zygote.BEAR, 0, theirs)
            number = await birth
        except EngineError:
            ours.close()
            raise
        if not number:
            ours.close()
            raise EngineError("The system lets no further process start.")
        self.living += 1
        return number

    def _tell(self, what: bytes, number: int, hand_over: socket.socket | None = None) -> None:
        """Give the zygote an order; raise EngineError if it is gone."""
        descriptors = [hand_over.fileno()] if hand_over else []
        try:
            if self._socket is None:
                raise self._gone()
            socket.send_fds(self._socket, [zygote.ORDER.pack(what, number)], descriptors)
        except OSError as error:
            self._hang_up()
            raise self._gone() from error

    def _hear(self) -> None:
        """Take in what the zygote says; called by the event loop."""
        try:
            heard = self._socket.recv(_READ) if self._socket else b""
        except BlockingIOError:
            return
        except OSError:
            heard = b""
        if not heard:
            self._hang_up()
            return
        size = zygote.REPLY.size
        data = self._unread + heard
        whole = len(data) - len(data) % size
        self._unread = data[whole:]
        for what, number, status in zygote.REPLY.iter_unpack(data[:whole]):
            self._note(what, number, status)

    def _note(self, what: bytes, number: int, status: int) -> None:
        waiting: asyncio.Future[int] | None
        if what == zygote.DEAD:
            waiting = self._deaths.get(number)
        elif what == zygote.BORN:
            waiting = self._births.popleft()
        else:
            waiting = self._ready
        if waiting and not waiting.done():
            waiting.set_result(status if what == zygote.DEAD else number)

    def _hang_up(self) -> None:
        """Let go of the zygote, which ends with all its workers; whoever waits for it is told."""
        if self._socket is None:
            return
        with contextlib.suppress(ValueError, OSError):
            asyncio.get_running_loop().remove_reader(self._socket.fileno())
        self._socket.close()
        self._socket = None
        for waiting in (*self._births, self._ready, *self._deaths.values()):
            if waiting and not waiting.done():
                waiting.set_exception(self._gone())
        self._births.clear()

    @staticmethod
    def _gone() -> EngineError:
        return EngineError("The process that makes workers has ended.")

    def _useless(self) -> EngineError:
        return EngineError(f"{self._store}: no process could open this store; is it a whole release?")

    def _spawned(self, theirs: socket.socket) -> subprocess.Popen[bytes]:
        arguments = (str(self._store.resolve()), str(self._memory), str(self._most))
        with theirs:
            return subprocess.Popen(  # noqa: S603 - our own interpreter and our own words
                [sys.executable, "-I", "-c", _START, str(_ROOT), *arguments],
                stdin=theirs.fileno(),
                stdout=subprocess.DEVNULL,
                stderr=subprocess.DEVNULL,
                cwd="/",
                env={name: os.environ[name] for name in _KEPT_ENVIRONMENT if name in os.environ},
                start_new_session=True,
            )
