"""The calendar in memory: its entries once for a release, with the set of entries behind each filter."""

import asyncio
import logging
from bisect import bisect_left, bisect_right
from collections import OrderedDict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property, partial

from cfit_graph.web.asking import Term
from cfit_graph.web.calendar import entries, reading
from cfit_graph.web.calendar.entries import Entry
from cfit_graph.web.catalogue import N_
from cfit_graph.web.lists.columns import Column
from cfit_graph.web.lists.table import Row, Table
from cfit_graph.web.shelf import Opened
from cfit_graph.web.underway import Underway

log = logging.getLogger(__name__)

STAGE, CERTAINTY, COUNTRY, PRODUCT, GROUP, BUYER = (
    "stage",
    "certainty",
    "country",
    "product-group",
    "buyer-group",
    "buyer",
)
COLUMNS = tuple(
    Column(key, heading, (), facet=True)
    for key, heading in (
        (STAGE, N_("Stage")),
        (CERTAINTY, N_("How certain")),
        (PRODUCT, N_("Product group")),
        (COUNTRY, N_("Country")),
        (GROUP, N_("Buyer group")),
        (BUYER, N_("Buyer")),
    )
)
# What the words of a filter of ours are called.
WORDS: Mapping[str, Mapping[str, str]] = {STAGE: entries.STAGES, CERTAINTY: entries.CERTAINTIES}

_KEPT = 2  # books: of the release that is served, and of the one before or after it
_LATER = "The calendar is long and still being read; ask again in a few seconds."


@dataclass(frozen=True)
class Book:
    """All entries of a release in the order of time, and the table that filters and counts them."""

    release: str
    entries: Sequence[Entry]
    table: Table

    @cached_property
    def _firsts(self) -> list[date]:
        return [entry.first for entry in self.entries]

    @cached_property
    def _longer(self) -> list[tuple[int, date]]:
        return [(place, entry.last) for place, entry in enumerate(self.entries) if not entry.is_day]

    def within(self, since: date | None, until: date | None) -> int:
        """Return the set of entries that may lie in a period, its first and last day included."""
        begin = bisect_left(self._firsts, since) if since else 0
        end = bisect_right(self._firsts, until) if until else len(self.entries)
        found = (1 << end) - (1 << begin) if begin < end else 0
        for place, last in self._longer:  # a month that has begun may still come to pass
            if since and place < min(begin, end) and last >= since:
                found |= 1 << place
        return found


class Kept:
    """The books of the releases that were asked for last; nobody waits longer than `seconds` for one."""

    def __init__(self, seconds: float) -> None:
        """Start empty."""
        self._seconds = seconds
        self._books: OrderedDict[str, Book] = OrderedDict()
        self._reading: Underway[str, Book] = Underway(seconds, _LATER)

    async def book(self, opened: Opened) -> Book:
        """Return the calendar of a release, read once; raise NotReadyError if that takes long, or any QueryError."""
        release = opened.edition.id
        if release in self._books:
            self._books.move_to_end(release)
            return self._books[release]
        return await self._reading.waited(release, opened, partial(self._read, opened))

    def holds(self, opened: Opened) -> bool:
        """Return whether the calendar of a release is there without waiting."""
        return opened.edition.id in self._books

    async def ahead(self, opened: Opened) -> None:
        """Read the calendar of a release before anybody asks; a long one is read on while the release is served."""
        if self.holds(opened):
            return
        read = partial(self._read, opened)
        if error := await self._reading.ended(opened.edition.id, opened, read, self._seconds):
            log.warning("the calendar cannot be read ahead: %s", error)

    async def _read(self, opened: Opened) -> Book:
        found = await reading.read(opened)
        rows, named = await asyncio.to_thread(_rows, found)
        labels = await reading.labels(opened, named)
        book = Book(opened.edition.id, found, Table("calendar", COLUMNS, rows, labels))
        await asyncio.to_thread(lambda: book.table.facets)  # which the first page would wait for
        self._books[opened.edition.id] = book
        while len(self._books) > _KEPT:
            self._books.popitem(last=False)
        return book


def _rows(entries_: Sequence[Entry]) -> tuple[list[Row], set[str]]:
    """Return the rows of the table, and the IRIs that are named in them."""
    rows = [Row(entry.about, _cells(entry)) for entry in entries_]
    named = {term.value for row in rows for cell in row.cells for term in cell if term.kind == "uri"}
    return rows, named | {entry.about for entry in entries_}


def _cells(entry: Entry) -> tuple[tuple[Term, ...], ...]:
    """Return the values one can filter by, in the order of COLUMNS."""
    named = (entry.products, entry.countries, entry.groups, entry.buyers)
    return (
        (Term("literal", entry.stage),),
        (Term("literal", entry.certainty),),
        *(tuple(Term("uri", iri) for iri in iris) for iris in named),
    )
