"""A graph to a report: the shapes and the checks, each finding with the place where it is to be mended."""

from collections.abc import Sequence
from pathlib import Path

from pyoxigraph import Quad
from rdflib import Graph

from cfit_graph import rdf
from cfit_graph.findings import Finding
from cfit_graph.validation import checks, shapes
from cfit_graph.validation.sources import Locate


def findings(quads: Sequence[Quad], root: Path, locate: Locate) -> tuple[list[Finding], Graph]:
    """Return what the shapes and the checks below `root` find in the quads, and the SHACL report itself."""
    store = rdf.store(rdf.with_default_graph(quads))
    report = shapes.results(quads, root / "shapes")
    rules = [checks.read(path) for path in sorted((root / "checks").glob("*.rq"))]
    found = [*shapes.findings(report, store, locate), *checks.findings(rules, store, locate)]
    return found, report
