"""What the endpoint is and can do: SPARQL 1.1 Service Description (W3C 2013), with a little VoID."""

from collections.abc import Iterator

from pyoxigraph import BlankNode, Literal, NamedNode, Quad, RdfFormat

from cfit_graph import rdf
from cfit_graph.engine.formats import GRAPHS, RESULTS, Format
from cfit_graph.iris import DATASET, DCTERMS, ENDPOINT, RDFS, SD, VOID, XSD, A, release
from cfit_graph.prefixes import PREFIXES
from cfit_graph.settings import Settings
from cfit_graph.web.edition import Edition

_W3C = "http://www.w3.org/ns/formats/"
_FORMATS = {
    "JSON": "SPARQL_Results_JSON",
    "XML": "SPARQL_Results_XML",
    "CSV": "SPARQL_Results_CSV",
    "TSV": "SPARQL_Results_TSV",
    "Turtle": "Turtle",
    "N-Triples": "N-Triples",
    "RDF/XML": "RDF_XML",
    "JSON-LD": "JSON-LD",
    "TriG": "TriG",
    "N-Quads": "N-Quads",
}


def description(edition: Edition, settings: Settings, written_as: Format, address: str | None = None) -> bytes:
    """Return the service description in an RDF format; `address` is where this request found the endpoint.

    The named graphs are not listed: there are many, and the description of the release, linked here, has them.
    """
    quads = [*_service(address), *_limits(settings), *_dataset(edition)]
    rdf_format = RdfFormat.from_media_type(written_as.media_type)
    assert rdf_format is not None  # noqa: S101 - the engine writes every format we offer
    return rdf.written(quads, rdf_format, PREFIXES)


def _service(address: str | None) -> Iterator[Quad]:
    yield Quad(ENDPOINT, A, SD.Service)
    yield Quad(ENDPOINT, SD.endpoint, ENDPOINT)
    if address is not None:
        yield Quad(ENDPOINT, SD.endpoint, NamedNode(address))
    yield Quad(ENDPOINT, SD.supportedLanguage, SD.SPARQL11Query)
    yield Quad(ENDPOINT, SD.defaultDataset, DATASET)
    for written in (*RESULTS, *GRAPHS):
        yield Quad(ENDPOINT, SD.resultFormat, NamedNode(_W3C + _FORMATS[written.name]))


def _limits(settings: Settings) -> Iterator[Quad]:
    """Yield the limits in words: no vocabulary in use has terms for them."""
    for limit in (
        f"A query may run for {settings.query_seconds:g} seconds; then it is stopped and answered 503.",
        f"A query may have {settings.query_bytes} bytes of text; a longer one is answered 413.",
        f"An answer may have {settings.result_bytes} bytes; a longer one is answered 413, or cut off unfinished.",
        "SERVICE, LOAD and updates are answered 403.",
    ):
        yield Quad(ENDPOINT, DCTERMS.description, Literal(limit, language="en"))


def _dataset(edition: Edition) -> Iterator[Quad]:
    default = BlankNode("default")
    yield Quad(DATASET, A, SD.Dataset)
    yield Quad(DATASET, A, VOID.Dataset)
    yield Quad(DATASET, DCTERMS.isVersionOf, release(edition.id))
    yield Quad(DATASET, SD.defaultGraph, default)
    yield Quad(default, A, SD.Graph)
    triples = edition.manifest.get("counts", {}).get("triples")
    if triples is not None:
        yield Quad(default, VOID.triples, Literal(str(triples), datatype=XSD.integer))
    yield Quad(DATASET, RDFS.seeAlso, release(edition.id))
