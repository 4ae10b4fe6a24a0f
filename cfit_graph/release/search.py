"""The folder `search/`: every name, identifier and description of every thing, as an SQLite full-text index.

The same statements give the same bytes with the same SQLite. Another version of SQLite may write other bytes that say
the same, so the hash of the file stands in the manifest, but the name of the release is not made of it.
"""

import sqlite3
from collections import Counter
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import NamedTuple

from pyoxigraph import Literal, NamedNode

from cfit_graph import folding, iris
from cfit_graph.iris import CFIT, DCTERMS, FOAF, RDFS, SCHEMA, SKOS
from cfit_graph.release import files
from cfit_graph.release.dataset import Dataset
from cfit_graph.release.files import File

FOLDER = "search"
NAME = f"{FOLDER}/index.sqlite"
FORMAT = 1

# What a text is to its thing. The names of these columns are part of the format.
_COLUMNS = ("name", "other", "identifier", "description")
_ROLES = {
    SKOS.prefLabel: "name",
    RDFS.label: "name",
    DCTERMS.title: "name",
    FOAF.name: "name",
    SCHEMA.name: "name",
    SKOS.altLabel: "other",
    CFIT.shortName: "other",
    CFIT.namedAs: "other",
    CFIT.usedName: "other",
    DCTERMS.identifier: "identifier",
    SKOS.notation: "identifier",
    SKOS.definition: "description",
    SKOS.note: "description",
    SKOS.scopeNote: "description",
    DCTERMS.description: "description",
    RDFS.comment: "description",
    SCHEMA.keywords: "description",
}

# Where a name that is kept apart, with its dates, belongs to another thing: that thing is found by it too.
_NAMED_APART = {CFIT.usedName: CFIT.usageOf, CFIT.namedAs: iris.ORG.member}

# Records that tie two things together come after the things themselves, and the terms of the ontology after them.
_TIES = {"participation", "group-membership", "name-usage", "quantity", "monetary-value", "signature", "seat", "claim"}
_LATER = {**dict.fromkeys(_TIES, 1), "term": 1}

# Codes of others that have a page here.
_CODES = {iris.COUNTRY.base: "country", iris.CPV.base: "cpv", iris.CURRENCY.base: "currency"}

_SCHEMA = """
CREATE TABLE thing (id INTEGER PRIMARY KEY, iri TEXT NOT NULL, kind TEXT NOT NULL, tie INTEGER NOT NULL);
CREATE INDEX thing_by_kind ON thing (kind);
CREATE TABLE text (
    id INTEGER PRIMARY KEY, thing INTEGER NOT NULL, role INTEGER NOT NULL, language TEXT NOT NULL, text TEXT NOT NULL
);
CREATE INDEX text_by_thing ON text (thing);
CREATE TABLE called (folded TEXT NOT NULL, thing INTEGER NOT NULL, text INTEGER NOT NULL, PRIMARY KEY (folded, text))
    WITHOUT ROWID;
CREATE VIRTUAL TABLE words USING fts5 (
    name, other, identifier, description, content = '', tokenize = 'unicode61 remove_diacritics 0', prefix = '2 3'
);
CREATE TABLE word (word TEXT PRIMARY KEY, things INTEGER NOT NULL) WITHOUT ROWID;
CREATE TABLE gram (gram TEXT NOT NULL, word TEXT NOT NULL, PRIMARY KEY (gram, word)) WITHOUT ROWID;
"""


class Text(NamedTuple):
    """One text of a thing: `role` is name, other, identifier or description; no `language` is an empty one."""

    role: str
    language: str
    text: str


def write(dataset: Dataset, building: Path) -> tuple[File, dict[str, int]]:
    """Write the index and return its description, and what it holds, which is the same with every SQLite."""
    texts = gathered(dataset)
    entry = files.write(building, NAME, _database(texts), "Index of the search, SQLite")
    held = {"format": FORMAT, "things": len(texts), "texts": sum(len(of_thing) for of_thing in texts.values())}
    return entry, held


