"""How the work on notices is run: chunk by chunk in this process, in several, or on a cluster, with what it tells."""

from collections.abc import Callable, Sequence
from concurrent.futures import BrokenExecutor, Executor, as_completed
from dataclasses import dataclass
from typing import TypeVar

from cfit_graph.errors import SourceError

Task = TypeVar("Task")
Done = TypeVar("Done")

CHUNK = 1_000
TENTHS = 10


@dataclass(frozen=True)
class Running:
    """What runs tasks, which are given by the names of files only, on how many notices each, and what is told of it."""

    executor: Executor | None = None
    chunk: int = CHUNK
    progress: Callable[[str], None] = lambda _step: None

    def each(self, work: Callable[[Task], Done], tasks: Sequence[Task], told: str) -> list[Done]:
        """Return what each task gives, in their order, telling each tenth of the way; a single one is done here.

        Raises what a task raises, and SourceError when a process that worked died.
        """
        if self.executor is None or len(tasks) <= 1:
            return [work(task) for task in tasks]
        try:
            return self._spread(self.executor, work, tasks, told)
        except BrokenExecutor as error:
            message = f"a process that worked on notices died: {error}; is there too little memory for --jobs?"
            raise SourceError(message) from error

    def _spread(self, executor: Executor, work: Callable[[Task], Done], tasks: Sequence[Task], told: str) -> list[Done]:
        submitted = [executor.submit(work, task) for task in tasks]
        try:
            for number, finished in enumerate(as_completed(submitted), start=1):
                finished.result()
                if number * TENTHS // len(tasks) > (number - 1) * TENTHS // len(tasks):
                    self.progress(f"{told}: {number:,} of {len(tasks):,} parts")
        finally:
            for future in submitted:
                future.cancel()
        return [future.result() for future in submitted]
