"""The ontology on the Web: every term has a page and data, in words that are those of the ontology and the shapes."""

import html
import json
import re
from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest
from pyoxigraph import Literal, NamedNode, Quad, RdfFormat, parse

from cfit_graph.iris import CFIT, OWL, SKOS, A
from cfit_graph.sources import alignments

ROOT = Path(__file__).parents[2]
KINDS = {OWL.Class, OWL.ObjectProperty, OWL.DatatypeProperty, OWL.AnnotationProperty}


@pytest.fixture(scope="module")
def site(address: str) -> Iterator[httpx.Client]:
    with httpx.Client(base_url=address, headers={"accept": "text/html"}, timeout=20) as client:
        yield client


@pytest.fixture(scope="module")
def names(ontology: list[Quad]) -> list[str]:
    """The names of the terms of ours."""
    typed = (quad.subject for quad in ontology if quad.predicate == A and quad.object in KINDS)
    named = {term.value for term in typed if isinstance(term, NamedNode)}
    return sorted(iri.removeprefix(CFIT.base) for iri in named if iri.startswith(CFIT.base))


@pytest.fixture(scope="module")
def pages(site: httpx.Client, names: list[str]) -> dict[str, str]:
    """The page of each term."""
    return {name: site.get(f"/ontology/{name}").raise_for_status().text for name in names}


def text(page: str) -> str:
    """Return what a reader sees of a page, white space made one."""
    return " ".join(html.unescape(re.sub(r"<[^>]+>", "", page)).split())


def literals(ontology: list[Quad], name: str, property_: NamedNode) -> set[str]:
    term = CFIT[name]
    found = (quad.object for quad in ontology if quad.subject == term and quad.predicate == property_)
    return {value.value for value in found if isinstance(value, Literal)}


def test_every_term_has_a_page_with_its_address_its_definition_and_its_notes(
    pages: dict[str, str], ontology: list[Quad]
) -> None:
    said = {name: text(page) for name, page in pages.items()}

    assert len(pages) > 100
    assert [name for name in said if CFIT[name].value not in said[name]] == []
    for property_ in (SKOS.definition, SKOS.scopeNote, SKOS.example, SKOS.prefLabel):
        missing = {
            name for name in said for value in literals(ontology, name, property_) if text(value) not in said[name]
        }
        assert missing == set(), property_
    assert [name for name in said if not literals(ontology, name, SKOS.definition)] == []


def test_every_term_comes_as_data_that_defines_it(site: httpx.Client, names: list[str]) -> None:
    for name in names:
        answer = site.get(f"/ontology/{name}.nt").raise_for_status()
        quads = list(parse(answer.content, RdfFormat.N_TRIPLES))
        assert any(quad.subject == CFIT[name] and quad.predicate == SKOS.definition for quad in quads), name


def test_a_term_comes_in_every_form_by_its_suffix_and_by_accept(site: httpx.Client) -> None:
    forms = {"ttl": "text/turtle", "jsonld": "application/ld+json", "nt": "application/n-triples"}
    for suffix, media_type in forms.items():
        twin, negotiated = (
            site.get(f"/ontology/weight.{suffix}"),
            site.get("/ontology/weight", headers={"accept": media_type}),
        )
        assert twin.headers["content-type"].startswith(media_type)
        assert twin.content == negotiated.content


def test_every_link_and_anchor_of_the_pages_leads_somewhere(site: httpx.Client, pages: dict[str, str]) -> None:
    documents = {path: site.get(path).text for path in ("/ontology", "/shapes")}
    links = {
        html.unescape(link)
        for page in (*pages.values(), *documents.values())
        for link in re.findall(r'href="(/[^"]*)"', page)
        if not link.startswith("/sparql?") and "lang=" not in link
    }
    anchored = {link.partition("#")[::2] for link in links if "#" in link}
    bare = {link.partition("#")[0] for link in links}

    assert [link for link in sorted(bare) if site.head(link).status_code not in {200, 303}] == []
    for path in {path for path, _ in anchored} - documents.keys():
        documents[path] = site.get(path, follow_redirects=True).text
    assert [(path, place) for path, place in sorted(anchored) if f'id="{place}"' not in documents[path]] == []


def test_the_page_of_all_terms_has_each_of_them_at_one_anchor(site: httpx.Client, names: list[str]) -> None:
    page = site.get("/ontology").text
    ids = re.findall(r'id="([^"]+)"', page)

    assert len(ids) == len(set(ids))
    assert set(names) <= set(ids)
    assert [name for name in names if f'href="/ontology/{name}"' not in page] == []


