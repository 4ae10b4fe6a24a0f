"""The graph view: the neighbours of a thing as a list, and as nodes and links for the drawing beside it."""

import html
import json
import re

import pytest
from fastapi.testclient import TestClient

from cfit_graph.web.neighbourhood import MOST

ORBIT = "https://w3id.org/cfit/id/pact/orbit"
MARS = "https://w3id.org/cfit/id/organisation/mars"


def test_the_neighbours_of_a_thing_are_listed_by_property_both_ways(app_client: TestClient) -> None:
    page = app_client.get("/graph/organisation/mars").text
    text = " ".join(re.sub(r"<[^>]+>", " ", page).split())

    assert "is member of Orbit pact" in text
    assert "supporter" in text
    assert 'href="/id/pact/orbit"' in page
    assert "Leads here by: is member of" in app_client.get("/graph/pact/orbit").text


def test_the_drawing_has_the_same_things_and_every_link_has_two_ends(app_client: TestClient) -> None:
    page = app_client.get("/graph/organisation/mars").text
    drawing = app_client.get("/graph/organisation/mars.json")
    embedded = re.search(r'<script type="application/json" id="graph-data">(.*?)</script>', page, re.DOTALL)

    assert drawing.headers["content-type"] == "application/json"
    assert embedded
    assert json.loads(embedded[1]) == drawing.json()
    nodes = {node["id"]: node for node in drawing.json()["nodes"]}
    assert nodes[MARS]["kind"] == "middle"
    assert nodes[ORBIT] == {"id": ORBIT, "label": "Orbit pact", "href": "/id/pact/orbit", "kind": "id"}
    assert {"source": MARS, "target": ORBIT, "labels": ["is member of"]} in drawing.json()["links"]
    assert {end for link in drawing.json()["links"] for end in (link["source"], link["target"])} <= nodes.keys()


def test_a_thing_with_many_neighbours_shows_some_and_says_how_many_more(app_client: TestClient) -> None:
    page = html.unescape(app_client.get("/graph/pact/orbit").text)
    drawing = app_client.get("/graph/pact/orbit.json").json()

    assert len(drawing["nodes"]) == MOST + 1
    assert f"{MOST} of the things" in page
    assert "and 192 more" in page
    assert "All" in app_client.get("/graph/organisation/mars").text


def test_a_name_that_would_be_a_script_is_text_in_the_page_and_in_its_data(app_client: TestClient) -> None:
    page = app_client.get("/graph/organisation/hostile-1").text

    assert "<script>alert" not in page
    assert "javascript:" not in page
    assert page.count("<script") == page.count("</script>")


@pytest.mark.parametrize(
    "path",
    [
        "/graph/organisation/marz",
        "/graph/organisation/Mars",
        "/graph/organisation/mars.ttl",
        "/graph/nothing/mars",
        "/graph/organisation/mars%3E%20%3Chttp:",
        "/graph/organisation",
    ],
)
def test_what_is_no_thing_is_404(app_client: TestClient, path: str) -> None:
    assert app_client.get(path, headers={"accept": "text/html"}).status_code == 404


def test_a_page_the_client_has_is_304(app_client: TestClient) -> None:
    tag = app_client.get("/graph/organisation/mars").headers["etag"]
    held = app_client.get("/graph/organisation/mars", headers={"if-none-match": tag})
    assert (held.status_code, held.content) == (304, b"")
    other = app_client.get("/graph/organisation/mars?lang=nl", headers={"if-none-match": tag})
    assert other.status_code == 200
