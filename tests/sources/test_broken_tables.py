"""Every way a table can be wrong gives one clear finding with file, row and column, and leaves the release alone."""

import csv
import io
import json
import shutil
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pytest

from cfit_graph.cli import main


@dataclass(frozen=True)
class Broken:
    """A way to break a table, and what the finding says."""

    name: str
    change: Callable[[Path], None]
    file: str
    row: int | None
    column: str | None
    words: str


def rows_of(path: Path) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(path.read_text(encoding="utf-8"), newline="")))


def row_number(path: Path, key: str) -> int:
    return next(number for number, row in enumerate(rows_of(path), start=2) if row["id"] == key)


def write(path: Path, rows: list[dict[str, str]]) -> None:
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, rows[0].keys(), lineterminator="\n")
        writer.writeheader()
        writer.writerows(rows)


def cell(table: str, key: str, column: str, text: str) -> Callable[[Path], None]:
    """Return a change that puts `text` into one cell of the row with this key, or of the first row."""

    def change(data: Path) -> None:
        path = data / f"{table}.csv"
        rows = rows_of(path)
        rows[row_number(path, key) - 2 if key else 0][column] = text
        write(path, rows)

    return change


def text(table: str, edit: Callable[[str], str]) -> Callable[[Path], None]:
    """Return a change that edits the text of a whole file."""

    def change(data: Path) -> None:
        path = data / f"{table}.csv"
        path.write_text(edit(path.read_text(encoding="utf-8")), encoding="utf-8", newline="")

    return change


def raw(table: str, edit: Callable[[bytes], bytes]) -> Callable[[Path], None]:
    """Return a change that edits the bytes of a whole file."""

    def change(data: Path) -> None:
        path = data / f"{table}.csv"
        path.write_bytes(edit(path.read_bytes()))

    return change


def repeated(table: str) -> Callable[[Path], None]:
    """Return a change that adds the first row a second time, at the end."""

    def change(data: Path) -> None:
        path = data / f"{table}.csv"
        rows = rows_of(path)
        write(path, [*rows, rows[0]])

    return change


def latin(content: bytes) -> bytes:
    return content.decode("utf-8").encode("latin-1", errors="replace")


def first_line_as_windows(content: bytes) -> bytes:
    return content.replace(b"\n", b"\r\n", 1)


def shorter_third_line(content: str) -> str:
    lines = content.split("\n")
    return "\n".join([*lines[:2], "themeless,cfit-programme", *lines[2:]])


