import calendar
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cfit_graph.records import TABLES, marker
from cfit_graph.records.values import BOUNDED, PartialDate, bounds, worded


@pytest.mark.parametrize(
    ("text", "datatype", "first", "last"),
    [
        ("2024", "gYear", date(2024, 1, 1), date(2024, 12, 31)),
        ("2024-02", "gYearMonth", date(2024, 2, 1), date(2024, 2, 29)),
        ("2024-02-29", "date", date(2024, 2, 29), date(2024, 2, 29)),
    ],
)
def test_a_date_is_as_precise_as_it_is_written(text: str, datatype: str, first: date, last: date) -> None:
    written = PartialDate.parse(text)

    assert (written.datatype, written.first, written.last) == (datatype, first, last)


@pytest.mark.parametrize(
    "text", ["", "24", "2024-13", "2023-02-29", "2024-2-1", "05/06/2024", "spring", "0000", "٢٠٢٤"]
)
def test_what_is_no_date_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match=r"is not a date|is no day"):
        PartialDate.parse(text)


@given(st.dates(min_value=date(1000, 1, 1)))
def test_every_day_lies_within_its_month_and_its_year(day: date) -> None:
    for text in (f"{day:%Y-%m-%d}", f"{day:%Y-%m}", f"{day:%Y}"):
        written = PartialDate.parse(text)
        assert written.first <= day <= written.last
    assert PartialDate.parse(f"{day:%Y-%m}").last.day == calendar.monthrange(day.year, day.month)[1]


def test_a_qualifier_leaves_open_the_end_it_does_not_know() -> None:
    month = PartialDate.parse("2021-09")

    assert bounds(month, None) == (date(2021, 9, 1), date(2021, 9, 30))
    assert bounds(month, "not-after") == (None, date(2021, 9, 30))
    assert bounds(month, "observed") == (None, date(2021, 9, 30))
    assert bounds(month, "not-before") == (date(2021, 9, 1), None)


@pytest.mark.parametrize(
    ("cell", "expected"),
    [
        ("Walloon Region", ("Walloon Region", "en")),
        ("Wallonie@fr", ("Wallonie", "fr")),
        ("mail a@b", ("mail a@b", "en")),
        ("Åland @sv-FI", ("Åland", "sv-fi")),
    ],
)
def test_text_is_english_unless_its_cell_ends_in_a_language(cell: str, expected: tuple[str, str]) -> None:
    assert worded(cell) == expected


def test_every_dated_column_has_a_qualifier_beside_it() -> None:
    """... but for the day on which a status was seen, which is exact."""
    for table, record in TABLES.items():
        for column, field in record.model_fields.items():
            if "PartialDate" in str(field.annotation) and column != "status_as_of":
                assert f"{column}_qualifier" in record.model_fields, (table, column)


def test_every_qualifier_of_the_scheme_is_bounded(root) -> None:  # type: ignore[no-untyped-def]
    written = (root / "ontology/vocabularies/date-qualifier.ttl").read_text(encoding="utf-8")

    assert {f'skos:notation "{name}"' for name in BOUNDED if name} <= {
        line.strip(" ;.") for line in written.splitlines()
    }


def test_every_list_column_is_worded_coded_or_points_somewhere() -> None:
    for record in TABLES.values():
        for column, field in record.model_fields.items():
            if "tuple" in str(field.annotation):
                assert marker(record, column) is not None, (record, column)
