"""How long a client may take to say what it wants: uvicorn itself would wait for ever for a slow one."""

import asyncio
from typing import Any

from uvicorn.protocols.http.httptools_impl import HttpToolsProtocol

HEADER_SECONDS, BODY_SECONDS, WRITE_SECONDS = 10.0, 20.0, 30.0


class PatientProtocol(HttpToolsProtocol):
    """HTTP/1.1, with the line cut for a client that does not finish its header or its body in time."""

    _due: asyncio.TimerHandle | None = None

    def connection_made(self, transport: Any) -> None:
        """Begin to wait for the first header."""
        super().connection_made(transport)
        self._wait(HEADER_SECONDS)

    def connection_lost(self, exc: Exception | None) -> None:
        """Wait no longer."""
        self._wait(None)
        super().connection_lost(exc)

    def on_message_begin(self) -> None:
        """Begin to wait for the header of a further request, too."""
        self._wait(HEADER_SECONDS)
        super().on_message_begin()

    def on_headers_complete(self) -> None:
        """Begin to wait for the body."""
        self._wait(BODY_SECONDS)
        super().on_headers_complete()

    def on_message_complete(self) -> None:
        """Wait no longer: from here on it is our turn."""
        self._wait(None)
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

    def _wait(self, seconds: float | None) -> None:
        if self._due is not None:
            self._due.cancel()
        self._due = None if seconds is None else self.loop.call_later(seconds, self.transport.abort)
