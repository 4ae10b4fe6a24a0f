"""The process that makes workers: it has everything loaded, no thread and no network, and forks one when told to.

It is the parent of its workers, so it alone can say how one ended; it takes leave of a dead one only when the front
says so, and until then the number of the process cannot go to another. When the front is gone, or it dies itself, so
do all its workers, stopped ones too. Only the front talks to it, over the socket it has as standard input.
"""

import contextlib
import ctypes
import gc
import os
import resource
import select
import signal
import socket
import struct
import sys
from pathlib import Path
from typing import NoReturn

from cfit_graph.engine import sandbox, worker
from cfit_graph.engine.holding import Holding, held

ORDER = struct.Struct("!ci")  # what to do, and to which process
REPLY = struct.Struct("!cii")  # what happened, to which process, how it ended
BEAR, BURY = b"+", b"-"
READY, BORN, DEAD = b"R", b"+", b"-"

_PARENT_DEATH_SIGNAL = 1
_SACRIFICE = "800"  # the system, out of memory, is to end a worker and not the front


class Zygote:
    """The front's socket, and the workers that are alive."""

    def __init__(self, front: socket.socket, holding: Holding, fences: list[str]) -> None:
        """Prepare to make workers that hold the release."""
        self._front = front
        self._holding = holding
        self._fences = fences
        self._alive: set[int] = set()
        self._leaving: set[int] = set()
        self._stirred, self._stir = os.pipe()

    def serve(self) -> None:
        """Do what the front says until it hangs up."""
        os.set_blocking(self._stir, False)
        signal.signal(signal.SIGCHLD, lambda *_: None)
        signal.set_wakeup_fd(self._stir, warn_on_full_buffer=False)
        poll = select.poll()
        poll.register(self._front, select.POLLIN)
        poll.register(self._stirred, select.POLLIN)
        while True:
            ready = {descriptor for descriptor, _ in poll.poll()}
            if self._stirred in ready:
                os.read(self._stirred, 4096)
            if self._front.fileno() in ready and not self._obey():
                return
            self._bury()

    def end(self) -> None:
        """Kill every worker and wait for its end."""
        for number in self._alive:
            os.kill(number, signal.SIGKILL)
        for number in self._alive:
            os.waitpid(number, 0)

    def _obey(self) -> bool:
        order, descriptors, _, _ = socket.recv_fds(self._front, ORDER.size, 1)
        if len(order) < ORDER.size:
            return False
        what, number = ORDER.unpack(order)
        if what == BEAR:
            self._bear(descriptors[0])
        else:
            self._leaving.add(number)
        return True

    def _bear(self, descriptor: int) -> None:
        try:
            number = os.fork()
        except OSError:
            number = 0
        else:
            if not number:
                self._live(descriptor)
            self._alive.add(number)
        os.close(descriptor)
        self._front.sendall(REPLY.pack(BORN, number, 0))

    def _live(self, descriptor: int) -> NoReturn:
        """Be a worker; never return."""
        try:
            signal.set_wakeup_fd(-1)
            signal.signal(signal.SIGCHLD, signal.SIG_DFL)
            _die_with_parent()
            os.dup2(descriptor, self._front.fileno())
            for unneeded in (descriptor, self._stirred, self._stir):
                os.close(unneeded)
            worker.work(self._front, self._holding, self._fences)
        finally:
            os._exit(worker.FAILED)

    def _bury(self) -> None:
        for number in tuple(self._leaving):
            found, status = os.waitpid(number, os.WNOHANG)
            if found:
                self._leaving.discard(number)
                self._alive.discard(number)
                self._front.sendall(REPLY.pack(DEAD, number, os.waitstatus_to_exitcode(status)))


def _die_with_parent() -> None:
    prctl = getattr(ctypes.CDLL(None), "prctl", None)
    if prctl is not None:
        prctl(_PARENT_DEATH_SIGNAL, signal.SIGKILL, 0, 0, 0)
    with contextlib.suppress(OSError):
        Path("/proc/self/oom_score_adj").write_text(_SACRIFICE, encoding="ascii")


def _addresses() -> int:
    """Return the bytes of address space this process has; 0 where the system does not tell."""
    try:
        pages = Path("/proc/self/statm").read_text(encoding="ascii").split()[0]
    except OSError:
        return 0
    return int(pages) * resource.getpagesize()


def main(store: str, memory: int, most: int) -> NoReturn:
    """Load the release, into memory if it has at most `most` bytes, tell the front, and serve it; never returns."""
    status = worker.FAILED
    try:
        front = socket.socket(fileno=0)
        fences = sandbox.confine()
        before = _addresses()
        holding = held(store, most)
        sandbox.limit_memory(memory, _addresses() - before if holding.in_memory else 0)
        zygote = Zygote(front, holding, fences)
        gc.collect()
        gc.freeze()
        front.sendall(REPLY.pack(READY, 0, 0))
        zygote.serve()
        zygote.end()
        status = 0
    except OSError as error:
        sys.stderr.write(f"{error}\n")
    finally:
        os._exit(status)
