"""What the pipeline hands from room to room: the graph as built, the graph as checked, the content of a release."""

import os
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime
from functools import cached_property
from pathlib import Path

from pyoxigraph import Literal, NamedNode, Quad
from rdflib import Graph as ShaclReport

from cfit_graph import iris, mapping, rdf, release
from cfit_graph.errors import SettingsError
from cfit_graph.findings import Report
from cfit_graph.iris import OWL, SKOS
from cfit_graph.mapping import naming, vocabulary
from cfit_graph.pipeline.noticed import Chunk
from cfit_graph.pipeline.own_graphs import QUESTIONS
from cfit_graph.prefixes import PREFIXES
from cfit_graph.questions import Question
from cfit_graph.records.document import SourceDocumentRecord
from cfit_graph.sources import alignments
from cfit_graph.sources.tables import Tables

ALIGNMENTS = Path("ontology", "alignments")

DAY = len("2026-11-22")


@dataclass(frozen=True)
class Graph:
    """Everything built from one project folder, before anybody has judged it.

    What notices say is on disk, in `chunks`: there may be any number of them. `stated` is what the other tables say.
    """

    root: Path
    data: Path
    tables: Tables
    ontology: Sequence[Quad]
    vocabularies: Sequence[Quad]
    stated: Sequence[Quad]
    questions: Sequence[Question]
    alignments: Sequence[Quad]
    chunks: Sequence[Chunk]
    work: Path

    @cached_property
    def base(self) -> list[Quad]:
        """Every statement but those of notices, each in the named graph of the document that says so."""
        asked = [rdf.in_graph(quad, QUESTIONS) for quad in release.question_quads(self.questions, PREFIXES)]
        stated = [*self.ontology, *self.alignments, *self.vocabularies, *self.stated, *asked]
        stated += naming.quads(self.tables.records, mapping.CONCEPTS, list(stated))
        return [*stated, *vocabulary.label_copies(stated)]

    @property
    def parts(self) -> list[Path]:
        """The statements of notices as parts of a release."""
        return [part for chunk in self.chunks for part in chunk.parts]

    @property
    def noticed(self) -> Iterator[Quad]:
        """The statements of notices, read from the disk."""
        return (quad for part in self.parts for quad in rdf.parsed(release.part_file(part)))

    @property
    def facts(self) -> list[Quad]:
        """What the tables say, those of notices too: all in memory, so not for a great many."""
        return [*self.stated, *self.noticed]

    @property
    def quads(self) -> list[Quad]:
        """Every statement: all in memory, so not for a great many notices."""
        return [*self.base, *self.noticed]

    @cached_property
    def size(self) -> int:
        """The number of statements."""
        return len(self.base) + release.parts_size(self.parts)


@dataclass(frozen=True)
class Checked:
    """A graph, and what was found wrong with it."""

    graph: Graph
    report: Report
    shacl: ShaclReport


def looked_at(graph: Graph) -> dict[str, int]:
    """Return how much was looked at, in words and numbers."""
    return {
        "rows in tables": len(graph.tables.records),
        "statements": graph.size,
        "shape files": len(list((graph.root / "shapes").glob("*.ttl"))),
        "checks": len(list((graph.root / "checks").glob("*.rq"))),
    }


def content(checked: Checked) -> release.Content:
    """Return what goes into the release of a checked graph."""
    graph = checked.graph
    return release.Content(
        quads=graph.base,
        parts=graph.parts,
        ontology=graph.ontology,
        alignments=graph.alignments,
        alignment_tables=alignments.tables(graph.root / ALIGNMENTS),
        shapes=rdf.read_folder(graph.root / "shapes", iris.SHAPES),
        questions=graph.questions,
        report=checked.report,
        report_graph=checked.shacl.serialize(format="nt", encoding="utf-8"),
        tables=sorted(graph.data.glob("*.csv")),
        prefixes=PREFIXES,
        ontology_version=next(quad.object.value for quad in graph.ontology if quad.predicate == OWL.versionInfo),  # type: ignore[union-attr] # a literal by checks/ontology-metadata-missing.rq
        created=created(graph.tables, os.environ),
        labels=english_labels(graph.base),
        limits=limits(graph.root / "data" / "limits.txt"),
    )


def english_labels(quads: Sequence[Quad]) -> dict[str, str]:
    """Return the English label of everything that has one, by IRI."""
    return {
        quad.subject.value: quad.object.value
        for quad in quads
        if quad.predicate == SKOS.prefLabel and isinstance(quad.subject, NamedNode)
        if isinstance(quad.object, Literal) and quad.object.language == "en"
    }


def created(read: Tables, environ: Mapping[str, str]) -> date:
    """Return the day of the release: SOURCE_DATE_EPOCH where set, else the day of the newest document in the register.

    Never the clock, so that two builds agree (reproducible-builds.org). Raises SettingsError.
    """
    if epoch := environ.get("SOURCE_DATE_EPOCH"):
        try:
            return datetime.fromtimestamp(int(epoch), tz=UTC).date()
        except (ValueError, OverflowError, OSError):
            message = f"SOURCE_DATE_EPOCH: '{epoch}' is not a number of seconds since 1970"
            raise SettingsError(message) from None
    documents = (record for record in read.records if isinstance(record, SourceDocumentRecord))
    return max(record.issued.last for record in documents if record.issued and len(record.issued.text) == DAY)


def limits(path: Path) -> list[str]:
    """Return what the data does not cover, a sentence a line of the file."""
    return [line for line in path.read_text(encoding="utf-8").splitlines() if line]
