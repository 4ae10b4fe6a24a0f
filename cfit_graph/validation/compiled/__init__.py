"""Shapes to plain functions that clear a thing for sure: pyshacl is left the few things that no function clears.

A function may doubt a thing that conforms, and never clears one that does not: pyshacl has the last word and writes
the report. What the functions do not know (a constraint, a path, a target), pyshacl looks at as if they were not here.
"""

from collections.abc import Container, Iterator

import rdflib
from rdflib import RDF, RDFS, SH
from rdflib.term import Node

from cfit_graph.validation.compiled.compiler import Compiler
from cfit_graph.validation.compiled.known import Unknown
from cfit_graph.validation.compiled.statements import Statements, Term

__all__ = ["Statements", "aimed", "left", "narrow"]

TARGETS = (SH.targetClass, SH.targetSubjectsOf, SH.targetObjectsOf)


def narrow(shapes: rdflib.Graph, statements: Statements, only: Container[Term] | None = None) -> None:
    """Aim each shape of the graph at the things that it does not clear, instead of at all that its targets name.

    Where `only` is given, a shape is aimed at nothing else.
    """
    compiler = Compiler(shapes, statements)
    for shape in list(targeted(shapes)):
        try:
            clears = compiler.shape(shape)
        except Unknown:
            if only is None:
                continue
            clears = nothing
        named = focus_nodes(shapes, shape, statements)
        doubted = [thing for thing in named if (only is None or thing in only) and not clears(thing)]
        for target in TARGETS:
            shapes.remove((shape, target, None))
        for thing in doubted:
            shapes.add((shape, SH.targetNode, statements.node(thing)))


def aimed(shapes: rdflib.Graph) -> bool:
    """Return whether any shape is aimed at anything."""
    return any((None, target, None) in shapes for target in (*TARGETS, SH.targetNode))


def nothing(_thing: Term) -> bool:
    """Clear nothing."""
    return False


def left(shapes: rdflib.Graph) -> dict[Node, str]:
    """Return the shapes that are left to pyshacl whole, each with what the functions do not know."""
    compiler = Compiler(shapes, Statements(()))
    found = {}
    for shape in targeted(shapes):
        try:
            compiler.shape(shape)
        except Unknown as error:
            found[shape] = str(error)
    return found


def targeted(shapes: rdflib.Graph) -> Iterator[Node]:
    """Yield the shapes that say which things they are about, those that are classes themselves left out."""
    stated = dict.fromkeys(shape for target in TARGETS for shape in shapes.subjects(target, None))
    return (shape for shape in stated if (shape, RDF.type, RDFS.Class) not in shapes)


def focus_nodes(shapes: rdflib.Graph, shape: Node, statements: Statements) -> dict[Term, None]:
    """Return the things that the targets of a shape name (SHACL 2.1.3), each once."""
    found: dict[Term, None] = {}
    for class_ in shapes.objects(shape, SH.targetClass):
        for narrower in statements.narrower(str(class_)):
            found |= statements.instances(narrower)
    for predicate in shapes.objects(shape, SH.targetSubjectsOf):
        found |= dict.fromkeys(statements.of(str(predicate)))
    for predicate in shapes.objects(shape, SH.targetObjectsOf):
        found |= dict.fromkeys(statements.to(str(predicate)))
    return found
