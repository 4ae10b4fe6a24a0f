"""What the tests of the ontology look at: its terms, its vocabularies, and the whole graph as the checks see it."""

import os
import shutil
import sys
from collections.abc import Callable, Iterable
from pathlib import Path

import pyoxigraph as ox
import pytest
from pyoxigraph import NamedNode, Quad

from cfit_graph import iris, pipeline, rdf
from cfit_graph.pipeline import Graph

ROOT = Path(__file__).parents[2]


@pytest.fixture(scope="session")
def built() -> Graph:
    """The project's graph as built, before any shape or check has judged it."""
    return pipeline.build(ROOT)


@pytest.fixture(scope="session")
def ontology(built: Graph) -> list[Quad]:
    """The terms: the files right in ontology/, without the vocabularies."""
    return in_default_graph(built.ontology)


@pytest.fixture(scope="session")
def vocabularies(built: Graph) -> list[Quad]:
    """The concept schemes."""
    return in_default_graph(built.vocabularies)


@pytest.fixture(scope="session")
def facts(built: Graph) -> list[Quad]:
    """What the tables say."""
    return in_default_graph(built.facts)


@pytest.fixture(scope="session")
def examples() -> list[Quad]:
    """One instance, or more, of each class."""
    return [quad for path in sorted((ROOT / "data/examples").glob("*.ttl")) for quad in rdf.read_file(path)]


@pytest.fixture(scope="session")
def graph(built: Graph) -> ox.Store:
    """Ontology, vocabularies, facts and questions, each triple once in the default graph."""
    return rdf.store(in_default_graph(built.quads))


@pytest.fixture(scope="session")
def classes(ontology: list[Quad]) -> set[NamedNode]:
    """The classes of ours that are not deprecated."""
    deprecated = {quad.subject for quad in ontology if quad.predicate == iris.OWL.deprecated}
    named = {quad.subject for quad in ontology if quad.predicate == iris.A and quad.object == iris.OWL.Class}
    nodes = {term for term in named - deprecated if isinstance(term, NamedNode)}
    return {term for term in nodes if term.value.startswith(iris.CFIT.base)}


@pytest.fixture(scope="session")
def need() -> Callable[[str], str]:
    """Give the path of a program, or skip the test and say why; under CI its absence is a failure."""
    path = os.pathsep.join((str(Path(sys.executable).parent), os.environ.get("PATH", "")))

    def found(program: str) -> str:
        place = shutil.which(program, path=path)
        if place is None and os.environ.get("CI") == "true":
            pytest.fail(f"{program} is not installed, and CI must have it")
        if place is None:
            pytest.skip(f"{program} is not installed")
        return place

    return found


def in_default_graph(quads: Iterable[Quad]) -> list[Quad]:
    """Return each triple of the quads once, in the default graph."""
    return list({quad.triple: Quad(*quad.triple) for quad in quads}.values())
