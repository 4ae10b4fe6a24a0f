"""OCDS in all the shapes it comes in: read through the door that every file of notices takes."""

import json
import time
from typing import Any

import pytest

from cfit_graph.errors import NoticeError
from cfit_graph.records.notices import NoticeTree
from cfit_graph.sources import notices

PARTY = {
    "id": "GB-1",
    "name": "Leeds  Council",
    "roles": ["buyer"],
    "identifier": {"scheme": "GB-LAC", "id": "E08000035"},
    "address": {"locality": "Leeds", "countryName": "England"},
    "contactPoint": {"name": "Jo Jones", "email": "jo@leeds.example"},
    "beneficialOwners": [{"id": "b", "name": "Owen Owner"}],
}
RELEASE = {
    "ocid": "ocds-b5fd17-1",
    "id": "a-1",
    "date": "2025-02-21T09:00:00+01:00",
    "tag": ["award"],
    "language": "en",
    "parties": [PARTY, {"id": "S", "name": "Ada Ltd", "roles": ["supplier"]}],
    "buyer": {"id": "GB-1"},
    "tender": {
        "id": "T",
        "title": "Laptops",
        "value": {"amount": 1250000.50, "currency": "GBP"},
        "mainProcurementCategory": "goods",
        "items": [{"id": "1", "classification": {"scheme": "CPV", "id": "30213100-6"}, "relatedLot": "x"}],
        "lots": [{"id": "x", "title": "Lot x"}],
        "tenderPeriod": {"endDate": "2025-03-17T12:00:00Z"},
    },
    "awards": [
        {"id": "9", "status": "active", "suppliers": [{"id": "S"}], "value": {"amount": "7", "currency": "GBP"}}
    ],
}


def read(document: object) -> tuple[NoticeTree, ...]:
    return notices.read(json.dumps(document).encode(), "notice.json")


def changed(**fields: Any) -> dict[str, Any]:
    return {**RELEASE, **fields}


@pytest.mark.parametrize(
    ("document", "kind"),
    [
        (RELEASE, "release"),
        ({"version": "1.1", "releases": [RELEASE]}, "release_package"),
        ({"records": [{"ocid": "o", "compiledRelease": RELEASE, "releases": [{"url": "x"}]}]}, "record_package"),
        ({"records": [{"ocid": "o", "releases": [RELEASE]}]}, "record_package"),
        ({"ocid": "o", "releases": [RELEASE]}, "record"),
        ([{"releases": [RELEASE]}], "release_package"),
        ([RELEASE], "release"),
    ],
    ids=["release", "package", "compiled", "record-package", "record", "array-of-packages", "array-of-releases"],
)
def test_a_release_is_the_same_notice_whatever_it_comes_in(document: object, kind: str) -> None:
    (tree,) = read(document)

    assert (tree.notice.root, tree.notice.publisher, tree.notice.country) == (kind, "contracts-finder", "GBR")
    assert (tree.notice.cpv_main, tree.notice.nature, tree.notice.form_type) == ("30213100", "supplies", "result")
    assert (tree.notice.procedure_id, tree.notice.procedure) == ("ocds-b5fd17-1", "ocds-b5fd17-1")
    assert [lot.cpv_additional for lot in tree.lots] == [("30213100",)]
    assert {(value.kind, value.amount) for value in tree.values} == {("estimated", "1250000.5"), ("awarded", "7")}
    assert next(one.utc for one in tree.moments if one.kind == "tenders") == "2025-03-17T12:00:00Z"


def version(value: object, day: int) -> dict[str, object]:
    return {
        "releaseID": f"r-{day}",
        "releaseDate": f"2025-03-{day:02}T09:00:00Z",
        "releaseTag": ["tender"],
        "value": value,
    }


def test_of_a_record_with_versions_alone_the_last_of_each_field_counts() -> None:
    lot = {"id": "7", "title": [version("Screens", 1), version("Screens and docks", 8)]}
    versions = {"tender": {"title": [version("Laptop", 1), version("Laptops", 9)], "lots": [lot], "id": "T"}}
    (tree,) = read({"records": [{"ocid": "ocds-b5fd17-1", "releases": [{"url": "x"}], "versionedRelease": versions}]})

    assert {name.of: name.text for name in tree.names} == {"": "Laptops", "LOT-0007": "Screens and docks"}
    assert (tree.notice.procedure_id, tree.notice.publication_date) == ("ocds-b5fd17-1", "2025-03-09")


def test_a_release_that_is_only_linked_to_is_no_notice() -> None:
    link = {"url": "https://data.example/1.json", "date": "2025-03-01T00:00:00Z", "tag": ["tender"]}

    with pytest.raises(NoticeError, match="holds no release"):
        read({"records": [{"ocid": "ocds-b5fd17-1", "releases": [link]}]})
    assert len(read({"records": [{"ocid": "ocds-b5fd17-1", "releases": [link, RELEASE]}]})) == 1


def test_empty_things_of_the_wrong_kind_are_empty_things() -> None:
    odd = changed(tag="tender", planning=[], contracts={}, parties=[None, PARTY], tender={"value": [], "items": {}})
    (tree,) = read(odd)

    assert (tree.notice.notice_type, tree.notice.form_type, tree.lots) == ("tender", "competition", ())
    assert [value.kind for value in tree.values] == ["awarded"]
    assert [one.roles for one in tree.organisations] == [("buyer",)]


