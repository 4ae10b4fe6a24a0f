"""Constraint components (SHACL 4) on single values to functions that clear a value for sure."""

import re
from collections.abc import Callable
from decimal import Decimal

import rdflib
from pyoxigraph import BlankNode, Literal, NamedNode
from rdflib import RDF, SH, XSD
from rdflib.collection import Collection as RdfList
from rdflib.term import Node

from cfit_graph.validation.compiled.known import Clears, Unknown
from cfit_graph.validation.compiled.statements import TYPE, Statements, Term

# The datatypes that any literal of them is of: there is no wrong way to write it.
FREE = {str(RDF.langString), str(XSD.string)}


def node_kind(_shapes: rdflib.Graph, kind: Node, _statements: Statements) -> Clears:
    """Clear an IRI; no other kind is known."""
    if kind != SH.IRI:
        raise Unknown(kind)
    return lambda value: isinstance(value, NamedNode)


def datatype(_shapes: rdflib.Graph, wanted: Node, statements: Statements) -> Clears:
    """Clear a literal of a datatype that is written as the datatype asks."""
    name = NamedNode(str(wanted))
    if str(wanted) in FREE:
        return lambda value: isinstance(value, Literal) and value.datatype == name

    def clears(value: Term) -> bool:
        if not isinstance(value, Literal) or value.datatype != name:
            return False
        return getattr(statements.node(value), "ill_typed", None) is not True

    return clears


def class_(_shapes: rdflib.Graph, wanted: Node, statements: Statements) -> Clears:
    """Clear a thing that is of a class, or of one below it."""
    types, narrower = statements.of(TYPE), statements.narrower(str(wanted)).keys()
    return lambda value: not narrower.isdisjoint(types.get(value, ()))


def pattern(_shapes: rdflib.Graph, wanted: Node, statements: Statements) -> Clears:
    """Clear an IRI or a literal in which the regular expression is found."""
    found = re.compile(str(wanted)).search
    return lambda value: not isinstance(value, BlankNode) and found(_text(value, statements)) is not None


def max_length(_shapes: rdflib.Graph, wanted: Node, statements: Statements) -> Clears:
    """Clear an IRI or a literal of at most so many characters."""
    most = int(str(wanted))
    return lambda value: not isinstance(value, BlankNode) and len(_text(value, statements)) <= most


def _text(value: Term, statements: Statements) -> str:
    if isinstance(value, NamedNode) or (isinstance(value, Literal) and value.datatype.value in FREE):
        return value.value
    return str(statements.node(value))


def in_(shapes: rdflib.Graph, wanted: Node, statements: Statements) -> Clears:
    """Clear a member of a list."""
    members = set(RdfList(shapes, wanted))
    return lambda value: statements.node(value) in members


def min_inclusive(_shapes: rdflib.Graph, wanted: Node, statements: Statements) -> Clears:
    """Clear a number that is not below another."""
    least = _bound(wanted)
    return lambda value: (number := _number(statements.node(value))) is not None and number >= least


def max_inclusive(_shapes: rdflib.Graph, wanted: Node, statements: Statements) -> Clears:
    """Clear a number that is not above another."""
    most = _bound(wanted)
    return lambda value: (number := _number(statements.node(value))) is not None and number <= most


def _bound(wanted: Node) -> Decimal:
    number = _number(wanted)
    if number is None:
        message = f"the bound {wanted}"
        raise Unknown(message)
    return number


def _number(node: Node) -> Decimal | None:
    """Return the number that a literal is, None for any other term; fractions of two (xsd:double) are left alone."""
    value = node.value if isinstance(node, rdflib.Literal) else None
    return Decimal(value) if isinstance(value, int | Decimal) and not isinstance(value, bool) else None


SINGLE: dict[Node, Callable[[rdflib.Graph, Node, Statements], Clears]] = {
    SH.nodeKind: node_kind,
    SH.datatype: datatype,
    SH["class"]: class_,
    SH.pattern: pattern,
    SH.maxLength: max_length,
    SH["in"]: in_,
    SH.minInclusive: min_inclusive,
    SH.maxInclusive: max_inclusive,
}

# Those that clear a value if, and only if, it conforms: only these may be turned into their opposite.
EXACT = {SH.nodeKind, SH["class"], SH["in"]}
