"""A bounded queue in which clients take turns, so that one who asks much waits behind none but himself."""

from collections import OrderedDict, deque
from collections.abc import Hashable
from typing import Generic, TypeVar

Item = TypeVar("Item")


class Turns(Generic[Item]):
    """Items that wait: one of each client in turn, each client's own in the order they came."""

    def __init__(self, most: int) -> None:
        """Hold at most `most` items."""
        self._most = most
        self._queues: OrderedDict[Hashable, deque[Item]] = OrderedDict()
        self._length = 0

    def __len__(self) -> int:
        """Return how many items wait."""
        return self._length

    def join(self, client: Hashable, item: Item) -> Item | None:
        """Queue an item; return the one that has to go instead when the queue is full, which may be this one.

        That is the newest of the client who has most in the queue, if that is more than this client would have.
        """
        displaced = None
        if self._length >= self._most:
            most = max(self._queues, key=lambda one: len(self._queues[one]), default=client)
            if len(self._queues.get(most, ())) <= len(self._queues.get(client, ())) + 1:
                return item
            displaced = self._queues[most][-1]
            self.leave(most, displaced)
        self._queues.setdefault(client, deque()).append(item)
        self._length += 1
        return displaced

    def leave(self, client: Hashable, item: Item) -> None:
        """Take an item out of the queue, if it is there."""
        queue = self._queues.get(client)
        if queue is None or item not in queue:
            return
        queue.remove(item)
        self._length -= 1
        if not queue:
            del self._queues[client]

    def next(self) -> Item | None:
        """Return the item whose turn it is, None if nobody waits."""
        if not self._queues:
            return None
        client, queue = self._queues.popitem(last=False)
        item = queue.popleft()
        self._length -= 1
        if queue:
            self._queues[client] = queue
        return item
