"""Let ordinary clients ask what has known right answers while attackers send the worst there is without a pause.

    python benchmarks/load.py --releases releases --out load.json
    python benchmarks/load.py --releases releases --seconds 60 --attackers 0 --out alone.json

Every client has an address of its own (127.x.y.z). An ordinary client asks, reads, thinks for a moment, and asks
again; it knows the bytes of every right answer. An attacker sends the heavy cases of `tests/attacks/cases` one after
the other and heeds nothing. Half of the ordinary questions carry a comment that makes each of them new, so that no
cache helps. Targets: 99.9 % right, none wrong, 99 of 100 within two seconds.
"""

import argparse
import contextlib
import itertools
import random
import sys
import threading
import time
from collections import Counter, defaultdict
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any

import alone
import census
import hostile
import ordinary
import recorded
from canary import Canary
from served import HOST, OK, Asker, BrokenOffError, Served

RIGHT_SHARE, SLOWEST_MS = 0.999, 2000.0
KEPT = 20


@dataclass
class Tally:
    """What the clients of one sort saw; each has its own and they are added up in the end."""

    seconds: dict[str, list[float]] = field(default_factory=lambda: defaultdict(list))
    outcomes: Counter[str] = field(default_factory=Counter)
    wrong: list[str] = field(default_factory=list)

    def add(self, other: "Tally") -> None:
        """Take in what another saw."""
        for kind, seconds in other.seconds.items():
            self.seconds[kind] += seconds
        self.outcomes += other.outcomes
        self.wrong += other.wrong[: KEPT - len(self.wrong)]


@dataclass(frozen=True)
class Siege:
    """What every client of a run needs to know."""

    port: int
    end: float
    questions: list[ordinary.Ordinary]
    pause: float
    canary: str
    disguised: bool = False


def good(siege: Siege, number: int, tally: Tally) -> None:
    """Ask ordinary questions until the end, and hold each answer against the right one."""
    chance = random.Random(number)  # noqa: S311 - no secret
    source = f"127.1.{number}.1"
    with contextlib.closing(Asker(siege.port, source)) as asker:
        for turn in itertools.count():
            if time.monotonic() > siege.end:
                return
            asked = siege.questions[chance.randrange(len(siege.questions))]
            sparql = f"{asked.sparql}\n# {number}.{turn}" if chance.random() < 0.5 else asked.sparql  # noqa: PLR2004
            ask_once(asker, asked, sparql, tally)
            time.sleep(chance.uniform(0.5, 1.5) * siege.pause)


def ask_once(asker: Asker, asked: ordinary.Ordinary, sparql: str, tally: Tally) -> None:
    """Ask one question, and note whether the answer is right, how long it took, or why there was none."""
    began = time.monotonic()
    try:
        reply = asker.query(sparql)
    except BrokenOffError as error:
        tally.outcomes[f"broken off: {error}"] += 1
        return
    tally.seconds[asked.kind].append(time.monotonic() - began)
    if reply.status != OK:
        tally.outcomes[str(reply.status)] += 1
    elif reply.body == asked.answer:
        tally.outcomes["right"] += 1
    elif ordinary.same_rows(reply.body, asked.answer):
        tally.outcomes["right, rows that tie in another order"] += 1
    else:
        tally.outcomes["wrong"] += 1
        tally.wrong.append(f"{sparql}\n{reply.body[:300]!r}")


def attack(siege: Siege, number: int, tally: Tally) -> None:
    """Send the heavy cases until the end, whatever comes back."""
    cases = [case for case in hostile.cases() if case.heavy]
    for turn, case in enumerate(itertools.islice(itertools.cycle(cases), number, None)):
        if time.monotonic() > siege.end:
            return
        network = turn % 250 if siege.disguised else 1
        began = time.monotonic()
        with contextlib.closing(Asker(siege.port, f"127.{100 + number}.{network}.1", seconds=60.0)) as asker:
            tally.outcomes[sent(asker, case.query(siege.canary).encode())] += 1
        tally.seconds[case.name].append(time.monotonic() - began)


