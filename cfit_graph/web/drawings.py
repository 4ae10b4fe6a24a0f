"""Which drawing suits an answer, chosen by the types of its columns: the table stays beside it."""

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from cfit_graph.iris import COUNTRY, CURRENCY
from cfit_graph.web.asking import Row, Term
from cfit_graph.web.tables import kind

BARS, LINKS = 60, 200

_YEAR = re.compile(r"(?:19|20)\d\d")
_CURRENCY = re.compile(re.escape(CURRENCY.base) + "[A-Z]{3}")
_CODE = re.compile(f"(?:{re.escape(CURRENCY.base)})?[A-Z]{{3}}")
_NAMES = ("text", "iri", "country", "mixed")


@dataclass(frozen=True)
class Chart:
    """What is drawn of which columns: bars, columns or dots of a value, or how many rows there are in each year.

    `label` and `value` are positions of columns; without a value the rows are counted.
    """

    kind: str
    label: int
    value: int | None
    label_type: str


@dataclass(frozen=True)
class Drawn:
    """How an answer may be looked at besides as a table."""

    chart: Chart | None = None
    countries: dict[str, int] | None = None
    links: tuple[int, int] | None = None

    @property
    def views(self) -> tuple[str, ...]:
        """The names of the views, the table first."""
        offered = (("chart", self.chart), ("map", self.countries), ("graph", self.links))
        return ("table", *(name for name, found in offered if found is not None))


def suited(columns: Sequence[str], rows: Sequence[Row]) -> Drawn:
    """Return what may be drawn of the rows; of amounts in several currencies nothing that would add or compare them."""
    kinds = [_kind([row[name] for row in rows if name in row]) for name in columns]
    if "number" in kinds and any(len(_currencies(name, rows)) > 1 for name in columns):
        return Drawn(links=_links(kinds))
    chart = _chart(kinds, columns, rows) if len(rows) > 1 else None
    return Drawn(chart, _countries(kinds, columns, rows), _links(kinds))


def _kind(values: Sequence[Term]) -> str:
    """Return what the values are; whole numbers that look like years are years."""
    found = kind(values)
    return "year" if found == "number" and all(_YEAR.fullmatch(value.value) for value in values) else found


def _currencies(name: str, rows: Sequence[Row]) -> set[str]:
    """Return the currencies in a column: those of the Union's table, or three letters where its name says so."""
    said = _CODE if "currency" in name.lower() else _CURRENCY
    return {value for row in rows if name in row and said.fullmatch(value := row[name].value)}


def _chart(kinds: Sequence[str], columns: Sequence[str], rows: Sequence[Row]) -> Chart | None:
    number, date, year = (_first(kinds, (one,)) for one in ("number", "date", "year"))
    if number is not None and year is not None:
        return Chart("columns", year, number, "text")
    if number is not None and date is not None:
        return Chart("dots", date, number, "date")
    name = _named(kinds, columns, rows)
    if number is not None and name is not None:
        return Chart("bars", name, number, "text")
    other = _first(kinds, ("number",), after=number) if number is not None else None
    if number is not None and other is not None:
        return Chart("dots", number, other, "number")
    if date is not None:
        return Chart("years", date, None, "date")
    return Chart("bars", name, None, "text") if name is not None else None


def _first(kinds: Sequence[str], wanted: Sequence[str], after: int | None = None) -> int | None:
    start = -1 if after is None else after
    return next((place for place, one in enumerate(kinds) if one in wanted and place > start), None)


def _named(kinds: Sequence[str], columns: Sequence[str], rows: Sequence[Row]) -> int | None:
    """Return the column that names the bars: one of words before one of things, with more than one name and few."""
    for wanted in _NAMES:
        for place, found in enumerate(kinds):
            different = {row[columns[place]].value for row in rows if columns[place] in row} if found == wanted else ()
            if 1 < len(different) <= BARS:
                return place
    return None


def _countries(kinds: Sequence[str], columns: Sequence[str], rows: Sequence[Row]) -> dict[str, int] | None:
    """Return the number beside each country, by its three letters, or how many rows name it; None without countries."""
    place, number = _first(kinds, ("country",)), _first(kinds, ("number",))
    if place is None:
        return None
    counted: Counter[str] = Counter()
    for row in rows:
        if columns[place] in row:
            value = row.get(columns[number]) if number is not None else None
            code = row[columns[place]].value.removeprefix(COUNTRY.base)
            counted[code] += 1 if number is None else _whole(value)
    return dict(counted)


def _whole(value: Term | None) -> int:
    try:
        return max(0, round(float(value.value))) if value else 0
    except (ValueError, OverflowError):
        return 0


def _links(kinds: Sequence[str]) -> tuple[int, int] | None:
    """Return the two columns whose things are linked by standing in one row."""
    first = _first(kinds, ("iri", "country"))
    second = None if first is None else _first(kinds, ("iri", "country"), after=first)
    return None if first is None or second is None else (first, second)
