"""What is asked for wrongly is answered with the right page or with what to do about it, and never with a failure."""

from collections.abc import Iterator

import httpx
import pytest

NUL, LONG = "%00", "a" * 5000
# What is asked for, and the status it is answered with.
WRONG = {
    "/doc/organisation?page=-1": 400,
    "/doc/organisation?page=zzz": 400,
    "/doc/organisation?page=999999999999999999999": 400,
    "/doc/organisation?sort=nonsense": 400,
    "/doc/organisation?nonsense=1": 400,
    f"/doc/organisation/{NUL}": 400,
    "/doc/organisation/nl-iw%0d%0aX-Header:1": 400,
    "/doc/organisation/NL-IW": 404,
    "/doc/organisation/nl-iw.pdf": 404,
    "/doc/organisation.pdf": 404,
    "/doc//organisation": 404,
    "//doc/organisation": 404,
    "/doc/%2e%2e/%2e%2e/etc/passwd": 404,
    "/query/participants.pdf": 404,
    f"/query/participants.csv?country={NUL}": 400,
    "/graph/organisation/nl-iw.pdf": 404,
    "/release/nope": 404,
    f"/{LONG}": 404,
    "/%zz": 404,
}
# What is passed over, because the page is of use without it.
PASSED_OVER = [
    "/?lang=xx",
    f"/?lang={NUL}",
    "/doc/organisation?lang=xx",
    f"/doc/organisation?country={NUL}",
    f"/doc/organisation/nl-iw?page=abc&related={NUL}",
    f"/search?q={LONG}",
    f"/search?q={NUL}",
    "/search?q=%FF%FE",
    "/timeline?kind=nonsense",
    f"/queries?keyword={NUL}",
    "/query/participants?page=abc&sort=nothing",
    "/map.svg?shown=nonsense",
]


@pytest.fixture(scope="module")
def client(address: str) -> Iterator[httpx.Client]:
    with httpx.Client(base_url=address, timeout=30) as client:
        yield client


@pytest.mark.parametrize(("path", "status"), WRONG.items(), ids=[path[:50] for path in WRONG])
def test_a_wrong_address_says_what_is_wrong_to_persons_and_programs(
    client: httpx.Client, path: str, status: int
) -> None:
    for accept in ("text/html", "application/json"):
        answer = client.get(path, headers={"accept": accept})

        assert answer.status_code == status
        assert len(answer.text) > 60
        assert "x-header" not in answer.headers
        assert "Traceback" not in answer.text


@pytest.mark.parametrize("path", PASSED_OVER, ids=[path[:50] for path in PASSED_OVER])
def test_what_makes_no_sense_in_a_view_is_passed_over(client: httpx.Client, path: str) -> None:
    assert client.get(path, headers={"accept": "text/html"}).status_code == 200


@pytest.mark.parametrize("path", ["/doc/organisation/nl-iw", "/map", "/doc", "/ontology", "/sparql"])
def test_a_slash_too_many_leads_to_the_page_and_nowhere_else(client: httpx.Client, path: str) -> None:
    answer = client.get(f"{path}/?lang=nl")

    assert answer.status_code == 308
    assert answer.headers["location"] == f"{path}?lang=nl"
    assert client.get("//example.org/").headers.get("location") in {None, "/example.org"}
    assert client.get("/no-such-page/").is_redirect


@pytest.mark.parametrize("accept", ["image/png", ";;;,q=", "text/html;q=0", "*/*;q=0"])
def test_a_form_nobody_writes_is_refused_with_those_there_are(client: httpx.Client, accept: str) -> None:
    answer = client.get("/doc/organisation/nl-iw", headers={"accept": accept})

    assert answer.status_code == 406
    assert "text/turtle" in answer.text


@pytest.mark.parametrize("path", ["/", "/doc/organisation/nl-iw", "/doc/organisation", "/map", "/query/participants"])
def test_a_page_has_a_head_and_names_the_methods_there_are(client: httpx.Client, path: str) -> None:
    whole, head = client.get(path), client.head(path)

    assert (head.status_code, head.content) == (200, b"")
    assert head.headers["content-type"] == whole.headers["content-type"]
    for method in ("OPTIONS", "POST", "DELETE"):
        answer = client.request(method, path)
        assert answer.status_code == 405
        assert set(answer.headers["allow"].split(", ")) == {"GET", "HEAD"}


@pytest.mark.parametrize(("suffix", "media_type"), [("csv", "text/csv"), ("srj", "json"), ("xlsx", "spreadsheetml")])
def test_the_answer_of_a_question_has_an_address_in_each_form(
    client: httpx.Client, suffix: str, media_type: str
) -> None:
    belgium = "http://publications.europa.eu/resource/authority/country/BEL"
    whole = client.get(f"/query/participants.{suffix}", follow_redirects=True)
    part = client.get(f"/query/participants.{suffix}", params={"country": belgium}, follow_redirects=True)

    assert media_type in whole.headers["content-type"]
    assert 0 < int(part.headers["cfit-rows"]) < int(whole.headers["cfit-rows"])
    assert f'href="/query/participants.{suffix}"' in client.get("/query/participants").text


def test_what_is_perhaps_meant_comes_first_from_the_same_kind_by_its_name(client: httpx.Client) -> None:
    found = client.get("/doc/disagreement/d-belgian-group").json()["suggestions"]

    assert found[0] == {
        "address": "/id/disagreement/d-belgian-group-size",
        "label": "How large is the Belgian buyer group?",
    }