def test_each_concept_leads_to_its_terms_with_their_definitions(
    site: httpx.Client, names: list[str], ontology: list[Quad]
) -> None:
    concepts = re.findall(r'href="(/ontology\?concept=[^"]+)"', site.get("/ontology").text)
    told = "".join(site.get(address).text for address in concepts)
    said = text(told)

    assert [name for name in names if told.count(f'<div id="{name}">') != 1] == []
    missing = {name for name in names for words in literals(ontology, name, SKOS.definition) if text(words) not in said}
    assert missing == set()


def test_a_term_says_what_the_rules_say_of_it(pages: dict[str, str]) -> None:
    weight, criterion = text(pages["weight"]), text(pages["Criterion"])

    assert "criterion A number, with decimals or without. 100 or less. 0 or more. must be mended" in weight
    assert "ambition level A value of the list ambition level." in criterion
    assert "uses criterion" in criterion[criterion.index("Where it is a value") :]


def test_the_number_of_uses_is_that_of_the_graph_and_its_link_lists_them(
    site: httpx.Client, pages: dict[str, str], facts: list[Quad]
) -> None:
    criteria = {quad.subject for quad in facts if quad.predicate == A and quad.object == CFIT.Criterion}
    found = re.search(r'href="(/sparql\?[^"]+)">(\d+) things', pages["Criterion"])
    assert found

    answer = site.get(html.unescape(found[1]), headers={"accept": "application/json"}).raise_for_status()

    assert int(found[2]) == len(criteria)
    rows = answer.json()["results"]["bindings"]
    assert {row["thing"]["value"] for row in rows} == {str(criterion).strip("<>") for criterion in criteria}


def test_a_page_speaks_the_readers_language_and_says_where_it_cannot(site: httpx.Client) -> None:
    page = site.get("/ontology/Criterion?lang=nl").text

    assert re.search(r"<h1[^>]*>criterium</h1>", page)
    assert re.search(r'class="definition" lang="en"', page)
    assert "English" in text(page)


def test_every_mapping_is_on_the_page_of_its_term_with_the_name_of_the_other(pages: dict[str, str]) -> None:
    matches = alignments.read(ROOT / "ontology" / "alignments")
    ours = [match for match in matches if match.subject.startswith(CFIT.base)]

    for match in ours:
        page = text(pages[match.subject.removeprefix(CFIT.base)])
        assert match.note in page, match
    named = {match.object: match.label for match in ours}
    assert 'href="https://schema.org/itemCondition"' in pages["appliesToCondition"]
    assert named["https://schema.org/itemCondition"] in text(pages["appliesToCondition"])
    assert "No counterpart is known." in text(pages["coversPhase"])


def test_the_mappings_are_in_the_release_as_received_and_can_be_asked(site: httpx.Client) -> None:
    for path in alignments.tables(ROOT / "ontology" / "alignments"):
        name = path.name.removesuffix(alignments.SUFFIX)
        answer = site.get(f"/ontology/alignments/{name}", follow_redirects=True)
        assert answer.content == path.read_bytes()
    query = "SELECT ?label WHERE { cfit:ownedBy skos:closeMatch ?other . ?other skos:prefLabel ?label }"
    prefixes = f"PREFIX cfit: <{CFIT.base}> PREFIX skos: <{SKOS.base}> "
    asked = site.get("/sparql", params={"query": prefixes + query}, headers={"accept": "text/csv"})
    assert asked.text.split() == ["label", "owner"]


def test_borrowed_terms_are_listed_with_their_names(site: httpx.Client, ontology: list[Quad]) -> None:
    vocabularies = re.findall(r'href="(/ontology\?vocabulary=[^"]+)"', site.get("/ontology").text)
    section = text("".join(site.get(address).text for address in vocabularies))
    stubs = {quad.subject for quad in ontology if quad.predicate == A and quad.object in KINDS}
    others = {term for term in stubs if not str(term).startswith(f"<{CFIT.base}")}
    labels = {
        quad.object.value
        for quad in ontology
        if quad.subject in others and quad.predicate == SKOS.prefLabel
        if isinstance(quad.object, Literal) and quad.object.language == "en"
    }

    assert len(labels) > 40
    assert [label for label in sorted(labels) if label not in section] == []


def test_the_version_and_the_context_of_the_ontology_answer(site: httpx.Client, ontology: list[Quad]) -> None:
    version = next(quad.object for quad in ontology if quad.predicate == OWL.versionIRI)
    assert isinstance(version, NamedNode)

    assert site.get(version.value.removeprefix("https://w3id.org/cfit")).headers["location"] == "/ontology"
    context = site.get("/context.jsonld")
    assert context.headers["content-type"] == "application/ld+json"
    assert json.loads(context.content)["@context"]["Criterion"] == CFIT.Criterion.value


@pytest.mark.parametrize("name", ["criterion", "Nothing", "Criterion.pdf", "Criterion%3Cscript%3E", "0.0.9"])
def test_what_is_no_term_is_404(site: httpx.Client, name: str) -> None:
    assert site.get(f"/ontology/{name}").status_code in {400, 404}
