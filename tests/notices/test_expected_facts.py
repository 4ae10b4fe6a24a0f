"""The facts of real notices against those of an independent extractor, where the sample stands beside the project."""

import json
import re
import subprocess
import sys
import unicodedata
from collections.abc import Iterator
from decimal import Decimal, InvalidOperation
from pathlib import Path
from typing import Any

import pytest

ROOT = Path(__file__).parent.parent.parent
SAMPLE = ROOT.parent / "shared" / "notices"

# The share of files that must be equal, for each fact.
SHARES = {
    **dict.fromkeys(("publication_number", "publication_date", "form_type", "notice_type", "subtype", "form"), 0.995),
    **dict.fromkeys(("country", "cpv_main", "cpv_all", "ict", "lot_count", "part_count", "planned_date"), 0.995),
    **dict.fromkeys(("procedure_type", "procedure_types", "accessibility", "strategic"), 0.995),
    **dict.fromkeys(("green", "gpp", "social", "innovation"), 0.995),
    **dict.fromkeys(("buyer_names", "title", "titles", "estimated_value", "winner_names"), 0.98),
    **dict.fromkeys(("award_criteria_count", "award_criteria_types"), 0.98),
}
OF_A_RELEASE = {"title": 0.98, "buyer_names": 0.98, "cpv_all": 0.995, "lot_count": 0.995, "value": 0.98, "ict": 0.995}

Facts = dict[str, Any]


@pytest.fixture(scope="module")
def pairs() -> list[tuple[Facts, Facts]]:
    """What the graph says of each file of the sample, and what is expected."""
    if not SAMPLE.is_dir():
        pytest.skip("the sample of real notices is not beside the project")
    said = subprocess.run(
        [str(Path(sys.executable).with_name("cfit")), "facts", str(SAMPLE)],
        capture_output=True,
        text=True,
        check=True,
        timeout=300,
    )
    got = {line["file"]: line["facts"] for line in map(json.loads, said.stdout.splitlines())}
    lines = (SAMPLE / "expected.jsonl").read_text(encoding="utf-8").splitlines()
    return [(got[line["file"]], line["facts"]) for line in map(json.loads, lines)]


def folded(value: Any, *, number: bool = False) -> Any:
    """Return a fact so that equal ones compare equal: lists as sets, amounts as numbers, white space folded."""
    if isinstance(value, dict):
        return {key: folded(one, number=key in {"amount", "value"}) for key, one in value.items() if one}
    if isinstance(value, list):
        return sorted({json.dumps(folded(one), sort_keys=True) for one in value if one}) or None
    if isinstance(value, bool) or value is None:
        return value
    text = re.sub(r"\s+", " ", unicodedata.normalize("NFC", str(value))).strip()
    try:
        return str(Decimal(text).normalize()) if number else text
    except InvalidOperation:
        return text


def stated(facts: Facts, fact: str) -> Any:
    value = facts.get(fact, (facts.get("result") or {}).get(fact) if fact == "winner_names" else None)
    return folded(value) or None


@pytest.mark.parametrize(("fact", "share"), SHARES.items())
def test_a_fact_of_the_graph_is_what_the_files_say(pairs: list[tuple[Facts, Facts]], fact: str, share: float) -> None:
    compared = [(got, expected) for got, expected in pairs if fact in expected or fact in got]
    equal = sum(stated(got, fact) == stated(expected, fact) for got, expected in compared)

    assert len(compared) > 50
    assert equal >= share * len(compared)


def releases(pairs: list[tuple[Facts, Facts]]) -> Iterator[tuple[Facts, Facts]]:
    for got, expected in pairs:
        yield from zip(got.get("releases", []), expected.get("releases", []), strict=False)


@pytest.mark.parametrize(("fact", "share"), OF_A_RELEASE.items())
def test_a_release_of_ocds_is_what_the_files_say(pairs: list[tuple[Facts, Facts]], fact: str, share: float) -> None:
    compared = list(releases(pairs))
    equal = sum(stated(got, fact) == stated(expected, fact) for got, expected in compared)

    assert len(compared) > 400
    assert equal >= share * len(compared)


def test_a_file_that_is_no_notice_is_said_to_be_none(pairs: list[tuple[Facts, Facts]]) -> None:
    assert {"error" in got for got, expected in pairs if "error" in expected} == {True}
