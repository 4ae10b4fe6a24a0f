"""The bundled scripts are what their sources and the lock file make, byte for byte, with the licence of all inside."""

import json
import os
import re
import shutil
import subprocess
from pathlib import Path

import pytest

FREE = {"MIT", "ISC", "BSD-2-Clause", "BSD-3-Clause", "0BSD", "Apache-2.0"}
SOURCES = ("package.json", "package-lock.json", ".npmrc", "build.mjs", "countries.mjs", "src")
TITLE = re.compile(r"^(\S+) (\d+\.\d+\.\d+) \((.+)\)$", re.MULTILINE)


def skipped(reason: str) -> None:
    assert os.environ.get("CI") != "true", reason
    pytest.skip(reason)


@pytest.fixture(scope="module")
def vendor(root: Path) -> Path:
    return root / "cfit_graph" / "web" / "static" / "vendor"


@pytest.fixture(scope="module")
def installed(root: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A fresh copy of the sources with their packages, in a folder they have never seen."""
    if not (shutil.which("node") and shutil.which("npm")):
        skipped("no Node or npm here: .ci/node says how to get them")
    copy = tmp_path_factory.mktemp("frontend")
    for name in SOURCES:
        source = root / "frontend" / name
        shutil.copytree(source, copy / name) if source.is_dir() else shutil.copy(source, copy / name)
    install = ["npm", "ci", "--ignore-scripts", "--no-audit", "--no-fund"]
    done = subprocess.run(install, cwd=copy, capture_output=True, text=True, check=False, timeout=300)
    if done.returncode:
        skipped(f"npm cannot install the packages here: {done.stderr.strip()[-300:]}")
    return copy


@pytest.fixture(scope="module")
def built(installed: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """What the build makes of them."""
    to = tmp_path_factory.mktemp("built")
    subprocess.run(["npm", "run", "build", "--", str(to)], cwd=installed, capture_output=True, check=True, timeout=120)
    return to


def test_a_fresh_build_gives_the_same_bytes(built: Path, vendor: Path) -> None:
    assert {path.name for path in built.iterdir()} == {path.name for path in vendor.iterdir()}
    for path in built.iterdir():
        assert path.read_bytes() == (vendor / path.name).read_bytes(), f"{path.name}: run 'make frontend'"


def test_the_countries_are_drawn_the_same_again(root: Path, installed: Path, tmp_path: Path) -> None:
    draw = ["npm", "run", "countries", "--", str(tmp_path)]
    subprocess.run(draw, cwd=installed, capture_output=True, check=True, timeout=120)

    kept = root / "cfit_graph" / "web" / "maps" / "countries.json"
    assert (tmp_path / kept.name).read_bytes() == kept.read_bytes(), "run 'make frontend'"


def test_every_package_inside_is_free_and_brings_its_licence(vendor: Path) -> None:
    text = (vendor / "LICENSES.txt").read_text(encoding="utf-8")
    named = {name: licence for name, _, licence in TITLE.findall(text)}

    assert {"@codemirror/view", "codemirror-lang-sparql", "@observablehq/plot", "d3-force"} <= named.keys()
    assert set(named.values()) <= FREE
    assert text.count("Copyright") >= len(named)


def test_the_lock_file_names_no_address_to_fetch_from(root: Path) -> None:
    lock = json.loads((root / "frontend" / "package-lock.json").read_text(encoding="utf-8"))
    packages = {name: package for name, package in lock["packages"].items() if name}

    assert all("resolved" not in package for package in packages.values())
    assert all(package["integrity"].startswith("sha512-") for package in packages.values())


def test_the_scripts_of_a_page_weigh_no_more_than_was_agreed(vendor: Path) -> None:
    kilobytes = {path.name: len(path.read_bytes()) // 1000 for path in vendor.glob("*.js")}

    assert kilobytes["editor.js"] < 450
    assert kilobytes["chart.js"] < 300
    assert kilobytes["graph.js"] < 80
