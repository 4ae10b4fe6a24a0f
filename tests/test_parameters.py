"""What a reader may change in a published question is said once, for people and programs, and only that changes."""

import re
from pathlib import Path

import pyoxigraph as ox
import pytest

from cfit_graph import parameters, project, questions, rdf
from cfit_graph.errors import SourceError
from cfit_graph.questions import Question

QUESTIONS = questions.read_folder(project.root() / "queries")
CHANGEABLE = re.compile(r"\b(Change|Choose|Take|Add)\b[^.]*\bVALUES\b")

HEAD = "# Which things of a kind are there?\n# A row is a thing.\n# parameter: {}\n# keywords: things\n\n"
QUERY = HEAD + "SELECT ?thing WHERE {{\n  {}\n  ?thing a ?kind .\n}}\nORDER BY ?thing\n"

changeable = pytest.mark.parametrize(
    "question", [question for question in QUESTIONS if question.parameters], ids=lambda question: question.key
)


def answer(store: ox.Store, sparql: str) -> bytes:
    return rdf.written_results(rdf.results(store, sparql, {}), "csv")


def written(folder: Path, announced: str, values: str) -> Question:
    path = folder / "things-of-a-kind.rq"
    path.write_text(QUERY.format(announced, values), encoding="utf-8")
    return questions.read(path)


@pytest.mark.parametrize("question", QUESTIONS, ids=lambda question: question.key)
def test_a_question_that_says_it_may_be_changed_announces_every_variable_in_question(question: Question) -> None:
    assert bool(question.parameters) == bool(CHANGEABLE.search(question.comment))


@changeable
def test_filling_in_what_is_there_already_changes_no_answer(question: Question, store: ox.Store) -> None:
    same = parameters.filled(question.sparql, {one.name: one.defaults for one in question.parameters})

    switched_on = all(one.defaults for one in question.parameters)
    assert (answer(store, same) == answer(store, question.sparql)) or not switched_on


@changeable
def test_a_variable_stands_for_something_the_graph_has(question: Question, store: ox.Store) -> None:
    for parameter in question.parameters:
        pattern = f"?value <http://www.w3.org/2004/02/skos/core#inScheme> <{parameter.scheme}>"
        if parameter.scheme:
            values = {row["value"].value for row in rdf.select(store, f"SELECT ?value WHERE {{ {pattern} }}")}
            assert values >= set(parameter.defaults)
            assert values


@changeable
def test_another_choice_gives_another_answer(question: Question, store: ox.Store) -> None:
    published = answer(store, question.sparql)
    for parameter in question.parameters:
        pattern = f"?value <http://www.w3.org/2004/02/skos/core#inScheme> <{parameter.scheme}>"
        rows = rdf.select(store, f"SELECT ?value WHERE {{ {pattern} }}") if parameter.scheme else ()
        others = [{parameter.name: (row["value"].value,)} for row in rows]
        others += [{parameter.name: (day,)} for day in ("1990-01-01", "2030-01-01") if parameter.is_date]
        others += [{parameter.name: ("urn:nothing",)}] if parameter.of_class else []

        assert any(answer(store, parameters.filled(question.sparql, other)) != published for other in others), parameter


def test_only_the_clause_of_the_variable_changes(tmp_path: Path) -> None:
    question = written(tmp_path, "?kind, kind, rdfs:Resource, several", "VALUES ?kind { <urn:one> }")

    assert "VALUES ?kind { <urn:two> <urn:three> }" in parameters.filled(
        question.sparql, {"kind": ("urn:two", "urn:three")}
    )
    assert parameters.filled(question.sparql, {"other": ("urn:two",)}) == question.sparql


def test_an_optional_variable_is_switched_off_and_on(tmp_path: Path) -> None:
    question = written(tmp_path, "?kind, kind, rdfs:Resource, optional", "# VALUES ?kind { <urn:one> }")

    assert question.parameters[0].defaults == ()
    on = parameters.filled(question.sparql, {"kind": ("urn:two",)})
    assert "\n  VALUES ?kind { <urn:two> }\n" in on
    assert "\n  # VALUES ?kind { <urn:two> }\n" in parameters.filled(on, {"kind": ()})


def test_a_day_is_written_with_its_datatype_whether_or_not_its_prefix_is_declared(tmp_path: Path) -> None:
    values = 'VALUES (?kind ?day) { (<urn:one> "2024-01-01"^^<http://www.w3.org/2001/XMLSchema#date>) }'
    question = written(tmp_path, "?day, day, xsd:date", values)

    changed = parameters.filled(question.sparql, {"day": ("2025-02-03",)})

    assert question.parameters[0].defaults == ("2024-01-01",)
    assert '(<urn:one> "2025-02-03"^^<http://www.w3.org/2001/XMLSchema#date>)' in changed


@pytest.mark.parametrize(
    ("announced", "values", "complaint"),
    [
        ("?kind kind", "VALUES ?kind { <urn:one> }", "is no parameter"),
        ("?kind, kind, nowhere:Thing", "VALUES ?kind { <urn:one> }", "neither vocabulary"),
        ("?sort, kind, rdfs:Resource", "VALUES ?kind { <urn:one> }", "no VALUES clause for ?sort"),
        ("?kind, kind, rdfs:Resource", "# VALUES ?kind { <urn:one> }", "switched off"),
        ("?kind, kind, rdfs:Resource", "VALUES ?kind { <urn:one> <urn:two> }", "has 2 values"),
    ],
)
def test_a_line_that_announces_wrongly_is_named(tmp_path: Path, announced: str, values: str, complaint: str) -> None:
    with pytest.raises(SourceError, match=r"things-of-a-kind\.rq:3: .*" + re.escape(complaint)):
        written(tmp_path, announced, values)
