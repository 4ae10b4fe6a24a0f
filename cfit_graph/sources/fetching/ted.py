"""TED: notices found by the Search API, version 3, and the daily packages of the Official Journal S.

https://docs.ted.europa.eu/reuse/ describes both. Addresses are made of publication numbers, never taken from answers.
"""

import gzip
import re
import zlib
from collections.abc import Callable, Iterator
from pathlib import Path

from cfit_graph.errors import FetchError, NoticeError, NotPublishedError
from cfit_graph.records.notices import publication_number
from cfit_graph.sources.fetching import Fetched
from cfit_graph.sources.fetching.transport import Transport
from cfit_graph.sources.ocds.node import Node, document, nodes, text, truth

API = "https://api.ted.europa.eu"
SITE = "https://ted.europa.eu"
PAGE = 250
TIMED_OUT_TRIES = 3
LARGEST_PACKAGE = 8 * 1024**3
_PACKAGE = re.compile(r"[0-9]{4}[0-9]{5}")
_CHUNK = 1024**2

Tell = Callable[[str], None]
Places = tuple[str, str]  # of the interface, of the site


def search(transport: Transport, api: str, query: str) -> Iterator[str]:
    """Yield the publication numbers that an expert query finds, in the order of the API; may raise FetchError.

    The API gives a token with the last page too: the search ends where all that it counted have come.
    """
    token, received = None, 0
    while True:
        answer = _page(transport, api, query, token)
        found = tuple(nodes(answer, "notices"))
        received += len(found)
        yield from filter(None, (publication_number(text(one, "publication-number")) for one in found))
        following, total = text(answer, "iterationNextToken"), text(answer, "totalNoticeCount")
        if not found or following in {None, token} or (total and total.isdecimal() and received >= int(total)):
            return
        token = following


def _page(transport: Transport, api: str, query: str, token: str | None) -> Node:
    """Return one page of the search; ask again where the API ran out of time and sent what it had."""
    address = f"{api}/v3/notices/search"
    body: dict[str, object] = {
        "query": query,
        "fields": ["publication-number"],
        "limit": PAGE,
        "scope": "ALL",
        "paginationMode": "ITERATION",
    }
    if token:
        body["iterationNextToken"] = token
    for _ in range(TIMED_OUT_TRIES):
        answer = _object(transport.page(address, body), address)
        if not truth(answer, "timedOut"):
            return answer
    raise FetchError(f"{address}: the search ran out of time {TIMED_OUT_TRIES} times: ask for less at once")


def _object(content: bytes, address: str) -> Node:
    """Return the answer as what the documentation says that it is; raise FetchError for anything else."""
    try:
        answer = document(content, address)
    except NoticeError as error:
        raise FetchError(str(error)) from error
    if not isinstance(answer, dict) or not isinstance(answer.get("notices"), list):
        raise FetchError(f"{address}: the answer is not as documented: it has no list of notices")
    return answer


def notices(transport: Transport, places: Places, query: str, to: Path, most: int | None, tell: Tell) -> Fetched:
    """Save each notice that a query finds as `<publication number>.xml`; those on the disk are not asked for again."""
    api, site = places
    fetched = Fetched()
    for number in search(transport, api, query):
        if most is not None and fetched.new + fetched.present >= most:
            break
        try:
            fetched.note(new=transport.save(f"{site}/en/notice/{number}/xml", to / f"{number}.xml"))
        except NotPublishedError:
            fetched.missing.append(number)
        tell(f"{number}: {fetched.new} new, {fetched.present} there already")
    return fetched


def packages(transport: Transport, site: str, numbers: list[str], to: Path, tell: Tell) -> Fetched:
    """Save daily packages, numbered by year and issue as 202400214, as `.tar.gz`; may raise FetchError."""
    fetched = Fetched()
    for number in numbers:
        if not _PACKAGE.fullmatch(number):
            raise FetchError(f"'{number}' is no number of a package: write year and issue, such as 202400214")
    for number in numbers:
        package = to / f"{number}.tar.gz"
        try:
            new = transport.save(f"{site}/packages/daily/{number}", package)
        except NotPublishedError:
            fetched.missing.append(number)
            continue
        if new:
            check(package)
        fetched.note(new=new)
        tell(f"{number}: {package.stat().st_size / _CHUNK:.1f} MiB")
    return fetched


def check(package: Path) -> None:
    """Raise FetchError, and remove the package, where it is not gzip to its end or grows beyond measure."""
    size = 0
    try:
        with gzip.open(package) as file:
            while chunk := file.read(_CHUNK):
                size += len(chunk)
                if size > LARGEST_PACKAGE:
                    raise FetchError(f"{package.name}: unpacks to more than {LARGEST_PACKAGE // 1024**3} GiB")
    except (OSError, EOFError, zlib.error) as error:
        package.unlink()
        raise FetchError(f"{package.name}: not a whole package, removed: {error}") from error
