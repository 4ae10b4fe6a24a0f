"""TED_EXPORT, as TED published until 2024: read through the door that every file of notices takes."""

import pytest

from cfit_graph.errors import NoticeError
from cfit_graph.mapping import notices as mapping
from cfit_graph.records.notices import NoticeTree
from cfit_graph.sources import notices

CODED = """<CODED_DATA_SECTION><REF_OJS><NO_OJ>203</NO_OJ><DATE_PUB>20241017</DATE_PUB></REF_OJS><NOTICE_DATA>
<NO_DOC_OJS>2024/S 203-{number}</NO_DOC_OJS><ISO_COUNTRY VALUE="{country}"/><ORIGINAL_CPV CODE="30213100"/>
</NOTICE_DATA><CODIF_DATA><TD_DOCUMENT_TYPE CODE="3"/></CODIF_DATA></CODED_DATA_SECTION>"""
BUYER = """<ADDRESS_CONTRACTING_BODY><OFFICIALNAME>Gemeente Zuid</OFFICIALNAME><TOWN>Zuid</TOWN>
<COUNTRY VALUE="NL"/><CONTACT_POINT>Jan Jansen</CONTACT_POINT><PHONE>+31 555</PHONE><E_MAIL>jan@zuid.example</E_MAIL>
</ADDRESS_CONTRACTING_BODY>"""
CALL = f"""<F02_2014 CATEGORY="ORIGINAL" FORM="F02" LG="FR"><CONTRACTING_BODY>{BUYER}</CONTRACTING_BODY>
<OBJECT_CONTRACT><TITLE><P>Ordinateurs de 16 m<FT TYPE="SUP">3</FT></P><P>reconditionnés</P></TITLE>
<CPV_MAIN><CPV_CODE CODE="30213100"/></CPV_MAIN><VAL_ESTIMATED_TOTAL CURRENCY="EUR">1000.00</VAL_ESTIMATED_TOTAL>
<OBJECT_DESCR ITEM="1"><LOT_NO>A</LOT_NO><AC><AC_QUALITY><AC_CRITERION>Réparabilité</AC_CRITERION>
<AC_WEIGHTING>45,50 %</AC_WEIGHTING></AC_QUALITY><AC_PRICE><AC_WEIGHTING>54,5 %</AC_WEIGHTING></AC_PRICE></AC>
<DURATION TYPE="MONTH">48</DURATION></OBJECT_DESCR></OBJECT_CONTRACT>
<PROCEDURE><PT_RESTRICTED/><FRAMEWORK/><DATE_RECEIPT_TENDERS>2024-11-20</DATE_RECEIPT_TENDERS>
<TIME_RECEIPT_TENDERS>12:00</TIME_RECEIPT_TENDERS></PROCEDURE></F02_2014>"""
DUTCH = CALL.replace('LG="FR"', 'LG="NL"').replace("Ordinateurs", "Computers")


def export(*forms: str, number: str = "630300", country: str = "BE", namespace: str = "") -> bytes:
    coded = CODED.format(number=number, country=country)
    attributes = f' xmlns="{namespace}"' if namespace else ""
    return (
        f'<?xml version="1.0" encoding="UTF-8"?><TED_EXPORT{attributes} DOC_ID="{number}-2024" '
        f'VERSION="R2.0.9.S05.E01">{coded}<FORM_SECTION><NOTICE_UUID>x</NOTICE_UUID>{"".join(forms)}</FORM_SECTION></TED_EXPORT>'
    ).encode()


def read(content: bytes) -> NoticeTree:
    (tree,) = notices.read(content, "notice.xml")
    return tree


def names(tree: NoticeTree, of: str) -> list[str]:
    return [name.text for name in tree.names if name.of == of]


@pytest.mark.parametrize("namespace", ["", "http://publications.europa.eu/TED_schema/Export", "urn:any:other"])
def test_a_call_is_read_whatever_its_namespace(namespace: str) -> None:
    tree = read(export(CALL, namespace=namespace))

    assert (tree.notice.key, tree.notice.publication_number) == ("ted-630300-2024", "630300-2024")
    assert (tree.notice.country, tree.notice.cpv_main, tree.notice.form_type) == ("BEL", "30213100", "F02")
    assert (tree.notice.procedure_type, tree.notice.framework) == ("PT_RESTRICTED", True)
    assert [(value.of, value.kind, value.amount) for value in tree.values] == [("", "estimated", "1000")]


