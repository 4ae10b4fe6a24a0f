"""The query side of the SPARQL 1.1 protocol over a real socket, each test under the name W3C's manifest gives it.

The eight update cases that expect a change are answered 403, and so are their bad_ relatives: this service only reads.
"""

from urllib.parse import quote

import httpx
import pytest
from pyoxigraph import RdfFormat, Store

from cfit_graph.settings import Settings

DATA = "http://kasei.us/2009/09/sparql/data/data{}.rdf"
SD = "http://www.w3.org/ns/sparql-service-description#"
BOTH = f"<{DATA.format(1)}> a ?type . <{DATA.format(2)}> a ?type ."
NAMED = f"ASK {{ GRAPH ?g1 {{ <{DATA.format(1)}> a ?type }} GRAPH ?g2 {{ <{DATA.format(2)}> a ?type }} }}"
RESULTS = {"application/sparql-results+json", "application/sparql-results+xml"}
DIRECT = {"content-type": "application/sparql-query"}
UPDATE = {"content-type": "application/sparql-update"}


def kind(response: httpx.Response) -> str:
    return response.headers["content-type"].partition(";")[0]


def direct(client: httpx.Client, query: str, address: str = "/sparql") -> httpx.Response:
    return client.post(address, content=query, headers=DIRECT)


def graphs(**named: tuple[int, ...]) -> str:
    fields = [f"{name.replace('_', '-')}-uri={quote(DATA.format(n), safe='')}" for name in named for n in named[name]]
    return f"/sparql?{'&'.join(fields)}"


def test_query_get(client: httpx.Client) -> None:
    response = client.get(f"{graphs(default_graph=(0,))}&query=ASK%20%7B%7D")
    assert response.json()["boolean"] is True
    assert kind(response) in RESULTS


def test_query_post_form(client: httpx.Client) -> None:
    response = client.post(graphs(default_graph=(0,)), data={"query": "ASK {}"})
    assert response.json()["boolean"] is True


def test_query_post_direct(client: httpx.Client) -> None:
    assert direct(client, "ASK {}").json()["boolean"] is True


def test_query_dataset_default_graph(client: httpx.Client) -> None:
    assert direct(client, f"ASK {{ <{DATA.format(1)}> a ?type }}", graphs(default_graph=(1,))).json()["boolean"] is True
    assert (
        direct(client, f"ASK {{ <{DATA.format(1)}> a ?type }}", graphs(default_graph=(2,))).json()["boolean"] is False
    )


def test_query_dataset_default_graphs_get(client: httpx.Client) -> None:
    address = f"{graphs(default_graph=(1, 2))}&query={quote(f'ASK {{ {BOTH} }}')}"
    assert client.get(address).json()["boolean"] is True


def test_query_dataset_default_graphs_post(client: httpx.Client) -> None:
    assert direct(client, f"ASK {{ {BOTH} }}", graphs(default_graph=(1, 2))).json()["boolean"] is True


def test_query_dataset_named_graphs_get(client: httpx.Client) -> None:
    assert client.get(f"{graphs(named_graph=(1, 2))}&query={quote(NAMED)}").json()["boolean"] is True


def test_query_dataset_named_graphs_post(client: httpx.Client) -> None:
    assert direct(client, NAMED, graphs(named_graph=(1, 2))).json()["boolean"] is True
    assert direct(client, NAMED, graphs(named_graph=(1,))).json()["boolean"] is False


def test_query_dataset_full(client: httpx.Client) -> None:
    inside = NAMED.removeprefix("ASK {").removesuffix("}")
    query = f"ASK {{ <{DATA.format(3)}> a ?type . {inside} }}"
    assert direct(client, query, graphs(default_graph=(3,), named_graph=(1, 2))).json()["boolean"] is True


def test_query_multiple_dataset(client: httpx.Client) -> None:
    query = NAMED.replace("ASK", f"ASK FROM <{DATA.format(3)}>")
    assert direct(client, query, graphs(named_graph=(1, 2))).json()["boolean"] is True


def test_query_content_type_select(client: httpx.Client) -> None:
    assert kind(direct(client, "SELECT (1 AS ?value) {}")) in RESULTS


def test_query_content_type_ask(client: httpx.Client) -> None:
    assert kind(direct(client, "ASK {}")) in RESULTS


