"""`cfit ingest`: notices from files, folders and archives, with its progress and its summary in words."""

from collections import Counter
from collections.abc import Iterator
from concurrent.futures import BrokenExecutor, Executor, ProcessPoolExecutor, ThreadPoolExecutor
from contextlib import contextmanager
from multiprocessing import get_context
from pathlib import Path
from typing import Any

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

from cfit_graph.errors import SettingsError, SourceError
from cfit_graph.pipeline import ingest
from cfit_graph.pipeline.ingest_part import Counts, Scope

REASONS = 5


def run(paths: list[Path], to: Path, data: Path, scope: Scope, executor: Executor, console: Console) -> str:
    """Map the notices at the paths, showing the progress, and return the summary; may raise SourceError."""
    with shown(console) as progress:
        try:
            counts = ingest.ingest(paths, to, data, scope, executor, progress)
        except BrokenExecutor as error:
            message = f"a process that read notices died: {error}; run the command again, it goes on where it was"
            raise SourceError(message) from error
    return summary(counts, to)


@contextmanager
def executor(jobs: int, scheduler: str | None) -> Iterator[Executor]:
    """Give what runs the batches: this process, processes of this machine, or a Dask cluster; raise SettingsError."""
    if scheduler is not None:
        with dask(scheduler) as client:
            yield client.get_executor()
    elif jobs == 1:
        with ThreadPoolExecutor(1) as thread:
            yield thread
    else:
        with ProcessPoolExecutor(jobs, mp_context=get_context("spawn")) as pool:
            yield pool


@contextmanager
def dask(address: str) -> Iterator[Any]:
    """Give a client of the Dask cluster whose scheduler listens at `address`; raise SettingsError."""
    try:
        from distributed import Client  # noqa: PLC0415 - an extra that few need
    except ImportError as error:
        message = "--scheduler needs Dask: install cfit-graph with 'pip install cfit-graph[cluster]'"
        raise SettingsError(message) from error
    try:
        client = Client(address, timeout=10)  # type: ignore[no-untyped-call] # distributed has types for few functions
    except (OSError, TimeoutError, ValueError) as error:
        message = f"--scheduler {address}: no Dask scheduler answers there: {error}"
        raise SettingsError(message) from error
    with client:
        yield client


@contextmanager
def shown(console: Console) -> Iterator[ingest.Progress]:
    """Give what shows the progress: a bar on a terminal, else a plain line each tenth of the way."""
    if not console.is_terminal:
        yield plain(console)
        return
    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
    with Progress(*columns, console=console, transient=True) as bar:
        task = bar.add_task("reading files", total=None)
        yield lambda done, total, _counts: bar.update(task, completed=done, total=total)


def plain(console: Console) -> ingest.Progress:
    """Return what prints a line each time another tenth of the files is done."""
    tenths = 0

    def say(done: int, total: int, counts: Counts) -> None:
        nonlocal tenths
        if done * 10 // total > tenths:
            tenths = done * 10 // total
            console.print(f"  {done:,} of {total:,} files read, {counts.mapped:,} notices mapped", markup=False)

    return say


def summary(counts: Counts, to: Path) -> str:
    """Return in words what became of everything that was read."""
    aside = len(counts.set_aside)
    became = f"{counts.mapped:,} mapped, {counts.out_of_scope:,} out of scope, {aside:,} set aside"
    lines = [f"{counts.read:,} read: {became}."]
    reasons = Counter(kind(reason) for _file, reason in counts.set_aside)
    lines += [f"  {number:,} {reason}" for reason, number in reasons.most_common(REASONS)]
    if counts.set_aside:
        lines.append(f"What was set aside, and why, stands in {to / ingest.SET_ASIDE}.")
    return "\n".join([*lines, f"The tables stand in {to}.", ""])


def kind(reason: str) -> str:
    """Return a reason without what differs from file to file."""
    return "repeated: the notice was read already" if reason.startswith("repeats ") else reason.partition(": ")[0][:80]
