"""Notices from the official interfaces into a folder: the one step that uses a network, and only when it is called."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from cfit_graph.errors import FetchError
from cfit_graph.sources.fetching import Fetched, ocds, ted
from cfit_graph.sources.fetching.transport import Transport

__all__ = ["Fetched", "Ted", "ocds_packages", "ted_notices", "ted_packages"]

Tell = Callable[[str], None]


@dataclass(frozen=True)
class Ted:
    """Where TED answers searches and where it keeps its notices, and the pause between two questions."""

    api: str = ted.API
    site: str = ted.SITE
    pause: float = 1.0


def ted_notices(query: str, to: Path, most: int | None, places: Ted, tell: Tell) -> Fetched:
    """Bring the notices that an expert query finds; may raise FetchError."""
    with _transport(to, places.pause, places.api, places.site) as transport:
        return ted.notices(transport, (places.api, places.site), query, to, most, tell)


def ted_packages(numbers: list[str], to: Path, places: Ted, tell: Tell) -> Fetched:
    """Bring daily packages; may raise FetchError."""
    with _transport(to, places.pause, places.site) as transport:
        return ted.packages(transport, places.site, numbers, to, tell)


def ocds_packages(address: str, to: Path, most: int | None, pause: float, tell: Tell) -> Fetched:
    """Bring packages of releases or records from an address on, page after page; may raise FetchError."""
    with _transport(to, pause, address) as transport:
        return ocds.packages(transport, address, to, most, tell)


@contextmanager
def _transport(to: Path, pause: float, *addresses: str) -> Iterator[Transport]:
    """Give what may ask the hosts of the addresses, with the folder made; raise FetchError where it cannot be used."""
    try:
        to.mkdir(parents=True, exist_ok=True)
        transport = Transport(*addresses, pause=pause)
        try:
            yield transport
        finally:
            transport.close()
    except OSError as error:
        raise FetchError(f"{to}: {error.strerror or error}") from error
