"""The database of a release: each distinct triple once in the default graph, and in every graph that states it.

Its files are not the same bytes in every build, because the engine numbers and dates them; what they hold is.
"""

from collections import Counter
from collections.abc import Iterator
from itertools import islice
from pathlib import Path

from pyoxigraph import Quad

from cfit_graph import rdf
from cfit_graph.errors import ReleaseError
from cfit_graph.release.dataset import Dataset, graph_iri

FOLDER = "store"

_PART = 250_000


def write(dataset: Dataset, building: Path) -> None:
    """Fill the store of the release being built, in parts so that memory does not grow with size, and close it."""
    rdf.fill_store(building / FOLDER, _parts(dataset))


def check(dataset: Dataset, release: Path) -> None:
    """Open the store read-only and count it; raise ReleaseError naming the graph that differs from the statements."""
    held = Counter(graph_iri(quad) for quad in rdf.open_store(release / FOLDER))
    expected = {"": len(dataset.triples)} | {graph.iri: graph.triples for graph in dataset.graphs}
    for iri in sorted(expected.keys() | held.keys(), reverse=True):
        if held[iri] != expected.get(iri, 0):
            raise ReleaseError(_difference(iri, expected.get(iri, 0), held[iri]))


def _parts(dataset: Dataset) -> Iterator[list[Quad]]:
    quads = _quads(dataset)
    while part := list(islice(quads, _PART)):
        yield part


def _quads(dataset: Dataset) -> Iterator[Quad]:
    """Yield the named graphs, then the default graph."""
    yield from dataset.quads
    for triple in dataset.triples:
        yield Quad(triple.subject, triple.predicate, triple.object)


def _difference(iri: str, expected: int, held: int) -> str:
    graph = f"graph {iri}" if iri else "the default graph"
    return (
        f"{graph}: {expected} statements were written and the store holds {held}; look for two values of one property "
        "that are spelt differently and mean the same (2.50 and 2.5), or build again"
    )
