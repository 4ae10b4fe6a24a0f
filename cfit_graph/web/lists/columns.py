"""What a list of one kind of thing shows: its columns, each a path from the thing to values, and what it filters by."""

from dataclasses import dataclass
from typing import NamedTuple

from pyoxigraph import NamedNode

from cfit_graph.iris import CFIT, DCTERMS, ORG, SCHEMA
from cfit_graph.web.catalogue import N_


class Incoming(NamedTuple):
    """A step against the arrow: from a thing to those of a class that point to it."""

    property: NamedNode
    of: NamedNode


Step = NamedNode | Incoming


@dataclass(frozen=True)
class Column:
    """A column: its name in addresses and files, its heading, the path of one or two steps, what its values are.

    `otherwise` is another path, for the things that the first leads nowhere.
    `holds` is `terms`, `dates` (filtered by year), `numbers`, or `counts` (only how many values there are matters).
    """

    key: str
    heading: str
    path: tuple[Step, ...]
    facet: bool = False
    holds: str = "terms"
    otherwise: tuple[Step, ...] = ()


@dataclass(frozen=True)
class Declared:
    """A kind of thing: what it is called in the plural, its class, its columns.

    `of` names a column whose distinct values are counted beside the rows, with the plural of what they are.
    """

    title: str
    of_class: NamedNode
    columns: tuple[Column, ...] = ()
    group: str = ""
    of: tuple[str, str] | None = None
    prefix: str = ""


def column(key: str, heading: str, *path: Step, holds: str = "terms") -> Column:
    """Return a column that is only shown."""
    return Column(key, heading, path, holds=holds)


def facet(key: str, heading: str, *path: Step, holds: str = "terms", otherwise: tuple[Step, ...] = ()) -> Column:
    """Return a column one can filter by."""
    return Column(key, heading, path, facet=True, holds=holds, otherwise=otherwise)


def kind(of: NamedNode) -> Column:
    """Return the filter by what kind of thing it is, which this property says."""
    return facet("kind", N_("Kind"), of)


def status(of: NamedNode) -> Column:
    """Return the filter by how far it has come, which this property says."""
    return facet("status", N_("Status"), of)


SOURCES = column("sources", N_("Sources"), DCTERMS.source, holds="counts")
DISPUTED = facet("disputed", N_("Sources disagree"), Incoming(SCHEMA.about, CFIT.Disagreement))
COUNTRY = facet("country", N_("Country"), DCTERMS.spatial)
PRODUCT = facet("product", N_("Product group"), CFIT.forProductGroup)
SCHEME = facet("scheme", N_("Criteria scheme"), CFIT.criteriaScheme)
MEMBER = column("organisation", N_("Organisation"), ORG.member)
MEMBER_COUNTRY = facet("country", N_("Country"), ORG.member, DCTERMS.spatial)
THEME = facet("theme", N_("Theme"), CFIT.concernsTheme)
CONFIDENCE = facet("confidence", N_("Confidence"), CFIT.confidence)
START = facet("start", N_("Start"), CFIT.startDate, holds="dates")
END = column("end", N_("End"), CFIT.endDate, holds="dates")
DATE = facet("date", N_("Date"), DCTERMS.date, holds="dates")
ISSUED = facet("issued", N_("Published on"), DCTERMS.issued, holds="dates")
ABOUT = column("about", N_("About"), SCHEMA.about)
IN_PACT = Incoming(ORG.member, CFIT.Participation)
