"""An answer as a page: sorted, paged, with names or IRIs, as chart, map or graph, each by an address of its own."""

import html
import io
import json
import re
import zipfile
from urllib.parse import urlencode

import httpx
import pytest

CITIES = """VALUES (?city ?name ?people ?since ?country) {
  (<urn:a> "Älmhult" 17 "2001-02-03"^^<http://www.w3.org/2001/XMLSchema#date> <http://publications.europa.eu/resource/authority/country/SWE>)
  (<urn:b> "Zug" 9 "1999-01-01"^^<http://www.w3.org/2001/XMLSchema#date> <http://publications.europa.eu/resource/authority/country/CHE>)
  (<urn:c> "Gent" 260 "2010-01-01"^^<http://www.w3.org/2001/XMLSchema#date> <http://publications.europa.eu/resource/authority/country/BEL>)
}"""
QUERY = f"SELECT ?city ?name ?people ?since ?country WHERE {{ {CITIES} }}"
GRAPH = "CONSTRUCT { <urn:a> <urn:near> <urn:b> . <urn:a> <urn:called> 'A'@nl } WHERE {}"


def asked(client: httpx.Client, query: str, **shown: str) -> str:
    response = client.get("/sparql", params={"query": query, "format": "html", **shown})
    assert response.status_code == 200, response.text
    return response.text


def column(page: str, number: int) -> list[str]:
    """Return the texts of a column of the answer, the first being number 0."""
    body = page.partition('id="answer-table"')[2].partition("<tbody>")[2].partition("</tbody>")[0]
    rows = [re.findall(r"<td[^>]*>(.*?)</td>", row, re.DOTALL) for row in body.split("</tr>") if "<td" in row]
    return [html.unescape(re.sub(r"<[^>]*>", "", row[number])).strip() for row in rows]


def links(page: str) -> list[str]:
    return [html.unescape(address) for address in re.findall(r'href="([^"]*)"', page)]


@pytest.mark.parametrize(
    ("sort", "names"),
    [
        ("people", ["Zug", "Älmhult", "Gent"]),
        ("-people", ["Gent", "Älmhult", "Zug"]),
        ("since", ["Zug", "Älmhult", "Gent"]),
        ("name", ["Älmhult", "Gent", "Zug"]),
        ("nothing", ["Älmhult", "Zug", "Gent"]),
    ],
)
def test_a_table_is_sorted_by_its_address_numbers_as_numbers(client: httpx.Client, sort: str, names: list[str]) -> None:
    assert column(asked(client, QUERY, sort=sort), 1) == names


def test_each_heading_sorts_and_sorts_the_other_way(client: httpx.Client) -> None:
    page = asked(client, QUERY, sort="people")

    assert 'aria-sort="ascending"' in page
    assert any("sort=-people" in address for address in links(page))
    assert any("sort=name" in address for address in links(page))


def test_rows_come_fifty_at_a_time_and_every_page_is_linked(client: httpx.Client) -> None:
    query = "SELECT ?moon WHERE { ?moon ?property ?pact . FILTER (CONTAINS(STR(?moon), '/moon/')) } ORDER BY ?moon"
    first = asked(client, query)
    onward = next(address for address in links(first) if "page=2" in address)

    second = client.get(onward.partition("#")[0]).text

    assert "Rows 1 to 50 of 250." in first
    assert "Rows 51 to 100 of 250." in second
    assert not set(column(first, 0)) & set(column(second, 0))
    assert "Rows 201 to 250 of 250." in asked(client, query, page="99")
    assert "Rows 1 to 50 of 250." in asked(client, query, page="-1")


def test_things_go_by_their_names_and_their_iris_are_one_click_away(client: httpx.Client) -> None:
    query = "SELECT ?body WHERE { VALUES ?body { <https://w3id.org/cfit/id/organisation/venus> } }"
    named = asked(client, query)
    bare = client.get(next(address for address in links(named) if "names=no" in address).partition("#")[0]).text

    assert column(named, 0) != column(bare, 0)
    assert column(bare, 0) == ["https://w3id.org/cfit/id/organisation/venus"]


