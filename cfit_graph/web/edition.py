"""A release folder as the web reads it: the manifest, the files it lists, the published questions. Read once."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

from pyoxigraph import Literal, NamedNode, Quad

from cfit_graph import iris, rdf
from cfit_graph.errors import ReleaseError, SourceError
from cfit_graph.iris import CFIT, RDFS, SCHEMA, SH
from cfit_graph.parameters import Parameter
from cfit_graph.web import offered
from cfit_graph.web.ontology_figures import Figures
from cfit_graph.web.ontology_terms import Ontology
from cfit_graph.web.shapes_rules import RuleBook

POINTER = "current"

_MANIFEST = "manifest.json"
_QUERIES = "queries.ttl"
_DUMPS = "dumps/"


@dataclass(frozen=True)
class PublishedFile:
    """A file of the release that anyone may take, under the name it has below /data."""

    name: str
    path: Path
    bytes: int
    sha256: str
    media_type: str
    what: str


@dataclass(frozen=True)
class PublishedQuestion:
    """A question with its SPARQL."""

    key: str
    title: str
    comment: str
    sparql: str
    keywords: tuple[str, ...]
    parameters: tuple[Parameter, ...] = ()


@dataclass(frozen=True)
class PublishedAnswer:
    """The answer to a question as a file, and how many rows or statements it has (None for yes or no)."""

    path: Path
    rows: int | None


@dataclass(frozen=True)
class SourceDocument:
    """What the register says of the document that a named graph was taken from."""

    iri: str
    title: str | None = None
    publisher: str | None = None
    address: str | None = None
    issued: str | None = None


@dataclass(frozen=True)
class Edition:
    """One release: everything of it but its store."""

    folder: Path
    manifest: Mapping[str, Any]

    @property
    def id(self) -> str:
        """The name of the release."""
        return str(self.manifest["id"])

    @property
    def hash(self) -> str:
        """The hash of all its statements (RDFC-1.0, SHA-256)."""
        return str(self.manifest["hash"]["dataset"])

    @property
    def store(self) -> Path:
        """The folder of its store."""
        return self.folder / "store"

    @cached_property
    def files(self) -> dict[str, PublishedFile]:
        """The files anyone may take, by name; a fixed table, so that no address can reach another file."""
        entries = [*self.manifest.get("dumps", ()), *self.manifest.get("files", ())]
        if description := self.manifest.get("description"):
            entries.append(description)
        found = (_published_file(self.folder, entry) for entry in entries)
        return {published.name: published for published in found}

    @cached_property
    def sources(self) -> dict[str, SourceDocument]:
        """The source documents, by the IRI of their named graph."""
        known = SourceDocument.__dataclass_fields__.keys()
        entries = ({name: entry[name] for name in known & entry.keys()} for entry in self.manifest.get("sources", ()))
        return {entry["iri"]: SourceDocument(**entry) for entry in entries}

    @cached_property
    def question_quads(self) -> list[Quad]:
        """What queries.ttl says; empty if the release has none."""
        path = self.folder / _QUERIES
        return rdf.read_file(path) if path.is_file() else []

    @cached_property
    def questions(self) -> dict[str, PublishedQuestion]:
        """The published questions, by key, in the order of their keys."""
        described: dict[NamedNode, list[Quad]] = {}
        for quad in self.question_quads:
            if isinstance(quad.subject, NamedNode) and quad.subject.value.startswith(f"{iris.BASE}query/"):
                described.setdefault(quad.subject, []).append(quad)
        found = (_published_question(iri, quads, described) for iri, quads in described.items())
        return {question.key: question for question in sorted(found, key=lambda one: one.key) if question.sparql}

    @cached_property
    def answers(self) -> dict[str, PublishedAnswer]:
        """The answers that the release brings, by the key of their question."""
        entries = self.manifest.get("answers", ())
        return {
            str(entry["question"]): PublishedAnswer(self.folder / str(entry["path"]), entry["rows"])
            for entry in entries
        }

    @cached_property
    def graphs(self) -> frozenset[str]:
        """The IRIs of its named graphs."""
        return frozenset(str(graph["iri"]) for graph in self.manifest.get("graphs", ()))

    @cached_property
    def statements(self) -> dict[str, int]:
        """How many statements each named graph holds, by its IRI."""
        return {str(graph["iri"]): int(graph.get("triples", 0)) for graph in self.manifest.get("graphs", ())}

    @cached_property
    def properties(self) -> frozenset[str]:
        """The properties that some statement has, as its VoID description lists them; empty if it has none."""
        return frozenset(self.figures.properties)

    @cached_property
    def figures(self) -> Figures:
        """How often each class and property is used, as its VoID description says; empty if it has none."""
        path = self.folder / "dataset.ttl"
        return Figures(rdf.read_file(path) if path.is_file() else [])

    @cached_property
    def terms(self) -> frozenset[str]:
        """The terms of the ontology; empty if the release comes without it."""
        return frozenset(iri.value for iri in self.ontology.said.subjects(CFIT.base))

    @cached_property
    def ontology(self) -> Ontology:
        """The ontology with its alignments; empty if the release comes without it."""
        return Ontology(self._quads("ontology.ttl"), self._quads("alignments.ttl"))

    @cached_property
    def rules(self) -> RuleBook:
        """The shapes; empty if the release comes without them."""
        return RuleBook(self.shape_quads)

    @cached_property
    def shape_quads(self) -> list[Quad]:
        """What shapes.ttl says; empty if the release has none."""
        return self._quads("shapes.ttl")

    def _quads(self, name: str) -> list[Quad]:
        published = self.files.get(name)
        return rdf.read_file(published.path) if published else []


def read(folder: Path) -> Edition:
    """Return the release in `folder`; raise ReleaseError if it has no readable manifest or no store."""
    try:
        manifest = json.loads((folder / _MANIFEST).read_bytes())
        edition = Edition(folder, manifest)
        whole = bool(edition.id and edition.hash) and edition.store.is_dir()
        _ = (
            edition.files,
            edition.graphs,
            edition.sources,
            edition.questions,
            edition.answers,
            edition.shape_quads,
            edition.figures,
            edition.ontology,
        )
    except (OSError, ValueError, KeyError, TypeError, SourceError) as error:
        raise ReleaseError(f"{folder}: is no whole release: {error}; build it again with 'cfit release'") from error
    if not whole:
        raise ReleaseError(f"{folder}: is no whole release: it has no store; build it again with 'cfit release'")
    return edition


def pointed(releases: Path) -> Path:
    """Return the folder that the pointer names at this moment; raise ReleaseError if there is none."""
    try:
        return releases / (releases / POINTER).readlink().name
    except OSError as error:
        message = f"{releases / POINTER}: names no release; build one with 'cfit release'"
        raise ReleaseError(message) from error


def _published_file(folder: Path, entry: Mapping[str, Any]) -> PublishedFile:
    path = str(entry["path"])
    return PublishedFile(
        name=path.removeprefix(_DUMPS),
        path=folder / path,
        bytes=int(entry["bytes"]),
        sha256=str(entry["sha256"]),
        media_type="application/zstd" if entry.get("compression") else str(entry["media_type"]),
        what=str(entry.get("what", "")),
    )


def _published_question(
    iri: NamedNode, quads: list[Quad], described: Mapping[NamedNode, list[Quad]]
) -> PublishedQuestion:
    def words(*predicates: NamedNode) -> list[Literal]:
        return [quad.object for quad in quads if quad.predicate in predicates and isinstance(quad.object, Literal)]

    return PublishedQuestion(
        key=iri.value.removeprefix(f"{iris.BASE}query/"),
        title=rdf.label(words(RDFS.label)) or iri.value,
        comment=rdf.label(words(RDFS.comment)) or "",
        sparql=rdf.label(words(SH.select, SH.ask, SH.construct)) or "",
        keywords=tuple(sorted(word.value for word in words(SCHEMA.keywords))),
        parameters=offered.parameters(quads, described),
    )
