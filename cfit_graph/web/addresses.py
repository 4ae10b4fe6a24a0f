"""Every address a program may use: what it takes, what it answers with, and what to type to try it.

The descriptions of the routes are FastAPI's, from their docstrings; what it cannot know stands here.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field

from cfit_graph.engine.formats import GRAPHS, RESULTS
from cfit_graph.web import formats
from cfit_graph.web.formats import HTML

PAGE = (HTML,)
JSON = ("application/json",)
GRAPH = tuple(twin.media_type for twin in formats.TWINS.values())
THING = (*PAGE, *GRAPH, *(plain.media_type for plain in formats.PLAIN.values()))
TABLE = (*PAGE, "text/csv", formats.XLSX, *JSON)

LANGUAGE = {"lang": "Language of the page: en, nl, fr or de. It wins over Accept-Language."}
LISTED = {
    **LANGUAGE,
    "q": "Words that a row must hold.",
    "sort": "The column to sort by; with a minus before it, backwards.",
    "page": "Which fifty rows the page shows; the other forms hold all rows.",
}
SEARCHED = {
    **LANGUAGE,
    "q": "What to look for, in any of the languages; accents and small slips do not matter.",
    "kind": "The one kind of things to look among.",
    "page": "Which page of what is found.",
}
CALENDAR = {
    **LANGUAGE,
    "stage": "planned, open, award, contract-end or likely-retender. Every filter may be given several times.",
    "certainty": "stated, planned, computed or inexact.",
    "country": "Three letters of ISO 3166-1.",
    "product-group": "The end of the address of a product group; buyer-group and buyer alike.",
    "q": "Words that an entry must hold.",
    "from": "The first day; today, where neither it nor past=1 is given.",
    "to": "The last day.",
}
SUGGESTED = ("application/x-suggestions+json",)
ASKED = {
    "query": "The query, in SPARQL 1.1.",
    "default-graph-uri": "A named graph to take as part of the default graph. May be given several times.",
    "named-graph-uri": "A graph that may be named in the query. May be given several times.",
    "format": f"What to answer with, where the Accept header cannot be set: {', '.join(formats.NAMED)}.",
}
NOT_FOUND, NOT_ACCEPTABLE, UNMODIFIED = "404", "406", "304"
DOCUMENT = ("200", UNMODIFIED, NOT_FOUND, NOT_ACCEPTABLE)
QUERY = ("200", UNMODIFIED, "400", "403", NOT_ACCEPTABLE, "413", "429", "503")

STATUSES = {
    "200": "Here it is.",
    "204": "This may be done here.",
    "303": "The description is at the address named in Location.",
    "304": "It has not changed since you took it: If-None-Match names its entity tag.",
    "400": "The request or the query cannot be read; the answer says where and why.",
    "403": "SERVICE, LOAD and updates are never done here.",
    "404": "Nothing is known about this; `suggestions` names what was perhaps meant.",
    "405": "Not by that method; Allow names those there are.",
    "406": "Not in a format you accept; the answer names those there are.",
    "410": "It was withdrawn.",
    "413": "The query, or its answer, passes a limit.",
    "415": "What was posted is of a type that is not read.",
    "429": "Too much at once for one client; Retry-After says when to go on.",
    "503": "It took too long, or too many ask at once; Retry-After says when to try again.",
}


@dataclass(frozen=True)
class Address:
    """What a route takes in its query string and answers with; `try_` is what curl is given, with places in braces."""

    path: str
    try_: tuple[str, ...] = ()
    answers: tuple[str, ...] = PAGE
    statuses: tuple[str, ...] = ("200",)
    fields: Mapping[str, str] = field(default_factory=lambda: LANGUAGE)
    about: str = ""


THINGS = "Things and what is known about them"
QUERIES = "Questions and queries"
DATA = "Releases and their files"
PAGES = "Pages"
SINCE = {"since": "The id of a release that is kept, instead of the one before."}
SERVICE = "The service itself"

GROUPS: Mapping[str, tuple[Address, ...]] = {
    THINGS: (
        Address("/id/{kind}/{name}", ("-I {thing-iri}",), (), ("303", NOT_FOUND, "410"), {}),
        Address(
            "/doc/{kind}/{name}", ("-H 'Accept: text/turtle' {thing}", "{thing}.jsonld"), THING, (*DOCUMENT, "410")
        ),
        Address("/vocabulary/{name}", ("{scheme}.ttl",), THING, DOCUMENT),
        Address("/vocabulary/{scheme}/{name}", ("{concept}.ttl",), THING, DOCUMENT),
        Address("/source/{name}", ("{source}.ttl",), THING, DOCUMENT),
        Address("/graph/{kind}/{name}", ("{thing-graph}.json",), (*PAGE, *JSON), DOCUMENT),
        Address("/search", ("'/search?q=laptop'",), (*PAGE, *JSON), ("200", "400", NOT_ACCEPTABLE), SEARCHED),
        Address("/search.json", ("'/search.json?q=laptop'",), JSON, ("200", "400"), SEARCHED),
        Address("/search/suggestions", ("'/search/suggestions?q=lap'",), SUGGESTED, ("200",), {"q": SEARCHED["q"]}),
        Address("/opensearch.xml", ("/opensearch.xml",), ("application/opensearchdescription+xml",), ("200",), {}),
        Address("/doc", ("/doc",)),
        Address("/id/{kind}", ("-I /id/{kind}",), (), ("303",), {}),
        Address("/doc/{name}", ("'/doc/{kind}.csv?sort=-name'",), TABLE, (*DOCUMENT, "400"), LISTED),
        Address("/source", ("-H 'Accept: text/csv' /source",), TABLE, (*DOCUMENT, "400"), LISTED),
        Address("/source.{suffix}", ("/source.json",), TABLE, (*DOCUMENT, "400"), LISTED),
        Address("/vocabulary", ("-H 'Accept: text/csv' /vocabulary",), TABLE, (*DOCUMENT, "400"), LISTED),
        Address("/vocabulary.{suffix}", ("/vocabulary.json",), TABLE, (*DOCUMENT, "400"), LISTED),
    ),
    QUERIES: (
        Address(
            "/sparql",
            (
                "-H 'Accept: text/csv' --data-urlencode 'query=SELECT * WHERE { ?s ?p ?o } LIMIT 5' /sparql",
                "-H 'Accept: text/turtle' /sparql",
            ),
            (*PAGE, *(offered.media_type for offered in (*RESULTS, *GRAPHS))),
            (*QUERY, "405", "415"),
            ASKED,
            "Answer a query (SPARQL 1.1 Protocol), sent by GET, as a form, or as application/sparql-query; "
            "without one, describe the service.",
        ),
        Address(
            "/release/{name}/sparql",
            ("--get --data-urlencode 'query=ASK { ?s ?p ?o }' /release/{release}/sparql",),
            tuple(offered.media_type for offered in (*RESULTS, *GRAPHS)),
            (*QUERY, NOT_FOUND, "405", "415"),
            ASKED,
            "Answer the same query from a release that is kept, for ever the same.",
        ),
        Address(
            "/rdf-graph-store",
            ("--get --data-urlencode 'graph={source-iri}' -H 'Accept: text/turtle' /rdf-graph-store",),
            tuple(offered.media_type for offered in GRAPHS),
            (*QUERY, NOT_FOUND, "405"),
            {
                "graph": "The IRI of a named graph: the address of a source document at w3id.org.",
                "default": "Without a value: the default graph, each statement once.",
                "format": ASKED["format"],
            },
            "Give one graph (SPARQL 1.1 Graph Store HTTP Protocol); reading only.",
        ),
        Address("/queries", ("-H 'Accept: text/turtle' /queries",), (*PAGE, *GRAPH), DOCUMENT),
        Address(
            "/query/{name}",
            ("/query/{query}.ttl", "--location /query/{query}.csv"),
            (*PAGE, *GRAPH),
            (*DOCUMENT, "303"),
        ),
    ),
    DATA: (
        Address("/data", ("/data",)),
        Address("/data/export.csv", ("/data/export.csv",), ("text/csv",), ("200",), LANGUAGE),
        Address("/data/changes", ("/data/changes",), PAGE, ("200", NOT_FOUND), {**LANGUAGE, **SINCE}),
        Address("/data/changes.json", ("/data/changes.json",), JSON, ("200", NOT_FOUND), SINCE),
        Address("/data/{name}", ("-O /data/ontology.ttl",), ("application/octet-stream",), ("200", NOT_FOUND), {}),
        Address("/release/{name}", ("/release/{release}.json",), (*PAGE, *JSON, *GRAPH), DOCUMENT),
        Address("/ontology", ("-H 'Accept: text/turtle' /ontology",), (*PAGE, *GRAPH), DOCUMENT),
        Address("/ontology.{suffix}", ("/ontology.ttl",), (*PAGE, *GRAPH), DOCUMENT),
        Address("/ontology/{name}", (), (*PAGE, *GRAPH), (*DOCUMENT, "303")),
        Address("/ontology/alignments/{name}", (), (), ("303", NOT_FOUND), {}),
        Address("/context.jsonld", ("/context.jsonld",), ("application/ld+json",), ("200", NOT_FOUND), {}),
        Address("/shapes", ("-H 'Accept: text/turtle' /shapes",), (*PAGE, *GRAPH), DOCUMENT),
        Address("/shapes.{suffix}", ("/shapes.ttl",), (*PAGE, *GRAPH), DOCUMENT),
        Address("/sitemap.xml", ("/sitemap.xml",), ("application/xml",), ("200",), {}),
        Address("/sitemap-{number}.xml", (), ("application/xml",), ("200", NOT_FOUND), {}),
    ),
    PAGES: (
        Address("/", ("-H 'Accept-Language: nl' /",)),
        Address("/map", ("/map",)),
        Address("/map.svg", ("/map.svg",), ("image/svg+xml",), ("200",), {}),
        Address(
            "/timeline",
            ("'/timeline?kind=criteria'",),
            fields={**LANGUAGE, "kind": "What to show; may be given several times.", "page": "The page, from 1."},
        ),
        Address("/calendar", ("'/calendar?stage=open'",), PAGE, (*DOCUMENT, "400"), CALENDAR),
        Address(
            "/calendar.{suffix}",
            ("'/calendar.ics?product-group=laptops'", "'/calendar.atom?stage=planned&stage=likely-retender'"),
            ("text/calendar", "application/atom+xml", "text/csv", "application/json"),
            (*DOCUMENT, "400"),
            CALENDAR,
        ),
        Address(
            "/calendar/together",
            ("'/calendar/together?months=6&product-group=laptops'",),
            PAGE,
            ("200", UNMODIFIED, "400"),
            {
                **LANGUAGE,
                "months": "Within how many months, from 1 to 24.",
                "product-group": "The end of its address.",
                "page": "The page, from 1.",
            },
        ),
    ),
    SERVICE: (
        Address("/-/docs", ("/-/docs",)),
        Address("/-/openapi.json", ("/-/openapi.json",), JSON, ("200",), {}),
        Address("/-/terms.json", ("/-/terms.json",), JSON, ("200", UNMODIFIED), {}),
        Address("/-/health", ("/-/health",), JSON, ("200",), {}),
        Address("/-/ready", ("/-/ready",), JSON, ("200", "503"), {}),
        Address("/-/metrics", ("/-/metrics",), ("text/plain",), ("200",), {}),
        Address("/-/version", ("/-/version",), JSON, ("200",), {}),
    ),
}