def test_a_bilingual_notice_is_one_notice_with_a_title_in_each_language() -> None:
    tree = read(export(CALL, DUTCH))

    assert len(tree.lots) == 1
    assert [(name.text, name.language) for name in tree.names if name.of == ""] == [
        ("Ordinateurs de 16 m3 reconditionnés", "FR"),
        ("Computers de 16 m3 reconditionnés", "NL"),
    ]
    assert names(tree, "ORG-0001") == ["Gemeente Zuid"]


def test_weights_are_numbers_where_they_are_numbers() -> None:
    tree = read(export(CALL.replace("54,5 %", "zie bestek")))

    assert [(one.type, one.weight, one.weight_kind, one.weight_text) for one in tree.criteria] == [
        ("quality", "45.5", "per-exa", None),
        ("price", None, None, "zie bestek"),
    ]


def test_the_one_deadline_of_a_restricted_procedure_is_that_for_requests_in_local_time() -> None:
    (deadline,) = (one for one in read(export(CALL)).moments if one.kind != "dispatch")

    assert (deadline.kind, deadline.date, deadline.time, deadline.offset) == ("requests", "2024-11-20", "12:00", None)


def test_contact_persons_enter_no_record() -> None:
    said = repr(read(export(CALL)))

    assert "Gemeente Zuid" in said
    assert not [word for word in ("Jan Jansen", "+31 555", "jan@zuid.example") if word in said]


def award(*contractors: str, group: str = "NO_AWARDED_TO_GROUP", lot: str = "A") -> str:
    winners = "".join(
        f'<CONTRACTOR><ADDRESS_CONTRACTOR><OFFICIALNAME>{name}</OFFICIALNAME><COUNTRY VALUE="DE"/>'
        "</ADDRESS_CONTRACTOR><SME/></CONTRACTOR>"
        for name in contractors
    )
    return (
        f"<AWARD_CONTRACT><CONTRACT_NO>7</CONTRACT_NO><LOT_NO>{lot}</LOT_NO><AWARDED_CONTRACT>"
        f"<DATE_CONCLUSION_CONTRACT>2024-10-01</DATE_CONCLUSION_CONTRACT><CONTRACTORS><{group}/>{winners}</CONTRACTORS>"
        '<VALUES><VAL_TOTAL CURRENCY="EUR">900</VAL_TOTAL></VALUES></AWARDED_CONTRACT></AWARD_CONTRACT>'
    )


def result(*awards: str, form: str = "F03", more: str = "") -> bytes:
    return export(CALL.replace("F02", form).replace(f"</{form}_2014>", f"{''.join(awards)}{more}</{form}_2014>"))


def test_contractors_who_are_a_group_handed_in_one_tender_and_others_one_each() -> None:
    together = read(result(award("Ada GmbH", "Bit AG", group="AWARDED_TO_GROUP")))
    apart = read(result(award("Ada GmbH", "Bit AG")))

    assert [len(tender.tenderers) for tender in together.tenders] == [2]
    assert [len(tender.tenderers) for tender in apart.tenders] == [1, 1]
    assert [(value.of, value.amount) for value in apart.values if value.kind == "awarded"] == [("CON-0001", "900")]
    assert together.results[0].of == apart.results[0].of == "LOT-A"


def test_a_result_is_of_the_procedure_and_the_lot_that_the_call_began() -> None:
    call = read(export(CALL, number="600000"))
    following = result(award("Ada GmbH")).replace(b'CODE="3"', b'CODE="7"')
    earlier = b"<REF_NOTICE><NO_DOC_OJS>2024/S 150-600000</NO_DOC_OJS></REF_NOTICE></NOTICE_DATA>"
    outcome = read(following.replace(b"</NOTICE_DATA>", earlier))

    assert outcome.notice.procedure == call.notice.procedure == "ted-600000-2024"
    assert [lot.id for lot in outcome.lots] == [lot.id for lot in call.lots]


def test_who_wins_two_lots_is_one_organisation() -> None:
    tree = read(result(award("Ada GmbH"), award("Ada GmbH")))

    winners = [one for one in tree.organisations if "winner" in one.roles]
    assert [one.size for one in winners] == ["sme"]
    assert [tender.tenderers for tender in tree.tenders] == [(winners[0].id,)] * 2


def test_an_award_that_came_to_nothing_has_no_winner() -> None:
    nothing = "<AWARD_CONTRACT><NO_AWARDED_CONTRACT><PROCUREMENT_DISCONTINUED/></NO_AWARDED_CONTRACT></AWARD_CONTRACT>"
    tree = read(result(nothing))

    assert [(one.outcome, one.reason, one.tenders) for one in tree.results] == [("clos-nw", "other", ())]


