"""Blocks of bytes, made one after the other, as a file to read from."""

import io
from collections.abc import Iterable
from typing import Any

SIZE = 1 << 20


def opened(blocks: Iterable[bytes]) -> io.BufferedReader:
    """Return the blocks as one file."""
    return io.BufferedReader(_Blocks(blocks), SIZE)


class _Blocks(io.RawIOBase):
    def __init__(self, blocks: Iterable[bytes]) -> None:
        self._blocks = iter(blocks)
        self._left = memoryview(b"")

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: Any) -> int:
        if not self._left:
            self._left = memoryview(next(self._blocks, b""))
        size = min(len(buffer), len(self._left))
        buffer[:size], self._left = self._left[:size], self._left[size:]
        return size
