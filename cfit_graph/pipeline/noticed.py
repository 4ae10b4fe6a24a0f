"""The tables of notices to quads: what each notice says, and what we say of it in graphs of our own."""

from collections.abc import Iterator
from pathlib import Path

from pyoxigraph import Quad

from cfit_graph import rdf
from cfit_graph.mapping import notices, signal
from cfit_graph.mapping.notices.writing import Statements
from cfit_graph.mapping.product_groups import ProductGroups
from cfit_graph.sources import notice_tables

FOLDER = "notices"


def quads(data: Path, groups: ProductGroups) -> list[Quad]:
    """Return the statements of the notices in the tables below `data`, if there are any; may raise SourceError."""
    folder = data / FOLDER
    return rdf.quads_of(dict.fromkeys(lines(folder, groups))) if folder.is_dir() else []


def lines(folder: Path, groups: ProductGroups) -> Iterator[str]:
    """Yield the statements as lines of N-Quads, notice by notice."""
    for tree, hits in notice_tables.read(folder):
        yield from notices.lines(tree)
        yield from signal.group_lines(Statements(tree), groups)
        yield from signal.signal_lines(hits)
