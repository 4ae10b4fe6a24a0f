"""The statements of a release in canonical form, from which every dump, count and hash is made.

They are on disk, sorted, and pass by line by line, so that memory does not grow with them. The store is not lossless
(it writes 2.50 as 2.5), so nothing is read back from it.
"""

import hashlib
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby
from pathlib import Path
from typing import IO

from pyoxigraph import NamedNode, Quad

from cfit_graph import rdf
from cfit_graph.rdf import Node
from cfit_graph.release import lines, part
from cfit_graph.release.lookup import Lookup

ALGORITHM = "RDFC-1.0, SHA-256"

Span = tuple[int, int]


@dataclass(frozen=True)
class GraphSummary:
    """A named graph: its size, and the hash of its triples without the name of the graph."""

    iri: str
    triples: int
    sha256: str


class Dataset:
    """All named graphs of a release, blank nodes named canonically (RDFC-1.0), each statement once.

    `n_quads` is the canonical N-Quads document: sorted lines. `by_graph` are the same lines by graph and `triples` the
    distinct triples, the default graph; in both, what a thing is comes before what is said about it. `blank` tells
    where in these two blank nodes are spoken of, with some that is not of them around.
    """

    def __init__(self, quads: Iterable[Quad], parts: Sequence[Path], work: Path) -> None:
        """Bring the quads into canonical form and merge them with the parts into files in the folder `work`."""
        self._parts = [part.write(lines.canonical(quads), work / "quads"), *parts]
        self.n_quads, self.by_graph, self.triples = (work / name for name in ("graph.nq", "by-graph.nq", "triples.nt"))
        self.size = self.distinct = 0
        self.blank: dict[Path, list[Span]] = {self.by_graph: [], self.triples: []}
        self._blank_graphs: set[bytes] = set()
        self.sha256 = self._merge()
        self.graphs = self._graphs()
        self._said = Lookup(self.triples)

    def _merge(self) -> str:
        """Write the lines by subject, with and without their graphs; return the hash of the first."""
        digest = hashlib.sha256()
        merged = lines.merged(map(part.by_subject, self._parts))
        with self.n_quads.open("wb") as stated, self.triples.open("wb") as triples:
            for _subject, said in groupby(merged, key=lines.subject):
                of_one = list(said)
                text = b"".join(of_one)
                stated.write(text)
                digest.update(text)
                self.size += len(of_one)
                start = triples.tell()
                triples.write(self._distinct(of_one))
                if lines.BLANK in text:
                    self._blank_graphs.update(lines.parted(line)[1] for line in of_one if lines.BLANK in line)
                    self.blank[self.triples].append((start, triples.tell()))
        return digest.hexdigest()

    def _distinct(self, of_one: list[bytes]) -> bytes:
        """Return what is said of one thing, without the graphs, each triple once."""
        distinct = list(dict.fromkeys(lines.triple(lines.parted(line)[0]) for line in of_one))
        self.distinct += len(distinct)
        return b"".join(lines.in_turn(distinct))

    def _graphs(self) -> list[GraphSummary]:
        """Write the lines by graph and return the named graphs, sorted by name."""
        rows = map(lines.unkeyed, lines.merged(map(part.by_graph, self._parts)))
        with self.by_graph.open("wb") as file:
            found = [self._graph(name, of_graph, file) for name, of_graph in groupby(rows, key=lambda row: row[0])]
        return sorted(found, key=lambda graph: graph.iri)

    def _graph(self, name: bytes, rows: Iterable[tuple[bytes, bytes]], file: IO[bytes]) -> GraphSummary:
        digest, size, start = hashlib.sha256(), 0, file.tell()
        blank: list[bytes] = []
        for _subject, said in groupby((text for _name, text in rows), key=lines.subject):
            of_one = list(said)
            size += len(of_one)
            file.write(b"".join(b"%s %s .\n" % (text, name) for text in lines.in_turn(of_one)))
            stated = b"".join(map(lines.triple, of_one))
            digest.update(stated)
            if name in self._blank_graphs:
                blank.append(stated)
        if blank:  # a graph on its own names its blank nodes anew
            self.blank[self.by_graph].append((start, file.tell()))
            alone = rdf.canonical_lines(rdf.quads_of(text.decode() for text in blank))
            digest = hashlib.sha256("".join(f"{line}\n" for line in alone).encode())
        return GraphSummary(lines.iri(name), size, digest.hexdigest())

    def rows(self) -> Iterator[lines.Terms]:
        """Yield the subject, predicate and object of each distinct triple as canonical N-Triples writes them."""
        with self.triples.open("rb") as file:
            yield from map(lines.terms, file)

    def graph(self, name: NamedNode) -> list[Quad]:
        """Return the quads of one named graph; reads all of them."""
        end = f" {name} .\n".encode()
        with self.by_graph.open("rb") as file:
            return rdf.quads_of(line.decode() for line in file if line.endswith(end))

    def objects(self, subject: Node, predicate: NamedNode) -> list[Node]:
        """Return what the release says of a thing under one property, sorted."""
        return [triple.object for triple in self._said(str(subject).encode()) if triple.predicate == predicate]

    def describes(self, thing: NamedNode) -> bool:
        """Return whether the release says anything of a thing."""
        return bool(self._said(str(thing).encode()))


def sha256(data: bytes) -> str:
    """Return the SHA-256 of the bytes in lower-case hexadecimal digits."""
    return hashlib.sha256(data).hexdigest()
