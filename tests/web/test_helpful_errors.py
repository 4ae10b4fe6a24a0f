"""Errors that help: the place with a caret, the prefix that was meant, the term that is nearest."""

import httpx
import pytest

from cfit_graph.web import hints

CFIT = "PREFIX cfit: <https://w3id.org/cfit/ontology#>\n"


def problem(client: httpx.Client, query: str) -> dict[str, str]:
    response = client.get("/sparql", params={"query": query})
    assert response.status_code == 400
    facts: dict[str, str] = response.json()
    return facts


def hint(client: httpx.Client, query: str) -> str:
    response = client.get("/sparql", params={"query": query})
    assert response.status_code == 200, response.text
    return str(response.headers.get("cfit-hint", ""))


def test_a_caret_points_at_the_place(client: httpx.Client) -> None:
    facts = problem(client, "SELECT ?x WHERE {\n  ?x a ?y .\n  ?x FILTR ?z\n}")
    line, caret = facts["excerpt"].split("\n")
    assert (facts["line"], line) == (3, "  ?x FILTR ?z")
    assert caret.index("^") == int(facts["column"]) - 1


def test_a_long_line_is_shown_around_the_place(client: httpx.Client) -> None:
    facts = problem(client, f"SELECT ?x {{ {'?x a ?y . ' * 60} ?x }}")
    line, caret = facts["excerpt"].split("\n")
    assert len(line) <= 120
    assert caret.endswith("^")


def test_a_known_prefix_is_offered_with_its_line(client: httpx.Client) -> None:
    facts = problem(client, "SELECT ?x { ?x foaf:name ?y }")
    assert "the prefix 'foaf:' is not declared" in facts["detail"]
    assert "PREFIX foaf: <http://xmlns.com/foaf/0.1/>" in facts["advice"]
    assert facts["column"] == 16


def test_an_unknown_prefix_is_answered_with_the_nearest(client: httpx.Client) -> None:
    assert "did you mean 'foaf:'" in problem(client, "SELECT ?x { ?x foa:name ?y }")["advice"]


def test_no_message_lists_classes_of_characters(client: httpx.Client) -> None:
    assert "\\u{" not in problem(client, "SELECT ?x { ?x foaf:name ?y }")["detail"]


def test_a_page_of_an_error_shows_the_same(client: httpx.Client) -> None:
    page = client.get("/sparql", params={"query": "SELECT ?x { ?x foaf:name ?y }"}, headers={"accept": "text/html"})
    assert page.status_code == 400
    assert "PREFIX foaf: &lt;http://xmlns.com/foaf/0.1/&gt;" in page.text
    assert "^</pre>" in page.text


def test_an_unknown_term_of_ours_is_answered_with_the_nearest(client: httpx.Client) -> None:
    assert "cfit:memberof is no term" in hint(client, f"{CFIT}SELECT ?x {{ ?x cfit:memberof ?y }}")
    assert "(nearest: cfit:memberOf)" in hint(client, f"{CFIT}SELECT ?x {{ ?x cfit:memberof ?y }}")


def test_a_property_no_statement_has_is_pointed_out(client: httpx.Client) -> None:
    said = hint(client, "PREFIX foaf: <http://xmlns.com/foaf/0.1/> SELECT ?x { ?x foaf:weblog ?y }")
    assert said == "no statement of this release has the property foaf:weblog"


def test_a_query_that_names_what_is_there_gets_no_hint(client: httpx.Client) -> None:
    assert not hint(client, f"{CFIT}SELECT ?x {{ ?x cfit:memberOf ?y ; a ?z }}")


@pytest.mark.parametrize(
    ("pattern", "expected"),
    [
        ("?s <urn:p> <urn:o>", ["urn:p"]),
        ("?s <urn:p> <urn:o>, <urn:o2> ; <urn:q> 1 .", ["urn:p", "urn:q"]),
        ("<urn:s> <urn:p>/<urn:q>|^<urn:r> ?o . ?o <urn:t>* ?x", ["urn:p", "urn:q", "urn:r", "urn:t"]),
        ("?s (<urn:p>|<urn:q>)+ <urn:o> . ?o <urn:r> <urn:o>", ["urn:p", "urn:q", "urn:r"]),
        ("?s <urn:p> [ <urn:q> <urn:o> ; <urn:r> 'x' ] . ?t <urn:u> ?o", ["urn:p", "urn:q", "urn:r", "urn:u"]),
        ("?s ?p ?o FILTER (?o = <urn:o> && ?s != <urn:s>) ?s <urn:p> ?x", ["urn:p"]),
        ("VALUES ?s { <urn:a> <urn:b> <urn:c> } ?s <urn:p> ?o", ["urn:p"]),
        ("VALUES (?s ?t) { (<urn:a> <urn:b>) } ?s <urn:p> ?o", ["urn:p"]),
        ("GRAPH <urn:g> { ?s <urn:p> ?o } OPTIONAL { ?s <urn:q> ?o }", ["urn:p", "urn:q"]),
        ("?s <urn:p> (<urn:a> <urn:b> <urn:c>) . ?s <urn:q> ?o", ["urn:p", "urn:q"]),
        ("BIND (IRI('x') AS ?b) ?b <urn:p> true . ?b <urn:q> 'a'@en", ["urn:p", "urn:q"]),
        ("FILTER EXISTS { ?s <urn:p> <urn:o> } ?a <urn:q> ?b", ["urn:p", "urn:q"]),
    ],
)
def test_only_what_stands_in_the_place_of_a_property_is_taken_for_one(pattern: str, expected: list[str]) -> None:
    assert hints.named(f"SELECT * WHERE {{ {pattern} }}").predicates == expected


def test_prefixes_are_read_as_declared() -> None:
    named = hints.named("BASE <urn:base> PREFIX a: <urn:a#> PREFIX : <urn:b#> ASK { :s a:p :o ; a a:T ; b:x 1 }")
    assert named.prefixes == {"a": "urn:a#", "": "urn:b#"}
    assert named.undeclared == ["b"]
    assert "urn:a#p" in named.predicates
    assert {"urn:b#s", "urn:b#o", "urn:a#T"} <= set(named.iris)