def gathered(dataset: Dataset) -> dict[str, list[Text]]:
    """Return the texts of everything that has a page here, by IRI, both sorted."""
    found: dict[str, set[Text]] = {}
    for triple in dataset.triples:
        role = _ROLES.get(triple.predicate)
        if role and isinstance(triple.object, Literal):
            text = Text(role, triple.object.language or "", triple.object.value)
            apart = _NAMED_APART.get(triple.predicate)
            owners = dataset.objects(triple.subject, apart) if apart else []
            for owner in (triple.subject, *owners):
                if isinstance(owner, NamedNode) and kind_of(owner.value):
                    found.setdefault(owner.value, set()).add(text)
    return {iri: _each_once(found[iri]) for iri in sorted(found)}


def kind_of(iri: str) -> str:
    """Return what kind of thing an IRI names, by its path; empty for what has no page here."""
    path = iri.removeprefix(iris.BASE)
    code = next((kind for base, kind in _CODES.items() if iri.startswith(base)), "")
    if path == iri:
        return code
    first, *rest = path.split("/")
    if first.startswith("ontology#"):
        return "term"
    if first == "vocabulary":
        return "scheme" if len(rest) == 1 else "concept"
    if first == "id":
        return rest[0]
    return first if first in {"source", "query"} and rest else ""


def _each_once(texts: Iterable[Text]) -> list[Text]:
    """Return the texts sorted by role and language; of two alike, the one with the better role."""
    ordered = sorted(texts, key=lambda one: (_COLUMNS.index(one.role), one.language, one.text))
    distinct: dict[tuple[str, str], Text] = {}
    for one in ordered:
        distinct.setdefault((one.language, one.text), one)
    return list(distinct.values())


def _database(texts: dict[str, list[Text]]) -> bytes:
    """Return the index, every row in the order of its key, so that it comes out the same."""
    with sqlite3.connect(":memory:") as connection:
        connection.executescript(_SCHEMA)
        connection.executemany("INSERT INTO thing VALUES (?, ?, ?, ?)", _things(texts))
        connection.executemany("INSERT INTO text VALUES (?, ?, ?, ?, ?)", _texts(texts))
        connection.executemany("INSERT INTO called VALUES (?, ?, ?)", sorted(_called(texts)))
        connection.executemany(
            "INSERT INTO words (rowid, name, other, identifier, description) VALUES (?, ?, ?, ?, ?)", _columns(texts)
        )
        vocabulary = _vocabulary(texts)
        connection.executemany("INSERT INTO word VALUES (?, ?)", sorted(vocabulary.items()))
        pairs = sorted((gram, word) for word in vocabulary for gram in folding.grams(word))
        connection.executemany("INSERT INTO gram VALUES (?, ?)", pairs)
        connection.execute("INSERT INTO words (words) VALUES ('optimize')")
    connection.execute("VACUUM")
    data = connection.serialize()
    connection.close()
    return data


def _things(texts: dict[str, list[Text]]) -> Iterator[tuple[int, str, str, int]]:
    for number, iri in enumerate(texts):
        kind = kind_of(iri)
        yield number, iri, kind, _LATER.get(kind, 0)


def _texts(texts: dict[str, list[Text]]) -> Iterator[tuple[int, int, int, str, str]]:
    number = 0
    for thing, of_thing in enumerate(texts.values()):
        for text in of_thing:
            yield number, thing, _COLUMNS.index(text.role), text.language, text.text
            number += 1


def _called(texts: dict[str, list[Text]]) -> Iterator[tuple[str, int, int]]:
    """Yield what things are called, descriptions left out, as words in a row."""
    for number, thing, role, _, text in _texts(texts):
        if _COLUMNS[role] != "description" and (called := " ".join(folding.words(text))):
            yield called, thing, number


def _columns(texts: dict[str, list[Text]]) -> Iterator[tuple[int, *tuple[str, ...]]]:
    """Yield the words of each thing, by role; the last part of its address is an identifier."""
    for number, (iri, of_thing) in enumerate(texts.items()):
        said: dict[str, list[str]] = {column: [] for column in _COLUMNS}
        for text in of_thing:
            said[text.role] += folding.words(text.text)
        said["identifier"] += folding.words(iri.replace("#", "/").rpartition("/")[2])
        yield number, *(" ".join(said[column]) for column in _COLUMNS)


def _vocabulary(texts: dict[str, list[Text]]) -> Counter[str]:
    """Return how many things each word is used of; words with digits are no words one misspells."""
    counted: Counter[str] = Counter()
    for of_thing in texts.values():
        counted.update({word for text in of_thing for word in folding.words(text.text) if word.isalpha()})
    return counted
