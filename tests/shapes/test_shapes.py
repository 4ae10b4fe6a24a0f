"""Each test graph announces in its first comment what the shapes say of it; all are validated in one run."""

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from pathlib import Path

import pyshacl
import pytest
import rdflib
from pyoxigraph import NamedNode
from rdflib import RDF, SH, SKOS, Literal, Namespace, URIRef
from rdflib.term import Node

from cfit_graph import rdf
from cfit_graph.mapping import CONCEPTS
from cfit_graph.mapping.facts import Concept
from cfit_graph.validation import shapes

ROOT = Path(__file__).parents[2]
HERE = Path(__file__).parent
GRAPHS = sorted(HERE.glob("*/*.ttl"))
GRAPH_IDS = [path.relative_to(HERE).as_posix() for path in GRAPHS]
SHAPE_FILES = sorted(path for path in (ROOT / "shapes").glob("*.ttl") if path.stem != "shapes")
ANY = NamedNode("urn:graph")
SHAPE = Namespace("https://w3id.org/cfit/shapes#")

VERDICTS = {"fails": SH.Violation, "warns": SH.Warning, "advises": SH.Info}
WORST_FIRST: dict[Node, str] = {SH.Violation: "invalid", SH.Warning: "warns", SH.Info: "advises"}
Verdict = set[tuple[Node, str]]

# What no test graph can break, and why.
NEVER_BROKEN = {
    "Participation-role-outside": "one of two ways to satisfy Participation-eligible-kind and -form, which report",
    "Participation-kind-inside": "one of two ways to satisfy Participation-eligible-kind, which reports",
    "Participation-form-inside": "one of two ways to satisfy Participation-eligible-form, which reports",
    "Participation-role-not-coordinating": "one of two ways to satisfy Participation-public-coordinator, which reports",
    "Participation-member-public": "one of two ways to satisfy Participation-public-coordinator, which reports",
}


def announced(path: Path) -> Verdict:
    """Return the severity and shape of each result that the first comment of a test graph announces."""
    comments = re.search(r"^# .*(?:\n# .*)*", path.read_text(encoding="utf-8"), re.MULTILINE)
    assert comments, f"{path}: the first comment says what the shapes find"
    lines = [line.removeprefix("# ") for line in comments[0].splitlines()]
    if lines == ["conforms"]:
        return set()
    parted = [line.split(": ") for line in lines]
    return {(VERDICTS[word], shape) for word, names in parted for shape in names.split(", ")}


def name(shape: Node | None) -> str:
    return str(shape).rpartition("#")[2]


@pytest.fixture(scope="module")
def all_shapes() -> rdflib.Graph:
    return shapes.graph(rdf.read_folder(ROOT / "shapes", ANY))


@pytest.fixture(scope="module")
def described_in() -> dict[Path, set[str]]:
    """The things that each test graph describes."""
    paths = [*GRAPHS, HERE / "shared.ttl"]
    return {path: {getattr(quad.subject, "value", "") for quad in rdf.read_file(path)} for path in paths}


def verdicts(ontology: Path) -> dict[str, Verdict]:
    """Return what the shapes say of each thing in all test graphs, read together with an ontology."""
    report = shapes.results([*rdf.read_folder(ontology, ANY), *rdf.read_folder(HERE, ANY)], ROOT / "shapes")
    found: dict[str, Verdict] = defaultdict(set)
    for result in report.subjects(RDF.type, SH.ValidationResult):
        severity, shape = report.value(result, SH.resultSeverity), report.value(result, SH.sourceShape)
        assert severity is not None
        found[str(report.value(result, SH.focusNode))].add((severity, name(shape)))
    return found


@pytest.fixture(scope="module")
def found() -> dict[str, Verdict]:
    """What the shapes say of each thing by the classes that it states itself."""
    return verdicts(ROOT / "ontology/vocabularies")


@pytest.fixture(scope="module")
def found_with_superclasses() -> dict[str, Verdict]:
    """What they say if each thing is also of every superclass that the ontology knows."""
    return verdicts(ROOT / "ontology")


def verdict(things: Iterable[str], found: Mapping[str, Verdict]) -> Verdict:
    return {result for thing in things for result in found.get(thing, set())}


@pytest.mark.parametrize("path", GRAPHS, ids=GRAPH_IDS)
def test_the_shapes_say_what_the_graph_announces(
    path: Path, described_in: dict[Path, set[str]], found: dict[str, Verdict]
) -> None:
    assert verdict(described_in[path], found) == announced(path)


@pytest.mark.parametrize("path", GRAPHS, ids=GRAPH_IDS)
def test_superclasses_make_nothing_worse(
    path: Path, described_in: dict[Path, set[str]], found_with_superclasses: dict[str, Verdict]
) -> None:
    expected = {severity for severity, _shape in announced(path)}
    severities = {severity for severity, _shape in verdict(described_in[path], found_with_superclasses)}

    assert SH.Violation in expected or severities == expected


