"""The database of a release: each distinct triple once in the default graph, and in every graph that states it.

Its files are not the same bytes in every build, because the engine numbers and dates them; what they hold is.
"""

from collections.abc import Iterator, Sequence
from itertools import chain
from pathlib import Path

from pyoxigraph import Quad

from cfit_graph import rdf
from cfit_graph.errors import ReleaseError
from cfit_graph.release import blocks
from cfit_graph.release.dataset import Dataset, Span

FOLDER = "store"

_BATCH = 1_000_000  # what the engine writes at once, and so closer than when it merges what it has written
_HELD = """SELECT ?graph (COUNT(*) AS ?held) WHERE {
  { ?subject ?property ?value . } UNION { GRAPH ?graph { ?subject ?property ?value . } }
} GROUP BY ?graph"""


def write(dataset: Dataset, building: Path) -> None:
    """Fill the store of the release being built, the named graphs and the default graph, and close it."""
    files = dataset.blank.items()
    if dataset.size + dataset.distinct <= _BATCH:
        rdf.fill_store(building / FOLDER, chain.from_iterable(rdf.parsed(path) for path, _spans in files))
        return
    text = chain.from_iterable(_around(path, spans) for path, spans in files)
    blank = chain.from_iterable(_inside(path, spans) for path, spans in files)
    rdf.fill_store(building / FOLDER, blank, blocks.opened(text))


def _around(path: Path, spans: Sequence[Span]) -> Iterator[bytes]:
    """Yield a file but for some spans of it, block by block."""
    starts, ends = [0, *(end for _start, end in spans)], [*(start for start, _end in spans), path.stat().st_size]
    with path.open("rb") as file:
        for start, end in zip(starts, ends, strict=True):
            file.seek(start)
            while block := file.read(min(blocks.SIZE, end - file.tell())):
                yield block


def _inside(path: Path, spans: Sequence[Span]) -> Iterator[Quad]:
    """Yield what stands in the spans of a file."""
    with path.open("rb") as file:
        for start, end in spans:
            file.seek(start)
            yield from rdf.parsed(file.read(end - start))


def check(dataset: Dataset, release: Path) -> None:
    """Open the store read-only and count it; raise ReleaseError naming the graph that differs from the statements."""
    held = _held(release / FOLDER)
    expected = {"": dataset.distinct} | {graph.iri: graph.triples for graph in dataset.graphs}
    for iri in sorted(expected.keys() | held.keys(), reverse=True):
        if held.get(iri, 0) != expected.get(iri, 0):
            raise ReleaseError(_difference(iri, expected.get(iri, 0), held.get(iri, 0)))


def _held(folder: Path) -> dict[str, int]:
    """Return how many statements each graph of a store holds, the default graph under an empty name."""
    rows = rdf.select(rdf.open_store(folder), _HELD)
    return {getattr(row["graph"], "value", ""): int(getattr(row["held"], "value", 0)) for row in rows}


def _difference(iri: str, expected: int, held: int) -> str:
    graph = f"graph {iri}" if iri else "the default graph"
    return (
        f"{graph}: {expected} statements were written and the store holds {held}; look for two values of one property "
        "that are spelt differently and mean the same (2.50 and 2.5), or build again"
    )
