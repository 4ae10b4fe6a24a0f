"""What a row becomes: which property, which kind of term, in which graph."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pyoxigraph import Literal, NamedNode, Quad

from cfit_graph import iris, mapping
from cfit_graph.iris import CFIT, DCTERMS, ORG, SKOS, XSD
from cfit_graph.mapping import facts, naming
from cfit_graph.mapping.places import Places
from cfit_graph.records import TABLES, Record
from cfit_graph.records.group import WorkingGroupRecord
from cfit_graph.records.membership import ParticipationRecord
from cfit_graph.records.organisation import OrganisationRecord

SIGNED = ParticipationRecord(
    id="m-de",
    source="launch-page",
    organisation="de-bmu",
    role="coordinating",
    start="2021-06",  # type: ignore[arg-type] # pydantic reads the text
    start_qualifier="not-after",
)


def said(*records: Record) -> set[tuple[NamedNode, object]]:
    """Return the properties and values of the quads of the records."""
    return {(quad.predicate, quad.object) for quad in mapping.quads(records)}


def test_every_fact_stands_in_the_graph_of_its_document_and_names_it() -> None:
    quads = list(mapping.quads([SIGNED]))

    assert {quad.graph_name for quad in quads} == {iris.source("launch-page")}
    assert (DCTERMS.source, iris.source("launch-page")) in said(SIGNED)
    assert {quad.subject for quad in quads} == {iris.thing("participation", "m-de")}


def test_a_key_becomes_a_thing_and_a_notation_a_concept() -> None:
    assert (ORG.member, iris.thing("organisation", "de-bmu")) in said(SIGNED)
    assert (ORG.role, iris.concept("role", "coordinating")) in said(SIGNED)
    assert (ORG.organization, iris.thing("pact", "cfit")) in said(SIGNED)


def test_a_date_keeps_its_precision_and_gains_the_days_its_qualifier_allows() -> None:
    triples = said(SIGNED)

    assert (CFIT.startDate, Literal("2021-06", datatype=XSD.gYearMonth)) in triples
    assert (CFIT.startLatest, Literal("2021-06-30", datatype=XSD.date)) in triples
    assert (CFIT.startQualifier, iris.concept("date-qualifier", "not-after")) in triples
    assert not [value for predicate, value in triples if predicate == CFIT.startEarliest]


def test_text_keeps_its_language_and_codes_become_the_eu_s_addresses() -> None:
    region = OrganisationRecord(
        id="be-wal", source="page", name="Walloon Region", alt_names=("Wallonie@fr",), country="BE"
    )

    assert (SKOS.prefLabel, Literal("Walloon Region", language="en")) in said(region)
    assert (SKOS.altLabel, Literal("Wallonie", language="fr")) in said(region)
    assert (DCTERMS.spatial, iris.COUNTRY.BEL) in said(region)


def test_an_empty_cell_says_nothing() -> None:
    bare = OrganisationRecord(id="be-wal", source="page")

    assert {predicate for predicate, _value in said(bare)} == {iris.A, DCTERMS.identifier, DCTERMS.source}


def test_a_community_of_practice_is_also_a_working_group() -> None:
    community = WorkingGroupRecord(id="cop-x", source="page", kind="community-of-practice")

    assert {(iris.A, CFIT.WorkingGroup), (iris.A, CFIT.CommunityOfPractice)} <= said(community)


@pytest.mark.parametrize(("number", "text"), [("43.50", "43.5"), ("2", "2.0"), ("1E+2", "100.0"), ("0.0", "0.0")])
def test_a_decimal_is_written_one_way(number: str, text: str) -> None:
    assert facts.decimal(Decimal(number)) == Literal(text, datatype=XSD.decimal)


@given(st.decimals(allow_nan=False, allow_infinity=False, places=4))
def test_a_decimal_keeps_its_value(number: Decimal) -> None:
    assert Decimal(facts.decimal(number).value) == number


def test_every_kind_of_record_has_a_mapping_and_every_column_a_property_or_a_reason() -> None:
    for table, record in TABLES.items():
        concept = mapping.CONCEPTS[record.KIND]
        columns = set(record.model_fields) - {"id", "source"}
        unmapped = {
            column for column in columns if column not in concept.properties and not column.endswith("_qualifier")
        }
        assert not unmapped, (table, unmapped)


def test_a_finding_about_a_derived_day_points_at_the_cell_of_its_date() -> None:
    SIGNED.written_at("data/participations.csv", 7)
    places = Places([SIGNED], mapping.CONCEPTS)

    assert str(places.place(iris.thing("participation", "m-de").value, CFIT.startLatest.value)) == (
        "data/participations.csv:7:start"
    )
    assert str(places.place(iris.thing("participation", "m-de").value, CFIT.startQualifier.value)) == (
        "data/participations.csv:7:start_qualifier"
    )


def test_a_thing_without_a_name_is_called_after_what_it_is_about() -> None:
    stated = [
        Quad(iris.thing("organisation", "de-bmu"), SKOS.prefLabel, Literal("Ministry", language="en")),
        Quad(iris.concept("role", "coordinating"), SKOS.prefLabel, Literal("coordinating participant", language="en")),
    ]

    (named,) = naming.quads([SIGNED], mapping.CONCEPTS, stated)

    assert named.object == Literal("Ministry: coordinating participant", language="en")
    assert named.graph_name == iris.source("cfit-editors")
