"""One HTTP connection that is kept open, as cheap as Python allows.

The standard library's http.client takes longer for one small answer than the engines need to find it, so that every
engine would look alike. This one knows what the benchmark needs: GET, a length or chunks (RFC 9112), nothing else.
"""

import socket
from types import TracebackType
from typing import Self
from urllib.parse import urlencode

_READ = 1 << 18
_HEAD_END = b"\r\n\r\n"
_PATIENCE = 600.0


class BrokenAnswerError(Exception):
    """The server did not answer, or not to the end."""


class Connection:
    """A connection to one server on this machine, opened at the first request and again when the server closes it."""

    def __init__(self, port: int) -> None:
        """Prepare a connection to 127.0.0.1."""
        self._port = port
        self._socket: socket.socket | None = None

    def __enter__(self) -> Self:
        """Return the connection."""
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        """Close the connection."""
        self.close()

    def close(self) -> None:
        """Hang up."""
        if self._socket is not None:
            self._socket.close()
            self._socket = None

    def ask(self, request: bytes) -> tuple[int, bytes]:
        """Return status and body; raise BrokenAnswerError if there is no whole answer.

        A server may have closed a connection it had kept open for long; then the request is sent once more.
        """
        kept = self._socket is not None
        try:
            return self._answer(request)
        except (OSError, BrokenAnswerError) as error:
            self.close()
            if not kept:
                raise BrokenAnswerError(f"127.0.0.1:{self._port}: {error}") from error
        return self.ask(request)

    def _answer(self, request: bytes) -> tuple[int, bytes]:
        connected = self._connected()
        connected.sendall(request)
        connected.setsockopt(socket.IPPROTO_TCP, socket.TCP_QUICKACK, 1)  # else Linux may sit on it for 40 ms
        head, body = _head(connected)
        body = _chunks(connected, body) if b"chunked" in head else _measured(connected, body, head)
        if b"connection: close" in head:
            self.close()
        return int(head[9:12]), body

    def _connected(self) -> socket.socket:
        if self._socket is None:
            self._socket = socket.create_connection(("127.0.0.1", self._port), timeout=_PATIENCE)
            self._socket.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        return self._socket


def request(path: str, parameters: dict[str, str], accept: str) -> bytes:
    """Return the bytes of a GET."""
    target = f"{path}?{urlencode(parameters)}" if parameters else path
    return f"GET {target} HTTP/1.1\r\nHost: 127.0.0.1\r\nAccept: {accept}\r\n\r\n".encode()


def _more(connected: socket.socket) -> bytes:
    piece = connected.recv(_READ)
    if not piece:
        raise BrokenAnswerError("the server hung up before the end of its answer")
    return piece


def _head(connected: socket.socket) -> tuple[bytes, bytes]:
    """Return the head in small letters, and the beginning of the body."""
    found = _more(connected)
    while _HEAD_END not in found:
        found += _more(connected)
    head, _, body = found.partition(_HEAD_END)
    return head.lower(), body


def _measured(connected: socket.socket, body: bytes, head: bytes) -> bytes:
    place = head.find(b"content-length:")
    if place < 0:
        raise BrokenAnswerError("the answer has neither a length nor chunks")
    length = int(head[place + 15 :].partition(b"\r")[0])
    if len(body) == length:
        return body
    pieces = bytearray(body)
    while len(pieces) < length:
        pieces += _more(connected)
    return bytes(pieces)


def _chunks(connected: socket.socket, begun: bytes) -> bytes:
    """Return the body without the sizes of its chunks; trailers are not expected."""
    waiting, body, at = bytearray(begun), bytearray(), 0
    while True:
        while (end := waiting.find(b"\r\n", at)) < 0:
            waiting += _more(connected)
        size = int(waiting[at:end].partition(b";")[0], 16)
        at = end + 2
        while len(waiting) < at + size + 2:
            waiting += _more(connected)
        if not size:
            return bytes(body)
        body += waiting[at : at + size]
        at += size + 2
