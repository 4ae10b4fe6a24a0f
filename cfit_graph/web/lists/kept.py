"""The lists that are in memory: each read once for a release, the least recently asked for going first.

The long ones are read ahead, one after the other, so that nobody need wait for them. Who comes sooner waits as long as
for any query, and is then told to come back: never given half a list.
"""

import asyncio
import contextlib
import logging
from collections import OrderedDict
from collections.abc import Mapping
from functools import partial

from cfit_graph.errors import CfitError
from cfit_graph.web import asking
from cfit_graph.web.lists import kinds, reading
from cfit_graph.web.lists.table import Table
from cfit_graph.web.shelf import Opened
from cfit_graph.web.underway import Underway

log = logging.getLogger(__name__)

MOST_CELLS = 2_000_000
LONG = 1_000

_LATER = "This list is long and still being read; ask again in a few seconds."
_PAUSE_SECONDS = 0.5
_AHEAD = 2  # half of what may be kept is read ahead, the rest is for what is asked for


class Kept:
    """At most `most` cells of lists, but always the one asked for last; nobody waits longer than `seconds` for one."""

    def __init__(self, seconds: float, most: int = MOST_CELLS) -> None:
        """Start empty."""
        self._most = most
        self._tables: OrderedDict[tuple[str, str], Table] = OrderedDict()
        self._kinds: tuple[str, Mapping[str, int]] = ("", {})
        self._reading: Underway[tuple[str, str], Table] = Underway(seconds, _LATER)

    async def table(self, opened: Opened, kind: str) -> Table:
        """Return the list of a kind.

        Raises UnknownResourceError if there is nothing of it, NotReadyError if it cannot be read in time (it is read
        on, for the next who asks), or any QueryError.
        """
        key = (opened.edition.id, kind)
        if key in self._tables:
            self._tables.move_to_end(key)
            return self._tables[key]
        return await self._reading.waited(key, opened, partial(self._read, key, opened, kind))

    def holds(self, opened: Opened, kind: str) -> bool:
        """Return whether the list of a kind is there without waiting."""
        return (opened.edition.id, kind) in self._tables

    async def ahead(self, opened: Opened) -> None:
        """Read the lists of more than LONG things, one after the other, with pauses for those who ask meanwhile.

        Lists that are too long to be shown at all are passed over.
        """
        with contextlib.suppress(CfitError):
            counts = {**await self.counts(opened), "source": len(opened.edition.sources)}
            for kind in (kind for kind, number in counts.items() if LONG < number <= reading.MOST_THINGS):
                if sum(_cells(table) for table in self._tables.values()) > self._most // _AHEAD:
                    return
                await self._read_ahead(opened, kind)
                await asyncio.sleep(_PAUSE_SECONDS)

    async def _read_ahead(self, opened: Opened, kind: str) -> None:
        if self.holds(opened, kind):
            return
        key = (opened.edition.id, kind)
        if error := await self._reading.ended(key, opened, partial(self._read, key, opened, kind)):
            log.warning("the list of %s cannot be read ahead: %s", kind, error)

    async def counts(self, opened: Opened) -> Mapping[str, int]:
        """Return how many things of each kind there are, those with a list of their own first; raise any QueryError."""
        release, counts = self._kinds
        if release != opened.edition.id:
            rows = await asking.rows(opened.pool, "list-kinds")
            found = {row["kind"].value: int(row["number"].value) for row in rows if "kind" in row}
            ordered = [*(kind for kind in kinds.KINDS if kind in found), *sorted(found.keys() - kinds.KINDS.keys())]
            counts = {kind: found[kind] for kind in ordered}
            self._kinds = (opened.edition.id, counts)
        return counts

    async def _read(self, key: tuple[str, str], opened: Opened, kind: str) -> Table:
        table = await reading.read(opened, kind)
        self._keep(key, table)
        return table

    def _keep(self, key: tuple[str, str], table: Table) -> None:
        self._tables[key] = table
        while len(self._tables) > 1 and sum(_cells(one) for one in self._tables.values()) > self._most:
            self._tables.popitem(last=False)


def _cells(table: Table) -> int:
    return len(table.rows) * (len(table.columns) + 1)
