"""No term is defined for nothing, none is used undefined, and every notation of a table is a concept."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from pyoxigraph import Literal, NamedNode, Quad

from cfit_graph import iris
from cfit_graph.mapping import CONCEPTS
from cfit_graph.mapping.facts import DATED
from cfit_graph.records import TABLES, marker
from cfit_graph.records.values import Notation

ROOT = Path(__file__).parents[2]
COMMENT = re.compile(r"(?m)(?:^|\s)#.*$")
SHORT = re.compile(r"(?<![\w:])cfit:([A-Za-z]\w*)")
PYTHON = re.compile(r'\bCFIT(?:\.(?!base\b)(\w+)|\["(\w+)"\])')

# Small scales that are kept whole: a gap in them would mislead more than a value that nothing uses yet.
WHOLE = {
    "accessibility",
    "ambition-level",
    "award-criterion-type",
    "award-part",
    "buyer-legal-type",
    "comparator",
    "confidence",
    "contract-nature",
    "country",  # a notice may come from any
    "criterion-type",
    "currency",
    "date-qualifier",
    "dps-usage",
    "economic-operator-size",
    "energy-efficiency-basis",
    "energy-efficiency-item",
    "environmental-impact",
    "event-status",
    "evidence-kind",
    "form-type",
    "framework-agreement",
    "green-public-procurement-criteria",
    "innovative-acquisition",
    "joint-statement-kind",
    "language",
    "main-activity",
    "milestone-kind",
    "notice-format",
    "notice-type",
    "number-fixed",
    "number-threshold",
    "number-weight",
    "procedure-status",
    "procurement-procedure-type",
    "reserved-procurement",
    "role",
    "social-objective",
    "strategic-procurement",
    "value-kind",
    "vat-status",
    "winner-selection-status",
}


def written(*patterns: str) -> Iterator[str]:
    """Yield the text of every file that the patterns match, comments left out."""
    for pattern in patterns:
        for path in sorted(ROOT.glob(pattern)):
            yield COMMENT.sub("", path.read_text(encoding="utf-8"))


def used_in(*patterns: str) -> set[str]:
    """Return the local names of the terms that files use as `cfit:name`."""
    return {name for text in written(*patterns) for name in SHORT.findall(text)}


def mapped() -> set[str]:
    """Return the local names of the terms that the code makes."""
    tables = {term for concept in CONCEPTS.values() for term in (*concept.classes, *concept.properties.values())}
    named = {term.value.removeprefix(iris.CFIT.base) for term in tables if term.value.startswith(iris.CFIT.base)}
    bounds = {f"{stem}{end}" for stem in DATED.values() for end in ("Earliest", "Latest", "Qualifier")}
    code = {one or other for text in written("cfit_graph/**/*.py") for one, other in PYTHON.findall(text)}
    return named | bounds | code


def local(term: object) -> str:
    """Return the local name of a term of ours, and nothing for anything else."""
    iri = term.value if isinstance(term, NamedNode) else ""
    return iri.removeprefix(iris.CFIT.base) if iri.startswith(iris.CFIT.base) else ""


@pytest.fixture(scope="module")
def defined(ontology: list[Quad]) -> set[str]:
    return {local(quad.subject) for quad in ontology} - {""}


def test_every_term_is_used_by_the_mapping_a_shape_or_a_question(defined: set[str]) -> None:
    used = mapped() | used_in("shapes/*.ttl", "queries/*.rq")

    assert sorted(defined - used) == []


def test_every_term_or_a_class_above_it_has_a_shape_or_a_question(defined: set[str], ontology: list[Quad]) -> None:
    spoken_of = used_in("shapes/*.ttl", "queries/*.rq")
    below = [(local(quad.subject), local(quad.object)) for quad in ontology if quad.predicate == iris.RDFS.subClassOf]
    covered = spoken_of | {name for name, above in below if above in spoken_of}

    assert sorted(defined - covered) == []


def test_every_term_that_is_used_is_defined(defined: set[str]) -> None:
    files = ("ontology/**/*.ttl", "shapes/*.ttl", "queries/*.rq", "checks/*.rq", "data/examples/*.ttl")
    used = mapped() | used_in(*files, "ontology/alignments/*.tsv", "cfit_graph/**/*.rq")

    assert sorted(used - defined) == []


def test_every_scheme_that_a_table_draws_on_is_published(vocabularies: list[Quad]) -> None:
    columns = [marker(record, column) for record in TABLES.values() for column in record.model_fields]
    schemes = {mark.scheme for mark in columns if isinstance(mark, Notation)}
    schemes |= {record.SCHEME for record in TABLES.values() if record.SCHEME}
    published = {quad.subject for quad in vocabularies if quad.object == iris.SKOS.ConceptScheme}

    assert sorted(name for name in schemes if iris.scheme(name) not in published) == []


def test_every_concept_is_used_or_belongs_to_a_small_scale(
    vocabularies: list[Quad], facts: list[Quad], examples: list[Quad]
) -> None:
    concepts = {quad.subject for quad in vocabularies if quad.predicate == iris.SKOS.inScheme}
    upper = {quad.object for quad in vocabularies if quad.predicate == iris.SKOS.broader}
    spoken_of = {term for quad in [*facts, *examples] for term in (quad.subject, quad.object)}
    idle = [term.value for term in concepts - spoken_of - upper if isinstance(term, NamedNode)]

    assert [iri for iri in sorted(idle) if iri.split("/")[-2] not in WHOLE] == []


def test_a_code_of_a_country_or_currency_in_the_facts_has_a_label(vocabularies: list[Quad], facts: list[Quad]) -> None:
    labelled = {quad.subject for quad in vocabularies if quad.predicate == iris.SKOS.prefLabel}
    codes = {quad.object for quad in facts if str(quad.object)[1:].startswith((iris.COUNTRY.base, iris.CURRENCY.base))}

    assert sorted(map(str, codes - labelled)) == []


def test_a_label_in_a_table_is_the_label_of_its_concept(vocabularies: list[Quad], facts: list[Quad]) -> None:
    labels = {(quad.subject, quad.object) for quad in vocabularies if quad.predicate == iris.SKOS.prefLabel}
    concepts = {subject for subject, _ in labels}
    stated = {(quad.subject, quad.object) for quad in facts if quad.predicate == iris.SKOS.prefLabel}
    english = {pair for pair in stated if pair[0] in concepts and isinstance(pair[1], Literal)}

    assert sorted(map(str, english - labels)) == []
