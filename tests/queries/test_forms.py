"""What may be changed in a published question is a form, and what a stranger sends is checked before it is asked."""

import html
import re
from urllib.parse import urlencode

import httpx
import pytest

from cfit_graph import project, questions
from cfit_graph.prefixes import shortened
from cfit_graph.questions import Question

QUESTIONS = [one for one in questions.read_folder(project.root() / "queries") if one.parameters]
BELGIUM = "http://publications.europa.eu/resource/authority/country/BEL"


def page(server: httpx.Client, key: str, status: int = 200, **fields: str | list[str]) -> str:
    response = server.get(f"/query/{key}", params=fields, headers={"accept": "text/html"})
    assert response.status_code == status, response.text
    return response.text


def sparql(text: str) -> str:
    """Return the query that a page says it has asked."""
    return html.unescape(re.split(r'aria-label="SPARQL"[^>]*><code>', text)[1].partition("</code>")[0])


def rows(text: str) -> int:
    body = text.partition('id="answer-table"')[2].partition("<tbody>")[2].partition("</tbody>")[0]
    return body.count("<tr>")


@pytest.mark.parametrize("question", QUESTIONS, ids=lambda question: question.key)
def test_every_parameter_is_a_field_with_its_label_and_what_holds_now(question: Question, server: httpx.Client) -> None:
    text = page(server, question.key)

    for one in question.parameters:
        field = text.partition(f'<label for="{one.name}">')[2].partition('<div class="field')[0]
        assert field.startswith(one.label)
        assert f'name="{one.name}"' in field
        held = [{f'value="{html.escape(name)}"' for name in (iri, shortened(iri))} for iri in one.defaults]
        assert all(any(value in field for value in values) for values in held)
        is_typed = one.is_date or one.range == "rdfs:Resource" or f'id="{one.name}-now"' in field
        assert is_typed or field.count("value=") > max(1, len(one.defaults))
    assert "VALUES" not in text.partition("</h1>")[2].partition("<h2")[0]


def test_a_choice_is_asked_and_stays_chosen(server: httpx.Client) -> None:
    every, belgian = page(server, "participants"), page(server, "participants", country=["", BELGIUM])

    assert 0 < rows(belgian) < rows(every)
    assert f"VALUES ?country {{ <{BELGIUM}> }}" in sparql(belgian)
    assert re.search(rf'value="{BELGIUM}" checked> Belgium', belgian)
    assert "# VALUES ?country" in sparql(every)


def test_the_choices_go_by_the_names_the_reader_knows(server: httpx.Client) -> None:
    assert re.search(r"> (Duitsland)</label>", page(server, "participants", lang="nl"))
    assert re.search(r"> (Allemagne)</label>", page(server, "participants", lang="fr"))


def test_several_choices_are_several_values(server: httpx.Client) -> None:
    ireland = BELGIUM.replace("BEL", "IRL")

    both = page(server, "participants", country=[BELGIUM, ireland, BELGIUM])

    assert f"VALUES ?country {{ <{BELGIUM}> <{ireland}> }}" in sparql(both)


def test_a_day_is_asked(server: httpx.Client) -> None:
    text = page(server, "events-in-a-year", first="2024-01-01", last="2024-12-31")

    assert '("2024-01-01"^^xsd:date "2024-12-31"^^xsd:date)' in sparql(text)
    assert 'value="2024-01-01"' in text


def test_one_field_alone_leaves_the_others_as_published(server: httpx.Client) -> None:
    assert '("2022-01-01"^^xsd:date "2023-12-31"^^xsd:date)' in sparql(
        page(server, "events-in-a-year", first="2022-01-01")
    )


