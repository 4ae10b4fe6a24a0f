"""The folder of CSV tables to typed records; what does not fit is a finding with its file, row and column."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TypeVar, get_origin

from pydantic import ValidationError
from rapidfuzz import process

from cfit_graph.errors import SourceError
from cfit_graph.findings import Finding, Place
from cfit_graph.records import TABLES, Record
from cfit_graph.sources import delimited, references, wording
from cfit_graph.sources.delimited import CELL_CHARACTERS, Sheet, UnreadableError

SEPARATOR = "; "
FORMULA = ("=", "+", "@")
WORKBOOKS = frozenset({".xlsx", ".xlsm", ".xls", ".ods", ".numbers"})

Kind = TypeVar("Kind", bound=Record)


@dataclass(frozen=True)
class Tables:
    """What a folder of tables holds: the records of the rows that fit, and findings on those that do not."""

    records: tuple[Record, ...]
    findings: tuple[Finding, ...]


def read(folder: Path, notations: Mapping[str, Collection[str]]) -> Tables:
    """Return every record of the tables in `folder`; `notations` holds the notations of each concept scheme.

    Never raises for what a table holds: whatever is wrong is a finding, one for each cause.
    """
    there = [table for table in TABLES if (folder / f"{table}.csv").exists()]
    if len(there) < len(TABLES) // 2:
        return Tables((), (wording.few_tables(folder.name, len(there), len(TABLES)),))
    findings = list(strangers(folder))
    records: list[Record] = []
    index = references.Index(notations)
    for table, record_type in sorted(TABLES.items()):
        name = f"{folder.name}/{table}.csv"
        try:
            sheet = delimited.sheet(folder / f"{table}.csv", name)
        except UnreadableError as error:
            findings.append(error.finding)
            index.skip(record_type.KIND)
            continue
        found, wrong = table_records(sheet, record_type, index)
        records += found
        findings += wrong
    findings += index.dangling(records)
    return Tables(tuple(records), tuple(findings))


def records(folder: Path, record_type: type[Kind]) -> list[Kind]:
    """Return the records of one table alone, not looking at what its cells name; raise SourceError for what misfits."""
    table = next(table for table, known in TABLES.items() if known is record_type)
    try:
        sheet = delimited.sheet(folder / f"{table}.csv", f"{folder.name}/{table}.csv")
    except UnreadableError as error:
        raise SourceError(f"{error.finding.place}: {error.finding.message}") from error
    found, wrong = table_records(sheet, record_type, references.Index({}))
    if wrong:
        raise SourceError(f"{wrong[0].place}: {wrong[0].message}; run 'cfit check'")
    return [record for record in found if isinstance(record, record_type)]


def strangers(folder: Path) -> Iterator[Finding]:
    """Yield a finding for each CSV file that is none of our tables, and for each workbook, which nothing reads."""
    for path in sorted(path for path in folder.iterdir() if not path.name.startswith((".", "~$"))):
        place = Place(f"{folder.name}/{path.name}")
        if path.suffix.lower() in WORKBOOKS:
            yield wording.workbook(place)
        elif path.suffix.lower() == ".csv" and path.name.removesuffix(".csv") not in TABLES:
            near = process.extractOne(path.stem.lower(), list(TABLES), score_cutoff=70)
            yield wording.unknown_table(place, path.name, near[0] if near else None)


def table_records(
    sheet: Sheet, record_type: type[Record], index: references.Index
) -> tuple[list[Record], list[Finding]]:
    """Return the records of one table, and the findings on its header and rows."""
    if wrong := header_findings(sheet, record_type):
        index.skip(record_type.KIND)
        return [], wrong
    records: list[Record] = []
    findings: list[Finding] = []
    seen: dict[tuple[str, str], int] = {}
    for number, cells in sheet.rows:
        row = Row(sheet, number, cells)
        index.note(record_type.KIND, row.cell("id"))
        outcome = row.record(record_type)
        if isinstance(outcome, Record):
            earlier = seen.setdefault((outcome.id, outcome.source), number)
            if earlier == number:
                records.append(outcome)
            else:
                findings.append(row.duplicate(earlier))
        else:
            findings += outcome
    return records, findings


def header_findings(sheet: Sheet, record_type: type[Record]) -> list[Finding]:
    """Return what is wrong with the header row: one finding where the file is parted by semicolons or tabs."""
    if len(sheet.header) == 1 and any(mark in sheet.header[0] for mark in ";\t"):
        return [wording.wrong_separator(sheet.file)]
    expected = list(record_type.model_fields)
    surplus = [column for column in dict.fromkeys(sheet.header) if column not in expected]
    findings = []
    for column in (column for column in expected if column not in sheet.header):
        near = process.extractOne(column, surplus, score_cutoff=75)
        if near:
            surplus.remove(near[0])
        findings.append(wording.missing_column(sheet.file, column, near[0] if near else None))
    findings += [wording.unknown_column(sheet.file, column, expected) for column in surplus]
    repeated = [column for column in expected if sheet.header.count(column) > 1]
    return findings + [wording.repeated_column(sheet.file, column) for column in repeated]


@dataclass(frozen=True)
class Row:
    """One row of a sheet."""

    sheet: Sheet
    number: int
    cells: Sequence[str]

    def cell(self, column: str) -> str:
        """Return the text of one cell, blanks around it left out; a missing cell is empty."""
        position = self.sheet.header.index(column)
        return self.cells[position].strip() if position < len(self.cells) else ""

    @property
    def label(self) -> str | None:
        """What the row calls its thing."""
        names = (name for name in ("name", "title", "label", "id") if name in self.sheet.header)
        return next((text[:80] for name in names if (text := self.cell(name))), None)

    def place(self, column: str | None = None) -> Place:
        """Return where this row, or one cell of it, stands."""
        return Place(self.sheet.file, self.number, column)

    def record(self, record_type: type[Record]) -> Record | list[Finding]:
        """Return the row as a record, or what is wrong with its cells."""
        if wrong := list(self.cell_findings()):
            return wrong
        try:
            record = record_type(**self.values(record_type))  # type: ignore[arg-type] # pydantic reads the text
        except ValidationError as error:
            return [wording.misfit(detail, self.place(str(detail["loc"][0])), self.label) for detail in error.errors()]
        record.written_at(self.sheet.file, self.number)
        return record

    def values(self, record_type: type[Record]) -> dict[str, str | tuple[str, ...]]:
        """Return the cells that hold something, those of list columns split at `; `."""
        values: dict[str, str | tuple[str, ...]] = {}
        for column, field in record_type.model_fields.items():
            if text := self.cell(column):
                many = get_origin(field.annotation) is tuple
                values[column] = tuple(part.strip() for part in text.split(SEPARATOR.strip())) if many else text
        return values

    def cell_findings(self) -> Iterator[Finding]:
        """Yield what is wrong with the row before its cells are read: its length, giant cells, formulas."""
        if len(self.cells) != len(self.sheet.header):
            yield wording.wrong_length(self.place(), len(self.cells), len(self.sheet.header), self.label)
            return
        for column, text in zip(self.sheet.header, self.cells, strict=True):
            if len(text) > CELL_CHARACTERS:
                yield wording.giant_cell(self.place(column), len(text), CELL_CHARACTERS)
            elif text.startswith(FORMULA):
                yield wording.formula(self.place(column), text, self.label)

    def duplicate(self, earlier: int) -> Finding:
        """Return the finding that this row repeats the key and the source of an earlier one."""
        return wording.duplicate(self.place("id"), self.cell("id"), self.cell("source"), earlier)
