"""The rows of an answer as a table: sorted, a page at a time, things by their names, each column with its type."""

import dataclasses
import math
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from cfit_graph import folding
from cfit_graph.iris import COUNTRY, XSD
from cfit_graph.web import asking, terms
from cfit_graph.web.asking import Row, Term
from cfit_graph.web.places import Place
from cfit_graph.web.reader import Reader
from cfit_graph.web.shelf import Opened

ROWS, ROWS_DRAWN, NAMES = 50, 1000, 1000
CELLS = 200  # on a page: of wide rows it shows fewer

_NUMBERS = frozenset(
    XSD[name].value for name in ("integer", "decimal", "double", "float", "int", "long", "nonNegativeInteger")
)
_DATES = frozenset(XSD[name].value for name in ("date", "dateTime", "gYear", "gYearMonth"))
_HUMP = re.compile(r"(?<=[a-z0-9])[A-Z](?=[a-z])")
_COUNTRY = re.compile(re.escape(COUNTRY.base) + "[A-Z]{3}")


@dataclass(frozen=True)
class Column:
    """A column: its name, what its cells are, where it is sorted by it, and how it is (ascending, descending, none)."""

    name: str
    type: str
    address: str
    order: str

    @property
    def heading(self) -> str:
        """The name as words: `earlierPersonName` is read as “earlier person name”."""
        return _HUMP.sub(lambda found: f" {found[0].lower()}", self.name)


@dataclass(frozen=True)
class Table:
    """Rows as a page shows them, `first` to `last` of `total`; the addresses of the pages beside, None at an end."""

    columns: list[Column]
    rows: list[list[terms.Shown | None]]
    first: int
    last: int
    total: int
    previous: str | None
    next: str | None

    @property
    def is_part(self) -> bool:
        """Whether there are rows it does not show."""
        return len(self.rows) < self.total


def kind(values: Iterable[Term]) -> str:
    """Return what all the values are: number, date, country, iri or text; mixed if they differ, empty without any."""
    found = {_kind(value) for value in values}
    return "iri" if found == {"iri", "country"} else found.pop() if len(found) == 1 else "mixed" if found else "empty"


def _kind(value: Term) -> str:
    if value.kind == "uri":
        return "country" if _COUNTRY.fullmatch(value.value) else "iri"
    if value.datatype in _NUMBERS:
        return "number"
    return "date" if value.datatype in _DATES else "text" if value.kind == "literal" else "other"


async def shown(opened: Opened, columns: Sequence[str], rows: list[Row], place: Place, reader: Reader) -> Table:
    """Return the table that the address asks for; what it asks for wrongly is passed over. Raises any QueryError."""
    wished = place.field("sort")
    by, down = wished.removeprefix("-"), wished.startswith("-")
    if by in columns:
        names = await _names(opened, (row[by] for row in rows if by in row))
        rows = _sorted(rows, by, names, reader, down=down)
    most = min(ROWS, CELLS // max(1, len(columns))) if place.field("view") in {"", "table"} else ROWS_DRAWN
    most = max(1, most)
    pages = max(1, math.ceil(len(rows) / most))
    number = min(max(int(place.field("page")), 1), pages) if re.fullmatch(r"\d{1,6}", place.field("page")) else 1
    part = rows[(number - 1) * most : number * most]
    bare = place.field("names") == "no"
    names = {} if bare else await _names(opened, (term for row in part for term in row.values()))
    cells = [[_cell(row.get(name), names, reader, bare=bare) for name in columns] for row in part]
    return Table(
        [_column(name, rows, place, by, down=down) for name in columns],
        cells,
        first=(number - 1) * most + 1 if part else 0,
        last=(number - 1) * most + len(part),
        total=len(rows),
        previous=place.at(page=number - 1 if number > 2 else None) if number > 1 else None,  # noqa: PLR2004 - first page
        next=place.at(page=number + 1) if number < pages else None,
    )


def _column(name: str, rows: list[Row], place: Place, by: str, *, down: bool) -> Column:
    order = ("descending" if down else "ascending") if name == by else "none"
    other = f"-{name}" if order == "ascending" else name
    return Column(name, kind(row[name] for row in rows if name in row), place.at(sort=other, page=None), order)


def _cell(term: Term | None, names: terms.Labels, reader: Reader, *, bare: bool) -> terms.Shown | None:
    if term is None:
        return None
    shown = terms.shown(term, names, reader.languages)
    if term.kind == "literal" and term.language == reader.languages[0]:
        return dataclasses.replace(shown, language=None)  # as the page itself says
    return dataclasses.replace(shown, text=terms.visible(term.value)) if bare and term.kind == "uri" else shown


async def _names(opened: Opened, values: Iterable[Term]) -> dict[str, list[Term]]:
    iris = dict.fromkeys(value.value for value in values if value.kind == "uri")
    return await asking.labels(opened.pool, list(iris)[:NAMES])


def _sorted(rows: list[Row], by: str, names: Mapping[str, list[Term]], reader: Reader, *, down: bool) -> list[Row]:
    """Return the rows in the order of a column, those without a value last either way."""
    filled = [row for row in rows if by in row]
    empty = [row for row in rows if by not in row]
    return [*sorted(filled, key=lambda row: _order(row[by], names, reader), reverse=down), *empty]


def _order(term: Term, names: Mapping[str, list[Term]], reader: Reader) -> tuple[int, float, str]:
    if term.datatype in _NUMBERS:
        try:
            return (0, float(term.value), "")
        except ValueError:
            return (1, 0.0, term.value)
    label = terms.label(term.value, names, reader.languages) if term.kind == "uri" else None
    return (1, 0.0, folding.folded(label or term.value))
