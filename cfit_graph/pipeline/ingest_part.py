"""A batch of files to one part: a line for each notice in scope, by their keys, and what became of the rest.

A worker process reads the files itself and writes the part itself; only how many of what there were goes back.
"""

import json
import os
from collections.abc import Iterator
from dataclasses import asdict, dataclass, field
from enum import StrEnum
from functools import cache
from pathlib import Path

from cfit_graph.errors import NoticeError
from cfit_graph.mapping.product_groups import ProductGroups
from cfit_graph.mapping.text_signal import TextSignal
from cfit_graph.records.framework import CpvMatchRecord
from cfit_graph.records.notices import Lot, Notice, NoticeTree
from cfit_graph.records.signal import TextRuleRecord
from cfit_graph.sources import archives, notice_tables, notices, tables
from cfit_graph.sources.archives import Entry


class Scope(StrEnum):
    """Which notices are kept."""

    ICT = "ict"
    ALL = "all"


# What a strange file can make a reader stumble over; anything else is a fault of ours and stops the run.
_STRANGE = (ValueError, LookupError, ArithmeticError, RecursionError, MemoryError)


@dataclass(frozen=True)
class Task:
    """What one worker does in one go: read these files and write this part."""

    data: str
    files: tuple[tuple[str, str], ...]  # the name for reports, the path
    scope: Scope
    part: str


@dataclass
class Counts:
    """How many files and notices were read, and what became of the notices."""

    files: int = 0
    read: int = 0
    mapped: int = 0
    out_of_scope: int = 0
    set_aside: list[tuple[str, str]] = field(default_factory=list)

    def add(self, other: "Counts") -> None:
        """Add what another batch counted."""
        self.files += other.files
        self.read += other.read
        self.mapped += other.mapped
        self.out_of_scope += other.out_of_scope
        self.set_aside += other.set_aside


@cache
def rules(data: str) -> tuple[ProductGroups, TextSignal]:
    """Return the table of CPV codes and the text rules of a folder of tables, read once in each process."""
    matches = tables.records(Path(data), CpvMatchRecord)
    return ProductGroups(matches), TextSignal(tables.records(Path(data), TextRuleRecord))


def codes(tree: NoticeTree) -> Iterator[str]:
    """Yield every CPV code of a notice, those of its lots included."""
    purchases: tuple[Notice | Lot, ...] = (tree.notice, *tree.lots)
    for purchase in purchases:
        yield from filter(None, (purchase.cpv_main, *purchase.cpv_additional))
    yield from tree.notice.cpv_coded


def work(task: Task) -> Counts:
    """Write the part of a task unless it is there already from an earlier run, and return its counts."""
    part = Path(task.part)
    done = part.with_suffix(".done")
    if done.exists():
        kept = json.loads(done.read_text(encoding="utf-8"))
        return Counts(**kept | {"set_aside": [tuple(pair) for pair in kept["set_aside"]]})
    counts = Counts()
    lines = sorted(line for name, path in task.files for line in file_lines(task, name, Path(path), counts))
    _write(part, "".join(f"{key}\t{name}\t{text}\n" for key, name, text in lines))
    _write(done, json.dumps(asdict(counts), ensure_ascii=False))
    return counts


def _write(path: Path, text: str) -> None:
    """Write a file whole or not at all."""
    building = path.with_name(f"{path.name}.{os.getpid()}")
    building.write_text(text, encoding="utf-8", newline="")
    building.replace(path)


def file_lines(task: Task, name: str, path: Path, counts: Counts) -> Iterator[tuple[str, str, str]]:
    """Yield the key, the file and the tables (as JSON) of each notice of a file that is in scope."""
    for entry in archives.entries(name, path):
        counts.files += 1
        try:
            trees = trees_of(entry)
        except NoticeError as error:
            counts.read += 1
            counts.set_aside.append((entry.name, str(error).removeprefix(f"{entry.name}: ")))
            continue
        for tree in trees:
            counts.read += 1
            if text := tables_of(tree, task):
                counts.mapped += 1
                yield tree.notice.key, entry.name.replace("\t", " ").replace("\n", " "), text
            else:
                counts.out_of_scope += 1


def trees_of(entry: Entry) -> tuple[NoticeTree, ...]:
    """Return the notices of a file; raise NoticeError for one that cannot be read or holds none."""
    try:
        trees = notices.read(archives.content(entry), entry.name)
    except _STRANGE as error:
        message = f"{entry.name}: cannot be read: {type(error).__name__}: {error}"
        raise NoticeError(message) from error
    if not trees:
        message = f"{entry.name}: holds no notice"
        raise NoticeError(message)
    return trees


def tables_of(tree: NoticeTree, task: Task) -> str | None:
    """Return the rows of a notice by table as JSON, None if it is out of scope."""
    groups, signal = rules(task.data)
    if task.scope is Scope.ICT and not groups.in_scope(codes(tree)):
        return None
    return json.dumps(notice_tables.texts(tree, signal.hits(tree)), ensure_ascii=False)
