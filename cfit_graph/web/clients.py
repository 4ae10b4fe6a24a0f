"""Who asks, as far as limits go: the network an address is in, and the programme that asks from there."""

import ipaddress
import math
import time
from collections import OrderedDict
from functools import lru_cache

from starlette.types import Scope

ERRORS, PER_SECONDS = 30, 60.0
REMEMBERED = 10_000

_NETWORK_BITS = {4: 24, 6: 56}
_NAME_LENGTH = 80


def key(scope: Scope) -> str:
    """Return one word for all that is held to one share: addresses of one /24 or /56 with the same User-Agent."""
    client = scope.get("client")
    agent = next((value for name, value in scope["headers"] if name == b"user-agent"), b"")
    return _key(client[0] if client else "", agent[:_NAME_LENGTH])


@lru_cache(maxsize=REMEMBERED)
def network(address: str) -> str:
    """Return the network of an address, which is all that is ever logged of it; the word itself if it is none."""
    try:
        bits = _NETWORK_BITS[ipaddress.ip_address(address).version]
        return str(ipaddress.ip_network(f"{address.partition('%')[0]}/{bits}", strict=False))
    except ValueError:
        return address


@lru_cache(maxsize=REMEMBERED)
def _key(address: str, agent: bytes) -> str:
    return f"{network(address)} {agent.decode('latin-1')}"


class ErrorBudget:
    """How many queries of a client may fail: thirty at once, and then one more every two seconds.

    Only failures that cost a worker's time count: to be told that a field is missing is free.
    """

    def __init__(self) -> None:
        """Start with everybody trusted."""
        self._left: OrderedDict[str, tuple[float, float]] = OrderedDict()

    def wait(self, client: str) -> int:
        """Return the seconds until the client may ask again, 0 if it may now."""
        if client not in self._left:
            return 0
        left = self._now(client)
        return 0 if left >= 1 else math.ceil((1 - left) * PER_SECONDS / ERRORS)

    def spend(self, client: str) -> None:
        """Count one failure."""
        self._left[client] = (self._now(client) - 1, time.monotonic())
        self._left.move_to_end(client)
        if len(self._left) > REMEMBERED:
            self._left.popitem(last=False)

    def _now(self, client: str) -> float:
        left, since = self._left.get(client, (float(ERRORS), 0.0))
        return min(float(ERRORS), left + (time.monotonic() - since) * ERRORS / PER_SECONDS)
