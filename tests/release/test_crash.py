"""A build may die at any moment: readers see the old release or the new one, whole, and nothing else."""

import os
import random
import resource
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from cfit_graph import rdf, release
from cfit_graph.errors import ReleaseError

SCRIPT = Path(__file__).with_name("build_once.py")
ENVIRONMENT = {**os.environ, "PYTHONPATH": str(Path(__file__).parents[2])}
STEPS = 10
KILLS = 20
STATEMENTS = 4001


def command(releases: Path, word: str, step: int = 0) -> list[str]:
    return [sys.executable, str(SCRIPT), str(releases), word, str(step)]


def build(releases: Path, word: str, step: int = 0) -> subprocess.CompletedProcess[bytes]:
    return subprocess.run(command(releases, word, step), capture_output=True, check=False, env=ENVIRONMENT)


def word_of(releases: Path) -> str:
    """Return the one word all statements of the current release say; fail if it is a mixture or half a release."""
    current = release.current(releases)
    quads = list(rdf.open_store(current / "store"))
    words = {quad.object.value for quad in quads}
    assert len(quads) == STATEMENTS
    assert len(words) == 1
    assert release.verify(current) == []
    return str(words.pop())


class Reader(threading.Thread):
    """Reads the current release over and over, and keeps what went wrong."""

    def __init__(self, releases: Path) -> None:
        super().__init__(daemon=True)
        self.releases, self.words, self.troubles = releases, [word_of(releases)], list[str]()
        self.ended = threading.Event()

    def run(self) -> None:
        while not self.ended.is_set():
            try:
                self.words.append(word_of(self.releases))
            except (AssertionError, OSError, ReleaseError) as error:
                self.troubles.append(repr(error))
            time.sleep(0.01)


@contextmanager
def reading(releases: Path) -> Iterator[Reader]:
    reader = Reader(releases)
    reader.start()
    yield reader
    reader.ended.set()
    reader.join()
    assert reader.troubles == []


def whole(releases: Path) -> bool:
    """Return whether every folder that bears the name of a release is one."""
    return all(release.verify(folder) == [] for folder in releases.glob("20*"))


def leftovers(releases: Path) -> list[str]:
    return [path.name for path in releases.iterdir() if path.name.startswith((".building-", "current.tmp"))]


def test_killed_at_any_step_the_old_or_the_new_release_is_served(tmp_path: Path) -> None:
    assert build(tmp_path, "old").returncode == 0

    with reading(tmp_path):
        for step in range(1, STEPS + 1):
            before = word_of(tmp_path)
            killed = build(tmp_path, f"new-{step}", step)

            assert killed.returncode == -signal.SIGKILL
            assert len(killed.stdout.splitlines()) == step
            assert word_of(tmp_path) == (f"new-{step}" if step == STEPS else before)
            assert whole(tmp_path)

    finished = build(tmp_path, "new-7")
    assert finished.returncode == 0
    assert word_of(tmp_path) == "new-7"
    assert leftovers(tmp_path) == []


def test_killed_at_random_moments_the_old_or_the_new_release_is_served(tmp_path: Path) -> None:
    chance = random.Random(20261122)  # noqa: S311 - moments, no secrets
    started = time.monotonic()
    assert build(tmp_path, "word-0").returncode == 0
    longest = time.monotonic() - started
    finished = {"word-0"}

    with reading(tmp_path) as reader:
        for number in range(1, KILLS + 1):
            before = word_of(tmp_path)
            running = subprocess.Popen(command(tmp_path, f"word-{number}"), env=ENVIRONMENT, stdout=subprocess.DEVNULL)
            time.sleep(chance.uniform(longest / 4, longest * 1.1))
            running.kill()
            acknowledged = running.wait() == 0

            after = word_of(tmp_path)
            assert after in ({f"word-{number}"} if acknowledged else {before, f"word-{number}"})
            assert whole(tmp_path)
            finished.add(after)

    assert set(reader.words) <= finished
    assert build(tmp_path, "last").returncode == 0
    assert word_of(tmp_path) == "last"
    assert leftovers(tmp_path) == []


def test_a_full_disk_leaves_the_old_release_and_the_next_build_works(tmp_path: Path) -> None:
    assert build(tmp_path, "old").returncode == 0

    def small_files_only() -> None:
        resource.setrlimit(resource.RLIMIT_FSIZE, (20_000, 20_000))

    stopped = subprocess.run(
        command(tmp_path, "new"),
        capture_output=True,
        check=False,
        env=ENVIRONMENT,
        preexec_fn=small_files_only,
    )

    assert b"ReleaseError" in stopped.stderr
    assert word_of(tmp_path) == "old"
    assert leftovers(tmp_path) == []
    assert build(tmp_path, "new").returncode == 0
    assert word_of(tmp_path) == "new"


@pytest.mark.parametrize("builds", [4])
def test_builds_at_the_same_time_never_mix(tmp_path: Path, builds: int) -> None:
    running = [
        subprocess.Popen(
            command(tmp_path, f"word-{number}"), env=ENVIRONMENT, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE
        )
        for number in range(builds)
    ]
    endings = [(process.communicate()[1], process.returncode) for process in running]

    winners = [f"word-{number}" for number, (_, code) in enumerate(endings) if code == 0]
    assert winners
    assert all(b"another build is writing here" in said for said, code in endings if code)
    assert word_of(tmp_path) in winners
    assert leftovers(tmp_path) == []


def test_another_process_makes_the_same_bytes(tmp_path: Path) -> None:
    """Python and the engine scramble their hash tables anew in every process."""
    for folder in ("one", "two"):
        assert build(tmp_path / folder, "same").returncode == 0

    one, two = (release.current(tmp_path / folder) for folder in ("one", "two"))
    assert one.name == two.name
    for path in sorted(one.rglob("*")):
        if path.is_file() and "store" not in path.parts:
            assert path.read_bytes() == (two / path.relative_to(one)).read_bytes()
