"""HTTP with patience and without trust: named hosts only, waits as asked, goes on where a download broke off.

RFC 9110 for Retry-After, ranges and If-Range. An answer that is cut short is never taken for a whole one.
"""

import os
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from pathlib import Path
from typing import TypeVar
from urllib.parse import urljoin, urlsplit

import httpx

from cfit_graph.errors import FetchError, NotPublishedError

AGENT = "cfit-graph (+https://w3id.org/cfit/)"
LOOPBACK = frozenset({"127.0.0.1", "::1", "localhost"})
TRIES = 6
LONGEST_WAIT = 600.0
LONGEST_GUESS = 60.0
LARGEST_PAGE = 64 * 1024**2
LARGEST_FILE = 4 * 1024**3
MOST_REDIRECTS = 3

OK, PARTIAL, NOT_FOUND, GONE, RANGE_WRONG = 200, 206, 404, 410, 416
AGAIN = frozenset({408, 425, 429, 500, 502, 503, 504})
ELSEWHERE = frozenset({301, 302, 303, 307, 308})

Result = TypeVar("Result")


class _AgainError(Exception):
    """It is worth asking again, after `wait` seconds where the server says so."""

    def __init__(self, reason: str, wait: float | None = None) -> None:
        super().__init__(reason)
        self.wait = wait


class Transport:
    """Asks the hosts that the operator has named, one request after the other, with a pause between them."""

    def __init__(self, *addresses: str, pause: float = 1.0, sleep: Callable[[float], None] = time.sleep) -> None:
        """Take the hosts of the addresses for those that may be asked."""
        self.hosts = frozenset(host for address in addresses if (host := urlsplit(address).hostname))
        self._pause, self._sleep, self._free = pause, sleep, 0.0
        self._client = httpx.Client(
            timeout=httpx.Timeout(60, connect=15), headers={"User-Agent": AGENT}, follow_redirects=False
        )

    def close(self) -> None:
        """Close all connections."""
        self._client.close()

    def page(self, address: str, body: Mapping[str, object] | None = None) -> bytes:
        """Return an answer whole, to a GET or, with a body, to a POST of JSON; raise FetchError where there is none."""
        return self._patiently(address, lambda: self._page(address, body))

    def save(self, address: str, to: Path) -> bool:
        """Save an answer as a file, whole or not at all; return False where the file was there. May raise FetchError.

        What an earlier run has of it stands beside it as `.part`, and only the rest is asked for.
        """
        if to.exists():
            return False
        part = to.with_name(f"{to.name}.part")
        self._patiently(address, lambda: self._resume(address, part))
        part.replace(to)
        _validator(part).unlink(missing_ok=True)
        return True

    def _patiently(self, address: str, work: Callable[[], Result]) -> Result:
        """Return what the work returns, doing it again as long as that is worth it."""
        reason = ""
        for number in range(TRIES):
            try:
                return work()
            except _AgainError as again:
                reason = str(again)
                if number + 1 < TRIES:
                    self._sleep(min(again.wait if again.wait is not None else 2.0**number, LONGEST_WAIT))
            except httpx.TransportError as error:
                reason = str(error) or type(error).__name__
                if number + 1 < TRIES:
                    self._sleep(min(2.0**number, LONGEST_GUESS))
        raise FetchError(f"{address}: gave up after {TRIES} tries: {reason}")

    def _page(self, address: str, body: Mapping[str, object] | None) -> bytes:
        headers = {"Accept": "application/json"}
        with self._answer("GET" if body is None else "POST", address, headers, body) as answer:
            content = bytearray()
            for chunk in answer.iter_bytes():
                content += chunk
                if len(content) > LARGEST_PAGE:
                    raise FetchError(f"{address}: larger than the {LARGEST_PAGE // 1024**2} MiB a page may have")
            return bytes(content)

    def _resume(self, address: str, part: Path) -> None:
        """Bring what is missing of a file; the server sends all of it again where the file has changed."""
        start = part.stat().st_size if part.exists() else 0
        headers = {"Accept-Encoding": "identity"}
        if start and _validator(part).exists():
            headers |= {"Range": f"bytes={start}-", "If-Range": _validator(part).read_text(encoding="ascii")}
        with self._answer("GET", address, headers) as answer:
            goes_on = answer.status_code == PARTIAL and answer.headers.get("Content-Range", "").startswith(
                f"bytes {start}-"
            )
            if answer.status_code == PARTIAL and not goes_on:
                part.unlink(missing_ok=True)
                raise _AgainError("it answered with another part than was asked for")
            _remember(part, answer.headers)
            _write(part, answer, address, from_start=not goes_on)

    @contextmanager
    def _answer(
        self, method: str, address: str, headers: dict[str, str], body: Mapping[str, object] | None = None
    ) -> Iterator[httpx.Response]:
        """Give the answer of a host that may be asked, redirects among those followed; raise what stands against it."""
        for _ in range(MOST_REDIRECTS + 1):
            self.allow(address)
            self._wait()
            with self._client.stream(method, address, headers=headers, json=body) as answer:
                if answer.status_code not in ELSEWHERE:
                    _judge(address, answer)
                    yield answer
                    return
                address = urljoin(address, answer.headers.get("Location", ""))
        raise FetchError(f"{address}: sends us on more than {MOST_REDIRECTS} times")

    def allow(self, address: str) -> None:
        """Raise FetchError unless the address is on a host that the operator has named, and encrypted on the way."""
        try:
            parts = urlsplit(address)
            host = parts.hostname or ""
        except ValueError as error:
            raise FetchError(f"{address}: not a web address: {error}") from error
        if not host:
            raise FetchError(f"{address}: not a web address")
        if host not in self.hosts:
            raise FetchError(f"{address}: not on a host that was named ({', '.join(sorted(self.hosts))})")
        if parts.scheme != "https" and not (parts.scheme == "http" and host in LOOPBACK):
            raise FetchError(f"{address}: not https")

    def _wait(self) -> None:
        """Wait until the pause since the last request is over."""
        now = time.monotonic()
        if now < self._free:
            self._sleep(self._free - now)
        self._free = max(now, self._free) + self._pause