@pytest.mark.parametrize("query", ["DESCRIBE <http://example.org/>", "CONSTRUCT { <s> <p> 1 } WHERE {}"])
def test_query_content_type_describe_and_construct(client: httpx.Client, query: str) -> None:
    assert kind(direct(client, query)) == "text/turtle"


@pytest.mark.parametrize("method", ["PUT", "DELETE", "PATCH"])
def test_bad_query_method(client: httpx.Client, method: str) -> None:
    response = client.request(method, "/sparql?query=ASK%20%7B%7D")
    assert response.status_code == 405
    assert set(response.headers["allow"].split(", ")) == {"GET", "HEAD", "OPTIONS", "POST"}


def test_bad_multiple_queries(client: httpx.Client) -> None:
    assert client.get("/sparql?query=ASK%20%7B%7D&query=SELECT%20%2A%20%7B%7D").status_code == 400
    assert direct(client, "ASK {}", "/sparql?query=ASK%20%7B%7D").status_code == 400


def test_bad_query_wrong_media_type(client: httpx.Client) -> None:
    response = client.post("/sparql", content="ASK {}", headers={"content-type": "text/plain"})
    assert response.status_code == 415


@pytest.mark.parametrize("body", ["query=ASK%20%7B%7D", "ASK {}"])
def test_bad_query_missing_form_or_direct_type(client: httpx.Client, body: str) -> None:
    assert client.post("/sparql", content=body).status_code == 415


def test_bad_query_non_utf8(client: httpx.Client) -> None:
    stated = {"content-type": "application/sparql-query; charset=UTF-16"}
    assert client.post("/sparql", content="ASK {}".encode("utf-16"), headers=stated).status_code == 415
    assert client.post("/sparql", content="ASK {}".encode("utf-16"), headers=DIRECT).status_code == 400
    assert client.get("/sparql?query=ASK%20%7B%7D%ff").status_code == 400


def test_bad_query_syntax(client: httpx.Client) -> None:
    response = client.get("/sparql?query=ASK%20%7B")
    assert response.status_code == 400
    assert response.headers["content-type"] == "application/problem+json"
    assert (response.json()["line"], response.json()["column"], response.json()["text"]) == (1, 6, "ASK {")


def test_empty_query_is_a_syntax_error(client: httpx.Client) -> None:
    assert client.get("/sparql?query=").status_code == 400


def test_bad_graph_param(client: httpx.Client) -> None:
    assert client.get("/sparql?query=ASK+%7B%7D&default-graph-uri=not+an+iri").status_code == 400


@pytest.mark.parametrize(
    "text",
    [
        "CLEAR ALL",
        "INSERT DATA { <urn:a> <urn:b> <urn:c> }",
        "PREFIX dc: <http://purl.org/dc/terms/> CLEAR ALL ; INSERT DATA { <urn:a> dc:title 'x' }",
        "CLEAR XYZ",
    ],
)
def test_every_update_is_refused_with_the_reason(client: httpx.Client, text: str) -> None:
    """update_post_direct, update_post_form, update_dataset_*, update_base_uri, bad_update_*."""
    answers = [
        client.post("/sparql", content=text, headers=UPDATE),
        client.post("/sparql", data={"update": text}),
        client.get("/sparql", params={"update": text}),
        client.post("/sparql?using-graph-uri=urn:g", content=text, headers=UPDATE),
        direct(client, text),
    ]
    assert [answer.status_code for answer in answers] == [403] * 5
    assert all("cfit release" in answer.json()["detail"] for answer in answers)


def test_bad_update_wrong_media_type_or_none(client: httpx.Client) -> None:
    assert client.post("/sparql", content="CLEAR NAMED", headers={"content-type": "text/plain"}).status_code == 415
    assert client.post("/sparql", content="update=CLEAR%20NAMED").status_code == 415
    stated = {"content-type": "application/sparql-update; charset=UTF-16"}
    assert client.post("/sparql", content="CLEAR NAMED".encode("utf-16"), headers=stated).status_code == 415


