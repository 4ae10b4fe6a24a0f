"""`cfit ingest` as a shell sees it: real notices in files, folders and archives, and hostile ones."""

import csv
import gzip
import io
import json
import subprocess
import sys
import tarfile
import time
import zipfile
from pathlib import Path

import pytest

from cfit_graph.records.notices import NoticeTree
from cfit_graph.sources import notice_tables

CFIT = Path(sys.executable).with_name("cfit")
SHARED = Path(__file__).parent.parent.parent.parent / "shared" / "notices"
LAPTOPS = "eforms/meaningfy/536121-2023.xml"
DOFFIN = "eforms/doffin/2023-618728.xml"
FURNITURE = "eforms/doffin/2023-100679.xml"  # not of ICT
OLD = "ted_r209/op-ted-mapping/195894-2021.xml"
OCDS = "ocds/uk-sell2wales/WRel23.json"

if not SHARED.is_dir():
    pytest.skip("the real notices (../shared/notices) are not beside this checkout", allow_module_level=True)


def ingest(*words: str | Path, jobs: int = 1) -> subprocess.CompletedProcess[str]:
    command = [str(CFIT), "ingest", *map(str, words), "--jobs", str(jobs)]
    return subprocess.run(command, capture_output=True, text=True, check=False, timeout=120)


def tables(folder: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in sorted(folder.iterdir())}


def trees(folder: Path) -> dict[str, NoticeTree]:
    return {tree.notice.key: tree for tree, _hits in notice_tables.read(folder)}


def set_aside(folder: Path) -> dict[str, str]:
    with (folder / "set-aside.csv").open(encoding="utf-8", newline="") as file:
        return {row["file"]: row["reason"] for row in csv.DictReader(file)}