def test_a_modification_keeps_the_award_of_the_original_contract() -> None:
    changed = """<MODIFICATIONS_CONTRACT><DESCRIPTION_PROCUREMENT><CPV_MAIN><CPV_CODE CODE="48000000"/></CPV_MAIN>
    <CONTRACTOR><ADDRESS_CONTRACTOR><OFFICIALNAME>New AG</OFFICIALNAME></ADDRESS_CONTRACTOR></CONTRACTOR>
    </DESCRIPTION_PROCUREMENT><INFO_MODIFICATIONS><VAL_TOTAL_BEFORE CURRENCY="EUR">900</VAL_TOTAL_BEFORE>
    <VAL_TOTAL_AFTER CURRENCY="EUR">950</VAL_TOTAL_AFTER></INFO_MODIFICATIONS></MODIFICATIONS_CONTRACT>"""
    tree = read(result(award("Ada GmbH"), form="F20", more=changed))

    assert "New AG" not in repr(tree)
    assert tree.notice.cpv_main == "30213100"
    assert tree.notice.cpv_mentioned == ("48000000",)
    assert {value.kind: value.amount for value in tree.values} == {
        "estimated": "1000",
        "awarded": "900",
        "before": "900",
        "after": "950",
    }


def test_a_plan_that_announces_two_contracts_has_two_parts() -> None:
    purpose = CALL[CALL.index("<OBJECT_CONTRACT>") : CALL.index("<PROCEDURE>")]
    planned = "<DATE_PUBLICATION_NOTICE>2025-02-01</DATE_PUBLICATION_NOTICE></OBJECT_CONTRACT>"
    plan = CALL.replace("F02", "F01").replace(purpose, purpose + purpose.replace("</OBJECT_CONTRACT>", planned))
    tree = read(export(plan))

    assert [(lot.id, lot.kind, lot.lots) for lot in tree.lots if lot.kind == "part"] == [
        ("PAR-0001", "part", ("LOT-A",)),
        ("PAR-0002", "part", ("LOT-0001",)),
    ]
    assert tree.notice.planned_date == "2025-02-01"


def test_of_an_older_form_the_coded_section_the_codes_and_the_winners_are_read() -> None:
    older = """<CONTRACT_AWARD CATEGORY="ORIGINAL" FORM="3" LG="NL"><CPV_MAIN><CPV_CODE CODE="72000000"/></CPV_MAIN>
    <CONTACT_POINT>Jan Jansen</CONTACT_POINT><ECONOMIC_OPERATOR_NAME_ADDRESS><OFFICIALNAME>Ada BV</OFFICIALNAME>
    </ECONOMIC_OPERATOR_NAME_ADDRESS></CONTRACT_AWARD>"""
    tree = read(export(older))

    assert (tree.notice.format, tree.notice.cpv_main, tree.notice.cpv_coded) == (
        "ted-r2-0-8",
        "72000000",
        ("30213100",),
    )
    assert [name for one in tree.organisations for name in names(tree, one.id)] == ["Ada BV"]
    assert "Jan Jansen" not in repr(tree)


WINNER = """<CONTACT_DATA_WITHOUT_RESPONSIBLE_NAME><ORGANISATION>{name}</ORGANISATION><TOWN>Tachov</TOWN>
<COUNTRY VALUE="CZ"/></CONTACT_DATA_WITHOUT_RESPONSIBLE_NAME>"""
OLD_AWARDS = {
    "R2.0.7": """<AWARD_OF_CONTRACT><CONTRACT_AWARD_DATE><DAY>3</DAY><MONTH>01</MONTH><YEAR>2011</YEAR>
    </CONTRACT_AWARD_DATE><OFFERS_RECEIVED_NUMBER>7</OFFERS_RECEIVED_NUMBER><ECONOMIC_OPERATOR_NAME_ADDRESS>{winner}
    </ECONOMIC_OPERATOR_NAME_ADDRESS></AWARD_OF_CONTRACT>""",
    "of utilities": """<AWARD_AND_CONTRACT_VALUE><CONTRACT_AWARD_DATE><DAY>03</DAY><MONTH>1</MONTH><YEAR>2011</YEAR>
    </CONTRACT_AWARD_DATE><NUMBER_OF_OFFERS_RECEIVED>7</NUMBER_OF_OFFERS_RECEIVED>
    <CONTACT_DATA_WITHOUT_RESPONSIBLE_NAME_CHP><ORGANISATION>Ada BV</ORGANISATION><TOWN>Tachov</TOWN>
    <COUNTRY VALUE="CZ"/></CONTACT_DATA_WITHOUT_RESPONSIBLE_NAME_CHP></AWARD_AND_CONTRACT_VALUE>""",
    "of a contest": """<AWARD_PRIZES><CONTRACT_AWARD_DATE><DAY>03</DAY><MONTH>01</MONTH><YEAR>2011</YEAR>
    </CONTRACT_AWARD_DATE><PARTICIPANTS_NUMBER>7</PARTICIPANTS_NUMBER><NAME_ADDRESS_WINNER>{winner}
    </NAME_ADDRESS_WINNER></AWARD_PRIZES>""",
}


