"""`cfit facts`, as a shell sees it: one line of JSON a file, whatever the file is."""

import json
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

CFIT = Path(sys.executable).with_name("cfit")
HERE = Path(__file__).parent / "eforms"


def cfit(*arguments: str | Path) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [str(CFIT), "facts", *map(str, arguments)], capture_output=True, text=True, check=False, timeout=120
    )


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A folder with two notices in two folders, one file that is broken and one that is none."""
    for name in ("call", "result"):
        (tmp_path / name).mkdir()
        shutil.copy(HERE / f"{name}.xml", tmp_path / name / "notice.xml")
    (tmp_path / "broken.xml").write_text("<ContractNotice>", encoding="utf-8")
    (tmp_path / "README.md").write_text("not a notice", encoding="utf-8")
    return tmp_path


def test_each_file_of_a_folder_is_a_line_and_a_broken_one_says_why(folder: Path) -> None:
    printed = cfit(folder)
    facts = {line["file"]: line["facts"] for line in map(json.loads, printed.stdout.splitlines())}

    assert printed.returncode == 0
    assert set(facts) == {"broken.xml", "call/notice.xml", "result/notice.xml"}
    assert "not readable as XML" in facts["broken.xml"]["error"]
    assert facts["result/notice.xml"]["winner_names"] == ["Jan Kowalski", "Wygrana sp. z o.o."]


def test_the_facts_are_those_of_the_notice(folder: Path) -> None:
    facts = json.loads(cfit(folder / "call" / "notice.xml").stdout)["facts"]

    assert facts["title"] == {"DEU": 'Notebooks "gebraucht" & neu'}
    assert (facts["lot_count"], facts["lots_group_count"], facts["ict"]) == (2, 1, True)
    assert (facts["country"], facts["language"], facts["buyer_names"]) == ("DEU", "DEU", ["Stadt Musterhausen"])
    assert facts["cpv_all"] == ["30213100", "30231000"]
    assert facts["estimated_value"] == {"amount": "1500000.5", "currency": "EUR"}
    assert (facts["award_criteria_count"], facts["award_criteria_types"]) == (2, ["quality"])
    assert facts["lots"][1]["deadline_tenders"]["utc"] == "2025-03-28T11:00:00Z"


def test_several_folders_are_named_from_the_one_that_holds_them(folder: Path) -> None:
    files = [json.loads(line)["file"] for line in cfit(folder / "call", folder / "result").stdout.splitlines()]

    assert files == ["call/notice.xml", "result/notice.xml"]


def test_a_path_where_nothing_is_ends_with_status_2(folder: Path) -> None:
    printed = cfit(folder / "nothing.xml")

    assert printed.returncode == 2
    assert "nothing.xml: cannot be read" in printed.stderr.replace("\n", "")
