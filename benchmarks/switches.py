"""Switch the release two hundred times while clients ask, and hold every answer against the release it names.

    python benchmarks/switches.py --out switches.json

Two small releases say a word each, five thousand times. An answer has to say one word only, that of the release in its
header, and carry the entity tag that this release gives this question; no request may fail. The pointer is switched
as `cfit release` does it, and again as soon as the service serves what it names.
"""

import argparse
import contextlib
import itertools
import json
import os
import sys
import tempfile
import threading
import time
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import asdict, dataclass, field
from datetime import date
from pathlib import Path
from typing import Any

import alone
import census
import recorded
from pyoxigraph import Literal, Quad
from served import OK, Asker, BrokenOffError, Served

from cfit_graph import findings, iris, release
from cfit_graph.prefixes import PREFIXES
from cfit_graph.release import Content

MARKS = 5000
WORDS = ("amber", "birch")
REPORT = b"[] a <http://www.w3.org/ns/shacl#ValidationReport> ."
SWITCH_SECONDS = 30.0
NOT_MODIFIED = 304
KEPT = 20
WORD = f"<{iris.CFIT.base}word>"
QUERIES = (
    f"SELECT ?word {{ ?thing {WORD} ?word }}",
    f"SELECT DISTINCT ?word {{ ?thing {WORD} ?word }}",
    f"SELECT ?word (COUNT(*) AS ?n) {{ GRAPH ?source {{ ?thing {WORD} ?word }} }} GROUP BY ?word",
    f"SELECT ?word {{ ?thing {WORD} ?word }} ORDER BY ?word ?thing LIMIT 50",
)


@dataclass
class Seen:
    """What one client saw: how its requests ended, the words and tags of each release, what was wrong."""

    outcomes: Counter[str] = field(default_factory=Counter)
    tags: dict[tuple[str, str], set[str]] = field(default_factory=lambda: defaultdict(set))
    wrong: list[str] = field(default_factory=list)


def content(word: str) -> Content:
    """Return what a release that says one word is made from."""
    said = [
        Quad(iris.thing("thing", str(number)), iris.CFIT.word, Literal(word), iris.source(f"part-{number % 5}"))
        for number in range(MARKS)
    ]
    return Content(
        quads=said,
        ontology=[],
        shapes=[],
        questions=[],
        report=findings.Report(),
        report_graph=REPORT,
        tables=[],
        prefixes=PREFIXES,
        ontology_version="0.1.0",
        created=date(2026, 11, 22),
    )


def point(releases: Path, name: str) -> None:
    """Let the pointer name another release, in one step."""
    waiting = releases / ".pointer"
    waiting.unlink(missing_ok=True)
    waiting.symlink_to(name, target_is_directory=True)
    os.replace(waiting, releases / "current")  # noqa: PTH105 - the call that is atomic, by its name


def ask_until(done: threading.Event, port: int, number: int, words: Mapping[str, str], seen: Seen) -> None:
    """Ask until told to stop, each question again with the tag it had."""
    with contextlib.closing(Asker(port, f"127.1.{number}.1")) as asker:
        for turn in itertools.count(number):
            if done.is_set():
                return
            query = QUERIES[turn % len(QUERIES)]
            try:
                look(asker, query, words, seen)
            except BrokenOffError as error:
                seen.outcomes["broken off"] += 1
                seen.wrong.append(str(error))
            time.sleep(0.005)


def look(asker: Asker, query: str, words: Mapping[str, str], seen: Seen) -> None:
    """Ask one question and note what is wrong with the answer; raise BrokenOffError if there is none."""
    target = "/sparql?query=" + query.replace(" ", "%20").replace("#", "%23")
    held = sorted(itertools.chain.from_iterable(tags for (_, asked), tags in seen.tags.items() if asked == query))
    headers = {"Accept": "application/sparql-results+json"} | ({"If-None-Match": held[0]} if held[1:] else {})
    reply = asker.ask("GET", target, headers=headers)
    seen.outcomes[str(reply.status)] += 1
    name, tag = reply.headers.get("cfit-release", ""), reply.headers.get("etag", "")
    if reply.status not in {OK, NOT_MODIFIED}:
        seen.wrong.append(f"{reply.status}: {reply.body[:200]!r}")
        return
    seen.tags[name, query].add(tag)
    if reply.status == NOT_MODIFIED and (reply.body or tag != held[0]):
        seen.wrong.append(f"304 with {tag} for {held[0]}")
    if reply.status == OK and said(reply.body) != {words.get(name)}:
        seen.wrong.append(f"release {name} says {said(reply.body)}, not {words.get(name)}")


