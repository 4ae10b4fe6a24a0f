"""Programs that are run and servers that are started, with what they use; every one of them is ended by its number."""

import os
import signal
import socket
import subprocess
import time
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType
from typing import Self

START_SECONDS = 600.0
STOP_SECONDS = 30.0
LOOK_SECONDS = 0.002


class FailedError(Exception):
    """A program ended badly, or a server did not start."""


@dataclass(frozen=True)
class Used:
    """Seconds on the clock and of the processors."""

    seconds: float = 0.0
    cpu: float = 0.0

    def __add__(self, other: "Used") -> "Used":
        """Return what both took together."""
        return Used(self.seconds + other.seconds, self.cpu + other.cpu)


def run(command: list[str]) -> Used:
    """Run the command to its end and return what it took; raise FailedError with its last words if it fails."""
    began = time.monotonic()
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE)
    words = process.stderr.read() if process.stderr else b""
    _, status, usage = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode:
        raise FailedError(f"{command[0]}: ended with {process.returncode}: {words[-400:].decode(errors='replace')}")
    return Used(time.monotonic() - began, usage.ru_utime + usage.ru_stime)


def first_line(command: list[str]) -> str:
    """Return the first line a command prints."""
    return subprocess.run(command, check=True, capture_output=True, text=True).stdout.splitlines()[0]


def free_port() -> int:
    """Return a port of this machine that nobody listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def pause() -> None:
    """Wait a moment before looking again."""
    time.sleep(LOOK_SECONDS)


class Server:
    """A server that runs for as long as the context lasts."""

    def __init__(self, command: list[str], folder: Path, environment: dict[str, str] | None = None) -> None:
        """Prepare to run the command, its words going to `log.txt` in the folder."""
        self._command = command
        self._log = folder / "log.txt"
        self._environment = {**os.environ, **(environment or {})}
        self._began = 0.0
        self._process: subprocess.Popen[bytes] | None = None

    def __enter__(self) -> Self:
        """Start it."""
        self._began = time.monotonic()
        with self._log.open("ab") as log:
            self._process = subprocess.Popen(
                self._command, stdout=log, stderr=log, stdin=subprocess.DEVNULL, env=self._environment
            )
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        """Stop it, kindly first."""
        if self._process is None or self._process.returncode is not None:
            return
        self._process.send_signal(signal.SIGTERM)
        try:
            self._process.wait(STOP_SECONDS)
        except subprocess.TimeoutExpired:
            self._process.kill()
            self._process.wait()

    @property
    def age(self) -> float:
        """Seconds since it was started."""
        return time.monotonic() - self._began

    @property
    def process(self) -> subprocess.Popen[bytes]:
        """The process; raises FailedError with its last words if it has ended."""
        if self._process is None or self._process.poll() is not None:
            words = self._log.read_text(encoding="utf-8", errors="replace")[-400:]
            raise FailedError(f"{self._command[0]} has ended: {words}")
        return self._process

    def wait_for(self, port: int) -> None:
        """Return when it listens; raise FailedError if it ends or takes too long."""
        while self.process and self.age < START_SECONDS:
            with socket.socket() as probe:
                if probe.connect_ex(("127.0.0.1", port)) == 0:
                    return
            pause()
        raise FailedError(f"{self._command[0]}: listened on no port within {START_SECONDS:.0f} s")

    def ended(self) -> Used:
        """Wait until it has ended by itself and return what it took."""
        if self._process is None:
            raise FailedError(f"{self._command[0]}: was not started")
        _, status, usage = os.wait4(self._process.pid, 0)
        self._process.returncode = os.waitstatus_to_exitcode(status)
        return Used(self.age, usage.ru_utime + usage.ru_stime)

    def memory(self) -> float:
        """Return the mebibytes that it and its children occupy, what they share counted once (PSS)."""
        return sum(_proportional(number) for number in _family(self.process.pid)) / 1024


def _family(first: int) -> list[int]:
    """Return the process and everything it has started."""
    parents = {}
    for folder in Path("/proc").iterdir():
        if folder.name.isdigit():
            try:
                parents[int(folder.name)] = int((folder / "stat").read_text().rpartition(")")[2].split()[1])
            except OSError:
                continue  # it has ended while we looked
    members = [first]
    for member in members:
        members.extend(number for number, parent in parents.items() if parent == member)
    return members


def _proportional(number: int) -> int:
    try:
        text = Path(f"/proc/{number}/smaps_rollup").read_text(encoding="ascii")
    except OSError:
        return 0
    return next(int(line.split()[1]) for line in text.splitlines() if line.startswith("Pss:"))
