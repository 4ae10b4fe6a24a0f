"""What several rooms' tests share: the project's folders and, built once, the graph and its release.

`make test` shares the tests out among processes, a file to each: what is built once is built by the first who needs it.
"""

import fcntl
import json
import os
import pickle
import re
import socket
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pyoxigraph as ox
import pytest
import zstandard

from cfit_graph import pipeline, project, rdf
from cfit_graph.pipeline import Checked
from cfit_graph.settings import Settings

ROOT = Path(__file__).parent.parent
LOOPBACK = ("127.", "::1", "localhost")
NOT_ALONE = 77  # the exit status of a benchmark that cannot have a network of its own
# Who looks at a clock, counts processes or takes the whole machine has it to themselves, and comes last.
UNSHARED = (
    "attacks/",
    "engine/",
    "explore/test_search.py",
    "load/",
    "release/test_answers.py",
    "web/test_patience.py",
    "web/test_server.py",
    "web/test_switch.py",
)
LONG = ("test_every_iri.py", "installed/", "frontend/", "cli/", "browser/")
WALKERS = 2  # processes that go and see every page
SEVERAL = "PYTEST_XDIST_WORKER" in os.environ
Once = Callable[[str, Callable[[Path], object]], Path]


def place(item: pytest.Item) -> str:
    """Return the file of a test, from the folder of all tests."""
    return item.path.relative_to(ROOT / "tests").as_posix()


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Begin with what takes long, so that no process waits for another in the end, and end with who must be alone."""

    def turn(item: pytest.Item) -> list[bool]:
        return [place(item).startswith(UNSHARED), *(not place(item).startswith(one) for one in LONG)]

    items.sort(key=turn)


@pytest.hookimpl(wrapper=True, tryfirst=True)
def pytest_runtest_protocol(item: pytest.Item) -> Iterator[None]:
    """Run a test beside those of the other processes, or alone, its fixtures included."""
    if not SEVERAL:
        return (yield)
    base = item.config._tmp_path_factory.getbasetemp().parent  # type: ignore[attr-defined] # noqa: SLF001
    with (base / "turn.lock").open("w+") as turn:
        fcntl.lockf(turn, fcntl.LOCK_EX if place(item).startswith(UNSHARED) else fcntl.LOCK_SH)
        return (yield)


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
def once(tmp_path_factory: pytest.TempPathFactory) -> Once:
    """What fills a folder of a name once in a run, whichever process asks first, and gives it to all."""
    own = tmp_path_factory.getbasetemp()
    base = own.parent if SEVERAL else own

    def made(name: str, make: Callable[[Path], object]) -> Path:
        folder, done = base / name, base / f"{name}.done"
        with (base / f"{name}.lock").open("w") as lock:
            fcntl.lockf(lock, fcntl.LOCK_EX)
            if not done.exists():
                folder.mkdir(exist_ok=True)
                make(folder)
                done.touch()
        return folder

    return made


@pytest.fixture(scope="session")
def checked(root: Path, once: Once) -> Checked:
    """The project's own graph, built and checked once."""

    def made(to: Path) -> None:
        (to / "graph").write_bytes(pickle.dumps(pipeline.check(root, work=to)))

    found: Checked = pickle.loads((once("checked", made) / "graph").read_bytes())  # noqa: S301 - our own
    return found


@pytest.fixture(scope="session")
def releases(request: pytest.FixtureRequest, once: Once) -> Path:
    """A folder of releases that holds the project's own release."""

    def made(to: Path) -> None:
        pipeline.release.write(pipeline.content(request.getfixturevalue("checked")), to)

    return once("releases", made)


@pytest.fixture(scope="session")
def settings(releases: Path) -> Settings:
    return Settings(releases=releases, port=0, workers=2)


@pytest.fixture(scope="session")
def store(releases: Path) -> ox.Store:
    """Every statement of the release in memory, the default graph with each triple once."""
    packed = pipeline.release.current(releases) / "dumps" / "graph.nq.zst"
    lines = zstandard.ZstdDecompressor().decompress(packed.read_bytes())
    return rdf.store(rdf.with_default_graph(rdf.read_bytes(lines, ox.RdfFormat.N_QUADS)))


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


@pytest.fixture(scope="session")
def walked(releases: Path, once: Once) -> dict[str, Any]:
    """What every page of the sitemap and every IRI of the release gave in every form; two processes go and look."""

    def walk(to: Path) -> None:
        program, said = str(ROOT / "tests" / "site" / "walk.py"), [to / f"{part}.said" for part in range(WALKERS)]
        running = []
        for part, log in enumerate(said):
            command = [sys.executable, program, str(releases), str(to / f"{part}.json"), str(part), str(WALKERS)]
            with log.open("wb") as lines:
                running.append(subprocess.Popen(command, stderr=lines))
        for process, log in zip(running, said, strict=True):
            assert process.wait() == 0, log.read_text(encoding="utf-8")[-2000:]

    parts = [json.loads(path.read_bytes()) for path in sorted(once("walked", walk).glob("*.json"))]
    return {"listed": parts[0]["listed"], "seen": [seen for part in parts for seen in named(part)]}


def named(part: dict[str, Any]) -> Iterator[dict[str, Any]]:
    """Yield what a process saw, with the patterns of each page by their names instead of the numbers it gave them."""
    names = part["patterns"]
    for seen in part["seen"]:
        yield {**seen, "patterns": {names[number] for number in seen["patterns"]}}
