"""The statements of a small document, the ontology or the shapes, looked up by subject without any query."""

from collections.abc import Iterable

from pyoxigraph import BlankNode, Literal, NamedNode, Quad, Triple

from cfit_graph.iris import RDF

Node = NamedNode | BlankNode
Value = NamedNode | BlankNode | Literal | Triple


class Statements:
    """What a document says of each of its subjects."""

    def __init__(self, quads: Iterable[Quad]) -> None:
        """Sort the quads by subject and property."""
        self._by_subject: dict[Node, dict[NamedNode, list[Value]]] = {}
        for quad in quads:
            if isinstance(quad.subject, NamedNode | BlankNode):
                self._by_subject.setdefault(quad.subject, {}).setdefault(quad.predicate, []).append(quad.object)

    def subjects(self, base: str = "") -> list[NamedNode]:
        """Return the IRIs that begin with `base` and have a statement of their own, sorted."""
        named = (node for node in self._by_subject if isinstance(node, NamedNode))
        return sorted((node for node in named if node.value.startswith(base)), key=lambda node: node.value)

    def unnamed(self) -> list[BlankNode]:
        """Return the subjects without an IRI."""
        return [node for node in self._by_subject if isinstance(node, BlankNode)]

    def of(self, subject: Node) -> dict[NamedNode, list[Value]]:
        """Return the values of each property of the subject, empty if nothing is said of it."""
        return self._by_subject.get(subject, {})

    def values(self, subject: Node, *properties: NamedNode) -> list[Value]:
        """Return the values of the properties, in the order of the properties."""
        stated = self.of(subject)
        return [value for name in properties for value in stated.get(name, ())]

    def texts(self, subject: Node, *properties: NamedNode) -> list[Literal]:
        """Return the values that are literals."""
        return [value for value in self.values(subject, *properties) if isinstance(value, Literal)]

    def iris(self, subject: Node, *properties: NamedNode) -> list[str]:
        """Return the values that are IRIs, sorted."""
        return sorted(value.value for value in self.values(subject, *properties) if isinstance(value, NamedNode))

    def members(self, head: Value) -> list[Value]:
        """Return the members of an RDF list; a list that bites its own tail ends there."""
        found: list[Value] = []
        seen: set[Value] = set()
        while isinstance(head, NamedNode | BlankNode) and head != RDF.nil and head not in seen:
            seen.add(head)
            found += self.values(head, RDF.first)
            head = next(iter(self.values(head, RDF.rest)), RDF.nil)
        return found