def said(body: bytes) -> set[str]:
    """Return the words in an answer."""
    return {row["word"]["value"] for row in json.loads(body)["results"]["bindings"]}


def switches(server: Served, releases: Path, names: list[str], count: int) -> Iterator[float]:
    """Switch to and fro; yield the seconds until the service served what the pointer names."""
    for name in itertools.islice(itertools.cycle([*names[1:], names[0]]), count):
        began = time.monotonic()
        point(releases, name)
        while server.health()["release"] != name:
            if time.monotonic() - began > SWITCH_SECONDS:
                raise TimeoutError(f"{name}: was not served within {SWITCH_SECONDS:.0f} s")
            time.sleep(0.02)
        yield time.monotonic() - began


def read_arguments() -> argparse.Namespace:
    """Return the command line."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--count", type=int, default=200, help="switches (200)")
    parser.add_argument("--clients", type=int, default=8, help="clients that ask meanwhile (8)")
    parser.add_argument("--out", type=Path, required=True, help="file to write the summary to (JSON)")
    return parser.parse_args()


def main() -> None:
    """Read the command line, build two releases, switch, write what the clients saw."""
    arguments = read_arguments()
    alone.enter_or_exit()
    with tempfile.TemporaryDirectory(prefix="cfit-switches-") as folder:
        releases = Path(folder)
        words = {release.write(content(word), releases).name: word for word in WORDS}
        point(releases, min(words))
        with Served(releases, workers=2) as server:
            summary = measured(server, releases, words, arguments)
    recorded.write(arguments.out, summary)
    print(f"{summary['outcomes']}, {len(summary['wrong'])} wrong; switch {summary['switch_ms']}", file=sys.stderr)


def measured(server: Served, releases: Path, words: Mapping[str, str], arguments: argparse.Namespace) -> dict[str, Any]:
    """Return the summary of all switches."""
    done, views = threading.Event(), [Seen() for _ in range(arguments.clients)]
    threads = [
        threading.Thread(target=ask_until, args=(done, server.port, number, words, seen))
        for number, seen in enumerate(views)
    ]
    before, progress, taken = census.of(server.number), recorded.Progress("switches"), list[float]()
    for thread in threads:
        thread.start()
    try:
        for seconds in switches(server, releases, sorted(words), arguments.count):
            taken.append(seconds)
            progress.tell(len(taken), arguments.count)
    finally:
        done.set()
        for thread in threads:
            thread.join()
    return {**summarised(views), "switches": len(taken), "switch_ms": recorded.figures(taken)} | {
        "before": asdict(before),
        "after": asdict(census.at_rest(server.number)),
    }


def summarised(views: list[Seen]) -> dict[str, Any]:
    """Return how the requests ended, and everything that was wrong: failures, mixtures, tags that are not one's own."""
    outcomes: Counter[str] = Counter()
    tags: dict[tuple[str, str], set[str]] = defaultdict(set)
    wrong: list[str] = []
    for seen in views:
        outcomes += seen.outcomes
        wrong += seen.wrong
        for key, found in seen.tags.items():
            tags[key] |= found
    several = [
        f"{name} gave {query} the tags {sorted(found)}" for (name, query), found in tags.items() if len(found) != 1
    ]
    every = [next(iter(found)) for found in tags.values()]
    shared = ["two releases or questions share a tag"] if len(set(every)) != len(every) else []
    answered = {name: sum(1 for release_name, _ in tags if release_name == name) for name, _ in tags}
    return {"outcomes": dict(outcomes), "wrong": [*wrong, *several, *shared][:KEPT], "questions_by_release": answered}


if __name__ == "__main__":
    main()
