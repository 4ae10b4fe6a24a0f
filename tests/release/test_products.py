"""What is in a release folder."""

import json
import subprocess
from html.parser import HTMLParser
from pathlib import Path

import pyshacl
import pytest
import rdflib
import zstandard
from pyoxigraph import Quad, RdfFormat, parse

from cfit_graph import iris, rdf, release
from cfit_graph.release import Content

CLASSES = Path(__file__).resolve().parents[3] / "shared" / "vocab" / "dcat-ap-3.0.1-shacl.ttl"
PLANET = "https://w3id.org/cfit/id/organisation/planet"


@pytest.fixture
def made(content: Content, tmp_path: Path) -> Path:
    return release.write(content, tmp_path / "releases")


def unpacked(path: Path) -> bytes:
    return zstandard.ZstdDecompressor().decompress(path.read_bytes())


def manifest(made: Path) -> dict[str, object]:
    facts = json.loads((made / "manifest.json").read_bytes())
    assert isinstance(facts, dict)
    return facts


def bare(quads: list[Quad]) -> set[Quad]:
    return {Quad(quad.subject, quad.predicate, quad.object) for quad in rdf.canonical(quads)}


def test_the_dumps_hold_what_went_in_with_every_literal_as_it_was_written(content: Content, made: Path) -> None:
    lines = rdf.canonical_lines(content.quads)
    n_quads, trig = (unpacked(made / "dumps" / name) for name in ("graph.nq.zst", "graph.trig.zst"))

    assert n_quads.decode().splitlines() == lines
    assert rdf.canonical_lines(parse(trig, RdfFormat.TRIG)) == lines
    assert '"2.50"^^<http://www.w3.org/2001/XMLSchema#decimal>' in n_quads.decode()


def test_the_turtle_dump_holds_each_distinct_statement_once(content: Content, made: Path) -> None:
    statements = list(parse(unpacked(made / "dumps/graph.ttl.zst"), RdfFormat.TURTLE))

    assert len(statements) == len(set(statements)) == len(bare(list(content.quads)))
    assert set(rdf.canonical(statements)) == bare(list(content.quads))


def test_the_default_graph_of_the_store_is_each_distinct_statement_once(content: Content, made: Path) -> None:
    store = rdf.open_store(made / "store")

    (row,) = rdf.select(store, "SELECT (COUNT(*) AS ?n) WHERE { ?subject ?predicate ?object }")
    (shared,) = rdf.select(
        store, f"SELECT (COUNT(?g) AS ?n) WHERE {{ GRAPH ?g {{ <{PLANET}> <{iris.SKOS.prefLabel.value}> ?name }} }}"
    )

    assert str(row["n"].value) == str(len(bare(list(content.quads))))  # type: ignore[union-attr]
    assert str(shared["n"].value) == "2"  # type: ignore[union-attr]


def test_unpacking_the_n_quads_and_hashing_them_gives_the_hash_of_the_manifest(made: Path) -> None:
    lines = unpacked(made / "dumps/graph.nq.zst")

    hashed = subprocess.run(["sha256sum"], input=lines, capture_output=True, check=True).stdout.decode().split()[0]

    assert manifest(made)["hash"] == {"algorithm": "RDFC-1.0, SHA-256", "dataset": hashed}


def test_sha256sum_finds_every_dump_in_order(made: Path) -> None:
    checked = subprocess.run(
        ["sha256sum", "--check", "SHA256SUMS"], cwd=made / "dumps", capture_output=True, check=True
    )

    named = {line.partition(":")[0] for line in checked.stdout.decode().splitlines()}
    present = {path.relative_to(made / "dumps").as_posix() for path in (made / "dumps").rglob("*") if path.is_file()}
    assert named == present - {"SHA256SUMS"}


