"""The calendar in memory: its entries once for a release, with the set of entries behind each filter."""

import asyncio
from bisect import bisect_left, bisect_right
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from cfit_graph.web.asking import Term
from cfit_graph.web.calendar import entries, reading
from cfit_graph.web.calendar.entries import Entry
from cfit_graph.web.catalogue import N_
from cfit_graph.web.lists.columns import Column
from cfit_graph.web.lists.table import Row, Table
from cfit_graph.web.shelf import Opened

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
    """The book of the release that was asked for last."""

    def __init__(self) -> None:
        """Start empty."""
        self._book: Book | None = None
        self._reading = asyncio.Lock()

    async def book(self, opened: Opened) -> Book:
        """Return the calendar of a release, read once; raise any QueryError."""
        async with self._reading:  # who asks for what is being read waits for it
            if self._book is None or self._book.release != opened.edition.id:
                self._book = await _read(opened)
            return self._book


async def _read(opened: Opened) -> Book:
    found = await reading.read(opened)
    rows = [Row(entry.about, _cells(entry)) for entry in found]
    named = {term.value for row in rows for cell in row.cells for term in cell if term.kind == "uri"}
    named |= {entry.about for entry in found}
    table = Table("calendar", COLUMNS, rows, await reading.labels(opened, named))
    return Book(opened.edition.id, found, table)


def _cells(entry: Entry) -> tuple[tuple[Term, ...], ...]:
    """Return the values one can filter by, in the order of COLUMNS."""
    named = (entry.products, entry.countries, entry.groups, entry.buyers)
    return (
        (Term("literal", entry.stage),),
        (Term("literal", entry.certainty),),
        *(tuple(Term("uri", iri) for iri in iris) for iris in named),
    )
