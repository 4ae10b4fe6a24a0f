"""Reading tables: what is read, what is left out, and that no bytes whatever bring it down."""

from pathlib import Path

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from cfit_graph.mapping import vocabulary
from cfit_graph.pipeline import Checked
from cfit_graph.records.framework import ThemeRecord
from cfit_graph.sources import delimited, tables
from cfit_graph.sources.references import Index

HEADER = "id,source,label,order,summary,note\n"


def themes(path: Path, content: bytes) -> tuple[list[object], list[object]]:
    path.write_bytes(content)
    try:
        records, findings = tables.table_records(delimited.sheet(path, "data/themes.csv"), ThemeRecord, Index({}))
    except delimited.UnreadableError as error:
        return [], [error.finding]
    return list(records), list(findings)


def test_a_row_is_read_with_the_place_it_stands_at(tmp_path: Path) -> None:
    records, findings = themes(tmp_path / "themes.csv", f"{HEADER}fair,page,Fair,2,,\n".encode())

    assert not findings
    (record,) = records
    assert isinstance(record, ThemeRecord)
    assert (record.label, record.order, record.summary) == ("Fair", 2, None)
    assert str(record.place("order")) == "data/themes.csv:2:order"


def test_a_byte_order_mark_from_a_spreadsheet_is_no_fault(tmp_path: Path) -> None:
    records, findings = themes(tmp_path / "themes.csv", b"\xef\xbb\xbf" + f"{HEADER}fair,page,Fair,2,,\n".encode())

    assert (len(records), findings) == (1, [])


def test_windows_line_ends_throughout_are_no_fault(tmp_path: Path) -> None:
    content = f"{HEADER}fair,page,Fair,2,,\n".replace("\n", "\r\n").encode()

    assert len(themes(tmp_path / "themes.csv", content)[0]) == 1


def test_empty_rows_at_the_end_are_left_out(tmp_path: Path) -> None:
    assert len(themes(tmp_path / "themes.csv", f"{HEADER}fair,page,Fair,2,,\n,,,,,\n\n".encode())[0]) == 1


def test_the_place_of_a_letter_that_is_not_utf_8_is_its_cell(tmp_path: Path) -> None:
    _records, (finding,) = themes(tmp_path / "themes.csv", f"{HEADER}fair,page,Équitable,2,,\n".encode("latin-1"))

    assert str(finding.place) == "data/themes.csv:2:label"  # type: ignore[attr-defined]
    assert finding.found == "Équitable"  # type: ignore[attr-defined]


def test_every_wrong_cell_of_a_row_is_named(tmp_path: Path) -> None:
    _records, findings = themes(tmp_path / "themes.csv", f"{HEADER}Fair Trade,page,Fair,two,,\n".encode())

    assert [finding.place.column for finding in findings] == ["id", "order"]  # type: ignore[attr-defined]


def test_a_table_that_cannot_be_read_does_not_blame_those_who_name_its_things(checked: Checked, tmp_path: Path) -> None:
    for record in checked.graph.root.joinpath("data").glob("*.csv"):
        (tmp_path / record.name).write_bytes(record.read_bytes())
    (tmp_path / "organisations.csv").write_text("", encoding="utf-8")

    read = tables.read(tmp_path, vocabulary.notations(checked.graph.vocabularies))

    assert len(read.findings) == 1


def test_a_giant_cell_in_another_encoding_is_still_one_clear_finding(tmp_path: Path) -> None:
    content = f"{HEADER}fair,page,{'é' * 200_000},2,,\n".encode("latin-1")

    _records, (finding,) = themes(tmp_path / "themes.csv", content)

    assert str(finding.place) == "data/themes.csv:2:label"  # type: ignore[attr-defined]


@settings(max_examples=300, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@example(content=b"\n\r")
@given(content=st.binary(max_size=400) | st.text(max_size=200).map(lambda text: (HEADER + text).encode()))
def test_no_bytes_bring_the_reader_down(content: bytes, tmp_path: Path) -> None:
    records, findings = themes(tmp_path / "themes.csv", content)

    assert all(finding.place is not None and finding.message for finding in findings)  # type: ignore[attr-defined]
    assert all(isinstance(record, ThemeRecord) for record in records)


@pytest.mark.parametrize("text", ["=1+1", "+31 30 123", "@here"])
def test_what_a_spreadsheet_would_calculate_is_refused(text: str, tmp_path: Path) -> None:
    _records, (finding,) = themes(tmp_path / "themes.csv", f'{HEADER}fair,page,"{text}",2,,\n'.encode())

    assert "formula" in finding.message  # type: ignore[attr-defined]
