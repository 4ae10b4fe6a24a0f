"""The compiled shapes find what pyshacl finds when it looks at everything, and the report says it in the same words."""

import random
from collections import Counter
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
import rdflib
from pyoxigraph import BlankNode, Literal, NamedNode, Quad
from rdflib import RDF, SH
from rdflib.term import Node

from cfit_graph import pipeline, rdf
from cfit_graph.iris import XSD
from cfit_graph.pipeline.own_graphs import ONTOLOGY
from cfit_graph.validation import compiled, shapes

ROOT = Path(__file__).parents[2]
HERE = Path(__file__).parent
SHAPES = ROOT / "shapes"
ANY = NamedNode("urn:graph")

# The shapes that pyshacl looks at whole, and why.
LEFT = {"Deprecated": "sh:sparql"}  # a query already, asked of the terms that were withdrawn: few

# A wrong object in place of a right one.
WRONG: list[Callable[[Quad, Quad], rdf.Node]] = [
    lambda quad, other: quad.subject if isinstance(other.object, BlankNode) else other.object,
    lambda quad, _other: quad.subject,
    # pyshacl refuses to compare blank nodes: none where a date could be
    lambda quad, _other: BlankNode("wrong") if isinstance(quad.object, NamedNode) else quad.subject,
    lambda _quad, _other: NamedNode("https://example.org/elsewhere"),
    lambda quad, _other: Literal(_text(quad), datatype=XSD.string),
    lambda quad, _other: Literal(_text(quad), language="en"),
    lambda quad, _other: Literal("~", datatype=_datatype(quad)),
    lambda _quad, _other: Literal(" \n", language="EN"),
    lambda _quad, _other: Literal("2021-02-30", datatype=XSD.date),
    lambda _quad, _other: Literal("1999-12-31", datatype=XSD.date),
    lambda _quad, _other: Literal("1999-12", datatype=XSD.gYearMonth),
    lambda _quad, _other: Literal("2021-01-01T00:00:00Z", datatype=XSD.dateTime),
    lambda _quad, _other: Literal("-007", datatype=XSD.integer),
    lambda _quad, _other: Literal("+1.50", datatype=XSD.decimal),
    lambda _quad, _other: Literal("INF", datatype=XSD.double),
    lambda _quad, _other: Literal("1", datatype=XSD.boolean),
]


def _text(quad: Quad) -> str:
    return str(getattr(quad.object, "value", "none"))


def _datatype(quad: Quad) -> NamedNode:
    datatype = quad.object.datatype if isinstance(quad.object, Literal) else XSD.integer
    return XSD.date if datatype.value.endswith("langString") else datatype


def broken(quads: list[Quad], seed: int) -> Iterator[Quad]:
    """Yield the statements, of which one in twenty is left out, given another object, or said of something else."""
    chance = random.Random(seed)  # noqa: S311 - a test that can be run again
    for quad in quads:
        fate = chance.random()
        wrong = chance.choice(WRONG)(quad, chance.choice(quads))
        if fate < 0.95:
            yield quad
        if 0.96 < fate < 0.99:
            yield Quad(quad.subject, quad.predicate, wrong, quad.graph_name)
        if 0.94 < fate < 0.95:  # beside the right one
            yield Quad(quad.subject, quad.predicate, wrong, quad.graph_name)
        if fate > 0.99:
            yield Quad(chance.choice(quads).subject, quad.predicate, quad.object, quad.graph_name)


def told(graph: rdflib.Graph, node: Node) -> Node | frozenset[object]:
    """Return a term, and what the graph says of it in place of a blank node."""
    if not isinstance(node, rdflib.BNode):
        return node
    said = graph.predicate_objects(node)
    return frozenset((predicate, told(graph, object_)) for predicate, object_ in said) or rdflib.Literal("a blank node")


def results(report: rdflib.Graph) -> Counter[object]:
    """Return how often a report gives each result."""
    return Counter(told(report, result) for result in report.objects(None, SH.result))