def test_the_views_that_are_offered_suit_the_columns(client: httpx.Client) -> None:
    def views(query: str) -> list[str]:
        listed = asked(client, query).partition('class="views"')[2].partition("</nav>")[0]
        return re.findall(r">(\w+)</a>", listed)

    assert views(QUERY) == ["Table", "Chart", "Map", "Graph"]
    assert views(GRAPH) == ["Table", "Graph", "Turtle"]
    assert views("SELECT ?only WHERE { VALUES ?only { 'one' } }") == []
    assert views("SELECT ?name WHERE { VALUES ?name { 'a' 'b' 'a' } }") == ["Table", "Chart"]


def test_a_chart_says_what_is_drawn_of_which_columns_and_keeps_the_table(client: httpx.Client) -> None:
    page = asked(client, f"SELECT ?name ?people WHERE {{ {CITIES} }}", view="chart")
    figure = dict(re.findall(r'data-([\w-]+)="([^"]*)"', page.partition("<figure")[2].partition(">")[0]))

    assert (figure["kind"], figure["label"], figure["value"]) == ("bars", "0", "1")
    assert (figure["label-name"], figure["value-name"]) == ("name", "people")
    assert column(page, 0) == ["Älmhult", "Zug", "Gent"]
    assert "vendor/chart.js" in page
    assert "vendor/chart.js" not in asked(client, QUERY)


def test_a_map_is_drawn_without_any_script(client: httpx.Client) -> None:
    page = asked(client, QUERY, view="map")

    assert "<title>BEL: 260</title>" in page
    shades = re.findall(r'class="shade-(\d)"[^>]*><title>(\w+)', page)
    assert sorted(shades) == [("1", "CHE"), ("3", "SWE"), ("4", "BEL")]
    counted = asked(client, f"SELECT ?country WHERE {{ {CITIES} }}", view="map")
    assert "<title>BEL: 1</title>" in counted
    assert counted.count('class="shade-1"') == 3


@pytest.mark.parametrize("name", ["currency", "in"])
def test_amounts_in_several_currencies_are_never_drawn_as_if_they_could_be_added(
    client: httpx.Client, name: str
) -> None:
    def views(other: str) -> str:
        table = "<http://publications.europa.eu/resource/authority/currency/"
        codes = [f'"{code}"' if name == "currency" else f"{table}{code}>" for code in ("EUR", other)]
        rows = f'("Belgium" {codes[0]} 5) ("Belgium" {codes[1]} 7000) ("Sweden" {codes[1]} 9)'
        return asked(client, f"SELECT * WHERE {{ VALUES (?country ?{name} ?amount) {{ {rows} }} }}", view="chart")

    assert 'data-kind="bars"' in views("EUR")
    assert "data-kind" not in views("SEK")


def test_years_are_columns_in_their_order(client: httpx.Client) -> None:
    query = "SELECT ?year ?joined WHERE { VALUES (?year ?joined) { (2023 5) (2021 10) } }"

    assert 'data-kind="columns" data-label="0"' in asked(client, query, view="chart")


def test_the_language_of_a_text_is_told_where_it_is_not_the_readers(client: httpx.Client) -> None:
    query = "SELECT ?word WHERE { VALUES ?word { 'buyer'@en 'koper'@nl } }"

    assert column(asked(client, query), 0) == ["buyer", "koper nl"]
    assert column(asked(client, query, lang="nl"), 0) == ["buyer en", "koper"]


def test_a_graph_is_drawn_of_statements_or_of_two_columns_of_things(client: httpx.Client) -> None:
    def drawing(query: str) -> dict[str, list[dict[str, object]]]:
        found = asked(client, query, view="graph").partition('id="graph-data">')[2].partition("</script>")[0]
        return dict(json.loads(found))

    drawn = drawing(GRAPH)
    assert {str(node["id"]) for node in drawn["nodes"]} == {"urn:a", "urn:b"}
    assert drawn["links"] == [{"source": "urn:a", "target": "urn:b", "labels": ["urn:near"]}]
    assert len(drawing(QUERY)["links"]) == 3


