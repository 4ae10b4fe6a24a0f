"""Notices as statements: what a reader of the graph finds about them, asked in SPARQL."""

import time
from pathlib import Path

import pyoxigraph as ox
import pytest
from hypothesis import given
from hypothesis import strategies as st

from cfit_graph import rdf
from cfit_graph.mapping import notices as mapping
from cfit_graph.mapping.notices import milestone
from cfit_graph.prefixes import PREFIXES
from cfit_graph.records.notices import Lot
from cfit_graph.sources import notices

HERE = Path(__file__).parent / "eforms"
CALL, RESULT = ((HERE / name).read_text(encoding="utf-8") for name in ("call.xml", "result.xml"))
HEADER = "".join(f"PREFIX {prefix}: <{namespace}>\n" for prefix, namespace in PREFIXES.items())


def lines(*texts: str) -> list[str]:
    return [line for text in texts for tree in notices.read(text.encode(), "x") for line in mapping.lines(tree)]


@pytest.fixture(scope="module")
def store() -> ox.Store:
    """The call and the result of one procedure, each in its graph, and both together in the default graph."""
    return rdf.store(rdf.with_default_graph(rdf.quads_of(lines(CALL, RESULT))))


def rows(store: ox.Store, question: str) -> list[tuple[str, ...]]:
    """Return the answer with IRIs cut to what comes after the last slash or hash."""
    found = rdf.select(store, HEADER + question)
    return sorted(
        tuple(getattr(term, "value", "").split("#")[-1].split("/")[-1] for term in row.values()) for row in found
    )


def test_each_notice_has_its_own_graph_with_publisher_terms_and_address(store: ox.Store) -> None:
    question = """SELECT ?graph ?publisher ?licence ?address WHERE {
      GRAPH ?graph { ?graph dcterms:publisher ?publisher ; dcterms:license ?licence ; schema:url ?address } }"""

    assert rows(store, question) == [
        ("ted-43-2025", "ted", "COM_REUSE", "43-2025"),
        ("ted-99-2025", "ted", "COM_REUSE", "99-2025"),
    ]


def test_call_and_result_speak_of_one_procedure_and_of_one_lot(store: ox.Store) -> None:
    question = """SELECT DISTINCT ?procedure ?lot WHERE {
      ?procedure a epo:Procedure ; epo:hasProcurementScopeDividedIntoLot ?lot }"""

    procedure = "99999999-2222-4333-8444-555555555555"
    assert rows(store, question) == [(procedure, f"{procedure}-lot-0001"), (procedure, f"{procedure}-lot-0002")]


def test_from_the_criterion_one_comes_to_the_winner(store: ox.Store) -> None:
    question = """SELECT ?type ?weight ?supplier WHERE {
      ?procedure epo:hasProcurementScopeDividedIntoLot/epo:specifiesProcurementCriterion ?criterion .
      ?criterion epo:hasAwardCriterionType ?type ; m8g:weight ?weight .
      ?award cfit:awardedIn ?procedure ; cfit:supplierName ?supplier }"""

    assert rows(store, question) == [
        ("quality", "60", "Jan Kowalski"),
        ("quality", "60", "Wygrana sp. z o.o."),
    ]


def test_codes_of_all_lists_are_asked_by_the_tables_of_the_union(store: ox.Store) -> None:
    question = """SELECT ?code WHERE { ?lot a epo:Lot ; epo:fulfillsRequirement ?code }"""

    assert rows(store, question) == [("circ-econ",), ("eu",), ("prod-innov",), ("work-cond",)]


def test_what_is_computed_is_marked_and_what_is_stated_is_not(store: ox.Store) -> None:
    question = """SELECT ?kind ?day ?qualifier WHERE {
      GRAPH <https://w3id.org/cfit/source/ted-43-2025> {
        ?milestone cfit:milestoneOf ?lot ; cfit:milestoneKind ?kind ; dcterms:date ?day .
        ?lot a epo:Lot .
        OPTIONAL { ?milestone cfit:dateQualifier ?qualifier } } }"""

    assert rows(store, question) == [
        ("contract-end", "2029-05-31", "inferred"),
        ("contract-start", "2025-06-01", "planned"),
        ("likely-retender", "2028-11-30", "inferred"),
        ("tenders-due", "2025-03-28", ""),
        ("tenders-due", "2025-03-30", ""),
    ]


def test_the_end_of_a_contract_is_counted_from_its_signature_where_no_start_is_stated(store: ox.Store) -> None:
    question = """SELECT ?day WHERE { GRAPH <https://w3id.org/cfit/source/ted-99-2025> {
      ?one cfit:milestoneKind <https://w3id.org/cfit/vocabulary/milestone-kind/contract-end> ; dcterms:date ?day } }"""

    assert rows(store, question) == [("2028-05-01",)]


def criterion(code: str, list_name: str, number: str) -> str:
    parameter = CALL[CALL.index("<efac:AwardCriterionParameter>") : CALL.index("</efac:AwardCriterionParameter>")]
    other = parameter.replace("per-exa", code).replace("number-weight", list_name).replace(">60<", f">{number}<")
    return CALL.replace(parameter, f"{parameter}</efac:AwardCriterionParameter>{other}")


