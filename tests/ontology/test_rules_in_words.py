"""The shapes in words: every constraint that they use is worded, and each rule has its place on the page."""

import re
from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest
from pyoxigraph import Literal, NamedNode, Quad

from cfit_graph import rdf
from cfit_graph.iris import SH, SHAPE, A
from cfit_graph.web import shapes_patterns, shapes_words
from cfit_graph.web.shapes_rules import Rule, RuleBook
from cfit_graph.web.shapes_words import Sentence
from cfit_graph.web.terms import Shown

ROOT = Path(__file__).parents[2]
FILES = sorted((ROOT / "shapes").glob("*.ttl"))
HEAD = """
@prefix sh: <http://www.w3.org/ns/shacl#> .
@prefix shape: <https://w3id.org/cfit/shapes#> .
@prefix cfit: <https://w3id.org/cfit/ontology#> .
@prefix skos: <http://www.w3.org/2004/02/skos/core#> .
@prefix xsd: <http://www.w3.org/2001/XMLSchema#> .
shape:Thing-rule a sh:PropertyShape ; sh:path cfit:weight ;
"""
WORDS = [
    ("sh:minCount 1", "At least one value."),
    ("sh:minCount 2", "At least 2 values."),
    ("sh:maxCount 1", "At most one value."),
    ("sh:maxCount 0", "At most 0 values."),
    ("sh:minCount 1 ; sh:maxCount 1", "Exactly one value."),
    ("sh:minCount 1 ; sh:maxCount 3", "At least one value. At most 3 values."),
    ("sh:datatype xsd:date", "A whole day, such as 2027-05-15."),
    ("sh:datatype xsd:duration", "A value of the datatype duration."),
    ("sh:nodeKind sh:IRI", "A thing with an address of its own, not a text."),
    ("sh:nodeKind sh:IRI ; sh:class cfit:Pact", "A thing of the class Pact."),
    ("sh:pattern '\\\\S'", "Not empty."),
    ("sh:pattern '^x+$'", "Written after the pattern ^x+$."),
    ("sh:class skos:Concept ; sh:pattern '^https://w3id\\\\.org/cfit/vocabulary/role/'", "A value of the list role."),
    ("sh:maxLength 9", "At most 9 characters."),
    (
        "sh:pattern '^http://publications\\\\.europa\\\\.eu/resource/authority/main-activity/'",
        "A code of the European Union's table main-activity.",
    ),
    ("sh:pattern '^https://w3id\\\\.org/cfit/id/lot/'", "A thing whose address begins with /id/lot/."),
    ("sh:uniqueLang true", "At most one value in each language."),
    ("sh:uniqueLang false", ""),
    ("sh:in ( cfit:a cfit:b )", "One of these: a, b."),
    ("sh:hasValue cfit:a", "One of its values is a."),
    ("sh:minInclusive 0.5", "0.5 or more."),
    ("sh:lessThanOrEquals cfit:maximum", "Not more, and not later, than its maximum."),
    ("sh:not [ sh:in ( cfit:a ) ]", "This does not hold: (One of these: a.)"),
    (
        "sh:or ( [ sh:datatype xsd:gYear ] [ sh:path cfit:note ; sh:minCount 1 ] )",
        "At least one of these holds: (A year, such as 2027. Of note: (At least one value.))",
    ),
    ("sh:not [ sh:path [ sh:inversePath cfit:note ] ; sh:minCount 1 ]", None),
    ("sh:xone ( [ sh:minCount 1 ] )", "The constraint sh:xone, which is not put into words here; the Turtle has it."),
    ("sh:node shape:Thing", "It keeps the rule Thing."),
]


def name(iri: str) -> Shown:
    return Shown(re.split(r"[#/]", iri)[-1])


def said(sentences: list[Sentence] | tuple[Sentence, ...]) -> str:
    """Return sentences as text, those inside another in brackets."""
    written = []
    for sentence in sentences:
        filled = sentence.text % {gap: ", ".join(one.text for one in shown) for gap, shown in sentence.values.items()}
        written.append(f"{filled} ({said(sentence.parts)})" if sentence.parts else filled)
    return " ".join(written)


def rules(rule: Rule) -> Iterator[Rule]:
    yield rule
    for part in rule.parts:
        yield from rules(part)


@pytest.fixture(scope="module")
def shape_quads() -> list[Quad]:
    return [quad for path in FILES for quad in rdf.read_file(path)]


@pytest.mark.parametrize(("constraint", "words"), WORDS, ids=[constraint for constraint, _ in WORDS])
def test_a_constraint_is_put_into_words(constraint: str, words: str | None, tmp_path: Path) -> None:
    file = tmp_path / "shape.ttl"
    file.write_text(f"{HEAD} {constraint} .", encoding="utf-8")
    (rule,) = RuleBook(rdf.read_file(file)).rules

    sentences = said(shapes_words.sentences(rule, name))

    assert sentences == words if words is not None else "what points here by note" in sentences


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_every_constraint_of_a_shape_file_is_worded(path: Path) -> None:
    book = RuleBook(rdf.read_file(path))
    sentences = {rule.key: said(shapes_words.sentences(one, name)) for rule in book.rules for one in rules(rule)}

    assert {key: text for key, text in sentences.items() if "not put into words" in text} == {}


def test_every_pattern_of_the_shapes_has_words_of_its_own(shape_quads: list[Quad]) -> None:
    patterns = {
        quad.object.value for quad in shape_quads if quad.predicate == SH.pattern if isinstance(quad.object, Literal)
    }

    assert len(patterns) > 10
    assert [
        one
        for one in sorted(patterns)
        if one not in shapes_patterns.WORDS
        if not (shapes_patterns.scheme(one) or shapes_patterns.table(one) or shapes_patterns.kind(one))
    ] == []


def test_every_property_shape_says_something(shape_quads: list[Quad]) -> None:
    silent = [rule.key for rule in RuleBook(shape_quads).rules if rule.path and not shapes_words.sentences(rule, name)]
    assert silent == []


def test_every_rule_stands_on_the_page_at_its_anchor_with_its_message(address: str, shape_quads: list[Quad]) -> None:
    page = httpx.get(f"{address}/shapes", headers={"accept": "text/html"}).text
    ids = re.findall(r'id="([^"]+)"', page)
    shapes = {
        quad.subject for quad in shape_quads if quad.predicate == A and quad.object in {SH.NodeShape, SH.PropertyShape}
    }
    keys = {shape.value.removeprefix(SHAPE.base) for shape in shapes if isinstance(shape, NamedNode)}

    assert len(keys) > 300
    assert keys <= set(ids)
    assert len(ids) == len(set(ids))
    concepts = dict.fromkeys(re.findall(r'href="(/shapes\?concept=[^"#]+)', page))
    told = "".join(httpx.get(f"{address}{concept}", headers={"accept": "text/html"}).text for concept in concepts)
    for words in ("must be mended before a release", "released with a warning", "a hint"):
        assert words in told


def test_a_shape_that_holds_itself_ends(tmp_path: Path) -> None:
    file = tmp_path / "shape.ttl"
    file.write_text(f"{HEAD} sh:not shape:Thing-rule ; sh:property shape:Thing-rule .", encoding="utf-8")

    (rule,) = RuleBook(rdf.read_file(file)).rules

    assert "This does not hold" in said(shapes_words.sentences(rule, name))
