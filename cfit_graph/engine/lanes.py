"""Two lanes: every question first runs at once for a moment; what is not answered then goes on one at a time.

In between it is stopped where it is and queued, clients taking turns. A question whose reader is slow gives its lane
away too, so that nobody holds one by not reading. Two clocks run: the deadline, on the clock of the wall, while the
front waits for the worker, be it running or queued; and, from the end of the fast lane on, one for the whole answer.
"""

import asyncio
from collections.abc import Callable
from enum import Enum

from cfit_graph.engine.crew import Crew
from cfit_graph.engine.process import Worker
from cfit_graph.engine.question import Limits
from cfit_graph.engine.turns import Turns

STALL_SECONDS = 0.5  # how long a reader may keep the slow lane waiting


class Lane(Enum):
    """Where a question is."""

    FAST = "fast"
    QUEUED = "queued"
    SLOW = "slow"
    STALLED = "stalled"
    NONE = "none"


class Run:
    """One question being answered by one worker."""

    def __init__(self, worker: Worker, client: str, left: float, lanes: "Lanes") -> None:
        """Begin in the fast lane, `left` seconds before the deadline."""
        self.worker = worker
        self.turn = client or self  # our own pages each have a turn of their own
        self.lane = Lane.FAST
        self.awaited = False
        self.worked = 0.0
        self._left = left
        self._lanes = lanes
        self._loop = asyncio.get_running_loop()
        self._since = self._entered = self._loop.time()
        self._timer: asyncio.TimerHandle | None = None
        self._deadline: asyncio.TimerHandle | None = None
        self._life: asyncio.TimerHandle | None = None

    def enter(self, lane: Lane) -> None:
        """Be in a lane from now on; time in the fast and the slow one is work."""
        now = self._loop.time()
        if self.lane in {Lane.FAST, Lane.SLOW}:
            self.worked += now - self._entered
        self.lane, self._entered = lane, now

    def after(self, seconds: float, then: Callable[["Run"], None]) -> None:
        """Do something later, in place of what was to be done."""
        self.halt()
        self._timer = self._loop.call_later(seconds, then, self)

    def outlive(self, seconds: float) -> None:
        """Live `seconds` more, at the most, however slow the reader is."""
        self._life = self._life or self._loop.call_later(seconds, self.worker.kill, "gone")

    def halt(self) -> None:
        """Forget what was to be done later."""
        if self._timer:
            self._timer.cancel()
            self._timer = None

    def waits(self) -> None:
        """Run the clock: the front waits for the worker."""
        self.awaited, self._since = True, self._loop.time()
        self._deadline = self._loop.call_later(max(0.0, self._left), self.worker.kill, "deadline")
        self._lanes.awaited(self)

    def rests(self) -> None:
        """Stop the clock: the front has something for its reader."""
        self.awaited = False
        self._left -= self._loop.time() - self._since
        if self._deadline:
            self._deadline.cancel()
        self._lanes.rested(self)

    def done(self) -> None:
        """Leave every lane: the worker has said its last word, or nobody wants to hear it."""
        if self.lane is Lane.NONE:
            return
        for timer in (self._deadline, self._life):
            if timer:
                timer.cancel()
        self.halt()
        self._lanes.leave(self)


class Lanes:
    """The lanes of one pool."""

    def __init__(self, limits: Limits, crew: Crew) -> None:
        """Prepare; workers that are done with, and places in the fast lane, go back to `crew`."""
        self._limits = limits
        self._crew = crew
        self._queue: Turns[Run] = Turns(limits.paused)
        self._stalled: set[Run] = set()
        self._slow = 0

    @property
    def paused(self) -> int:
        """How many questions are stopped at this moment."""
        return len(self._queue) + len(self._stalled)

    def begin(self, run: Run) -> None:
        """Let a question run in the fast lane for its time."""
        run.after(self._limits.fast_seconds, self._fast_over)

    def awaited(self, run: Run) -> None:
        """Take notice that a reader is back."""
        if run.lane is Lane.STALLED:
            self._stalled.discard(run)
            self._enqueue(run)
        elif run.lane is Lane.SLOW:
            run.halt()

    def rested(self, run: Run) -> None:
        """Take notice that it is the reader's turn."""
        if run.lane is Lane.SLOW:
            run.after(STALL_SECONDS, self._stall)

    def leave(self, run: Run) -> None:
        """Take a question out of its lane for good."""
        lane = run.lane
        run.enter(Lane.NONE)
        self._stalled.discard(run)
        self._queue.leave(run.turn, run)
        self._crew.take_back(run.worker)
        if lane is Lane.FAST:
            self._crew.free_place()
        elif lane is Lane.SLOW:
            self._slow -= 1
        self._next()

    def _fast_over(self, run: Run) -> None:
        run.worker.pause()
        run.outlive(self._limits.seconds + self._limits.reader_seconds)
        if run.awaited:
            self._enqueue(run)
        else:
            self._set_aside(run)
        self._crew.free_place()

    def _stall(self, run: Run) -> None:
        run.worker.pause()
        self._slow -= 1
        self._set_aside(run)
        self._next()

    def _set_aside(self, run: Run) -> None:
        """Keep a question whose reader is slow, stopped; or end it if there are too many of them."""
        run.enter(Lane.STALLED)
        self._stalled.add(run)
        if len(self._stalled) > self._limits.paused:
            run.worker.kill("gone")

    def _enqueue(self, run: Run) -> None:
        run.enter(Lane.QUEUED)
        displaced = self._queue.join(run.turn, run)
        if displaced:
            displaced.worker.kill("busy")
        self._next()

    def _next(self) -> None:
        """Let those whose turn it is into the slow lane."""
        while self._slow < self._limits.slow and (run := self._queue.next()):
            self._slow += 1
            run.enter(Lane.SLOW)
            run.worker.resume()
            if not run.awaited:
                run.after(STALL_SECONDS, self._stall)