@pytest.mark.parametrize("version", OLD_AWARDS)
@pytest.mark.parametrize("name", ["Ada BV", "<OFFICIALNAME>Ada BV</OFFICIALNAME><NATIONALID>7</NATIONALID>"])
def test_winners_of_older_forms_are_read_however_their_name_is_written(version: str, name: str) -> None:
    awards = OLD_AWARDS[version].format(winner=WINNER.format(name=name))
    appeal = f"<APPEAL_PROCEDURE_BODY_RESPONSIBLE>{WINNER.format(name='Court')}</APPEAL_PROCEDURE_BODY_RESPONSIBLE>"
    tree = read(export(f'<CONTRACT_AWARD CATEGORY="ORIGINAL" FORM="3" LG="CS">{awards}{appeal}</CONTRACT_AWARD>'))

    (winner,) = (one for one in tree.organisations if "winner" in one.roles)
    assert (names(tree, winner.id), winner.city, winner.country) == (["Ada BV"], "Tachov", "CZE")
    assert [(result.outcome, result.date) for result in tree.results] == [("selec-w", "2011-01-03")]
    assert [(one.kind, one.number) for one in tree.submissions] == [("tenders", "7")]


def test_an_older_call_has_the_buyer_of_its_form_and_the_deadline_of_its_coded_section() -> None:
    buyer = WINNER.format(name="Mesto Tachov").replace(
        "CONTACT_DATA_WITHOUT_RESPONSIBLE_NAME", "CA_CE_CONCESSIONAIRE_PROFILE"
    )
    content = export(f'<CONTRACT CATEGORY="ORIGINAL" FORM="2" LG="CS">{buyer}</CONTRACT>')
    deadline = b'<DT_DATE_FOR_SUBMISSION>20110303 14:30</DT_DATE_FOR_SUBMISSION><PR_PROC CODE="1"/></CODIF_DATA>'
    tree = read(content.replace(b"</CODIF_DATA>", deadline))

    assert [(one.roles, one.country, names(tree, one.id)) for one in tree.organisations] == [
        (("buyer",), "CZE", ["Mesto Tachov"])
    ]
    assert [(one.kind, one.date, one.time) for one in tree.moments] == [("tenders", "2011-03-03", "14:30")]
    assert "procurement-procedure-type/open" in "".join(mapping.lines(tree))


def test_what_the_buyer_did_not_agree_to_publish_is_not_read() -> None:
    hidden = (
        award("Ada GmbH")
        .replace("<CONTRACTORS>", '<CONTRACTORS PUBLICATION="NO">')
        .replace('<VAL_TOTAL CURRENCY="EUR">', '<VAL_TOTAL CURRENCY="EUR" PUBLICATION="NO">')
    )
    tree = read(result(hidden))

    assert [one.outcome for one in tree.results] == ["selec-w"]
    assert "Ada GmbH" not in repr(tree)
    assert "awarded" not in {value.kind for value in tree.values}


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"<TED_EXPORT/>", "no coded section"),
        (b"<TED_EXPORT><CODED_DATA_SECTION/></TED_EXPORT>", "no form"),
        (export(CALL, number="nil"), "without a publication number"),
        (export(CALL)[:-20], "not readable as XML"),
        (export(CALL).replace(b"<TED_EXPORT", b"<!DOCTYPE x [<!ENTITY a 'b'>]><TED_EXPORT"), "DOCTYPE"),
    ],
    ids=["nothing", "no-form", "no-number", "cut-short", "doctype"],
)
def test_what_is_no_notice_is_one_clear_error(content: bytes, said: str) -> None:
    with pytest.raises(NoticeError, match=said) as raised:
        notices.read(content, "notice.xml")

    assert str(raised.value).startswith("notice.xml: ")
