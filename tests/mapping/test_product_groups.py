"""What a CPV code stands for: told by our own table, never by its division alone."""

import csv
from pathlib import Path

import pytest

from cfit_graph.mapping.product_groups import ProductGroups
from cfit_graph.records.framework import CpvCodeRecord, CpvMatchRecord
from cfit_graph.sources import tables

SHARED = Path(__file__).parent.parent.parent.parent / "shared"
OTHERS = SHARED / "notices" / "cpv_product_groups.csv"
CODES = SHARED / "vocab" / "cpv-full" / "cpv2008_en.csv"


@pytest.fixture(scope="module")
def groups(root: Path) -> ProductGroups:
    return ProductGroups(tables.records(root / "data", CpvMatchRecord))


@pytest.mark.parametrize(
    ("code", "expected"),
    [
        ("30213100", [("laptops", "exact")]),
        ("30213100-6", [("laptops", "exact")]),
        ("30213000", [("desktops", "broad"), ("laptops", "broad"), ("tablets", "broad")]),
        ("30232110", [("imaging", "narrow")]),
        ("48822000", [("servers", "narrow")]),
        ("48445000", [("software", "narrow")]),
        ("72514100", [("data-centres", "narrow")]),
        ("50323100", [("repair", "narrow")]),
        ("50324100", [("ict-services", "broad")]),
        ("64212700", [("mobile-services", "narrow")]),
        ("30197630", []),  # printing paper
        ("30197110", []),  # staples
        ("39130000", []),  # office furniture
        ("32323500", []),  # cameras that watch streets stand beside screens
    ],
)
def test_a_code_stands_for_its_product_groups(
    groups: ProductGroups, code: str, expected: list[tuple[str, str]]
) -> None:
    assert [(match.group, match.kind) for match in groups.matches([code])] == expected
    assert groups.in_scope([code]) is bool(expected)


def test_a_purchase_is_of_ict_if_one_of_its_codes_is(groups: ProductGroups) -> None:
    assert groups.in_scope(["39130000", "30213100"])
    assert not groups.in_scope([])


def rows(path: Path) -> list[dict[str, str]]:
    if not path.exists():
        pytest.skip(f"{path.name} is not beside this checkout")
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def test_every_code_that_a_second_reading_calls_ict_is_ict_and_no_other(groups: ProductGroups) -> None:
    theirs = {row["cpv"]: row["product_group"] != "none" for row in rows(OTHERS)}
    ours = {code: groups.in_scope([code]) for code in theirs}
    beyond = {row["cpv"] for row in rows(CODES) if groups.in_scope([row["cpv"]])} - theirs.keys()

    assert {code for code in theirs if theirs[code] != ours[code]} == set()
    assert beyond == {"38652100", "38652110", "38652120"}  # projectors, a product group of ours


def test_the_codes_of_the_table_are_codes_with_their_check_digits(root: Path) -> None:
    known = {row["cpv"]: (f"{row['cpv']}-{row['check_digit']}", row["label_en"]) for row in rows(CODES)}
    records = [one for one in tables.records(root / "data", CpvCodeRecord) if one.source == "eforms-sdk-cpv"]

    assert records
    assert all((record.code, record.label) == known[record.id] for record in records)
