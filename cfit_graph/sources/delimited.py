"""From the bytes of one CSV file (RFC 4180, UTF-8) to rows of text, or in plain words why it cannot be read."""

import csv
import io
import re
from dataclasses import dataclass
from pathlib import Path

from cfit_graph.findings import Finding, Place

FILE_BYTES = 50_000_000
CELL_CHARACTERS = 20_000
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]")
_LONE_RETURN = re.compile(r"\r(?!\n)")


@dataclass(frozen=True)
class Sheet:
    """The rows of one file: the header, and each row with its number as a spreadsheet counts (the header is row 1)."""

    file: str
    header: tuple[str, ...] = ()
    rows: tuple[tuple[int, tuple[str, ...]], ...] = ()


class UnreadableError(Exception):
    """The file cannot be read as a table; `finding` says why, where and what to do."""

    def __init__(self, finding: Finding) -> None:
        """Keep the finding."""
        super().__init__(finding.message)
        self.finding = finding


def sheet(path: Path, name: str) -> Sheet:
    """Return the rows of the file at `path`, called `name` in findings; raise UnreadableError."""
    csv.field_size_limit(FILE_BYTES)
    text = decoded(content(path, name), name)
    reader = csv.reader(io.StringIO(text, newline=""), strict=True)
    try:
        rows = [tuple(row) for row in reader]
    except csv.Error as error:
        raise unreadable(
            f"The file stops being a table here: {error}.",
            Place(name, max(reader.line_num, 1)),
            advice="Look for a quotation mark that is opened and not closed, or stands inside a cell without being "
            "doubled; save the file again as CSV.",
        ) from error
    if not rows:
        raise unreadable("The file is empty.", Place(name, 1), advice="Put the header row back, then the rows.")
    return Sheet(name, rows[0], tuple((number, row) for number, row in enumerate(rows[1:], start=2) if any(row)))


def content(path: Path, name: str) -> bytes:
    """Return the bytes of the file; raise UnreadableError where it is missing or beyond the size we read."""
    try:
        if path.stat().st_size > FILE_BYTES:
            raise unreadable(
                f"The file has {path.stat().st_size:,} bytes; a table may have {FILE_BYTES:,}.",
                Place(name),
                advice="Look for cells that hold a pasted document or picture.",
            )
        return path.read_bytes()
    except OSError as error:
        raise unreadable(
            f"The table cannot be read: {error.strerror}.",
            Place(name),
            advice="Put the file back; a table without rows keeps its header row.",
        ) from error


def decoded(raw: bytes, name: str) -> str:
    """Return the text of a UTF-8 file with one kind of line end and no control characters; else UnreadableError."""
    try:
        text = raw.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise undecodable(raw, error.start, name) from error
    if "\r\n" in text and re.search(r"(?<!\r)\n", text):
        line = first_line_of_the_rarer_end(text)
        raise unreadable(
            "The file mixes Windows and Unix line ends.",
            Place(name, line),
            advice="Save the file again with one kind of line end (in an editor: LF for the whole file).",
        )
    if bad := _CONTROL.search(text) or _LONE_RETURN.search(text):
        row, column = place_of(text, bad.start())
        raise unreadable(
            f"A control character (code {ord(bad[0])}) stands in the text.",
            Place(name, row, column),
            advice="Delete it: it does not show, but it is there, often after pasting from a PDF.",
        )
    return text


def first_line_of_the_rarer_end(text: str) -> int:
    """Return the number of the first line whose end differs from most."""
    windows = [line.endswith("\r") for line in text.split("\n")[:-1]]
    rarer = windows.count(True) < windows.count(False)
    return windows.index(rarer) + 1


def undecodable(raw: bytes, offset: int, name: str) -> UnreadableError:
    """Return the error for bytes that are not UTF-8, with the row and column they stand in."""
    before = raw[:offset].decode("utf-8", errors="replace") + "?"
    row, column = place_of(before + raw[offset:].decode("latin-1"), len(before) - 1)
    word = re.search(rb"[^\s,;\"]*$", raw[:offset])
    shown = (word[0] if word else b"").decode("utf-8", errors="replace") + raw[offset : offset + 12].decode("latin-1")
    return unreadable(
        "The file is not written in UTF-8.",
        Place(name, row, column),
        found=re.split(r"[\s,;\"]", shown)[0],
        expected="UTF-8",
        advice="Save it again as 'CSV UTF-8': accents and other letters are lost otherwise.",
    )


def place_of(text: str, offset: int) -> tuple[int, str | None]:
    """Return the row and the name of the column in which the character at `offset` stands, if it has several."""
    header = next(csv.reader(io.StringIO(text, newline="")), [])
    rows = list(csv.reader(io.StringIO(text[: offset + 1], newline="")))
    position = len(rows[-1]) - 1 if rows else 0
    return max(len(rows), 1), header[position] if len(rows) > 1 and 0 <= position < len(header) > 1 else None


def unreadable(
    message: str, place: Place, *, advice: str, found: str | None = None, expected: str | None = None
) -> UnreadableError:
    """Return the error for a file that cannot be read."""
    finding = Finding(message, place=place, found=found, expected=expected, advice=advice, rule="table-readable")
    return UnreadableError(finding)