@pytest.mark.parametrize(
    ("accept", "query", "expected"),
    [
        ("application/sparql-results+json", "SELECT * {}", "application/sparql-results+json"),
        ("application/sparql-results+xml", "SELECT * {}", "application/sparql-results+xml"),
        ("text/csv", "SELECT * {}", "text/csv"),
        ("text/tab-separated-values", "SELECT * {}", "text/tab-separated-values"),
        ("text/csv;q=0.2, application/sparql-results+json;q=0.9", "SELECT * {}", "application/sparql-results+json"),
        ("application/json", "SELECT * {}", "application/json"),
        ("text/turtle", "CONSTRUCT {} WHERE {}", "text/turtle"),
        ("application/ld+json", "CONSTRUCT {} WHERE {}", "application/ld+json"),
        ("application/rdf+xml", "CONSTRUCT {} WHERE {}", "application/rdf+xml"),
        ("application/n-triples", "CONSTRUCT {} WHERE {}", "application/n-triples"),
        ("application/trig", "CONSTRUCT {} WHERE {}", "application/trig"),
        ("application/n-quads", "CONSTRUCT {} WHERE {}", "application/n-quads"),
        ("*/*", "ASK {}", "application/sparql-results+json"),
        ("text/html,*/*;q=0.8", "ASK {}", "text/html"),
    ],
)
def test_the_answer_has_the_type_the_client_likes_best(
    client: httpx.Client, accept: str, query: str, expected: str
) -> None:
    response = client.get("/sparql", params={"query": query}, headers={"accept": accept})
    assert response.status_code == 200
    assert kind(response) == expected
    assert "Accept" in response.headers["vary"]


@pytest.mark.parametrize(
    ("accept", "query"),
    [("image/png", "SELECT * {}"), ("text/turtle", "SELECT * {}"), ("text/csv", "CONSTRUCT {} WHERE {}")],
)
def test_a_type_that_cannot_be_written_is_406(client: httpx.Client, accept: str, query: str) -> None:
    assert client.get("/sparql", params={"query": query}, headers={"accept": accept}).status_code == 406


def test_the_field_format_wins_over_accept(client: httpx.Client) -> None:
    fields = {"query": "SELECT (1 AS ?one) {}", "format": "csv"}
    assert client.get("/sparql", params=fields, headers={"accept": "text/html"}).text == "one\r\n1\r\n"
    assert client.get("/sparql", params={**fields, "format": "pdf"}).status_code == 400


def test_head_mirrors_get_without_a_body(client: httpx.Client) -> None:
    got, head = client.get("/sparql?query=ASK%20%7B%7D"), client.head("/sparql?query=ASK%20%7B%7D")
    assert head.status_code == 200
    assert head.content == b""
    assert {name: head.headers[name] for name in ("content-type", "etag", "content-length")} == {
        name: got.headers[name] for name in ("content-type", "etag", "content-length")
    }


def test_a_preflight_and_a_foreign_page_may_read(client: httpx.Client) -> None:
    asked = {"origin": "https://any.example", "access-control-request-method": "GET"}
    preflight = client.options("/sparql", headers=asked)
    assert preflight.status_code == 204
    for response in (preflight, client.get("/sparql?query=ASK%20%7B%7D"), client.get("/sparql?query=ASK%20%7B")):
        assert response.headers["access-control-allow-origin"] == "*"
        assert "access-control-allow-credentials" not in response.headers


@pytest.mark.parametrize("text", ["SERVICE", "SERVICE SILENT"])
def test_federation_is_refused(client: httpx.Client, text: str) -> None:
    """no_federation, no_federation_silent, no_federation_var."""
    for endpoint in ("<http://127.0.0.1:1/>", "?g"):
        query = f"SELECT * {{ VALUES ?g {{ <http://127.0.0.1:1/> }} {text} {endpoint} {{ ?s ?p ?o }} }}"
        response = client.get("/sparql", params={"query": query})
        assert response.status_code == 403
        assert "SERVICE" in response.json()["detail"]


@pytest.fixture
def described(client: httpx.Client) -> Store:
    """The service description as a store."""
    response = client.get("/sparql", headers={"accept": "text/turtle"})
    assert response.status_code == 200
    assert len(response.content) < 20_000
    store = Store()
    store.load(response.content, format=RdfFormat.TURTLE)
    return store


def test_service_description_returns_rdf_with_an_endpoint_triple(described: Store, client: httpx.Client) -> None:
    assert described.query(f"ASK {{ ?s <{SD}endpoint> <{client.base_url}/sparql> }}")


