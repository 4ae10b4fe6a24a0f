"""A section of a page: a table of items with some of their properties, as declared and as filled."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from cfit_graph.web.edition import SourceDocument
from cfit_graph.web.terms import Shown

MOST = 20
ASKED = 60


@dataclass(frozen=True)
class Section:
    """A table on a page: its title, a column for each heading with the property it shows, what an empty one says.

    `by` are the properties it is sorted by, before the name of the item; `newest_first` turns the order round. With a
    `head`, a row begins with the values of that property instead of the item's own name. With `across` it is a grid: a
    row for each value of the first, a column for each of the second, the items in the cells. A section that says
    nothing when empty is then left out; one with more than `most` items shows the first of them.
    """

    key: str
    title: str
    columns: Mapping[str, str]
    empty: str = ""
    by: tuple[str, ...] = ()
    head: str | None = None
    across: tuple[str, str] | None = None
    newest_first: bool = False
    most: int = MOST

    @property
    def properties(self) -> frozenset[str]:
        """The properties of its items that it shows or sorts by."""
        return frozenset((*self.columns.values(), *self.by, *(self.across or ()), *([self.head] if self.head else [])))


@dataclass(frozen=True)
class Purpose:
    """What a kind of thing has on its page: a query that gives the items, and the sections that show them.

    `plain` is false where the page shows nothing of what points to the thing but the sections.
    """

    query: str = ""
    sections: tuple[Section, ...] = ()
    plain: bool = True

    @property
    def properties(self) -> frozenset[str]:
        """The properties of the items that the sections show or sort by."""
        return frozenset().union(*(section.properties for section in self.sections))


NONE = Purpose()


@dataclass
class Cell:
    """The values of one property of one item; a date with how it is to be read."""

    values: list[tuple[Shown, Shown | None]] = field(default_factory=list)


@dataclass(frozen=True)
class Item:
    """A row: the item, what it is known by if not by its name, its cells in order, the documents that speak of it."""

    shown: Shown
    head: Cell
    cells: list[Cell]
    sources: list[SourceDocument]


@dataclass(frozen=True)
class Grid:
    """The items by two of their properties: headings across, and rows of cells, each a list of items.

    A heading is None for the items that have no such property.
    """

    across: list[Shown | None]
    rows: list[tuple[Shown | None, list[list[Shown]]]]


@dataclass(frozen=True)
class Filled:
    """A section with its items, `total` of them, or more if that is ASKED; those in `items` are shown."""

    section: Section
    items: list[Item]
    total: int
    grid: Grid | None = None

    @property
    def at_least(self) -> bool:
        """Whether there may be more than were asked for."""
        return self.total == ASKED

    @property
    def columns(self) -> list[tuple[int, str]]:
        """The place and heading of each column in which some item has a value."""
        headings = enumerate(self.section.columns)
        filled = {place for item in self.items for place, cell in enumerate(item.cells) if cell.values}
        return [(place, heading) for place, heading in headings if place in filled]