def _judge(address: str, answer: httpx.Response) -> None:
    """Raise what stands against an answer: it is to be asked again, it does not exist, or it is refused."""
    status = answer.status_code
    challenge = answer.headers.get("x-amzn-waf-action")
    if challenge:
        host = urlsplit(address).hostname
        message = f"{host} asks for proof that a person is asking ({challenge}): try later, or download in a browser"
        raise FetchError(f"{address}: {message}")
    if status in AGAIN:
        raise _AgainError(f"status {status}", retry_after(answer.headers.get("Retry-After")))
    if status in {NOT_FOUND, GONE}:
        raise NotPublishedError(f"{address}: there is no such thing (status {status})")
    if status == RANGE_WRONG:
        raise _AgainError("the part on the disk is longer than the file")
    if status not in {OK, PARTIAL}:
        raise FetchError(f"{address}: refused with status {status}")


def retry_after(written: str | None) -> float | None:
    """Return the seconds that a server asks to wait, written as a number or as a date; None where it does not say."""
    if written is None:
        return None
    if written.strip().isdecimal():
        return float(written)
    try:
        when = parsedate_to_datetime(written)
    except ValueError:
        return None
    return max(0.0, (when.replace(tzinfo=when.tzinfo or UTC) - datetime.now(UTC)).total_seconds())


def _validator(part: Path) -> Path:
    """Return the file that keeps which version of the file a part is of."""
    return part.with_name(f"{part.name}.version")


def _remember(part: Path, headers: httpx.Headers) -> None:
    """Keep the version that the server tells, strong enough to go on with a part later; else forget it."""
    version = headers.get("ETag", "")
    if not version or version.startswith("W/"):
        version = headers.get("Last-Modified", "")
    if version.isascii() and version:
        _validator(part).write_text(version, encoding="ascii")
    else:
        _validator(part).unlink(missing_ok=True)


def _write(part: Path, answer: httpx.Response, address: str, *, from_start: bool) -> None:
    """Add an answer to a part, or begin it anew."""
    with part.open("wb" if from_start else "ab") as file:
        for chunk in answer.iter_raw():
            file.write(chunk)
            if file.tell() > LARGEST_FILE:
                raise FetchError(f"{address}: larger than the {LARGEST_FILE // 1024**3} GiB a file may have")
        file.flush()
        os.fsync(file.fileno())
