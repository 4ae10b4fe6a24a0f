"""A small graph with everything a release has: three sources, a shared statement, blank nodes, a table, a question."""

import dataclasses
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from cfit_graph import findings, iris, rdf
from cfit_graph.questions import Question
from cfit_graph.release import Content

PREFIXES = {
    "cfit": iris.CFIT.base,
    "dcterms": iris.DCTERMS.base,
    "org": iris.ORG.base,
    "owl": iris.OWL.base,
    "rdf": iris.RDF.base,
    "rdfs": iris.RDFS.base,
    "schema": iris.SCHEMA.base,
    "sh": iris.SH.base,
    "skos": iris.SKOS.base,
    "xsd": iris.XSD.base,
}

HEAD = "".join(f"@prefix {prefix}: <{namespace}> .\n" for prefix, namespace in PREFIXES.items())

ACCORD = f"""{HEAD}
<https://w3id.org/cfit/id/organisation/planet> a org:Organization ;
    skos:prefLabel "Planet"@en ;
    cfit:country <http://publications.europa.eu/resource/authority/country/AUS> ;
    cfit:buys <http://data.europa.eu/cpv/cpv/30213100> ;
    cfit:weight 2.50 ;
    cfit:participation [ org:role "supporter" ] .
"""

NEWS = f"""{HEAD}
<https://w3id.org/cfit/id/organisation/planet> skos:prefLabel "Planet"@en ;
    cfit:since "2021-06"^^xsd:gYearMonth .
"""

REGISTER = f"""{HEAD}
<https://w3id.org/cfit/source/accord> dcterms:title "The accord"@en ;
    dcterms:publisher <https://w3id.org/cfit/id/organisation/planet> ;
    schema:url <https://example.org/accord> ;
    dcterms:issued "2021-04-29"^^xsd:date .
"""

VOCABULARIES = f"""{HEAD}
<https://w3id.org/cfit/vocabulary/role/supporter> a skos:Concept ; skos:prefLabel "supporter"@en .
"""

ONTOLOGY = f"""{HEAD}
cfit:Pact a owl:Class ; skos:prefLabel "pact"@en .
cfit:country a owl:ObjectProperty .
cfit:weight a owl:DatatypeProperty ; rdfs:range xsd:decimal .
"""

SHAPES = f"""{HEAD}
<https://w3id.org/cfit/shapes#Pact> a sh:NodeShape ;
    sh:targetClass cfit:Pact ;
    sh:or ( [ sh:path skos:prefLabel ; sh:minCount 1 ] [ sh:path rdfs:label ; sh:minCount 1 ] ) .
"""

REPORT = f"""{HEAD}
[] a sh:ValidationReport ; sh:conforms true ; sh:result [ a sh:ValidationResult ; sh:resultMessage "Look." ] .
"""

WARNING = findings.Finding(
    "An organisation should have a <homepage>.",
    findings.Severity.WARNING,
    findings.Place("data/organisations.csv", 2, "homepage"),
    label="Planet",
    advice="Add its address.",
)

QUESTION = Question(
    key="who-takes-part",
    title="Who takes part?",
    comment="A row is an organisation.",
    sparql="# Who takes part?\n\nSELECT ?who WHERE { ?who a <http://www.w3.org/ns/org#Organization> }\nORDER BY ?who\n",
    keywords=("participants", "roles"),
)

Make = Callable[..., Content]


@pytest.fixture
def make(tmp_path: Path) -> Make:
    """Return a maker of contents; `accord=`, `news=` and so on replace a text, other names a field."""
    table = tmp_path / "organisations.csv"
    table.write_text("key,name\nplanet,Planet\n", encoding="utf-8")
    sources = {"accord": ACCORD, "news": NEWS, "cfit-register": REGISTER, "cfit-vocabularies": VOCABULARIES}
    sources["cfit-ontology"] = ONTOLOGY

    def parsed(text: str, key: str) -> list[Any]:
        path = tmp_path / f"{key}.ttl"
        path.write_text(text, encoding="utf-8")
        return rdf.read_file(path, iris.source(key))

    def made(**changed: Any) -> Content:
        texts = {key: changed.pop(key, text) for key, text in sources.items()}
        content = Content(
            quads=[quad for key, text in texts.items() for quad in parsed(text, key)],
            ontology=parsed(texts["cfit-ontology"], "cfit-ontology"),
            shapes=parsed(SHAPES, "shapes"),
            questions=[QUESTION],
            report=findings.report([WARNING], {"organisations": 1}),
            report_graph=REPORT.encode(),
            tables=[table],
            prefixes=PREFIXES,
            ontology_version="0.1.0",
            created=date(2026, 11, 22),
            labels={iris.ORG.Organization.value: "organisation"},
            limits=("Nothing before 2021.",),
        )
        return dataclasses.replace(content, **changed)

    return made


@pytest.fixture
def content(make: Make) -> Content:
    """Return the content with nothing changed."""
    return make()


def files(release: Path) -> dict[str, bytes]:
    """Return the bytes of every file of a release but its store's, by path."""
    paths = (path for path in sorted(release.rglob("*")) if path.is_file())
    named = {path.relative_to(release).as_posix(): path.read_bytes() for path in paths}
    return {name: data for name, data in named.items() if not name.startswith("store/")}


@pytest.fixture
def bytes_of() -> Callable[[Path], dict[str, bytes]]:
    """Return the function that reads a release but for its store."""
    return files
