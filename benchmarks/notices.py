"""How many notices a second one core reads and maps to statements, the whole process counted, and in what memory.

    python benchmarks/notices.py FOLDER [--repeat TIMES] [--to FILE] [--profile]

FOLDER holds notices in any format that is read (files in .xml and .json); `--repeat 60` of a sample of 1,700 makes
100,000. Each file is opened anew each time. The statements are written to FILE as N-Quads (default: to nowhere).
Time is that of the process since it began, imports included; memory is that of now and its highest so far.
"""

import argparse
import cProfile
import pstats
import resource
import time
from collections import Counter
from pathlib import Path
from typing import TextIO

from cfit_graph.errors import NoticeError
from cfit_graph.mapping import notices as mapping
from cfit_graph.sources import notices

SUFFIXES = {".xml", ".json"}


def mapped(paths: list[Path], to: TextIO) -> Counter[str]:
    """Read and map the notices of the files, write their statements, and return what came of them."""
    counts: Counter[str] = Counter()
    for path in paths:
        counts["files"] += 1
        try:
            trees = notices.read(path.read_bytes(), path.name)
        except NoticeError:
            counts["set aside"] += 1
            continue
        for tree in trees:
            lines = mapping.lines(tree)
            to.write("".join(lines))
            counts["notices"] += 1
            counts["statements"] += len(lines)
    return counts


def memory() -> str:
    """Return the memory of the process now, as far as the system tells it, and its highest so far."""
    highest = f"{resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024} MiB at most"
    try:
        pages = int(Path("/proc/self/statm").read_text(encoding="ascii").split()[1])
    except OSError:
        return highest
    return f"{pages * resource.getpagesize() // 1024**2} MiB now, {highest}"


def passes(paths: list[Path], times: int, to: TextIO) -> Counter[str]:
    """Do it so many times; say after the first, the tenth, … how far it is and in what memory."""
    total: Counter[str] = Counter()
    for number in range(1, times + 1):
        total += mapped(paths, to)
        if number in {1, 2, times} or number % 10 == 0:
            print(f"pass {number}: {total['notices']:,} notices, {memory()}")
    return total


def main() -> None:
    """Run the passes and print the rate."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--repeat", type=int, default=1)
    parser.add_argument("--to", type=Path, default=Path("/dev/null"))
    parser.add_argument("--profile", action="store_true")
    given = parser.parse_args()
    paths = sorted(path for path in given.folder.rglob("*") if path.suffix in SUFFIXES)
    profile = cProfile.Profile() if given.profile else None
    began = time.perf_counter()
    with given.to.open("w", encoding="utf-8") as to:
        total = profile.runcall(passes, paths, given.repeat, to) if profile else passes(paths, given.repeat, to)
    wall, used = time.perf_counter() - began, time.process_time()
    print(", ".join(f"{number:,} {what}" for what, number in total.items()))
    print(f"{total['statements'] / total['notices']:.0f} statements a notice")
    print(f"{total['notices'] / used:,.0f} notices a second of processor time since the process began ({used:.1f} s)")
    print(f"{total['notices'] / wall:,.0f} notices a second by the clock ({wall:.1f} s)")
    if profile:
        pstats.Stats(profile).sort_stats("tottime").print_stats(25)


if __name__ == "__main__":
    main()