def test_what_a_literal_says_never_ends_the_script_it_stands_in(client: httpx.Client) -> None:
    hostile = (
        "CONSTRUCT { <urn:a> <urn:b> <https://w3id.org/cfit/id/x/%3C/script%3E> . <urn:a> <urn:c> '</script>' } {}"
    )

    page = asked(client, hostile, view="graph")

    assert "'</script>'" not in page
    assert page.count("</script>") == page.count("<script")


def test_an_answer_is_taken_away_in_every_format(client: httpx.Client) -> None:
    page = asked(client, QUERY)
    listed = page.partition('class="takeaway"')[2].partition("</p>")[0]

    types = [client.get(address).headers["content-type"].partition(";")[0] for address in links(listed)]

    assert types == [
        "application/sparql-results+json",
        "application/sparql-results+xml",
        "text/csv",
        "text/tab-separated-values",
        "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    ]


def test_a_workbook_says_which_question_it_answers_and_runs_nothing(client: httpx.Client) -> None:
    query = "SELECT ?text ?number WHERE { VALUES (?text ?number) { ('=1+1' 42) } }"
    response = client.get("/sparql", params={"query": query, "format": "xlsx"})

    with zipfile.ZipFile(io.BytesIO(response.content)) as book:
        strings = book.read("xl/sharedStrings.xml").decode()
        sheets = "".join(book.read(name).decode() for name in book.namelist() if "worksheets/" in name)

    assert query in html.unescape(strings)
    assert response.headers["cfit-release"] in strings
    assert "<f>" not in sheets
    assert "<v>42</v>" in sheets


def test_only_rows_come_as_a_workbook(client: httpx.Client) -> None:
    yes = client.get("/sparql", params={"query": "ASK {}", "format": "xlsx"})
    graph = client.get("/sparql", params={"query": GRAPH, "format": "xlsx"})

    assert yes.json()["boolean"] is True
    assert graph.headers["content-type"].startswith("text/turtle")


def test_the_page_tells_rows_release_time_and_where_to_ask_again(client: httpx.Client) -> None:
    page = asked(client, f"{QUERY} # {client.headers['user-agent']}")
    said = re.sub(r"\s+", " ", re.sub(r"<[^>]*>", "", page.partition('class="note receipt">')[2].partition("</p>")[0]))
    replay = next(address for address in links(page) if address.startswith("/release/") and "/sparql?" in address)

    assert re.match(r" ?3 rows · complete · from release \S+ · in \d+ ms · ask this release again", said)
    assert len(client.get(replay, headers={"accept": "application/json"}).json()["results"]["bindings"]) == 3


def test_an_empty_answer_helps(client: httpx.Client) -> None:
    assert "Nothing answers to this question." in asked(client, "SELECT ?s WHERE { ?s <urn:never> ?o }")


def test_an_error_stands_at_its_line_with_the_query_kept_to_be_corrected(client: httpx.Client) -> None:
    query = "SELECT ?a WHERE {\n  ?a foaf:name ?b\n}"

    response = client.get("/sparql", params={"query": query, "format": "html"})
    problem = html.unescape(response.text.partition('data-problem="')[2].partition('"')[0])

    assert response.status_code == 400
    assert response.text.partition("<title>")[2].startswith("Error: ")
    assert html.escape(query, quote=True) in response.text
    assert (json.loads(problem)["line"], json.loads(problem)["column"]) == (2, 6)


def test_a_query_that_was_posted_is_shown_by_an_address_that_asks_the_same(client: httpx.Client) -> None:
    response = client.post("/sparql", data={"query": QUERY}, headers={"accept": "text/html"})

    again = next(address for address in links(response.text) if "view=chart" in address)

    assert urlencode({"query": QUERY}) in again
    assert "data-kind" in client.get(again.partition("#")[0]).text


def test_the_page_says_how_much_computing_is_left_and_an_answer_costs_some(client: httpx.Client) -> None:
    def left() -> int:
        page = client.get("/sparql", headers={"accept": "text/html"}).text
        found = re.search(r"about (\d+) seconds of computing left", page)
        assert found, page
        return int(found[1])

    before = left()
    client.get("/sparql", params={"query": "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i . ?j ?k ?l }"})

    assert before == 120
    assert left() < 119
