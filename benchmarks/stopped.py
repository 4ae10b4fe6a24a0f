"""Have a thousand queries in a row stopped over HTTP, and count what the service holds before and after.

    python benchmarks/stopped.py --releases releases --out stopped.json

Each query would run for hours; the server stops it after --seconds by killing the process that runs it. Reported:
how soon the answer came, how soon the process was gone, and processes, zombies, handles, threads and memory of the
server before and after, once it is at rest. `kills.py` does the same to the engine alone.
"""

import argparse
import contextlib
import sys
import time
from collections import Counter
from collections.abc import Iterator
from dataclasses import asdict
from pathlib import Path
from typing import Any

import alone
import census
import recorded
from served import Asker, BrokenOffError, Served

STOPPED = 503
GONE_SECONDS = 5.0
WARM = 8
ENDLESS = "SELECT (COUNT(*) AS ?n%d) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i . ?j ?k ?l . ?m ?o ?p }"


def main() -> None:
    """Read the command line, have the queries killed, write what was left of them."""
    arguments = read_arguments()
    alone.enter_or_exit()
    with Served(arguments.releases, query_seconds=arguments.seconds, workers=arguments.workers) as server:
        summary = measured(server, arguments)
    recorded.write(arguments.out, summary)
    print(f"{summary['answers']} from {summary['before']} to {summary['after']}", file=sys.stderr)


def read_arguments() -> argparse.Namespace:
    """Return the command line."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--releases", type=Path, required=True, help="folder of releases to serve")
    parser.add_argument("--count", type=int, default=1000, help="queries to have killed (1000)")
    parser.add_argument("--seconds", type=float, default=0.2, help="their deadline (0.2)")
    parser.add_argument("--workers", type=int, default=2, help="processes that answer (2)")
    parser.add_argument("--out", type=Path, required=True, help="file to write the summary to (JSON)")
    return parser.parse_args()


def measured(server: Served, arguments: argparse.Namespace) -> dict[str, Any]:
    """Return the summary of all kills on a server that has been killed from a few times already."""
    answers: Counter[str] = Counter()
    list(killed(server, WARM, Counter()))
    before = census.at_rest(server.number)
    progress = recorded.Progress("kills")
    late, gone = [], []
    for number, (seconds, left) in enumerate(killed(server, arguments.count, answers)):
        late.append(seconds - arguments.seconds)
        gone.append(left)
        progress.tell(number + 1, arguments.count)
    return {
        "count": arguments.count,
        "deadline_seconds": arguments.seconds,
        "answers": dict(answers),
        "answered_after_deadline_ms": recorded.figures(late),
        "process_gone_after_answer_ms": recorded.figures([left for left in gone if left is not None]),
        "processes_not_seen_gone": sum(left is None for left in gone),
        "before": asdict(before),
        "after": asdict(census.at_rest(server.number)),
    }


def killed(server: Served, count: int, answers: Counter[str]) -> Iterator[tuple[float, float | None]]:
    """Have queries killed one after the other; yield the seconds to each answer, and to the end of its process.

    The address changes every twenty queries, since a client whose queries keep failing is told to wait.
    """
    for number in range(count):
        family = set(census.family(server.number))
        began = time.monotonic()
        with contextlib.closing(Asker(server.port, f"127.3.{number // 20 % 250}.1")) as asker:
            answers[outcome(asker, ENDLESS % number)] += 1
        seconds = time.monotonic() - began
        yield seconds, one_is_gone(family)


def outcome(asker: Asker, sparql: str) -> str:
    """Return the status of the answer, or how it broke off."""
    try:
        return str(asker.query(sparql).status)
    except BrokenOffError as error:
        return f"broken off: {error}"


def one_is_gone(family: set[int]) -> float | None:
    """Return the seconds until one process of the family has ended and been buried, None if none has in time."""
    began = time.monotonic()
    while (waited := time.monotonic() - began) < GONE_SECONDS:
        if any(not (census.PROC / str(member)).exists() for member in family):
            return waited
        time.sleep(0.002)
    return None


if __name__ == "__main__":
    main()
