"""The wheel in an empty environment serves the whole graph from any folder."""

import contextlib
import http.client
import os
import re
import subprocess
import sys
import venv
import zipfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from cfit_graph.project import FOLDERS


@pytest.fixture(scope="module")
def wheel(root: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    to = tmp_path_factory.mktemp("dist")
    subprocess.run(
        [sys.executable, "-m", "build", "--wheel", "--no-isolation", "--outdir", str(to), str(root)],
        check=True,
        capture_output=True,
    )
    return next(to.glob("*.whl"))


@pytest.fixture(scope="module")
def installed(wheel: Path, root: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The programs of an environment that holds the wheel and what it needs, and nothing else."""
    home = tmp_path_factory.mktemp("environment")
    venv.create(home, with_pip=True)
    pip = [str(home / "bin" / "pip"), "--quiet", "--disable-pip-version-check", "install"]
    subprocess.run([*pip, "--require-hashes", "--requirement", str(root / "requirements" / "serve.txt")], check=True)
    subprocess.run([*pip, "--no-deps", str(wheel)], check=True)
    return home / "bin"


@pytest.fixture(scope="module")
def address(installed: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """Where `cfit serve` of that environment answers, started in a folder that has nothing in it."""
    environment = {name: value for name, value in os.environ.items() if not name.startswith(("PYTHON", "CFIT_"))}
    process = subprocess.Popen(
        [str(installed / "cfit"), "serve", "--port", "0"],
        cwd=tmp_path_factory.mktemp("empty"),
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        text=True,
        env=environment,
    )
    assert process.stdout is not None
    try:
        line = process.stdout.readline()
        found = re.search(r"http://([\d.]+:\d+)/", line)
        assert found, line
        yield found[1]
    finally:
        process.terminate()
        process.wait(20)
        process.stdout.close()


def asked(address: str, path: str, accept: str) -> tuple[int, str]:
    with contextlib.closing(http.client.HTTPConnection(address, timeout=30)) as connection:
        connection.request("GET", path, headers={"Accept": accept})
        answer = connection.getresponse()
        return answer.status, answer.read().decode()


def test_the_wheel_carries_every_file_of_the_project(wheel: Path, root: Path) -> None:
    inside = set(zipfile.ZipFile(wheel).namelist())

    for folder in FOLDERS:
        for path in (root / folder).rglob("*"):
            if path.is_file():
                assert f"cfit_graph/project/{path.relative_to(root).as_posix()}" in inside
    for path in (root / "cfit_graph").rglob("*"):
        if path.is_file() and path.suffix != ".pyc":
            assert path.relative_to(root).as_posix() in inside


def test_it_serves_the_graph_from_an_empty_folder(address: str) -> None:
    asks = "/sparql?query=SELECT%20(COUNT(*)%20AS%20%3Fn)%20WHERE%20%7B%20%3Fs%20%3Fp%20%3Fo%20%7D"

    status, text = asked(address, asks, "text/csv")

    assert status == 200
    assert int(text.split()[1]) > 10_000
    assert asked(address, "/-/health", "application/json")[0] == 200
    assert "Rijkswaterstaat" in asked(address, "/doc/organisation/nl-rws", "text/html")[1]
