"""Send mutated queries to a real server that has no network: it must not fall, fetch, or answer 5xx but 503.

    python benchmarks/fuzz.py --releases releases --count 10000 --out fuzz.json
    python benchmarks/fuzz.py --releases releases --count 1000000 --out fuzz.json --resume

The mutations are of the published questions and of our own hostile cases, and are the same for the same --seed. The
guard is asked about every mutation, too; one it lets through although it names a word that fetches is tried by a
witness, and it is a miss if that reaches the canary. --resume goes on after the last mutation the summary in --out
knows of. Each client changes its address now and then, as if strangers came and went.
"""

import argparse
import contextlib
import json
import sys
import threading
import time
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from urllib.parse import quote, urlencode

import alone
import census
import hostile
import recorded
from canary import Canary
from mutations import CANARY, Mutations
from served import HOST, Asker, BrokenOffError, NotServedError, Served
from witness import Witness, suspicious

from cfit_graph.engine import guard
from cfit_graph.errors import CfitError
from cfit_graph.settings import Settings

QUERIES = Path(__file__).parents[1] / "queries"
ACCEPTED = (
    "*/*",
    "*/*",
    "*/*",
    "*/*",
    "application/sparql-results+json",
    "text/csv",
    "text/html",
    "text/turtle",
    "application/ld+json",
)
REQUESTS_AN_ADDRESS = 25
SERVER_FAULT, UNAVAILABLE = 500, 503
BLOCK = 500
KEPT = 50
LONGEST_ADDRESS = 20_000


@dataclass
class Result:
    """What has happened so far; everything in `bad` is a defect."""

    done: int = 0
    seconds: float = 0.0
    outcomes: Counter[str] = field(default_factory=Counter)
    slowest: float = 0.0
    witnessed: int = 0
    undecided: int = 0
    bad: list[dict[str, Any]] = field(default_factory=list)
    lock: threading.Lock = field(default_factory=threading.Lock, repr=False)

    def note(self, number: int, outcome: str, seconds: float) -> None:
        """Count one request."""
        with self.lock:
            self.outcomes[outcome] += 1
            self.slowest = max(self.slowest, seconds)
            if outcome.startswith("dropped") or (outcome.startswith("5") and outcome != str(UNAVAILABLE)):
                self.bad.append({"mutation": number, "what": outcome})

    def summary(self, more: dict[str, Any]) -> dict[str, Any]:
        """Return everything, for the file."""
        return {
            "done": self.done,
            "seconds": round(self.seconds, 1),
            "outcomes": dict(self.outcomes),
            "slowest_seconds": round(self.slowest, 2),
            "tried_by_the_witness": self.witnessed,
            "undecided_by_the_witness": self.undecided,
            "defects": len(self.bad),
            "bad": self.bad[:KEPT],
            **more,
        }


@dataclass(frozen=True)
class Front:
    """Who is asked, about what."""

    server: Served
    mutations: Mutations
    canary: Canary

    def mutation(self, number: int) -> bytes:
        """Return a mutation with the address of the canary in it, which nobody may reach."""
        return self.mutations.of(number).replace(CANARY.encode(), address(self.canary))


def address(canary: Canary) -> bytes:
    """Return what a query has to fetch to reach a canary."""
    return f"http://{HOST}:{canary.port}/sparql".encode()


def message(number: int, body: bytes) -> tuple[str, str, bytes | None, dict[str, str]]:
    """Return method, target, body and headers for a mutation: posted as it is, as a form, or in the address."""
    accept = {"Accept": ACCEPTED[number % len(ACCEPTED)], "User-Agent": f"stranger-{number // REQUESTS_AN_ADDRESS}"}
    if number % 5 == 0 and len(body) < LONGEST_ADDRESS:
        return "GET", f"/sparql?query={quote(body)}", None, accept
    if number % 5 == 1:
        form = urlencode({"query": body}).encode()
        return "POST", "/sparql", form, {**accept, "Content-Type": "application/x-www-form-urlencoded"}
    return "POST", "/sparql", body, {**accept, "Content-Type": "application/sparql-query"}


def ask_all(front: Front, numbers: Iterator[int], lane: int, result: Result) -> None:
    """Send mutations until there are no more, from ever new addresses."""
    while block := [number for number, _ in zip(numbers, range(REQUESTS_AN_ADDRESS), strict=False)]:
        stranger = block[0] // REQUESTS_AN_ADDRESS
        source = f"127.{10 + lane}.{stranger // 250 % 250}.{stranger % 250 + 1}"
        with contextlib.closing(Asker(front.server.port, source)) as asker:
            for number in block:
                ask(front, asker, number, result)


def ask(front: Front, asker: Asker, number: int, result: Result) -> None:
    """Send one mutation and note what became of it."""
    began = time.monotonic()
    try:
        outcome = str(asker.ask(*message(number, front.mutation(number))).status)
    except BrokenOffError as error:
        outcome = "cut within the answer" if error.begun else f"dropped: {error}"
    result.note(number, outcome, time.monotonic() - began)


