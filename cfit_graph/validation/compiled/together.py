"""Constraint components (SHACL 4) on all values of a path together to functions that clear them for sure."""

from collections.abc import Callable, Collection

import rdflib
from pyoxigraph import Literal
from rdflib import SH
from rdflib.collection import Collection as RdfList
from rdflib.term import Node

from cfit_graph.validation.compiled.known import Check, Unknown
from cfit_graph.validation.compiled.statements import Statements, Term


def min_count(_shapes: rdflib.Graph, _shape: Node, wanted: Node, statements: Statements) -> Check:
    """Clear so many values or more, two ways to write one literal counted once."""
    least = int(str(wanted))
    if least == 1:
        return lambda _thing, values: bool(values)
    return lambda _thing, values: len({statements.node(value) for value in values}) >= least


def max_count(_shapes: rdflib.Graph, _shape: Node, wanted: Node, _statements: Statements) -> Check:
    """Clear so many values or fewer."""
    most = int(str(wanted))
    return lambda _thing, values: len(values) <= most


def has_value(_shapes: rdflib.Graph, _shape: Node, wanted: Node, statements: Statements) -> Check:
    """Clear values of which one is the wanted one."""
    return lambda _thing, values: any(statements.node(value) == wanted for value in values)


def unique_lang(_shapes: rdflib.Graph, _shape: Node, wanted: Node, _statements: Statements) -> Check:
    """Clear values of which no two are in one language."""
    _true(wanted)

    def clears(_thing: Term, values: Collection[Term]) -> bool:
        if len(values) <= 1:
            return True
        languages = [value.language.lower() for value in values if isinstance(value, Literal) and value.language]
        return len(set(languages)) == len(languages)

    return clears


def less_than_or_equals(_shapes: rdflib.Graph, _shape: Node, wanted: Node, statements: Statements) -> Check:
    """Clear values of which none is above a value of another predicate; only literals of one datatype compare."""
    others = statements.of(str(wanted))

    def clears(thing: Term, values: Collection[Term]) -> bool:
        return all(
            _at_most(statements.node(value), statements.node(other))
            for other in others.get(thing, ())
            for value in values
        )

    return clears


def _at_most(value: Node, other: Node) -> bool:
    if not (isinstance(value, rdflib.Literal) and isinstance(other, rdflib.Literal)):
        return False
    if value.datatype is None or value.datatype != other.datatype or value.ill_typed or other.ill_typed:
        return False
    try:
        return bool(value <= other)
    except TypeError:  # a moment with a time zone against one without
        return False


def closed(shapes: rdflib.Graph, shape: Node, wanted: Node, statements: Statements) -> Check:
    """Clear a thing that has no other predicates than those of its property shapes and the ones to ignore."""
    _true(wanted)
    ignored = [node for list_ in shapes.objects(shape, SH.ignoredProperties) for node in RdfList(shapes, list_)]
    allowed = {str(node) for node in (*ignored, *shapes.objects(shape, SH.property / SH.path))}
    others = [of for predicate, of in statements.by_predicate.items() if predicate not in allowed]
    return lambda thing, _values: all(thing not in of for of in others)


def _true(wanted: Node) -> None:
    if not (isinstance(wanted, rdflib.Literal) and wanted.value is True):
        message = f"the value {wanted}"
        raise Unknown(message)


TOGETHER: dict[Node, Callable[[rdflib.Graph, Node, Node, Statements], Check]] = {
    SH.minCount: min_count,
    SH.maxCount: max_count,
    SH.hasValue: has_value,
    SH.uniqueLang: unique_lang,
    SH.lessThanOrEquals: less_than_or_equals,
    SH.closed: closed,
}
