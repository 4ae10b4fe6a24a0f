"""What an address asks of the calendar: filters, a period, a month, a page; every view is an address."""

import re
from calendar import monthrange
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Any
from urllib.parse import urlencode

from cfit_graph import folding
from cfit_graph.errors import RequestError
from cfit_graph.web.calendar.kept import COLUMNS, WORDS
from cfit_graph.web.lists.view import PAGE, TEXT, View

HERE, TOGETHER = "/calendar", "/calendar/together"
SUFFIXES = ("ics", "atom", "csv", "json")
FROM, TO, PAST, VIEW, MONTH, MONTHS = "from", "to", "past", "view", "month", "months"
LIST, BY_MONTH = "list", "month"
MOST_MONTHS = 24

_KEYS = tuple(column.key for column in COLUMNS)
_PLACES = (FROM, TO, PAST, VIEW, MONTH, TEXT, PAGE)
_LANGUAGE = "lang"
_LONGEST = 200
_MOST_WORDS = 50
_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}", re.ASCII)
_MONTH = re.compile(r"([0-9]{4})-([0-9]{2})", re.ASCII)
_HALF_A_YEAR = 6


@dataclass(frozen=True)
class Asked:
    """What is asked for; `month` is the first day of the month that the view by month shows."""

    view: View
    since: date | None = None
    until: date | None = None
    past: bool = False
    by_month: bool = False
    month: date | None = None
    months: int = _HALF_A_YEAR

    def period(self, today: date) -> tuple[date | None, date | None]:
        """Return the first and last day that are shown, None where that side is open; from today on by default."""
        if self.by_month:
            first = self.shown(today)
            return first, first.replace(day=monthrange(first.year, first.month)[1])
        if self.past:
            return self.since, min(self.until or today, today - timedelta(days=1))
        if self.since is None and (self.until is None or self.until >= today):
            return today, self.until
        return self.since, self.until

    def shown(self, today: date) -> date:
        """Return the first day of the month that the view by month shows."""
        return (self.month or today).replace(day=1)

    def fields(self) -> list[tuple[str, str]]:
        """Return the fields of what is asked for, in the same order always: the filters, the text and the period."""
        found = [(key, word) for key, words in sorted(self.view.filters.items()) for word in words]
        found += [(TEXT, self.view.text)] if self.view.text else []
        found += [(FROM, self.since.isoformat())] if self.since else []
        found += [(TO, self.until.isoformat())] if self.until else []
        return found + ([(PAST, "1")] if self.past else [])

    def address(self, suffix: str = "", **changed: Any) -> str:
        """Return the address of this view, with something changed, or of a file or feed of it, with the same month."""
        one = replace(self, **changed) if changed else self
        fields = one.fields()
        if one.by_month:
            fields += [(VIEW, BY_MONTH), *([(MONTH, f"{one.month:%Y-%m}")] if one.month else [])]
        elif not suffix and one.view.page > 1:
            fields.append((PAGE, str(one.view.page)))
        return f"{HERE}{suffix and '.'}{suffix}{'?' if fields else ''}{urlencode(fields)}"

    def together(self, **changed: Any) -> str:
        """Return the address of the buyers who will tender the same, with the same filters."""
        one = replace(self, **changed)
        page = [(PAGE, str(one.view.page))] if one.view.page > 1 else []
        return f"{TOGETHER}?{urlencode([*one.fields(), (MONTHS, str(one.months)), *page])}"


def read(fields: Iterable[tuple[str, str]], *, together: bool = False) -> Asked:
    """Return what the fields of an address ask for; empty ones are passed over.

    Raises RequestError for a field, a stage, a day or a number that the calendar does not know, saying which it knows.
    """
    filters: dict[str, list[str]] = {}
    others: dict[str, str] = {}
    known = (FROM, MONTHS, TEXT, PAGE) if together else _PLACES
    for name, value in fields:
        if name in _KEYS:
            filters.setdefault(name, []).extend([_word(name, value)] if value else [])
        elif name in known:
            others.setdefault(name, folding.plain(value[:_LONGEST]))
        elif name != _LANGUAGE:
            listed = ", ".join((*_KEYS, *known, _LANGUAGE))
            raise RequestError(f"The calendar cannot be filtered by '{name[:40]}'; what it understands are {listed}.")
    return _asked({key: tuple(dict.fromkeys(words))[:_MOST_WORDS] for key, words in filters.items() if words}, others)


def _asked(filters: Mapping[str, tuple[str, ...]], others: Mapping[str, str]) -> Asked:
    layout = _one_of(VIEW, others.get(VIEW) or LIST, (LIST, BY_MONTH))
    month, is_by_month = others.get(MONTH, ""), layout == BY_MONTH
    return Asked(
        View(filters, others.get(TEXT, ""), page=_number(PAGE, others.get(PAGE) or "1", 99_999)),
        since=_day(FROM, others.get(FROM, "")),
        until=_day(TO, others.get(TO, "")),
        past=bool(others.get(PAST)) and _one_of(PAST, others[PAST], ("1",)) == "1",
        by_month=is_by_month,
        month=_first(month) if month and is_by_month else None,
        months=_number(MONTHS, others.get(MONTHS) or str(_HALF_A_YEAR), MOST_MONTHS),
    )


def _word(name: str, value: str) -> str:
    return _one_of(name, value, tuple(WORDS[name])) if name in WORDS else value[:_LONGEST]


def _one_of(name: str, value: str, known: tuple[str, ...]) -> str:
    if value not in known:
        raise RequestError(f"'{value[:40]}' is no {name} of the calendar; there are {', '.join(known)}.")
    return value


def _day(name: str, text: str) -> date | None:
    try:
        if not text or _DAY.fullmatch(text):
            return date.fromisoformat(text) if text else None
    except ValueError:
        pass
    raise RequestError(f"'{text[:40]}' is no day to count {name}; write it as 2026-11-22.")


def _first(text: str) -> date:
    found = _MONTH.fullmatch(text)
    if not found or not int(found[1]) or not 1 <= int(found[2]) <= 12:  # noqa: PLR2004 - months of a year
        raise RequestError(f"'{text[:40]}' is no month; write it as 2026-12.")
    return date(int(found[1]), int(found[2]), 1)


def _number(name: str, text: str, most: int) -> int:
    if text.isascii() and text.isdigit() and len(text) <= len(str(most)) and 1 <= int(text) <= most:
        return int(text)
    raise RequestError(f"'{text[:40]}' is no number of {name}; it goes from 1 to {most}.")
