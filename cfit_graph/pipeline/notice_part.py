"""One chunk of notices to its statements, and its statements to what is wrong with them: what a worker process does."""

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from pathlib import Path

from pyoxigraph import Quad

from cfit_graph import mapping, rdf, release, validation
from cfit_graph.findings import Finding, Place
from cfit_graph.mapping import notices, sighting, signal, vocabulary
from cfit_graph.mapping.notices.writing import Statements
from cfit_graph.mapping.places import Places
from cfit_graph.mapping.product_groups import ProductGroups
from cfit_graph.mapping.sighting import Sighting
from cfit_graph.pipeline.own_graphs import ONTOLOGY, VOCABULARIES
from cfit_graph.records.framework import CpvMatchRecord
from cfit_graph.sources import notice_tables, tables
from cfit_graph.validation.sources import first_of, turtle_places


@dataclass(frozen=True)
class Mapping:
    """The tables of a chunk, where its statements go, where it is noted who was seen, and what CPV codes stand for."""

    tables: Path
    part: Path
    seen: Path
    matches: tuple[CpvMatchRecord, ...]


def mapped(task: Mapping) -> None:
    """Write what the notices of a chunk say as a part of a release, and who was seen in them; may raise SourceError."""
    groups = ProductGroups(task.matches)
    lines: list[str] = []
    with task.seen.open("w", encoding="utf-8") as seen:
        for tree, hits in notice_tables.read(task.tables):
            lines += notices.lines(tree)
            lines += signal.group_lines(Statements(tree), groups)
            lines += signal.signal_lines(hits)
            seen.write(f"{json.dumps(list(sighting.sightings(tree)))}\n")
    write(lines, task.part)


def write(lines: Sequence[str], part: Path) -> None:
    """Write lines of N-Quads, and a copy of each label, as a part of a release."""
    quads = rdf.quads_of(lines)
    release.write_part([*quads, *vocabulary.label_copies(quads)], part)


def seen(path: Path) -> Iterator[list[Sighting]]:
    """Yield who was seen in each notice of a chunk."""
    with path.open(encoding="utf-8") as file:
        for line in file:
            yield [Sighting(*one) for one in json.loads(line)]


@dataclass(frozen=True)
class Judging:
    """Files of statements to judge, and of those to look up only; the project and its tables tell where to mend.

    `base` is what the tables say: it is judged with the chunk that is the first, and looked up by the others.
    """

    root: Path
    data: Path
    base: Path
    own: tuple[Path, ...]
    known: tuple[Path, ...]
    first: bool


@dataclass(frozen=True)
class Judged:
    """What was found in some statements, and the SHACL report as N-Triples."""

    findings: tuple[Finding, ...]
    report: bytes


def judged(task: Judging) -> Judged:
    """Return what is wrong with some statements; may raise SourceError."""

    def locate(thing: str, predicate: str | None) -> Place | None:
        return places(task.root, task.data)(thing, predicate)

    own, known = ([quad for file in files for quad in rdf.parsed(file)] for files in (task.own, task.known))
    (own if task.first else known).extend(stated(task.base))
    found, report = validation.findings(own, ONTOLOGY, task.root, locate, known)
    return Judged(tuple(found), report.serialize(format="nt", encoding="utf-8"))


@lru_cache(maxsize=1)
def stated(file: Path) -> tuple[Quad, ...]:
    """Return the statements of a file, which is read once in each process."""
    return tuple(rdf.parsed(file))


@cache
def places(root: Path, data: Path) -> validation.Locate:
    """Return what tells where the tables and Turtle files say something, read when the first finding asks for it."""
    ours = rdf.read_folder(root / "ontology" / "vocabularies", VOCABULARIES)
    records = Places(tables.read(data, vocabulary.notations(ours)).records, mapping.CONCEPTS)
    lines = turtle_places([root / "ontology", root / "shapes"], root)
    return first_of(records.place, lambda thing, _predicate: lines.get(thing))