def judge(front: Front, numbers: range, witness: Witness, result: Result) -> None:
    """Ask the guard about the mutations; note each that it lets through and that fetches."""
    limit = Settings().query_bytes
    for number in numbers:
        mutation = front.mutations.of(number).replace(CANARY.encode(), address(witness.canary))
        sparql = mutation.decode("utf-8", "replace")
        if not suspicious(sparql):
            continue
        try:
            guard.form(sparql, limit)
        except CfitError:
            continue
        if witness.saw_it_fetch(sparql):
            result.bad.append({"mutation": number, "what": "the guard missed it", "query": sparql[:2000]})


def run(front: Front, arguments: argparse.Namespace, witness: Witness, result: Result) -> None:
    """Send block after block, and write the summary after each."""
    progress, began = recorded.Progress("mutations"), time.monotonic() - result.seconds
    while result.done < arguments.count and result.seconds < arguments.most_seconds:
        block = range(result.done, min(result.done + BLOCK, arguments.count))
        threads = [
            threading.Thread(target=ask_all, args=(front, iter(block[lane :: arguments.parallel]), lane, result))
            for lane in range(arguments.parallel)
        ]
        for thread in threads:
            thread.start()
        judge(front, block, witness, result)
        for thread in threads:
            thread.join()
        front.server.health()
        result.done, result.seconds = block.stop, time.monotonic() - began
        result.witnessed, result.undecided = witness.asked, witness.undecided
        if front.canary.hits:
            result.bad.append(
                {"mutation": block.start, "what": f"the service reached the canary in the {BLOCK} from here"}
            )
            return
        recorded.write(arguments.out, result.summary(facts(arguments)))
        progress.tell(result.done, arguments.count, f"{result.outcomes.most_common(4)}")


def facts(arguments: argparse.Namespace) -> dict[str, Any]:
    """Return what the run was told."""
    return {name: vars(arguments)[name] for name in ("seed", "count", "parallel", "seconds_a_query")}


def sources() -> list[str]:
    """Return the queries that are mutated: the published questions, and our own hostile cases."""
    questions = [path.read_text(encoding="utf-8") for path in sorted(QUERIES.glob("*.rq"))]
    return [*questions, *(case.query(CANARY)[:4000] for case in hostile.cases() if not case.raw)]


def resumed(arguments: argparse.Namespace) -> Result:
    """Return what the summary in --out tells of the run so far, or nothing yet."""
    if not arguments.resume or not arguments.out.exists():
        return Result()
    known = json.loads(arguments.out.read_text(encoding="utf-8"))
    if known["seed"] != arguments.seed:
        raise SystemExit(f"{arguments.out}: is of seed {known['seed']}; give --seed {known['seed']} or another --out")
    return Result(
        known["done"], known["seconds"], Counter(known["outcomes"]), known["slowest_seconds"], bad=known["bad"]
    )


def read_arguments() -> argparse.Namespace:
    """Return the command line."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--releases", type=Path, required=True, help="folder of releases to serve")
    parser.add_argument("--count", type=int, default=10_000, help="mutations (10000)")
    parser.add_argument("--seed", type=int, default=1, help="which mutations (1)")
    parser.add_argument("--parallel", type=int, default=6, help="clients at once (6)")
    parser.add_argument("--seconds-a-query", type=float, default=1.0, help="deadline of a query (1)")
    parser.add_argument("--most-seconds", type=float, default=86_400.0, help="end after so long, whatever is left")
    parser.add_argument("--resume", action="store_true", help="go on where the summary in --out ends")
    parser.add_argument("--out", type=Path, required=True, help="file to write the summary to (JSON)")
    return parser.parse_args()


def main() -> None:
    """Read the command line, send the mutations, write what became of them; exit 1 if there are defects."""
    arguments = read_arguments()
    alone.enter_or_exit()
    result = resumed(arguments)
    with (
        Canary() as canary,
        Canary() as bait,
        Witness(bait) as witness,
        Served(arguments.releases, query_seconds=arguments.seconds_a_query) as server,
    ):
        front = Front(server, Mutations(sources(), arguments.seed), canary)
        before = census.of(server.number)
        try:
            run(front, arguments, witness, result)
        except (NotServedError, BrokenOffError) as error:
            result.bad.append({"mutation": result.done, "what": f"the front does not answer: {error}"})
        after = census.at_rest(server.number) if server.alive else None
    recorded.write(arguments.out, result.summary({**facts(arguments), "before": before, "after": after}))
    print(f"{result.done} mutations, {dict(result.outcomes)}, {len(result.bad)} defects", file=sys.stderr)
    sys.exit(bool(result.bad))


if __name__ == "__main__":
    main()
