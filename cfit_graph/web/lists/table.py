"""A list as it is held in memory: its rows once, and for each value that one can filter by the set of its rows.

A set of rows is one integer with a bit for each row, so that filters and counts stay fast with tens of thousands.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal, InvalidOperation
from functools import cached_property

from cfit_graph import folding
from cfit_graph.web import terms
from cfit_graph.web.asking import Term
from cfit_graph.web.lists.columns import Column
from cfit_graph.web.terms import Labels

NAME = "name"
NONE = "-"

_YEAR = len("2026")
_ORDERS_KEPT = 64

Cell = Sequence[Term]


@dataclass(frozen=True)
class Row:
    """A thing, and its values in each column."""

    iri: str
    cells: tuple[Cell, ...]


@dataclass
class Table:
    """All rows of a list, in the order of their IRIs; `labels` are the names of the things and of their values."""

    kind: str
    columns: tuple[Column, ...]
    rows: Sequence[Row]
    labels: Labels
    _orders: dict[tuple[str, tuple[str, ...]], list[int]] = field(default_factory=dict)

    @cached_property
    def all(self) -> int:
        """The set of all rows."""
        return (1 << len(self.rows)) - 1

    @cached_property
    def facets(self) -> Mapping[str, Mapping[str, tuple[Term | None, int]]]:
        """For each column one can filter by, the value and the set of rows behind each word of an address."""
        return {column.key: self._facet(place) for place, column in enumerate(self.columns) if column.facet}

    @cached_property
    def _said(self) -> Mapping[str, Sequence[int]]:
        """The rows that use each folded word, in any language."""
        words: dict[str, list[int]] = {}
        of_text: dict[str, list[str]] = {}
        for place, row in enumerate(self.rows):
            texts = (of_text.get(text) or of_text.setdefault(text, folding.words(text)) for text in self._texts(row))
            for word in {word for text in texts for word in text}:
                words.setdefault(word, []).append(place)
        return words

    def column(self, key: str) -> Column:
        """Return the column of this name."""
        return next(column for column in self.columns if column.key == key)

    def saying(self, text: str) -> int:
        """Return the set of rows in which every word of the text occurs, if only as a part of another."""
        found = self.all
        for wanted in folding.words(text):
            using = (places for word, places in self._said.items() if wanted in word)
            found &= _set(set().union(*using))
        return found

    def ordered(self, chosen: int, key: str, languages: tuple[str, ...], *, backwards: bool) -> list[int]:
        """Return the places of the chosen rows by a column, rows without a value last; then by name."""
        held = chosen.to_bytes(len(self.rows) // 8 + 1, "little")
        order = [place for place in self._order(key, languages) if held[place >> 3] >> (place & 7) & 1]
        if not backwards:
            return order
        empty = self._empty(key)
        filled = [place for place in order if not empty(place)]
        return [*reversed(filled), *order[len(filled) :]]

    def distinct(self, chosen: Iterable[int], key: str) -> int:
        """Return how many different values the chosen rows have in a column."""
        place = self.columns.index(self.column(key))
        return len({term.value for number in chosen for term in self.rows[number].cells[place]})

    def _order(self, key: str, languages: tuple[str, ...]) -> list[int]:
        known = self._orders.get((key, languages))
        if known is None:
            if len(self._orders) >= _ORDERS_KEPT:
                self._orders.clear()
            names = [self._words(Term("uri", row.iri), languages) for row in self.rows]
            values = self._values(key, languages)
            known = sorted(range(len(self.rows)), key=lambda place: (values[place], names[place], place))
            self._orders[key, languages] = known
        return known

    def _values(self, key: str, languages: tuple[str, ...]) -> Sequence[tuple[bool, object]]:
        """Return what to sort each row by: whether it has no value, then its first value."""
        if key == NAME:
            return [(False, "")] * len(self.rows)
        column = self.column(key)
        place = self.columns.index(column)
        read: dict[str, Callable[[Cell], object]] = {
            "counts": len,
            "numbers": lambda cell: number(cell[0].value),
            "dates": lambda cell: min(term.value for term in cell),
            "terms": lambda cell: min(self._words(term, languages) for term in cell),
        }
        nothing: object = 0 if column.holds in {"counts", "numbers"} else ""
        of = read[column.holds]
        return [(not cell, of(cell) if cell else nothing) for cell in (row.cells[place] for row in self.rows)]

    def _empty(self, key: str) -> Callable[[int], bool]:
        if key == NAME:
            return lambda _: False
        place = self.columns.index(self.column(key))
        return lambda number: not self.rows[number].cells[place]

    def _words(self, term: Term, languages: tuple[str, ...]) -> str:
        return folding.folded(terms.shown(term, self.labels, languages).text)

    def _texts(self, row: Row) -> Iterable[str]:
        """Yield the words of a row: its names, its key, its values and their names."""
        yield row.iri.rpartition("/")[2]
        yield from (name.value for name in self.labels.get(row.iri, ()))
        for term in (term for cell in row.cells for term in cell):
            yield from (name.value for name in self.labels.get(term.value, ())) if term.kind == "uri" else (term.value,)

    def _facet(self, place: int) -> Mapping[str, tuple[Term | None, int]]:
        holds = self.columns[place].holds
        rows: dict[Term, set[int]] = {}
        for number_, row in enumerate(self.rows):
            for term in row.cells[place]:
                rows.setdefault(_filtered(term, holds), set()).add(number_)
        words = _words_for(list(rows))
        found: dict[str, tuple[Term | None, int]] = {words[term]: (term, _set(places)) for term, places in rows.items()}
        if without := self.all & ~_set(set().union(*rows.values())):
            found[NONE] = (None, without)
        return found


def number(text: str) -> Decimal:
    """Return the number a literal holds; one that cannot be read counts as nothing."""
    try:
        found = Decimal(text)
    except InvalidOperation:
        return Decimal(0)
    return found if found.is_finite() else Decimal(0)


def _filtered(term: Term, holds: str) -> Term:
    """Return what stands for a value among the filters: of a date its year, of a text the text without its language."""
    if holds == "dates":
        return Term("literal", term.value[:_YEAR])
    return term if term.kind == "uri" else Term("literal", term.value)


def _words_for(values: Sequence[Term]) -> dict[Term, str]:
    """Return the word for each value in an address: the end of an IRI where no other value ends so, else all of it."""
    short = {term: _end(term) for term in values}
    taken: dict[str, int] = {NONE: 1}
    for word in short.values():
        taken[word] = taken.get(word, 0) + 1
    return {term: word if taken[word] == 1 else term.value for term, word in short.items()}


def _end(term: Term) -> str:
    return term.value.replace("#", "/").rstrip("/").rpartition("/")[2] if term.kind == "uri" else term.value


def _set(places: Iterable[int]) -> int:
    bits = bytearray()
    for place in places:
        if place >> 3 >= len(bits):
            bits.extend(bytes((place >> 3) - len(bits) + 1))
        bits[place >> 3] |= 1 << (place & 7)
    return int.from_bytes(bits, "little")
