"""The only module that calls the RDF library's parse, write and query; it turns its exceptions into ours."""

import io
import json
import re
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import IO

import pyoxigraph as ox
from pyoxigraph import BlankNode, Dataset, Literal, NamedNode, Quad, RdfFormat, Triple

from cfit_graph import iris
from cfit_graph.errors import QuerySyntaxError, ReleaseError, SourceError

Node = NamedNode | BlankNode | Literal | Triple

_PLACE = re.compile(r"^error at (\d+):(\d+): ")


def read_file(path: Path, graph: NamedNode | None = None) -> list[Quad]:
    """Return the quads of one RDF file, those of its default graph put in `graph` when one is given.

    Raises SourceError with the file and the line.
    """
    try:
        return [in_graph(quad, graph) for quad in ox.parse(path=str(path), rename_blank_nodes=True)]
    except (SyntaxError, ValueError) as error:
        message = f"{path}:{getattr(error, 'lineno', None) or 1}: not readable as RDF: {getattr(error, 'msg', error)}"
        raise SourceError(message) from error
    except OSError as error:
        message = f"{path}: cannot be read: {error.strerror}"
        raise SourceError(message) from error


def read_bytes(body: bytes, rdf_format: RdfFormat) -> list[Quad]:
    """Return the quads of a text the engine has written."""
    return list(ox.parse(body, rdf_format, rename_blank_nodes=True))


def quads_of(lines: Iterable[str]) -> list[Quad]:
    """Return the quads of lines of N-Quads that we wrote ourselves."""
    return list(ox.parse("".join(lines), RdfFormat.N_QUADS))


def parsed(text: bytes | Path) -> Iterator[Quad]:
    """Yield the quads of N-Quads or N-Triples that we wrote ourselves, blank nodes by the names they have there."""
    if isinstance(text, Path):
        yield from ox.parse(path=str(text), format=RdfFormat.N_QUADS)
    else:
        yield from ox.parse(text, RdfFormat.N_QUADS)


def literal(text: bytes) -> Literal:
    """Return the literal that N-Triples writes like this."""
    value, _, tag = text[1:].rpartition(b'"')
    if b"\\" in value:
        found = next(ox.parse(b"<a:a> <a:a> %s ." % text, RdfFormat.N_TRIPLES)).object
        assert isinstance(found, Literal)  # noqa: S101 - written like one
        return found
    if tag.startswith(b"@"):
        return Literal(value.decode(), language=tag[1:].decode())
    return Literal(value.decode(), datatype=NamedNode(tag[3:-1].decode()) if tag else None)


def in_graph(quad: Quad, graph: NamedNode | None) -> Quad:
    """Return `quad`, moved from the default graph to `graph` when one is given."""
    if graph is None or isinstance(quad.graph_name, NamedNode):
        return quad
    return Quad(quad.subject, quad.predicate, quad.object, graph)


def read_folder(folder: Path, graph: NamedNode) -> list[Quad]:
    """Return the quads of every `.ttl` file below `folder`, all in `graph`, files in the order of their names."""
    return [quad for path in sorted(folder.rglob("*.ttl")) for quad in read_file(path, graph)]


def written(
    quads: Iterable[Quad] | Iterable[Triple], rdf_format: RdfFormat, prefixes: dict[str, str] | None = None
) -> bytes:
    """Return the quads or triples as bytes in `rdf_format`, in the order given."""
    buffer = io.BytesIO()
    ox.serialize(quads, buffer, rdf_format, prefixes=prefixes)
    return buffer.getvalue()


def write(
    quads: Iterable[Quad] | Iterable[Triple], to: Path, rdf_format: RdfFormat, prefixes: dict[str, str] | None = None
) -> None:
    """Write the quads or triples to a file in `rdf_format`, in the order given, as they come; may raise OSError."""
    with to.open("wb") as file:
        ox.serialize(quads, file, rdf_format, prefixes=prefixes)


def canonical_lines(quads: Iterable[Quad]) -> list[str]:
    """Return the quads as sorted canonical N-Quads lines, line feeds left out (RDFC-1.0, W3C 2024)."""
    dataset = Dataset(quads)
    dataset.canonicalize(ox.CanonicalizationAlgorithm.RDFC_1_0)
    return sorted(written(dataset, RdfFormat.N_QUADS).decode().removesuffix("\n").split("\n"))


def canonical(quads: Iterable[Quad]) -> list[Quad]:
    """Return each quad once, blank nodes named as RDFC-1.0 names them, sorted by graph, subject, predicate, object."""
    dataset = Dataset(quads)
    dataset.canonicalize(ox.CanonicalizationAlgorithm.RDFC_1_0)
    return in_order(dataset)


def in_order(quads: Iterable[Quad]) -> list[Quad]:
    """Return the quads sorted by graph, subject, predicate and object."""
    return sorted(quads, key=_order)


def _order(quad: Quad) -> tuple[str, str, bool, str, str]:
    """Return the sort key of a quad: what a thing is comes before what is said about it."""
    is_type = quad.predicate.value == "http://www.w3.org/1999/02/22-rdf-syntax-ns#type"
    return (str(quad.graph_name), str(quad.subject), not is_type, str(quad.predicate), str(quad.object))


