"""The answers that a release brings with it are those its workers give, and are served without asking one."""

import asyncio
import json
from pathlib import Path

from starlette.testclient import TestClient

from cfit_graph.engine.pool import Pool
from cfit_graph.engine.question import Limits, Question
from cfit_graph.questions import Question as Published
from cfit_graph.release import manifest
from cfit_graph.settings import Settings
from cfit_graph.web.app import create_app
from tests.queries.test_queries import QUESTIONS


def released(releases: Path, question: Published) -> bytes:
    """Return the answer that the release brings."""
    current = releases / "current"
    entries = {entry["question"]: entry for entry in manifest.read(current)["answers"]}
    return (current / entries[question.key]["path"]).read_bytes()


def order(question: Published, body: bytes) -> object:
    """Return what an answer says, its rows in no order where they come in none."""
    if question.form == "ASK":
        return json.loads(body)
    if question.form == "CONSTRUCT":
        return sorted(body.decode().split())
    return sorted(json.dumps(row, sort_keys=True) for row in json.loads(body)["results"]["bindings"])


def test_a_release_brings_the_answers_that_its_workers_give(releases: Path) -> None:
    async def asked() -> list[bytes]:
        pool = Pool(releases / "current" / "store", Limits(workers=1))
        await pool.open()
        try:
            return [await pool.ask(Question(question.sparql)) for question in QUESTIONS]
        finally:
            await pool.close()

    for question, body in zip(QUESTIONS, asyncio.run(asked()), strict=True):
        assert order(question, released(releases, question)) == order(question, body), question.key


def test_the_first_to_ask_a_published_question_is_answered_from_the_release(releases: Path) -> None:
    with TestClient(create_app(Settings(releases=releases, port=0, workers=1))) as client:
        answers = [client.get("/sparql", params={"query": question.sparql}) for question in QUESTIONS]
        metrics = client.get("/-/metrics").text

    for question, answer in zip(QUESTIONS, answers, strict=True):
        assert answer.content == released(releases, question), question.key
        assert answer.headers["cfit-complete"] == "true"
    assert f'cfit_cache_requests_total{{result="hit"}} {len(QUESTIONS)}.0' in metrics
    assert 'cfit_cache_requests_total{result="miss"} 0.0' in metrics
