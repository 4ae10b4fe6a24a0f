"""Every fact has a source, and the default graph holds every fact exactly once: in the store that is served."""

import pyoxigraph as ox
import pytest

from cfit_graph import release
from cfit_graph.iris import DCTERMS, SCHEMA


@pytest.fixture(scope="module")
def served(releases: object) -> ox.Store:
    return ox.Store.read_only(str(release.current(releases) / "store"))  # type: ignore[arg-type]


def number(store: ox.Store, sparql: str) -> int:
    solutions = store.query(sparql)
    assert isinstance(solutions, ox.QuerySolutions)
    return int(next(iter(solutions))[0].value)  # type: ignore[union-attr]


def test_the_default_graph_holds_each_fact_of_the_named_graphs_once(served: ox.Store) -> None:
    plain = number(served, "SELECT (COUNT(*) AS ?n) WHERE { ?s ?p ?o }")
    named = number(served, "SELECT (COUNT(*) AS ?n) WHERE { SELECT DISTINCT ?s ?p ?o { GRAPH ?g { ?s ?p ?o } } }")

    assert plain == named > 10_000


def test_some_facts_are_stated_by_several_documents(served: ox.Store) -> None:
    """... without which the test above would show nothing."""
    assert number(served, "SELECT (COUNT(*) AS ?n) WHERE { GRAPH ?g { ?s ?p ?o } }") > number(
        served, "SELECT (COUNT(*) AS ?n) WHERE { ?s ?p ?o }"
    )


def test_every_graph_has_a_title_a_publisher_and_an_address(served: ox.Store) -> None:
    for graph in served.named_graphs():
        for property_ in (DCTERMS.title, DCTERMS.publisher, SCHEMA.url):
            assert any(served.quads_for_pattern(graph, property_, None, ox.DefaultGraph())), (graph, property_)  # type: ignore[arg-type]


def test_every_fact_of_the_default_graph_is_said_by_some_document(served: ox.Store) -> None:
    unsaid = "SELECT (COUNT(*) AS ?n) WHERE { ?s ?p ?o . FILTER NOT EXISTS { GRAPH ?g { ?s ?p ?o } } }"

    assert number(served, unsaid) == 0
