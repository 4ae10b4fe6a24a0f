"""How long a client may take to say what it wants: uvicorn itself would wait for ever for a slow one."""

import asyncio
from typing import Any

from uvicorn.protocols.http.httptools_impl import HttpToolsProtocol

HEADER_SECONDS, BODY_SECONDS, WRITE_SECONDS = 10.0, 20.0, 30.0


class PatientProtocol(HttpToolsProtocol):
    """HTTP/1.1, with the line cut for a client that does not finish its header or its body in time."""

    _due: asyncio.TimerHandle | None = None
    _requests = 0
    _awaited: tuple[int, str] | None = None  # of which request, and which part
    _counted: tuple[int, str] | None = None

    def connection_made(self, transport: Any) -> None:
        """Begin to wait for the first header."""
        super().connection_made(transport)
        self._awaited = (0, "header")
        self._wait()

    def connection_lost(self, exc: Exception | None) -> None:
        """Wait no longer."""
        self._awaited = None
        self._wait()
        super().connection_lost(exc)

    def data_received(self, data: bytes) -> None:
        """Wait for what is missing then; a request that came whole has no clock."""
        super().data_received(data)
        if self._awaited != self._counted:
            self._wait()

    def on_message_begin(self) -> None:
        """Begin to wait for the header of a further request, too."""
        self._requests += 1
        self._awaited = (self._requests, "header")
        super().on_message_begin()

    def on_headers_complete(self) -> None:
        """Begin to wait for the body."""
        self._awaited = (self._requests, "body")
        super().on_headers_complete()

    def on_message_complete(self) -> None:
        """Wait no longer: from here on it is our turn."""
        self._awaited = None
        super().on_message_complete()

    def on_response_complete(self) -> None:
        """Begin to wait for the client to take what was written."""
        super().on_response_complete()
        self._watch_taking(None)

    def _watch_taking(self, left: int | None) -> None:
        """Cut the line of a client that has taken nothing since the last look; it would hold its answer in memory."""
        waiting = 0 if self.transport.is_closing() else self.transport.get_write_buffer_size()
        if left is not None and waiting >= left > 0:
            self.transport.abort()
        elif waiting:
            self.loop.call_later(WRITE_SECONDS, self._watch_taking, waiting)

    def _wait(self) -> None:
        if self._due is not None:
            self._due.cancel()
        self._counted = self._awaited
        self._due = None
        if self._awaited is not None:
            seconds = HEADER_SECONDS if self._awaited[1] == "header" else BODY_SECONDS
            self._due = self.loop.call_later(seconds, self.transport.abort)
