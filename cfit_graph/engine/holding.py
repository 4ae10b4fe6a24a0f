"""The release as a worker holds it: a small one in memory, read once for all workers; a large one on disk.

Measured in docs/engine.md: in memory a lookup takes half as long and a join a third, and a worker forked with it is
ready in a few milliseconds, where opening the database takes fifty. Reading it takes two seconds for a million.
"""

import os
import sys
from pathlib import Path

import pyoxigraph as ox

SMALL = 12 << 20  # bytes on disk, some 130,000 statements


class Holding:
    """A store that is open already, or the place where it is."""

    def __init__(self, path: str, store: ox.Store | None = None) -> None:
        """Hold this store, or what `path` has."""
        self._path = path
        self._store = store

    @property
    def small(self) -> bool:
        """True if it is in memory."""
        return self._store is not None

    def opened(self) -> ox.Store:
        """Return the store; raise OSError or ValueError if it cannot be opened."""
        return ox.Store.read_only(self._path) if self._store is None else self._store


def held(path: str) -> Holding:
    """Return the release at `path`, in memory if it is small; raise OSError or ValueError if it is no store.

    The database is read by a process of its own, because it starts threads and a process that has any cannot be
    forked safely. Labels of blank nodes stay as they are, so that every process gives the same answer.
    """
    if sum(file.stat().st_size for file in Path(path).iterdir()) > SMALL:
        return Holding(path)
    reading, writing = os.pipe()
    reader = os.fork()
    if not reader:
        os.close(reading)
        _dump(path, writing)
    os.close(writing)
    store = ox.Store()
    with open(reading, "rb") as quads:  # noqa: PTH123 - a descriptor
        store.extend(ox.parse(quads, ox.RdfFormat.N_QUADS))
    _, status = os.waitpid(reader, 0)
    if status:
        raise OSError(f"{path}: cannot be read")
    return Holding(path, store)


def _dump(path: str, to: int) -> None:
    """Write the store to a descriptor and end this process."""
    status = 1
    try:
        with open(to, "wb") as quads:
            ox.Store.read_only(path).dump(quads, ox.RdfFormat.N_QUADS)
        status = 0
    except (OSError, ValueError) as error:
        sys.stderr.write(f"{error}\n")
    finally:
        os._exit(status)
