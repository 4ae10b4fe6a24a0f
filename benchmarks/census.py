"""What a family of processes holds: how many they are, how many are dead and unburied, handles, threads, memory."""

import time
from dataclasses import dataclass
from pathlib import Path

PROC = Path("/proc")
REST_SECONDS, LOOK_SECONDS = 15.0, 0.5


@dataclass(frozen=True)
class Census:
    """The family of one process; memory in mebibytes, the front's own resident, the family's shared pages once."""

    processes: int
    zombies: int
    handles: int
    threads: int
    front_mib: float
    family_mib: float


def of(first: int) -> Census:
    """Return the census of the process `first` and all it has started."""
    members = family(first)
    return Census(
        processes=len(members),
        zombies=sum(_state(member) == "Z" for member in members),
        handles=_entries(first, "fd"),
        threads=_entries(first, "task"),
        front_mib=_kibibytes(first, "Rss") / 1024,
        family_mib=sum(_kibibytes(member, "Pss") for member in members) / 1024,
    )


def at_rest(first: int) -> Census:
    """Return the census once two in a row agree and nobody waits to be buried, or the last after fifteen seconds."""
    end = time.monotonic() + REST_SECONDS
    last = of(first)
    while time.monotonic() < end:
        time.sleep(LOOK_SECONDS)
        now = of(first)
        if (now.processes, now.handles) == (last.processes, last.handles) and not now.zombies:
            return now
        last = now
    return last


def family(first: int) -> list[int]:
    """Return the process and everything it has started that still has a number."""
    members = [first]
    for member in members:
        members.extend(_children(member))
    return members


def resident_mib(first: int) -> float:
    """Return the mebibytes that the family occupies, each process counted whole; quicker than a census."""
    return sum(_pages(member) for member in family(first)) * 4 / 1024


def gone(number: int) -> bool:
    """Return whether a process has ended; one that nobody has buried yet has."""
    return _state(number) in {"Z", "X", ""}


def _children(parent: int) -> list[int]:
    found: list[int] = []
    for task in (PROC / str(parent) / "task").glob("*/children"):
        try:
            found += [int(word) for word in task.read_text(encoding="ascii").split()]
        except OSError:
            continue  # it ended while we looked
    return found


def _state(number: int) -> str:
    try:
        return (PROC / str(number) / "stat").read_text(encoding="utf-8").rpartition(")")[2].split()[0]
    except OSError:
        return ""


def _entries(number: int, folder: str) -> int:
    try:
        return sum(1 for _ in (PROC / str(number) / folder).iterdir())
    except OSError:
        return 0


def _pages(number: int) -> int:
    try:
        return int((PROC / str(number) / "statm").read_text(encoding="ascii").split()[1])
    except OSError:
        return 0


def _kibibytes(number: int, kind: str) -> int:
    try:
        text = (PROC / str(number) / "smaps_rollup").read_text(encoding="ascii")
    except OSError:
        return 0
    return next((int(line.split()[1]) for line in text.splitlines() if line.startswith(f"{kind}:")), 0)
