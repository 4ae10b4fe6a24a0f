"""Every IRI of the graph answers: a thing sends to its description, a description comes in every form."""

import csv
import html
import io
import json
import re

import pytest
from fastapi.testclient import TestClient
from pyoxigraph import NamedNode, RdfFormat, parse

from cfit_graph.settings import Settings
from cfit_graph.web.app import create_app

MARS = "https://w3id.org/cfit/id/organisation/mars"
FORMS = {
    "ttl": "text/turtle",
    "jsonld": "application/ld+json",
    "nt": "application/n-triples",
    "rdf": "application/rdf+xml",
}
PLAIN = {"csv": "text/csv", "json": "application/json"}
THINGS = ["/doc/organisation/mars", "/vocabulary/role", "/vocabulary/role/supporter", "/source/accord"]
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
    for script in re.findall(r"<script([^>]*)>", page.text):
        assert script == ' type="application/ld+json"' or ' src="/static/' in script


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


def test_what_points_to_a_thing_comes_by_property_and_in_pages(app_client: TestClient) -> None:
    page = app_client.get("/doc/pact/orbit.html").text
    assert "252 statements." in page
    assert page.count('href="/id/moon/') == 10
    assert 'href="?related=cfit%3AmemberOf#related"' in page

    moons: set[str] = set()
    for number in (1, 2, 3):
        found = app_client.get(f"/doc/pact/orbit.html?related=cfit:memberOf&page={number}").text
        moons |= set(re.findall(r'href="(/id/[^"]+)"', found))
    assert len({moon for moon in moons if moon.startswith("/id/moon/")}) == 250
    assert "There is nothing on this page." in app_client.get("/doc/pact/orbit?related=cfit:memberOf&page=9").text
    for nonsense in ("page=-1", "page=x", "page=99999999999999999999", "related=%00", "related=cfit:nothing&page=2"):
        assert "252 statements." in app_client.get(f"/doc/pact/orbit.html?{nonsense}").text


