"""Notices in files, folders and archives to one folder of tables: in parts, in parallel, the same every time.

A run that was stopped goes on where it was: its parts are kept until the tables are whole.
"""

import csv
import hashlib
import heapq
import json
import shutil
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Executor, as_completed
from contextlib import ExitStack
from itertools import groupby
from pathlib import Path

from cfit_graph.errors import SourceError
from cfit_graph.pipeline.ingest_part import Counts, Scope, Task, work
from cfit_graph.sources import archives, notice_tables

BATCH = 400
OPEN_AT_ONCE = 200
SET_ASIDE = "set-aside.csv"
PARTS = ".parts"
RULES = ("cpv_product_groups.csv", "text_signal.csv")

# Told after each batch: the files that are done, all of them (an archive counts as one), and the counts so far.
Progress = Callable[[int, int, Counts], None]


def ingest(given: Iterable[Path], to: Path, data: Path, scope: Scope, executor: Executor, progress: Progress) -> Counts:
    """Map the notices at the paths into tables in `to`, by the rules of `data`; return what became of each.

    Raises SourceError for a path where nothing is, or tables that cannot be read; a broken file is set aside.
    """
    files = [file for path in given for file in archives.paths(path)]
    building = to / PARTS
    building.mkdir(parents=True, exist_ok=True)
    work_list = tasks(files, data, scope, building)
    counts, done = Counts(), 0
    running = {executor.submit(work, task): task for task in work_list}
    for finished in as_completed(running):
        counts.add(finished.result())
        done += len(running.pop(finished).files)
        progress(done, len(files), counts)
    repeated = merge([Path(task.part) for task in work_list], to)
    counts.mapped -= len(repeated)
    counts.set_aside = sorted([*counts.set_aside, *repeated])
    write_set_aside(counts, to)
    shutil.rmtree(building)
    return counts


def tasks(files: list[tuple[str, Path]], data: Path, scope: Scope, building: Path) -> list[Task]:
    """Return the batches of files, an archive alone in one, each named by what it reads and by which rules."""
    single = [[file] for file in files if archives.is_archive(file[0])]
    plain = [file for file in files if not archives.is_archive(file[0])]
    batches = [*(plain[start : start + BATCH] for start in range(0, len(plain), BATCH)), *single]
    rules = hashlib.sha256(b"".join(rule_bytes(data / name) for name in RULES)).hexdigest()
    return [task(batch, data, scope, building, rules) for batch in batches]


def rule_bytes(path: Path) -> bytes:
    """Return the bytes of a table of rules; raise SourceError where it is missing."""
    try:
        return path.read_bytes()
    except OSError as error:
        message = f"{path}: cannot be read: {error.strerror}; the rules of what is ICT stand there"
        raise SourceError(message) from error


def task(batch: list[tuple[str, Path]], data: Path, scope: Scope, building: Path, rules: str) -> Task:
    """Return one batch as a task; its part has the same name as long as files and rules are the same."""
    stats = [(name, str(path), path.stat().st_size, path.stat().st_mtime_ns) for name, path in batch]
    digest = hashlib.sha256(json.dumps([stats, scope, rules]).encode()).hexdigest()[:20]
    paths = tuple((name, str(path.absolute())) for name, path in batch)
    return Task(str(data.absolute()), paths, scope, str((building / f"{digest}.part").absolute()))


def merge(parts: list[Path], to: Path) -> list[tuple[str, str]]:
    """Write the tables from the parts, each notice once; return the files that repeat one, with the reason."""
    parts = [gathered(parts[start : start + OPEN_AT_ONCE], to) for start in range(0, len(parts), OPEN_AT_ONCE)]
    repeated: list[tuple[str, str]] = []
    building = to / PARTS
    with ExitStack() as stack:
        tables = {
            table: stack.enter_context((building / f"{table}.csv").open("w", encoding="utf-8", newline=""))
            for table in notice_tables.TABLES
        }
        for table, file in tables.items():
            file.write(f"{','.join(notice_tables.header(table))}\n")
        for key, lines in groupby(in_order(parts, stack), key=lambda line: line[0]):
            first, *others = lines
            for table, text in json.loads(first[2]).items():
                tables[table].write(text)
            repeated += [(other[1], f"repeats {key}, which {first[1]} states") for other in others]
    for table in notice_tables.TABLES:
        (building / f"{table}.csv").replace(to / f"{table}.csv")
    return repeated


def gathered(parts: list[Path], to: Path) -> Path:
    """Return one part that holds all the given ones, so that few files are open at once."""
    if len(parts) == 1:
        return parts[0]
    whole = to / PARTS / f"{parts[0].stem}.gathered"
    with ExitStack() as stack, whole.open("w", encoding="utf-8", newline="") as file:
        file.writelines("\t".join(line) for line in in_order(parts, stack))
    return whole


def in_order(parts: list[Path], stack: ExitStack) -> Iterator[list[str]]:
    """Yield the key, the file and the rows of each notice of the parts, sorted by the first two."""
    opened = [stack.enter_context(part.open(encoding="utf-8", newline="")) for part in parts]
    lines = [(line.split("\t", 2) for line in file) for file in opened]
    return heapq.merge(*lines, key=lambda line: line[:2])


def write_set_aside(counts: Counts, to: Path) -> None:
    """Write what was set aside, and why, as a table."""
    with (to / SET_ASIDE).open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerows([("file", "reason"), *counts.set_aside])
