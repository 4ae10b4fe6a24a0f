"""CPV codes to product groups by our own table, and whether a purchase is one of ICT at all.

The division of a code says little: 30 holds staples beside laptops, and repair of computers stands in 50.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from cfit_graph.records.framework import CpvMatchRecord

EXACT, BROAD, NARROW = "exact", "broad", "narrow"


@dataclass(frozen=True, order=True)
class Match:
    """That a code stands for a product group: for just it, for more than it (broad) or for a part of it (narrow)."""

    group: str
    kind: str
    code: str


class ProductGroups:
    """The product groups of CPV codes, told by the longest beginning of the code that our table knows."""

    def __init__(self, records: Iterable[CpvMatchRecord]) -> None:
        """Index the rows of the table by the beginning of the codes that they are about."""
        self.own: dict[str, CpvMatchRecord] = {}
        self.branches: dict[str, CpvMatchRecord] = {}
        for record in records:
            self.own[record.id] = record
            if record.inherited:
                self.branches[record.id.rstrip("0")] = record
        self.known: dict[str, tuple[Match, ...]] = {}

    def matches(self, codes: Iterable[str]) -> list[Match]:
        """Return the product groups of the codes (eight digits, a check digit is ignored), the closest match first."""
        found = {match for code in codes for match in self.of_code(code[:8])}
        return sorted(found, key=lambda match: (match.group, (EXACT, NARROW, BROAD).index(match.kind), match.code))

    def in_scope(self, codes: Iterable[str]) -> bool:
        """Return whether one of the codes stands for ICT."""
        return any(self.of_code(code[:8]) for code in codes)

    def of_code(self, code: str) -> tuple[Match, ...]:
        """Return the product groups of one code."""
        if code not in self.known:
            self.known[code] = tuple(self._found(code))
        return self.known[code]

    def _found(self, code: str) -> Iterator[Match]:
        """Yield what the code's own row says, else what the nearest row above it says of the codes below.

        Below a code that stands for a group, or for a part of one, a code stands for a part.
        """
        if record := self.own.get(code):
            kinds = (EXACT, record.exact), (BROAD, record.broad), (NARROW, record.narrow)
            yield from (Match(group, kind, code) for kind, groups in kinds for group in groups)
            return
        beginnings = (code[:length] for length in range(7, 1, -1))
        above = next((self.branches[start] for start in beginnings if start in self.branches), None)
        if above is not None:
            yield from (Match(group, NARROW, code) for group in (*above.exact, *above.narrow))
            yield from (Match(group, BROAD, code) for group in above.broad)
