"""What an answer can be written in: SPARQL 1.1 results (JSON, XML, CSV, TSV) and RDF 1.1 graphs."""

from dataclasses import dataclass
from enum import StrEnum


class Kind(StrEnum):
    """What a query gives: rows (SELECT), yes or no (ASK), or a graph (CONSTRUCT, DESCRIBE)."""

    ROWS = "rows"
    BOOLEAN = "boolean"
    GRAPH = "graph"


@dataclass(frozen=True)
class Format:
    """A way to write an answer: its name, suffix, media type, and the more general types clients also ask it by."""

    name: str
    suffix: str
    media_type: str
    aliases: tuple[str, ...] = ()


JSON = Format("JSON", "srj", "application/sparql-results+json", ("application/json",))
XML = Format("XML", "srx", "application/sparql-results+xml", ("application/xml", "text/xml"))
CSV = Format("CSV", "csv", "text/csv")
TSV = Format("TSV", "tsv", "text/tab-separated-values")

TURTLE = Format("Turtle", "ttl", "text/turtle", ("application/x-turtle",))
N_TRIPLES = Format("N-Triples", "nt", "application/n-triples", ("text/plain",))
RDF_XML = Format("RDF/XML", "rdf", "application/rdf+xml", ("application/xml", "text/xml"))
JSON_LD = Format("JSON-LD", "jsonld", "application/ld+json", ("application/json",))
TRIG = Format("TriG", "trig", "application/trig")
N_QUADS = Format("N-Quads", "nq", "application/n-quads")

RESULTS = (JSON, XML, CSV, TSV)
GRAPHS = (TURTLE, N_TRIPLES, RDF_XML, JSON_LD, TRIG, N_QUADS)
OFFERED: dict[Kind, tuple[Format, ...]] = {Kind.ROWS: RESULTS, Kind.BOOLEAN: RESULTS, Kind.GRAPH: GRAPHS}
