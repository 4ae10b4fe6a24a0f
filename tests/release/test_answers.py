"""The published questions are answered beforehand, but for those that take too long: they do not hold up a release."""

import dataclasses
import json
import subprocess
import time
from pathlib import Path
from typing import Any

import pytest

from cfit_graph import release
from cfit_graph.errors import QuerySyntaxError
from cfit_graph.questions import Question
from cfit_graph.release import Content, answers

# Every statement beside every other one, eight deep: no answer in a lifetime, and not a word until then.
SLOW = "SELECT (COUNT(*) AS ?n) WHERE { " + " ".join(f"?a{n} ?b{n} ?c{n} ." for n in range(8)) + " }"


def question(key: str, sparql: str) -> Question:
    return Question(key, f"What of {key}?", "", sparql)


@pytest.fixture
def asked(content: Content) -> Content:
    """The small graph with a slow question among quick ones."""
    quick = [question(f"quick-{n}", "SELECT ?a WHERE { ?a ?b ?c } ORDER BY ?a LIMIT 3") for n in range(6)]
    return dataclasses.replace(content, questions=[*quick[:3], question("slow", SLOW), *quick[3:]])


def test_a_question_that_takes_too_long_is_left_out_and_named(
    asked: Content, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    started: list[object] = []
    start = subprocess.Popen

    def counted(*words: Any, **named: Any) -> subprocess.Popen[bytes]:
        started.append(words)
        return start(*words, **named)

    monkeypatch.setattr(subprocess, "Popen", counted)
    monkeypatch.setattr(answers, "LIMIT", 0.5)
    told: list[str] = []
    began = time.monotonic()
    folder = release.write(asked, tmp_path, told.append)

    entries = json.loads((folder / "manifest.json").read_text(encoding="utf-8"))["answers"]
    assert [(entry["question"], entry["rows"]) for entry in entries] == [(f"quick-{n}", 3) for n in range(6)]
    assert sorted(path.name for path in (folder / "answers").iterdir()) == [f"quick-{n}.json" for n in range(6)]
    assert [line for line in told if "slow" in line] == [
        "the question slow takes too long to be answered beforehand: it is asked on demand"
    ]
    assert len(started) == 2, "one process for the questions up to the slow one, one for the rest"
    assert capfd.readouterr().err == ""
    assert time.monotonic() - began < 0.5 * answers.PATIENCE


def test_a_question_that_is_not_sparql_stops_the_release(asked: Content, tmp_path: Path) -> None:
    wrong = dataclasses.replace(asked, questions=[question("wrong", "SELECT ?a WHERE {")])

    with pytest.raises(QuerySyntaxError):
        release.write(wrong, tmp_path)
    assert not (tmp_path / "current").exists()
