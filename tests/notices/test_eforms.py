"""eForms notices, read through the door that every file of notices takes; the two notices are made up."""

import re
from collections.abc import Callable
from dataclasses import astuple
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cfit_graph.errors import NoticeError
from cfit_graph.records.notices import NoticeMoment, NoticeTree
from cfit_graph.sources import notices

HERE = Path(__file__).parent / "eforms"
CALL, RESULT = ((HERE / name).read_text(encoding="utf-8") for name in ("call.xml", "result.xml"))


def read(text: str) -> NoticeTree:
    (tree,) = notices.read(text.encode(), "notice.xml")
    return tree


def values(tree: NoticeTree) -> set[tuple[str, str, str, str | None]]:
    return {(value.of, value.kind, value.amount, value.currency) for value in tree.values}


def deadlines(tree: NoticeTree) -> dict[str, NoticeMoment]:
    return {moment.of: moment for moment in tree.moments if moment.kind == "tenders"}


def test_a_call_says_what_it_is_whatever_its_prefixes() -> None:
    notice = read(CALL).notice

    assert (notice.key, notice.publication_number, notice.version) == ("ted-43-2025", "43-2025", "02")
    assert (notice.form_type, notice.notice_type, notice.subtype) == ("competition", "cn-standard", "16")
    assert (notice.country, notice.language, notice.procedure_type) == ("DEU", "DEU", "open")
    assert (notice.cpv_main, notice.cpv_additional) == ("30213100", ("30231000",))
    assert notice.procedure == notice.procedure_id == "99999999-2222-4333-8444-555555555555"


def test_lots_and_groups_of_lots_are_told_apart_and_rogue_units_understood() -> None:
    tree = read(CALL)

    assert [(lot.id, lot.kind) for lot in tree.lots] == [
        ("LOT-0001", "lot"),
        ("LOT-0002", "lot"),
        ("GLO-0001", "group"),
    ]
    assert (tree.lots[0].duration, tree.lots[0].duration_unit, tree.lots[0].framework) == ("48", "MONTH", "fa-wo-rc")


def test_every_list_of_codes_is_read_on_its_own_none_included() -> None:
    codes = {(code.list, code.code) for code in read(CALL).codes if code.of == "LOT-0001"}

    assert codes == {
        ("strategic", "none"),
        ("green", "circ-econ"),
        ("gpp", "eu"),
        ("social", "work-cond"),
        ("innovation", "prod-innov"),
        ("accessibility", "inc"),
        ("eed-scope", "true"),
        ("eed-asset", "computer"),
        ("eed-framework", "gpp-crit"),
    }


def test_a_touch_point_stands_for_its_organisation_and_bystanders_are_left_out() -> None:
    tree = read(CALL)

    assert [(one.id, one.roles, one.legal_ids) for one in tree.organisations] == [("ORG-0001", ("buyer",), ("04-1",))]
    assert [name.text for name in tree.names if name.of == "ORG-0001"] == ["Stadt Musterhausen", "City of Musterhausen"]


@pytest.mark.parametrize("secret", ["Mustermann", "erika@", "+49", "Otto", "Normalverbraucher"])
def test_contact_persons_and_beneficial_owners_are_in_no_record(secret: str) -> None:
    assert secret in CALL
    assert secret not in str(astuple(read(CALL)))


def test_money_keeps_its_level_its_kind_and_its_currency() -> None:
    assert values(read(CALL)) == {
        ("", "estimated", "1500000.5", "EUR"),
        ("", "framework-maximum", "2000000", "EUR"),
    }


def test_a_deadline_has_a_moment_in_utc_only_where_date_and_clock_agree() -> None:
    agreed, split = (deadlines(read(CALL))[lot] for lot in ("LOT-0002", "LOT-0001"))

    assert (agreed.utc, agreed.conflict) == ("2025-03-28T11:00:00Z", False)
    assert (split.date, split.time, split.offset, split.utc, split.conflict) == (
        "2025-03-30",
        "12:00:00",
        "+02:00",
        None,
        True,
    )


def test_a_criterion_whose_content_is_withheld_still_counts() -> None:
    first, second = read(CALL).criteria

    assert (first.type, first.weight, first.weight_kind) == ("quality", "60", "per-exa")
    assert (second.number, second.type, second.weight) == (2, None, None)


def test_a_change_names_the_notice_that_it_changes_by_its_key() -> None:
    (change,) = read(CALL).references

    assert (change.kind, change.target_key) == ("change", "ted-42-2025")
    assert (change.reasons, change.sections) == (("cor-buy",), ("LOT-0001",))


def test_a_lot_names_the_plan_that_it_follows_and_a_plan_is_named_once() -> None:
    plan = "<a:NoticeDocumentReference><b:ID>00000041-2025</b:ID></a:NoticeDocumentReference></a:TenderingProcess>"
    references = read(CALL.replace("</a:TenderingProcess>", plan)).references

    assert [one.target_key for one in references if one.kind == "previous"] == ["ted-41-2025"]


