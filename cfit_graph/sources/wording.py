"""What a data owner reads about a table: one function for each way a table can be wrong."""

from collections.abc import Sequence

from pydantic_core import ErrorDetails
from rapidfuzz import process

from cfit_graph.findings import Finding, Place

# pydantic's own words for the types we use, in the words of the people who fill the tables.
MISFITS = {
    "missing": ("The cell is empty, and this one may not be.", "Fill it in."),
    "int_parsing": ("This is not a whole number.", "Write digits only, without spaces, points or commas."),
    "int_from_float": ("This is not a whole number.", "Write digits only, without spaces, points or commas."),
    "decimal_parsing": ("This is not a number.", "Write digits, with a point before decimals and no thousands marks."),
}


def unknown_table(place: Place, name: str, near: str | None) -> Finding:
    """Return the finding on a file that is none of the tables; `near` is a table whose name looks like it."""
    return Finding(
        f"{name} is not one of the tables, so nothing reads it.",
        place=place,
        advice=f"Did you mean {near}.csv? Rename the file." if near else "Move the file elsewhere.",
        rule="table-known",
    )


def workbook(place: Place) -> Finding:
    """Return the finding on a workbook, which stays unread beside the tables."""
    return Finding(
        "This is a workbook, so nothing reads it: each table is one CSV file.",
        place=place,
        advice="Save its sheet as 'CSV UTF-8' under the name of its table, and move the workbook elsewhere.",
        rule="table-known",
    )


def few_tables(folder: str, there: int, all_of_them: int) -> Finding:
    """Return the finding on a folder that lacks most of the tables, such as one with a single corrected table."""
    return Finding(
        f"The folder holds {there} of the {all_of_them} tables, and they are read together.",
        place=Place(f"{folder}/"),
        found=f"{there} tables",
        expected=f"{all_of_them} tables",
        advice="Put what you corrected into a copy of the folder data, beside the other tables, and name that folder.",
        rule="table-readable",
    )


def wrong_separator(file: str) -> Finding:
    """Return the finding on a file whose cells are parted by something else than commas."""
    return Finding(
        "The cells are not parted by commas, so the whole header is read as one cell.",
        place=Place(file, 1),
        expected="commas",
        advice="Save the file again as 'CSV UTF-8' with commas: Excel parts cells by the list separator of the "
        "regional settings, which is a semicolon in most of Europe; LibreOffice asks.",
        rule="table-readable",
    )


def missing_column(file: str, column: str, near: str | None) -> Finding:
    """Return the finding on a column that is not there; `near` is a header that looks like it."""
    return Finding(
        f"The column {column} is missing.",
        place=Place(file, 1, column),
        found=near,
        expected=column,
        advice=f"Rename the column {near} to {column}." if near else f"Add a column headed {column}; it may be empty.",
        rule="table-columns",
    )


def unknown_column(file: str, column: str, expected: Sequence[str]) -> Finding:
    """Return the finding on a column that the table does not have."""
    shown = column or "(no heading)"
    return Finding(
        f"The table has no column {shown}.",
        place=Place(file, 1, shown),
        found=shown,
        expected=", ".join(expected),
        advice="Delete the column, or ask for it to be added to the data model.",
        rule="table-columns",
    )


def repeated_column(file: str, column: str) -> Finding:
    """Return the finding on a heading that stands twice."""
    return Finding(
        f"The column {column} stands there twice.",
        place=Place(file, 1, column),
        advice="Keep one of them.",
        rule="table-columns",
    )


def wrong_length(place: Place, found: int, expected: int, label: str | None) -> Finding:
    """Return the finding on a row with too many or too few cells."""
    return Finding(
        f"The row has {found} cells where the header has {expected}.",
        place=place,
        label=label,
        found=f"{found} cells",
        expected=f"{expected} cells",
        advice="A comma inside a text needs quotation marks around the whole cell; empty cells keep their commas.",
        rule="table-row-length",
    )


def giant_cell(place: Place, found: int, limit: int) -> Finding:
    """Return the finding on a cell that holds far too much text."""
    return Finding(
        f"The cell holds {found:,} characters; it may hold {limit:,}.",
        place=place,
        found=f"{found:,} characters",
        expected=f"at most {limit:,}",
        advice="Put the fact in a sentence, and the long text behind the address of its document.",
        rule="table-cell-size",
    )


def formula(place: Place, text: str, label: str | None) -> Finding:
    """Return the finding on a cell that a spreadsheet would calculate."""
    return Finding(
        "The cell holds a formula, or text that a spreadsheet takes for one.",
        place=place,
        label=label,
        found=text[:60],
        advice="Write the result instead; text may not begin with =, + or @.",
        rule="table-formula",
    )


def duplicate(place: Place, key: str, source: str, earlier: int) -> Finding:
    """Return the finding on a row that repeats key and source of an earlier one."""
    return Finding(
        f"Row {earlier} already says what {source} says of {key}.",
        place=place,
        thing=key,
        found=key,
        advice="Merge the two rows; a second row of the same key needs another source.",
        rule="table-key-unique",
    )


def misfit(detail: ErrorDetails, place: Place, label: str | None) -> Finding:
    """Return the finding on a cell whose text is not what its column holds, from what pydantic says of it."""
    found = None if detail["type"] == "missing" else str(detail["input"])[:80]
    message, advice = MISFITS.get(detail["type"], ("", ""))
    if not message:
        words = str(detail["msg"]).removeprefix("Value error, ")
        message, _, advice = words.partition(": ")
        message, advice = sentence(message), sentence(advice)
    return Finding(message, place=place, label=label, found=found, advice=advice or None, rule="table-cell")


def sentence(words: str) -> str:
    """Return the words as a sentence."""
    return f"{words[:1].upper()}{words[1:]}." if words else ""


def unknown_key(place: Place, label: str | None, key: str, table: str, known: Sequence[str]) -> Finding:
    """Return the finding on a cell that names a thing no table has."""
    near = process.extractOne(key, known, score_cutoff=60)
    return Finding(
        f"'{key}' is not in {table}.",
        place=place,
        label=label,
        found=key,
        expected=f"an id of {table}",
        advice=f"Did you mean '{near[0]}'? Otherwise add a row for it." if near else "Add a row for it, or correct it.",
        rule="table-reference",
    )


def unknown_notation(place: Place, label: str | None, notation: str, scheme: str, known: Sequence[str]) -> Finding:
    """Return the finding on a cell whose notation the scheme does not have."""
    near = process.extractOne(notation, known, score_cutoff=60)
    choices = ", ".join(known[:12]) + (", …" if len(known) > 12 else "")  # noqa: PLR2004 - a line's worth
    return Finding(
        f"'{notation}' is not in the list '{scheme}'.",
        place=place,
        label=label,
        found=notation,
        expected=choices,
        advice=f"Did you mean '{near[0]}'?" if near else "Choose one of the list.",
        rule="table-notation",
    )
