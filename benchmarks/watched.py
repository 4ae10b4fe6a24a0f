"""Run a command and say how much memory each of its processes held over time (Linux).

    python benchmarks/watched.py [--every 5] COMMAND …

A line is a moment: seconds since the start and MiB in use by each process, the first the command's own. Last stand the
highest of each process, the time by the clock and that of the processors. The exit status is that of the command.
"""

import argparse
import os
import resource
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

PAGE = os.sysconf("SC_PAGE_SIZE")
MEBIBYTE = 1024 * 1024


def family(pid: int) -> Iterator[int]:
    """Yield a process and all below it, those that end meanwhile left out."""
    yield pid
    try:
        children = Path(f"/proc/{pid}/task/{pid}/children").read_text(encoding="ascii").split()
    except OSError:
        return
    for child in children:
        yield from family(int(child))


def in_use(pid: int) -> int:
    """Return the memory of a process in MiB, 0 where it has ended."""
    try:
        return int(Path(f"/proc/{pid}/statm").read_text(encoding="ascii").split()[1]) * PAGE // MEBIBYTE
    except OSError:
        return 0


def main() -> None:
    """Run the command and watch it."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--every", type=float, default=5.0)
    parser.add_argument("command", nargs=argparse.REMAINDER)
    given = parser.parse_args()
    began, said, highest = time.perf_counter(), 0.0, dict[int, int]()
    running = subprocess.Popen(given.command)
    while running.poll() is None:
        now = {pid: in_use(pid) for pid in family(running.pid)}
        highest |= {pid: max(amount, highest.get(pid, 0)) for pid, amount in now.items()}
        if time.perf_counter() - began >= said:
            print(f"{time.perf_counter() - began:6.0f} s  {' '.join(f'{one:6}' for one in now.values())}", flush=True)
            said += given.every
        time.sleep(0.2)
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    print(f"highest: {', '.join(f'{amount} MiB' for amount in highest.values())}")
    print(f"{time.perf_counter() - began:.1f} s by the clock, {used.ru_utime + used.ru_stime:.1f} s of processor time")
    sys.exit(running.returncode)


if __name__ == "__main__":
    main()
