"""Statements as lines of text, which sort, merge and hash without being nodes: canonical N-Quads (RDFC-1.0, W3C 2024).

In a line neither the subject nor the predicate nor the graph holds a space, and nothing holds a tab or a line end.
"""

from collections.abc import Iterable, Iterator
from contextlib import ExitStack
from heapq import merge
from pathlib import Path

from pyoxigraph import BlankNode, Quad, RdfFormat, Triple

from cfit_graph import iris, rdf

Terms = tuple[bytes, bytes, bytes]

TYPE = str(iris.A).encode()
BLANK = b"_:"

_END = b" .\n"
_BUFFER = 1 << 18


def canonical(quads: Iterable[Quad]) -> list[bytes]:
    """Return each quad once, sorted, blank nodes named by RDFC-1.0: its names depend on no quad without one."""
    blank: list[Quad] = []
    plain: list[Quad] = []
    for quad in quads:
        (blank if has_blank(quad) else plain).append(quad)
    text = rdf.written([*plain, *rdf.canonical(blank)], RdfFormat.N_QUADS)
    return sorted(set(text.splitlines(keepends=True)))


def has_blank(quad: Quad) -> bool:
    """Return whether a quad speaks of a blank node."""
    return isinstance(quad.subject, BlankNode) or isinstance(quad.object, BlankNode | Triple)


def merged(files: Iterable[Path]) -> Iterator[bytes]:
    """Yield the lines of sorted files in their order, each once."""
    with ExitStack() as stack:
        previous = b""
        for line in merge(*(stack.enter_context(path.open("rb", _BUFFER)) for path in files)):
            if line != previous:
                yield line
            previous = line


def subject(line: bytes) -> bytes:
    """Return the subject of a line."""
    return line[: line.index(b" ")]


def terms(line: bytes) -> Terms:
    """Return the subject, the predicate and the object of a line without a graph."""
    subject_, predicate, rest = line.split(b" ", 2)
    return subject_, predicate, rest[: -len(_END)]


def in_turn(of_one: list[bytes]) -> list[bytes]:
    """Return the sorted lines of one subject, what it is before what is said about it."""
    start = subject(of_one[0]) + b" " + TYPE + b" "
    types = [line for line in of_one if line.startswith(start)]
    return types + [line for line in of_one if not line.startswith(start)] if types else of_one


def parted(line: bytes) -> tuple[bytes, bytes]:
    """Return the triple and the graph of a line."""
    cut = line.rindex(b" ", 0, -len(_END))
    return line[:cut], line[cut + 1 : -len(_END)]


def triple(text: bytes) -> bytes:
    """Return a triple as a line of N-Triples."""
    return text + _END


def keyed(line: bytes) -> bytes:
    """Return a line under its graph, from which `unkeyed` makes it again; those sort by graph, then by subject."""
    text, graph = parted(line)
    return graph + b"\t" + text + b"\n"


def unkeyed(row: bytes) -> tuple[bytes, bytes]:
    """Return the graph and the triple of a row that `keyed` has made."""
    graph, _, text = row.partition(b"\t")
    return graph, text[:-1]


def iri(term: bytes) -> str:
    """Return the IRI that a term is."""
    return term[1:-1].decode()
