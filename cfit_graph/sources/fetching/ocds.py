"""OCDS: release packages from a publisher's interface, page after page by `links.next` (OCDS pagination extension)."""

import hashlib
from pathlib import Path
from urllib.parse import urljoin

from cfit_graph.errors import FetchError, NoticeError
from cfit_graph.sources.fetching import Fetched
from cfit_graph.sources.fetching.ted import Tell
from cfit_graph.sources.fetching.transport import Transport
from cfit_graph.sources.ocds.node import document, text


def packages(transport: Transport, address: str, to: Path, most: int | None, tell: Tell) -> Fetched:
    """Save the packages from an address on, one file a page; may raise FetchError.

    A page on the disk is not asked for again, but the last one, which may have grown. The next page must be on the same
    host as the first.
    """
    fetched, seen, number = Fetched(), {address}, 0
    while most is None or number < most:
        number += 1
        page = to / f"{number:05}-{hashlib.sha256(address.encode()).hexdigest()[:12]}.json"
        following = _next(page.read_bytes(), page.name) if page.exists() else None
        new = following is None
        if new:
            content = transport.page(address)
            following = _next(content, address)
            _replace(page, content)
        fetched.note(new=new)
        tell(f"page {number}: {page.name}")
        if following is None:
            break
        address = urljoin(address, following)
        transport.allow(address)
        if address in seen:
            raise FetchError(f"{address}: the pages lead back to a page that was there already")
        seen.add(address)
    return fetched


def _next(content: bytes, name: str) -> str | None:
    """Return where the next page is; raise FetchError where the page is no package."""
    try:
        package = document(content, name)
        if not isinstance(package, dict) or not {"releases", "records"} & package.keys():
            raise FetchError(f"{name}: neither a package of releases nor one of records")
        return text(package, "links", "next")
    except NoticeError as error:
        raise FetchError(str(error)) from error


def _replace(page: Path, content: bytes) -> None:
    """Write a page whole or not at all."""
    part = page.with_name(f"{page.name}.part")
    part.write_bytes(content)
    part.replace(page)
