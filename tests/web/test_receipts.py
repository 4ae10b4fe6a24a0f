"""What an answer says of itself: how much, that it is all, and where to get it again."""

import gzip
import socket

import httpx
import pytest
import zstandard
from pyoxigraph import RdfFormat, parse

from cfit_graph.web.receipts import REPLAY

FLOOD = "SELECT ?a ?b ?d ?e ?g ?h { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i } LIMIT 30000"


def replay(response: httpx.Response) -> str:
    return next(link.split(">")[0].strip(" <") for link in response.headers["link"].split(",") if REPLAY in link)


@pytest.mark.parametrize(
    ("query", "accept"),
    [
        ("SELECT ?s { ?s ?p ?o } ORDER BY ?s LIMIT 11", "text/csv"),
        ("ASK { ?s ?p 'Ωmega' }", "application/sparql-results+xml"),
        ("CONSTRUCT { ?s ?p ?o } WHERE { ?s ?p ?o } LIMIT 3", "application/n-triples"),
    ],
)
def test_the_link_of_an_answer_gives_the_same_answer(client: httpx.Client, query: str, accept: str) -> None:
    first = client.post("/sparql", data={"query": query}, headers={"accept": accept})
    again = client.get(replay(first), headers={"accept": accept})

    assert again.status_code == 200
    assert again.content == first.content
    assert again.headers["etag"] == first.headers["etag"]
    assert first.headers["cfit-release"] in replay(first)


def test_the_link_keeps_the_dataset(client: httpx.Client) -> None:
    fields = {"query": "SELECT ?s { ?s ?p ?o } LIMIT 5", "default-graph-uri": "https://w3id.org/cfit/source/accord"}
    first = client.get("/sparql", params=fields)
    assert client.get(replay(first)).content == first.content


def test_a_query_too_long_for_an_address_has_no_such_link(client: httpx.Client) -> None:
    response = client.post("/sparql", data={"query": f"ASK {{}} #{'x' * 3000}"})
    assert response.status_code == 200
    assert REPLAY not in response.headers["link"]


@pytest.mark.parametrize("accept", ["text/csv", "text/tab-separated-values", "application/sparql-results+json"])
def test_rows_are_counted_and_a_whole_answer_says_it_is_whole(client: httpx.Client, accept: str) -> None:
    query = "SELECT ?s ?o { ?s ?p ?o } LIMIT 13"
    response = client.get("/sparql", params={"query": query}, headers={"accept": accept})
    assert response.headers["cfit-rows"] == "13"
    assert response.headers["cfit-complete"] == "true"


def test_an_answer_that_is_streamed_says_how_its_end_is_known(client: httpx.Client) -> None:
    with client.stream("GET", "/sparql", params={"query": FLOOD}, headers={"accept": "text/csv"}) as response:
        assert response.headers["cfit-complete"] == "if-ended"
        assert "content-encoding" not in response.headers
        assert sum(1 for _ in response.iter_lines()) == 30_001


def test_an_old_client_never_takes_half_an_answer_for_a_whole_one(client: httpx.Client) -> None:
    """HTTP/1.0 ends an answer by ending the line, so that one that broke off would look whole."""
    host, port = client.base_url.host, client.base_url.port
    flood = "SELECT%20*%20%7B%20?a%20?b%20?c.%20?d%20?e%20?f.%20?g%20?h%20?i%7D"
    with socket.create_connection((host, int(port or 0)), timeout=20) as connection:
        connection.sendall(f"GET /sparql?query={flood} HTTP/1.0\r\nHost: x\r\nAccept: text/csv\r\n\r\n".encode())
        received = b""
        while piece := connection.recv(1 << 16):
            received += piece
    assert received.split()[1] in {b"413", b"503"}


@pytest.mark.parametrize(
    ("query", "status", "limit"),
    [
        ("SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i . ?j ?k ?l }", 503, "seconds"),
        (f"ASK {{ {'?a ?b ?c . ' * 300} }}", 413, "size"),
        ("SELECT * { SERVICE <http://127.0.0.1:1/> { ?s ?p ?o } }", 403, "reading only"),
    ],
)
def test_a_query_that_was_stopped_says_by_which_limit_and_what_to_try(
    client: httpx.Client, query: str, status: int, limit: str
) -> None:
    problem = client.get("/sparql", params={"query": query})
    page = client.get("/sparql", params={"query": query}, headers={"accept": "text/html"})

    assert (problem.status_code, problem.headers["content-type"]) == (status, "application/problem+json")
    assert problem.json()["limit"] == limit
    assert problem.json()["advice"] in page.text
    assert page.status_code == status


def test_a_page_of_an_answer_without_end_says_what_to_try(client: httpx.Client) -> None:
    query = {"query": "SELECT * { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i }"}
    page = client.get("/sparql", params=query, headers={"accept": "text/html"})
    assert page.status_code == 413
    assert "LIMIT" in page.text


@pytest.mark.parametrize("accept", ["text/csv", "application/sparql-results+json", "application/sparql-results+xml"])
@pytest.mark.parametrize("encoding", ["gzip", "zstd", "br", "gzip, deflate, br, zstd", "identity"])
def test_a_compressed_answer_is_the_same_answer(client: httpx.Client, accept: str, encoding: str) -> None:
    query = {"query": "SELECT * { ?s ?p ?o } ORDER BY ?s ?p ?o LIMIT 100"}
    plain = client.get("/sparql", params=query, headers={"accept": accept, "accept-encoding": "identity"})
    with client.stream("GET", "/sparql", params=query, headers={"accept": accept, "accept-encoding": encoding}) as sent:
        raw = b"".join(sent.iter_raw())
    chosen = sent.headers.get("content-encoding")

    assert sent.headers["vary"] == plain.headers["vary"] == "Accept, Accept-Encoding"
    assert chosen == (None if encoding == "identity" else "zstd" if "zstd" in encoding else encoding)
    assert sent.headers["etag"].removeprefix("W/") == plain.headers["etag"]
    if chosen == "gzip":
        assert gzip.decompress(raw) == plain.content
    if chosen == "zstd":
        assert zstandard.ZstdDecompressor().decompressobj().decompress(raw) == plain.content
    assert chosen is None or len(raw) < len(plain.content)


def test_a_graph_is_compressed_too(client: httpx.Client) -> None:
    response = client.get("/rdf-graph-store?default", headers={"accept-encoding": "gzip", "accept": "text/turtle"})
    assert response.headers["content-encoding"] == "gzip"
    assert len(list(parse(response.content, RdfFormat.TURTLE))) > 100
