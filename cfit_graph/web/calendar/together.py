"""Buyers who will tender the same within some months: windows of time in which at least two of them stand."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from cfit_graph.web.calendar import listed
from cfit_graph.web.calendar.asked import Asked
from cfit_graph.web.calendar.entries import Entry
from cfit_graph.web.calendar.kept import STAGE, Book
from cfit_graph.web.calendar.listed import Facet, Shown
from cfit_graph.web.calendar.said import Said
from cfit_graph.web.terms import Words

STAGES = frozenset({"planned", "likely-retender"})  # what is still to be tendered
FILTERS = frozenset({"product-group", "country", "buyer-group"})
MOST = 60  # windows a page shows
MOST_ENTRIES = 40  # entries of one window that a page shows

_TOGETHER = 2
_LONGEST_YEAR = 9999


@dataclass(frozen=True)
class Window:
    """A product group, and the places of what is to be tendered for it within the months asked for."""

    product: str
    places: tuple[int, ...]
    buyers: frozenset[str]


def facts(shown: Shown) -> dict[str, Any]:
    """Return what the page says: the windows, each with its entries and their names, and how many there are in all."""
    found = list(windows(shown.book, shown.places, shown.asked.months, _wanted(shown)))
    ordered = sorted(found, key=lambda one: (-len(one.buyers), shown.book.entries[one.places[0]].first, one.product))
    words = Words(shown.book.table.labels, shown.reader.languages)
    told = [(words.called(one.product), one, _told(shown, one)) for one in ordered[:MOST]]
    return {"shown": shown, "asked": shown.asked, "windows": told, "total": len(found), "facets": _facets(shown)}


def windows(book: Book, places: Sequence[int], months: int, products: frozenset[str]) -> Iterator[Window]:
    """Yield for each product group the widest windows of so many months in which at least two buyers stand.

    A window begins with an entry and holds all that begin before it is over; one within another is left out, so that
    any two entries no further apart than that are together in at least one.
    """
    by_product: dict[str, list[int]] = {}
    for place in places:
        entry = book.entries[place]
        if entry.stage in STAGES and entry.buyers:
            for product in entry.products:
                if not products or product in products:
                    by_product.setdefault(product, []).append(place)
    for product, found in sorted(by_product.items()):
        yield from _windows(book.entries, product, found, months)


def _windows(entries: Sequence[Entry], product: str, places: Sequence[int], months: int) -> Iterator[Window]:
    end, reached, known = 0, 0, frozenset[str]()
    for begin, place in enumerate(places):
        over = later(entries[place].first, months)
        while end < len(places) and entries[places[end]].first < over:
            end += 1
        if end == reached:
            continue  # within the window before
        reached = end
        buyers = frozenset(buyer for one in places[begin:end] for buyer in entries[one].buyers)
        if len(buyers) >= _TOGETHER and not buyers <= known:
            known = buyers
            yield Window(product, tuple(places[begin:end]), buyers)


def later(day: date, months: int) -> date:
    """Return the day so many months later, the first of the month after where its own is shorter."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    if year > _LONGEST_YEAR:
        return date.max
    try:
        return date(year, month + 1, day.day)
    except ValueError:
        return date(year + (month + 1) // 12, (month + 1) % 12 + 1, 1)


def asked_for(asked: Asked) -> Asked:
    """Return the same without a stage: what counts here is what is still to be tendered."""
    filters = {key: words for key, words in asked.view.filters.items() if key != STAGE}
    return Asked(asked.view.with_(filters=filters), since=asked.since, months=asked.months)


def _facets(shown: Shown) -> list[Facet]:
    """Return the filters that make sense here: of the product groups, the countries and the buyer groups."""
    return [one for one in listed.facets(shown.selection) if one.key in FILTERS]


def _wanted(shown: Shown) -> frozenset[str]:
    words = shown.asked.view.filters.get("product-group", ())
    facet = shown.book.table.facets["product-group"]
    return frozenset(term.value for word in words if (term := facet.get(word, (None, 0))[0]) is not None)


def _told(shown: Shown, window: Window) -> list[Said]:
    return shown.told(window.places[:MOST_ENTRIES])
