"""The lists that are in memory: each read once for a release, the least recently asked for going first."""

import asyncio
from collections import OrderedDict
from collections.abc import Mapping

from cfit_graph.web import asking
from cfit_graph.web.lists import kinds, reading
from cfit_graph.web.lists.table import Table
from cfit_graph.web.shelf import Opened

MOST_CELLS = 2_000_000


class Kept:
    """At most `most` cells of lists, but always the one asked for last."""

    def __init__(self, most: int = MOST_CELLS) -> None:
        """Start empty."""
        self._most = most
        self._tables: OrderedDict[tuple[str, str], Table] = OrderedDict()
        self._kinds: tuple[str, Mapping[str, int]] = ("", {})
        self._reading: dict[tuple[str, str], asyncio.Lock] = {}

    async def table(self, opened: Opened, kind: str) -> Table:
        """Return the list of a kind; raise UnknownResourceError if there is nothing of it, or any QueryError."""
        key = (opened.edition.id, kind)
        if key not in self._tables:
            lock = self._reading.setdefault(key, asyncio.Lock())
            try:
                async with lock:  # who asks for what is being read waits for it
                    if key not in self._tables:
                        self._keep(key, await reading.read(opened, kind))
            finally:
                self._reading.pop(key, None)
        self._tables.move_to_end(key)
        return self._tables[key]

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

    def _keep(self, key: tuple[str, str], table: Table) -> None:
        self._tables[key] = table
        while len(self._tables) > 1 and sum(_cells(one) for one in self._tables.values()) > self._most:
            self._tables.popitem(last=False)


def _cells(table: Table) -> int:
    return len(table.rows) * (len(table.columns) + 1)
