"""Matches to quads: each mapping as a triple, the name of the other term, and the note as an axiom about the triple."""

from collections.abc import Iterable, Iterator

from pyoxigraph import BlankNode, Literal, NamedNode, Quad

from cfit_graph.iris import OWL, RDFS, SKOS, A
from cfit_graph.records.alignment import Match


def quads(matches: Iterable[Match], graph: NamedNode, named: Iterable[Quad]) -> Iterator[Quad]:
    """Yield the mappings in `graph`; a term that `named` gives a label already is not given another one.

    The axioms are those of OWL 2 (W3C 2012, mapping to RDF, 2.2), which SSSOM's own serialisation uses.
    """
    labelled = {quad.subject for quad in named if quad.predicate == SKOS.prefLabel}
    for number, match in enumerate(matches):
        subject, predicate, other = (NamedNode(iri) for iri in match[:3])
        yield Quad(subject, predicate, other, graph)
        if other not in labelled:
            labelled.add(other)
            yield Quad(other, SKOS.prefLabel, Literal(match.label, language="en"), graph)
        if match.note:
            yield from _axiom(BlankNode(f"match{number}"), (subject, predicate, other), match.note, graph)


def _axiom(
    axiom: BlankNode, triple: tuple[NamedNode, NamedNode, NamedNode], note: str, graph: NamedNode
) -> Iterator[Quad]:
    yield Quad(axiom, A, OWL.Axiom, graph)
    for end, node in zip((OWL.annotatedSource, OWL.annotatedProperty, OWL.annotatedTarget), triple, strict=True):
        yield Quad(axiom, end, node, graph)
    yield Quad(axiom, RDFS.comment, Literal(note, language="en"), graph)
