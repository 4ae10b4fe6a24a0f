"""Who is who among the parties of notices: by several things together, never by a registration number alone."""

import pytest

from cfit_graph.mapping import identity, sighting
from cfit_graph.mapping.identity import Identities
from cfit_graph.records.notices import EFORMS, Notice, NoticeName, NoticeOrganisation, NoticeTree
from cfit_graph.records.organisation import OrganisationRecord

ATEA = OrganisationRecord(id="no-atea", source="cfit-editors", name="Atea AS", country="NO")


def notice(number: int, *parties: dict[str, object]) -> NoticeTree:
    key = f"ted-{number}-2026"
    names = tuple(NoticeName(key, f"ORG-{at}", str(party["name"]), "ENG") for at, party in enumerate(parties))
    rows = tuple(
        NoticeOrganisation(key, f"ORG-{at}", **{name: value for name, value in party.items() if name != "name"})  # type: ignore[arg-type]
        for at, party in enumerate(parties)
    )
    return NoticeTree(Notice(key, EFORMS, "ted"), organisations=rows, names=names)


def party(name: str, country: str = "NOR", **more: object) -> dict[str, object]:
    return {"name": name, "country": country, **more}


def who(*trees: NoticeTree, decisions: dict[frozenset[str], bool] | None = None) -> Identities:
    found = identity.entries(one for tree in trees for one in sighting.sightings(tree))
    identity.add_known(found, [ATEA])
    return identity.identities(found, decisions or {})


def known(identities: Identities) -> dict[str, str]:
    """Return by which key each name is known."""
    return {entry.name: identities.known_by[key] for key, entry in identities.entries.items()}


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Oslo kommune", " OSLO  KOMMUNE "),
        ("Gemeente 's-Hertogenbosch", "Gemeente s Hertogenbosch"),
        ("Telenor Norge AS", "TELENOR NORGE A/S"),
        ("Städtische Werke GmbH", "Stadtische Werke"),
        ("Spółka Wodna Sp. z o.o.", "Spolka Wodna"),
        ("Panhartico ltd", "Panhartico Ltd."),
        ("Société d\u2019Études, S.A.", "Societe d Etudes SA"),
    ],
)
def test_spellings_of_one_name_compare_as_equal(one: str, other: str) -> None:
    assert sighting.normal(one) == sighting.normal(other)


def test_one_name_in_one_country_is_one_actor_and_in_another_country_another() -> None:
    found = who(
        notice(1, party("Oslo kommune")), notice(2, party("OSLO KOMMUNE")), notice(3, party("Oslo kommune", "SWE"))
    )

    assert {key: len(entry.parties) for key, entry in found.entries.items() if entry.parties} == {
        "nor-oslo-kommune": 2,
        "swe-oslo-kommune": 1,
    }


def test_a_number_that_one_notice_gives_to_all_partners_joins_nobody() -> None:
    lead = [party(name, legal_ids=("971045698",)) for name in ("Oslo kommune", "Bergen kommune", "Review chamber")]

    found = who(notice(1, *lead), notice(2, party("Bergen havn", legal_ids=("971045698",))))

    assert found.said == ()
    assert len(set(found.known_by.values())) == 5


def test_one_number_and_two_names_are_two_organisations() -> None:
    found = who(
        notice(1, party("Oslo kommune", legal_ids=("958935420",))),
        notice(2, party("Utdanningsetaten", legal_ids=("958935420",))),
    )

    assert found.said == ()


def test_names_alike_need_other_evidence() -> None:
    one, other = "Réseau de Transport d'Électricité", "Réseau Transport Électricité"
    alone = who(notice(1, party(one, "FRA")), notice(2, party(other, "FRA")))
    placed = who(
        notice(1, party(one, "FRA", city="Paris", website="https://www.rte-france.com/a")),
        notice(2, party(other, "FRA", city="PARIS", website="rte-france.com")),
    )

    assert alone.said == ()
    assert len(alone.review) == 1
    (match,) = placed.said
    assert match.confidence >= identity.SAME
    assert match.evidence == ("names are alike (92 of 100)", "one country", "one place", "one web site")


def test_two_towns_that_differ_by_a_letter_are_left_to_a_person() -> None:
    found = who(notice(1, party("Vadsø kommune", city="Vadsø")), notice(2, party("Vardø kommune", city="Vardø")))

    assert found.said == ()
    assert [match.confidence < identity.SAME for match in found.review] == [True]


def test_a_name_of_one_word_is_not_enough_to_be_an_organisation_of_the_pact() -> None:
    found = who(notice(1, party("ATEA AS")))

    assert known(found)["ATEA AS"] == "nor-atea"
    assert [match.pair for match in found.review] == [frozenset({"nor-atea", "organisation/no-atea"})]


@pytest.mark.parametrize(("same", "key"), [(True, "organisation/no-atea"), (False, "nor-atea")])
def test_what_a_person_decided_wins_from_then_on(same: bool, key: str) -> None:  # noqa: FBT001 - the two cases of a table
    found = who(notice(1, party("ATEA AS")), decisions={frozenset({"nor-atea", "organisation/no-atea"}): same})

    assert known(found)["ATEA AS"] == key
    assert found.review == ()


def test_a_person_can_part_what_was_computed_to_be_one() -> None:
    trees = [
        notice(1, party("Acme Norge Service", city="Oslo", website="acme.no")),
        notice(2, party("Acme Norge Services", city="Oslo", website="acme.no")),
    ]
    pair = frozenset({"nor-acme-norge-service", "nor-acme-norge-services"})

    assert [match.pair for match in who(*trees).said] == [pair]
    assert len(set(who(*trees, decisions={pair: False}).known_by.values())) == 3


def test_people_and_placeholders_are_nobody() -> None:
    found = who(
        notice(1, party("No award made"), party("N/A"), party("Kari Nordmann", natural_person=True)),
    )

    assert all(entry.organisation for entry in found.entries.values())