@pytest.mark.parametrize(
    ("key", "name", "value", "complaint"),
    [
        ("participants", "country", "urn:x> } SELECT * { ?s ?p ?o } #", "none of the values offered"),
        ("participants", "country", "https://w3id.org/cfit/vocabulary/role/procuring", "none of the values offered"),
        ("participants-outside-europe", "region", "", "Choose a value"),
        ("events-in-a-year", "first", '2024-01-01"^^xsd:date ?x) } #', "year, month and day"),
        ("events-in-a-year", "first", "2024-02-30", "year, month and day"),
        ("events-in-a-year", "first", "20240101", "year, month and day"),
        ("facts-of-a-thing-with-their-sources", "thing", "https://e.org/> ?p ?o } #", "This is no IRI"),
        ("facts-of-a-thing-with-their-sources", "thing", "<script>alert(1)</script>", "This is no IRI"),
        ("facts-of-a-thing-with-their-sources", "thing", f"urn:{'x' * 3000}", "This is no IRI"),
    ],
)
def test_what_is_no_value_is_never_asked_and_the_page_says_why_at_the_field(
    server: httpx.Client, key: str, name: str, value: str, complaint: str
) -> None:
    text = page(server, key, 400, **{name: value})

    published = next(one for one in QUESTIONS if one.key == key)
    assert complaint in text.partition(f'id="{name}-error">')[2].partition("</p>")[0]
    assert f'<a href="#{name}">' in text
    assert sparql(text) == published.sparql
    assert "<script>alert" not in text
    assert 'id="answer"' not in text


def test_any_thing_of_the_graph_may_be_asked_for(server: httpx.Client) -> None:
    text = page(server, "facts-of-a-thing-with-their-sources", thing="https://w3id.org/cfit/id/organisation/nl-iw")

    assert rows(text) > 3


def test_a_changed_question_keeps_its_view_and_opens_in_the_editor(server: httpx.Client) -> None:
    text = page(server, "participants", country=BELGIUM, view="chart", sort="-since")
    links = [html.unescape(link) for link in re.findall(r'href="([^"]*)"', text)]

    assert "data-kind" in text
    assert any(link.startswith("/sparql?query=") and BELGIUM.rpartition("/")[2] in link for link in links)
    table = next(link for link in links if link.startswith("/query/participants?") and "view=" not in link)
    assert urlencode({"country": BELGIUM}) in table
    assert "sort=-since" in table


def test_the_gallery_is_filtered_by_its_address(server: httpx.Client) -> None:
    def found(**fields: str) -> list[str]:
        text = server.get("/queries", params=fields, headers={"accept": "text/html"}).text
        return re.findall(r'<li data-said[^>]*><a href="/query/([^"]+)"', text)

    everything = found()
    assert len(everything) > 40
    assert set(found(keyword="countries")) < set(everything)
    assert "participants-by-country" in found(keyword="countries", text="PÀRTICIPANTS each")
    assert found(text="no question has these words") == []
    assert "try fewer words" in server.get("/queries?text=zzzz", headers={"accept": "text/html"}).text


def test_a_question_as_a_graph_tells_its_parameters(server: httpx.Client) -> None:
    graph = server.get("/query/participants.nt").text

    assert "<https://w3id.org/cfit/query/participants#country>" in graph
    assert '<http://www.w3.org/ns/shacl#name> "country"@en' in graph
    assert "participants-on-a-day" not in graph


def test_the_editor_is_told_every_term_by_its_names_with_how_often_it_occurs(server: httpx.Client) -> None:
    response = server.get("/-/terms.json")
    terms = {one.get("curie", one["iri"]): one for one in response.json()["terms"]}

    organisations = server.get(
        "/sparql?query=SELECT(COUNT(*)AS ?n){?s a <http://www.w3.org/ns/org%23Organization>}&format=csv"
    )
    assert terms["org:Organization"]["count"] == int(organisations.text.split()[1])
    assert terms["cfit:ProductGroup"]["label"] == "product group"
    assert "Produktgruppe" in terms["cfit:ProductGroup"]["also"]
    assert terms["cfit:forProductGroup"]["kind"] == "property"
    chemicals = terms["https://w3id.org/cfit/vocabulary/theme/chemicals"]
    assert (chemicals["kind"], chemicals["scheme"]) == ("concept", "theme")
    assert response.json()["prefixes"]["skos"] == "http://www.w3.org/2004/02/skos/core#"
    again = server.get("/-/terms.json", headers={"if-none-match": response.headers["etag"]})
    assert again.status_code == 304
