"""The search over the project's own release: what is found by which words, in which order, and why."""

import csv
import io
import re
import time
from collections.abc import Iterator
from typing import Any
from uuid import uuid4

import httpx
import pytest

RWS = "https://w3id.org/cfit/id/organisation/nl-rws"
CIC = "https://w3id.org/cfit/id/organisation/ca-cic"
UBA = "https://w3id.org/cfit/id/organisation/de-uba"


@pytest.fixture
def client(address: str) -> Iterator[httpx.Client]:
    with httpx.Client(base_url=address, timeout=20, headers={"user-agent": uuid4().hex}) as client:
        yield client


def found(client: httpx.Client, text: str, **fields: str) -> dict[str, Any]:
    answer = client.get("/search.json", params={"q": text, **fields})
    assert answer.status_code == 200, answer.text
    held = answer.json()
    assert isinstance(held, dict)
    return held


def iris(answer: dict[str, Any]) -> list[str]:
    return [result["iri"] for result in answer["results"]]


@pytest.mark.parametrize(
    ("text", "first"),
    [
        ("Rijkswaterstaat", RWS),
        ("RIJKSWATERSTAAT", RWS),
        ("rijkswaterstat", RWS),
        ("rijkwsaterstaat", RWS),
        ("nl-rws", RWS),
        ("Recycling Council of Ontario", CIC),
        ("recyling council of ontario", CIC),
        ("umweltbundesamt", UBA),
        ("Nederland", "http://publications.europa.eu/resource/authority/country/NLD"),
        ("Österreich", "http://publications.europa.eu/resource/authority/country/AUT"),
        ("osterreich", "http://publications.europa.eu/resource/authority/country/AUT"),
        ("laptop", "https://w3id.org/cfit/vocabulary/product-group/laptops"),
    ],
)
def test_a_thing_is_the_first_found_by_any_of_its_names_even_misspelt(
    client: httpx.Client, text: str, first: str
) -> None:
    assert iris(found(client, text))[0] == first


def test_whole_names_come_before_beginnings_and_these_before_descriptions(client: httpx.Client) -> None:
    results = [result for page in "12" for result in found(client, "pair", page=page)["results"]]
    roles = [(result["why"] or {"role": "name"})["role"] for result in results]

    assert results[0]["iri"].endswith("/organisation/ch-pair")
    assert roles.index("description") > max(place for place, role in enumerate(roles) if role != "description")


def test_a_result_says_by_which_other_name_it_was_found(client: httpx.Client) -> None:
    result = found(client, "recycling council of ontario")["results"][0]

    assert result["name"] == "Circular Innovation Council"
    assert result["why"] == {"role": "other", "language": "en", "text": "Recycling Council of Ontario"}
    page = client.get("/search", params={"q": "recycling council of ontario"}, headers={"accept": "text/html"}).text
    assert re.search(r"also called “<span[^>]*><mark>Recycling</mark> <mark>Council</mark> <mark>of</mark>", page)


def test_names_are_in_the_language_of_the_reader(client: httpx.Client) -> None:
    dutch = found(client, "award criterion", lang="nl")["results"][0]

    assert dutch["name"] == "gunningscriterium"
    assert dutch["why"]["text"] == "award criterion"


def test_what_is_found_can_be_narrowed_to_a_kind_by_the_numbers_shown(client: httpx.Client) -> None:
    every = found(client, "laptop")

    assert every["total"] == sum(every["kinds"].values()) > 20
    for kind, number in every["kinds"].items():
        only = found(client, "laptop", kind=kind)
        assert only["total"] == number
        assert {result["kind"] for result in only["results"]} == {kind}


def test_the_pages_hold_everything_once(client: httpx.Client) -> None:
    first = found(client, "procurement")
    pages = [found(client, "procurement", page=str(page)) for page in range(1, first["pages"] + 1)]

    listed = [iri for page in pages for iri in iris(page)]
    assert len(listed) == len(set(listed)) == first["total"]
    assert first["pages"] > 1


def test_a_word_nobody_uses_is_taken_for_one_like_it_and_the_page_says_so(client: httpx.Client) -> None:
    assert found(client, "procurment")["taken_for"]["procurment"][0] == "procurement"
    page = client.get("/search?q=procurment", headers={"accept": "text/html"}).text
    assert "Nothing here uses the word “procurment”; looked for instead:" in page