# ruff: noqa: E501 - a case is a line
BROKEN = [
    Broken("missing file", lambda data: (data / "themes.csv").unlink(), "themes.csv", None, None, "cannot be read"),
    Broken("empty file", text("themes", lambda _: ""), "themes.csv", 1, None, "empty"),
    Broken("missing column", text("themes", lambda t: t.replace("summary", "", 1).replace(",,", ",", 1)), "themes.csv", 1, "summary", "missing"),
    Broken("misspelt column", text("themes", lambda t: t.replace("summary", "sumary", 1)), "themes.csv", 1, "summary", "missing"),
    Broken("surplus column", text("themes", lambda t: t.replace("note", "note,colour", 1).replace("\n", ",\n").replace("colour,", "colour", 1)), "themes.csv", 1, "colour", "no column"),
    Broken("column twice", text("themes", lambda t: t.replace("note", "note,order", 1).replace("\n", ",\n").replace("order,\n", "order\n", 1)), "themes.csv", 1, "order", "twice"),
    Broken("parted by semicolons", text("themes", lambda t: t.replace(",", ";")), "themes.csv", 1, None, "commas"),
    Broken("Latin-1", raw("organisations", latin), "organisations.csv", None, None, "UTF-8"),
    Broken("UTF-16", raw("themes", lambda b: b.decode().encode("utf-16")), "themes.csv", 1, None, "UTF-8"),
    Broken("mixed line ends", raw("themes", first_line_as_windows), "themes.csv", 1, None, "line ends"),
    Broken("old Macintosh line ends", raw("themes", lambda b: b.replace(b"\n", b"\r")), "themes.csv", 1, None, "control character"),
    Broken("quotation mark not closed", text("themes", lambda t: t + '"x,y\n'), "themes.csv", None, None, "stops being a table"),
    Broken("cells too few", text("themes", shorter_third_line), "themes.csv", 3, None, "2 cells"),
    Broken("cells too many", text("themes", lambda t: t + "a,b,c,d,e,f,g,h,i\n"), "themes.csv", None, None, "9 cells"),
    Broken("formula", cell("themes", "fair", "summary", "=HYPERLINK(A1)"), "themes.csv", None, "summary", "formula"),
    Broken("cell of 10 MB", cell("themes", "fair", "summary", "x" * 10_000_000), "themes.csv", None, "summary", "10,000,000 characters"),
    Broken("date in words", cell("events", "e-launch", "start", "next spring"), "events.csv", None, "start", "'next spring' is not a date"),
    Broken("day first", cell("events", "e-launch", "start", "14/06/2021"), "events.csv", None, "start", "not a date"),
    Broken("30 February", cell("events", "e-launch", "start", "2021-02-30"), "events.csv", None, "start", "no day of the calendar"),
    Broken("UK is not a code", cell("organisations", "gb-defra", "country", "UK"), "organisations.csv", None, "country", "not a country code"),
    Broken("unknown organisation", cell("participations", "m-de", "organisation", "de-bmx"), "participations.csv", None, "organisation", "'de-bmx' is not in organisations.csv"),
    Broken("unknown source", cell("themes", "fair", "source", "no-such-page"), "themes.csv", None, "source", "not in documents.csv"),
    Broken("unknown notation", cell("participations", "m-de", "role", "cordinating"), "participations.csv", None, "role", "not in the list 'role'"),
    Broken("key twice", repeated("themes"), "themes.csv", None, "id", "already says"),
    Broken("key with capitals", cell("themes", "fair", "id", "Fair Trade"), "themes.csv", None, "id", "not a key"),
    Broken("key empty", cell("themes", "fair", "id", ""), "themes.csv", None, "id", "empty"),
    Broken("source empty", cell("themes", "fair", "source", ""), "themes.csv", None, "source", "empty"),
    Broken("number in words", cell("quantities", "", "value", "many"), "quantities.csv", 2, "value", "not a number"),
    Broken("thousands mark", cell("themes", "fair", "order", "1,200"), "themes.csv", None, "order", "whole number"),
    Broken("address without https", cell("pacts", "cfit", "homepage", "circularandfairictpact.com"), "pacts.csv", None, "homepage", "not a web address"),
    Broken("CPV without check digit", cell("product_groups", "laptops", "cpv_close", "30213100"), "product_groups.csv", None, "cpv_close", "not a CPV code"),
    Broken("currency in words", cell("monetary_values", "", "currency", "euro"), "monetary_values.csv", 2, "currency", "not a currency code"),
    Broken("control character", cell("themes", "fair", "summary", "a\x00b"), "themes.csv", None, "summary", "control character"),
    Broken("thing without kind", cell("group_memberships", "", "group", "bg-nl"), "group_memberships.csv", 2, "group", "does not say what it names"),
    Broken("kind that is none", cell("group_memberships", "", "group", "buyer-club/bg-nl"), "group_memberships.csv", 2, "group", "no kind of thing"),
    Broken("table nobody reads", lambda data: (data / "organisation.csv").write_text("id\n"), "organisation.csv", None, None, "not one of the tables"),
    Broken("one table alone", lambda data: [path.unlink() for path in data.glob("*.csv") if path.stem != "themes"], "", None, None, "1 of the"),
    Broken("semicolons and Latin-1", raw("organisations", lambda b: latin(b.replace(b",", b";"))), "organisations.csv", None, None, "UTF-8"),
    Broken("workbook", lambda data: (data / "organisations.xlsx").write_bytes(b"PK"), "organisations.xlsx", None, None, "workbook"),
]  # fmt: skip


@pytest.fixture
def data(root: Path, tmp_path: Path) -> Path:
    return Path(shutil.copytree(root / "data", tmp_path / "data"))


def checked(data: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> tuple[object, str]:
    """Return the exit status of `cfit check` and what it printed."""
    monkeypatch.setattr(sys, "argv", ["cfit", "check", "--data", str(data), "--format", "json"])
    with pytest.raises(SystemExit) as ended:
        main()
    return ended.value.code, capsys.readouterr().out


@pytest.mark.parametrize("broken", BROKEN, ids=lambda broken: broken.name)
def test_a_broken_table_gives_one_clear_finding(
    broken: Broken, data: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    broken.change(data)

    status, printed = checked(data, capsys, monkeypatch)
    findings = json.loads(printed)["findings"]
    assert status == 1
    assert len(findings) == 1, findings
    assert findings[0]["place"]["file"] == f"data/{broken.file}"
    assert broken.words in findings[0]["message"]
    assert findings[0]["advice"]
    if broken.column:
        assert findings[0]["place"]["column"] == broken.column
        assert findings[0]["place"]["row"]
    if not broken.column:
        assert len(findings[0]["place"]["column"] or "") < len("id,source,name,")
    if broken.row:
        assert findings[0]["place"]["row"] == broken.row
