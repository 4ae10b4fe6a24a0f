"""Lists over the project's own release: filters, counts, order, pages, and the table to take away."""

import csv
import io
import re
from collections.abc import Iterator
from html import unescape
from uuid import uuid4

import httpx
import pytest
from python_calamine import CalamineWorkbook


@pytest.fixture
def client(address: str) -> Iterator[httpx.Client]:
    headers = {"user-agent": uuid4().hex, "accept": "text/html"}
    with httpx.Client(base_url=address, timeout=20, headers=headers) as client:
        yield client


def rows(client: httpx.Client, path: str) -> list[dict[str, str]]:
    answer = client.get(path)
    assert answer.status_code == 200, answer.text
    return list(csv.DictReader(io.StringIO(answer.text)))


def names_on(page: str) -> list[str]:
    return [unescape(name) for name in re.findall(r'<th scope="row"><a [^>]*>([^<]*)</a>', page)]


def counted(page: str, facet: str) -> dict[str, int]:
    found = re.findall(rf'name="{facet}" value="([^"]*)".*?class="note">([\d,]+)<', page)
    return {unescape(word): int(number.replace(",", "")) for word, number in found}


def test_every_list_on_the_overview_answers_and_has_the_number_of_rows_stated_there(client: httpx.Client) -> None:
    overview = client.get("/doc").text
    stated = dict(re.findall(r'<li><a href="([^"]+)">[^<]+</a> <span class="note">([\d,]+)</span>', overview))

    assert {"/doc/organisation", "/doc/role-rule", "/source", "/vocabulary"} <= stated.keys()
    for path, number in stated.items():
        assert client.get(path).status_code == 200, path
        assert client.get(f"{path}.json").json()["rows_in_the_whole_list"] == int(number.replace(",", "")), path


def test_a_filter_keeps_the_rows_that_have_one_of_its_values(client: httpx.Client) -> None:
    every = rows(client, "/doc/organisation.csv")

    kept = rows(client, "/doc/organisation.csv?country=NLD&country=CHE&level=national")

    wanted = [row for row in every if row["Country"] in {"Netherlands", "Switzerland"} and "national" in row["Level"]]
    assert {row["IRI"] for row in kept} == {row["IRI"] for row in wanted}
    assert 0 < len(kept) < len(every)


def test_the_counts_of_a_filter_follow_the_other_filters_and_not_itself(client: httpx.Client) -> None:
    page = client.get("/doc/organisation?country=NLD&level=national").text

    for word, number in counted(page, "country").items():
        assert len(rows(client, f"/doc/organisation.csv?country={word}&level=national")) == number, word
    for word, number in counted(page, "level").items():
        assert len(rows(client, f"/doc/organisation.csv?country=NLD&level={word}")) == number, word


def test_what_is_not_stated_can_be_asked_for(client: httpx.Client) -> None:
    kept = rows(client, "/doc/organisation.csv?country=-")

    assert kept
    assert {row["Country"] for row in kept} == {""}


def test_text_is_looked_for_without_accents_in_every_language(client: httpx.Client) -> None:
    by_value = {row["IRI"] for row in rows(client, "/doc/organisation.csv?q=OSTERREICH")}

    assert by_value
    assert by_value <= {row["IRI"] for row in rows(client, "/doc/organisation.csv?country=AUT")}


def test_a_list_is_sorted_by_any_column_with_what_has_no_value_last(client: httpx.Client) -> None:
    upwards = [row["Published on"] for row in rows(client, "/source.csv?sort=issued")]
    downwards = [row["Published on"] for row in rows(client, "/source.csv?sort=-issued")]
    numbers = [int(row["Statements"]) for row in rows(client, "/source.csv?sort=-statements")]

    filled = [issued for issued in upwards if issued]
    assert filled == sorted(filled)
    assert downwards[: len(filled)] == sorted(filled, reverse=True)
    assert set(upwards[len(filled) :]) == set(downwards[len(filled) :]) == {""}
    assert numbers == sorted(numbers, reverse=True)


def test_the_pages_of_a_list_hold_each_of_its_rows_once_in_order(client: httpx.Client) -> None:
    whole = [row["Name"] for row in rows(client, "/source.csv?kind=news-article&kind=web-page&sort=-publisher")]
    paged: list[str] = []
    path = "/source?kind=news-article&kind=web-page&sort=-publisher"

    while path:
        page = client.get(path).text
        paged += names_on(page)
        onward = re.search(r'href="([^"]+)" rel="next"', page)
        path = unescape(onward[1]) if onward else ""

    assert len(paged) > 50
    assert paged == whole


