"""How long the page of a thing takes and how much it weighs, over HTTP, on a release that is there.

    python benchmarks/pages.py releases --out summary.json

Ordinary things are drawn evenly from all that have a page; the largest are those that most statements point to. Each
page is asked for in turn over one kept connection; the first time, when no name on it is known yet, is told apart; and
the server's own processes are all that works beside. The largest are asked for as Turtle too. The service is started
here, with its own settings, and stopped.
"""

import argparse
import contextlib
import json
import statistics
import time
from collections import Counter
from collections.abc import Mapping, Sequence
from pathlib import Path

import pyoxigraph as ox
from served import OK, Asker, Served

BASE = "https://w3id.org/cfit/"
WITH_PAGE = (f"{BASE}id/", f"{BASE}source/", f"{BASE}vocabulary/")
ORDINARY, LARGEST, ROUNDS = 100, 10, 5


def things(releases: Path) -> tuple[list[str], list[str]]:
    """Return ordinary things, drawn evenly, and the largest ones, by the statements that point to them."""
    pointed: Counter[str] = Counter()
    described: set[str] = set()
    store = ox.Store.read_only(str((releases / "current").resolve() / "store"))
    for quad in store.quads_for_pattern(None, None, None, ox.DefaultGraph()):
        if isinstance(quad.subject, ox.NamedNode) and quad.subject.value.startswith(WITH_PAGE):
            described.add(quad.subject.value)
        if isinstance(quad.object, ox.NamedNode):
            pointed[quad.object.value] += 1
    ordered = sorted(described)
    largest = [iri for iri, _ in pointed.most_common() if iri in described][:LARGEST]
    return ordered[:: max(1, len(ordered) // ORDINARY)][:ORDINARY], largest


def measured(asker: Asker, iris: Sequence[str], suffix: str = "") -> dict[str, object]:
    """Return the median and the slowest of the pages' own medians, in milliseconds, and the heaviest page.

    `first` are the same of the first time each was asked for.
    """
    times: dict[str, float] = {}
    first: dict[str, float] = {}
    weights: dict[str, int] = {}
    for iri in iris:
        path = "/" + iri.removeprefix(BASE).replace("id/", "doc/", 1) + suffix
        found = []
        for _ in range(ROUNDS + 1):
            begun = time.perf_counter()
            reply = asker.ask("GET", path, headers={"accept": "text/html"})
            found.append((time.perf_counter() - begun) * 1000)
            assert reply.status == OK, (path, reply.status)  # noqa: S101 - a page that fails is no measurement
            weights[path] = len(reply.body)
        first[path], times[path] = found[0], statistics.median(found[1:])
    heaviest = max(weights, key=lambda path: weights[path])
    return {
        "pages": len(times),
        **summary(times),
        "first": summary(first),
        "heaviest": {"path": heaviest, "bytes": weights[heaviest]},
    }


def summary(times: Mapping[str, float]) -> dict[str, object]:
    """Return the median of some times and the slowest."""
    slowest = max(times, key=lambda path: times[path])
    return {
        "median_ms": round(statistics.median(times.values()), 1),
        "slowest": {"path": slowest, "ms": round(times[slowest], 1)},
    }


def main() -> None:
    """Read the command line, serve the folder, and write the summary."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("releases", type=Path, help="folder of the releases")
    parser.add_argument("--out", type=Path, help="file for the summary; it is also printed")
    arguments = parser.parse_args()
    ordinary, largest = things(arguments.releases)
    with Served(arguments.releases) as served, contextlib.closing(Asker(served.port)) as asker:
        found = {"ordinary": measured(asker, ordinary), "largest": measured(asker, largest)}
        found["largest_as_turtle"] = measured(asker, largest, ".ttl")
    text = json.dumps(found, indent=2)
    print(text)
    if arguments.out:
        arguments.out.write_text(f"{text}\n", encoding="utf-8")


if __name__ == "__main__":
    main()
