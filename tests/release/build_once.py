"""Build one release of 2,000 statements that all say the same word, and die at a step if told to.

build_once.py RELEASES WORD [STEP]     STEP counts from 1; 0 lives
"""

import os
import signal
import sys
from datetime import date
from itertools import count
from pathlib import Path

from pyoxigraph import Literal, NamedNode, Quad

from cfit_graph import findings, iris, release

REPORT = b"[] a <http://www.w3.org/ns/shacl#ValidationReport> ."


def content(word: str) -> release.Content:
    quads = [
        Quad(iris.thing("thing", str(number)), iris.CFIT.word, Literal(word), iris.source(f"part-{number % 7}"))
        for number in range(2000)
    ]
    said = Quad(NamedNode("https://w3id.org/cfit/id/thing/0"), iris.CFIT.word, Literal(word), iris.source("part-1"))
    return release.Content(
        quads=[*quads, said],
        ontology=[],
        shapes=[],
        questions=[],
        report=findings.Report(),
        report_graph=REPORT,
        tables=[],
        prefixes={"cfit": iris.CFIT.base},
        ontology_version="0.1.0",
        created=date(2026, 11, 22),
    )


def main(releases: str, word: str, last_step: str = "0") -> None:
    steps = count(1)

    def told(step: str) -> None:
        print(step, flush=True)  # noqa: T201 - the test reads the steps
        if next(steps) == int(last_step):
            os.kill(os.getpid(), signal.SIGKILL)

    release.write(content(word), Path(releases), told)


if __name__ == "__main__":
    main(*sys.argv[1:])