def test_service_description_conforms_to_schema(described: Store) -> None:
    for defect in (
        f"ASK {{ ?s <{SD}endpoint> ?e MINUS {{ ?s a <{SD}Service> }} }}",
        f"ASK {{ ?s <{SD}endpoint>|<{SD}supportedLanguage>|<{SD}resultFormat> ?o FILTER(!isIRI(?o)) }}",
        f"ASK {{ FILTER NOT EXISTS {{ ?s <{SD}supportedLanguage> ?o }} }}",
        f"ASK {{ ?s <{SD}defaultDataset>|<{SD}defaultGraph> ?o FILTER(isLiteral(?o)) }}",
    ):
        assert not described.query(defect)


@pytest.mark.parametrize("accept", ["application/rdf+xml", "application/ld+json", "application/n-triples"])
def test_service_description_comes_in_every_rdf_format(client: httpx.Client, accept: str) -> None:
    response = client.get("/sparql", headers={"accept": accept})
    assert (response.status_code, kind(response)) == (200, accept)


def test_a_browser_gets_a_form_that_needs_no_script(client: httpx.Client) -> None:
    response = client.get("/sparql", headers={"accept": "text/html"})
    assert kind(response) == "text/html"
    assert '<textarea id="query" name="query"' in response.text
    assert '<form class="ask" action="/sparql#answer" method="get"' in response.text


def test_an_answer_carries_its_receipts(client: httpx.Client) -> None:
    response = client.get("/sparql?query=ASK%20%7B%7D")
    health = client.get("/-/health").json()
    assert response.headers["cfit-release"] == health["release"]
    assert response.headers["cfit-release-hash"] == health["hash"]
    manifest = client.get(response.headers["link"].partition(">")[0].lstrip("<"))
    assert manifest.json()["id"] == health["release"]


def test_an_answer_the_client_has_is_304(client: httpx.Client) -> None:
    address, accept = "/sparql?query=SELECT%20%2A%20%7B%7D", {"accept": "text/csv"}
    tag = client.get(address, headers=accept).headers["etag"]
    held = client.get(address, headers={**accept, "if-none-match": tag})
    assert (held.status_code, held.content, held.headers["etag"]) == (304, b"", tag)
    assert client.get(address, headers={"accept": "application/json", "if-none-match": tag}).status_code == 200
    assert client.get(f"{address}%20", headers={**accept, "if-none-match": tag}).status_code == 200


def test_the_release_in_the_address_is_asked(client: httpx.Client) -> None:
    release = client.get("/-/health").json()["release"]
    assert client.get(f"/release/{release}/sparql?query=ASK%20%7B%7D").json()["boolean"] is True
    assert client.get("/release/2020-01-01-000000/sparql?query=ASK%20%7B%7D").status_code == 404
    assert client.get("/release/current/sparql?query=ASK%20%7B%7D").status_code == 404


def test_a_query_too_long_is_413_however_it_comes(client: httpx.Client, settings: Settings) -> None:
    long = "ASK {} #" + "x" * settings.query_bytes
    assert direct(client, long).status_code == 413
    assert client.post("/sparql", data={"query": long}).status_code == 413
    assert client.post("/sparql", content=b"x" * (1 << 20), headers=DIRECT).status_code == 413


def test_a_query_over_its_time_is_503_and_says_when_to_come_back(client: httpx.Client) -> None:
    bomb = "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i . ?j ?k ?l . ?m ?n2 ?o }"
    response = client.get("/sparql", params={"query": bomb})
    assert response.status_code == 503
    assert int(response.headers["retry-after"]) > 0
    assert "time" in response.json()["detail"]


def test_an_answer_that_breaks_off_is_never_ended_as_if_whole(client: httpx.Client) -> None:
    flood = "SELECT * { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i }"
    with pytest.raises(httpx.RemoteProtocolError):
        client.get("/sparql", params={"query": flood}, headers={"accept": "text/csv"})


def test_a_page_of_an_answer_without_end_is_an_honest_refusal(client: httpx.Client) -> None:
    flood = "SELECT * { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i }"
    response = client.get("/sparql", params={"query": flood}, headers={"accept": "text/html"})
    assert response.status_code == 413


def test_a_page_that_shows_some_rows_says_of_how_many(client: httpx.Client) -> None:
    query = "SELECT ?a ?d { ?a a ?b . ?d a ?e . ?x a ?y } LIMIT 1500"
    page = client.get("/sparql", params={"query": query, "format": "html"}).text
    assert "Rows 1 to 50 of 1,500." in page
