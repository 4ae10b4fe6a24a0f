"""Send every hostile request to a real server that has no network, and write how each was met.

    python benchmarks/siege.py --releases releases --out met.json
    python benchmarks/siege.py --releases releases --corpus ../shared/attacks --out met.json

Our own cases are in `tests/attacks/cases`. With --corpus the cases of that folder are sent instead, by the runner that
lies beside them. After each case the server must still answer, and nobody may have reached the canary.
"""

import argparse
import contextlib
import importlib.util
import json
import re
import socket
import sys
import time
from pathlib import Path
from types import ModuleType
from typing import Any

import alone
import census
from canary import FETCHED, Canary
from hostile import Case, cases
from served import HOST, OK, Asker, BrokenOffError, NotServedError, Served

CASE_SECONDS, ALIVE_SECONDS, ANSWER_BYTES = 15.0, 3.0, 64 << 20
MEMORY_MIB = 1500
LEAKS = ("Traceback (most recent call last)", "site-packages", "RUST_BACKTRACE", "root:x:0:0", FETCHED)
STATUS = re.compile(rb"HTTP/1\.[01] (\d{3})")

# Where this service has what the corpus speaks of; None for what it does not have.
DOORS = {
    "sparql": "/sparql",
    "update": "/sparql",
    "gsp": "/rdf-graph-store",
    "upload": None,
    "id": "/id/organisation",
    "doc": "/doc/organisation",
    "data": "/data",
    "health": "/-/health",
}


def exchanged(port: int, message: bytes) -> tuple[bytes, float, bool]:
    """Return what comes back for the bytes, the seconds it took, and whether the line was closed in the end."""
    began = time.monotonic()
    received = bytearray()
    with socket.create_connection((HOST, port), timeout=CASE_SECONDS) as line:
        with contextlib.suppress(OSError):  # refused while we still spoke: the answer is there to be read
            line.sendall(message)
        try:
            while len(received) < ANSWER_BYTES and (piece := line.recv(1 << 18)):
                received += piece
        except TimeoutError:
            return bytes(received), time.monotonic() - began, False
        except OSError:
            pass  # cut, as an answer that breaks off must be
    return bytes(received), time.monotonic() - began, True


def faults(case: Case, answer: bytes, seconds: float, *, closed: bool) -> list[str]:
    """Return what is wrong with an answer to a case, a sentence each."""
    found = STATUS.match(answer)
    status = int(found[1]) if found else 0
    text = answer.decode("utf-8", "replace")
    wrong = []
    if status not in case.expected:
        wrong.append(f"status {status}, expected {sorted(case.expected)}: {text.rpartition(chr(10))[2][:200]}")
    if not closed or seconds > CASE_SECONDS:
        wrong.append(f"took {seconds:.1f} s")
    if len(STATUS.findall(answer)) > 1:
        wrong.append("answered twice")
    return [*wrong, *(f"leaks {leak}" for leak in LEAKS if leak in text)]


def alive(port: int) -> list[str]:
    """Return nothing if the server answers a question within three seconds, else what it did."""
    asker = Asker(port, seconds=ALIVE_SECONDS)
    try:
        reply = asker.query("ASK {}")
    except BrokenOffError as error:
        return [f"not alive afterwards: {error}"]
    finally:
        asker.close()
    return [] if reply.status == OK and b"true" in reply.body else [f"not alive afterwards: {reply.status}"]


def besieged(server: Served) -> list[dict[str, Any]]:
    """Return how each of our own cases was met."""
    met = []
    with Canary() as canary:
        for case in cases():
            before, hits = census.resident_mib(server.number), canary.hits
            message = case.message(f"{HOST}:{server.port}", f"http://{HOST}:{canary.port}/sparql")
            answer, seconds, closed = exchanged(server.port, message)
            wrong = faults(case, answer, seconds, closed=closed)
            if canary.hits > hits:
                wrong.append("reached the canary")
            if (grown := census.resident_mib(server.number) - before) > MEMORY_MIB:
                wrong.append(f"memory grew by {grown:.0f} MiB")
            met.append(_met(case.name, case.title, [*wrong, *alive(server.port)], seconds))
    return met


def runner_of(corpus: Path) -> ModuleType:
    """Return the runner that lies beside the corpus, as a module."""
    spec = importlib.util.spec_from_file_location("run_corpus", corpus / "run_corpus.py")
    if spec is None or spec.loader is None:
        raise NotServedError(f"{corpus}: has no run_corpus.py")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def run_corpus(server: Served, corpus: Path, tier: int, only: str) -> list[dict[str, Any]]:
    """Return how each case of the corpus up to the tier was met; one whose door is missing has `n/a` for a reason."""
    paths = DOORS
    runner = runner_of(corpus).Runner(
        {"base": f"http://{HOST}:{server.port}", "pid": server.number, "token": "no-such-token", "paths": paths}
    )
    met = []
    for line in (corpus / "dev.jsonl").read_text(encoding="utf-8").splitlines():
        case = json.loads(line)
        if case.get("tier", 1) > tier or not re.search(only, case["id"]):
            continue
        began = time.monotonic()
        passed, why = runner.one(case)
        met.append(_met(case["id"], case["name"], why, time.monotonic() - began, absent=passed is None))
    return met


def _met(case: str, title: str, wrong: list[str], seconds: float, *, absent: bool = False) -> dict[str, Any]:
    verdict = "n/a" if absent else "FAIL" if wrong else "ok"
    print(f"{verdict:4} {seconds:5.1f} s  {case}: {'; '.join(wrong)[:300]}", file=sys.stderr, flush=True)
    return {"case": case, "title": title, "wrong": wrong, "seconds": round(seconds, 2), "absent": absent}


def read_arguments() -> argparse.Namespace:
    """Return the command line."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--releases", type=Path, required=True, help="folder of releases to serve")
    parser.add_argument("--corpus", type=Path, help="folder of dev.jsonl and its runner, in place of our own cases")
    parser.add_argument("--tier", type=int, default=1, help="up to which tier of the corpus (1)")
    parser.add_argument("--only", default="", help="only cases of the corpus whose id matches this expression")
    parser.add_argument("--seconds", type=float, default=10.0, help="the deadline of the server (10)")
    parser.add_argument("--out", type=Path, required=True, help="file to write the results to (JSON)")
    return parser.parse_args()


def main() -> None:
    """Read the command line, send the requests, write how they were met."""
    arguments = read_arguments()
    alone.enter_or_exit()
    with Served(arguments.releases, query_seconds=arguments.seconds) as server:
        if arguments.corpus:
            met = run_corpus(server, arguments.corpus, arguments.tier, arguments.only)
        else:
            met = besieged(server)
    arguments.out.write_text(json.dumps(met, indent=1), encoding="utf-8")
    failed = sum(bool(one["wrong"]) and not one["absent"] for one in met)
    print(f"{len(met)} cases, {failed} not met as they should be; see {arguments.out}", file=sys.stderr)


if __name__ == "__main__":
    main()
