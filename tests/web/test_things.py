"""Every IRI of the graph answers: a thing sends to its description, a description comes in every form."""

import pytest
from fastapi.testclient import TestClient
from pyoxigraph import NamedNode, RdfFormat, parse

MARS = "https://w3id.org/cfit/id/organisation/mars"
FORMS = {
    "ttl": "text/turtle",
    "jsonld": "application/ld+json",
    "nt": "application/n-triples",
    "rdf": "application/rdf+xml",
}
DOCUMENTS = [
    "/doc/organisation/mars",
    "/vocabulary/role",
    "/vocabulary/role/supporter",
    "/source/accord",
    "/query/who-belongs",
    "/ontology",
    "/shapes",
]


def test_a_thing_sends_to_its_description(app_client: TestClient) -> None:
    response = app_client.get("/id/organisation/mars")
    assert (response.status_code, response.headers["location"]) == (303, "/doc/organisation/mars")
    assert "Accept" in response.headers["vary"]
    assert app_client.get("/id/organisation/mars.ttl").headers["location"] == "/doc/organisation/mars.ttl"


@pytest.mark.parametrize("path", DOCUMENTS)
@pytest.mark.parametrize(("suffix", "media_type"), FORMS.items())
def test_a_document_comes_in_every_form_by_accept_and_by_suffix(
    app_client: TestClient, path: str, suffix: str, media_type: str
) -> None:
    twin = app_client.get(f"{path}.{suffix}")
    negotiated = app_client.get(path, headers={"accept": media_type})

    assert twin.status_code == negotiated.status_code == 200
    assert twin.headers["content-type"].startswith(media_type)
    assert twin.content == negotiated.content
    assert len(list(parse(twin.content, RdfFormat.from_media_type(media_type)))) > 0


@pytest.mark.parametrize("path", DOCUMENTS)
def test_a_document_is_a_page_for_a_browser(app_client: TestClient, path: str) -> None:
    page = app_client.get(path, headers={"accept": "text/html,application/xhtml+xml,*/*;q=0.8"})
    assert page.headers["content-type"] == "text/html; charset=utf-8"
    assert app_client.get(f"{path}.html").content == page.content
    for promise in ('<html lang="en">', 'class="skip"', '<main id="content">', "<nav ", "<footer>"):
        assert promise in page.text
    assert "<script" not in page.text


@pytest.mark.parametrize("path", DOCUMENTS)
def test_a_document_names_its_twins_and_its_public_address(app_client: TestClient, path: str) -> None:
    links = app_client.get(path).headers["link"]
    assert f'<{path}.ttl>; rel="alternate"; type="text/turtle"' in links
    assert f'<https://w3id.org/cfit{path}>; rel="canonical"' in links
    assert 'rel="describedby"' in links


@pytest.mark.parametrize("path", DOCUMENTS)
def test_a_document_the_client_has_is_304(app_client: TestClient, path: str) -> None:
    tag = app_client.get(path, headers={"accept": "text/turtle"}).headers["etag"]
    held = app_client.get(path, headers={"accept": "text/turtle", "if-none-match": tag})
    assert (held.status_code, held.content) == (304, b"")
    assert app_client.get(path, headers={"accept": "text/html", "if-none-match": tag}).status_code == 200


def test_a_description_holds_the_facts_the_names_around_it_and_its_parts(app_client: TestClient) -> None:
    quads = list(parse(app_client.get("/doc/organisation/mars.nt").content, RdfFormat.N_TRIPLES))
    subjects = {str(quad.subject.value) for quad in quads if isinstance(quad.subject, NamedNode)}
    assert {MARS, "https://w3id.org/cfit/vocabulary/role/supporter", "https://w3id.org/cfit/id/pact/orbit"} <= subjects
    assert any("Olympus" in str(quad.object) for quad in quads)


def test_a_page_shows_each_fact_with_its_source(app_client: TestClient) -> None:
    page = app_client.get("/doc/organisation/mars.html").text
    assert "The accord" in page
    assert "2021-04-29" in page
    assert 'href="https://accord.example/text"' in page
    assert 'href="/source/accord"' in page


