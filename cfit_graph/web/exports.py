"""A table for people to take away: CSV (RFC 4180), or a workbook that says what it is.

Unlike the answers of the SPARQL endpoint, whose values are exact, cells here are safe to open in a spreadsheet: a text
that would be run as a formula is kept from it by an apostrophe (OWASP ASVS 5.0, 1.2.10), or by its type in a workbook.
"""

import csv
import io
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from xlsxwriter import Workbook

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"

_RUN = ("=", "+", "-", "@", "\t", "\r", "\n", "\uff1d", "\uff0b", "\uff0d", "\uff20")
_LONGEST_CELL = 32_767
_WIDEST, _NARROWEST, _LOOKED_AT = 60, 8, 200

Value = str | Decimal | int


@dataclass(frozen=True)
class Sheet:
    """A table: what it is called, its headings, its rows, and what is to be known about it."""

    title: str
    headings: Sequence[str]
    rows: Sequence[Sequence[Value]]
    facts: Mapping[str, Value]


def delimited(headings: Sequence[str], rows: Iterable[Sequence[Value]]) -> bytes:
    """Return the table as CSV in UTF-8 with a line of headings."""
    written = io.StringIO()
    writer = csv.writer(written)
    for row in (headings, *rows):
        writer.writerow([harmless(value) if isinstance(value, str) else value for value in row])
    return written.getvalue().encode()


def harmless(text: str) -> str:
    """Return the text as a spreadsheet will not run it."""
    return f"'{text}" if text.startswith(_RUN) else text


def workbook(sheet: Sheet) -> bytes:
    """Return the table as a workbook (Office Open XML) with a sheet README before it; no cell is a formula."""
    written = io.BytesIO()
    options = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
    with Workbook(written, options) as book:
        bold = book.add_format({"bold": True})
        readme = book.add_worksheet("README")
        readme.set_column(0, 0, 24)
        readme.set_column(1, 1, 90)
        for number, (name, value) in enumerate(sheet.facts.items()):
            readme.write_string(number, 0, name, bold)
            _put(readme, number, 1, value)
        table = book.add_worksheet(_sheet_name(sheet.title))
        table.freeze_panes(1, 1)
        for place, heading in enumerate(sheet.headings):
            table.write_string(0, place, heading, bold)
            table.set_column(place, place, _width(sheet, place))
        for number, row in enumerate(sheet.rows, 1):
            for place, value in enumerate(row):
                _put(table, number, place, value)
        table.autofilter(0, 0, len(sheet.rows), len(sheet.headings) - 1)
        table.activate()
    return written.getvalue()


def _put(into: object, row: int, place: int, value: Value) -> None:
    if isinstance(value, str):
        into.write_string(row, place, value[:_LONGEST_CELL])  # type: ignore[attr-defined] # XlsxWriter has no types
    else:
        into.write_number(row, place, value)  # type: ignore[attr-defined] # XlsxWriter has no types


def _width(sheet: Sheet, place: int) -> int:
    lengths = (len(str(row[place])) for row in sheet.rows[:_LOOKED_AT])
    return min(_WIDEST, max(_NARROWEST, len(sheet.headings[place]) + 2, *lengths, 0))


def _sheet_name(title: str) -> str:
    """Return the title as a sheet may be called: at most 31 characters, none of those that mean something there."""
    return "".join(" " if letter in "[]:*?/\\'" else letter for letter in title)[:31].strip() or "Table"