def test_turtle_declares_only_the_prefixes_it_uses(made: Path) -> None:
    text = (made / "dumps/ontology.ttl").read_text(encoding="utf-8")

    assert "@prefix cfit: <https://w3id.org/cfit/ontology#> ." in text
    assert "sh:" not in text
    assert "cfit:Pact a owl:Class" in text


def test_the_context_makes_our_names_into_our_terms(made: Path, tmp_path: Path) -> None:
    context = json.loads((made / "dumps/context.jsonld").read_bytes())["@context"]
    thing = {"@context": context, "id": PLANET, "type": "Pact", "country": "https://e.org/au", "weight": "2.50"}
    path = tmp_path / "thing.jsonld"
    path.write_text(json.dumps(thing), encoding="utf-8")

    assert {str(quad) for quad in rdf.read_file(path)} == {
        f"<{PLANET}> <{iris.A.value}> <{iris.CFIT.Pact.value}>",
        f"<{PLANET}> <{iris.CFIT.country.value}> <https://e.org/au>",
        f'<{PLANET}> <{iris.CFIT.weight.value}> "2.50"^^<{iris.XSD.decimal.value}>',
    }


def test_the_tables_are_copied_as_they_are(content: Content, made: Path) -> None:
    assert (made / "dumps/tables/organisations.csv").read_bytes() == content.tables[0].read_bytes()


def test_the_manifest_counts_and_names(content: Content, made: Path) -> None:
    facts = manifest(made)

    counts = facts["counts"]
    assert isinstance(counts, dict)
    assert counts["quads"] == len(content.quads)
    assert counts["triples"] == len(content.quads) - 1
    assert {"iri": iris.ORG.Organization.value, "label": "organisation", "instances": 1} in counts["classes"]
    assert facts["findings"] == {"violation": 0, "warning": 1, "info": 0}
    assert facts["limits"] == ["Nothing before 2021."]
    assert {
        "iri": "https://w3id.org/cfit/source/accord",
        "title": "The accord",
        "publisher": "Planet",
        "address": "https://example.org/accord",
        "issued": "2021-04-29",
    } in facts["sources"]  # type: ignore[operator]


def test_the_manifest_lists_every_file_but_itself_and_the_store(made: Path) -> None:
    facts = manifest(made)
    others = [*facts["files"], *facts["answers"], facts["description"], facts["index"]]  # type: ignore[misc]
    listed = {entry["path"] for entry in [*facts["dumps"], *others]}  # type: ignore[misc]

    present = {path.relative_to(made).as_posix() for path in made.rglob("*") if path.is_file()}

    assert listed == {path for path in present if not path.startswith("store/")} - {"manifest.json"}


def test_the_hash_of_a_graph_is_that_of_its_triples_alone(content: Content, made: Path) -> None:
    one = [quad for quad in content.quads if quad.graph_name == iris.source("accord")]
    lines = rdf.canonical_lines(Quad(quad.subject, quad.predicate, quad.object) for quad in one)
    text = "".join(f"{line}\n" for line in lines).encode()

    hashed = subprocess.run(["sha256sum"], input=text, capture_output=True, check=True).stdout.decode().split()[0]

    entry = {"iri": "https://w3id.org/cfit/source/accord", "triples": len(one), "sha256": hashed}
    assert entry in manifest(made)["graphs"]  # type: ignore[operator]


def test_the_description_satisfies_dcat_ap(made: Path) -> None:
    if not CLASSES.is_file():
        pytest.skip("the DCAT-AP 3.0.1 shapes are not beside the checkout")
    shapes = dcat_ap()

    conforms, _, text = pyshacl.validate(rdflib.Graph().parse(made / "dataset.ttl"), shacl_graph=shapes)

    assert conforms, text


def test_the_shapes_of_dcat_ap_see_a_description_without_its_publisher_name(made: Path) -> None:
    if not CLASSES.is_file():
        pytest.skip("the DCAT-AP 3.0.1 shapes are not beside the checkout")
    graph = rdflib.Graph().parse(made / "dataset.ttl")
    graph.remove((None, rdflib.FOAF.name, None))

    conforms, _, text = pyshacl.validate(graph, shacl_graph=dcat_ap())

    assert not conforms
    assert "foaf:name" in text


