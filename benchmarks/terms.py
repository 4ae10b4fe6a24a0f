"""How the things of the made-up market are called in the graph, and how its literals are written (N-Triples)."""

from collections.abc import Iterator

import market
from market import Purchase
from pyoxigraph import NamedNode

from cfit_graph import iris
from cfit_graph.iris import CFIT, CPV, DCTERMS, XSD, A

Fact = tuple[NamedNode, NamedNode, str]

REGISTER = iris.source("benchmark-register")


def text(words: str, language: str = "") -> str:
    """Return a literal without characters that would need escaping."""
    return f'"{words}"@{language}' if language else f'"{words}"'


def typed(value: object, name: str) -> str:
    """Return a literal of an XSD datatype."""
    return f'"{value}"^^{XSD[name]}'


def concept(scheme: str, notation: str) -> str:
    """Return the concept as an object."""
    return str(iris.concept(scheme, notation))


def organisation(kind: str, number: int) -> NamedNode:
    """Return a buyer or a supplier."""
    return iris.thing("organisation", f"{kind}-{number}")


def procedure(number: int) -> NamedNode:
    """Return the procedure of a purchase."""
    return iris.thing("procedure", f"p-{number}")


def notice(number: int) -> NamedNode:
    """Return the notice of a purchase."""
    return iris.thing("notice", f"n-{number}")


def source(number: int) -> NamedNode:
    """Return the document that announces a purchase."""
    return iris.source(f"bulletin-{number // market.PER_SOURCE}")


def code(number: int) -> NamedNode:
    """Return a code."""
    return CPV[market.code_text(number)]


def named(thing: NamedNode, class_: NamedNode, origin: NamedNode) -> Iterator[Fact]:
    """Yield what every thing of the graph has: a class, an identifier and a source."""
    yield thing, A, str(class_)
    yield thing, DCTERMS.identifier, text(thing.value.rpartition("/")[2])
    yield thing, DCTERMS.source, str(origin)


def day(thing: NamedNode, predicate: NamedNode, stem: str, when: object) -> Iterator[Fact]:
    """Yield a date with its bounds, as the mapping does."""
    for property_ in (predicate, CFIT[f"{stem}Earliest"], CFIT[f"{stem}Latest"]):
        yield thing, property_, typed(when, "date")


def lot_of(purchase: Purchase, place: int) -> NamedNode:
    """Return a lot of the purchase."""
    return iris.thing("lot", f"l-{purchase.number}-{place}")