def test_all_forms_of_a_view_are_linked_and_hold_the_same_rows(client: httpx.Client) -> None:
    answer = client.get("/doc/criterion?type=contract-clause&q=watch&sort=-name&page=1")
    links = dict(re.findall(r'<([^>]+)>; rel="alternate"; type="([^"]+)"', answer.headers["link"]))

    assert len(links) == 3
    found = {}
    for path, media_type in links.items():
        twin = client.get(path)
        assert twin.headers["content-type"].partition(";")[0] == media_type
        assert twin.headers["cfit-release"] in twin.headers["content-disposition"]
        found[media_type] = twin
    as_csv = [row["IRI"] for row in csv.DictReader(io.StringIO(found["text/csv"].text))]
    as_json = found["application/json"].json()
    book = CalamineWorkbook.from_filelike(
        io.BytesIO(next(one.content for kind, one in found.items() if "sheet" in kind))
    )
    assert as_csv == [row["iri"] for row in as_json["rows"]]
    assert as_csv == [row[-1] for row in book.get_sheet_by_index(1).to_python()[1:]]
    assert len(as_csv) == len(names_on(answer.text)) > 0


def test_a_workbook_says_what_it_is(client: httpx.Client) -> None:
    answer = client.get("/doc/organisation.xlsx?country=BEL&lang=nl")

    book = CalamineWorkbook.from_filelike(io.BytesIO(answer.content))
    readme = dict(book.get_sheet_by_name("README").to_python())
    assert readme["Release"] == answer.headers["cfit-release"]
    assert readme["Licence"] == "https://creativecommons.org/licenses/by/4.0/"
    assert readme["Address of this view"] == "https://w3id.org/cfit/doc/organisation?country=BEL"
    assert readme["Rows"] == int(answer.headers["cfit-rows"]) == len(book.get_sheet_by_index(1).to_python()) - 1
    assert re.fullmatch(r"\d{4}-\d{2}-\d{2}", readme["Date of release"])


def test_a_list_that_disagreeing_sources_made_says_so(client: httpx.Client) -> None:
    page = client.get("/doc/participation").text
    said = re.search(r'<a href="([^"]+)">Sources disagree about (\d+) of them', page)

    assert said
    disputed = client.get(unescape(said[1]))
    assert len(names_on(disputed.text)) == int(said[2])
    assert "/id/disagreement/" in disputed.text
    assert re.search(r"Organisations among them: \d+\.", page)


def test_an_empty_list_says_what_to_drop_and_how_many_rows_there_are_then(client: httpx.Client) -> None:
    page = client.get("/doc/organisation?country=NLD&country=NOPE&role=supporting").text

    offered = re.findall(r'<li><a href="([^"]+)">(Without [^<]+)</a> <span class="note">(\d+)</span>', page)
    assert len(offered) == 3
    for path, _, number in offered:
        there = client.get(unescape(path)).text
        assert len(names_on(there)) == int(number)


@pytest.mark.parametrize(
    ("path", "known"),
    [
        ("/doc/organisation?colour=green", "country, role, status"),
        ("/doc/organisation.csv?sort=colour", "name, country, role"),
        ("/doc/organisation?page=0", "numbered from 1"),
        ("/doc/organisation?page=1e9", "numbered from 1"),
    ],
)
def test_what_a_list_does_not_have_is_refused_with_what_it_has(client: httpx.Client, path: str, known: str) -> None:
    answer = client.get(path, headers={"accept": "application/json"})

    assert answer.status_code == 400
    assert answer.headers["content-type"] == "application/problem+json"
    assert known in answer.json()["detail"]


def test_a_kind_of_which_there_is_nothing_is_unknown(client: httpx.Client) -> None:
    assert client.get("/doc/unicorn").status_code == 404
    assert client.get("/doc/%3Cscript%3E").status_code == 404
    assert client.get("/vocabulary.pdf").status_code == 404
    assert client.get("/id/organisation?country=NLD").headers["location"] == "/doc/organisation?country=NLD"


def test_a_view_that_the_reader_has_already_is_not_sent_again(client: httpx.Client) -> None:
    tag = client.get("/doc/organisation?country=NLD").headers["etag"]

    assert client.get("/doc/organisation?country=NLD", headers={"if-none-match": tag}).status_code == 304
    assert client.get("/doc/organisation?country=BEL", headers={"if-none-match": tag}).status_code == 200
    assert client.head("/doc/organisation").status_code == 200


def test_a_list_is_in_the_language_of_its_reader(client: httpx.Client) -> None:
    dutch = list(csv.reader(io.StringIO(client.get("/doc/participation.csv?lang=nl").text)))

    assert "Nederland" in {cell for row in dutch for cell in row}
