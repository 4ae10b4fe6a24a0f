"""The shapes (SHACL, W3C 2017) held against the quads by pyshacl, and its results in words.

pyshacl looks only at the things that the compiled shapes do not clear. The graph is that of the quads before they enter
a store: over a store pyshacl misses violations.
"""

from collections.abc import Iterable, Iterator
from functools import lru_cache
from itertools import chain
from pathlib import Path

import pyoxigraph as ox
import pyshacl
import rdflib
from pyoxigraph import Quad, RdfFormat, Triple
from rdflib import RDF, SH
from rdflib.term import Node

from cfit_graph import rdf
from cfit_graph.findings import Finding, Severity
from cfit_graph.validation import compiled
from cfit_graph.validation.compiled import Statements, view
from cfit_graph.validation.sources import Locate

SEVERITIES: dict[Node | None, Severity] = {
    SH.Violation: Severity.VIOLATION,
    SH.Warning: Severity.WARNING,
    SH.Info: Severity.INFO,
}

NOT_CONFORMING = rdflib.Literal(False)  # noqa: FBT003 - rdflib's way to write it


def graph(quads: Iterable[Quad]) -> rdflib.Graph:
    """Return the distinct triples of the quads as an rdflib graph, literals as they were written."""
    triples = dict.fromkeys(Triple(quad.subject, quad.predicate, quad.object) for quad in quads)
    return rdflib.Graph().parse(data=rdf.written(triples, RdfFormat.N_TRIPLES), format="nt")


def results(quads: Iterable[Quad], folder: Path, known: Iterable[Quad] = ()) -> rdflib.Graph:
    """Return the SHACL validation report of the quads against every shape file in the folder.

    What is `known` beside them is looked up and not reported on.
    """
    stated, beside = list(quads), list(known)
    shapes, statements = rdflib.Graph() + _read(folder), Statements(chain(beside, stated))
    compiled.narrow(shapes, statements, {quad.subject for quad in stated} if beside else None)
    return reference(view.graph(statements), shapes) if compiled.aimed(shapes) else joined([])


def joined(reports: Iterable[bytes]) -> rdflib.Graph:
    """Return one SHACL report with the results of several, which are N-Triples (SHACL 3.6)."""
    whole, conforms = rdflib.Graph(), True
    report = rdflib.BNode()
    for text in reports:
        one = rdflib.Graph().parse(data=text, format="nt")
        part = one.value(None, RDF.type, SH.ValidationReport)
        conforms = conforms and (part, SH.conforms, NOT_CONFORMING) not in one
        for subject, predicate, value in one:
            if predicate != SH.conforms:
                whole.add((report if subject == part else subject, predicate, value))
    whole.add((report, RDF.type, SH.ValidationReport))
    whole.add((report, SH.conforms, rdflib.Literal(conforms)))
    return whole


def read(folder: Path) -> rdflib.Graph:
    """Return the shapes of every file in the folder as one graph; may raise SourceError."""
    return graph(rdf.read_folder(folder, ox.NamedNode("urn:shapes")))


_read = lru_cache(maxsize=1)(read)  # of which results makes a copy for itself


def reference(data: rdflib.Graph, shapes: rdflib.Graph) -> rdflib.Graph:
    """Return the SHACL validation report of pyshacl, which looks at everything that the shapes are aimed at."""
    _conforms, report, _text = pyshacl.validate(
        data, shacl_graph=shapes, inference="none", advanced=False, do_owl_imports=False, meta_shacl=False
    )
    return report if isinstance(report, rdflib.Graph) else rdflib.Graph()


def findings(report: rdflib.Graph, store: ox.Store, locate: Locate) -> Iterator[Finding]:
    """Yield each result of a SHACL report as a finding that names the cell and the thing."""
    for result in report.subjects(RDF.type, SH.ValidationResult):
        yield finding(report, result, store, locate)


def finding(report: rdflib.Graph, result: Node, store: ox.Store, locate: Locate) -> Finding:
    """Return one result of a SHACL report as a finding."""
    thing = str(report.value(result, SH.focusNode))
    path = report.value(result, SH.resultPath)
    value = report.value(result, SH.value)
    message = min((str(text) for text in report.objects(result, SH.resultMessage)), default="")
    claim, _, advice = message.partition(": ")
    shape = report.value(result, SH.sourceShape)
    severity = SEVERITIES.get(report.value(result, SH.resultSeverity), Severity.VIOLATION)
    return Finding(
        f"{claim}." if advice else message,
        severity,
        locate(thing, str(path) if isinstance(path, rdflib.URIRef) else None),
        thing=thing,
        label=rdf.label_of(store, thing),
        found=None if value is None else str(value),
        expected=None,
        advice=f"{advice[:1].upper()}{advice[1:]}" if advice else None,
        rule=str(shape).rpartition("#")[2] if shape is not None else None,
    )
