"""Buyers who will tender the same within some months: windows of time in which at least two of them stand."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, NamedTuple

from cfit_graph.web import terms
from cfit_graph.web.calendar import listed
from cfit_graph.web.calendar.asked import Asked
from cfit_graph.web.calendar.entries import Entry
from cfit_graph.web.calendar.kept import STAGE, Book
from cfit_graph.web.calendar.listed import Shown
from cfit_graph.web.calendar.said import Said
from cfit_graph.web.lists.facets import Facet
from cfit_graph.web.terms import Words

STAGES = frozenset({"planned", "likely-retender"})  # what is still to be tendered
FILTERS = frozenset({"product-group", "country", "buyer-group"})
SHOWN_WINDOWS, SHOWN_ENTRIES = 6, 6  # windows on a page, and entries of each; the list has the others
SHOWN_BUYERS = 30

_TOGETHER = 2
_LONGEST_YEAR = 9999


@dataclass(frozen=True)
class Window:
    """A product group, and the places of what is to be tendered for it within the months asked for."""

    product: str
    places: tuple[int, ...]
    buyers: frozenset[str]


class Together(NamedTuple):
    """A window as the page shows it: of which products and days, who buys, its first entries, where the others are."""

    product: terms.Shown
    first: date
    last: date
    buyers: list[terms.Shown]
    more_buyers: int
    entries: list[Said]
    more: int
    href: str


def facts(shown: Shown) -> dict[str, Any]:
    """Return what the page says: the windows on it, each with its buyers and entries, and how many there are in all."""
    found = list(windows(shown.book, shown.places, shown.asked.months, _wanted(shown)))
    found.sort(key=lambda one: (-len(one.buyers), shown.book.entries[one.places[0]].first, one.product))
    pages = max(1, -(-len(found) // SHOWN_WINDOWS))
    page = min(shown.asked.view.page, pages)
    told = [_told(shown, one) for one in found[(page - 1) * SHOWN_WINDOWS : page * SHOWN_WINDOWS]]
    turns = {
        "before": _page(shown.asked, page - 1) if page > 1 else None,
        "after": _page(shown.asked, page + 1) if page < pages else None,
    }
    beside = {"facets": _facets(shown), "turns": turns, "page": page, "pages": pages}
    return {"shown": shown, "asked": shown.asked, "windows": told, "total": len(found), **beside}


def _page(asked: Asked, page: int) -> str:
    return asked.together(view=asked.view.with_(page=page))


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
    return Asked(asked.view.with_(filters=filters, page=asked.view.page), since=asked.since, months=asked.months)


def _facets(shown: Shown) -> list[Facet]:
    """Return the filters that make sense here: of the product groups, the countries and the buyer groups."""
    return [one for one in listed.facets(shown.selection) if one.key in FILTERS]


def _wanted(shown: Shown) -> frozenset[str]:
    words = shown.asked.view.filters.get("product-group", ())
    facet = shown.book.table.facets["product-group"]
    return frozenset(term.value for word in words if (term := facet.get(word, (None, 0))[0]) is not None)


def _told(shown: Shown, window: Window) -> Together:
    words = Words(shown.book.table.labels, shown.reader.languages)
    buyers = sorted((words.called(iri) for iri in window.buyers), key=lambda buyer: buyer.text.casefold())
    first, last = (shown.book.entries[place] for place in (window.places[0], window.places[-1]))
    names = {term.value: word for word, (term, _) in shown.book.table.facets["product-group"].items() if term}
    filters = {**shown.asked.view.filters, "product-group": (names[window.product],), STAGE: tuple(sorted(STAGES))}
    return Together(
        words.called(window.product),
        first.first,
        last.first,
        buyers[:SHOWN_BUYERS],
        max(0, len(buyers) - SHOWN_BUYERS),
        shown.told(window.places[:SHOWN_ENTRIES]),
        max(0, len(window.places) - SHOWN_ENTRIES),
        shown.asked.address(view=shown.asked.view.with_(filters=filters), since=first.first, until=last.first),
    )
