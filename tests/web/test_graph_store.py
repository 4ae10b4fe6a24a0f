"""Reading by the SPARQL 1.1 Graph Store HTTP Protocol: each named graph, the default graph, and nothing else."""

import httpx
import pytest
from pyoxigraph import RdfFormat, parse

GRAPH = "https://w3id.org/cfit/source/accord"
FORMATS = ["text/turtle", "application/n-triples", "application/rdf+xml", "application/ld+json", "application/n-quads"]


def statements(response: httpx.Response) -> set[str]:
    media_type = response.headers["content-type"].partition(";")[0]
    rdf_format = RdfFormat.from_media_type(media_type)
    assert rdf_format is not None
    return {str(quad.triple) for quad in parse(response.content, rdf_format)}


def asked(client: httpx.Client, pattern: str) -> set[str]:
    query = f"CONSTRUCT {{ ?s ?p ?o }} {{ {pattern} }}"
    return statements(client.get("/sparql", params={"query": query}, headers={"accept": "application/n-triples"}))


@pytest.mark.parametrize("accept", FORMATS)
def test_a_named_graph_is_what_a_query_says_it_is_in_every_format(client: httpx.Client, accept: str) -> None:
    response = client.get("/rdf-graph-store", params={"graph": GRAPH}, headers={"accept": accept})

    assert response.status_code == 200
    assert response.headers["content-type"].partition(";")[0] == accept
    assert statements(response) == asked(client, f"GRAPH <{GRAPH}> {{ ?s ?p ?o }}")


def test_the_default_graph_is_what_a_query_says_it_is(client: httpx.Client) -> None:
    response = client.get("/rdf-graph-store?default", headers={"accept": "application/n-triples"})
    without_blank = {one for one in statements(response) if "_:" not in one}
    assert without_blank == {one for one in asked(client, "?s ?p ?o") if "_:" not in one}
    assert without_blank


def test_head_and_conditions_work_as_for_a_query(client: httpx.Client) -> None:
    got = client.get("/rdf-graph-store", params={"graph": GRAPH})
    head = client.head("/rdf-graph-store", params={"graph": GRAPH})
    held = client.get("/rdf-graph-store", params={"graph": GRAPH}, headers={"if-none-match": got.headers["etag"]})

    assert (head.status_code, head.content, head.headers["etag"]) == (200, b"", got.headers["etag"])
    assert held.status_code == 304
    assert "Accept" in got.headers["vary"]
    assert got.headers["access-control-allow-origin"] == "*"
    assert got.headers["cfit-complete"] == "true"


@pytest.mark.parametrize(
    ("fields", "status"),
    [
        ("", 400),
        ("graph=relative", 400),
        ("graph=urn:a&graph=urn:b", 400),
        (f"default&graph={GRAPH}", 400),
        ("graph=urn:no-such-graph", 404),
        ("graph=http://127.0.0.1:1/x", 404),
        ("default&format=pdf", 400),
    ],
)
def test_a_graph_that_is_not_there_or_not_named_is_said_so(client: httpx.Client, fields: str, status: int) -> None:
    assert client.get(f"/rdf-graph-store?{fields}").status_code == status


def test_a_type_no_graph_is_written_in_is_406(client: httpx.Client) -> None:
    assert client.get("/rdf-graph-store?default", headers={"accept": "text/csv"}).status_code == 406


@pytest.mark.parametrize("method", ["PUT", "POST", "DELETE", "PATCH"])
def test_writing_is_refused_with_the_way_to_make_a_change(client: httpx.Client, method: str) -> None:
    response = client.request(method, "/rdf-graph-store?default", content=b"")
    assert response.status_code == 405
    assert response.headers["allow"] == "GET, HEAD, OPTIONS"
    assert "cfit release" in response.json()["detail"]


def test_options_says_what_may_be_done(client: httpx.Client) -> None:
    response = client.options("/rdf-graph-store?default")
    assert response.status_code == 204
    assert response.headers["allow"] == "GET, HEAD, OPTIONS"
    assert "service-desc" in response.headers["link"]
