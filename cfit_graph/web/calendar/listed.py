"""The calendar as pages show it: its entries by month, or a month as a grid; filters, periods, feeds."""

import calendar
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from functools import cached_property, partial
from itertools import groupby
from typing import Any, NamedTuple

from cfit_graph.web import terms
from cfit_graph.web.asking import Term
from cfit_graph.web.calendar.asked import HERE, Asked
from cfit_graph.web.calendar.kept import COLUMNS, WORDS, Book
from cfit_graph.web.calendar.said import Said, said
from cfit_graph.web.catalogue import N_
from cfit_graph.web.edition import Edition
from cfit_graph.web.lists.facets import Facet, facet
from cfit_graph.web.lists.table import NONE
from cfit_graph.web.lists.view import TEXT, Choice, Selection
from cfit_graph.web.reader import Reader

SHOWN = 25  # entries on a page
IN_A_DAY, WITHOUT_DAY = 3, 8  # entries of a month that it shows itself; the list has the others

_FIRST, _LAST = (1, 1), (9999, 12)


class Drop(NamedTuple):
    """One thing that is asked for, where the calendar is without it, and its number of entries then."""

    heading: str
    text: str
    href: str
    without: int


@dataclass(frozen=True)
class Shown:
    """What of the calendar one reader asked for on one day."""

    book: Book
    asked: Asked
    edition: Edition
    reader: Reader
    today: date

    @cached_property
    def selection(self) -> Selection:
        """The entries that pass the filters within the period."""
        within = self.book.within(*self.asked.period(self.today))
        return Selection(self.book.table, self.asked.view, self.reader.languages, within)

    @cached_property
    def places(self) -> Sequence[int]:
        """The places of the entries that pass, in the order of time; of the past, the last first."""
        chosen = self.selection.chosen
        held = chosen.to_bytes(len(self.book.entries) // 8 + 1, "little")
        found = [place for place in range(len(self.book.entries)) if held[place >> 3] >> (place & 7) & 1]
        return found[::-1] if self.asked.past else found

    @property
    def pages(self) -> int:
        """How many pages a list of them fills; an empty one has one."""
        return max(1, -(-len(self.places) // SHOWN))

    @property
    def page(self) -> int:
        """The page that is shown: the last one if a later one is asked for."""
        return min(self.asked.view.page, self.pages)

    def told(self, places: Sequence[int]) -> list[Said]:
        """Return the entries at these places with their names."""
        return [said(self.book.entries[place], self.book, self.edition, self.reader.languages) for place in places]


def facts(shown: Shown) -> dict[str, Any]:
    """Return what the page of the calendar says."""
    asked = shown.asked
    whole = replace(asked, view=asked.view.with_(), since=None, until=None, past=False, by_month=False, month=None)
    return {
        "shown": shown,
        "asked": asked,
        "whole": whole,
        "here": HERE,
        "total": len(shown.places),
        "facets": facets(shown.selection),
        "drops": list(drops(shown)),
        "past": len(_other(shown, replace(whole, past=not asked.past)).places),
        "months": None if asked.by_month else _by_month(shown),
        "grid": _grid(shown) if asked.by_month else None,
        "turns": _turns(shown),
    }


def _other(shown: Shown, asked: Asked) -> Shown:
    return replace(shown, asked=asked)


def _by_month(shown: Shown) -> list[tuple[str, list[Said]]]:
    """Return the entries of this page by the month, or the year, that they lie in."""
    told = shown.told(shown.places[(shown.page - 1) * SHOWN : shown.page * SHOWN])
    return [(month, list(entries)) for month, entries in groupby(told, lambda one: one.entry.written[:7])]


class Day(NamedTuple):
    """A day of the grid: the first entries on it, how many there are more, and where all of them are."""

    day: date
    entries: list[Said]
    more: int
    href: str


def _grid(shown: Shown) -> dict[str, Any]:
    """Return the weeks of a month, each of seven days or of None outside of the month, and what has no day in it."""
    first = shown.asked.shown(shown.today)
    by_day: dict[date, list[int]] = {}
    loose = []
    for place in shown.places:
        entry = shown.book.entries[place]
        if entry.is_day:
            by_day.setdefault(entry.first, []).append(place)
        else:
            loose.append(place)
    weeks = [
        [_day(shown, date(first.year, first.month, number), by_day) if number else None for number in week]
        for week in calendar.monthcalendar(first.year, first.month)
    ]
    monday = date(2024, 1, 1)
    names = [monday + timedelta(days=number) for number in range(7)]
    since, until = shown.asked.period(shown.today)
    whole = shown.asked.address(by_month=False, since=since, until=until)
    told, more = shown.told(loose[:WITHOUT_DAY]), max(0, len(loose) - WITHOUT_DAY)
    return {"first": first, "weeks": weeks, "loose": told, "more": more, "href": whole, "names": names}


def _day(shown: Shown, day: date, by_day: dict[date, list[int]]) -> Day:
    places = by_day.get(day, [])
    href = shown.asked.address(by_month=False, since=day, until=day)
    return Day(day, shown.told(places[:IN_A_DAY]), max(0, len(places) - IN_A_DAY), href)


def _turns(shown: Shown) -> dict[str, str | None]:
    """Return where one page or one month earlier and later are."""
    asked = shown.asked
    if asked.by_month:
        first = asked.shown(shown.today)
        number = first.year * 12 + first.month - 1
        return {
            "before": _month(asked, number - 1),
            "after": _month(asked, number + 1),
        }
    return {
        "before": _page(asked, shown.page - 1) if shown.page > 1 else None,
        "after": _page(asked, shown.page + 1) if shown.page < shown.pages else None,
    }


def _month(asked: Asked, number: int) -> str | None:
    year, month = divmod(number, 12)
    return asked.address(month=date(year, month + 1, 1)) if _FIRST <= (year, month + 1) <= _LAST else None


def _page(asked: Asked, page: int) -> str:
    return asked.address(view=asked.view.with_(page=page))


def facets(selection: Selection) -> list[Facet]:
    """Return the filters that leave a choice, each counted over the entries that pass all others."""
    found: list[Facet] = []
    for column in COLUMNS:
        choices, text = selection.choices(column.key), partial(_choice_text, column.key, selection)
        if column.key in WORDS:
            order = list(WORDS[column.key])
            choices.sort(key=lambda choice: order.index(choice.word) if choice.word in order else len(order))
        one = facet(column.key, column.heading, choices, text, is_open=len(found) <= 1)
        found += [one] if one else []
    return found


def drops(shown: Shown) -> Iterator[Drop]:
    """Yield what is asked for, each with where the calendar is without it."""
    asked, selection = shown.asked, shown.selection
    for key, word, without in selection.loosened():
        if key == TEXT:
            view = asked.view.with_(text="")
            yield Drop(N_("Text"), word, asked.address(view=view), without)
            continue
        value = shown.book.table.facets[key].get(word, (Term("literal", word), 0))[0]
        heading = shown.book.table.column(key).heading
        href = asked.address(view=asked.view.without(key, word))
        yield Drop(heading, _text(key, word, value, selection), href, without)
    ends = ((N_("From"), asked.since, replace(asked, since=None)), (N_("To"), asked.until, replace(asked, until=None)))
    for heading, day, other in ends:
        if day and not asked.by_month:
            yield Drop(heading, day.isoformat(), other.address(), len(_other(shown, other).places))


def _choice_text(key: str, selection: Selection, choice: Choice) -> str:
    return _text(key, choice.word, choice.value, selection)


def _text(key: str, word: str, value: Term | None, selection: Selection) -> str:
    if word == NONE and value is None:
        return N_("not stated")
    if key in WORDS:
        return WORDS[key].get(word, word)
    return terms.shown(value or Term("literal", word), selection.table.labels, selection.languages).text