def test_a_release_without_a_tender_is_a_notice_of_its_awards() -> None:
    whole = {field: value for field, value in RELEASE.items() if field != "tender"}
    (tree,) = read(whole)

    assert (tree.lots, [one.outcome for one in tree.results]) == ((), ["selec-w"])


def test_a_package_of_five_hundred_releases_is_five_hundred_notices() -> None:
    trees = read({"releases": [changed(id=f"a-{number}", ocid=f"ocds-b5fd17-{number}") for number in range(500)]})

    assert len({tree.notice.key for tree in trees}) == len({tree.notice.procedure for tree in trees}) == 500


def test_the_most_that_a_framework_agreement_may_be_worth_is_read() -> None:
    worth = {"frameworkAgreement": {"value": {"amount": 9, "currency": "EUR"}}, "hasFrameworkAgreement": True}
    (tree,) = read(changed(tender={"techniques": worth, "lots": [{"id": "7", "techniques": worth}]}, awards=[]))

    assert [(one.of, one.kind, one.amount) for one in tree.values] == [
        ("", "framework-maximum", "9"),
        ("LOT-0007", "framework-maximum", "9"),
    ]


def test_organisations_are_named_by_their_parties() -> None:
    (tree,) = read(RELEASE)

    roles = {name.text: one.roles for one in tree.organisations for name in tree.names if name.of == one.id}
    assert roles == {"Leeds Council": ("buyer",), "Ada Ltd": ("tenderer", "winner")}


def test_ocds_1_0_names_organisations_where_it_refers_to_them() -> None:
    supplier = {"name": "Ada Ltd", "identifier": {"scheme": "GB-COH", "id": "7"}}
    (tree,) = read(changed(parties=[], buyer={"name": "Leeds"}, awards=[{"id": "1", "suppliers": [supplier]}]))

    assert [(one.roles, one.legal_ids) for one in tree.organisations] == [
        (("buyer",), ()),
        (("tenderer", "winner"), ("7",)),
    ]


def test_contact_points_and_owners_enter_no_record() -> None:
    said = repr(read(RELEASE))

    assert "Leeds Council" in said
    assert not [word for word in ("Jo Jones", "jo@leeds.example", "Owen Owner") if word in said]


def test_the_supplier_of_a_cancelled_award_has_not_won() -> None:
    (tree,) = read(changed(awards=[{**RELEASE["awards"][0], "status": "cancelled"}]))  # type: ignore[index] # a list

    assert [tender.won for tender in tree.tenders] == [False]
    assert not [one for one in tree.organisations if "winner" in one.roles]


def test_releases_of_one_process_are_notices_of_one_procedure() -> None:
    trees = read({"releases": [RELEASE, changed(id="a-2", tag=["contract"])]})

    assert len({tree.notice.key for tree in trees}) == 2
    assert len({tree.notice.procedure for tree in trees}) == 1


def test_a_lot_has_the_same_id_whatever_order_a_release_lists_it_in() -> None:
    lots = [{"id": "7", "title": "Screens"}, {"id": "LOT-0002", "title": "Desks"}, {"id": "no id!"}, {"id": "7"}]
    trees = [read(changed(tender={"lots": order}))[0] for order in (lots, lots[1::-1])]

    assert [lot.id for lot in trees[0].lots] == ["LOT-0007", "LOT-0002", "LOT-0001", "LOT-0003"]
    assert [lot.id for lot in trees[1].lots] == ["LOT-0002", "LOT-0007"]


def test_text_that_no_other_format_can_carry_is_replaced() -> None:
    (tree,) = notices.read(json.dumps(RELEASE).replace("Laptops", r"Lap\u0000tops \ud800").encode(), "notice.json")

    assert "Lap\ufffdtops \ufffd" in [name.text for name in tree.names]


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b'{"releases": [', "not readable as JSON"),
        (b'{"releases": []}', "holds no release"),
        (b'{"a": 1}', "neither a release nor a package"),
        (b"[1, 2]", "neither a release nor a package"),
        (json.dumps(RELEASE).encode() + b"\n" + json.dumps(RELEASE).encode(), "several JSON texts"),
        (json.dumps(changed(language="fran\xe7ais"), ensure_ascii=False).encode("iso-8859-1"), "not in UTF-8"),
        (json.dumps(changed(parties=[[PARTY]])).encode(), "'parties' is not a list of objects"),
        (json.dumps(changed(tender="laptops")).encode(), "'tender' is not an object"),
        (b'{"ocid": NaN}', "NaN is no number"),
        (b'{"ocid": ' + b"[" * 500_000, "nested deeper"),
    ],
    ids=["cut-short", "empty", "other", "numbers", "split", "latin-1", "parties", "tender", "nan", "nested"],
)
def test_what_is_not_ocds_is_one_clear_error_within_a_second(content: bytes, said: str) -> None:
    start = time.process_time()
    with pytest.raises(NoticeError, match=said) as raised:
        notices.read(content, "notice.json")

    assert str(raised.value).startswith("notice.json: ")
    assert time.process_time() - start < 1


def test_a_number_of_a_million_digits_is_no_amount() -> None:
    content = json.dumps(RELEASE).replace("1250000.5", "9" * 1_000_000).encode()
    (tree,) = notices.read(content, "notice.json")

    assert [value.kind for value in tree.values] == ["awarded"]
