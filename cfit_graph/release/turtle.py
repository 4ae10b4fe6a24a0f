"""Statements as Turtle that is the same in every run: sorted, grouped by subject, only the prefixes that are used."""

from collections.abc import Iterable, Mapping
from itertools import chain, groupby
from pathlib import Path

from pyoxigraph import Quad, RdfFormat

from cfit_graph import rdf
from cfit_graph.release import lines
from cfit_graph.release.dataset import Dataset
from cfit_graph.release.lines import TYPE


def text(quads: Iterable[Quad], prefixes: Mapping[str, str]) -> bytes:
    """Return the quads, without their graphs, as Turtle (W3C 2014) with canonical blank node labels."""
    stated = lines.canonical(Quad(quad.subject, quad.predicate, quad.object) for quad in quads)
    ordered = [line for _subject, said in groupby(stated, key=lines.subject) for line in lines.in_turn(list(said))]
    used = _used(chain.from_iterable(map(lines.terms, ordered)), prefixes)
    return rdf.written((quad.triple for quad in rdf.parsed(b"".join(ordered))), RdfFormat.TURTLE, used)


def write(dataset: Dataset, prefixes: Mapping[str, str], graphs: Path, triples: Path) -> None:
    """Write the named graphs as TriG to one file and the default graph as Turtle to another (W3C 2014)."""
    used = _used(chain.from_iterable(dataset.rows()), prefixes)
    rdf.write((quad.triple for quad in rdf.parsed(dataset.triples)), triples, RdfFormat.TURTLE, used)
    names = (f"<{graph.iri}>".encode() for graph in dataset.graphs)
    used = {**used, **_used(names, prefixes)}
    rdf.write(rdf.parsed(dataset.by_graph), graphs, RdfFormat.TRIG, dict(sorted(used.items())))


def _used(terms: Iterable[bytes], prefixes: Mapping[str, str]) -> dict[str, str]:
    """Return the prefixes, sorted, that some IRI among the terms can be shortened with."""
    unused = {prefix: f"<{namespace}".encode() for prefix, namespace in prefixes.items()}
    starts = tuple(unused.values())
    for term in terms:
        iri = term if term.startswith(b"<") else _datatype(term)
        if iri.startswith(starts) and term != TYPE:
            unused = {prefix: start for prefix, start in unused.items() if not iri.startswith(start)}
            starts = tuple(unused.values())
    return {prefix: prefixes[prefix] for prefix in sorted(prefixes.keys() - unused.keys())}


def _datatype(literal: bytes) -> bytes:
    """Return the datatype that a literal is written with, empty for a string and for text in a language."""
    return literal[literal.rindex(b"<") :] if literal.endswith(b">") else b""
