"""Each check of the ontology finds its defect in a small broken graph, and none in the project's own."""

import re
import time
from pathlib import Path

import pyoxigraph as ox
import pytest

from cfit_graph import rdf
from cfit_graph.prefixes import PREFIXES

ROOT = Path(__file__).parents[2]
BROKEN = Path(__file__).parent / "broken"
NAMES = sorted(path.stem for path in BROKEN.glob("*.ttl"))

PAGE = (ROOT / "docs/ontology-quality.md").read_text(encoding="utf-8")

LITERALS = re.compile(r'"(?:\\.|[^"\\])*"|<[^<>\s]*>')
FINDS = re.compile(r"^# finds: (?:<(.+)>|(\w+):(\S+))$", re.MULTILINE)
PREFIX = re.compile(r"^PREFIX (\w+): <(.+)>$", re.MULTILINE)


def check(name: str) -> str:
    return (ROOT / f"checks/{name}.rq").read_text(encoding="utf-8")


def culprits(store: ox.Store, name: str) -> set[str]:
    return {getattr(next(iter(row.values())), "value", "") for row in rdf.select(store, check(name))}


def announced(path: Path) -> set[str]:
    """Return the IRIs that the comments of a broken graph announce: `# finds: cfit:Thing`."""
    found = FINDS.findall(path.read_text(encoding="utf-8"))
    return {iri or PREFIXES[prefix] + name for iri, prefix, name in found}


@pytest.mark.parametrize("name", NAMES)
def test_a_check_finds_what_the_broken_graph_announces(name: str) -> None:
    path = BROKEN / f"{name}.ttl"
    store = rdf.store(rdf.read_file(path))

    assert announced(path)
    assert culprits(store, name) == announced(path)


@pytest.mark.parametrize("name", NAMES)
def test_the_projects_graph_passes_the_check(name: str, graph: ox.Store) -> None:
    assert culprits(graph, name) == set()


@pytest.mark.parametrize("name", NAMES)
def test_a_check_takes_less_than_a_second(name: str, graph: ox.Store) -> None:
    start = time.process_time()
    culprits(graph, name)

    assert time.process_time() - start < 1


@pytest.mark.parametrize("name", NAMES)
def test_a_check_opens_with_its_rule_as_a_sentence(name: str) -> None:
    rule, each, *_ = check(name).splitlines()

    assert re.fullmatch(r"# [A-Z].+\.", rule)
    assert each == "# Each row is a defect."
    assert "\n# advice: " in check(name)


@pytest.mark.parametrize("name", NAMES)
def test_a_check_declares_the_prefixes_it_uses_sorted_and_no_others(name: str) -> None:
    prefixes = PREFIX.findall(check(name))
    body = LITERALS.sub("", re.sub(r"(?m)^(#|PREFIX).*$", "", check(name)))

    assert [prefix for prefix, _ in prefixes] == sorted(set(re.findall(r"(?<![\w?])([a-z]\w*):", body)))
    assert all(PREFIXES[prefix] == namespace for prefix, namespace in prefixes)


@pytest.mark.parametrize("name", NAMES)
def test_a_check_orders_its_rows_by_the_culprit(name: str) -> None:
    first = re.search(r"SELECT (?:DISTINCT )?(\?\w+)", check(name))

    assert first
    assert f"ORDER BY {first[1]}" in check(name)


def test_the_page_on_quality_has_a_row_for_each_pitfall() -> None:
    assert re.findall(r"(?m)^\| (P\d\d) \| .+ \| .+ \|$", PAGE) == [f"P{number:02}" for number in range(1, 42)]


def test_the_page_on_quality_names_every_check_and_no_other() -> None:
    named = set(re.findall(r"`([a-z]+(?:-[a-z]+)+)`", PAGE))

    assert named == set(NAMES)
