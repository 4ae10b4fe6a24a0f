"""Our end of a worker's socket, as an asyncio protocol: one system call and one wake-up for a short answer."""

import asyncio
from collections import deque
from typing import cast

from cfit_graph.engine.frames import Frame, unpacked

HELD = 256 << 10  # bytes taken in ahead of the reader before the worker has to wait


class LinkBrokenError(Exception):
    """The worker is gone, or we have broken off with it."""


class Link(asyncio.Protocol):
    """Frames from a worker in the order they came, bytes to it; a reader who is slow makes the worker wait."""

    def __init__(self) -> None:
        """Prepare; the event loop connects it."""
        self._transport: asyncio.Transport | None = None
        self._unread = b""
        self._frames: deque[tuple[Frame, bytes]] = deque()
        self._held = 0
        self._paused = False
        self._arrival: asyncio.Future[None] | None = None
        self.broken = False

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        """Remember the way out; called by the event loop."""
        self._transport = cast(asyncio.Transport, transport)

    def data_received(self, data: bytes) -> None:
        """Take in what has come; called by the event loop."""
        if self.broken:
            return
        frames, self._unread = unpacked(self._unread + data if self._unread else data)
        self._held += len(data)
        if self._held > HELD and self._transport and not self._paused:
            self._paused = True
            self._transport.pause_reading()
        if frames:
            self._frames.extend(frames)
            self._wake()

    def connection_lost(self, exc: Exception | None) -> None:  # noqa: ARG002 - a socket pair ends in one way only
        """Let go; called by the event loop."""
        self.broken = True
        self._wake()

    @property
    def waiting(self) -> bool:
        """True when there is nothing to take at once."""
        return not self._frames and not self.broken

    async def arrival(self) -> None:
        """Return when there is a frame to take, or the link is broken."""
        if self.waiting:
            self._resume()
            self._arrival = asyncio.get_running_loop().create_future()
            await self._arrival

    def take(self) -> tuple[Frame, bytes]:
        """Return the next frame; raise LinkBrokenError if none will come."""
        if not self._frames:
            raise LinkBrokenError
        frame = self._frames.popleft()
        self._held = max(0, self._held - len(frame[1]))
        return frame

    async def frame(self) -> tuple[Frame, bytes]:
        """Return the next frame when it is there; raise LinkBrokenError if none will come."""
        await self.arrival()
        return self.take()

    def send(self, data: bytes) -> None:
        """Send bytes; raise LinkBrokenError if the worker is gone."""
        if self.broken or self._transport is None:
            raise LinkBrokenError
        self._transport.write(data)

    def sever(self) -> None:
        """Break off at once: what has come is dropped and whoever waits is told."""
        self.broken = True
        self._frames.clear()
        if self._transport:
            self._transport.abort()
        self._wake()

    def _resume(self) -> None:
        if self._paused and self._transport:
            self._paused, self._held = False, len(self._unread)
            self._transport.resume_reading()

    def _wake(self) -> None:
        if self._arrival and not self._arrival.done():
            self._arrival.set_result(None)
