"""Each published question opens as a sentence, is written as the house writes SPARQL, and has its golden answer."""

import re
import time
from collections.abc import Iterator
from pathlib import Path

import pyoxigraph as ox
import pytest

from cfit_graph import project, questions, rdf
from cfit_graph.prefixes import PREFIXES
from cfit_graph.questions import Question

QUESTIONS = questions.read_folder(project.root() / "queries")
COMPETENCY = re.compile(r"^# competency: (.+)$", re.MULTILINE)
DECLARED = re.compile(r"^PREFIX (\w+): <(.+)>$", re.MULTILINE)
SHARED = project.root().parent / "shared" / "domain" / "questions.md"
SECONDS = 1.0

# The questions of the domain that no published question asks, each with its reason.
NOT_ASKED: dict[str, str] = {}

each = pytest.mark.parametrize("question", QUESTIONS, ids=lambda question: question.key)


def answer(store: ox.Store, question: Question) -> bytes:
    """Return what the store answers, in the format of the golden file."""
    return rdf.written_results(
        rdf.results(store, question.sparql, {}), "ntriples" if question.form == "CONSTRUCT" else "csv"
    )


def ordered_by(question: Question) -> list[str]:
    """Return the variables by which the rows of a question are ordered."""
    _before, _order_by, order = body(question).rpartition("ORDER BY ")
    return re.findall(r"\?(\w+)", order)


def with_keys(store: ox.Store, question: Question) -> Iterator[dict[str, rdf.Node | None]]:
    """Yield the rows of a question, with the variables by which they are ordered."""
    if question.form != "SELECT":
        return
    shown = re.search(r"^SELECT (.*) WHERE {$", question.sparql, re.MULTILINE)
    assert shown
    known = re.findall(r"\?(\w+)", shown[1])
    hidden = [f"?{key}" for key in dict.fromkeys(ordered_by(question)) if key not in known]
    yield from rdf.select(store, question.sparql.replace(shown[1], " ".join([shown[1], *hidden]), 1))


def competencies(question: Question) -> set[str]:
    """Return the ids of the domain's questions that a published question answers."""
    return {key.strip() for line in COMPETENCY.findall(question.sparql) for key in line.split(",")}


def body(question: Question) -> str:
    """Return the query without its comments."""
    return re.sub(r"^\s*#.*$", "", question.sparql, flags=re.MULTILINE)


def domain_questions() -> dict[str, str]:
    """Return the sections of the domain's list of questions, by their ids."""
    if not SHARED.exists():
        pytest.skip("the list of questions (../shared/domain/questions.md) is not beside this checkout")
    sections = re.split(r"^## ", SHARED.read_text(encoding="utf-8"), flags=re.MULTILINE)[1:]
    return {section.split()[0]: section for section in sections}


@each
def test_a_question_has_its_golden_answer(question: Question, store: ox.Store, golden) -> None:
    found = golden.comparable(question, answer(store, question))

    if golden.updating:
        golden.write(question, found)
    assert found == golden.text(question)


@each
def test_a_question_is_answered_within_a_second(question: Question, store: ox.Store) -> None:
    begun = time.process_time()
    answer(store, question)

    assert time.process_time() - begun < SECONDS


@each
def test_a_question_opens_as_a_sentence_and_says_what_a_row_is(question: Question) -> None:
    assert re.fullmatch(r"[A-Z].*\?", question.title)
    assert question.comment.startswith(("A row is ", "The answer is "))
    assert question.comment.endswith(".")
    assert "competency" not in question.comment


@each
def test_a_question_has_keywords(question: Question) -> None:
    assert question.keywords
    assert len(set(question.keywords)) == len(question.keywords)


@each
def test_the_prefixes_of_a_question_are_those_of_the_table_sorted_and_used(question: Question) -> None:
    declared = DECLARED.findall(question.sparql)
    names = [name for name, _namespace in declared]

    assert dict(declared).items() <= PREFIXES.items()
    assert names == sorted(set(names))
    assert all(re.search(rf"(?<![\w?]){name}:\w", DECLARED.sub("", body(question))) for name in names)


@each
def test_a_question_names_its_variables_and_orders_its_rows(question: Question) -> None:
    text = body(question)

    assert not re.search(r"SELECT\s+(?:DISTINCT\s+)?\*", text)
    assert not re.search(r"\?\w\b", text)
    assert question.form != "SELECT" or re.search(r"^ORDER BY ", text, re.MULTILINE)


@each
def test_no_two_rows_tie_in_the_order_of_an_answer(question: Question, store: ox.Store) -> None:
    keys = ordered_by(question)
    rows = {tuple(map(str, row.values())): tuple(str(row[key]) for key in keys) for row in with_keys(store, question)}

    assert len(set(rows.values())) == len(rows)


def test_there_are_at_least_forty_questions() -> None:
    assert len(QUESTIONS) >= 40


def test_no_two_questions_ask_the_same() -> None:
    titles = [question.title for question in QUESTIONS]

    assert len(set(titles)) == len(titles)


def test_every_golden_answer_belongs_to_a_question(golden) -> None:
    here = {path.name for path in Path(__file__).parent.iterdir() if path.suffix in {".csv", ".nt"}}

    assert here == {golden.path(question).name for question in QUESTIONS}


def test_every_question_of_the_domain_is_asked_or_excused() -> None:
    asked = {key for question in QUESTIONS for key in competencies(question)}

    assert asked | set(NOT_ASKED) == set(domain_questions())


def test_what_the_domain_cannot_answer_has_no_rows(golden) -> None:
    unanswerable = {key for key, section in domain_questions().items() if "- Answerable: no" in section}
    asked = [question for question in QUESTIONS if competencies(question) & unanswerable]

    assert {key for question in asked for key in competencies(question)} == unanswerable
    assert [golden.text(question).count("\n") for question in asked] == [1] * len(asked)
