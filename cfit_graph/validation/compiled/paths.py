"""Property paths (SHACL 2.3.1) to functions from a thing to its values."""

from collections.abc import Callable, Collection, Mapping

import rdflib
from rdflib import RDF, SH
from rdflib.collection import Collection as RdfList
from rdflib.term import Node

from cfit_graph.validation.compiled.known import Unknown
from cfit_graph.validation.compiled.statements import Statements, Term

Path = Callable[[Term], Collection[Term]]


def path(shapes: rdflib.Graph, node: Node, statements: Statements) -> Path:
    """Return the function of a path: a predicate, a sequence, an alternative, an inverse; raise Unknown."""
    if isinstance(node, rdflib.URIRef):
        return _lookup(statements.of(str(node)))
    inverse, alternative = shapes.value(node, SH.inversePath), shapes.value(node, SH.alternativePath)
    if isinstance(inverse, rdflib.URIRef):
        return _lookup(statements.to(str(inverse)))
    if alternative is not None:
        return _any_of([path(shapes, part, statements) for part in RdfList(shapes, alternative)])
    if (node, RDF.first, None) in shapes:
        return _one_after_the_other([path(shapes, part, statements) for part in RdfList(shapes, node)])
    message = "a path"
    raise Unknown(message)


def _lookup(values: Mapping[Term, Collection[Term]]) -> Path:
    return lambda thing: values.get(thing, ())


def _any_of(parts: list[Path]) -> Path:
    return lambda thing: {value for part in parts for value in part(thing)}


def _one_after_the_other(parts: list[Path]) -> Path:
    def values(thing: Term) -> Collection[Term]:
        reached: set[Term] = {thing}
        for part in parts:
            reached = {value for step in reached for value in part(step)}
        return reached

    return values
