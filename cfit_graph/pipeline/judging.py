"""The graph held against shapes and checks, chunk by chunk: what the tables say with the first, known to the others."""

from collections.abc import Iterable
from pathlib import Path

from pyoxigraph import RdfFormat
from rdflib import Graph as ShaclReport

from cfit_graph import rdf
from cfit_graph.findings import Finding
from cfit_graph.pipeline import notice_part
from cfit_graph.pipeline.graph import Graph
from cfit_graph.pipeline.notice_part import Judged, Judging
from cfit_graph.pipeline.noticed import Chunk
from cfit_graph.pipeline.running import Running
from cfit_graph.validation import shapes


def findings(graph: Graph, running: Running) -> tuple[list[Finding], ShaclReport]:
    """Return what is wrong with a graph, and the SHACL report; the same, in however many chunks its notices come."""
    base = graph.work / "base.nq"
    rdf.write(graph.base, base, RdfFormat.N_QUADS)
    chunks = graph.chunks or (Chunk(()),)
    tasks = [judging(graph, base, chunk, first=number == 0) for number, chunk in enumerate(chunks)]
    judged = running.each(notice_part.judged, tasks, "checked")
    return each_once(judged), shapes.joined(one.report for one in judged)


def judging(graph: Graph, base: Path, chunk: Chunk, *, first: bool) -> Judging:
    """Return the task of judging one chunk."""
    return Judging(graph.root, graph.data, base, chunk.own, chunk.known, first)


def each_once(judged: Iterable[Judged]) -> list[Finding]:
    """Return the findings; on what the tables say, all chunks find the same as the first."""
    first, *others = judged
    known = set(first.findings)
    return [*first.findings, *(found for one in others for found in one.findings if found not in known)]
