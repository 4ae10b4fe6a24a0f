import pytest
from hypothesis import given
from hypothesis import strategies as st
from pyoxigraph import NamedNode

from cfit_graph import iris


def test_things_terms_concepts_and_sources_have_their_own_paths() -> None:
    assert iris.thing("organisation", "nl-rws").value == "https://w3id.org/cfit/id/organisation/nl-rws"
    assert iris.CFIT.Criterion.value == "https://w3id.org/cfit/ontology#Criterion"
    assert iris.concept("role", "co-lead").value == "https://w3id.org/cfit/vocabulary/role/co-lead"
    assert iris.source("cfit-programme").value == "https://w3id.org/cfit/source/cfit-programme"


@pytest.mark.parametrize("key", ["", "NL-rws", "nl rws", "nl--rws", "-nl", "nl/rws", "é", "nl_rws", "nl-rws\n"])
def test_a_key_that_would_not_last_is_refused(key: str) -> None:
    with pytest.raises(ValueError, match="is not a key"):
        iris.thing("organisation", key)


@given(st.text())
def test_no_text_makes_an_iri_outside_our_base(text: str) -> None:
    try:
        made = iris.thing("organisation", text)
    except ValueError:
        return
    assert made == NamedNode(f"https://w3id.org/cfit/id/organisation/{text}")
    assert iris.KEY.fullmatch(text)


def test_the_page_about_a_thing_is_its_document() -> None:
    assert iris.document(iris.thing("event", "e-launch")).value == "https://w3id.org/cfit/doc/event/e-launch"
    assert iris.document(iris.source("cfit-programme")) == iris.source("cfit-programme")
