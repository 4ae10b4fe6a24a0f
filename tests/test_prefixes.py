"""The table of prefixes."""

from cfit_graph.prefixes import PREFIXES, shortened


def test_no_namespace_has_two_prefixes() -> None:
    assert len(set(PREFIXES.values())) == len(PREFIXES)


def test_every_namespace_ends_where_names_begin() -> None:
    assert all(namespace[-1] in "#/" for namespace in PREFIXES.values())


def test_an_iri_is_shortened_by_the_longest_namespace() -> None:
    assert shortened("http://publications.europa.eu/resource/authority/country/NLD") == "country:NLD"
    assert shortened("https://w3id.org/cfit/ontology#Pact") == "cfit:Pact"


def test_an_iri_of_no_known_namespace_stays_whole() -> None:
    assert shortened("https://example.org/x") == "https://example.org/x"
    assert shortened("http://data.europa.eu/cpv/cpv/") == "http://data.europa.eu/cpv/cpv/"
