"""How often each class and property is used, read from the VoID description of a release (W3C note, 2011)."""

from collections.abc import Iterable

from pyoxigraph import NamedNode, Quad

from cfit_graph.iris import VOID
from cfit_graph.web.ontology_statements import Statements


class Figures:
    """The number of things of each class and of statements with each property, by IRI; of linksets nothing."""

    def __init__(self, quads: Iterable[Quad]) -> None:
        """Read the partitions."""
        said = Statements(quads)
        self.classes = _counted(said, VOID["class"], VOID.entities)
        self.properties = _counted(said, VOID.property, VOID.triples)

    def of(self, iri: str) -> int:
        """Return how many things are of the class, or how many statements have the property; 0 if none is known."""
        return self.classes.get(iri, 0) or self.properties.get(iri, 0)


def _counted(said: Statements, what: NamedNode, number: NamedNode) -> dict[str, int]:
    found: dict[str, int] = {}
    for part in said.subjects():
        counts = [int(literal.value) for literal in said.texts(part, number) if literal.value.isdecimal()]
        for iri in said.iris(part, what):
            found[iri] = found.get(iri, 0) + sum(counts)
    return found
