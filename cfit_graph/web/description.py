"""What the release says of one thing, ready for a page: each fact with the documents that state it."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from cfit_graph.iris import CFIT, DCTERMS, RDFS, SKOS, A
from cfit_graph.web import asking, terms
from cfit_graph.web.asking import Row, Term
from cfit_graph.web.edition import SourceDocument
from cfit_graph.web.shelf import Opened
from cfit_graph.web.terms import Shown, Words

_FIRST = {A.value: 0, SKOS.prefLabel.value: 1, SKOS.altLabel.value: 2, DCTERMS.title.value: 1}
_FOR_PROGRAMS = frozenset({DCTERMS.identifier.value, DCTERMS.source.value, RDFS.label.value, RDFS.isDefinedBy.value})
_DERIVED = ("Earliest", "Latest")

FIRST, PAGE = 15, 100  # values of a property that the page of a thing shows; a page of their own has so many


@dataclass
class Value:
    """One value of a property, what is said of it if it has no name of its own, and the documents that state it."""

    term: Term
    shown: Shown
    parts: list[tuple[Shown, Shown]] = field(default_factory=list)
    sources: list[SourceDocument] = field(default_factory=list)


@dataclass(frozen=True)
class Fact:
    """A property with its values; `differ` if no single document states them all."""

    name: Shown
    values: list[Value]
    differ: bool

    @property
    def iri(self) -> str:
        """The property itself."""
        return str(self.name.iri)

    @property
    def pages(self) -> int:
        """How many pages of their own its values fill."""
        return max(1, -(-len(self.values) // PAGE))

    def page(self, number: int) -> "Fact":
        """Return the fact with the values of one of these pages, the first ones for 0."""
        shown = self.values[:FIRST] if not number else self.values[PAGE * (number - 1) : PAGE * number]
        return replace(self, values=shown)

    @property
    def for_programs(self) -> bool:
        """Whether a reader can do without: keys, and what is derived from another fact of the same page."""
        return self.iri in _FOR_PROGRAMS or (self.iri.startswith(CFIT.base) and self.iri.endswith(_DERIVED))


@dataclass(frozen=True)
class Description:
    """What is known about a thing, and which documents say how much of it, the most telling first."""

    iri: str
    title: Shown
    facts: list[Fact]
    documents: list[tuple[SourceDocument, int]]

    @property
    def classes(self) -> frozenset[str]:
        """What the thing is."""
        return frozenset(value.term.value for fact in self.facts if fact.iri == A.value for value in fact.values)

    @property
    def key_facts(self) -> list[Fact]:
        """The facts for a reader; if there are no others, all of them."""
        return [fact for fact in self.facts if not fact.for_programs] or self.facts

    @property
    def other_facts(self) -> list[Fact]:
        """The facts for programs."""
        return [fact for fact in self.facts if fact.for_programs] if len(self.key_facts) < len(self.facts) else []

    @property
    def publishers(self) -> list[str]:
        """Who published the documents, each once."""
        return list(dict.fromkeys(document.publisher for document, _ in self.documents if document.publisher))

    def fact(self, property_: str | None) -> Fact | None:
        """Return what is said with one property."""
        return next((fact for fact in self.facts if fact.iri == property_), None)

    def values(self, *properties: str) -> list[Value]:
        """Return the values of some properties, in the order of the properties."""
        return [value for iri in properties for fact in self.facts if fact.iri == iri for value in fact.values]


async def of(opened: Opened, iri: str, languages: Sequence[str]) -> Description:
    """Return the description of `iri`, without facts if nothing is said of it; raise any QueryError."""
    stated = await asking.rows(opened.pool, "facts", thing=iri)
    named = {term.value for row in stated for term in row.values() if term.kind == "uri"}
    words = Words(await asking.labels(opened.pool, named), languages)
    return Description(
        iri=iri,
        title=_title(iri, stated, languages),
        facts=_facts(stated, opened, words),
        documents=_documents(stated, opened),
    )


def _title(iri: str, stated: list[Row], languages: Sequence[str]) -> Shown:
    names = [row["value"] for row in stated if row["property"].value in terms.NAMES and row["value"].kind == "literal"]
    return terms.shown(Term("uri", iri), {iri: names}, languages)


def _documents(stated: list[Row], opened: Opened) -> list[tuple[SourceDocument, int]]:
    statements = {(row["source"].value, row["property"], row["value"]) for row in stated}
    counted = Counter(graph for graph, _, _ in statements)
    return [(_document(opened, graph), count) for graph, count in sorted(counted.items(), key=lambda of: (-of[1], of))]


def _document(opened: Opened, graph: str) -> SourceDocument:
    return opened.edition.sources.get(graph, SourceDocument(graph))


def _facts(stated: list[Row], opened: Opened, words: Words) -> list[Fact]:
    by_property: dict[str, list[Row]] = {}
    for row in stated:
        by_property.setdefault(row["property"].value, []).append(row)
    facts = [_fact(rows, opened, words) for rows in by_property.values()]
    return sorted(facts, key=lambda fact: (_FIRST.get(fact.iri, len(_FIRST)), fact.name.text.lower()))


def _fact(rows: list[Row], opened: Opened, words: Words) -> Fact:
    values: dict[Term, Value] = {}
    stated_by: dict[str, set[Term]] = {}
    for row in rows:
        term = row["value"]
        value = values.setdefault(term, Value(term, words.of(term)))
        stated_by.setdefault(row["source"].value, set()).add(term)
        _add(value, row, opened, words)
    differ = len(values) > 1 and all(len(stated) < len(values) for stated in stated_by.values())
    return Fact(words.of(rows[0]["property"]), list(values.values()), differ)


def _add(value: Value, row: Row, opened: Opened, words: Words) -> None:
    document = _document(opened, row["source"].value)
    if document not in value.sources:
        value.sources.append(document)
    if "part" in row:
        part = words.of(row["part"]), words.of(row["partValue"])
        if part not in value.parts:
            value.parts.append(part)