@pytest.fixture(scope="module")
def inbox(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with a notice of each format, one of furniture, a broken one, and some of them again in archives."""
    box = tmp_path_factory.mktemp("inbox")
    for number, name in enumerate((LAPTOPS, DOFFIN, FURNITURE, OLD, OCDS)):
        (box / f"{number}{Path(name).suffix}").write_bytes((SHARED / name).read_bytes())
    (box / "broken.xml").write_text("<ContractNotice>", encoding="utf-8")
    with zipfile.ZipFile(box / "some.zip", "w", zipfile.ZIP_DEFLATED) as archive:
        archive.write(SHARED / LAPTOPS, "day/laptops.xml")
    with tarfile.open(box / "some.tar.gz", "w:gz") as archive:
        archive.add(SHARED / "eforms/meaningfy/198906-2025.xml", "198906-2025.xml")
    return box


@pytest.fixture(scope="module")
def done(inbox: Path, tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, str]:
    """The tables made of the inbox, and what was said of it."""
    to = tmp_path_factory.mktemp("tables") / "notices"
    printed = ingest(inbox, "--to", to)
    assert printed.returncode == 0, printed.stderr
    return to, printed.stdout


def test_nothing_that_is_read_is_lost(done: tuple[Path, str]) -> None:
    to, said = done

    assert said.startswith("8 read: 5 mapped, 1 out of scope, 2 set aside.")
    assert len(trees(to)) == 5
    assert set_aside(to).keys() == {"broken.xml", "some.zip!day/laptops.xml"}
    assert "repeats ted-536121-2023" in set_aside(to)["some.zip!day/laptops.xml"]


def test_tables_hold_facts_and_no_description_and_no_contact(done: tuple[Path, str]) -> None:
    to, _said = done
    written = b"".join(tables(to).values()).decode()
    laptops = trees(to)["ted-536121-2023"]

    assert "30213100" in {laptops.notice.cpv_main, *(lot.cpv_main for lot in laptops.lots)}
    assert laptops.texts == ()
    assert all(organisation.street is None for organisation in laptops.organisations)
    assert "@" not in written
    assert max(len(name.text) for tree in trees(to).values() for name in tree.names) < 350


def test_a_second_run_in_several_processes_gives_the_same_bytes(
    done: tuple[Path, str], inbox: Path, tmp_path: Path
) -> None:
    assert ingest(inbox, "--to", tmp_path / "again", jobs=2).returncode == 0

    assert tables(tmp_path / "again") == tables(done[0])


def test_a_run_over_its_own_result_changes_nothing(done: tuple[Path, str], inbox: Path) -> None:
    before = tables(done[0])

    ingest(inbox, "--to", done[0])

    assert tables(done[0]) == before


def test_a_dask_cluster_gives_the_same_bytes(done: tuple[Path, str], inbox: Path, tmp_path: Path) -> None:
    scheduler = subprocess.Popen(
        [
            sys.executable,
            "-m",
            "distributed.cli.dask_scheduler",
            "--host",
            "127.0.0.1",
            "--port",
            "0",
            "--no-dashboard",
        ],
        stderr=subprocess.PIPE,
        text=True,
    )
    workers = []
    try:
        assert scheduler.stderr is not None
        address = next(line.split()[-1] for line in scheduler.stderr if "Scheduler at:" in line)
        command = [sys.executable, "-m", "distributed.cli.dask_worker", address, "--no-dashboard", "--nthreads", "1"]
        workers = [subprocess.Popen(command, stderr=subprocess.DEVNULL) for _ in range(2)]
        printed = ingest(inbox, "--to", tmp_path / "there", "--scheduler", address)
    finally:
        for process in (*workers, scheduler):
            process.terminate()
            process.wait(30)
        assert scheduler.stderr is not None
        scheduler.stderr.close()

    assert printed.returncode == 0, printed.stderr
    assert tables(tmp_path / "there") == tables(done[0])


def test_a_stopped_run_goes_on_where_it_was(inbox: Path, done: tuple[Path, str], tmp_path: Path) -> None:
    to = tmp_path / "notices"
    running = subprocess.Popen(
        [str(CFIT), "ingest", str(SHARED / "eforms"), str(inbox), "--to", str(to), "--scope", "all", "--jobs", "1"],
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    while not (kept := list((to / ".parts").glob("*.done"))):
        time.sleep(0.02)
        assert running.poll() is None, "the run ended before it could be stopped"
    running.kill()
    running.wait()
    written = {path: path.stat().st_mtime_ns for path in kept}

    assert not (to / "notices.csv").exists()
    finished = subprocess.Popen(
        [str(CFIT), "ingest", str(SHARED / "eforms"), str(inbox), "--to", str(to), "--scope", "all", "--jobs", "1"],
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    while finished.poll() is None and all(path.exists() for path in kept):
        assert {path: path.stat().st_mtime_ns for path in kept if path.exists()} == written
        time.sleep(0.02)

    assert finished.wait(120) == 0
    assert trees(done[0]).keys() <= trees(to).keys()


def bomb(folder: Path) -> Path:
    with zipfile.ZipFile(folder / "bomb.zip", "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("zeros.xml", b"0" * 30_000_000)
    return folder / "bomb.zip"


def traversal(folder: Path) -> Path:
    with zipfile.ZipFile(folder / "out.zip", "w") as archive:
        archive.writestr("../../out.xml", (SHARED / LAPTOPS).read_bytes())
    return folder / "out.zip"


def link(folder: Path) -> Path:
    with tarfile.open(folder / "link.tar.gz", "w:gz") as archive:
        member = tarfile.TarInfo("notice.xml")
        member.type, member.linkname = tarfile.SYMTYPE, "/etc/passwd"
        archive.addfile(member)
    return folder / "link.tar.gz"


def nested(folder: Path) -> Path:
    content, name = (SHARED / LAPTOPS).read_bytes(), "notice.xml"
    for depth in range(3):
        buffer = io.BytesIO()
        with zipfile.ZipFile(buffer, "w") as archive:
            archive.writestr(name, content)
        content, name = buffer.getvalue(), f"inner{depth}.zip"
    (folder / "nested.zip").write_bytes(content)
    return folder / "nested.zip"


def cut(folder: Path) -> Path:
    whole = gzip.compress((SHARED / LAPTOPS).read_bytes() * 3)
    (folder / "cut.tar.gz").write_bytes(whole[:3000])
    return folder / "cut.tar.gz"


def laughs(folder: Path) -> Path:
    entities = "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10}">' for n in range(1, 10))
    text = f'<!DOCTYPE x [<!ENTITY l0 "ha">{entities}]><ContractNotice>&l9;</ContractNotice>'
    (folder / "laughs.xml").write_text(text, encoding="utf-8")
    return folder / "laughs.xml"


def deep(folder: Path) -> Path:
    (folder / "deep.json").write_text("[" * 5_000_000, encoding="utf-8")
    return folder / "deep.json"


@pytest.mark.parametrize(
    ("make", "reason"),
    [
        (bomb, "perhaps a bomb"),
        (traversal, "leads out of the archive"),
        (link, "a link or a device"),
        (nested, "an archive inside 2 archives"),
        (cut, "the archive is broken"),
        (laughs, "has a DOCTYPE"),
        (deep, ""),
    ],
)
def test_a_hostile_file_is_set_aside_at_once_and_stops_nobody(make, reason: str, tmp_path: Path) -> None:  # type: ignore[no-untyped-def]
    hostile = make(tmp_path)

    printed = ingest(hostile, SHARED / LAPTOPS, "--to", tmp_path / "to")

    assert printed.stdout.startswith("2 read: 1 mapped, 0 out of scope, 1 set aside."), printed.stderr
    (why,) = set_aside(tmp_path / "to").values()
    assert reason in why


def test_a_path_where_nothing_is_is_an_error_of_one_line(tmp_path: Path) -> None:
    printed = ingest(tmp_path / "nowhere", "--to", tmp_path / "to")

    assert printed.returncode == 2
    assert "no file and no folder" in printed.stderr
    assert "Traceback" not in printed.stderr


def test_a_table_that_somebody_changed_by_hand_names_its_line(done: tuple[Path, str], tmp_path: Path) -> None:
    for name, content in tables(done[0]).items():
        (tmp_path / name).write_bytes(content)
    with (tmp_path / "codes.csv").open("a", encoding="utf-8") as file:
        file.write("ted-0-1999,LOT-0001,green,circ-econ\n")

    with pytest.raises(Exception, match=r"codes\.csv:\d+: 'ted-0-1999' is no notice"):
        trees(tmp_path)


def test_a_cell_that_a_spreadsheet_would_compute_is_disarmed_and_comes_back_as_it_was(tmp_path: Path) -> None:
    notice = json.loads((SHARED / OCDS).read_text(encoding="utf-8"))
    text = json.dumps(notice).replace(notice["buyer"]["name"], "=HYPERLINK(0); a\\\\b")
    (tmp_path / "evil.json").write_text(text, encoding="utf-8")

    ingest(tmp_path / "evil.json", "--to", tmp_path / "to", "--scope", "all")

    with (tmp_path / "to" / "names.csv").open(encoding="utf-8", newline="") as file:
        assert not any(cell.startswith("=") for row in csv.reader(file) for cell in row)
    (tree,) = trees(tmp_path / "to").values()
    assert "=HYPERLINK(0); a\\b" in {name.text for name in tree.names}
