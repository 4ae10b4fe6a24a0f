"""How much of the workers' time one client may use: a bucket that fills by the second, and is emptied by queries.

Every query counts by the time it took, however short: a client of many short queries is as heavy as one of few long
ones. A bucket may go below nothing, because a query is paid for when it has ended.
"""

import math
import time
from collections import OrderedDict
from collections.abc import Callable

from cfit_graph.errors import BudgetError

SHARE = 1.0  # seconds of work for each second that passes
BURST = 120.0  # seconds of work a client that was quiet may use at once
KNOWN = 10_000  # clients remembered at most


class Budget:
    """The seconds of work each client has left."""

    def __init__(
        self, share: float = SHARE, burst: float = BURST, now: Callable[[], float] = time.monotonic, known: int = KNOWN
    ) -> None:
        """Give every client `burst` seconds to begin with, and `share` for each second that `now` moves on."""
        self._share = share
        self._burst = burst
        self._now = now
        self._known = known
        self._spent: OrderedDict[str, tuple[float, float]] = OrderedDict()  # seconds owed, and when that was so

    def __len__(self) -> int:
        """Return how many clients are remembered."""
        return len(self._spent)

    def check(self, client: str) -> None:
        """Raise BudgetError, with the seconds until there is budget again, if `client` has none left."""
        over = self._owed(client) - self._burst
        if over >= 0:
            wait = max(1.0, math.ceil(over / self._share))
            message = "You have used up your share of this service's time; ask again later, or fewer questions at once."
            raise BudgetError(message, retry_after=wait)

    def left(self, client: str) -> float:
        """Return the seconds of work `client` may still use at once."""
        return max(0.0, self._burst - self._owed(client))

    def charge(self, client: str, seconds: float) -> None:
        """Take the seconds of work from the client's budget."""
        owed = self._owed(client) + seconds
        self._spent[client] = (owed, self._now())
        self._spent.move_to_end(client)
        if len(self._spent) > self._known:
            self._forget()

    def _owed(self, client: str) -> float:
        owed, then = self._spent.get(client, (0.0, 0.0))
        return max(0.0, owed - self._share * (self._now() - then))

    def _forget(self) -> None:
        """Forget those who owe nothing, and, if all of them do, the one that was quiet for longest."""
        quits = [client for client in self._spent if not self._owed(client)]
        for client in quits or [next(iter(self._spent))]:
            del self._spent[client]