def test_who_finds_nothing_is_offered_another_word_and_the_lists(client: httpx.Client) -> None:
    answer = found(client, "ecolebals")
    page = client.get("/search?q=zzyzxq", headers={"accept": "text/html"}).text

    assert answer["results"] or answer["did_you_mean"]
    assert "Nothing here is called, or described by, “zzyzxq”." in page
    assert 'href="/doc/organisation"' in page


def test_suggestions_are_names_with_what_they_are_and_where_they_lead(client: httpx.Client) -> None:
    answer = client.get("/search/suggestions", params={"q": "recycling coun"})
    text, names, said, addresses = answer.json()

    assert answer.headers["content-type"] == "application/x-suggestions+json"
    assert text == "recycling coun"
    assert (names[0], said[0]) == (
        "Circular Innovation Council",
        "Organisations · also called “Recycling Council of Ontario”",
    )
    assert len(names) == len(said) == len(addresses) <= 8
    assert client.get(addresses[0], follow_redirects=True).status_code == 200
    assert client.get("/search/suggestions", params={"q": "rijkswatre"}).json()[1][0].startswith("Rijkswaterstaat")


HOSTILE = [
    "",
    " ",
    '"',
    '""""',
    "AND OR NOT NEAR(",
    '" OR 1=1 --',
    "name:*",
    "{name} : x",
    "^\\ % _ ' ; DROP TABLE thing",
    "\0",
    "a\0b",
    "\N{GRINNING FACE}" * 50,
    "\u202egnp.\u202c",
    "\u05e9\u05dc\u05d5\u05dd \u0645\u0631\u062d\u0628\u0627",
    "e" + "\u0301" * 500,
    "\ufdfa" * 200,
    "a " * 5_000,
    "a" * 10_000,
    " ".join(f"word{number}" for number in range(1_500)),
    "procurmant " * 20,
    "<script>alert(1)</script>",
]


@pytest.mark.parametrize("text", HOSTILE, ids=range(len(HOSTILE)))
@pytest.mark.parametrize("path", ["/search", "/search.json", "/search/suggestions"])
def test_whatever_is_typed_is_answered_in_no_time(client: httpx.Client, path: str, text: str) -> None:
    begun = time.perf_counter()
    answer = client.get(path, params={"q": text}, headers={"accept": "*/*"})

    assert answer.status_code == 200, answer.text[:500]
    assert time.perf_counter() - begun < 3
    if "html" in answer.headers["content-type"]:
        assert "<script>alert" not in answer.text
        assert "\u202e" not in answer.text


def test_bytes_that_are_no_text_are_answered_too(client: httpx.Client) -> None:
    assert client.get("/search.json?q=%ff%fe%ed%a0%80").status_code == 200


@pytest.mark.parametrize("query", ["q=a&kind=unicorn", "q=a&page=0", "q=a&page=x", "q=a&order=name"])
def test_what_the_search_does_not_have_is_refused(client: httpx.Client, query: str) -> None:
    answer = client.get(f"/search.json?{query}")

    assert answer.status_code == 400
    assert answer.headers["content-type"] == "application/problem+json"


def test_the_description_for_browsers_names_addresses_that_answer(client: httpx.Client) -> None:
    described = client.get("/opensearch.xml")

    assert described.headers["content-type"] == "application/opensearchdescription+xml"
    templates = re.findall(r'template="https://w3id\.org/cfit(/[^"]+)"', described.text)
    assert len(templates) == 3
    for template in templates:
        path = template.replace("&amp;", "&").replace("{searchTerms}", "laptop").replace("{startPage?}", "1")
        assert client.get(path).status_code == 200


def test_everything_can_be_taken_away_as_one_table(client: httpx.Client) -> None:
    answer = client.get("/data/export.csv")
    rows = {row["IRI"]: row for row in csv.DictReader(io.StringIO(answer.text))}

    assert rows[CIC]["Name"] == "Circular Innovation Council"
    assert "Recycling Council of Ontario" in rows[CIC]["Other names"].split("; ")
    assert {"Organisations", "Source documents", "Questions"} <= {row["Kind"] for row in rows.values()}
    assert answer.headers["cfit-release"] in answer.headers["content-disposition"]
