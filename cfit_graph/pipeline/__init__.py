"""sources -> mapping -> validation -> release, in that order and nowhere else."""

import shutil
import tempfile
import weakref
from pathlib import Path

from rdflib import Graph as ShaclReport

from cfit_graph import findings, mapping, questions, rdf, release
from cfit_graph.mapping import alignment, vocabulary
from cfit_graph.mapping.identity import Identities
from cfit_graph.pipeline import judging, noticed
from cfit_graph.pipeline.graph import ALIGNMENTS, Checked, Graph, content, looked_at
from cfit_graph.pipeline.own_graphs import ONTOLOGY, VOCABULARIES
from cfit_graph.pipeline.running import Running
from cfit_graph.records.identity import IdentityDecisionRecord
from cfit_graph.records.organisation import OrganisationRecord
from cfit_graph.sources import alignments, tables

__all__ = ["Checked", "Graph", "Running", "build", "check", "content", "judge", "publish", "who_is_who"]


def build(root: Path, data: Path | None = None, running: Running | None = None, work: Path | None = None) -> Graph:
    """Return the graph of the project at `root`, its tables taken from `data` when given; may raise SourceError.

    What is said by notices is written below `work`, or into a folder that is gone with the graph.
    """
    ontology = [quad for path in sorted((root / "ontology").glob("*.ttl")) for quad in rdf.read_file(path, ONTOLOGY)]
    vocabularies = rdf.read_folder(root / "ontology" / "vocabularies", VOCABULARIES)
    folder = (data or root / "data").absolute()
    to = work or Path(tempfile.mkdtemp(prefix="cfit-"))
    read = tables.read(folder, vocabulary.notations(vocabularies))
    facts = list(mapping.quads(read.records))
    matches = list(alignment.quads(alignments.read(root / ALIGNMENTS), ONTOLOGY, [*ontology, *vocabularies]))
    asked = questions.read_folder(root / "queries")
    chunks = noticed.chunks(folder, read.records, to, running or Running())
    graph = Graph(root, folder, read, ontology, vocabularies, facts, asked, matches, chunks, to)
    if work is None:
        weakref.finalize(graph, shutil.rmtree, to)
    return graph


def who_is_who(root: Path, data: Path | None = None) -> Identities:
    """Return which parties of the notices are the same organisation, and on which a person is asked; SourceError."""
    folder = data or root / "data"
    organisations = tables.records(folder, OrganisationRecord)
    decisions = tables.records(folder, IdentityDecisionRecord)
    return noticed.who_is_who(folder / noticed.FOLDER, [*organisations, *decisions])


def check(root: Path, data: Path | None = None, running: Running | None = None, work: Path | None = None) -> Checked:
    """Return the graph of the project at `root` and every finding on it; may raise SourceError."""
    return judge(build(root, data, running, work), running)


def judge(graph: Graph, running: Running | None = None) -> Checked:
    """Return the graph and every finding on it; shapes and checks are asked only once all tables can be read."""
    if graph.tables.findings:
        return Checked(graph, findings.report(graph.tables.findings, looked_at(graph)), ShaclReport())
    found, shacl = judging.findings(graph, running or Running())
    return Checked(graph, findings.report(found, looked_at(graph)), shacl)


def publish(root: Path, to: Path, data: Path | None = None, running: Running | None = None) -> Path:
    """Build, check and write a release below `to`; return its folder. Raises ConformanceError on a violation."""
    told = running or Running()
    with release.aside(to) as work:
        checked = check(root, data, told, work.absolute())
        told.progress(f"{checked.graph.size:,} statements built and checked")
        return release.write(content(checked), to, told.progress)
