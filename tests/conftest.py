"""What several rooms' tests share: the project's folders and, built once, the graph and its release."""

import json
import os
import re
import socket
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pyoxigraph as ox
import pytest

from cfit_graph import pipeline, project, rdf
from cfit_graph.pipeline import Checked
from cfit_graph.settings import Settings

ROOT = Path(__file__).parent.parent
LOOPBACK = ("127.", "::1", "localhost")
NOT_ALONE = 77  # the exit status of a benchmark that cannot have a network of its own


@pytest.fixture(autouse=True)
def _only_loopback(monkeypatch: pytest.MonkeyPatch) -> None:
    """No test reaches anything but this machine."""
    connect = socket.socket.connect

    def guarded(self: socket.socket, address: object) -> None:
        if self.family in {socket.AF_INET, socket.AF_INET6} and isinstance(address, tuple):
            host = str(address[0])
            assert host.startswith(LOOPBACK), f"a test tried to reach {host}"
        connect(self, address)  # type: ignore[arg-type]

    monkeypatch.setattr(socket.socket, "connect", guarded)


@pytest.fixture(scope="session")
def root() -> Path:
    assert project.root() == ROOT
    return ROOT


@pytest.fixture(scope="session")
def checked(root: Path) -> Checked:
    """The project's own graph, built and checked once."""
    return pipeline.check(root)


@pytest.fixture(scope="session")
def releases(checked: Checked, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder of releases that holds the project's own release."""
    to = tmp_path_factory.mktemp("releases")
    pipeline.release.write(pipeline.content(checked), to)
    return to


@pytest.fixture(scope="session")
def settings(releases: Path) -> Settings:
    return Settings(releases=releases, port=0, workers=2)


@pytest.fixture(scope="session")
def store(checked: Checked) -> ox.Store:
    """Every statement of the graph in memory, the default graph with each triple once."""
    return rdf.store(rdf.with_default_graph(checked.graph.quads))


@pytest.fixture(scope="session")
def measure(tmp_path_factory: pytest.TempPathFactory) -> Callable[..., Any]:
    """What runs a program of `benchmarks` in a network of its own, to its end, and gives the summary it wrote."""

    def run(program: str, *words: object, seconds: float = 300) -> Any:
        out = tmp_path_factory.mktemp(program) / "summary.json"
        command = [sys.executable, str(ROOT / "benchmarks" / f"{program}.py"), *map(str, words), "--out", str(out)]
        done = subprocess.run(command, capture_output=True, text=True, check=False, timeout=seconds)
        if done.returncode == NOT_ALONE and os.environ.get("CI") != "true":
            pytest.skip(done.stderr.strip())
        assert out.is_file(), done.stderr[-2000:]
        return json.loads(out.read_text(encoding="utf-8"))

    return run


@pytest.fixture(scope="session")
def address(releases: Path) -> Iterator[str]:
    """Where a real server process answers over the project's own release."""
    process = subprocess.Popen(
        [str(Path(sys.executable).with_name("cfit")), "serve", "--port", "0", "--releases", str(releases)],
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        text=True,
    )
    assert process.stdout is not None
    try:
        line = process.stdout.readline()
        found = re.search(r"http://[\d.]+:\d+", line)
        assert found, line
        yield found[0]
    finally:
        process.terminate()
        process.wait(20)
        process.stdout.close()
