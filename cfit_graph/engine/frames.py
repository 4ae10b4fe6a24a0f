"""How the front and a worker talk over their socket: a letter, a length, the bytes."""

import struct
from enum import Enum

HEADER = struct.Struct("!cI")
ROWS = struct.Struct("!q")
UNCOUNTED = -1


class Frame(Enum):
    """What a frame holds."""

    READY = b"R"  # worker: the store is open; what fences it off (JSON)
    QUESTION = b"Q"  # front: answer this (JSON)
    HEAD = b"H"  # worker: the kind of the answer, a space, its media type
    PIECE = b"P"  # worker: bytes of the answer, more to come
    LAST = b"L"  # worker: how many rows the answer has (ROWS), then its last bytes
    FAREWELL = b"X"  # worker: as LAST, and the worker leaves, having grown too large
    FAILURE = b"F"  # worker: no answer, and why (JSON)


ENDS = frozenset({Frame.LAST, Frame.FAREWELL, Frame.FAILURE})


def packed(frame: Frame, payload: bytes) -> bytes:
    """Return the bytes that carry `payload`."""
    return HEADER.pack(frame.value, len(payload)) + payload


def unpacked(data: bytes) -> tuple[list[tuple[Frame, bytes]], bytes]:
    """Return the whole frames at the start of `data` and the bytes that are left; raise ValueError for nonsense."""
    frames, at = [], 0
    while len(data) - at >= HEADER.size:
        letter, length = HEADER.unpack_from(data, at)
        end = at + HEADER.size + length
        if end > len(data):
            break
        frames.append((Frame(letter), data[at + HEADER.size : end]))
        at = end
    return frames, data[at:] if at else data
