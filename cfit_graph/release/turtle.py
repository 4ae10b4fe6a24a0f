"""Statements as Turtle that is the same in every run: sorted, grouped by subject, only the prefixes that are used."""

from collections.abc import Iterable, Iterator, Mapping

from pyoxigraph import Literal, NamedNode, Quad, RdfFormat, Triple

from cfit_graph import iris, rdf
from cfit_graph.release.dataset import unnamed

_UNWRITTEN = frozenset({iris.XSD.string, iris.RDF.langString})


def text(quads: Iterable[Quad], prefixes: Mapping[str, str]) -> bytes:
    """Return the quads, without their graphs, as Turtle (W3C 2014) with canonical blank node labels."""
    return of_triples([quad.triple for quad in unnamed(quads)], prefixes)


def of_triples(triples: list[Triple], prefixes: Mapping[str, str]) -> bytes:
    """Return the triples as Turtle, in the order given."""
    return rdf.written(triples, RdfFormat.TURTLE, _used(triples, prefixes))


def of_graphs(quads: list[Quad], prefixes: Mapping[str, str]) -> bytes:
    """Return the quads as TriG, in the order given."""
    return rdf.written(quads, RdfFormat.TRIG, _used(quads, prefixes))


def _used(statements: Iterable[Quad | Triple], prefixes: Mapping[str, str]) -> dict[str, str]:
    """Return the prefixes, sorted, that some IRI of the statements can be shortened with."""
    used = {iri for statement in statements for iri in _iris(statement)}
    return {
        prefix: namespace
        for prefix, namespace in sorted(prefixes.items())
        if any(iri.startswith(namespace) for iri in used)
    }


def _iris(statement: Quad | Triple) -> Iterator[str]:
    """Yield the IRIs Turtle writes out; it has its own signs for the type, for strings and for languages."""
    for term in statement:
        if isinstance(term, Literal) and term.datatype not in _UNWRITTEN:
            yield term.datatype.value
        elif isinstance(term, NamedNode) and term != iris.A:
            yield term.value
