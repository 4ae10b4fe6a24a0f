"""The statements that the shapes are held against, by predicate, and their terms as rdflib has them.

Literals stay as they were written, for which neither store will do: both change them on the way in.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping

import rdflib
from pyoxigraph import BlankNode, Literal, NamedNode, Quad, Triple
from rdflib import RDF, RDFS, XSD

Term = NamedNode | BlankNode | Literal | Triple
Values = dict[Term, dict[Term, None]]

TYPE = str(RDF.type)
SUBCLASS = str(RDFS.subClassOf)
STRING = str(XSD.string)


class Statements:
    """The distinct triples of quads: the values of each thing, by predicate, and the other way round where asked."""

    def __init__(self, quads: Iterable[Quad]) -> None:
        """Take the triples of the quads, whichever graph they stand in."""
        self.by_predicate: defaultdict[str, Values] = defaultdict(dict)
        self._turned: dict[str, Values] = {}
        self._nodes: dict[Term, rdflib.term.IdentifiedNode | rdflib.Literal] = {}
        for quad in quads:
            self.by_predicate[quad.predicate.value].setdefault(quad.subject, {})[quad.object] = None

    def of(self, predicate: str) -> Mapping[Term, dict[Term, None]]:
        """Return the values of a predicate by the thing that has them."""
        return self.by_predicate.get(predicate, {})

    def to(self, predicate: str) -> Mapping[Term, dict[Term, None]]:
        """Return the things that have a value of a predicate, by that value."""
        if predicate not in self._turned:
            turned: Values = {}
            for thing, values in self.of(predicate).items():
                for value in values:
                    turned.setdefault(value, {})[thing] = None
            self._turned[predicate] = turned
        return self._turned[predicate]

    def instances(self, class_: Term) -> dict[Term, None]:
        """Return the things that are said to be of a class."""
        return self.to(TYPE).get(class_, {})

    def narrower(self, class_: str) -> dict[Term, None]:
        """Return a class and every class that is said to be below it, through however many steps."""
        found: dict[Term, None] = {NamedNode(class_): None}
        below = self.to(SUBCLASS)
        waiting = list(found)
        while waiting:
            fresh = [narrower for narrower in below.get(waiting.pop(), ()) if narrower not in found]
            found |= dict.fromkeys(fresh)
            waiting += fresh
        return found

    def node(self, term: Term) -> rdflib.term.IdentifiedNode | rdflib.Literal:
        """Return a term as rdflib reads it from N-Triples."""
        node = self._nodes.get(term)
        if node is None:
            node = self._nodes[term] = _node(term)
        return node


def _node(term: Term) -> rdflib.term.IdentifiedNode | rdflib.Literal:
    if isinstance(term, NamedNode):
        return rdflib.URIRef(term.value)
    if isinstance(term, BlankNode):
        return rdflib.BNode(term.value)
    if not isinstance(term, Literal):
        message = f"a statement about a statement has no place in the graph: {term}"
        raise TypeError(message)
    datatype = term.datatype.value
    plain = term.language or datatype == STRING
    return rdflib.Literal(term.value, lang=term.language, datatype=None if plain else rdflib.URIRef(datatype))


def term(node: rdflib.term.Node) -> Term | None:
    """Return an IRI or a blank node of rdflib as a term; None for a literal, whose writing rdflib may have changed."""
    if isinstance(node, rdflib.URIRef):
        return NamedNode(str(node))
    return BlankNode(str(node)) if isinstance(node, rdflib.BNode) else None
