"""What part of a list an address asks for, and what of it there is: every view is an address."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property, reduce
from typing import Any
from urllib.parse import urlencode

from cfit_graph import folding
from cfit_graph.errors import RequestError
from cfit_graph.web.asking import Term
from cfit_graph.web.lists.columns import DISPUTED
from cfit_graph.web.lists.table import NAME, Table

TEXT, SORT, PAGE = "q", "sort", "page"
SHOWN = 30  # rows on a page
ANY = "*"

_LANGUAGE = "lang"
_LONGEST = 200


@dataclass(frozen=True)
class View:
    """What is asked for: at least one of the words of each filter, a text, an order, a page."""

    filters: Mapping[str, tuple[str, ...]]
    text: str = ""
    sort: str = NAME
    backwards: bool = False
    page: int = 1

    def query(self) -> str:
        """Return the query string that asks for this view, always written the same way, with its question mark."""
        fields = [(key, word) for key, words in sorted(self.filters.items()) for word in words]
        fields += [(TEXT, self.text)] if self.text else []
        if self.backwards or self.sort != NAME:
            fields.append((SORT, f"{'-' if self.backwards else ''}{self.sort}"))
        fields += [(PAGE, str(self.page))] if self.page > 1 else []
        return f"?{urlencode(fields)}" if fields else ""

    def with_(self, **changed: Any) -> "View":
        """Return the view with something changed, at its first page."""
        return replace(self, **{"page": 1, **changed})

    def without(self, key: str, word: str) -> "View":
        """Return the view with one word less in one filter."""
        words = tuple(one for one in self.filters.get(key, ()) if one != word)
        others = {name: value for name, value in self.filters.items() if name != key}
        return self.with_(filters={**others, key: words} if words else others)


@dataclass(frozen=True)
class Choice:
    """A value one can filter by: its word in addresses, the value, how many rows it gives, and whether it is chosen."""

    word: str
    value: Term | None
    count: int
    chosen: bool


@dataclass(frozen=True)
class Selection:
    """What of a list a view shows; `within` is the set of rows there is to choose from, None for all."""

    table: Table
    view: View
    languages: tuple[str, ...]
    within: int | None = None

    @cached_property
    def chosen(self) -> int:
        """The set of rows that pass all filters."""
        return self._passing(self.view)

    @cached_property
    def ordered(self) -> list[int]:
        """The places of the rows that pass, in the order asked for."""
        return self.table.ordered(self.chosen, self.view.sort, self.languages, backwards=self.view.backwards)

    @property
    def total(self) -> int:
        """How many rows pass."""
        return self.chosen.bit_count()

    @property
    def pages(self) -> int:
        """How many pages they fill; an empty list has one."""
        return max(1, -(-self.total // SHOWN))

    @property
    def page(self) -> int:
        """The page that is shown: the last one if a later one is asked for."""
        return min(self.view.page, self.pages)

    @property
    def places(self) -> Sequence[int]:
        """The places of the rows on this page."""
        return self.ordered[(self.page - 1) * SHOWN : self.page * SHOWN]

    def choices(self, key: str) -> list[Choice]:
        """Return what one can choose of a filter, counted over the rows that pass all others, most rows first."""
        others = self._passing(replace(self.view, filters={**self.view.filters, key: ()}))
        wanted = self.view.filters.get(key, ())
        found = [
            Choice(word, value, (rows & others).bit_count(), word in wanted)
            for word, (value, rows) in self.table.facets[key].items()
        ]
        if key == DISPUTED.key:
            anything = self._any(key) & others
            found.append(Choice(ANY, None, anything.bit_count(), ANY in wanted))
        known = {choice.word for choice in found}
        found += [Choice(word, Term("literal", word), 0, chosen=True) for word in wanted if word not in known]
        kept = [choice for choice in found if choice.count or choice.chosen]
        return sorted(kept, key=lambda choice: (not choice.chosen, choice.value is None, -choice.count, choice.word))

    def loosened(self) -> list[tuple[str, str, int]]:
        """Return key and word of each thing asked for, the text included, and how many rows there are without it."""
        asked = [(key, word) for key, words in self.view.filters.items() for word in words]
        found = [(key, word, self._passing(self.view.without(key, word)).bit_count()) for key, word in asked]
        if self.view.text:
            found.append((TEXT, self.view.text, self._passing(self.view.with_(text="")).bit_count()))
        return found

    def disputed(self) -> int:
        """Return how many of the rows are about something on which sources disagree."""
        return (self._any(DISPUTED.key) & self.chosen).bit_count() if DISPUTED.key in self.table.facets else 0

    def _passing(self, view: View) -> int:
        passing = (_union(self._rows(key, word) for word in words) for key, words in view.filters.items() if words)
        start = self.table.all if self.within is None else self.within
        return reduce(int.__and__, passing, self.table.saying(view.text) & start if view.text else start)

    def _rows(self, key: str, word: str) -> int:
        if word == ANY:
            return self._any(key)
        return self.table.facets[key].get(word, (None, 0))[1]

    def _any(self, key: str) -> int:
        return _union(rows for value, rows in self.table.facets[key].values() if value is not None)


def asked(fields: Iterable[tuple[str, str]], table: Table) -> View:
    """Return the view that the fields of an address ask for; empty ones are passed over.

    Raises RequestError for a field, a column or a page that the list does not have, saying which there are.
    """
    filters: dict[str, tuple[str, ...]] = {}
    others: dict[str, str] = {}
    for name, value in fields:
        if name in table.facets:
            filters[name] = tuple(dict.fromkeys((*filters.get(name, ()), value))) if value else filters.get(name, ())
        elif name in {TEXT, SORT, PAGE}:
            others.setdefault(name, folding.plain(value[:_LONGEST]))
        elif name != _LANGUAGE:
            raise RequestError(_unknown(name, table))
    backwards, sort = _sorted(others.get(SORT, ""), table)
    kept = {key: words for key, words in filters.items() if words}
    return View(kept, others.get(TEXT, ""), sort, backwards, _page(others.get(PAGE, "")))


def _sorted(text: str, table: Table) -> tuple[bool, str]:
    columns = [NAME, *(column.key for column in table.columns)]
    key = text.removeprefix("-") or NAME
    if key not in columns:
        raise RequestError(f"This list has no column '{key[:40]}'; its columns are {', '.join(columns)}.")
    return text.startswith("-"), key


def _page(text: str) -> int:
    if not text:
        return 1
    if not (text.isascii() and text.isdigit() and len(text) < len("1000000") and int(text)):
        raise RequestError(f"'{text[:40]}' is not a page; pages are numbered from 1.")
    return int(text)


def _unknown(name: str, table: Table) -> str:
    known = [*table.facets, TEXT, SORT, PAGE, _LANGUAGE]
    return f"This list cannot be filtered by '{name[:40]}'; what it understands are {', '.join(known)}."


def _union(sets: Iterable[int]) -> int:
    return reduce(int.__or__, sets, 0)