def test_a_page_speaks_the_readers_language_where_it_can(app_client: TestClient) -> None:
    assert (
        '<h1 dir="auto">Mars (planeet)</h1>'
        in app_client.get("/doc/organisation/mars.html", headers={"accept-language": "nl-BE, en;q=0.5"}).text
    )
    assert (
        '<h1 lang="en" dir="auto">Mars</h1>'
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
    assert "There is no statement on this page." in app_client.get("/source/accord.html?page=5").text
    assert "Orbit pact" in app_client.get("/source/accord.html").text
    assert b"Orbit pact" in app_client.get("/source/accord.ttl").content


def test_the_ontology_lists_its_terms_at_their_anchors_and_each_concept_says_what_they_mean(
    app_client: TestClient,
) -> None:
    every = app_client.get("/ontology").text
    page = app_client.get("/ontology", params={"concept": "Pact"}).text

    assert '<a id="Pact" href="/ontology/Pact">' in every
    assert '<a id="memberOf" href="/ontology/memberOf">' in every
    assert '<a href="/ontology?concept=Pact">' in every
    assert "An agreement between several." in page


def test_the_shapes_are_listed_and_those_of_a_concept_have_their_messages(app_client: TestClient) -> None:
    every = app_client.get("/shapes").text
    page = app_client.get("/shapes", params={"concept": "Pact"}).text

    assert '<span id="Pact-label">' in every
    assert '<a id="Pact" href="/shapes?concept=Pact">' in every
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
        "/doc/organisation/mars.xlsx",
        "/ontology.csv",
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


@pytest.mark.parametrize("path", THINGS)
@pytest.mark.parametrize(("suffix", "media_type"), PLAIN.items())
def test_a_thing_also_comes_in_forms_for_those_who_do_not_read_rdf(
    app_client: TestClient, path: str, suffix: str, media_type: str
) -> None:
    twin = app_client.get(f"{path}.{suffix}")
    assert twin.status_code == 200
    assert twin.headers["content-type"].startswith(media_type)
    assert twin.content == app_client.get(path, headers={"accept": media_type}).content
    assert f'<{path}.{suffix}>; rel="alternate"; type="{media_type}"' in twin.headers["link"]
    assert f'href="{path}.{suffix}"' in app_client.get(f"{path}.html").text


def test_the_table_has_a_row_for_each_document_that_states_a_fact(app_client: TestClient) -> None:
    rows = list(csv.DictReader(io.StringIO(app_client.get("/doc/pact/orbit.csv").text)))
    counts = {(row["value"], row["source"]) for row in rows if row["property"] == "has as many members"}
    assert counts == {("18", "The accord"), ("27", "News of the orbit")}
    roles = list(csv.DictReader(io.StringIO(app_client.get("/doc/organisation/mars.csv").text)))
    assert {"supporter"} == {row["value"] for row in roles if row["value_iri"].endswith("/role/supporter")}
    assert any("Olympus" in row["value"] for row in roles)


def test_the_object_names_facts_and_values_by_their_labels(app_client: TestClient) -> None:
    orbit = app_client.get("/doc/pact/orbit.json").json()
    assert orbit["title"] == "Orbit pact"
    assert [value["value"] for value in orbit["facts"]["has as many members"]] == ["18", "27"]
    assert orbit["sources_differ_on"] == ["has as many members"]
    assert orbit["pointing_here"]["is member of"]["total"] == 252
    mars = app_client.get("/doc/organisation/mars.json?lang=nl").json()
    assert mars["title"] == "Mars (planeet)"
    assert mars["facts"]["org:hasRole"][0]["value"] == "ondersteuner"


def test_a_page_says_when_a_name_is_not_in_the_readers_language(app_client: TestClient) -> None:
    french = app_client.get("/doc/organisation/mars.html", headers={"accept-language": "fr"}).text
    assert '<h1 lang="en" dir="auto">Mars</h1>' in french
    assert re.search("[“«]\\s?en\\s?[”»]", french)
    assert "“en”" not in app_client.get("/doc/organisation/mars.html").text


def test_a_page_says_how_to_cite_the_thing_with_its_release_and_its_publishers(app_client: TestClient) -> None:
    answer = app_client.get("/doc/organisation/mars.html")
    page, release = html.unescape(answer.text), answer.headers["cfit-release"]
    assert f"Release {release}. {MARS}." in page
    assert "@misc{cfit-id-organisation-mars,\n  title = {{Mars}},\n" in page
    entry = json.loads(re.findall(r"CSL-JSON</h3>\n<pre[^>]*>(.*?)</pre>", page, re.DOTALL)[0])
    assert entry[0] | {"version": release, "URL": MARS, "title": "Mars"} == entry[0]


def test_a_page_has_a_report_on_each_fact_ready_to_copy(app_client: TestClient) -> None:
    page = app_client.get("/doc/pact/orbit.html").text
    assert 'href="?report=cfit%3AmemberCount#report"' in page
    report = html.unescape(app_client.get("/doc/pact/orbit.html?report=cfit:memberCount").text)
    assert '<details id="report" open>' in report
    assert (
        "Property: has as many members <https://w3id.org/cfit/ontology#memberCount>\nValue: 18; 27\nRelease: 2"
        in report
    )


def test_a_report_goes_where_the_operator_wants_it(settings: Settings) -> None:
    for to, heading in (("mailto:facts@orbit.example", "subject"), ("https://orbit.example/issues/new", "title")):
        with TestClient(create_app(settings.model_copy(update={"report_to": to}))) as client:
            page = html.unescape(client.get("/doc/pact/orbit.html?report=cfit:memberCount").text)
        assert f'href="{to}?{heading}=cfit-graph%3A%20Orbit%20pact&body=Thing%3A%20Orbit%20pact' in page


def test_a_page_speaks_the_words_of_search_engines(app_client: TestClient) -> None:
    page = app_client.get("/doc/organisation/mars.html").text
    said = json.loads(re.findall(r'<script type="application/ld\+json">(.*?)</script>', page, re.DOTALL)[0])
    assert (said["@type"], said["name"], said["url"]) == ("Organization", "Mars", "https://mars.example/")


def test_a_code_of_others_has_a_page_here_if_the_graph_uses_it(app_client: TestClient) -> None:
    page = app_client.get("/vocabulary/country/nld.html")
    assert page.status_code == 200
    assert "http://publications.europa.eu/resource/authority/country/NLD" in page.text
    assert 'href="/vocabulary/country/nld"' in app_client.get("/doc/organisation/mars.html").text
    assert app_client.get("/vocabulary/country/xyz.html").status_code == 404
