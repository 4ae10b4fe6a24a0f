"""The folder `dumps/`: the graph as files anyone can take away, made from the statements and never from the store."""

from collections.abc import Iterator
from pathlib import Path

from cfit_graph import iris
from cfit_graph.errors import ReleaseError, SourceError
from cfit_graph.release import context, files, turtle
from cfit_graph.release.content import Content
from cfit_graph.release.dataset import Dataset
from cfit_graph.release.files import File

FOLDER = "dumps"
N_QUADS = f"{FOLDER}/graph.nq.zst"
CHECKSUMS = f"{FOLDER}/SHA256SUMS"

_VOCABULARIES = iris.source("cfit-vocabularies")


def write(content: Content, dataset: Dataset, building: Path, work: Path) -> list[File]:
    """Write every dump and SHA256SUMS over them; return their descriptions, sorted by path.

    The folder `work` takes what is written before it is packed.
    """
    dumps = [*_graphs(content, dataset, building, work)]
    dumps += [files.write(building, path, data, what) for path, data, what in _products(content, dataset)]
    dumps.sort(key=lambda dump: dump.path)
    sums = "".join(f"{dump.sha256}  {dump.path.removeprefix(f'{FOLDER}/')}\n" for dump in dumps)
    return [files.write(building, CHECKSUMS, sums.encode(), "SHA-256 of every file here"), *dumps]


def _graphs(content: Content, dataset: Dataset, building: Path, work: Path) -> Iterator[File]:
    """Write the dumps of all statements."""
    trig, turtle_ = work / "graph.trig", work / "graph.ttl"
    yield files.pack(
        building, N_QUADS, dataset.n_quads, "Every statement with the document that makes it, canonical N-Quads"
    )
    turtle.write(dataset, content.prefixes, trig, turtle_)
    what = "Every statement with the document that makes it, TriG"
    yield files.pack(building, f"{FOLDER}/graph.trig.zst", trig, what)
    yield files.pack(building, f"{FOLDER}/graph.ttl.zst", turtle_, "Every distinct statement once, Turtle")


def _products(content: Content, dataset: Dataset) -> Iterator[tuple[str, bytes, str]]:
    """Yield path, bytes and meaning of each other dump."""
    prefixes = content.prefixes
    yield f"{FOLDER}/ontology.ttl", turtle.text(content.ontology, prefixes), "The classes and properties"
    if content.alignments:
        aligned = turtle.text(content.alignments, prefixes)
        yield f"{FOLDER}/alignments.ttl", aligned, "The mappings of our terms to those of other vocabularies"
    yield f"{FOLDER}/shapes.ttl", turtle.text(content.shapes, prefixes), "The SHACL shapes the graph was checked with"
    vocabularies = turtle.text(dataset.graph(_VOCABULARIES), prefixes)
    yield f"{FOLDER}/vocabularies.ttl", vocabularies, "The concept schemes"
    yield f"{FOLDER}/context.jsonld", context.text(content), "JSON-LD context of our terms"
    yield from _tables(content)


def _tables(content: Content) -> Iterator[tuple[str, bytes, str]]:
    """Yield the tables as received; raise SourceError if one cannot be read, ReleaseError if two share a name."""
    names = [path.name for path in content.tables]
    if twice := sorted({name for name in names if names.count(name) > 1}):
        raise ReleaseError(f"{twice[0]}: two tables have this name; rename one of them")
    for path in content.tables:
        yield f"{FOLDER}/tables/{path.name}", _content(path), f"The source table {path.stem}"
    for path in content.alignment_tables:
        yield f"{FOLDER}/alignments/{path.name}", _content(path), f"Mappings to {path.name.partition('.')[0]}, SSSOM"


def _content(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError as error:
        raise SourceError(f"{path}: cannot be read: {error.strerror}") from error
