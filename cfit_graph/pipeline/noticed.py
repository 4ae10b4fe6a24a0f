"""The tables of notices to quads: what each notice says, and what we say of it in graphs of our own."""

from collections.abc import Iterator, Sequence
from itertools import chain
from pathlib import Path

from pyoxigraph import Quad

from cfit_graph import rdf
from cfit_graph.mapping import identity, identity_lines, notices, signal
from cfit_graph.mapping.identity import Identities
from cfit_graph.mapping.notices.writing import Statements
from cfit_graph.mapping.product_groups import ProductGroups
from cfit_graph.records import Record
from cfit_graph.records.framework import CpvMatchRecord
from cfit_graph.records.identity import IdentityDecisionRecord
from cfit_graph.records.organisation import OrganisationRecord
from cfit_graph.sources import notice_tables

FOLDER = "notices"


def quads(data: Path, records: Sequence[Record]) -> list[Quad]:
    """Return the statements of the notices in the tables below `data`, none if there are none; may raise SourceError.

    `records` are those of the other tables, with what codes stand for, the Pact's organisations and the decisions.
    """
    folder = data / FOLDER
    if not folder.is_dir():
        return []
    stated = lines(folder, ProductGroups(record for record in records if isinstance(record, CpvMatchRecord)))
    return rdf.quads_of(dict.fromkeys(chain(stated, identity_lines.lines(who_is_who(folder, records)))))


def lines(folder: Path, groups: ProductGroups) -> Iterator[str]:
    """Yield the statements as lines of N-Quads, notice by notice."""
    for tree, hits in notice_tables.read(folder):
        yield from notices.lines(tree)
        yield from signal.group_lines(Statements(tree), groups)
        yield from signal.signal_lines(hits)


def who_is_who(folder: Path, records: Sequence[Record]) -> Identities:
    """Return which parties of the notices are the same, and which are organisations of the Pact."""
    found = identity.entries(tree for tree, _hits in notice_tables.read(folder))
    identity.add_known(found, (record for record in records if isinstance(record, OrganisationRecord)))
    decided = (record for record in records if isinstance(record, IdentityDecisionRecord))
    named = {key: entry for key, entry in found.items() if entry.names}
    decisions = {frozenset((one.first or "", one.second or "")): bool(one.same) for one in decided}
    return identity.identities(named, decisions)
