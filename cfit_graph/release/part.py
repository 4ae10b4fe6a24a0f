"""A part of the statements of a release, on disk in two orders, so that any number of parts merge in little memory.

by-subject    lines of canonical N-Quads, sorted
by-graph      the same, each behind the name of its graph and a tab, sorted
"""

from collections.abc import Iterable
from pathlib import Path

from pyoxigraph import Quad

from cfit_graph.errors import ReleaseError
from cfit_graph.release import lines

_BY_SUBJECT, _BY_GRAPH = "by-subject", "by-graph"


def write(stated: Iterable[bytes], folder: Path) -> Path:
    """Write a part into a folder of its own, which is made, and return the folder; `stated` are canonical lines."""
    folder.mkdir(parents=True)
    ordered = sorted(set(stated))
    by_subject(folder).write_bytes(b"".join(ordered))
    by_graph(folder).write_bytes(b"".join(sorted(map(lines.keyed, ordered))))
    return folder


def write_plain(quads: Iterable[Quad], folder: Path) -> Path:
    """Write quads as a part; raise ReleaseError for a blank node, because another part could use its name."""
    stated = list(quads)
    if blank := next(filter(lines.has_blank, stated), None):
        message = f"{blank}: a part of a release holds no blank nodes; give the thing an address"
        raise ReleaseError(message)
    return write(lines.canonical(stated), folder)


def size(folders: Iterable[Path]) -> int:
    """Return how many statements some parts hold together, each counted once."""
    return sum(1 for _line in lines.merged(map(by_subject, folders)))


def by_subject(folder: Path) -> Path:
    """Return the file of a part that is sorted by subject."""
    return folder / _BY_SUBJECT


def by_graph(folder: Path) -> Path:
    """Return the file of a part that is sorted by graph."""
    return folder / _BY_GRAPH
