"""Four clients that others wrote get right answers from the running service."""

import json
import os
import shutil
import socket
import subprocess
import sysconfig
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import httpx
import pyoxigraph as ox
import pytest
from rdflib import Graph, URIRef
from rdflib.namespace import DCTERMS, RDF
from rdflib.plugins.stores.sparqlstore import SPARQLStore
from SPARQLWrapper import CSV, JSON, POST, TURTLE, XML, SPARQLWrapper

from cfit_graph import iris

Pairs = list[tuple[str, str]]

OXIGRAPH = Path(sysconfig.get_path("scripts")) / "oxigraph"
START_SECONDS = 20
REGISTER = iris.source("cfit-register").value


def converted(client: SPARQLWrapper) -> Any:
    """Return the answer as the type that SPARQLWrapper has for the format."""
    return client.queryAndConvert()


def test_sparqlwrapper_reads_rows_as_json(endpoint: str, members_query: str, members: Pairs) -> None:
    client = SPARQLWrapper(endpoint, returnFormat=JSON)
    client.setQuery(members_query)

    rows = converted(client)["results"]["bindings"]

    assert [(row["organisation"]["value"], row["label"]["value"]) for row in rows] == members


def test_sparqlwrapper_reads_rows_as_csv_that_it_asked_for_by_post(
    endpoint: str, members_query: str, members: Pairs
) -> None:
    client = SPARQLWrapper(endpoint, returnFormat=CSV)
    client.setMethod(POST)
    client.setQuery(members_query)

    lines = converted(client).decode().split("\r\n")

    assert lines[0] == "organisation,label"
    assert [line.split(",")[0] for line in lines[1:] if line] == [organisation for organisation, _ in members]


def test_sparqlwrapper_reads_a_yes_as_xml(endpoint: str) -> None:
    client = SPARQLWrapper(endpoint, returnFormat=XML)
    client.setQuery("ASK { ?s ?p ?o }")

    assert "<boolean>true</boolean>" in converted(client).toxml()


def test_sparqlwrapper_reads_a_graph_as_turtle(endpoint: str, store: ox.Store) -> None:
    thing = members_first(store)
    client = SPARQLWrapper(endpoint, returnFormat=TURTLE)
    client.setQuery(f"CONSTRUCT WHERE {{ <{thing}> ?p ?o }}")

    graph = Graph().parse(data=converted(client), format="turtle")

    assert len(graph) == len(set(store.quads_for_pattern(ox.NamedNode(thing), None, None, ox.DefaultGraph())))


def members_first(store: ox.Store) -> str:
    """Return an organisation that has nothing unnamed about it."""
    found = store.query(
        "SELECT ?s { ?s a <http://www.w3.org/ns/org#Organization> FILTER NOT EXISTS { ?s ?p ?o FILTER isBlank(?o) } }"
        "ORDER BY ?s LIMIT 1"
    )
    assert isinstance(found, ox.QuerySolutions)
    return str(next(found)["s"].value)


def test_rdflib_reads_the_endpoint_as_a_store(endpoint: str, members_query: str, members: Pairs) -> None:
    graph = Graph(store=SPARQLStore(query_endpoint=endpoint, returnFormat="json"))

    rows = [(str(row[0]), str(row[1])) for row in graph.query(members_query)]  # type: ignore[index]

    assert rows == members


def test_rdflib_matches_triples_over_the_endpoint(endpoint: str, store: ox.Store) -> None:
    thing = members_first(store)
    graph = Graph(store=SPARQLStore(query_endpoint=endpoint))

    found = {(str(predicate), str(value)) for _, predicate, value in graph.triples((URIRef(thing), None, None))}

    quads = store.quads_for_pattern(ox.NamedNode(thing), None, None, ox.DefaultGraph())
    assert found == {(quad.predicate.value, str(quad.object.value)) for quad in quads}  # type: ignore[union-attr]
    assert (URIRef(thing), RDF.type, None) in graph


def test_rdflib_reads_a_named_graph_of_the_endpoint(endpoint: str, store: ox.Store) -> None:
    remote = SPARQLStore(query_endpoint=endpoint)
    graph = Graph(store=remote, identifier=URIRef(REGISTER))

    titles = set(graph.subjects(DCTERMS.title, None))

    quads = store.quads_for_pattern(None, ox.NamedNode(str(DCTERMS.title)), None, ox.NamedNode(REGISTER))
    assert {str(title) for title in titles} == {quad.subject.value for quad in quads}  # type: ignore[union-attr]


