r"""Notices as a folder of CSV tables, one a kind of row, and back: facts only, never descriptions or contact data.

An empty cell is "not stated". The parts of a list stand between `; `. A backslash keeps what follows from meaning
something: `\;` is a semicolon, `\-` an empty part, and a cell that a spreadsheet would compute begins with one.
"""

import csv
import io
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import MISSING, fields
from functools import cache
from itertools import groupby
from pathlib import Path
from typing import Any, get_args, get_type_hints

from cfit_graph.errors import SourceError
from cfit_graph.records import notices
from cfit_graph.records.notices import Notice, NoticeTree
from cfit_graph.records.signal import TextHit

NOTICES, SIGNALS = "notices", "signals"
# The table of each field of a tree; its free text has none.
ROWS: Mapping[str, type[Any]] = {
    field.name: get_args(get_type_hints(NoticeTree, vars(notices))[field.name])[0]
    for field in fields(NoticeTree)
    if field.name not in {"notice", "texts"}
}
TABLES: Mapping[str, type[Any]] = {NOTICES: Notice, **ROWS, SIGNALS: TextHit}

# Where somebody lives is nobody's business; sole traders are among the tenderers.
NOT_KEPT = {("organisations", "street")}

_COMPUTED = re.compile(r"[=@\\]|[+-](?![0-9])")
_PART = re.compile(r"(?:[^\\;]|\\.)+", re.DOTALL)
_ESCAPED = re.compile(r"\\(.)", re.DOTALL)


def header(table: str) -> list[str]:
    """Return the names of the columns of a table."""
    return [name for name, _kind in _columns(table)]


def texts(tree: NoticeTree, hits: Iterable[TextHit] = ()) -> dict[str, str]:
    """Return the rows of a notice as CSV without header, by table; tables without rows are left out."""
    rows = {NOTICES: (tree.notice,), SIGNALS: tuple(hits)} | {name: getattr(tree, name) for name in ROWS}
    return {table: _written(table, rows[table]) for table in TABLES if rows[table]}


def _written(table: str, rows: Iterable[object]) -> str:
    buffer = io.StringIO(newline="")
    writer = csv.writer(buffer, lineterminator="\n")
    names = header(table)
    writer.writerows([_cell(getattr(row, name)) for name in names] for row in rows)
    return buffer.getvalue()


def _cell(value: str | int | tuple[str, ...] | None) -> str:
    if value is None:
        return ""
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, tuple):
        return "; ".join(part.replace("\\", "\\\\").replace(";", "\\;") or "\\-" for part in value)
    text = str(value)
    return f"\\{text}" if _COMPUTED.match(text) else text


@cache
def _columns(table: str) -> list[tuple[str, str]]:
    """Return the columns of a table and how each is read: list, flag, number, text, or text that may be empty."""
    hints = get_type_hints(TABLES[table])
    kept = [field for field in fields(TABLES[table]) if (table, field.name) not in NOT_KEPT]
    return [(field.name, _kind(hints[field.name], needed=field.default is MISSING)) for field in kept]


def _kind(hint: object, *, needed: bool) -> str:
    kinds = {hint, *get_args(hint)}
    if bool in kinds:
        return "flag"
    if int in kinds:
        return "number"
    if "tuple" in str(hint):
        return "list"
    return "needed" if needed else "text"


def read(folder: Path) -> Iterator[tuple[NoticeTree, tuple[TextHit, ...]]]:
    """Yield the notices of a folder of tables, a table at a time side by side, with what the text signal found.

    Every table is in the order of the notices. Raises SourceError with the file and line of what does not fit.
    """
    groups = {table: _Groups(folder / f"{table}.csv", table) for table in TABLES if table != NOTICES}
    for _line, notice in _rows(folder / f"{NOTICES}.csv", NOTICES):
        rows = {table: group.of(notice.key) for table, group in groups.items()}
        hits = rows.pop(SIGNALS)
        yield NoticeTree(notice, **rows), hits
    for group in groups.values():
        group.end()


def alone(folder: Path) -> Iterator[Notice]:
    """Yield the notices of a folder of tables without what the other tables say of them; raise SourceError."""
    return (notice for _line, notice in _rows(folder / f"{NOTICES}.csv", NOTICES))


class _Groups:
    """The rows of one table, notice by notice, read as they are asked for."""

    def __init__(self, path: Path, table: str) -> None:
        self.path = path
        self.groups = groupby(_rows(path, table), key=lambda row: row[1].notice)
        self.ahead = next(self.groups, None)

    def of(self, key: str) -> tuple[Any, ...]:
        """Return the rows of a notice if they come next."""
        if self.ahead is None or self.ahead[0] != key:
            return ()
        rows = tuple(row for _line, row in self.ahead[1])
        self.ahead = next(self.groups, None)
        return rows

    def end(self) -> None:
        """Raise SourceError if rows are left: they are out of order, or of a notice that is not there."""
        if self.ahead is not None:
            line = next(self.ahead[1])[0]
            message = f"{self.path}:{line}: '{self.ahead[0]}' is no notice of {NOTICES}.csv, or stands out of its order"
            raise SourceError(message)


def _rows(path: Path, table: str) -> Iterator[tuple[int, Any]]:
    """Yield the rows of one file with their lines."""
    columns, row_type = _columns(table), TABLES[table]
    try:
        with path.open(encoding="utf-8", newline="") as file:
            reader = csv.reader(file, strict=True)
            if next(reader, None) != header(table):
                message = f"{path}:1: the header must be {','.join(header(table))}"
                raise SourceError(message)
            for cells in reader:
                yield reader.line_num, row_type(**_values(columns, cells))
    except (OSError, UnicodeDecodeError, csv.Error, ValueError) as error:
        message = f"{path}: cannot be read as the table {table}: {error}; run 'cfit ingest' again"
        raise SourceError(message) from error


def _values(columns: list[tuple[str, str]], cells: list[str]) -> dict[str, Any]:
    return {
        name: _value(cell, kind) for (name, kind), cell in zip(columns, cells, strict=True) if cell or kind == "needed"
    }


def _value(cell: str, kind: str) -> str | int | tuple[str, ...]:
    if kind == "list":
        return tuple(_plain(part.strip()) for part in _PART.findall(cell))
    if kind == "flag":
        return cell == "true"
    if kind == "number":
        return int(cell)
    return cell.removeprefix("\\")


def _plain(part: str) -> str:
    return "" if part == "\\-" else _ESCAPED.sub(r"\1", part)
