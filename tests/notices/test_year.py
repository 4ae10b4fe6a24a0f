"""The made-up year of notices that benchmarks read: as varied as a real one, and the same each time."""

import subprocess
import sys
from collections import Counter
from pathlib import Path

import pytest

from cfit_graph.records.notices import NoticeTree
from cfit_graph.sources import archives, notices

ROOT = Path(__file__).parents[2]
SAMPLE = ROOT.parent / "shared" / "notices"
MANY = 150


def made(to: Path, jobs: int) -> Path:
    command = [sys.executable, "benchmarks/year.py", "--out", str(to), "--notices", str(MANY), "--jobs", str(jobs)]
    subprocess.run(command, cwd=ROOT, check=True, capture_output=True, timeout=60)
    return to


@pytest.fixture(scope="module")
def year(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A small year."""
    if not SAMPLE.is_dir():
        pytest.skip("the sample of real notices is not beside the project")
    return made(tmp_path_factory.mktemp("year"), jobs=1)


@pytest.fixture(scope="module")
def trees(year: Path) -> list[NoticeTree]:
    """The notices of the small year."""
    entries = (entry for name, path in archives.paths(year) for entry in archives.entries(name, path))
    return [tree for entry in entries for tree in notices.read(archives.content(entry), entry.name)]


def test_every_notice_of_the_year_is_its_own(trees: list[NoticeTree]) -> None:
    assert len(trees) == MANY
    assert len({tree.notice.key for tree in trees}) == MANY
    assert len({tree.notice.procedure for tree in trees}) == MANY
    assert {tree.notice.format for tree in trees} == {"eforms", "ted-r2-0-9", "ocds"}


def test_the_notices_are_spread_over_the_year_and_over_buyers(trees: list[NoticeTree]) -> None:
    published = Counter((tree.notice.publication_date or "")[:7] for tree in trees)
    buyers = {name.text for tree in trees for one in tree.organisations for name in tree.names if name.of == one.id}

    assert sorted(published) == [f"2026-{month:02}" for month in range(1, 13)]
    assert max(published.values()) < MANY / 6
    assert len(buyers) > MANY


def test_the_same_year_comes_out_the_same_from_two_processes(year: Path, tmp_path: Path) -> None:
    again = made(tmp_path, jobs=2)

    files = {path.relative_to(year): path.read_bytes() for path in year.rglob("*") if path.is_file()}
    assert files == {path.relative_to(again): path.read_bytes() for path in again.rglob("*") if path.is_file()}