@pytest.fixture
def curl() -> str:
    """The program curl."""
    found = shutil.which("curl")
    if found is None:
        pytest.skip("curl is not installed here")
    return found


def test_curl_gets_rows_by_an_encoded_query(curl: str, endpoint: str, members_query: str, members: Pairs) -> None:
    command = [curl, "--silent", "--fail", "--get", "--data-urlencode", f"query={members_query}"]
    accept = ["--header", "Accept: application/sparql-results+json", endpoint]

    answer = json.loads(subprocess.run([*command, *accept], capture_output=True, check=True, timeout=60).stdout)

    assert [row["label"]["value"] for row in answer["results"]["bindings"]] == [label for _, label in members]


def test_curl_posts_a_query_from_a_file_and_gets_a_packed_answer(
    curl: str, endpoint: str, members_query: str, members: Pairs, tmp_path: Path
) -> None:
    file = tmp_path / "members.rq"
    file.write_text(members_query, encoding="utf-8")
    command = [curl, "--silent", "--fail", "--compressed", "--data-binary", f"@{file}", endpoint]
    headers = ["--header", "Content-Type: application/sparql-query", "--header", "Accept: text/tab-separated-values"]

    lines = subprocess.run([*command, *headers], capture_output=True, text=True, check=True, timeout=60).stdout

    assert [line.split("\t")[0].strip("<>") for line in lines.splitlines()[1:]] == [one for one, _ in members]


def test_curl_asks_only_for_the_head(curl: str, endpoint: str) -> None:
    command = [curl, "--silent", "--fail", "--head", f"{endpoint}?query=ASK%7B%7D"]

    head = subprocess.run(command, capture_output=True, text=True, check=True, timeout=60).stdout

    assert head.startswith("HTTP/1.1 200")
    assert "etag:" in head.lower()


@pytest.fixture(scope="session")
def other_endpoint() -> Iterator[str]:
    """The address of an empty `oxigraph serve` on this machine."""
    if not OXIGRAPH.exists():
        if os.environ.get("CI") == "true":
            pytest.fail("oxigraph is not installed: install the group test")
        pytest.skip("oxigraph is not installed here")
    with socket.create_server(("127.0.0.1", 0)) as probe:
        place = f"127.0.0.1:{probe.getsockname()[1]}"
    with subprocess.Popen([OXIGRAPH, "serve", "--bind", place], stderr=subprocess.DEVNULL) as server:
        try:
            wait_for(f"http://{place}/query?query=ASK%7B%7D", server)
            yield f"http://{place}/query"
        finally:
            server.terminate()


def wait_for(address: str, server: subprocess.Popen[bytes]) -> None:
    end = time.monotonic() + START_SECONDS
    while server.poll() is None and time.monotonic() < end:
        try:
            httpx.get(address).raise_for_status()
        except httpx.TransportError:
            time.sleep(0.05)
        else:
            return
    pytest.fail("oxigraph serve did not start")


def test_another_endpoint_asks_ours_by_service(other_endpoint: str, endpoint: str, members: Pairs) -> None:
    query = f"""
        PREFIX org: <http://www.w3.org/ns/org#>
        PREFIX skos: <http://www.w3.org/2004/02/skos/core#>
        SELECT ?organisation ?label WHERE {{
          SERVICE <{endpoint}> {{
            ?organisation a org:Organization ; skos:prefLabel ?label .
            FILTER (LANG(?label) = "en")
          }}
        }}
        ORDER BY ?organisation ?label LIMIT 25
    """
    accept = {"Accept": "application/sparql-results+json"}

    answer = httpx.post(other_endpoint, data={"query": query}, headers=accept, timeout=60).raise_for_status().json()

    rows = answer["results"]["bindings"]
    assert [(row["organisation"]["value"], row["label"]["value"]) for row in rows] == members


def test_another_endpoint_joins_its_own_values_with_ours(other_endpoint: str, endpoint: str, members: Pairs) -> None:
    organisation, label = members[0]
    query = f"""
        SELECT ?label WHERE {{
          VALUES ?organisation {{ <{organisation}> <urn:nobody> }}
          SERVICE <{endpoint}> {{ ?organisation <http://www.w3.org/2004/02/skos/core#prefLabel> ?label }}
          FILTER (LANG(?label) = "en")
        }}
    """

    answer = httpx.post(other_endpoint, data={"query": query}, timeout=60, headers={"Accept": "text/csv"})

    assert answer.raise_for_status().text.splitlines() == ["label", label]
