"""Under attack, while the release switches, and after many kills: no wrong answer, nothing left behind.

Small versions of the programs in `benchmarks`, which are run at full length before a release. Nothing here looks at
the clock: how fast it has to be is theirs to say.
"""

from collections.abc import Callable
from pathlib import Path
from typing import Any

Measure = Callable[..., Any]

MET = {"right", "right, rows that tie in another order", "429", "503"}


def test_ordinary_clients_get_no_wrong_answer_while_attackers_do_their_worst(measure: Measure, releases: Path) -> None:
    seen = measure("load", "--releases", releases, "--seconds", 15)

    assert seen["wrong_examples"] == []
    assert seen["wrong"] == 0
    assert set(seen["outcomes"]) <= MET
    assert seen["outcomes"]["right"] > 0
    assert seen["front_alive"]
    assert seen["canary_hits"] == 0
    assert sum(seen["attackers"].values()) > 0


def test_no_request_fails_and_no_answer_mixes_two_releases_while_they_switch(measure: Measure) -> None:
    seen = measure("switches", "--count", 10)

    assert seen["wrong"] == []
    assert set(seen["outcomes"]) == {"200", "304"}
    assert seen["switches"] == 10
    assert set(seen["questions_by_release"].values()) == {4}
    assert seen["after"]["zombies"] == 0
    assert seen["after"]["processes"] <= seen["before"]["processes"]


def test_killed_queries_leave_nothing_behind(measure: Measure, releases: Path) -> None:
    seen = measure("stopped", "--releases", releases, "--count", 30)

    assert seen["answers"] == {"503": 30}
    assert seen["processes_not_seen_gone"] == 0
    assert seen["after"]["zombies"] == 0
    assert seen["after"]["processes"] <= seen["before"]["processes"]
    assert seen["after"]["handles"] <= seen["before"]["handles"] + 2
    assert seen["after"]["front_mib"] <= seen["before"]["front_mib"] + 10
