"""A release of the real graph together with hostile data, which lies beside the checkout."""

import dataclasses
import unicodedata
from pathlib import Path

import pytest
from pyoxigraph import Literal, NamedNode, Quad, RdfFormat, parse

from cfit_graph import iris, pipeline, release
from cfit_graph.pipeline import Checked

FIXTURE = Path(__file__).parents[3] / "shared" / "attacks" / "fixtures" / "hostile.ttl"
STRANGE = "https://data.example/id/"


@pytest.fixture(scope="session")
def hostile_releases(checked: Checked, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with a release of the real graph and, as one more source, whatever hostile data the gate lets in."""
    if not FIXTURE.is_file():
        pytest.skip("the hostile data is not part of the repository")
    content = pipeline.content(checked)
    to = tmp_path_factory.mktemp("hostile")
    release.write(dataclasses.replace(content, quads=[*content.quads, *hostile_quads()]), to)
    return to


def hostile_quads() -> list[Quad]:
    """Return the hostile data about organisations of ours, without the statements that the gate refuses."""
    source = iris.source("hostile")
    return [
        Quad(ours(triple.subject), triple.predicate, triple.object, source)
        for triple in parse(path=str(FIXTURE), format=RdfFormat.TURTLE)
        if admissible(triple.subject) and admissible(triple.object)
    ]


def ours(thing: object) -> NamedNode:
    """Return a thing of the hostile data as an organisation here, so that it has a page."""
    assert isinstance(thing, NamedNode)
    return NamedNode(f"{iris.BASE}id/organisation/{thing.value.removeprefix(STRANGE)}")


def admissible(term: object) -> bool:
    """Return whether a release may hold the term; tests/release holds that it may not hold the others."""
    if isinstance(term, NamedNode):
        return unicodedata.is_normalized("NFC", term.value)
    if isinstance(term, Literal):
        return all(character >= " " or character in "\t\n\r" for character in term.value)
    return True