def fill_store(folder: Path, quads: Iterable[Quad], text: IO[bytes] | None = None) -> None:
    """Write statements into a new store on disk, then optimise and flush it; may raise OSError.

    `text` is N-Quads without blank nodes, because the engine names them anew in whatever it reads as text.
    """
    disk = ox.Store(str(folder))
    if text is not None:
        disk.bulk_load(text, RdfFormat.N_QUADS)
    disk.bulk_extend(quads)
    disk.optimize()
    disk.flush()


def open_store(folder: Path) -> ox.Store:
    """Return the finished store in `folder`, opened read-only; raise ReleaseError if it cannot be opened."""
    try:
        return ox.Store.read_only(str(folder))
    except OSError as error:
        message = f"{folder}: this store cannot be opened: {error}; build the release again"
        raise ReleaseError(message) from error


def store(quads: Iterable[Quad]) -> ox.Store:
    """Return an in-memory store that holds the quads."""
    memory = ox.Store()
    memory.bulk_extend(quads)
    return memory


def with_default_graph(quads: Iterable[Quad]) -> Iterator[Quad]:
    """Yield the quads, and each of their triples in the default graph, where a store then has it once.

    Kept twice rather than answered as a union: the engine's union counts a triple stated by two graphs twice.
    """
    for quad in quads:
        yield quad
        yield Quad(quad.subject, quad.predicate, quad.object)


def label_of(store_: ox.Store, iri: str) -> str | None:
    """Return the best label or title of a thing in the store, None where it has none."""
    for predicate in (iris.SKOS.prefLabel, iris.DCTERMS.title):
        found = [quad.object for quad in store_.quads_for_pattern(NamedNode(iri), predicate, None, ox.DefaultGraph())]
        if literals := [literal for literal in found if isinstance(literal, Literal)]:
            return label(literals)
    return None


def select(store_: ox.Store, sparql: str) -> Iterator[dict[str, Node | None]]:
    """Yield the rows of a trusted SELECT as `{variable: term}`; raise QuerySyntaxError with line and column."""
    try:
        solutions = store_.query(sparql)
    except SyntaxError as error:
        raise syntax_error(error) from error
    assert isinstance(solutions, ox.QuerySolutions)  # noqa: S101 - the callers ask SELECT only
    names = [variable.value for variable in solutions.variables]
    for solution in solutions:
        yield {name: solution[name] for name in names}


RESULT_FORMATS = {
    "csv": ox.QueryResultsFormat.CSV,
    "tsv": ox.QueryResultsFormat.TSV,
    "json": ox.QueryResultsFormat.JSON,
    "xml": ox.QueryResultsFormat.XML,
}
GRAPH_FORMATS = {"turtle": RdfFormat.TURTLE, "ntriples": RdfFormat.N_TRIPLES}

Results = ox.QuerySolutions | ox.QueryBoolean | ox.QueryTriples


def results(store_: ox.Store, sparql: str, prefixes: dict[str, str]) -> Results:
    """Return what the user's own query gives; raise QuerySyntaxError with line and column."""
    try:
        return store_.query(sparql, prefixes=prefixes)
    except SyntaxError as error:
        raise syntax_error(error) from error


def written_results(found: Results, name: str) -> bytes:
    """Return an answer in the format called `name`: csv, tsv, json or xml for rows, else Turtle or N-Triples."""
    if isinstance(found, ox.QueryTriples):
        return found.serialize(format=GRAPH_FORMATS.get(name, RdfFormat.TURTLE)) or b""
    return found.serialize(format=RESULT_FORMATS.get(name, ox.QueryResultsFormat.JSON)) or b""


def answer(store_: ox.Store, sparql: str, prefixes: dict[str, str]) -> tuple[bytes, int | None]:
    """Return the answer to a trusted query, and how many rows or statements it has (None for ASK).

    Rows are SPARQL 1.1 Query Results JSON, a graph is Turtle with the prefixes. Raises QuerySyntaxError.
    """
    found = results(store_, sparql, prefixes)
    if isinstance(found, ox.QueryTriples):
        triples = list(found)
        return written(triples, RdfFormat.TURTLE, prefixes), len(triples)
    text = written_results(found, "json")
    return text, len(json.loads(text)["results"]["bindings"]) if isinstance(found, ox.QuerySolutions) else None


def syntax_error(error: SyntaxError) -> QuerySyntaxError:
    """Return the engine's complaint as ours, with line and column where it names them."""
    text = error.msg or str(error)
    place = _PLACE.search(text)
    line, column = (int(place[1]), int(place[2])) if place else (error.lineno, error.offset)
    return QuerySyntaxError(_PLACE.sub("", text).strip(), line, column)


def label(literals: Iterable[Literal], languages: Iterable[str] = ("en",)) -> str | None:
    """Return the text of the best label: the first language that has one, then one without, then any."""
    by_language = {(literal.language or ""): literal.value for literal in literals}
    for language in (*languages, "en", ""):
        if language in by_language:
            return by_language[language]
    return next((by_language[language] for language in sorted(by_language)), None)
