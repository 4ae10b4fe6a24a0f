"""The description of the release for data catalogues: DCAT-AP 3.0.1, with the VoID figures beside it."""

from collections.abc import Iterable, Iterator
from pathlib import PurePath

from pyoxigraph import Literal, NamedNode, Quad

from cfit_graph import iris
from cfit_graph.iris import DATASET, DCAT, DCTERMS, FOAF, PART, SPDX, XSD, A
from cfit_graph.release import turtle, void
from cfit_graph.release.content import Content
from cfit_graph.release.dataset import Dataset
from cfit_graph.release.dumps import CHECKSUMS
from cfit_graph.release.files import File
from cfit_graph.release.statistics import AUTHORITY, Statistics

NAME = "dataset.ttl"
UNNAMED = "0000-00-00-000000"
LICENCE = NamedNode("https://creativecommons.org/licenses/by/4.0/")

_TITLE = "The open knowledge graph of the Circular & Fair ICT Pact"
_DESCRIPTION = (
    "Who takes part in the Circular & Fair ICT Pact, in which role and since when, what they committed to, with which "
    "criteria and guidance, and what was bought; every statement names the document that makes it."
)
_KEYWORDS = ("circular economy", "fair ICT", "public procurement", "sustainable procurement")
_THEMES = {"ENVI": "Environment", "GOVE": "Government and public sector"}
_PROTOCOL = NamedNode("http://www.w3.org/TR/sparql11-protocol/")
_MEDIA_TYPE = iris.Namespace("https://www.iana.org/assignments/media-types/")
_ZSTD = "application/zstd"
_PREFIXES = {
    "dcat": DCAT.base,
    "dcterms": DCTERMS.base,
    "foaf": FOAF.base,
    "prov": iris.PROV.base,
    "sd": iris.SD.base,
    "skos": iris.SKOS.base,
    "spdx": SPDX.base,
    "void": iris.VOID.base,
    "xsd": XSD.base,
}

Facts = Iterator[tuple[NamedNode, NamedNode | Literal]]


def text(content: Content, dataset: Dataset, statistics: Statistics, dumps: list[File]) -> bytes:
    """Return the description as Turtle, the release being called UNNAMED until its id is known."""
    dumps = [dump for dump in dumps if dump.path != CHECKSUMS]
    quads = [
        *_about(PART.catalogue, _catalogue(content)),
        *_about(DATASET, _dataset(content, dataset)),
        *_about(PART.publisher, _publisher(content)),
        *_about(PART.service, _service(content)),
        *_themes(),
        *(quad for dump in dumps for quad in _distribution(content, dump)),
        *_types(dumps),
        *void.quads(content, dataset, statistics),
        *_downloads(dumps),
    ]
    return turtle.text(quads, {**_PREFIXES, **content.prefixes})


def _about(subject: NamedNode, facts: Iterable[tuple[NamedNode, NamedNode | Literal]]) -> Iterator[Quad]:
    return (Quad(subject, predicate, value) for predicate, value in facts)


def _english(text_: str) -> Literal:
    return Literal(text_, language="en")


def _day(content: Content) -> Literal:
    return Literal(content.created.isoformat(), datatype=XSD.date)


def _catalogue(content: Content) -> Facts:
    yield A, DCAT.Catalog
    yield DCTERMS.title, _english("Data of cfit-graph")
    yield DCTERMS.description, _english("What the cfit-graph project publishes: one dataset and its SPARQL endpoint.")
    yield DCTERMS.publisher, PART.publisher
    yield DCTERMS.license, LICENCE
    yield DCTERMS.modified, _day(content)
    yield DCAT.dataset, DATASET
    yield DCAT.service, PART.service


def _dataset(content: Content, dataset: Dataset) -> Facts:
    yield A, DCAT.Dataset
    yield DCTERMS.title, _english(_TITLE)
    yield DCTERMS.description, _english(_DESCRIPTION)
    yield DCTERMS.publisher, PART.publisher
    yield DCTERMS.license, LICENCE
    yield DCTERMS.accessRights, NamedNode(f"{AUTHORITY}access-right/PUBLIC")
    yield DCTERMS.language, iris.LANGUAGE.ENG
    yield DCTERMS.issued, _day(content)
    yield DCTERMS.identifier, Literal(DATASET.value)
    yield DCTERMS.conformsTo, iris.ONTOLOGY
    yield DCAT.version, Literal(UNNAMED)
    for keyword in _KEYWORDS:
        yield DCAT.keyword, _english(keyword)
    for theme in _THEMES:
        yield DCAT.theme, NamedNode(f"{AUTHORITY}data-theme/{theme}")
    for graph in dataset.graphs:
        yield iris.PROV.wasDerivedFrom, NamedNode(graph.iri)