def both(quads: list[Quad]) -> tuple[rdflib.Graph, rdflib.Graph]:
    """Return the report of the compiled shapes, and that of pyshacl over everything."""
    return shapes.results(quads, SHAPES), shapes.reference(shapes.graph(quads), shapes.read(SHAPES))


def doubted(quads: list[Quad]) -> set[Node]:
    """Return the things that are left to pyshacl."""
    aimed = shapes.read(SHAPES)
    compiled.narrow(aimed, compiled.Statements(quads))
    return set(aimed.objects(None, SH.targetNode))


@pytest.fixture(scope="module")
def built() -> list[Quad]:
    return [quad for quad in pipeline.build(ROOT).quads if quad.graph_name != ONTOLOGY]


def sample(quads: list[Quad], seed: int) -> list[Quad]:
    """Return what is said of one thing in five."""
    things = sorted({str(quad.subject) for quad in quads})
    chosen = set(random.Random(seed).sample(things, len(things) // 5))  # noqa: S311 - a test that can be run again
    return [quad for quad in quads if str(quad.subject) in chosen]


@pytest.mark.parametrize("ontology", [ROOT / "ontology", ROOT / "ontology/vocabularies"], ids=["all", "vocabularies"])
def test_the_test_graphs_get_the_report_of_pyshacl(ontology: Path) -> None:
    ours, reference = both([*rdf.read_folder(ontology, ANY), *rdf.read_folder(HERE, ANY)])

    assert len(results(reference)) > 500
    assert results(ours) == results(reference)


def test_the_graph_as_built_gets_the_report_of_pyshacl(built: list[Quad]) -> None:
    ours, reference = both(built)

    assert results(ours) == results(reference)
    assert doubted(built) == set(reference.objects(None, SH.focusNode))
    assert list(ours.objects(None, SH.conforms)) == list(reference.objects(None, SH.conforms))
    assert len(list(ours.subjects(RDF.type, SH.ValidationReport))) == 1


@pytest.mark.parametrize("seed", [1, 5])
def test_a_graph_broken_on_purpose_gets_the_report_of_pyshacl(built: list[Quad], seed: int) -> None:
    quads = sample(list(broken(built, seed)), seed)
    ours, reference = both(quads)

    assert len(set(reference.objects(None, SH.sourceConstraintComponent))) > 10
    assert results(ours) == results(reference)


def test_pyshacl_looks_whole_only_at_the_shapes_named_here() -> None:
    found = compiled.left(shapes.read(SHAPES))

    assert {str(shape).rpartition("#")[2]: why for shape, why in found.items()} == LEFT


@pytest.mark.parametrize(
    "unknown",
    [
        "sh:minLength 3",
        "sh:property [ sh:path [ sh:zeroOrMorePath rdf:first ] ; sh:maxCount 1 ]",
        "sh:deactivated true",
        "sh:not [ sh:datatype rdf:HTML ]",
        "sh:node shape:Own",
        "sh:nodeKind sh:Literal",
        'sh:pattern "x" ; sh:flags "i"',
        "sh:closed false",
        'sh:minInclusive "a"',
    ],
)
def test_a_shape_with_something_unknown_is_left_to_pyshacl_whole(unknown: str) -> None:
    text = f"""
        PREFIX sh: <http://www.w3.org/ns/shacl#>
        PREFIX rdf: <http://www.w3.org/1999/02/22-rdf-syntax-ns#>
        PREFIX shape: <https://example.org/shapes#>
        shape:Own sh:targetClass shape:Thing ; {unknown} .
    """
    graph = rdflib.Graph().parse(data=text, format="turtle")
    before = set(graph)
    thing = Quad(NamedNode("urn:a"), NamedNode(str(RDF.type)), NamedNode("https://example.org/shapes#Thing"))
    compiled.narrow(graph, compiled.Statements([thing]))

    assert set(graph) == before
