"""The statements of a release in canonical form, from which every dump, count and hash is made.

The store is not lossless (it writes 2.50 as 2.5), so nothing is read back from it.
"""

import hashlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property
from itertools import groupby

from pyoxigraph import NamedNode, Quad, RdfFormat, Triple

from cfit_graph import rdf
from cfit_graph.rdf import Node

ALGORITHM = "RDFC-1.0, SHA-256"


@dataclass(frozen=True)
class GraphSummary:
    """A named graph: its size, and the hash of its triples without the name of the graph."""

    iri: str
    triples: int
    sha256: str


class Dataset:
    """All named graphs of a release, blank nodes named canonically (RDFC-1.0), sorted by graph and subject."""

    def __init__(self, quads: Iterable[Quad]) -> None:
        """Bring the quads into canonical form; a quad given twice counts once."""
        self.quads = rdf.canonical(quads)

    @cached_property
    def triples(self) -> list[Triple]:
        """Each distinct triple once, whatever number of graphs state it: the default graph."""
        distinct = {Quad(quad.subject, quad.predicate, quad.object) for quad in self.quads}
        return [quad.triple for quad in rdf.in_order(distinct)]

    @cached_property
    def n_quads(self) -> bytes:
        """The canonical N-Quads document: sorted lines, each ended by a line feed."""
        lines = rdf.written(self.quads, RdfFormat.N_QUADS).decode().removesuffix("\n").split("\n")
        return "".join(f"{line}\n" for line in sorted(lines)).encode()

    @cached_property
    def sha256(self) -> str:
        """The hash of the canonical N-Quads of all named graphs; the default graph, a copy, is left out."""
        return sha256(self.n_quads)

    @cached_property
    def graphs(self) -> list[GraphSummary]:
        """The named graphs, sorted by name."""
        groups = groupby(self.quads, key=graph_iri)
        return sorted((_summary(iri, list(quads)) for iri, quads in groups), key=lambda graph: graph.iri)

    def graph(self, name: NamedNode) -> list[Quad]:
        """Return the quads of one named graph."""
        return [quad for quad in self.quads if quad.graph_name == name]

    @cached_property
    def _objects(self) -> Mapping[tuple[object, object], list[Node]]:
        index: dict[tuple[object, object], list[Node]] = {}
        for triple in self.triples:
            index.setdefault((triple.subject, triple.predicate), []).append(triple.object)
        return index

    def objects(self, subject: Node, predicate: NamedNode) -> list[Node]:
        """Return what the release says of a thing under one property, sorted."""
        return self._objects.get((subject, predicate), [])


def graph_iri(quad: Quad) -> str:
    """Return the name of the graph a quad is in, empty for the default graph."""
    return quad.graph_name.value if isinstance(quad.graph_name, NamedNode) else ""


def sha256(data: bytes) -> str:
    """Return the SHA-256 of the bytes in lower-case hexadecimal digits."""
    return hashlib.sha256(data).hexdigest()


def unnamed(quads: Iterable[Quad]) -> list[Quad]:
    """Return the quads in the default graph, in canonical form on their own."""
    return rdf.canonical(Quad(quad.subject, quad.predicate, quad.object) for quad in quads)


def _summary(iri: str, quads: list[Quad]) -> GraphSummary:
    lines = rdf.canonical_lines(Quad(quad.subject, quad.predicate, quad.object) for quad in quads)
    return GraphSummary(iri, len(quads), sha256("".join(f"{line}\n" for line in lines).encode()))
