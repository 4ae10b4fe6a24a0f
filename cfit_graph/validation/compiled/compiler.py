"""Shapes to functions: those of their constraints, of the shapes they point at, and of what they combine."""

from collections.abc import Callable, Collection

import rdflib
from rdflib import SH
from rdflib.collection import Collection as RdfList
from rdflib.term import Node

from cfit_graph.validation.compiled.constraints import EXACT, SINGLE
from cfit_graph.validation.compiled.known import Check, Clears, Unknown
from cfit_graph.validation.compiled.paths import Path, path
from cfit_graph.validation.compiled.statements import Statements, Term
from cfit_graph.validation.compiled.together import TOGETHER

# What a shape says beside its constraints.
SAID = {
    *(SH.path, SH.name, SH.description, SH.message, SH.severity, SH.order, SH.group, SH.ignoredProperties),
    *(SH.targetClass, SH.targetNode, SH.targetSubjectsOf, SH.targetObjectsOf),
}


class Compiler:
    """Makes functions of the shapes of one graph, for the statements of another."""

    def __init__(self, shapes: rdflib.Graph, statements: Statements) -> None:
        """Make functions that look at these statements."""
        self._shapes = shapes
        self._statements = statements
        self._made: dict[Node, Clears] = {}
        self._making: set[Node] = set()
        self._combining: dict[Node, Callable[[Node], Clears]] = {
            SH.property: self.shape,
            SH.node: self.shape,
            SH["or"]: self._or,
            SH["not"]: self._not,
        }

    def shape(self, node: Node) -> Clears:
        """Return the function of a shape; raise Unknown when it holds something that has none."""
        if node in self._making:
            message = "a shape that leads back to itself"
            raise Unknown(message)
        if node not in self._made:
            self._making.add(node)
            try:
                self._made[node] = self._shape(node)
            finally:
                self._making.discard(node)
        return self._made[node]

    def _shape(self, node: Node) -> Clears:
        checks = [
            self._check(node, predicate, parameter)
            for predicate, parameter in self._shapes.predicate_objects(node)
            if predicate not in SAID and str(predicate).startswith(str(SH))
        ]
        if (way := self._shapes.value(node, SH.path)) is None:
            return _with_all(checks, lambda thing: (thing,))
        return _with_all(checks, path(self._shapes, way, self._statements))

    def _check(self, shape: Node, predicate: Node, parameter: Node) -> Check:
        if predicate in TOGETHER:
            return TOGETHER[predicate](self._shapes, shape, parameter, self._statements)
        if predicate in SINGLE:
            return _each(SINGLE[predicate](self._shapes, parameter, self._statements))
        if predicate in self._combining:
            return _each(self._combining[predicate](parameter))
        message = f"sh:{str(predicate).removeprefix(str(SH))}"
        raise Unknown(message)

    def _or(self, members: Node) -> Clears:
        ways = [self.shape(member) for member in RdfList(self._shapes, members)]
        return lambda value: any(clears(value) for clears in ways)

    def _not(self, node: Node) -> Clears:
        if not set(self._shapes.predicates(node)) <= EXACT:
            message = "sh:not of a shape whose function may doubt what conforms"
            raise Unknown(message)
        clears = self.shape(node)
        return lambda value: not clears(value)


def _with_all(checks: Collection[Check], values_of: Path) -> Clears:
    def clears(thing: Term) -> bool:
        values = values_of(thing)
        for check in checks:  # noqa: SIM110 - faster than all(), as below
            if not check(thing, values):
                return False
        return True

    return clears


def _each(clears: Clears) -> Check:
    def check(_thing: Term, values: Collection[Term]) -> bool:
        for value in values:  # noqa: SIM110 - a third faster than all(), and asked most of all
            if not clears(value):
                return False
        return True

    return check
