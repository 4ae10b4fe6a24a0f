"""The release as a worker holds it: in memory, read once for all workers, or on disk if it is too large for that.

Measured in docs/engine.md: in memory a query takes a third to a half of the time, and a worker forked with it is ready
in a few milliseconds, where opening the database takes fifty. A million statements take some ten seconds to read, so
only a small release is read before the first question; a larger one is, while workers answer from the disk.
"""

import os
import sys
from pathlib import Path

import pyoxigraph as ox

SMALL = 12 << 20  # bytes on disk, some 130,000 statements
_ROOM = 3  # memory is 2.3 times the size on disk; what is read must fit
_SHARE = 2  # into half of what the system has to give


class Holding:
    """A store that is open already, or the place where it is."""

    def __init__(self, path: str, store: ox.Store | None = None) -> None:
        """Hold this store, or what `path` has."""
        self._path = path
        self._store = store

    @property
    def in_memory(self) -> bool:
        """True if it is in memory."""
        return self._store is not None

    def opened(self) -> ox.Store:
        """Return the store; raise OSError or ValueError if it cannot be opened."""
        return ox.Store.read_only(self._path) if self._store is None else self._store


def size(path: str) -> int:
    """Return how many bytes the release at `path` has on disk; raise OSError if there is none."""
    return sum(file.stat().st_size for file in Path(path).iterdir())


def fits(path: str, most: int) -> bool:
    """Return whether a release of more than a small size is to be read into memory: not above `most` bytes on disk.

    Nor where the system has too little memory to give at this moment. Raises OSError if there is no release.
    """
    return SMALL < (found := size(path)) <= most and _SHARE * _ROOM * found <= _available()


def held(path: str, most: int = SMALL) -> Holding:
    """Return the release at `path`, in memory if it has at most `most` bytes; raise OSError or ValueError if none.

    The database is read by a process of its own, because it starts threads and a process that has any cannot be
    forked safely. Labels of blank nodes stay as they are, so that every process gives the same answer.
    """
    if size(path) > most:
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


def _available() -> int:
    """Return the bytes of memory the system can give without swapping; plenty where it does not tell."""
    try:
        facts = Path("/proc/meminfo").read_text(encoding="ascii").splitlines()
    except OSError:
        return sys.maxsize
    return next((int(fact.split()[1]) << 10 for fact in facts if fact.startswith("MemAvailable:")), sys.maxsize)
