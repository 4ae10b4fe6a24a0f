"""sources -> mapping -> validation -> release, in that order and nowhere else."""

from collections.abc import Callable
from pathlib import Path

from rdflib import Graph as ShaclReport

from cfit_graph import findings, mapping, questions, rdf, release, validation
from cfit_graph.mapping import alignment, vocabulary
from cfit_graph.mapping.identity import Identities
from cfit_graph.mapping.places import Places
from cfit_graph.pipeline import noticed
from cfit_graph.pipeline.graph import ALIGNMENTS, ONTOLOGY, VOCABULARIES, Checked, Graph, content, looked_at
from cfit_graph.records.identity import IdentityDecisionRecord
from cfit_graph.records.organisation import OrganisationRecord
from cfit_graph.sources import alignments, tables
from cfit_graph.validation.sources import first_of, turtle_places

__all__ = ["Checked", "Graph", "build", "check", "content", "judge", "publish", "who_is_who"]


def build(root: Path, data: Path | None = None) -> Graph:
    """Return the graph of the project at `root`, its tables taken from `data` when given; may raise SourceError."""
    ontology = [quad for path in sorted((root / "ontology").glob("*.ttl")) for quad in rdf.read_file(path, ONTOLOGY)]
    vocabularies = rdf.read_folder(root / "ontology" / "vocabularies", VOCABULARIES)
    folder = data or root / "data"
    read = tables.read(folder, vocabulary.notations(vocabularies))
    facts = [*mapping.quads(read.records), *noticed.quads(folder, read.records)]
    matches = list(alignment.quads(alignments.read(root / ALIGNMENTS), ONTOLOGY, [*ontology, *vocabularies]))
    return Graph(root, read, ontology, vocabularies, facts, questions.read_folder(root / "queries"), matches)


def who_is_who(root: Path, data: Path | None = None) -> Identities:
    """Return which parties of the notices are the same organisation, and on which a person is asked; SourceError."""
    folder = data or root / "data"
    organisations = tables.records(folder, OrganisationRecord)
    decisions = tables.records(folder, IdentityDecisionRecord)
    return noticed.who_is_who(folder / noticed.FOLDER, [*organisations, *decisions])


def check(root: Path, data: Path | None = None) -> Checked:
    """Return the graph of the project at `root` and every finding on it; may raise SourceError."""
    return judge(build(root, data))


def judge(graph: Graph) -> Checked:
    """Return the graph and every finding on it; shapes and checks are asked only once all tables can be read."""
    root = graph.root
    if graph.tables.findings:
        return Checked(graph, findings.report(graph.tables.findings, looked_at(graph)), ShaclReport())
    places = Places(graph.tables.records, mapping.CONCEPTS)
    lines = turtle_places([root / "ontology", root / "shapes"], root)
    locate = first_of(places.place, lambda thing, _predicate: lines.get(thing))
    found, shacl = validation.findings(graph.quads, ONTOLOGY, root, locate)
    return Checked(graph, findings.report(found, looked_at(graph)), shacl)


def publish(
    root: Path, to: Path, data: Path | None = None, progress: Callable[[str], None] = lambda _step: None
) -> Path:
    """Build, check and write a release below `to`; return its folder. Raises ConformanceError on a violation."""
    checked = check(root, data)
    progress(f"{len(checked.graph.quads):,} statements built and checked")
    return release.write(content(checked, data), to, progress)
