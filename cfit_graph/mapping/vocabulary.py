"""What mapping adds to the ontology and the concept schemes, and what it reads off them."""

from collections.abc import Iterable, Iterator

from pyoxigraph import NamedNode, Quad

from cfit_graph import iris
from cfit_graph.iris import RDFS, SKOS


def notations(vocabularies: Iterable[Quad]) -> dict[str, set[str]]:
    """Return the notations of each concept scheme of ours: `{"role": {"co-lead", …}, …}`."""
    known: dict[str, set[str]] = {}
    for quad in vocabularies:
        if quad.predicate == SKOS.inScheme and isinstance(quad.subject, NamedNode):
            scheme, _, notation = quad.subject.value.removeprefix(f"{iris.BASE}vocabulary/").rpartition("/")
            known.setdefault(scheme, set()).add(notation)
    return known


def label_copies(quads: Iterable[Quad]) -> Iterator[Quad]:
    """Yield an rdfs:label beside each preferred label, for tools that know no other; nobody writes them by hand."""
    for quad in quads:
        if quad.predicate == SKOS.prefLabel:
            yield Quad(quad.subject, RDFS.label, quad.object, quad.graph_name)
