"""A graph to a report: the shapes and the checks, each finding with the place where it is to be mended."""

from collections.abc import Sequence
from pathlib import Path

from pyoxigraph import NamedNode, Quad
from rdflib import Graph

from cfit_graph import rdf
from cfit_graph.findings import Finding
from cfit_graph.validation import checks, shapes
from cfit_graph.validation.sources import Locate


def findings(quads: Sequence[Quad], ontology: NamedNode, root: Path, locate: Locate) -> tuple[list[Finding], Graph]:
    """Return what the shapes and the checks below `root` find in the quads, and the SHACL report itself.

    The checks see everything; the shapes see all but the graph of the ontology, whose subclass statements would make
    every group answer for the shape of organisations and every seat for that of posts (SHACL 2.1.3.2).
    """
    store = rdf.store(rdf.with_default_graph(quads))
    report = shapes.results((quad for quad in quads if quad.graph_name != ontology), root / "shapes")
    rules = [checks.read(path) for path in sorted((root / "checks").glob("*.rq"))]
    found = [*shapes.findings(report, store, locate), *checks.findings(rules, store, locate)]
    return found, report