def sent(asker: Asker, body: bytes) -> str:
    """Return the status that answers a hostile query, or that the answer was cut."""
    try:
        return str(asker.ask("POST", "/sparql", body, {"Content-Type": "application/sparql-query"}).status)
    except BrokenOffError:
        return "cut"


def run(server: Served, siege: Siege, clients: int, attackers: int) -> tuple[Tally, Tally]:
    """Let all of them loose until the end; return what the ordinary ones and what the attackers saw."""
    tallies = [Tally() for _ in range(clients + attackers)]
    threads = [
        threading.Thread(target=good if number < clients else attack, args=(siege, number, tallies[number]))
        for number in range(clients + attackers)
    ]
    for thread in threads:
        thread.start()
    progress, began = recorded.Progress("seconds"), time.monotonic()
    while any(thread.is_alive() for thread in threads) and server.alive:
        time.sleep(0.2)
        progress.tell(
            time.monotonic() - began, siege.end - began, f"memory {census.resident_mib(server.number):.0f} MiB"
        )
    for thread in threads:
        thread.join()
    goods, bads = Tally(), Tally()
    for number, tally in enumerate(tallies):
        (goods if number < clients else bads).add(tally)
    return goods, bads


def read_arguments() -> argparse.Namespace:
    """Return the command line."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--releases", type=Path, required=True, help="folder of real releases to serve")
    parser.add_argument("--seconds", type=float, default=300.0, help="how long (300)")
    parser.add_argument("--clients", type=int, default=32, help="ordinary clients (32)")
    parser.add_argument("--attackers", type=int, default=4, help="attackers (4)")
    parser.add_argument("--pause", type=float, default=0.25, help="seconds an ordinary client thinks on average (0.25)")
    parser.add_argument("--disguised", action="store_true", help="attackers come from another network every time")
    parser.add_argument("--out", type=Path, required=True, help="file to write the summary to (JSON)")
    return parser.parse_args()


def main() -> None:
    """Read the command line, let them loose, write what they saw."""
    arguments = read_arguments()
    alone.enter_or_exit()
    questions = ordinary.questions(arguments.releases / "current")
    with Canary() as canary, Served(arguments.releases) as server:
        before = census.of(server.number)
        siege = Siege(
            port=server.port,
            end=time.monotonic() + arguments.seconds,
            questions=questions,
            pause=arguments.pause,
            canary=f"http://{HOST}:{canary.port}",
            disguised=arguments.disguised,
        )
        goods, bads = run(server, siege, arguments.clients, arguments.attackers)
        summary = summarised(goods, bads)
        summary |= {"arguments": vars(arguments), "canary_hits": canary.hits, "front_alive": server.alive}
        summary |= {"before": asdict(before), "after": asdict(census.at_rest(server.number)), "health": server.health()}
    recorded.write(arguments.out, summary)
    print(f"{summary['right_share']:.4%} right, {summary['wrong']} wrong, {summary['ordinary_ms']}", file=sys.stderr)


def summarised(goods: Tally, bads: Tally) -> dict[str, Any]:
    """Return the figures, and whether the targets are met."""
    asked = goods.outcomes.total()
    right = sum(number for outcome, number in goods.outcomes.items() if outcome.startswith("right"))
    share = right / asked if asked else 0.0
    figures = recorded.figures([one for seconds in goods.seconds.values() for one in seconds])
    return {
        "asked": asked,
        "right_share": share,
        "wrong": goods.outcomes["wrong"],
        "wrong_examples": goods.wrong,
        "outcomes": dict(goods.outcomes),
        "ordinary_ms": figures,
        "by_kind_ms": {kind: recorded.figures(seconds) for kind, seconds in sorted(goods.seconds.items())},
        "attackers": dict(bads.outcomes),
        "attackers_by_case_ms": {case: recorded.figures(seconds) for case, seconds in sorted(bads.seconds.items())},
        "met": share >= RIGHT_SHARE and not goods.outcomes["wrong"] and figures.get("p99", 0.0) <= SLOWEST_MS,
    }


if __name__ == "__main__":
    main()
