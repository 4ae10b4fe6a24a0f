"""Answers kept in memory, so that the same question to the same release is worked out once.

A key names the release, the question, its dataset, the format and the encoding: nothing is ever served across
releases, and nothing is ever out of date. Whoever asks what is being worked out already waits for it.
"""

import asyncio
from collections import OrderedDict
from collections.abc import Awaitable, Callable, Hashable
from dataclasses import dataclass
from typing import NamedTuple

from starlette.types import Message, Send

from cfit_graph.web.receipts import Raw

OK = 200
SHARE = 16  # no entry may take more than this part of the room

_OVERHEAD = 4096


class Stored(NamedTuple):
    """A whole response."""

    status: int
    headers: Raw
    body: bytes

    async def sent(self, send: Send) -> None:
        """Send it."""
        await send({"type": "http.response.start", "status": self.status, "headers": list(self.headers)})
        await send({"type": "http.response.body", "body": self.body})


@dataclass
class Counts:
    """How often an answer was there, how often not, and how often it was being worked out."""

    hits: int = 0
    misses: int = 0
    shared: int = 0
    evicted: int = 0


class Capture:
    """Passes a response on, and tells what it was as soon as that is known, before a slow client has taken it."""

    def __init__(self, send: Send, most: int, told: Callable[[Stored | None], None]) -> None:
        """Pass on to `send`; call `told` with a whole response of at most `most` bytes, or None for a longer one."""
        self._send = send
        self._room = most
        self._told = told
        self._start: Message = {}
        self._pieces: list[bytes] = []

    async def __call__(self, message: Message) -> None:
        """Take one message of the response."""
        if message["type"] == "http.response.start":
            self._start = {**message, "headers": list(message["headers"])}
        elif message["type"] == "http.response.body":
            self._keep(message.get("body", b""), last=not message.get("more_body", False))
        await self._send(message)

    def _keep(self, body: bytes, *, last: bool) -> None:
        self._room -= len(body)
        if self._room < 0:
            self._pieces.clear()
            self._told(None)
            return
        self._pieces.append(body)
        if last:
            self._told(Stored(self._start["status"], self._start["headers"], b"".join(self._pieces)))


Ask = Callable[[Send], Awaitable[bool]]


class Cache:
    """At most `most` bytes of answers, the least recently asked for going first."""

    def __init__(self, most: int) -> None:
        """Start empty."""
        self._most = most
        self._entries: OrderedDict[Hashable, Stored] = OrderedDict()
        self._flights: dict[Hashable, asyncio.Future[Stored | None]] = {}
        self.bytes = 0
        self.counts = Counts()

    @property
    def largest(self) -> int:
        """The most bytes one answer may have to be kept."""
        return self._most // SHARE

    def __len__(self) -> int:
        """Return how many answers are kept."""
        return len(self._entries)

    def found(self, key: Hashable) -> Stored | None:
        """Return the answer kept under `key`, and count whether there was one."""
        stored = self.peek(key)
        if stored is None:
            self.counts.misses += 1
        else:
            self.counts.hits += 1
        return stored

    def peek(self, key: Hashable) -> Stored | None:
        """Return the answer kept under `key`, uncounted."""
        stored = self._entries.get(key)
        if stored is not None:
            self._entries.move_to_end(key)
        return stored

    def found_otherwise(self, key: Hashable) -> Stored | None:
        """Return the answer kept under `key`, looked for because that of another encoding was missed."""
        stored = self.peek(key)
        if stored is not None:
            self.counts.misses -= 1
            self.counts.hits += 1
        return stored

    def keep(self, key: Hashable, stored: Stored) -> None:
        """Keep a whole answer; anything but 200 is passed over."""
        size = _size(key, stored)
        if stored.status != OK or size > self.largest or key in self._entries:
            return
        self._entries[key] = stored
        self.bytes += size
        while self.bytes > self._most:
            self.bytes -= _size(*self._entries.popitem(last=False))
            self.counts.evicted += 1

    async def through(self, key: Hashable, ask: Ask, send: Send) -> None:
        """Answer by `ask`, once for all who ask the same at the same time.

        `ask` says whether its outcome, if it is no answer, would be the same for everybody; else each asks alone.
        """
        while (flight := self._flights.get(key)) is not None:
            await asyncio.wait({flight})
            if flight.cancelled():
                continue  # its asker went away: the next one asks
            self.counts.shared += 1
            if (outcome := flight.result()) is not None:
                await outcome.sent(send)
            else:
                await ask(send)
            return
        await self._first(key, ask, send)

    async def _first(self, key: Hashable, ask: Ask, send: Send) -> None:
        flight = _Flight(asyncio.get_running_loop().create_future())
        self._flights[key] = flight.outcome

        def told(stored: Stored | None) -> None:
            flight.land(stored)
            if stored is not None:
                self.keep(key, stored)

        try:
            flight.end(same_for_all=await ask(Capture(send, self.largest, told)))
        finally:
            del self._flights[key]
            flight.outcome.cancel()


@dataclass
class _Flight:
    """An answer being worked out, and whoever waits for it."""

    outcome: "asyncio.Future[Stored | None]"
    failure: Stored | None = None

    def land(self, stored: Stored | None) -> None:
        """Tell those who wait what came, None if it is too long to be kept; a failure is told at the end, if at all."""
        if stored is not None and stored.status != OK:
            self.failure = stored
        elif not self.outcome.done():
            self.outcome.set_result(stored)

    def end(self, *, same_for_all: bool) -> None:
        if not self.outcome.done():
            self.outcome.set_result(self.failure if same_for_all else None)


def _size(key: Hashable, stored: Stored) -> int:
    """Return about how much memory an entry takes: body, question, and no more than this for headers and the rest."""
    words = sum(len(word) for word in key if isinstance(word, str)) if isinstance(key, tuple) else 0
    return len(stored.body) + words + _OVERHEAD
