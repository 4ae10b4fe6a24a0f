"""What is said of a thing, looked up in a file of sorted triples."""

import mmap
from functools import lru_cache
from pathlib import Path

from pyoxigraph import Triple

from cfit_graph import rdf

_KEPT = 10_000


class Lookup:
    """The triples of a subject, found by halving; `triples` are N-Triples sorted by subject."""

    def __init__(self, triples: Path) -> None:
        """Open the file, which is not empty."""
        with triples.open("rb") as file:
            self._text = mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ)
        self._of = lru_cache(_KEPT)(self._found)

    def __call__(self, subject: bytes) -> list[Triple]:
        """Return the triples of a subject."""
        return self._of(subject)

    def _found(self, subject: bytes) -> list[Triple]:
        wanted = subject + b" "
        start = end = self._at(wanted)
        while self._text[end : end + len(wanted)] == wanted:
            end = self._text.find(b"\n", end) + 1
        return [quad.triple for quad in rdf.quads_of([self._text[start:end].decode()])]

    def _at(self, wanted: bytes) -> int:
        """Return where the first line begins that does not sort before `wanted`."""
        low, high = 0, len(self._text)
        while low < high:
            middle = self._text.rfind(b"\n", low, (low + high) // 2) + 1 or low
            if self._text[middle : middle + len(wanted)] < wanted:
                low = self._text.find(b"\n", middle) + 1
            else:
                high = middle
        return low
