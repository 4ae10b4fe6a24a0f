"""How long a full rebuild of the Pact graph takes (check and release), and which room takes how much of it.

    make bench            runs this and writes docs/performance.md

Each run is a process of its own on a cold project: build, check, write. The limit is 20 seconds on two cores.
"""

import argparse
import json
import os
import platform
import re
import statistics
import subprocess
import sys
import tempfile
import time
from importlib.metadata import version
from pathlib import Path
from typing import Any

LIMIT = 20.0
AIM = 10.0  # times as fast as pyshacl
PAGE = Path(__file__).parent.parent / "docs" / "performance.md"
YEAR = "## A year of notices"  # measured by hand, with benchmarks/year.py: half an hour of two cores
ROOMS = ("start", "sources and mapping", "validation", "release")


def one_run() -> dict[str, float]:
    """Rebuild once in this process and return the seconds each room took."""
    began = time.perf_counter()
    from cfit_graph import pipeline, project, release  # noqa: PLC0415 - importing is the first thing measured

    marks = [began, time.perf_counter()]
    root = project.root()
    graph = pipeline.build(root)
    marks.append(time.perf_counter())
    checked = pipeline.judge(graph)
    marks.append(time.perf_counter())
    with tempfile.TemporaryDirectory() as to:
        release.write(pipeline.content(checked), Path(to))
    marks.append(time.perf_counter())
    return {room: end - start for room, start, end in zip(ROOMS, marks, marks[1:], strict=False)}


def against_pyshacl() -> dict[str, float]:
    """Hold the Pact graph against the shapes in both ways in this process; return the processor seconds of each.

    `same` is 1 when both reports give the same results.
    """
    from cfit_graph import pipeline, project  # noqa: PLC0415
    from cfit_graph.pipeline.own_graphs import ONTOLOGY  # noqa: PLC0415
    from cfit_graph.validation import shapes  # noqa: PLC0415

    root = project.root()
    quads = [quad for quad in pipeline.build(root).quads if quad.graph_name != ONTOLOGY]
    marks = [time.process_time()]
    ours = shapes.results(quads, root / "shapes")
    marks.append(time.process_time())
    reference = shapes.reference(shapes.graph(quads), shapes.read(root / "shapes"))
    marks.append(time.process_time())
    seconds = {"ours": marks[1] - marks[0], "pyshacl": marks[2] - marks[1]}
    return seconds | {"statements": len(quads), "same": float(told(ours) == told(reference))}


def told(report: Any) -> list[list[str]]:
    """Return what a SHACL report says, but for how it names blank nodes."""
    from rdflib import SH, BNode  # noqa: PLC0415

    results = report.objects(None, SH.result)
    return sorted(
        sorted(f"{predicate} {'_' if isinstance(value, BNode) else value.n3()}" for predicate, value in said)
        for said in (report.predicate_objects(result) for result in results)
    )


def compared(number: int) -> list[dict[str, float]]:
    """Return the processor seconds of `number` comparisons with pyshacl, each in a fresh process."""
    command = [sys.executable, __file__, "--pyshacl"]
    printed = [subprocess.run(command, check=True, capture_output=True, text=True).stdout for _ in range(number)]
    return [json.loads(text) for text in printed]


def runs(number: int) -> list[dict[str, float]]:
    """Return the seconds of `number` runs, each in a fresh process, after one that is not counted."""
    command = [sys.executable, __file__, "--one"]
    printed = [subprocess.run(command, check=True, capture_output=True, text=True).stdout for _ in range(number + 1)]
    return [json.loads(text) for text in printed[1:]]


def validation(against: list[dict[str, float]]) -> list[str]:
    """Return the lines on validation against pyshacl over everything."""
    ours, pyshacl = (statistics.median(run[name] for run in against) for name in ("ours", "pyshacl"))
    ratio = statistics.median(run["pyshacl"] / run["ours"] for run in against)
    same = "the same results" if all(run["same"] for run in against) else "**other results**"
    return [
        "### The shapes, against pyshacl",
        "",
        (
            f"{against[0]['statements']:,.0f} statements, all shapes, processor seconds, both in one process: "
            f"{ours:.2f} s against {pyshacl:.2f} s of pyshacl over everything, **{ratio:.1f} times** as fast "
            f"(aim: {AIM:.0f}), {same}."
        ),
        "",
    ]


def page(measured: list[dict[str, float]], against: list[dict[str, float]]) -> str:
    """Return the section of docs/performance.md."""
    totals = [sum(run.values()) for run in measured]
    total = statistics.median(totals)
    rows = [
        f"| {room} | {statistics.median(run[room] for run in measured):.2f} s "
        f"| {statistics.median(run[room] / sum(run.values()) for run in measured):.0%} |"
        for room in ROOMS
    ]
    return "\n".join(
        [
            "# Performance",
            "",
            "Written by `make bench`. Times are medians; each run is a process of its own.",
            "",
            (
                f"Machine: {os.cpu_count()} cores, {platform.machine()}, Python {platform.python_version()}, "
                f"pyoxigraph {version('pyoxigraph')}, pyshacl {version('pyshacl')}, rdflib {version('rdflib')}."
            ),
            "",
            "## Full rebuild of the Pact graph",
            "",
            (
                f"Check and release together: **{total:.1f} s** (fastest {min(totals):.1f}, slowest {max(totals):.1f}, "
                f"{len(measured)} runs), {total / LIMIT:.2f} of the limit of {LIMIT:.0f} s on two cores."
            ),
            "",
            "| room | median | share |",
            "|---|---|---|",
            *rows,
            "",
            *validation(against),
            "",
        ]
    )


def year(former: str) -> str:
    """Return what the page says of a year of notices, which is not measured here."""
    return "".join(section for section in re.split(r"(?m)^(?=## )", former) if section.startswith(YEAR))


def main() -> None:
    """Measure, print, and write the page."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--one", action="store_true", help="rebuild once and print the seconds as JSON")
    parser.add_argument("--pyshacl", action="store_true", help="validate once in both ways and print the seconds")
    parser.add_argument("--runs", type=int, default=5, help="counted runs (5)")
    arguments = parser.parse_args()
    if arguments.one or arguments.pyshacl:
        print(json.dumps(one_run() if arguments.one else against_pyshacl()))
        return
    text = page(runs(arguments.runs), compared(3))
    PAGE.write_text(text + year(PAGE.read_text(encoding="utf-8")), encoding="utf-8")
    print(text)


if __name__ == "__main__":
    main()
