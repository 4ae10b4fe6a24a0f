"""A graph to a report: the shapes and the checks, each finding with the place where it is to be mended."""

from collections.abc import Sequence
from itertools import chain
from pathlib import Path

from pyoxigraph import NamedNode, Quad
from rdflib import Graph

from cfit_graph import rdf
from cfit_graph.findings import Finding
from cfit_graph.validation import checks, shapes
from cfit_graph.validation.sources import Locate

__all__ = ["Locate", "findings"]


def findings(
    quads: Sequence[Quad], ontology: NamedNode, root: Path, locate: Locate, known: Sequence[Quad] = ()
) -> tuple[list[Finding], Graph]:
    """Return what the shapes and the checks below `root` find in the quads, and the SHACL report itself.

    The checks see everything; the shapes see all but the graph of the ontology, whose subclass statements would make
    every group answer for the shape of organisations and every seat for that of posts (SHACL 2.1.3.2). What is `known`
    beside the quads is looked up; the shapes are not held against it, and the checks find in it what they find.
    """
    store = rdf.store(rdf.with_default_graph(chain(known, quads)))
    stated, beside = ([quad for quad in those if quad.graph_name != ontology] for those in (quads, known))
    report = shapes.results(stated, root / "shapes", beside)
    rules = [checks.read(path) for path in sorted((root / "checks").glob("*.rq"))]
    found = [*shapes.findings(report, store, locate), *checks.findings(rules, store, locate)]
    return found, report
