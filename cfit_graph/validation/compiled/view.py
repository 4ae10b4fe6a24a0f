"""The statements as an rdflib graph, each term made when it is asked for: pyshacl asks for few of them."""

from collections.abc import Iterable, Iterator
from typing import Any

import rdflib
from rdflib.store import Store
from rdflib.term import Node

from cfit_graph.validation.compiled.statements import Statements, Term, term

Pattern = tuple[Node | None, Node | None, Node | None]


class View(Store):
    """A read-only rdflib store over the statements."""

    context_aware = True  # pyshacl makes a dataset of every graph, and asks only this one
    graph_aware = True

    def __init__(self, statements: Statements) -> None:
        """Look at these statements."""
        super().__init__()
        self._statements = statements

    def triples(self, triple_pattern: Pattern, context: Any = None) -> Iterator[tuple[Any, Iterator[None]]]:  # noqa: ARG002 - the signature of rdflib
        """Yield the triples of a pattern as rdflib has them."""
        subject, predicate, object_ = triple_pattern
        predicates = list(self._statements.by_predicate) if predicate is None else [str(predicate)]
        for name in predicates:
            node = rdflib.URIRef(name)
            for thing, value in self._pairs(name, subject, object_):
                yield (self._statements.node(thing), node, self._statements.node(value)), iter(())

    def _pairs(self, predicate: str, subject: Node | None, object_: Node | None) -> Iterable[tuple[Term, Term]]:
        """Return the things and values of a predicate, those of one thing or of one value where it is given."""
        node, of = self._statements.node, self._statements.of(predicate)
        if subject is not None:
            thing = term(subject)
            values = of.get(thing, {}) if thing is not None else {}
            return [(thing, value) for value in values if object_ is None or node(value) == object_]  # type: ignore[misc] # a literal has no values
        value = None if object_ is None else term(object_)
        if value is not None:
            return [(thing, value) for thing in self._statements.to(predicate).get(value, {})]
        pairs = ((thing, value) for thing, values in of.items() for value in values)
        return pairs if object_ is None else (pair for pair in pairs if node(pair[1]) == object_)

    def __len__(self, context: Any = None) -> int:
        """Return how many statements there are."""
        return sum(len(values) for of in self._statements.by_predicate.values() for values in of.values())


def graph(statements: Statements) -> rdflib.Graph:
    """Return the statements as an rdflib graph that is not written to."""
    return rdflib.Graph(store=View(statements))
