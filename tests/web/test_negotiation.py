"""Negotiation, as a table: what a client says, what we can write, what it gets."""

import pytest

from cfit_graph.web import conditional, links, negotiation

OFFERS = ("application/json", "text/csv", "text/html")

TABLE = [
    ("", "application/json"),
    ("*/*", "application/json"),
    ("text/csv", "text/csv"),
    ("TEXT/CSV", "text/csv"),
    ("text/*", "text/csv"),
    ("text/csv;q=0.2, application/json;q=0.9", "application/json"),
    ("text/csv;q=0.9, application/json;q=0.9", "application/json"),
    ("application/json;q=0, */*", "text/csv"),
    ("text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8", "text/html"),
    ("text/csv;charset=utf-8;q=0.5", "text/csv"),
    ("image/png", None),
    ("image/png, */*;q=0.1", "application/json"),
    ("application/json;q=0", None),
    (";;;q=,/,*/*;q=nan,text/;q=1e999", None),
    (";;;q=,/,*/*;q=nan,text/;q=1e999, text/csv", "text/csv"),
    ("text/csv;q=1.1", None),
]


@pytest.mark.parametrize(("accept", "expected"), TABLE)
def test_the_best_offer_is(accept: str, expected: str | None) -> None:
    assert negotiation.best(accept, OFFERS) == expected


@pytest.mark.parametrize(
    ("accept", "expected"),
    [
        ("", ()),
        ("nl", ("nl",)),
        ("fr;q=0.5, nl-BE, nl;q=0.9, en;q=0", ("nl", "fr")),
        ("*, de", ("de",)),
        ("<script>", ()),
    ],
)
def test_the_languages_of_the_reader_are(accept: str, expected: tuple[str, ...]) -> None:
    assert negotiation.languages(accept) == expected


@pytest.mark.parametrize(
    ("iri", "expected"),
    [
        ("https://w3id.org/cfit/id/organisation/mars", "/id/organisation/mars"),
        ("https://w3id.org/cfit/ontology#Pact", "/ontology#Pact"),
        ("https://w3id.org/cfit//evil.example/", "https://w3id.org/cfit//evil.example/"),
        ("https://example.org/x?y=1", "https://example.org/x?y=1"),
        ("mailto:office@example.org", "mailto:office@example.org"),
        ("javascript:alert(1)", None),
        ("data:text/html,x", None),
        ("file:///etc/passwd", None),
        ("urn:isbn:1", None),
    ],
)
def test_a_link_leads_to_this_host_to_the_web_or_nowhere(iri: str, expected: str | None) -> None:
    assert links.href(iri) == expected


def test_a_path_never_carries_a_character_that_ends_a_header() -> None:
    assert "\r" not in links.local("a\r\nSet-Cookie: b")
    assert "<" not in links.local("<x>")


def test_an_entity_tag_depends_on_every_part_and_on_where_it_ends() -> None:
    assert conditional.tag("a", "bc") != conditional.tag("ab", "c")
    assert conditional.matches('W/"x", "y"', '"x"')
    assert conditional.matches("*", '"x"')
    assert not conditional.matches("", '"x"')
