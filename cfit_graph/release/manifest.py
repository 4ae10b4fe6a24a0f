"""manifest.json: what a release is, in one file from which all its other files can be checked."""

import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import asdict
from pathlib import Path
from typing import Any

from pyoxigraph import Literal, NamedNode

import cfit_graph
from cfit_graph import rdf
from cfit_graph.errors import ReleaseError
from cfit_graph.findings import counts
from cfit_graph.iris import DATASET, DCTERMS, FOAF, RDFS, SCHEMA, SKOS
from cfit_graph.rdf import Node
from cfit_graph.release import description
from cfit_graph.release.content import Content
from cfit_graph.release.dataset import ALGORITHM, Dataset, sha256
from cfit_graph.release.files import File
from cfit_graph.release.statistics import Statistics

NAME = "manifest.json"

_NAMES = (SKOS.prefLabel, FOAF.name, DCTERMS.title, RDFS.label)
_NOT_HASHED = {"id", "content", "previous", "description", "index"}
_NOT_SAME = {"previous", "index"}


def of(content: Content, dataset: Dataset, statistics: Statistics) -> dict[str, Any]:
    """Return the part of the manifest that does not speak of files or of other releases."""
    return {
        "dataset": DATASET.value,
        "software": f"cfit-graph {cfit_graph.__version__}",
        "ontology_version": content.ontology_version,
        "created": content.created.isoformat(),
        "licence": description.LICENCE.value,
        "publisher": content.publisher,
        "hash": {"algorithm": ALGORITHM, "dataset": dataset.sha256},
        "counts": _counts(content, dataset, statistics),
        "findings": counts(content.report),
        "limits": list(content.limits),
        "questions": [_question(question.key, question.title, question.iri) for question in content.questions],
        "sources": [source(dataset, NamedNode(graph.iri)) for graph in dataset.graphs],
        "graphs": [asdict(graph) for graph in dataset.graphs],
    }


def with_files(manifest: Mapping[str, Any], dumps: Iterable[File], others: Iterable[File]) -> dict[str, Any]:
    """Return the manifest with the dumps, and with the files beside them."""
    return {
        **manifest,
        "dumps": [dump.as_json() for dump in dumps],
        "files": [other.as_json() for other in others],
    }


def content_hash(manifest: Mapping[str, Any], described: bytes) -> str:
    """Return the hash of all that a release is: its manifest, and dataset.ttl with the id of the release left open.

    The manifest carries the hash of every other file. What is left out are the id, which is made of this hash; the
    hash itself; the release that was served before, which is no part of this one; the entry of dataset.ttl; and that
    of the search index, whose bytes depend on the SQLite that wrote it.
    """
    hashed = {name: value for name, value in manifest.items() if name not in _NOT_HASHED}
    text = json.dumps(hashed, sort_keys=True, ensure_ascii=False, separators=(",", ":"))
    open_id = described.replace(str(manifest.get("id", description.UNNAMED)).encode(), description.UNNAMED.encode())
    return sha256(sha256(text.encode()).encode() + sha256(open_id).encode())


def identifying(manifest: Mapping[str, Any]) -> dict[str, Any]:
    """Return what is the same in the manifests of one release, wherever and on whatever machine it was built."""
    return {name: value for name, value in _lasting(manifest) if name not in _NOT_SAME}


def _lasting(manifest: Mapping[str, Any]) -> Iterator[tuple[str, Any]]:
    """Yield what a manifest says, but for the answers where there are not as many as questions."""
    some = len(manifest.get("answers", ())) < len(manifest.get("questions", ()))
    return ((name, value) for name, value in manifest.items() if not (some and name == "answers"))


def release_id(created: str, content: str) -> str:
    """Return the name of a release: the day of its creation and the first six digits of its content hash."""
    return f"{created}-{content[:6]}"


def write(folder: Path, manifest: Mapping[str, Any]) -> None:
    """Write manifest.json."""
    text = json.dumps(manifest, indent=2, ensure_ascii=False)
    (folder / NAME).write_text(f"{text}\n", encoding="utf-8")


def read(release: Path) -> dict[str, Any]:
    """Return the manifest of a release; raise ReleaseError if there is none or it cannot be read."""
    path = release / NAME
    try:
        manifest = json.loads(path.read_bytes())
    except OSError as error:
        raise ReleaseError(f"{path}: cannot be read: {error.strerror}; build the release again") from error
    except ValueError as error:
        raise ReleaseError(f"{path}: is damaged: {error}; build the release again") from error
    if not isinstance(manifest, dict):
        raise ReleaseError(f"{path}: is damaged: expected an object; build the release again")
    return manifest


def source(dataset: Dataset, iri: NamedNode) -> dict[str, str | None]:
    """Return what the register says of one source document."""
    return {
        "iri": iri.value,
        "title": _text(dataset, dataset.objects(iri, DCTERMS.title)),
        "publisher": _text(dataset, dataset.objects(iri, DCTERMS.publisher)),
        "address": next(
            (str(url.value) for url in dataset.objects(iri, SCHEMA.url) if isinstance(url, Literal | NamedNode)), None
        ),
        "issued": _text(dataset, dataset.objects(iri, DCTERMS.issued)),
    }


def _text(dataset: Dataset, values: list[Node]) -> str | None:
    """Return the values in words: a literal's text, a thing's name where the release gives one, else its IRI."""
    literals = [value for value in values if isinstance(value, Literal)]
    if literals:
        return rdf.label(literals)
    things = [value for value in values if isinstance(value, NamedNode)]
    return ", ".join(_name(dataset, thing) for thing in things) or None


def _name(dataset: Dataset, thing: NamedNode) -> str:
    for predicate in _NAMES:
        names = [name for name in dataset.objects(thing, predicate) if isinstance(name, Literal)]
        if name := rdf.label(names):
            return name
    return thing.value


def _word(dataset: Dataset, class_: NamedNode) -> str:
    """Return the name of a class, the last part of its IRI where the release gives it none."""
    name = _name(dataset, class_)
    return name if name != class_.value else name.replace("#", "/").rpartition("/")[2]


def _counts(content: Content, dataset: Dataset, statistics: Statistics) -> dict[str, Any]:
    classes = [
        {"iri": iri, "label": content.labels.get(iri) or _word(dataset, NamedNode(iri)), "instances": number}
        for iri, number in statistics.classes.items()
    ]
    return {
        "triples": statistics.triples,
        "quads": dataset.size,
        "graphs": len(dataset.graphs),
        "classes": classes,
    }


def _question(key: str, title: str, iri: NamedNode) -> dict[str, str]:
    return {"key": key, "iri": iri.value, "title": title}
