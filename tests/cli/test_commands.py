"""The commands as a shell sees them: a real process, what it prints, and its exit status."""

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from cfit_graph import __version__, release

CFIT = Path(sys.executable).with_name("cfit")


def cfit(*arguments: str, releases: Path | None = None, **environ: str) -> subprocess.CompletedProcess[str]:
    given = {"CFIT_RELEASES": str(releases)} if releases else {}
    return subprocess.run(
        [str(CFIT), *arguments],
        capture_output=True,
        text=True,
        check=False,
        timeout=120,
        env={**os.environ, **given, "COLUMNS": "120", "NO_COLOR": "1", **environ},
    )


COMMANDS = ("check", "release", "serve", "ingest", "facts", "fetch ted", "fetch ocds", "query", "show")


@pytest.mark.parametrize("command", [(), *(tuple(words.split()) for words in COMMANDS)])
def test_every_command_explains_itself(command: tuple[str, ...]) -> None:
    printed = cfit(*command, "--help")

    assert printed.returncode == 0
    assert "Usage:" in printed.stdout
    assert "None" not in printed.stdout


def test_the_version_is_said() -> None:
    assert cfit("--version").stdout == f"cfit-graph {__version__}\n"


def test_check_ends_with_the_verdict_and_status_0() -> None:
    printed = cfit("check")

    assert printed.returncode == 0, printed.stdout
    assert "The graph conforms" in printed.stdout.splitlines()[-1]


def test_a_broken_table_stops_check_and_release_with_status_1_and_leaves_the_release_alone(
    root: Path, releases: Path, tmp_path: Path
) -> None:
    data = Path(shutil.copytree(root / "data", tmp_path / "data"))
    table = data / "events.csv"
    table.write_text(table.read_text(encoding="utf-8").replace("2021-06-14", "June 2021", 1), encoding="utf-8")
    before = {path: path.stat().st_mtime_ns for path in releases.rglob("*")}

    looked = cfit("check", "--data", str(data))
    published = cfit("release", "--data", str(data), releases=releases)

    assert (looked.returncode, published.returncode) == (1, 1)
    assert "data/events.csv:" in looked.stdout
    assert ":start: 'June 2021' is not a date." in looked.stdout
    assert "Traceback" not in looked.stderr + published.stderr
    assert {path: path.stat().st_mtime_ns for path in releases.rglob("*") if path.name != ".lock"} == {
        path: time for path, time in before.items() if path.name != ".lock"
    }


def test_a_broken_rule_names_the_cell_and_the_thing(root: Path, tmp_path: Path) -> None:
    data = Path(shutil.copytree(root / "data", tmp_path / "data"))
    table = data / "group_memberships.csv"
    lines = table.read_text(encoding="utf-8").splitlines()
    cells = lines[1].split(",")
    cells[lines[0].split(",").index("organisation")] = ""
    table.write_text("\n".join([lines[0], ",".join(cells), *lines[2:]]) + "\n", encoding="utf-8")

    printed = cfit("check", "--data", str(data), "--format", "json")
    found = [one for one in json.loads(printed.stdout)["findings"] if one["severity"] == "violation"]

    assert printed.returncode == 1
    assert found[0]["place"] == {"file": "data/group_memberships.csv", "row": 2, "column": "organisation"}


def test_the_shacl_report_can_be_had_as_turtle() -> None:
    assert "sh:ValidationReport" in cfit("check", "--format", "turtle").stdout


def test_a_question_is_answered_as_a_table_and_as_csv(releases: Path) -> None:
    asked = "SELECT ?theme WHERE { ?theme a cfit:Theme } ORDER BY ?theme"

    assert "4 rows" in cfit("query", asked, releases=releases).stdout
    assert cfit("query", asked, "--format", "csv", releases=releases).stdout.count("vocabulary/theme/") == 4


def test_a_syntax_error_says_where_and_ends_with_status_2(releases: Path) -> None:
    printed = cfit("query", "SELECT * WHERE {\n  ?s ?p }", releases=releases)

    assert printed.returncode == 2
    assert printed.stderr.startswith("Error: line 2, column ")


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (("query",), "say what to ask"),
        (("query", "--question", "no-such-question"), "is no published question"),
        (("query", "--file", "no-such-file.rq"), "no-such-file.rq: cannot be read"),
        (("show", "organisation/nl-rwz"), "did you mean <https://w3id.org/cfit/id/organisation/nl-rws>?"),
        (("show", "nonsense thing"), "names nothing"),
    ],
)
def test_a_wrong_request_is_one_line_and_status_2(arguments: tuple[str, ...], words: str, releases: Path) -> None:
    printed = cfit(*arguments, releases=releases)

    assert printed.returncode == 2
    assert words in printed.stderr
    assert "Traceback" not in printed.stderr


def test_an_unknown_setting_is_refused() -> None:
    printed = cfit("query", "ASK {}", CFIT_PROT="1")

    assert printed.returncode == 2
    assert "CFIT_PROT is not a setting" in printed.stderr


def test_without_a_release_query_says_how_to_build_one(tmp_path: Path) -> None:
    printed = cfit("query", "ASK {}", releases=tmp_path)

    assert printed.returncode == 2
    assert "cfit release" in printed.stderr


def test_a_thing_is_shown_with_its_sources(releases: Path) -> None:
    printed = cfit("show", "organisation/nl-rws", releases=releases).stdout

    assert printed.splitlines()[0] == "Rijkswaterstaat"
    assert "dcterms:spatial" in printed
    assert "[" in printed


def test_two_builds_in_two_folders_are_the_same_byte_for_byte(releases: Path, tmp_path: Path) -> None:
    made = cfit("release", "--to", str(tmp_path / "elsewhere"))
    theirs = Path(made.stdout.strip())
    ours = release.current(releases)

    assert made.returncode == 0, made.stderr
    assert theirs.name == ours.name
    for path in (path for path in ours.rglob("*") if path.is_file()):
        inside = path.relative_to(ours)
        if inside.parts[0] != "store":
            assert path.read_bytes() == (theirs / inside).read_bytes(), inside


def test_one_changed_cell_changes_only_what_depends_on_it(root: Path, releases: Path, tmp_path: Path) -> None:
    data = Path(shutil.copytree(root / "data", tmp_path / "data"))
    table = data / "themes.csv"
    text = table.read_text(encoding="utf-8")
    source = next(line.split(",")[1] for line in text.splitlines() if line.startswith("fair,") and ",2," in line)
    table.write_text(text.replace(f"fair,{source},Fair,2,", f"fair,{source},Fair,3,", 1), encoding="utf-8")

    made = cfit("release", "--data", str(data), "--to", str(tmp_path / "releases"))
    theirs = json.loads((Path(made.stdout.strip()) / "manifest.json").read_text(encoding="utf-8"))
    ours = json.loads((release.current(releases) / "manifest.json").read_text(encoding="utf-8"))

    changed = [a["iri"] for a, b in zip(ours["graphs"], theirs["graphs"], strict=True) if a != b]
    assert changed == [f"https://w3id.org/cfit/source/{source}"]
    files = {a["path"] for a, b in zip(ours["dumps"], theirs["dumps"], strict=True) if a != b}
    assert files == {
        "dumps/SHA256SUMS",
        "dumps/graph.nq.zst",
        "dumps/graph.trig.zst",
        "dumps/graph.ttl.zst",
        "dumps/tables/themes.csv",
    }
