"""The pages around the graph: home, questions, data, releases, and the little ones."""

import hashlib

import pytest
from fastapi.testclient import TestClient

from cfit_graph.web.fence import POLICY

EVERY = ["/", "/queries", "/query/who-belongs", "/data", "/sparql", "/ontology", "/doc/organisation/mars", "/nowhere"]


@pytest.mark.parametrize("path", EVERY)
def test_every_answer_keeps_a_browser_safe(app_client: TestClient, path: str) -> None:
    headers = app_client.get(path, headers={"accept": "text/html"}).headers
    assert headers["content-security-policy"] == POLICY
    assert headers["x-content-type-options"] == "nosniff"


@pytest.mark.parametrize("path", [*EVERY, "/release/{release}"])
def test_every_link_of_a_page_to_this_host_leads_somewhere(app_client: TestClient, path: str) -> None:
    release = app_client.get("/-/health").json()["release"]
    page = app_client.get(path.format(release=release), headers={"accept": "text/html"}).text
    addresses = {part.partition('"')[0] for part in page.split('href="/')[1:]}
    missing = [
        address
        for address in sorted(addresses)
        if app_client.get(f"/{address.replace('&amp;', '&')}").status_code not in {200, 303}
        and not address.startswith("ontology#")
    ]
    assert not missing


def test_the_home_page_says_what_this_is(app_client: TestClient) -> None:
    page = app_client.get("/").text
    release = app_client.get("/-/health").json()["release"]
    for fact in (release, "Who belongs to the pact?", "/sparql", "/data", "/ontology", "Nothing beyond the orbit."):
        assert fact in page


def test_a_question_shows_its_sparql_and_its_answer(app_client: TestClient) -> None:
    page = app_client.get("/query/who-belongs", headers={"accept": "text/html"}).text
    assert "?body cfit:memberOf ?pact" in page
    assert 'href="/id/organisation/venus"' in page
    assert "2 rows ·" in page


def test_a_question_opens_in_the_form_with_its_answer(app_client: TestClient) -> None:
    page = app_client.get("/query/who-belongs", headers={"accept": "text/html"}).text
    address = page.split('href="/sparql?')[1].partition('"')[0].replace("&amp;", "&")
    assert "id/organisation/venus" in app_client.get(f"/sparql?{address}").text


def test_the_data_is_listed_and_is_what_its_hash_says(app_client: TestClient) -> None:
    page = app_client.get("/data").text
    for name in ("graph.nq.zst", "graph.trig.zst", "ontology.ttl", "dataset.ttl", "queries.ttl"):
        content = app_client.get(f"/data/{name}").content
        assert hashlib.sha256(content).hexdigest() in page


@pytest.mark.parametrize(
    "name", ["manifest.json", "store/CURRENT", "../manifest.json", "dumps/graph.nq.zst", "", "x%00.ttl", "/etc/passwd"]
)
def test_no_other_file_can_be_taken(app_client: TestClient, name: str) -> None:
    assert app_client.get(f"/data/{name}").status_code in {400, 404}


def test_a_release_is_a_page_a_manifest_and_a_description(app_client: TestClient) -> None:
    release = app_client.get("/-/health").json()["release"]
    assert release in app_client.get(f"/release/{release}").text
    assert app_client.get(f"/release/{release}.json").json()["id"] == release
    assert b"dcat:Dataset" in app_client.get(f"/release/{release}", headers={"accept": "text/turtle"}).content
    assert app_client.get("/release/2020-01-01-000000").status_code == 404
    assert app_client.get("/release/current").status_code == 404


def test_it_says_that_it_is_up_ready_and_what_it_is(app_client: TestClient) -> None:
    health = app_client.get("/-/health").json()
    assert health["status"] == "up"
    assert health["workers"]["alive"] == 2
    assert app_client.get("/-/ready").json()["ready"] is True
    assert app_client.get("/-/version").json()["software"] == "cfit-graph"


def test_robots_are_kept_off_the_endpoint(app_client: TestClient) -> None:
    assert "Disallow: /sparql" in app_client.get("/robots.txt").text


def test_the_icon_and_the_stylesheet_are_ours(app_client: TestClient) -> None:
    assert app_client.get("/favicon.ico").headers["content-type"] == "image/svg+xml"
    assert "prefers-color-scheme: dark" in app_client.get("/static/cfit.css").text


@pytest.mark.parametrize("path", ["/docs", "/redoc", "/openapi.json", "/static/../app.py", "/.git/config", "/.env"])
def test_nothing_else_is_served(app_client: TestClient, path: str) -> None:
    assert app_client.get(path).status_code == 404
