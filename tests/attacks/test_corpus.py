"""Every hostile request is met as it must be: of the corpus those whose door we have, and all of our own.

A real server over the real release, in a network of its own. The corpus is read from beside the checkout, with its
hostile data; where it is absent its tests are skipped, and our own cases (`cases/`) still run.
"""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

HERE = Path(__file__).parent
CORPUS = HERE.parents[2] / "shared" / "attacks" / "dev.jsonl"
OWN = sorted(path.name for path in (HERE / "cases").iterdir())

Met = dict[str, dict[str, Any]]

# What the corpus asks of doors that this service does not have, by id or the beginning of ids, with the reason.
NO_SUCH_DOOR = {
    "UPL-": "nothing can be uploaded: a release is built on another machine",
    "EGR-17": "nothing can be uploaded",
    "EGR-19": "nothing can be uploaded",
    "EGR-20": "nothing can be uploaded",
    "EGR-21": "nothing can be uploaded",
    "EGR-23": "nothing can be uploaded",
    "EGR-24": "nothing can be uploaded",
    "EGR-25": "nothing can be uploaded",
    "EGR-26": "nothing can be uploaded",
    "EGR-28": "nothing can be uploaded",
    "AUT-17": "nothing is published over HTTP",
    "NEG-07": "nothing is published over HTTP, so no answer is private",
}


def first_tier() -> list[Any]:
    """Return the cases of the first tier, each with its reason where it cannot be sent."""
    if not CORPUS.is_file():
        return [pytest.param("", marks=pytest.mark.skip(reason="the corpus is not part of the repository"))]
    cases = [json.loads(line) for line in CORPUS.read_text(encoding="utf-8").splitlines() if line.strip()]
    return [parameter(case["id"]) for case in cases if case.get("tier", 1) == 1]


def parameter(case: str) -> Any:
    reason = next((why for known, why in NO_SUCH_DOOR.items() if case.startswith(known)), None)
    return pytest.param(case, marks=pytest.mark.skip(reason=reason) if reason else ())


@pytest.fixture(scope="session")
def corpus_met(measure: Callable[..., Any], hostile_releases: Path) -> Met:
    return by_case(measure("siege", "--releases", hostile_releases, "--corpus", CORPUS.parent))


@pytest.fixture(scope="session")
def own_met(measure: Callable[..., Any], releases: Path) -> Met:
    return by_case(measure("siege", "--releases", releases, "--seconds", 1))


def by_case(met: list[dict[str, Any]]) -> Met:
    return {one["case"]: one for one in met}


@pytest.mark.parametrize("case", first_tier())
def test_a_case_of_the_corpus_is_met_as_it_is_stated(corpus_met: Met, case: str) -> None:
    assert not corpus_met[case]["absent"], "the door is missing, and the table above does not say so"
    assert corpus_met[case]["wrong"] == []


@pytest.mark.parametrize("case", OWN)
def test_a_case_of_our_own_is_met_as_it_is_stated(own_met: Met, case: str) -> None:
    assert own_met[case]["wrong"] == []
