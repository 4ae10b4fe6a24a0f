"""How the front and a worker talk over their socket: a letter, a length, the bytes."""

import struct
from enum import Enum

HEADER = struct.Struct("!cI")


class Frame(Enum):
    """What a frame holds; all but the pieces of an answer are JSON objects."""

    READY = b"R"  # worker: the store is open; what fences it off
    QUESTION = b"Q"  # front: answer this
    HEAD = b"H"  # worker: the kind of the answer and its media type
    PIECE = b"P"  # worker: bytes of the answer, more to come
    LAST = b"L"  # worker: the last bytes of the answer
    FAREWELL = b"X"  # worker: the last bytes, and the worker leaves, having grown too large
    FAILURE = b"F"  # worker: no answer, and why


def packed(frame: Frame, payload: bytes) -> bytes:
    """Return the bytes that carry `payload`."""
    return HEADER.pack(frame.value, len(payload)) + payload


def unpacked(header: bytes) -> tuple[Frame, int]:
    """Return what follows a header and how long it is; raise ValueError for a letter that means nothing."""
    letter, length = HEADER.unpack(header)
    return Frame(letter), length
