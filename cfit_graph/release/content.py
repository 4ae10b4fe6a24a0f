"""What a release is made from, and the gate it has to pass."""

import re
import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from itertools import chain
from pathlib import Path

from pyoxigraph import Literal, NamedNode, Quad

from cfit_graph import rdf
from cfit_graph.errors import ConformanceError, ReleaseError
from cfit_graph.findings import Report, Severity
from cfit_graph.questions import Question
from cfit_graph.release import part

# Characters XML 1.0 cannot carry: with one of them, some answer of the service would not be well-formed.
_UNPRINTABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")

# The same as canonical N-Quads writes them, and some that are none.
_ESCAPED = re.compile(r"\\[ubf]|[\ufffe\uffff]")
_AT_ONCE = 1 << 22


@dataclass(frozen=True)
class Content:
    """Everything that goes into a release.

    `quads` are all statements, each in the named graph of its source document; `ontology` and `shapes` are what
    ontology.ttl and shapes.ttl will hold; `alignments` are the mappings of our terms to those of others, which are
    among the quads too, and `alignment_tables` the files they stand in. `labels` names classes and properties in
    words, by IRI. `limits` says, a sentence each, what the data does not cover. `created` is given, never taken from
    the clock. `parts` are folders with more statements (see `part`), as many as there may be.
    """

    quads: Sequence[Quad]
    ontology: Sequence[Quad]
    shapes: Sequence[Quad]
    questions: Sequence[Question]
    report: Report
    report_graph: bytes
    tables: Sequence[Path]
    prefixes: Mapping[str, str]
    ontology_version: str
    created: date
    labels: Mapping[str, str] = field(default_factory=dict)
    limits: Sequence[str] = ()
    publisher: str = "The cfit-graph founders"
    alignments: Sequence[Quad] = ()
    alignment_tables: Sequence[Path] = ()
    parts: Sequence[Path] = ()


def admit(content: Content) -> None:
    """Let the content pass, or raise ConformanceError or ReleaseError saying what to mend."""
    if not content.report.conforms:
        raise ConformanceError(_refusal(content.report))
    if not (content.quads or content.parts):
        raise ReleaseError("the graph is empty, so there is nothing to release; is this the right folder of tables?")
    for quad in chain(content.quads, chain.from_iterable(map(_doubtful, content.parts))):
        for defect in _defects(quad):
            raise ConformanceError(f"{quad}: {defect}")


def _doubtful(folder: Path) -> Iterator[Quad]:
    """Yield the statements of a part that stand near something which may be a defect."""
    with part.by_subject(folder).open("rb") as file:
        while lines := file.readlines(_AT_ONCE):
            text = b"".join(lines).decode()
            if _ESCAPED.search(text) or not unicodedata.is_normalized("NFC", text):
                yield from rdf.parsed(text.encode())


def _refusal(report: Report) -> str:
    """Return how many findings stop the release, and the first of them."""
    first = next(finding for finding in report.findings if finding.severity is Severity.VIOLATION)
    place = f"{first.place}: " if first.place else ""
    number = report.count(Severity.VIOLATION)
    return f"{number} {'thing' if number == 1 else 'things'} must be fixed before a release; {place}{first.message}"


def _defects(quad: Quad) -> Iterator[str]:
    """Yield, in words, what no published statement may have."""
    if not isinstance(quad.graph_name, NamedNode):
        yield "this statement has no source; put it in the named graph of its source document"
    for term in (quad.subject, quad.predicate, quad.object, quad.graph_name):
        if isinstance(term, NamedNode) and not unicodedata.is_normalized("NFC", term.value):
            yield f"the address {term.value} is not in Unicode form NFC; type its accented letters anew"
        if isinstance(term, Literal) and _UNPRINTABLE.search(term.value):
            yield "the text holds a control character; delete it from the source"
