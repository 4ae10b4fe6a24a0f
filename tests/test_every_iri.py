"""Every IRI of ours in the release leads to a description, in every form; and no page weighs more than it should.

All of them, in all forms: what was seen is what `tests/site/walk.py` wrote down.
"""

from typing import Any

import pytest

PAGE_BYTES = 60_000
FORMS = {
    "html": "text/html",
    "ttl": "text/turtle",
    "jsonld": "application/ld+json",
    "nt": "application/n-triples",
    "rdf": "application/rdf+xml",
    "csv": "text/csv",
    "json": "application/json",
}

Seen = list[dict[str, Any]]


@pytest.fixture(scope="module")
def seen(walked: dict[str, Any]) -> Seen:
    found: Seen = walked["seen"]
    return found


def wrong(seen: Seen) -> dict[str, list[str]]:
    return {one["address"]: one["wrong"] for one in seen if one["wrong"]}


def test_every_iri_of_ours_leads_to_its_description(seen: Seen) -> None:
    things = [one for one in seen if one["address"].startswith("/id/")]

    assert len(things) > 5_000
    assert {one["status"] for one in things} == {303}
    assert wrong(things) == {}


def test_every_description_comes_in_every_form_and_all_say_the_same(seen: Seen) -> None:
    """Each form is read by a parser of its format, and holds as much as the others."""
    things = {one["address"].replace("/id/", "/doc/", 1) for one in seen if one["address"].startswith("/id/")}
    for suffix, media_type in FORMS.items():
        forms = [one for one in seen if one["address"].endswith(f".{suffix}")]
        assert {f"{thing}.{suffix}" for thing in things} <= {one["address"] for one in forms}
        assert wrong(forms) == {}
        assert {one["media_type"] for one in forms if one["status"] == 200} <= {media_type}


def test_every_term_and_question_has_a_page(seen: Seen) -> None:
    pages = {one["address"]: one for one in seen if one["address"].startswith(("/ontology/", "/query/"))}

    assert len(pages) > 300
    assert wrong(list(pages.values())) == {}


def test_no_page_of_a_thing_weighs_more_than_sixty_kilobytes(seen: Seen) -> None:
    things = {one["address"].replace("/id/", "/doc/", 1) for one in seen if one["address"].startswith("/id/")}
    pages = [one for one in seen if one["address"] in things or one["address"].startswith(("/vocabulary/", "/source/"))]

    heavy = {
        one["address"]: one["size"] for one in pages if one["media_type"] == "text/html" and one["size"] > PAGE_BYTES
    }
    assert heavy == {}