def test_a_page_sets_sources_that_disagree_side_by_side(app_client: TestClient) -> None:
    page = app_client.get("/doc/pact/orbit.html").text
    start = page.index("has as many members")
    fact = page[start : page.index("</dd>\n</div>", start)]
    assert all(word in fact for word in ("different values", "18", "27", "The accord", "News of the orbit"))


def test_sources_that_agree_are_not_said_to_differ(app_client: TestClient) -> None:
    assert "different values" not in app_client.get("/doc/organisation/mars.html").text


def test_a_page_shows_some_of_what_points_to_it_and_says_how_many_more(app_client: TestClient) -> None:
    page = app_client.get("/doc/pact/orbit.html").text
    assert "and 52 more" in page
    assert page.count('href="/id/moon/') <= 200


def test_a_page_speaks_the_readers_language_where_it_can(app_client: TestClient) -> None:
    assert (
        '<h1 dir="auto">Mars (planeet)</h1>'
        in app_client.get("/doc/organisation/mars.html", headers={"accept-language": "nl-BE, en;q=0.5"}).text
    )
    assert (
        '<h1 dir="auto">Mars</h1>'
        in app_client.get("/doc/organisation/mars.html", headers={"accept-language": "fr"}).text
    )


def test_links_in_a_page_stay_on_this_host_while_the_data_stays_public(app_client: TestClient) -> None:
    page = app_client.get("/doc/organisation/mars.html").text
    assert 'href="/id/pact/orbit"' in page
    assert 'href="https://w3id.org/cfit/id' not in page
    assert "<https://w3id.org/cfit/id/pact/orbit>" in app_client.get("/doc/organisation/mars.nt").text


def test_a_scheme_lists_its_concepts(app_client: TestClient) -> None:
    page = app_client.get("/vocabulary/role.html").text
    assert "One that helps." in page
    assert 'href="/vocabulary/role/co-lead"' in page


def test_a_source_lists_what_it_says_and_gives_it_as_a_graph(app_client: TestClient) -> None:
    assert "Olympus pact" not in app_client.get("/source/accord.html").text
    assert "Orbit pact" in app_client.get("/source/accord.html").text
    assert b"Orbit pact" in app_client.get("/source/accord.ttl").content


def test_the_ontology_lists_its_terms_at_their_anchors(app_client: TestClient) -> None:
    page = app_client.get("/ontology").text
    assert '<div id="Pact">' in page
    assert "An agreement between several." in page
    assert '<div id="memberOf">' in page


def test_the_shapes_are_listed_with_their_messages(app_client: TestClient) -> None:
    page = app_client.get("/shapes").text
    assert '<div id="Pact-label">' in page
    assert "A pact needs a name." in page


@pytest.mark.parametrize(
    "path",
    [
        "/id/organisation/marz",
        "/doc/organisation/marz",
        "/doc/organisation/marz.ttl",
        "/doc/organisation/Mars",
        "/vocabulary/nothing",
        "/vocabulary/role/nothing",
        "/source/nothing",
        "/query/nothing",
        "/ontology.pdf",
        "/doc/organisation/mars.csv",
    ],
)
def test_an_unknown_address_is_404(app_client: TestClient, path: str) -> None:
    response = app_client.get(path, headers={"accept": "*/*"})
    assert response.status_code == 404
    assert response.headers["content-type"] == "application/problem+json"


def test_an_unknown_address_says_what_was_perhaps_meant(app_client: TestClient) -> None:
    response = app_client.get("/doc/organisation/marz", headers={"accept": "application/json"})
    assert {"address": "/id/organisation/mars", "label": "Mars"} in response.json()["suggestions"]
    assert (
        'href="/id/organisation/mars"' in app_client.get("/doc/organisation/marz", headers={"accept": "text/html"}).text
    )


def test_a_form_nobody_writes_is_406(app_client: TestClient) -> None:
    assert app_client.get("/doc/organisation/mars", headers={"accept": "image/png"}).status_code == 406
