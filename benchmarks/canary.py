"""A listener that nobody has any business with: whoever reaches it was sent by a query that escaped."""

import contextlib
import socket
import threading
from types import TracebackType
from typing import Self

FETCHED = "CANARYFETCHED"
_SAID = f'<http://canary.invalid/s> <http://canary.invalid/p> "{FETCHED}" .'.encode()
_ANSWER = b"HTTP/1.1 200 OK\r\nContent-Type: text/turtle\r\nContent-Length: %d\r\nConnection: close\r\n\r\n"


class Canary:
    """Counts the connections made to it on loopback, and answers each with one triple."""

    def __init__(self) -> None:
        """Listen on a free port."""
        self._listener = socket.create_server(("127.0.0.1", 0), backlog=64)
        self.port: int = self._listener.getsockname()[1]
        self.hits = 0

    def __enter__(self) -> Self:
        """Begin to answer."""
        threading.Thread(target=self._answer_all, daemon=True).start()
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        """Listen no more."""
        with contextlib.suppress(OSError):
            self._listener.shutdown(socket.SHUT_RDWR)
        self._listener.close()

    def _answer_all(self) -> None:
        with contextlib.suppress(OSError):
            while True:
                connection, _ = self._listener.accept()
                self.hits += 1
                self._answer(connection)

    def _answer(self, connection: socket.socket) -> None:
        with connection, contextlib.suppress(OSError):
            connection.settimeout(1)
            connection.recv(4096)
            connection.sendall(_ANSWER % len(_SAID) + _SAID)
