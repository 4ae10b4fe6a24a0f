"""The tables of notices to parts of a release: what each notice says, and what we say of it in graphs of our own.

In chunks that know nothing of each other but who is who, which is found out for all of them together.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from cfit_graph import release
from cfit_graph.errors import SourceError
from cfit_graph.mapping import identity, identity_lines, sighting
from cfit_graph.mapping.identity import Identities
from cfit_graph.mapping.sighting import Sighting
from cfit_graph.pipeline import notice_part
from cfit_graph.pipeline.notice_part import Mapping
from cfit_graph.pipeline.running import Running
from cfit_graph.records import Record
from cfit_graph.records.framework import CpvMatchRecord
from cfit_graph.records.identity import IdentityDecisionRecord
from cfit_graph.records.organisation import OrganisationRecord
from cfit_graph.sources import notice_chunks, notice_tables

FOLDER = "notices"


@dataclass(frozen=True)
class Chunk:
    """What is said in a chunk: its parts, and files of what others say that it points at."""

    parts: tuple[Path, ...]
    known: tuple[Path, ...] = ()

    @property
    def own(self) -> tuple[Path, ...]:
        """The files of its statements."""
        return tuple(map(release.part_file, self.parts))


def chunks(data: Path, records: Sequence[Record], work: Path, running: Running) -> tuple[Chunk, ...]:
    """Write the statements of the notices in the tables below `data` into `work`, and return them by chunk.

    `records` are those of the other tables, with what codes stand for, the Pact's organisations and the decisions.
    There is no chunk where there are no notices. Raises SourceError.
    """
    folder = data / FOLDER
    if not folder.is_dir():
        return ()
    chunk_of = notice_chunks.assigned(folder, running.chunk)
    tables = notice_chunks.split(folder, chunk_of, work / "tables")
    matches = tuple(record for record in records if isinstance(record, CpvMatchRecord))
    tasks = [
        Mapping(tables_of, work / f"notices-{number}", work / f"seen-{number}", matches)
        for number, tables_of in enumerate(tables)
    ]
    try:
        running.each(notice_part.mapped, tasks, "mapped")
    except SourceError:
        notice_chunks.refuse(folder)  # by the lines of the tables themselves
        raise
    running.progress(f"{len(chunk_of):,} notices mapped")
    who = identified(in_order([task.seen for task in tasks], chunk_of.values()), records)
    running.progress(f"{len(who.entries):,} names of organisations compared")
    said = identity_lines.told(who, chunk_of)
    return tuple(_chunk(task.part, said[number], who, work / f"{number}") for number, task in enumerate(tasks))


def _chunk(part: Path, told: identity_lines.Told, who: Identities, work: Path) -> Chunk:
    """Write what is said of who is who in a chunk below `work`, and return it beside what the notices say."""
    notice_part.write(told.lines, work / "identity")
    actors = [line for key in sorted(told.actors) for line in identity_lines.described(who.entries[key])]
    notice_part.write(actors, work / "actors")
    known = release.part_file(work / "actors")
    return Chunk((part, work / "identity"), (known,))


def in_order(files: Sequence[Path], chunks_of: Iterable[int]) -> Iterator[Sighting]:
    """Yield who was seen in the notices, in the order of the notices; `chunks_of` is the chunk of each of them."""
    waiting = [notice_part.seen(file) for file in files]
    for chunk in chunks_of:
        yield from next(waiting[chunk])


def who_is_who(folder: Path, records: Sequence[Record]) -> Identities:
    """Return which parties of the notices are the same, and which are organisations of the Pact."""
    trees = (tree for tree, _hits in notice_tables.read(folder))
    return identified((one for tree in trees for one in sighting.sightings(tree)), records)


def identified(seen: Iterable[Sighting], records: Sequence[Record]) -> Identities:
    """Return who is who among those who were seen and the organisations of the Pact."""
    found = identity.entries(seen)
    identity.add_known(found, (record for record in records if isinstance(record, OrganisationRecord)))
    decided = (record for record in records if isinstance(record, IdentityDecisionRecord))
    named = {key: entry for key, entry in found.items() if entry.names}
    decisions = {frozenset((one.first or "", one.second or "")): bool(one.same) for one in decided}
    return identity.identities(named, decisions)
