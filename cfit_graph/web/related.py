"""Which things point to a thing, by the property they do it with; a long list comes in pages of its own address."""

import asyncio
from collections.abc import Sequence
from dataclasses import dataclass

from cfit_graph.web import asking
from cfit_graph.web.asking import Row
from cfit_graph.web.shelf import Opened
from cfit_graph.web.terms import Shown, Words

# A thing that few point to shows them all; else each property shows its first ones and has pages of its own.
FEW, FIRST, PAGE = 60, 10, 100
COUNTED = 5_000


@dataclass(frozen=True)
class Group:
    """The things that point here with one property: `total` of them, of which `things` are shown."""

    name: Shown
    things: list[Shown]
    total: int

    @property
    def pages(self) -> int:
        """How many pages of their own they fill."""
        return -(-self.total // PAGE)


@dataclass(frozen=True)
class Related:
    """What points to a thing.

    `at_least` says that there are more than were counted; `chosen` is the property whose page is shown.
    """

    groups: list[Group]
    total: int
    at_least: bool
    chosen: str | None = None
    page: int = 1


async def of(
    opened: Opened, iri: str, languages: Sequence[str], property_: str | None = None, page: int = 1
) -> Related:
    """Return what points to `iri`: all of it, the first of each property, or one page of one property.

    A property that nothing points here with is passed over. Raises any QueryError.
    """
    counted = await asking.rows(opened.pool, "incoming-count", thing=iri)
    totals = {row["property"].value: int(row["number"].value) for row in counted if "property" in row}
    total = sum(totals.values())
    if property_ in totals:
        totals, page = {property_: totals[property_]}, max(1, page)
        shown, skip = PAGE, PAGE * (page - 1)
    else:
        property_, page, skip = None, 1, 0
        shown = FEW if total <= FEW else FIRST
    found = await asyncio.gather(*(_pointing(opened, iri, wanted, skip) for wanted in totals))
    rows = [row for group in found for row in group[:shown]]
    named = [*totals, *(row["subject"].value for row in rows)]
    words = Words(await asking.labels(opened.pool, named), languages)
    groups = [
        _group(wanted, count, group[:shown], words)
        for (wanted, count), group in zip(totals.items(), found, strict=True)
    ]
    ordered = sorted(groups, key=lambda group: group.name.text.lower())
    return Related(ordered, total, total >= COUNTED, property_, page)


async def _pointing(opened: Opened, iri: str, property_: str, skip: int) -> list[Row]:
    return await asking.rows(opened.pool, "incoming", skip=skip, thing=iri, property=property_)


def _group(property_: str, total: int, rows: list[Row], words: Words) -> Group:
    things = [words.of(row["subject"]) for row in rows]
    things.sort(key=lambda thing: (thing.text.lower(), str(thing.iri)))
    return Group(words.called(property_), things, total)
