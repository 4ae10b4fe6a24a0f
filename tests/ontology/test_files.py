"""The Turtle files: formatted, with the prefixes of the one table, and nobody else's terms outside their one file."""

import re
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest
from pyoxigraph import NamedNode, Quad

from cfit_graph import iris, rdf
from cfit_graph.prefixes import PREFIXES

ROOT = Path(__file__).parents[2]
FOLDERS = ("benchmarks", "data", "docs", "ontology", "shapes", "tests")
TURTLE = sorted(path for folder in FOLDERS for path in (ROOT / folder).rglob("*.ttl"))
TERMS = sorted((ROOT / "ontology").glob("*.ttl"))
SCHEMES = sorted((ROOT / "ontology/vocabularies").glob("*.ttl"))
EXAMPLES = sorted((ROOT / "data/examples").glob("*.ttl"))
SHARED = ROOT.parent / "shared/vocab"

QUOTED = re.compile(r'"""[\s\S]*?"""|"(?:\\.|[^"\\\n])*"|<[^<>\s]*>|#[^\n]*')
PREFIX = re.compile(r"^@prefix (\w+): <(.+)> \.$", re.MULTILINE)
KINDS = {iris.OWL[kind] for kind in ("AnnotationProperty", "Class", "DatatypeProperty", "ObjectProperty")}

by_name = pytest.mark.parametrize(
    "path", [*TERMS, *SCHEMES, *EXAMPLES], ids=lambda path: f"{path.parent.name}/{path.stem}"
)


def test_every_turtle_file_is_formatted(need: Callable[[str], str]) -> None:
    result = subprocess.run([need("turtlefmt"), "--check", *TURTLE], capture_output=True, text=True, check=False)

    assert result.returncode == 0, result.stdout + result.stderr


@by_name
def test_a_file_declares_the_prefixes_it_uses_sorted_and_no_others(path: Path) -> None:
    if path.stem == "prefixes":
        return
    text = path.read_text(encoding="utf-8")
    prefixes = PREFIX.findall(text)
    body = QUOTED.sub(" ", re.sub(r"(?m)^@prefix.*$", "", text))

    assert [prefix for prefix, _ in prefixes] == sorted(set(re.findall(r"(?<![\w-])([a-z]\w*):", body)))
    assert all(PREFIXES[prefix] == namespace for prefix, namespace in prefixes)


@by_name
def test_a_file_says_in_a_comment_what_it_holds(path: Path) -> None:
    assert re.search(r"^ ?# [A-Z].+", path.read_text(encoding="utf-8"), re.MULTILINE)


def test_the_table_of_prefixes_is_the_same_in_turtle_and_in_python() -> None:
    assert dict(PREFIX.findall((ROOT / "ontology/prefixes.ttl").read_text(encoding="utf-8"))) == PREFIXES


@pytest.mark.parametrize("path", [path for path in TERMS if path.stem != "external"], ids=lambda path: path.stem)
def test_terms_of_others_are_declared_in_external_only(path: Path) -> None:
    declared = {quad.subject for quad in rdf.read_file(path) if quad.predicate == iris.A and quad.object in KINDS}

    assert [term for term in declared if not str(term).startswith(f"<{iris.CFIT.base}")] == []


@pytest.mark.parametrize("path", [path for path in TERMS if path.stem != "external"], ids=lambda path: path.stem)
def test_a_term_is_described_in_one_file(path: Path) -> None:
    mine = described(path)
    others = {term for other in TERMS if other != path for term in described(other)}

    assert mine & others == set()


def described(path: Path) -> set[str]:
    """Return the terms of ours that a file gives a label."""
    return {str(quad.subject) for quad in rdf.read_file(path) if quad.predicate == iris.SKOS.prefLabel}


@pytest.mark.parametrize("path", SCHEMES, ids=lambda path: path.stem)
def test_a_vocabulary_file_holds_the_scheme_of_its_name(path: Path) -> None:
    schemes = {quad.subject for quad in rdf.read_file(path) if quad.object == iris.SKOS.ConceptScheme}

    assert schemes == {iris.scheme(path.stem)}


@pytest.mark.skipif(not SHARED.is_dir(), reason="the copies of other vocabularies are not beside the checkout")
def test_terms_of_others_are_in_their_vocabularies() -> None:
    ours = rdf.read_file(ROOT / "ontology/external.ttl")
    declared = {quad.subject for quad in ours if quad.predicate == iris.A and quad.object in KINDS}
    known = {quad.subject for path in SHARED.glob("*.ttl") for quad in rdf.read_file(path)}

    assert sorted(str(term) for term in declared - known - {same_by_http(term) for term in known}) == []


def same_by_http(term: object) -> object:
    """Return a schema.org term by its https IRI, which is the one we use."""
    is_schema = isinstance(term, NamedNode) and term.value.startswith("http://schema.org/")
    return NamedNode(f"https{term.value.removeprefix('http')}") if is_schema else term


def test_every_class_has_an_example(classes: set[NamedNode], examples: list[Quad]) -> None:
    shown = {quad.object for quad in examples if quad.predicate == iris.A}

    assert sorted(term.value for term in classes - shown) == []


def test_an_ontology_iri_in_a_file_is_written_whole() -> None:
    based = [path.name for path in TURTLE if re.search(r"(?mi)^\s*@?base\s", path.read_text(encoding="utf-8"))]

    assert based == []