def test_what_the_graphs_share_conforms(described_in: dict[Path, set[str]], found: dict[str, Verdict]) -> None:
    assert verdict(described_in[HERE / "shared.ttl"], found) == set()


def test_no_two_graphs_describe_the_same_thing(described_in: dict[Path, set[str]]) -> None:
    times = Counter(thing for things in described_in.values() for thing in things)

    assert [thing for thing, number in times.items() if number > 1] == []


@pytest.mark.parametrize("path", GRAPHS, ids=GRAPH_IDS)
def test_the_name_of_a_graph_says_how_bad_it_is(path: Path) -> None:
    severities = {severity for severity, _shape in announced(path)}
    worst = [name for severity, name in WORST_FIRST.items() if severity in severities]
    expected = worst[0] if worst else "valid"

    assert path.stem.partition("-")[0] == expected


@pytest.mark.parametrize("path", SHAPE_FILES, ids=lambda path: path.stem)
def test_every_shape_file_has_a_graph_that_conforms_and_one_that_does_not(path: Path) -> None:
    kinds = {graph.stem.partition("-")[0] for graph in GRAPHS if graph.parent.name == path.stem}

    assert "valid" in kinds
    assert kinds & {"invalid", "warns"}


def test_every_folder_of_graphs_has_its_shape_file() -> None:
    assert {path.parent.name for path in GRAPHS} == {path.stem for path in SHAPE_FILES}


def test_every_shape_is_broken_by_a_test_graph(all_shapes: rdflib.Graph) -> None:
    constrained = (SH.path, SH.sparql, SH.closed, SH["or"], SH.pattern)
    shapes_ = {shape for predicate in constrained for shape in all_shapes.subjects(predicate)}
    able = {name(shape) for shape in shapes_ if isinstance(shape, URIRef)}
    broken = {shape for path in GRAPHS for _severity, shape in announced(path)}

    assert able - broken == set(NEVER_BROKEN)


def test_every_property_shape_has_a_severity_a_message_and_a_name(all_shapes: rdflib.Graph) -> None:
    for shape in all_shapes.subjects(RDF.type, SH.PropertyShape):
        asked = (SH.severity, SH.message, SH.name)
        told = [predicate for predicate in asked if len(list(all_shapes.objects(shape, predicate))) == 1]
        assert told == list(asked), shape
        message = all_shapes.value(shape, SH.message)
        assert isinstance(message, Literal)
        assert message.language == "en"
        assert ": " in message, f"{shape}: the message says what to do after a colon"


def test_every_query_in_a_shape_has_a_message_and_its_shape_a_severity(all_shapes: rdflib.Graph) -> None:
    for shape, constraint in all_shapes.subject_objects(SH.sparql):
        assert all_shapes.value(shape, SH.severity), shape
        assert all_shapes.value(constraint, SH.message), constraint


def test_shapes_have_names_and_stand_in_the_file_of_their_concept(all_shapes: rdflib.Graph) -> None:
    linked = {*all_shapes.objects(None, SH.property), *all_shapes.objects(None, RDF.first)}

    assert set(all_shapes.subjects(RDF.type, SH.PropertyShape)) <= linked
    for shape, part in all_shapes.subject_objects(SH.property):
        assert isinstance(part, URIRef)
        assert name(part).startswith(f"{name(shape)}-")


def test_every_published_class_asks_for_a_source(all_shapes: rdflib.Graph) -> None:
    assert set(all_shapes.objects(SHAPE.PublishedThing, SH.targetClass)) == set(
        all_shapes.objects(None, SH.targetClass)
    )


@pytest.mark.parametrize("concept", CONCEPTS.values(), ids=CONCEPTS.keys())
def test_every_column_of_a_table_has_a_shape(concept: Concept, all_shapes: rdflib.Graph) -> None:
    class_ = URIRef(concept.classes[0].value)
    own = [SHAPE.CpvCode] if class_ == SKOS.Concept else all_shapes.subjects(SH.targetClass, class_)
    node_shapes = [SHAPE.Dates, SHAPE.PublishedThing, *own]
    paths = {path for node in node_shapes for path in all_shapes.objects(node, SH.property / SH.path)}

    assert {URIRef(predicate.value) for predicate in concept.properties.values()} <= paths


def test_the_shapes_are_well_formed(all_shapes: rdflib.Graph) -> None:
    nothing = rdflib.Graph()
    conforms, _report, text = pyshacl.validate(nothing, shacl_graph=all_shapes, meta_shacl=True, do_owl_imports=False)

    assert conforms, text