@pytest.mark.parametrize(
    ("code", "list_name", "said"),
    [("min-score", "number-threshold", "threshold"), ("fix-tot", "number-fixed", "fixed")],
)
def test_a_number_beside_a_criterion_is_a_weight_a_fixed_value_or_a_threshold(
    code: str, list_name: str, said: str
) -> None:
    store = rdf.store(rdf.quads_of(lines(criterion(code, list_name, "12.5"))))
    question = """SELECT ?weight ?fixed ?sort ?threshold ?kind WHERE { GRAPH ?graph {
      ?criterion m8g:weight ?weight .
      OPTIONAL { ?criterion epo:hasFixedValue ?fixed ; epo:hasFixedValueType ?sort }
      OPTIONAL { ?criterion epo:hasConstraint ?one .
                 ?one a m8g:Constraint ; epo:hasThresholdValue ?threshold ; epo:hasThresholdType ?kind } } }"""

    stated = {"fixed": ("60", "12.5", "fix-tot", "", ""), "threshold": ("60", "", "", "12.5", "min-score")}
    assert rows(store, question) == [stated[said]]


def test_a_change_says_which_sections_of_which_notice_it_replaces(store: ox.Store) -> None:
    question = "SELECT ?changed ?section WHERE { ?notice cfit:changesNotice ?changed ; cfit:changedSection ?section }"

    assert rows(store, question) == [("ted-42-2025", "LOT-0001")]


def test_a_deadline_of_two_offsets_has_no_instant(store: ox.Store) -> None:
    question = """SELECT ?offset ?conflict ?instant WHERE {
      ?one cfit:utcOffset ?offset ; cfit:milestoneKind <https://w3id.org/cfit/vocabulary/milestone-kind/tenders-due> .
      OPTIONAL { ?one cfit:offsetConflict ?conflict } OPTIONAL { ?one cfit:instant ?instant } }"""

    assert rows(store, question) == [("+01:00", "", "2025-03-28T11:00:00Z"), ("+02:00", "true", "")]


def test_a_withheld_field_stands_as_withheld_beside_the_tender_it_concerns(store: ox.Store) -> None:
    question = """SELECT ?what ?of ?until WHERE {
      ?field a cfit:WithheldField ; cfit:withheldContent ?what ; cfit:withheldFrom ?of ; cfit:withheldUntil ?until }"""

    assert rows(store, question) == [("win-ten-val", "ted-99-2025-ten-0001", "2032-01-01")]


def test_amounts_of_two_currencies_and_kinds_stay_apart(store: ox.Store) -> None:
    question = """SELECT ?kind ?amount ?currency WHERE {
      ?value cfit:valueKind ?kind ; epo:hasAmountValue ?amount ; epo:hasCurrency ?currency }"""

    assert rows(store, question) == [
        ("estimated", "1500000.5", "EUR"),
        ("maximum", "2000000", "EUR"),
        ("total-awarded", "900000", "PLN"),
    ]


def test_no_free_text_but_titles_and_names_reaches_the_graph() -> None:
    said = "".join(lines(CALL))

    assert 'Notebooks \\"gebraucht\\" & neu' in said
    assert "Reparierbarkeit" not in said
    assert "Wiederaufbereitete" not in said


@pytest.mark.parametrize(
    ("start", "length", "unit", "end"),
    [
        ("2024-01-31", "1", "MONTH", "2024-02-28"),
        ("2024-02-29", "1", "YEAR", "2025-02-27"),
        ("2024-12-31", "2", "WEEK", "2025-01-13"),
        ("2025-01-01", "365", "DAY", "2025-12-31"),
        ("2025-01-01", "1.5", "YEAR", "2026-06-30"),
        ("2025-01-01", "0", "MONTH", None),
        ("2025-01-01", "9999999999", "YEAR", None),
        ("2025-01-01", "9999999999", "DAY", None),
        ("9999-01-01", "99", "YEAR", None),
    ],
)
def test_the_last_day_of_a_contract(start: str, length: str, unit: str, end: str | None) -> None:
    assert milestone.after(start, Lot("key", "LOT-0001", "lot", duration=length, duration_unit=unit)) == end


def test_the_same_notice_says_the_same_twice() -> None:
    assert lines(CALL) == lines(CALL)


FIELDS = (
    "LOT-0001",
    "30213100",
    "2025-05-02+02:00",
    "900000",
    "PLN",
    "POL",
    "YEAR",
    "TEN-0001",
    "selec-w",
    "29",
    "U-1",
)
TEXT = st.text(alphabet=st.characters(exclude_categories=["Cs"], exclude_characters='<&>"\ufffe\uffff'), max_size=30)
ODD = st.sampled_from(
    ["<>", "%", "-1", "1E99", "NaN", "0000-00-00", "9999-12-31", "2025-02-30", "\\", "\u202e", "\U00010348", "{}"]
)


@given(TEXT.filter(lambda text: not any(ord(one) < 32 for one in text)) | ODD, st.sampled_from(FIELDS))
def test_whatever_a_stranger_writes_in_a_field_becomes_statements_that_parse(text: str, field: str) -> None:
    escaped = text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    said = lines(RESULT.replace(field, escaped))

    assert len(rdf.quads_of(said)) == len(said)


def test_a_year_of_lots_is_mapped_in_time_that_grows_as_the_notice_does() -> None:
    start = CALL.index("<a:ProcurementProjectLot>")
    lot = CALL[start : CALL.index("</a:ProcurementProjectLot>") + len("</a:ProcurementProjectLot>")]
    many = CALL[:start] + "".join(lot.replace("LOT-0001", f"LOT-{number:04}") for number in range(1000)) + CALL[start:]

    begun = time.process_time()
    said = lines(many)

    assert len(said) > 20_000
    assert time.process_time() - begun < 3
