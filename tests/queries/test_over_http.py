"""Each published question gives its golden answer over HTTP, from a running server over the project's own release."""

import httpx
import pytest

from cfit_graph import project, questions
from cfit_graph.questions import Question

QUESTIONS = questions.read_folder(project.root() / "queries")
ACCEPT = {"SELECT": "text/csv", "CONSTRUCT": "application/n-triples", "ASK": "application/sparql-results+json"}

each = pytest.mark.parametrize("question", QUESTIONS, ids=lambda question: question.key)


def asked(server: httpx.Client, question: Question) -> httpx.Response:
    return server.post(
        "/sparql",
        content=question.sparql.encode(),
        headers={"Content-Type": "application/sparql-query", "Accept": ACCEPT[question.form]},
    )


@each
def test_a_question_has_its_golden_answer_over_http(question: Question, server: httpx.Client, golden) -> None:
    if golden.updating:
        pytest.skip("the golden answers are just being written")

    response = asked(server, question)

    assert response.status_code == 200, response.text
    if question.form == "ASK":
        assert str(response.json()["boolean"]).lower() == golden.text(question).strip()
    else:
        assert golden.comparable(question, response.content) == golden.text(question)
