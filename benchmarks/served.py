"""`cfit serve` over a folder of releases on a free loopback port, stopped with all its family when the context ends."""

import contextlib
import http.client
import json
import os
import signal
import subprocess
import sysconfig
import tempfile
import time
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType
from typing import Self
from urllib.parse import quote, urlsplit

HOST = "127.0.0.1"
START_SECONDS, STOP_SECONDS, ASK_SECONDS = 60.0, 30.0, 30.0
CFIT = Path(sysconfig.get_path("scripts")) / "cfit"
OK = 200
_MOST_WORDS = 1 << 20
RESULTS = "application/sparql-results+json"


class NotServedError(Exception):
    """The server did not start, or has ended."""


class BrokenOffError(Exception):
    """The line was cut before the end of the answer; `begun` tells whether a status line had come."""

    def __init__(self, why: object, *, begun: bool) -> None:
        """Say why."""
        super().__init__(str(why))
        self.begun = begun


@dataclass(frozen=True)
class Reply:
    """A whole answer; the names of the headers are in small letters."""

    status: int
    headers: Mapping[str, str]
    body: bytes


class Asker:
    """A client with its own address (127.x.y.z) and one connection that it keeps open."""

    def __init__(self, port: int, source: str = HOST, seconds: float = ASK_SECONDS) -> None:
        """Prepare to connect to the port of this machine."""
        self._connection = http.client.HTTPConnection(HOST, port, timeout=seconds, source_address=(source, 0))

    def ask(
        self, method: str, target: str, body: bytes | None = None, headers: Mapping[str, str] | None = None
    ) -> Reply:
        """Return the whole answer; raise BrokenOffError, after which the next request connects anew.

        A server may close a connection that was kept open just when it is used again; then the request is sent once
        more, as every client does (RFC 9110, section 9.2.2: all we ask is safe).
        """
        kept = self._connection.sock is not None
        try:
            return self._once(method, target, body, dict(headers or {}))
        except BrokenOffError as error:
            if error.begun or not kept:
                raise
        return self._once(method, target, body, dict(headers or {}))

    def query(self, sparql: str, accept: str = RESULTS, path: str = "/sparql") -> Reply:
        """Ask a query by GET."""
        return self.ask("GET", f"{path}?query={quote(sparql)}", headers={"Accept": accept})

    def close(self) -> None:
        """Hang up."""
        self._connection.close()

    def _once(self, method: str, target: str, body: bytes | None, headers: dict[str, str]) -> Reply:
        begun = False
        try:
            self._connection.request(method, target, body, headers)
            response = self._connection.getresponse()
            begun = True
            found = {name.lower(): value for name, value in response.getheaders()}
            return Reply(response.status, found, response.read())
        except (OSError, http.client.HTTPException) as error:
            self._connection.close()
            raise BrokenOffError(repr(error), begun=begun) from error


class Served:
    """The running server: its port and its process."""

    def __init__(self, releases: Path, **settings: object) -> None:
        """Prepare to serve the folder; `settings` are those of the service, such as `query_seconds=1`."""
        self._releases = releases
        given = {f"CFIT_{name.upper()}": str(value) for name, value in settings.items()}
        kept = {name: value for name, value in os.environ.items() if not name.startswith("CFIT_")}
        self._environment = {**kept, **given, "PYTHONUNBUFFERED": "1"}
        self._words = tempfile.TemporaryFile()  # noqa: SIM115 - closed by the context
        self._process: subprocess.Popen[str] | None = None
        self.port = 0

    def __enter__(self) -> Self:
        """Start it and return when it is ready; raise NotServedError with its last words if that fails."""
        command = [str(CFIT), "serve", "--port", "0", "--releases", str(self._releases)]
        self._process = subprocess.Popen(
            command,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=self._words,
            text=True,
            env=self._environment,
            start_new_session=True,
        )
        try:
            self.port = self._told_port()
            self._wait_until_ready()
        except BaseException:
            self._stop()
            raise
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        """Stop it, kindly first, and whatever it left behind."""
        self._stop()
        self._words.close()

    @property
    def number(self) -> int:
        """The number of the front process; raises NotServedError with its last words if it has ended."""
        if self._process is None or self._process.poll() is not None:
            raise NotServedError(f"the server has ended: {self.words[-600:]}")
        return self._process.pid

    @property
    def alive(self) -> bool:
        """Whether the front process still runs."""
        return self._process is not None and self._process.poll() is None

    @property
    def words(self) -> str:
        """What it has said on standard error."""
        return os.pread(self._words.fileno(), _MOST_WORDS, 0).decode("utf-8", "replace")

    def health(self) -> dict[str, object]:
        """Return what /-/health says; raise BrokenOffError or NotServedError if it does not answer 200."""
        with contextlib.closing(Asker(self.port, seconds=5.0)) as asker:
            reply = asker.ask("GET", "/-/health")
        if reply.status != OK:
            raise NotServedError(f"health answers {reply.status}")
        found: dict[str, object] = json.loads(reply.body)
        return found

    def _told_port(self) -> int:
        assert self._process is not None  # noqa: S101 - just started
        assert self._process.stdout is not None  # noqa: S101 - a pipe, by the line above
        line = self._process.stdout.readline()
        if "http://" not in line:
            raise NotServedError(f"{CFIT} serve said '{line.strip()}', not where it is: {self.words[-600:]}")
        return int(urlsplit(line.split()[-1]).port or 0)

    def _wait_until_ready(self) -> None:
        end = time.monotonic() + START_SECONDS
        with contextlib.closing(Asker(self.port, seconds=START_SECONDS)) as asker:
            while self.number and time.monotonic() < end:
                with contextlib.suppress(BrokenOffError):
                    if asker.ask("GET", "/-/ready").status == OK:
                        return
                time.sleep(0.05)
        raise NotServedError(f"not ready within {START_SECONDS:.0f} s: {self.words[-600:]}")

    def _stop(self) -> None:
        if self._process is None:
            return
        if self._process.poll() is None:
            self._process.send_signal(signal.SIGTERM)
            try:
                self._process.wait(STOP_SECONDS)
            except subprocess.TimeoutExpired:
                self._process.kill()
                self._process.wait()
        if self._process.stdout is not None:
            self._process.stdout.close()