def test_what_a_framework_is_worth_after_the_award_is_read_for_lots_and_groups_of_lots() -> None:
    framework = """<efac:FrameworkAgreementValues><cbc:MaximumValueAmount currencyID="PLN">9</cbc:MaximumValueAmount>
    <efbc:ReestimatedValueAmount currencyID="PLN">8</efbc:ReestimatedValueAmount></efac:FrameworkAgreementValues>"""
    group = """<efac:GroupFramework><efbc:GroupFrameworkMaximumValueAmount currencyID="PLN">20
    </efbc:GroupFrameworkMaximumValueAmount><efac:TenderLot><cbc:ID>GLO-0001</cbc:ID></efac:TenderLot>
    </efac:GroupFramework><efac:LotResult>"""
    text = RESULT.replace("</efac:LotResult>", f"{framework}</efac:LotResult>", 1).replace("<efac:LotResult>", group, 1)

    assert values(read(text)) == {
        ("", "total", "900000", "PLN"),
        ("GLO-0001", "framework-maximum", "20", "PLN"),
        ("RES-0001", "framework-maximum", "9", "PLN"),
        ("RES-0001", "re-estimated", "8", "PLN"),
    }


def test_winners_are_those_whose_tender_a_contract_names_and_no_subcontractor() -> None:
    roles = {one.id: one.roles for one in read(RESULT).organisations}

    assert roles == {
        "ORG-0001": ("buyer",),
        "ORG-0002": ("tenderer", "winner"),
        "ORG-0003": ("tenderer", "winner"),
        "ORG-0004": ("tenderer",),
    }


def test_without_a_contract_the_tenders_of_a_chosen_winner_win() -> None:
    unsigned = re.sub(r"<efac:SettledContract>.*?</efac:SettledContract>", "", RESULT, flags=re.DOTALL)

    assert [tender.won for tender in read(unsigned).tenders] == [True, True]


def test_a_result_that_speaks_of_no_tender_has_no_winner() -> None:
    announced = re.sub(r"<efac:LotResult>.*?</efac:LotResult>", "", RESULT, flags=re.DOTALL)

    assert not any(tender.won for tender in read(announced).tenders)


def test_a_withheld_value_is_no_value_and_says_until_when() -> None:
    tree = read(RESULT)
    (withheld,) = tree.withheld

    assert values(tree) == {("", "total", "900000", "PLN")}
    assert (withheld.field, withheld.of, withheld.reason, withheld.until) == (
        "win-ten-val",
        "TEN-0001",
        "fair-comp",
        "2032-01-01",
    )


def test_of_a_natural_person_only_name_and_country_are_kept() -> None:
    (person,) = (one for one in read(RESULT).organisations if one.natural_person)

    assert (person.id, person.country) == ("ORG-0003", "POL")
    assert "Domowa" not in str(astuple(read(RESULT)))
    assert "85010112345" not in str(astuple(read(RESULT)))


def without_number(text: str) -> str:
    return re.sub(r"<(\w+):NoticePublicationID.*?</\1:NoticePublicationID>", "", text)


@pytest.mark.parametrize("written", ["n.a.", "", "2018/S 248-575188", "00000000-2025"])
def test_a_number_that_is_none_leaves_id_and_version_as_the_key(written: str) -> None:
    notice = read(CALL.replace("00000043-2025", written)).notice

    assert notice.publication_number is None
    assert notice.key == "11111111-2222-4333-8444-555555555555-02"


def test_two_drafts_without_number_and_id_have_keys_of_their_own() -> None:
    draft = re.sub(r"<b:ID schemeName=\"notice-id\">.*?</b:ID>", "", without_number(CALL))
    other = draft.replace("V-7", "V-8")

    assert read(draft).notice.key.startswith("draft-")
    assert read(draft).notice.key == read(draft).notice.key != read(other).notice.key


@pytest.mark.parametrize(
    ("change", "claim"),
    [
        (lambda text: text.replace("n:ContractNotice", "n:Notice"), "its root element is 'Notice'"),
        (lambda text: text[: len(text) // 2], "not readable as XML"),
        (lambda _text: "", "neither XML nor JSON"),
        (lambda _text: "<ContractNotice/>", "not an eForms notice: it has neither a type nor a buyer"),
        (lambda _text: "<html><body>Not found</body></html>", "its root element is 'html'"),
    ],
)
def test_what_is_no_notice_is_refused_by_name(change: Callable[[str], str], claim: str) -> None:
    with pytest.raises(NoticeError, match=claim) as caught:
        read(change(CALL))

    assert str(caught.value).startswith("notice.xml: ")


@given(st.data())
def test_a_notice_with_any_element_lost_is_read_or_refused_never_a_crash(data: st.DataObject) -> None:
    starts = [match.start() for match in re.finditer(r"<(?:\w+):\w+>[^<]*</", RESULT)]
    start = data.draw(st.sampled_from(starts))
    end = RESULT.index(">", RESULT.index("</", start)) + 1

    assert read(RESULT[:start] + RESULT[end:]).notice.form_type in {"result", None}


@given(st.binary(max_size=300))
def test_bytes_of_any_kind_are_refused_with_a_reason(content: bytes) -> None:
    with pytest.raises(NoticeError, match=r"^bytes: "):
        notices.read(content, "bytes")
