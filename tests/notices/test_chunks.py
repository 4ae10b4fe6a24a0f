"""Notices in chunks: each can be read and judged without the others, and what is wrong is said as if there were one."""

import csv
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from cfit_graph import pipeline
from cfit_graph.errors import SourceError
from cfit_graph.findings import Finding
from cfit_graph.pipeline import Running
from cfit_graph.sources import notice_chunks, notice_tables

CHUNK = 60


def split(folder: Path, to: Path) -> list[Path]:
    return notice_chunks.split(folder, notice_chunks.assigned(folder, CHUNK), to)


def changed(path: Path, change: Callable[[dict[str, str]], None]) -> None:
    """Change the rows of a table in place."""
    with path.open(encoding="utf-8", newline="") as file:
        reader = csv.DictReader(file)
        rows, columns = list(reader), list(reader.fieldnames or ())
    for row in rows:
        change(row)
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, columns, lineterminator="\n")
        writer.writeheader()
        writer.writerows(rows)


@pytest.fixture
def data(root: Path, tmp_path: Path) -> Path:
    """A copy of the project's tables."""
    return Path(shutil.copytree(root / "data", tmp_path / "data"))


def test_the_chunks_together_are_the_tables_and_no_procedure_is_in_two(root: Path, tmp_path: Path) -> None:
    folder = root / "data" / "notices"
    found = {chunk: list(notice_tables.read(chunk)) for chunk in split(folder, tmp_path)}
    whole = {tree.notice.key: (tree, hits) for tree, hits in notice_tables.read(folder)}

    assert len(found) > 2
    assert {tree.notice.key: (tree, hits) for of_chunk in found.values() for tree, hits in of_chunk} == whole
    procedures = [{tree.notice.procedure for tree, _hits in of_chunk} for of_chunk in found.values()]
    assert sum(map(len, procedures)) == len(set().union(*procedures))


def test_a_row_that_cannot_be_read_is_named_by_its_place_in_the_table(data: Path, root: Path) -> None:
    changed(data / "notices" / "criteria.csv", lambda row: row.update(number="first") if row["number"] == "3" else None)
    with pytest.raises(SourceError) as whole:
        pipeline.check(root, data)

    with pytest.raises(SourceError) as chunked:
        pipeline.check(root, data, Running(chunk=CHUNK))

    assert str(chunked.value) == str(whole.value)
    assert str(data / "notices" / "criteria.csv") in str(whole.value)


def test_a_row_out_of_its_order_is_refused_however_many_chunks_there_are(data: Path, tmp_path: Path) -> None:
    table = data / "notices" / "values.csv"
    header, *rows = table.read_text(encoding="utf-8").splitlines(keepends=True)
    table.write_text("".join([header, *reversed(rows)]), encoding="utf-8")

    with pytest.raises(SourceError, match=r"values\.csv:\d+: .* stands out of its order"):
        split(data / "notices", tmp_path / "chunks")


@pytest.mark.timeout(180)
def test_what_is_wrong_with_notices_is_the_same_in_one_chunk_and_in_many(data: Path, root: Path) -> None:
    def worsen(row: dict[str, str]) -> None:
        if int(row["publication_date"][-1:] or 0) == 3:
            row["publication_date"] = "2024-13-45"

    changed(data / "notices" / "notices.csv", worsen)
    changed(data / "notices" / "organisations.csv", lambda row: row.update(country="Norway"))

    def found(running: Running) -> list[Finding]:
        return sorted(pipeline.check(root, data, running).report.findings, key=str)

    once = found(Running())

    assert len([one for one in once if one.severity == "violation"]) > CHUNK
    assert found(Running(chunk=CHUNK)) == once
