"""What every pool of one service shares: who asks how much at once, and how much memory all workers take together."""

import asyncio
import logging
from collections import Counter
from pathlib import Path
from typing import Protocol

from cfit_graph.engine.budget import Budget
from cfit_graph.errors import ClientBusyError

log = logging.getLogger(__name__)

IN_FLIGHT = 4
LOOK_SECONDS = 0.1
_PAGE = 4096


class Eater(Protocol):
    """A process whose memory is watched."""

    @property
    def number(self) -> int:
        """Its number in the system."""

    @property
    def shared(self) -> int:
        """The bytes of memory it had when it began, which all of its kind share."""

    def kill(self, because: str) -> None:
        """End it at once."""


class Visitors:
    """The clients: how many questions each has in flight, and what is left of each one's budget."""

    def __init__(self, most: int = IN_FLIGHT, budget: Budget | None = None) -> None:
        """Let each client have `most` questions in flight; our own pages, whose name is empty, have no limit."""
        self._most = most
        self._budget = Budget() if budget is None else budget
        self._here: Counter[str] = Counter()

    def enter(self, client: str) -> None:
        """Let a question in; raise ClientBusyError or BudgetError if its client has to wait."""
        if not client:
            return
        if self._here[client] >= self._most:
            message = f"You have {self._most} questions in flight, the most one client may have; wait for an answer."
            raise ClientBusyError(message, retry_after=1.0)
        self._budget.check(client)
        self._here[client] += 1

    def left(self, client: str) -> float:
        """Return the seconds of work a client may still use at once."""
        return self._budget.left(client)

    def leave(self, client: str, seconds: float) -> None:
        """Let a question out that took so many seconds of work."""
        if not client:
            return
        self._budget.charge(client, seconds)
        self._here[client] -= 1
        if not self._here[client]:
            del self._here[client]


class MemoryWatch:
    """Looks at the workers that compute, and ends the largest when all together are too large."""

    def __init__(self, most: int) -> None:
        """Let them have `most` mebibytes together."""
        self._most = most << 20
        self._eaters: set[Eater] = set()
        self._timer: asyncio.TimerHandle | None = None

    def add(self, eater: Eater) -> None:
        """Watch a worker from now on."""
        self._eaters.add(eater)
        if self._timer is None:
            self._timer = asyncio.get_running_loop().call_later(LOOK_SECONDS, self._look)

    def remove(self, eater: Eater) -> None:
        """Watch it no longer."""
        self._eaters.discard(eater)

    def _look(self) -> None:
        self._timer = None
        if not self._eaters:
            return
        self._timer = asyncio.get_running_loop().call_later(LOOK_SECONDS, self._look)
        sizes = {eater: own_memory(eater.number) - eater.shared for eater in self._eaters}
        if sum(sizes.values()) > self._most:
            largest = max(sizes, key=lambda eater: sizes[eater])
            log.warning("worker %d has %d MiB, all too much", largest.number, sizes[largest] >> 20)
            self.remove(largest)
            largest.kill("memory")


class House:
    """One for a service; a pool without one has its own."""

    def __init__(self, memory: int, visitors: Visitors | None = None) -> None:
        """Prepare; all workers together may take `memory` mebibytes."""
        self.visitors = visitors or Visitors()
        self.memory = MemoryWatch(memory)


def own_memory(number: int) -> int:
    """Return the bytes a process holds besides files; 0 if it is gone or the system does not tell."""
    try:
        _, resident, shared, *_ = Path(f"/proc/{number}/statm").read_text(encoding="ascii").split()
    except (OSError, ValueError):
        return 0
    return (int(resident) - int(shared)) * _PAGE
