"""Ten thousand queries that nobody would write: the service stays up, keeps to its statuses, and fetches nothing."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

DECLARED = {"200", "400", "403", "406", "413", "414", "415", "429", "503"}


@pytest.fixture(scope="session")
def fuzzed(measure: Callable[..., Any], releases: Path) -> dict[str, Any]:
    run: dict[str, Any] = measure(
        "fuzz", "--releases", releases, "--count", 10_000, "--seconds-a-query", 0.5, "--most-seconds", 240, seconds=400
    )
    return run


def test_every_mutated_query_is_met_without_a_defect(fuzzed: dict[str, Any]) -> None:
    assert fuzzed["bad"] == []
    assert fuzzed["done"] == 10_000


def test_every_answer_has_a_declared_status(fuzzed: dict[str, Any]) -> None:
    assert set(fuzzed["outcomes"]) - DECLARED <= {"cut within the answer"}


def test_the_mutations_reach_the_engine_as_well_as_the_fence(fuzzed: dict[str, Any]) -> None:
    """A fuzzer whose every query is refused at the door would prove nothing."""
    assert fuzzed["outcomes"]["200"] > 100
    assert fuzzed["outcomes"]["403"] > 100


def test_the_witness_could_tell(fuzzed: dict[str, Any]) -> None:
    assert fuzzed["tried_by_the_witness"] > 10
    assert fuzzed["undecided_by_the_witness"] <= fuzzed["tried_by_the_witness"] // 10
