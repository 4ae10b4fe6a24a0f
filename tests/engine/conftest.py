"""A small finished store on disk: a hundred things in two graphs, each triple once more in the default graph."""

from pathlib import Path

import pytest
from pyoxigraph import DefaultGraph, Literal, NamedNode, Quad, Store

from cfit_graph.engine.holding import SMALL, size

THINGS, MANY_THINGS = 100, 120_000


@pytest.fixture(scope="session")
def store(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the folder of the store."""
    folder = tmp_path_factory.mktemp("engine") / "store"
    written = Store(str(folder))
    for number in range(THINGS):
        thing, label = NamedNode(f"https://example.org/thing/{number}"), NamedNode("https://example.org/label")
        for graph in (DefaultGraph(), NamedNode(f"https://example.org/graph/{number % 2}")):
            written.add(Quad(thing, label, Literal(f"thing {number}", language="en"), graph))
    written.optimize()
    written.flush()
    return folder


@pytest.fixture(scope="session")
def large_store(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the folder of a store that is too large to be read before the first question."""
    folder = tmp_path_factory.mktemp("engine") / "large"
    written = Store(str(folder))
    label = NamedNode("https://example.org/label")
    things = (NamedNode(f"https://example.org/thing/{number}") for number in range(MANY_THINGS))
    written.bulk_extend(Quad(thing, label, Literal(thing.value * 2), DefaultGraph()) for thing in things)
    written.optimize()
    written.flush()
    assert size(str(folder)) > SMALL
    return folder
