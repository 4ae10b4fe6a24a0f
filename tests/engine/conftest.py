"""A small finished store on disk: a hundred things in two graphs, each triple once more in the default graph."""

from pathlib import Path

import pytest
from pyoxigraph import DefaultGraph, Literal, NamedNode, Quad, Store

THINGS = 100


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
