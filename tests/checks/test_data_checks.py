"""Each check of the data finds the culprits that the graph beside it announces, passes the innocent, and reads well."""

import re
from pathlib import Path

import pytest

from cfit_graph import rdf
from cfit_graph.prefixes import PREFIXES
from cfit_graph.validation import checks

ROOT = Path(__file__).parents[2]
HERE = Path(__file__).parent
KINDS = ("data", "document", "fact", "link", "literal", "period")
CHECKS = sorted(path for kind in KINDS for path in (ROOT / "checks").glob(f"{kind}-*.rq"))

FINDS = re.compile(r"^# finds: <(.+)>$", re.MULTILINE)
PREFIX = re.compile(r"^PREFIX (\w+): <(.+)>$", re.MULTILINE)
QUOTED = re.compile(r'"(?:\\.|[^"\\])*"|<[^<>\s]*>')

each_check = pytest.mark.parametrize("path", CHECKS, ids=lambda path: path.stem)


@each_check
def test_a_check_finds_the_culprits_and_nobody_else(path: Path) -> None:
    graph = HERE / f"{path.stem}.trig"
    store = rdf.store(rdf.with_default_graph(rdf.read_file(graph)))

    rows = list(rdf.select(store, checks.read(path).sparql))

    culprits = [getattr(row["culprit"], "value", None) for row in rows]
    assert set(culprits) == set(FINDS.findall(graph.read_text(encoding="utf-8")))
    assert culprits


@each_check
def test_a_check_opens_with_its_rule_and_says_what_to_do(path: Path) -> None:
    rule, each, *_ = path.read_text(encoding="utf-8").splitlines()

    assert re.fullmatch(r"# [A-Z].+\.", rule)
    assert each == "# Each row is a defect."
    assert checks.read(path).advice


@each_check
def test_a_check_shows_the_culprit_first_and_in_order(path: Path) -> None:
    text = path.read_text(encoding="utf-8")

    assert re.search(r"^SELECT (DISTINCT )?\?culprit\b", text, re.MULTILINE)
    assert text.splitlines()[-1].startswith("ORDER BY ?culprit")


@each_check
def test_a_check_declares_the_prefixes_it_uses_and_no_others(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    body = QUOTED.sub("", re.sub(r"(?m)^(#|PREFIX).*$", "", text))
    declared = PREFIX.findall(text)

    assert [prefix for prefix, _ in declared] == sorted(set(re.findall(r"(?<![\w?])([a-z]\w*):", body)))
    assert all(PREFIXES[prefix] == namespace for prefix, namespace in declared)


def test_every_broken_graph_has_its_check() -> None:
    assert {path.stem for path in HERE.glob("*.trig")} == {path.stem for path in CHECKS}
