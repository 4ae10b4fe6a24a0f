"""From the words of HTTP to the formats of the engine: Accept headers, `?format=`, and suffixes of addresses."""

from collections.abc import Mapping
from functools import lru_cache

from cfit_graph.engine.formats import GRAPHS, JSON_LD, N_TRIPLES, OFFERED, RDF_XML, RESULTS, TURTLE, Format, Kind
from cfit_graph.errors import NotAcceptableError
from cfit_graph.web.negotiation import best

HTML = "text/html"
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
TEXTUAL = frozenset({"text/csv", "text/tab-separated-values", "text/turtle", "text/plain"})

# The formats each page also comes in, by the suffix of its twin.
TWINS: dict[str, Format] = {twin.suffix: twin for twin in (TURTLE, JSON_LD, N_TRIPLES, RDF_XML)}

# What a thing also comes in for those who do not read RDF: a row a statement, and an object by labels.
TABLE = Format("CSV", "csv", "text/csv")
OBJECT = Format("JSON", "json", "application/json")
PLAIN: dict[str, Format] = {plain.suffix: plain for plain in (TABLE, OBJECT)}

# What `?format=` may say: the word for each format, the words that clients in use say for it, and the page.
NAMED: dict[str, str] = {
    "html": HTML,
    "json": "application/json",
    "xml": "application/xml",
    "xlsx": XLSX,
    **{offered.suffix: offered.media_type for offered in (*RESULTS, *GRAPHS)},
    "turtle": TURTLE.media_type,
    "ntriples": N_TRIPLES.media_type,
    "rdf+xml": RDF_XML.media_type,
    "json-ld": JSON_LD.media_type,
}

Wanted = tuple[str, Format]


@lru_cache(maxsize=512)
def wanted(accept: str) -> dict[Kind, Wanted | None]:
    """Return, for each kind of answer, the media type to send and the format to write, None where none is accepted.

    The media type is `text/html` for a page; the format is then the one the page is made from.
    """
    return {kind: _wanted(accept, offers, kind) for kind, offers in OFFERED.items()}


def _wanted(accept: str, offers: tuple[Format, ...], kind: Kind) -> Wanted | None:
    table = {offer.media_type: offer for offer in offers}
    for offer in offers:
        for alias in offer.aliases:
            table.setdefault(alias, offer)
    table[HTML] = offers[0]
    if kind is Kind.ROWS:
        table[XLSX] = offers[0]
    media_type = best(accept, tuple(table))
    return None if media_type is None else (media_type, table[media_type])


def of_twin(suffix: str | None, accept: str, twins: Mapping[str, Format] = TWINS) -> Format | None:
    """Return the format a document is wanted in, None for a page; raise NotAcceptableError if there is none."""
    if suffix == "html":
        return None
    if suffix is not None:
        return twins[suffix]
    offers = {HTML: None, **{twin.media_type: twin for twin in twins.values()}}
    offers |= {alias: twin for twin in twins.values() for alias in twin.aliases if alias not in offers}
    media_type = best(accept, tuple(offers))
    if media_type is None:
        raise NotAcceptableError(f"This is written as {', '.join(offers)}.")
    return offers[media_type]


def content_type(media_type: str) -> str:
    """Return the media type with its character set where it is text."""
    return f"{media_type}; charset=utf-8" if media_type in TEXTUAL or media_type == HTML else media_type
