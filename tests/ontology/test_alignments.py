"""The mappings to other vocabularies: tables in the Simple Standard for Sharing Ontology Mappings (SSSOM)."""

import csv
import re
from dataclasses import dataclass
from pathlib import Path

import pytest
from pyoxigraph import Quad

from cfit_graph.prefixes import PREFIXES

ROOT = Path(__file__).parents[2]
TABLES = sorted((ROOT / "ontology/alignments").glob("*.sssom.tsv"))
REQUIRED = {"subject_id", "predicate_id", "object_id", "mapping_justification"}
PREDICATES = {
    "owl:equivalentClass",
    "owl:equivalentProperty",
    "rdfs:subClassOf",
    "rdfs:subPropertyOf",
    "skos:broadMatch",
    "skos:closeMatch",
    "skos:exactMatch",
    "skos:narrowMatch",
    "skos:relatedMatch",
}
CURIE = re.compile(r"([\w.-]+):([\w./-]+)")


@dataclass(frozen=True)
class Alignment:
    """A mapping set: its metadata, its prefixes, and its rows."""

    metadata: dict[str, str]
    prefixes: dict[str, str]
    rows: list[dict[str, str]]

    def iri(self, curie: str) -> str:
        """Return the IRI that a CURIE of the table stands for."""
        match = CURIE.fullmatch(curie)
        assert match, f"'{curie}' is no CURIE"
        return self.prefixes[match[1]] + match[2]


def read(path: Path) -> Alignment:
    """Return a table with its header, the block of commented YAML before the first row."""
    lines = path.read_text(encoding="utf-8").splitlines()
    pairs = [line.removeprefix("#").partition(":") for line in lines if line.startswith("#") and ":" in line]
    metadata = {key: value.strip().strip("'\"") for key, _, value in pairs if not key.startswith(" ")}
    prefixes = {key.strip(): value.strip() for key, _, value in pairs if re.match(" +[a-z]", key)}
    return Alignment(metadata, prefixes, body(lines))


def body(lines: list[str]) -> list[dict[str, str]]:
    """Return the rows below the header."""
    return list(csv.DictReader((line for line in lines if not line.startswith("#")), delimiter="\t", strict=True))


by_table = pytest.mark.parametrize("path", TABLES, ids=lambda path: path.name.partition(".")[0])


def test_there_are_alignments() -> None:
    assert TABLES


@by_table
def test_an_alignment_names_itself_and_its_licence(path: Path) -> None:
    metadata = read(path).metadata

    assert metadata["mapping_set_id"].startswith("http")
    assert metadata["license"].startswith("http")


@by_table
def test_a_mapping_has_what_the_standard_requires(path: Path) -> None:
    rows = read(path).rows

    assert rows
    assert rows[0].keys() >= REQUIRED
    assert [row for row in rows if None in row or not all(row[column] for column in REQUIRED)] == []
    assert {row["predicate_id"] for row in rows} <= PREDICATES
    assert {row["mapping_justification"].partition(":")[0] for row in rows} == {"semapv"}


@by_table
def test_the_short_names_of_an_alignment_are_those_of_the_table_of_prefixes(path: Path) -> None:
    prefixes = read(path).prefixes

    assert {name: iri for name, iri in prefixes.items() if PREFIXES.get(name, iri) != iri} == {}


@by_table
def test_every_subject_of_an_alignment_is_a_term_or_concept_of_ours(
    path: Path, ontology: list[Quad], vocabularies: list[Quad]
) -> None:
    alignment = read(path)
    ours = {str(quad.subject).strip("<>") for quad in [*ontology, *vocabularies]}

    assert [row["subject_id"] for row in alignment.rows if alignment.iri(row["subject_id"]) not in ours] == []


@by_table
def test_every_object_of_an_alignment_is_somebody_elses(path: Path) -> None:
    alignment = read(path)

    assert [row["object_id"] for row in alignment.rows if "w3id.org/cfit" in alignment.iri(row["object_id"])] == []


@by_table
def test_a_mapping_is_stated_once(path: Path) -> None:
    rows = [(row["subject_id"], row["object_id"]) for row in read(path).rows]

    assert len(rows) == len(set(rows))
