"""The ontology is in OWL 2 RL inside DL, consistent, and imports nothing: asked of the OWLAPI and of HermiT.

Both live in a jar inside owlready2 and need Java: where Java is absent the tests are skipped, and fail under CI.
"""

import io
import os
import subprocess
from collections.abc import Callable
from pathlib import Path

import owlready2
import pytest
from pyoxigraph import Literal, Quad, RdfFormat

from cfit_graph import iris, rdf

HERMIT = Path(owlready2.__file__).parent / "hermit/HermiT.jar"
BUYER, PRODUCT, BOTH = iris.CFIT.Buyer, iris.CFIT.Product, iris.thing("organisation", "both")
CLASH = [
    Quad(iris.ONTOLOGY, iris.A, iris.OWL.Ontology),
    Quad(BUYER, iris.A, iris.OWL.Class),
    Quad(PRODUCT, iris.A, iris.OWL.Class),
    Quad(BUYER, iris.OWL.disjointWith, PRODUCT),
    Quad(BOTH, iris.A, BUYER),
    Quad(BOTH, iris.A, PRODUCT),
]
# A class that nobody declares is outside OWL 2 DL.
OUTSIDE = [Quad(iris.ONTOLOGY, iris.A, iris.OWL.Ontology), Quad(BUYER, iris.RDFS.subClassOf, PRODUCT)]

Violations = Callable[[list[Quad]], list[str]]


@pytest.fixture(scope="module")
def violations(need: Callable[[str], str], tmp_path_factory: pytest.TempPathFactory) -> Violations:
    """Give what keeps triples out of OWL 2 DL and RL, from the program in Profiles.java."""
    java, javac, folder = need("java"), need("javac"), tmp_path_factory.mktemp("profiles")
    subprocess.run([javac, "-cp", HERMIT, "-d", folder, Path(__file__).parent / "Profiles.java"], check=True)

    def of(quads: list[Quad]) -> list[str]:
        file = folder / "ontology.rdf"
        file.write_bytes(rdf.written((quad.triple for quad in quads), RdfFormat.RDF_XML))
        command = [java, "-cp", f"{folder}{os.pathsep}{HERMIT}", "Profiles", file]
        *lines, last = subprocess.run(command, check=True, capture_output=True, text=True).stdout.splitlines()
        assert int(last.removeprefix("ontology.rdf\tchecked\t"))
        return lines

    return of


def without_header_dates(quads: list[Quad]) -> list[Quad]:
    """Return the triples without the xsd:date values of the header, which annotate it and take no part in reasoning.

    The checker counts them as data ranges, and xsd:date is not in the datatype map of OWL 2.
    """
    dated = {quad for quad in quads if isinstance(quad.object, Literal) and quad.object.datatype == iris.XSD.date}
    return [quad for quad in quads if quad not in dated or quad.subject != iris.ONTOLOGY]


def reasoned(quads: list[Quad]) -> owlready2.World:
    """Return a world with the triples in it, after HermiT; raise OwlReadyInconsistentOntologyError."""
    world = owlready2.World()
    file = io.BytesIO(rdf.written((quad.triple for quad in quads), RdfFormat.N_TRIPLES))
    loaded = world.get_ontology(iris.ONTOLOGY.value).load(fileobj=file)
    owlready2.sync_reasoner_hermit(loaded, debug=0, ignore_unsupported_datatypes=True)
    return world


def test_the_terms_are_in_owl_2_rl_inside_dl(violations: Violations, ontology: list[Quad]) -> None:
    assert violations(without_header_dates(ontology)) == []


def test_terms_and_vocabularies_together_are_in_owl_2_dl(
    violations: Violations, ontology: list[Quad], vocabularies: list[Quad]
) -> None:
    assert violations(without_header_dates([*ontology, *vocabularies])) == []


def test_the_profile_checker_sees_what_is_outside(violations: Violations) -> None:
    assert any("\tDL\t" in line for line in violations(OUTSIDE))


@pytest.mark.usefixtures("java")
def test_terms_vocabularies_and_examples_are_consistent(
    ontology: list[Quad], vocabularies: list[Quad], examples: list[Quad]
) -> None:
    world = reasoned([*ontology, *vocabularies, *examples])

    assert list(world.inconsistent_classes()) == []


@pytest.mark.usefixtures("java")
def test_the_reasoner_sees_a_contradiction() -> None:
    with pytest.raises(owlready2.OwlReadyInconsistentOntologyError):
        reasoned(CLASH)


@pytest.fixture
def java(need: Callable[[str], str]) -> str:
    return need("java")


def test_nothing_is_imported(ontology: list[Quad], vocabularies: list[Quad]) -> None:
    imports = [quad for quad in [*ontology, *vocabularies] if quad.predicate == iris.OWL.imports]

    assert imports == []
