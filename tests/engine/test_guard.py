"""The guard: what is refused before the engine reads it, and above all what is not."""

import time

import pytest

from cfit_graph.engine import guard
from cfit_graph.engine.guard import Form
from cfit_graph.errors import QueryRefusedError, QueryTooLargeError

LIMIT = 65536

PASSED = {
    "SELECT * { ?s ?p ?o }": Form.SELECT,
    "ask {}": Form.ASK,
    "# a comment\nBASE <https://e/>\nPREFIX ex: <x#>\nCONSTRUCT { ?s ?p ?o } WHERE { ?s ?p ?o }": Form.CONSTRUCT,
    "DESCRIBE <https://example.org/>": Form.DESCRIBE,
    "SELECT ?service WHERE { BIND('SERVICE <http://x> { LOAD }' AS ?service) } # SERVICE <http://x>": Form.SELECT,
    'SELECT ?load { ?load <http://e/SERVICE> """LOAD "SERVICE" """ }': Form.SELECT,
    "PREFIX service: <http://e/> PREFIX ex: <http://e/> SELECT * { ex:service service:load ex:LOAD }": Form.SELECT,
    "PREFIX service: <http://e/> SELECT * { GRAPH service:x { ?s ?p ?o } }": Form.SELECT,
    "SELECT * FROM <https://example.org/not-here> { ?s ?p 'x'@en-service }": Form.SELECT,
    "SELECT * { ?s ?p '\\u0022 SERVICE' }": Form.SELECT,
    "SELECT * { _:service ?p ?o FILTER(?a<?b && ?c>?d) }": Form.SELECT,
    "nothing of the kind": Form.UNKNOWN,
    "": Form.UNKNOWN,
}

REFUSED = [
    "SELECT * { SERVICE <http://127.0.0.1:1/> { ?s ?p ?o } }",
    "select * { service silent <http://127.0.0.1:1/> { ?s ?p ?o } }",
    "SELECT * { VALUES ?e { <http://x/> } SERVICE ?e { ?s ?p ?o } }",
    "ASK { ?s ?p ?o FILTER EXISTS { SELECT * { SERVICE <http://x/> { ?a ?b ?c } } } }",
    "SELECT * { # c\r SERVICE <http://x/> { ?s ?p ?o } }",
    "SELECT * { SERVICE# c\n<http://x/> { ?s ?p ?o } }",
    "SELECT * { SERVICESILENT <http://x/> { ?s ?p ?o } }",
    "SELECT * { ?s ?p trueSERVICE <http://x/> { ?s ?p ?o } }",
    "PREFIX : <http://x/> SELECT * { SERVICE:x { ?s ?p ?o } }",
    "PREFIX : <http://x/> SELECT * { ?s ?p 1SERVICE:x { ?s ?p ?o } }",
    "SELECT * { ?s ?p 1.SERVICE <http://x/> { ?s ?p ?o } }",
    "SELECT * { SERV\\u0049CE <http://x/> { ?s ?p ?o } }",
    "LOAD <http://x/> INTO GRAPH <http://g>",
    "INSERT DATA { <urn:a> <urn:b> <urn:c> }",
    "PREFIX ex: <http://e/> delete where { ?s ?p ?o }",
    "WITH <http://g> DELETE { ?s ?p ?o } WHERE { ?s ?p ?o }",
    "DROP ALL",
]

TOO_LARGE = {
    "text": "SELECT * { ?s ?p ?o } #" + "x" * LIMIT,
    "braces": "SELECT * " + "{" * 65 + "}" * 65,
    "parentheses": "SELECT * { FILTER(" + "(" * 70 + "1" + ")" * 70 + ") }",
    "optionals": "SELECT * { ?s ?p ?o " + "OPTIONAL { ?s ?p ?o } " * 300 + "}",
    "patterns": "SELECT * { " + "?s ?p ?o . " * 300 + "}",
    "or": "SELECT * { FILTER(" + "||".join(["?o=1"] * 3000) + ") }",
    "not": "SELECT * { FILTER(" + "!" * 100 + "true) }",
    "path": "SELECT * { ?s " + "/".join(["<p>"] * 400) + " ?o }",
    "list": "SELECT * { ?s ?p (" + "1 " * 9000 + ") }",
    "behind IN": "SELECT * { FILTER(1 IN (EXISTS { " + "?s ?p ?o . " * 300 + "})) }",
}


@pytest.mark.parametrize(("sparql", "form"), PASSED.items())
def test_a_query_that_only_mentions_a_forbidden_word_passes(sparql: str, form: Form) -> None:
    assert guard.form(sparql, LIMIT) is form


@pytest.mark.parametrize("sparql", REFUSED)
def test_a_query_that_would_leave_the_machine_or_change_the_graph_is_refused(sparql: str) -> None:
    with pytest.raises(QueryRefusedError):
        guard.form(sparql, LIMIT)


@pytest.mark.parametrize("sparql", TOO_LARGE.values(), ids=TOO_LARGE.keys())
def test_a_query_too_large_in_any_measure_is_refused(sparql: str) -> None:
    with pytest.raises(QueryTooLargeError):
        guard.form(sparql, LIMIT)


def test_a_refused_update_says_how_changes_are_made() -> None:
    with pytest.raises(QueryRefusedError, match="cfit release"):
        guard.form("CLEAR ALL", LIMIT)


@pytest.mark.parametrize(
    "sparql",
    [
        "SELECT (COUNT(*) AS ?n) { VALUES ?x { " + " ".join(map(str, range(2000))) + " } }",
        "SELECT * { VALUES (?x ?y) { " + "(1 2) " * 2000 + " } }",
        "SELECT * { FILTER(?x IN (" + ",".join(map(str, range(3000))) + ")) }",
        "SELECT * WHERE " + "{" * 20 + "?s ?p ?o" + "}" * 20,
    ],
    ids=["values", "rows of values", "in", "nesting"],
)
def test_long_lists_of_values_and_ordinary_nesting_pass(sparql: str) -> None:
    assert guard.form(sparql, LIMIT) is Form.SELECT


@pytest.mark.parametrize("piece", ["'", '"""', "<", "\\", "a:", "?x", "{", "#", "\\u0041", "'''\\", "1.", "<<("])
def test_reading_takes_time_in_proportion_to_the_text(piece: str) -> None:
    text = piece * (LIMIT // len(piece))
    start = time.perf_counter()

    list(guard.tokens(text))

    assert time.perf_counter() - start < 1.0
