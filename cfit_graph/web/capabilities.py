"""What the endpoint is and can do: SPARQL 1.1 Service Description (W3C 2013), with a little VoID."""

from collections.abc import Iterator

from pyoxigraph import BlankNode, Literal, NamedNode, Quad, RdfFormat

from cfit_graph import rdf
from cfit_graph.engine.formats import GRAPHS, RESULTS, Format
from cfit_graph.engine.question import Limits
from cfit_graph.iris import BASE, DATASET, DCTERMS, ENDPOINT, RDFS, SD, VOID, XSD, A, release
from cfit_graph.prefixes import PREFIXES
from cfit_graph.settings import Settings
from cfit_graph.web.clients import ERRORS, PER_SECONDS
from cfit_graph.web.edition import Edition
from cfit_graph.web.receipts import REPLAY

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


def description(
    edition: Edition, limits: Limits, settings: Settings, written_as: Format, address: str | None = None
) -> bytes:
    """Return the service description in an RDF format; `address` is where this request found the endpoint.

    The named graphs are not listed: there are many, and the description of the release, linked here, has them.
    """
    quads = [*_service(address), *_limits(limits, settings), *_receipts(), *_dataset(edition)]
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
    yield Quad(ENDPOINT, SD.feature, SD.UnionDefaultGraph)
    yield Quad(ENDPOINT, DCTERMS.title, Literal("SPARQL endpoint of cfit-graph", language="en"))
    yield Quad(ENDPOINT, RDFS.seeAlso, NamedNode(f"{BASE}rdf-graph-store"))
    for written in (*RESULTS, *GRAPHS):
        yield Quad(ENDPOINT, SD.resultFormat, NamedNode(_W3C + _FORMATS[written.name]))


def _limits(limits: Limits, settings: Settings) -> Iterator[Quad]:
    """Yield the limits in words: no vocabulary in use has terms for them."""
    said = (
        f"A query may run for {limits.seconds:g} seconds; then it is stopped and answered 503.",
        f"A query may have {settings.query_bytes} bytes of text; a longer one is answered 413.",
        f"An answer may have {limits.result_rows} rows or statements, and {limits.result_bytes} bytes.",
        "A longer answer is refused by 413 or broken off unfinished, never shortened in silence.",
        "A client is a network and its User-Agent; one with too many queries under way is answered 429.",
        f"A client more than {ERRORS} of whose queries fail in {PER_SECONDS:g} seconds is answered 429, too.",
        "SERVICE, LOAD and updates are answered 403.",
    )
    for limit in said:
        yield Quad(ENDPOINT, DCTERMS.description, Literal(limit, language="en"))


def _receipts() -> Iterator[Quad]:
    """Yield what the link relation of the answers means: a permanent address for the same answer."""
    replay = NamedNode(REPLAY)
    yield Quad(replay, RDFS.label, Literal("replay", language="en"))
    words = (
        "Leads from an answer to the address that asks the same query of the same release, for as long as it is kept."
    )
    yield Quad(replay, RDFS.comment, Literal(words, language="en"))
    yield Quad(replay, RDFS.isDefinedBy, ENDPOINT)


def _dataset(edition: Edition) -> Iterator[Quad]:
    default, counts = BlankNode("default"), edition.manifest.get("counts", {})
    yield Quad(DATASET, A, SD.Dataset)
    yield Quad(DATASET, A, VOID.Dataset)
    yield Quad(DATASET, DCTERMS.isVersionOf, release(edition.id))
    yield Quad(DATASET, DCTERMS.identifier, Literal(edition.hash))
    yield Quad(DATASET, VOID.sparqlEndpoint, ENDPOINT)
    yield Quad(DATASET, VOID.uriSpace, Literal(f"{BASE}id/"))
    yield Quad(DATASET, VOID.properties, _number(len(edition.properties)))
    yield Quad(DATASET, VOID.classes, _number(len(counts.get("classes", ()))))
    yield Quad(DATASET, VOID.documents, _number(len(edition.graphs)))
    yield Quad(DATASET, SD.defaultGraph, default)
    yield Quad(default, A, SD.Graph)
    if "triples" in counts:
        yield Quad(DATASET, VOID.triples, _number(counts["triples"]))
        yield Quad(default, VOID.triples, _number(counts["triples"]))
    if licence := edition.manifest.get("licence"):
        yield Quad(DATASET, DCTERMS.license, NamedNode(str(licence)))
    for written in GRAPHS:
        yield Quad(DATASET, VOID.feature, NamedNode(_W3C + _FORMATS[written.name]))
    yield Quad(DATASET, RDFS.seeAlso, release(edition.id))


def _number(number: int) -> Literal:
    return Literal(str(number), datatype=XSD.integer)