def dcat_ap() -> rdflib.Graph:
    """Return the shapes without the references to shapes that the published file forgets (SEMICeu/DCAT-AP#448)."""
    shapes = rdflib.Graph().parse(CLASSES)
    for node, shape in list(shapes.subject_objects(rdflib.SH.property)):
        if (shape, rdflib.SH.path, None) not in shapes:
            shapes.remove((node, rdflib.SH.property, shape))
    return shapes


def test_the_description_tells_figures_links_and_downloads(made: Path) -> None:
    text = (made / "dataset.ttl").read_text(encoding="utf-8")
    store = rdf.store(rdf.read_file(made / "dataset.ttl"))

    found = {
        (row["predicate"].value.rpartition("#")[2], row["space"].value, row["number"].value)  # type: ignore[union-attr]
        for row in rdf.select(
            store,
            "PREFIX void: <http://rdfs.org/ns/void#> SELECT ?predicate ?space ?number WHERE { ?set a void:Linkset ;"
            " void:linkPredicate ?predicate ; void:triples ?number ; void:objectsTarget/void:uriSpace ?space }",
        )
    }

    assert found == {
        ("country", "http://publications.europa.eu/resource/authority/country/", "1"),
        ("buys", "http://data.europa.eu/cpv/cpv/", "1"),
    }
    assert f"https://w3id.org/cfit/release/{made.name}/dumps/graph.nq.zst" in text
    assert "0000-00-00-000000" not in text


def test_the_questions_are_published_in_the_form_of_sib(content: Content, made: Path) -> None:
    store = rdf.store(rdf.read_file(made / "queries.ttl"))

    (row,) = rdf.select(
        store,
        "PREFIX sh: <http://www.w3.org/ns/shacl#> PREFIX rdfs: <http://www.w3.org/2000/01/rdf-schema#>"
        " SELECT ?title ?text ?prefix WHERE { ?question a sh:SPARQLExecutable , sh:SPARQLSelectExecutable ;"
        " rdfs:label ?title ; sh:select ?text ; sh:prefixes/sh:declare [ sh:prefix 'org' ; sh:namespace ?prefix ] }",
    )

    assert row["title"].value == content.questions[0].title  # type: ignore[union-attr]
    assert row["text"].value == content.questions[0].sparql  # type: ignore[union-attr]
    assert row["prefix"].value == iris.ORG.base  # type: ignore[union-attr]


class Outline(HTMLParser):
    """The tags of a page, and its headings."""

    def __init__(self) -> None:
        super().__init__()
        self.tags: list[str] = []
        self.headings: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        assert not {"src", "onclick"} & {name for name, _ in attrs}

    def handle_data(self, data: str) -> None:
        if self.tags and self.tags[-1] in {"h1", "h2"} and data.strip():
            self.headings.append(data.strip())


def test_the_report_is_a_page_in_plain_words_that_needs_nothing_else(made: Path) -> None:
    page = (made / "report.html").read_text(encoding="utf-8")
    outline = Outline()
    outline.feed(page)

    assert [heading for heading in outline.headings if "(" in heading] == [
        "Must fix (0)",
        "Please check (1)",
        "Note (0)",
    ]
    assert not {"script", "link", "img"} & set(outline.tags)
    assert "An organisation should have a &lt;homepage&gt;." in page
    assert "data/organisations.csv:2:homepage" in page


def test_the_report_for_programs_says_the_same(made: Path) -> None:
    report = json.loads((made / "report.json").read_bytes())

    assert report["counts"] == {"violation": 0, "warning": 1, "info": 0}
    assert report["findings"][0]["place"] == {"file": "data/organisations.csv", "row": 2, "column": "homepage"}
