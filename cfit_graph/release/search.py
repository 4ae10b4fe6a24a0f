"""The folder `search/`: every name, identifier and description of every thing, as an SQLite full-text index.

The same statements give the same bytes with the same SQLite. Another version of SQLite may write other bytes that say
the same, so the hash of the file stands in the manifest, but the name of the release is not made of it.
"""

import sqlite3
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby, islice
from pathlib import Path
from typing import NamedTuple

from cfit_graph import folding, iris, rdf
from cfit_graph.iris import CFIT, DCTERMS, FOAF, RDFS, SCHEMA, SKOS
from cfit_graph.release import files, lines
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

# The same by the predicates as N-Triples writes them.
_ROLE_OF = {str(predicate).encode(): role for predicate, role in _ROLES.items()}
_OWNERS = {str(name).encode(): str(owner).encode() for name, owner in _NAMED_APART.items()}

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
CREATE TEMP TABLE unsorted (first TEXT, second, third);
"""

# Nobody reads the index before it is whole, and a crash throws all of it away.
_PRAGMAS = "PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF; PRAGMA cache_size = -200000;"
_AT_ONCE = 5_000


class Text(NamedTuple):
    """One text of a thing: `role` is name, other, identifier or description; no `language` is an empty one."""

    role: str
    language: str
    text: str


Thing = tuple[str, list[Text]]


def write(dataset: Dataset, building: Path) -> tuple[File, dict[str, int]]:
    """Write the index and return its description, and what it holds, which is the same with every SQLite."""
    path = building / NAME
    path.parent.mkdir(parents=True, exist_ok=True)
    connection = sqlite3.connect(path)
    try:
        things, texts = _fill(connection, gathered(dataset))
        connection.execute("VACUUM")
    finally:
        connection.close()
    entry = files.described(building, NAME, "Index of the search, SQLite")
    return entry, {"format": FORMAT, "things": things, "texts": texts}


def gathered(dataset: Dataset) -> Iterator[Thing]:
    """Yield everything that has a page here, by IRI, with its texts, both sorted."""
    apart = _named_apart(dataset)
    for subject, rows in groupby(dataset.rows(), key=lambda row: row[0]):
        texts = apart.pop(subject, set())
        texts |= {text for row in rows if (text := _text(row))}
        if texts and subject.startswith(b"<") and kind_of(iri := lines.iri(subject)):
            yield iri, _each_once(texts)


def _named_apart(dataset: Dataset) -> defaultdict[bytes, set[Text]]:
    """Return the names of things that stand apart from them."""
    found: defaultdict[bytes, set[Text]] = defaultdict(set)
    wanted = {*_OWNERS, *_OWNERS.values()}
    rows = (row for row in dataset.rows() if row[1] in wanted)
    for _subject, of_one in groupby(rows, key=lambda row: row[0]):
        said = list(of_one)
        for row in said:
            if row[1] in _OWNERS and (text := _text(row)):
                for owner in (other[2] for other in said if other[1] == _OWNERS[row[1]]):
                    found[owner].add(text)
    return found


def _text(row: lines.Terms) -> Text | None:
    """Return the text that a statement gives its thing, None where it gives none."""
    _subject, predicate, value = row
    role = _ROLE_OF.get(predicate)
    if role is None or not value.startswith(b'"'):
        return None
    literal = rdf.literal(value)
    return Text(role, literal.language or "", literal.value)


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


def _fill(connection: sqlite3.Connection, gathered_: Iterator[Thing]) -> tuple[int, int]:
    """Write every row in the order of its key, so that it comes out the same; return how many things and texts."""
    connection.executescript(_PRAGMAS + _SCHEMA)
    vocabulary: Counter[str] = Counter()
    things = texts = 0
    with connection:
        while some := list(islice(gathered_, _AT_ONCE)):
            _add(connection, some, things, texts)
            vocabulary.update(word for thing in some for word in _misspellable(thing))
            things, texts = things + len(some), texts + sum(len(of_thing) for _iri, of_thing in some)
        connection.execute("INSERT INTO called SELECT * FROM unsorted ORDER BY first, third")
        connection.executemany("INSERT INTO word VALUES (?, ?)", sorted(vocabulary.items()))
        pairs = ((gram, word) for word in vocabulary for gram in folding.grams(word))
        connection.execute("DELETE FROM unsorted")
        connection.executemany("INSERT INTO unsorted (first, second) VALUES (?, ?)", pairs)
        connection.execute("INSERT INTO gram SELECT first, second FROM unsorted ORDER BY first, second")
        connection.execute("INSERT INTO words (words) VALUES ('optimize')")
    return things, texts


def _add(connection: sqlite3.Connection, some: Sequence[Thing], things: int, texts: int) -> None:
    """Write some things, of which the first has the number `things` and its first text `texts`."""
    numbered = list(enumerate(some, things))
    rows = list(_texts(numbered, texts))
    connection.executemany("INSERT INTO thing VALUES (?, ?, ?, ?)", _things(numbered))
    connection.executemany("INSERT INTO text VALUES (?, ?, ?, ?, ?)", rows)
    connection.executemany("INSERT INTO unsorted VALUES (?, ?, ?)", _called(rows))
    connection.executemany(
        "INSERT INTO words (rowid, name, other, identifier, description) VALUES (?, ?, ?, ?, ?)", _columns(numbered)
    )


def _things(numbered: Iterable[tuple[int, Thing]]) -> Iterator[tuple[int, str, str, int]]:
    for number, (iri, _texts_of) in numbered:
        kind = kind_of(iri)
        yield number, iri, kind, _LATER.get(kind, 0)


def _texts(numbered: Iterable[tuple[int, Thing]], number: int) -> Iterator[tuple[int, int, int, str, str]]:
    for thing, (_iri, of_thing) in numbered:
        for text in of_thing:
            yield number, thing, _COLUMNS.index(text.role), text.language, text.text
            number += 1


def _called(rows: Iterable[tuple[int, int, int, str, str]]) -> Iterator[tuple[str, int, int]]:
    """Yield what things are called, descriptions left out, as words in a row."""
    for number, thing, role, _, text in rows:
        if _COLUMNS[role] != "description" and (called := " ".join(folding.words(text))):
            yield called, thing, number


def _columns(numbered: Iterable[tuple[int, Thing]]) -> Iterator[tuple[int, *tuple[str, ...]]]:
    """Yield the words of each thing, by role; the last part of its address is an identifier."""
    for number, (iri, of_thing) in numbered:
        said: dict[str, list[str]] = {column: [] for column in _COLUMNS}
        for text in of_thing:
            said[text.role] += folding.words(text.text)
        said["identifier"] += folding.words(iri.replace("#", "/").rpartition("/")[2])
        yield number, *(" ".join(said[column]) for column in _COLUMNS)


def _misspellable(thing: Thing) -> set[str]:
    """Return the words of a thing; words with digits are no words one misspells."""
    return {word for text in thing[1] for word in folding.words(text.text) if word.isalpha()}