def _publisher(content: Content) -> Facts:
    yield A, FOAF.Agent
    yield FOAF.name, _english(content.publisher)


def _service(content: Content) -> Facts:
    yield A, DCAT.DataService
    yield DCTERMS.title, _english("SPARQL endpoint of cfit-graph")
    yield DCTERMS.publisher, PART.publisher
    yield DCTERMS.license, LICENCE
    yield DCTERMS.issued, _day(content)
    yield DCTERMS.conformsTo, _PROTOCOL
    yield DCAT.endpointURL, iris.ENDPOINT
    yield DCAT.endpointDescription, iris.ENDPOINT
    yield DCAT.servesDataset, DATASET


def _themes() -> Iterator[Quad]:
    """Yield the EU data themes by name, as DCAT-AP asks of every concept it meets."""
    for theme, label in _THEMES.items():
        concept = NamedNode(f"{AUTHORITY}data-theme/{theme}")
        yield Quad(concept, A, iris.SKOS.Concept)
        yield Quad(concept, iris.SKOS.prefLabel, _english(label))


def _distribution(content: Content, dump: File) -> Iterator[Quad]:
    """Yield what DCAT says of one file: where it is, what it is, how big it is, how to see that it is whole."""
    part, checksum = PART[dump.path], PART[f"{dump.path}-checksum"]
    address = iris.download(UNNAMED, dump.path)
    size = Literal(str(dump.bytes), datatype=XSD.nonNegativeInteger)
    facts: dict[NamedNode, NamedNode | Literal] = {
        A: DCAT.Distribution,
        DCTERMS.title: _english(PurePath(dump.path).name),
        DCTERMS.description: _english(dump.what),
        DCTERMS.license: LICENCE,
        DCTERMS.issued: _day(content),
        DCAT.accessURL: address,
        DCAT.downloadURL: address,
        DCAT.mediaType: _MEDIA_TYPE[dump.media_type],
        DCAT.byteSize: size,
        SPDX.checksum: checksum,
    }
    yield Quad(DATASET, DCAT.distribution, part)
    yield from _about(part, facts.items())
    if dump.compression:
        yield Quad(part, DCAT.compressFormat, _MEDIA_TYPE[_ZSTD])
    yield Quad(checksum, A, SPDX.Checksum)
    yield Quad(checksum, SPDX.algorithm, SPDX.checksumAlgorithm_sha256)
    yield Quad(checksum, SPDX.checksumValue, Literal(dump.sha256, datatype=XSD.hexBinary))


def _types(dumps: list[File]) -> Iterator[Quad]:
    """Yield the kind of everything outside that we point at, so that the description can be checked on its own."""
    yield Quad(LICENCE, A, DCTERMS.LicenseDocument)
    yield Quad(iris.LANGUAGE.ENG, A, DCTERMS.LinguisticSystem)
    yield Quad(NamedNode(f"{AUTHORITY}access-right/PUBLIC"), A, DCTERMS.RightsStatement)
    yield Quad(SPDX.checksumAlgorithm_sha256, A, SPDX.ChecksumAlgorithm)
    for standard in (iris.ONTOLOGY, _PROTOCOL):
        yield Quad(standard, A, DCTERMS.Standard)
    for media_type in {dump.media_type for dump in dumps} | {_ZSTD}:
        yield Quad(_MEDIA_TYPE[media_type], A, DCTERMS.MediaType)


def _downloads(dumps: list[File]) -> Iterator[Quad]:
    """Yield the dumps of the whole graph as VoID names them."""
    for dump in dumps:
        if PurePath(dump.path).name.startswith("graph."):
            yield Quad(DATASET, iris.VOID.dataDump, iris.download(UNNAMED, dump.path))
