"""What the release says of one thing, ready for a page: each fact with the documents that state it."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from cfit_graph.errors import UnknownResourceError
from cfit_graph.iris import A
from cfit_graph.web import asking, terms
from cfit_graph.web.asking import Row, Term
from cfit_graph.web.edition import SourceDocument
from cfit_graph.web.shelf import Opened
from cfit_graph.web.terms import Labels, Shown

INCOMING_SHOWN = 200


@dataclass
class Value:
    """One value of a property, what is said of it if it has no name of its own, and the documents that state it."""

    shown: Shown
    parts: list[tuple[Shown, Shown]] = field(default_factory=list)
    sources: list[SourceDocument] = field(default_factory=list)


@dataclass(frozen=True)
class Fact:
    """A property with its values; `differ` if no single document states them all."""

    property: Shown
    values: list[Value]
    differ: bool


@dataclass(frozen=True)
class Description:
    """What is known about a thing."""

    iri: str
    title: str
    facts: list[Fact]
    incoming: list[tuple[Shown, Shown]]
    incoming_total: int


async def of(opened: Opened, iri: str, languages: Sequence[str]) -> Description:
    """Return the description of `iri`; raise UnknownResourceError if nothing is said of it, or any QueryError."""
    stated = await asking.rows(opened.pool, "facts", thing=iri)
    if not stated:
        raise UnknownResourceError(f"Nothing is known about {iri}.")
    labels = await asking.labels(
        opened.pool, (term.value for row in stated for term in row.values() if term.kind == "uri")
    )
    incoming = await asking.rows(opened.pool, "incoming", thing=iri)
    counted = await asking.rows(opened.pool, "incoming-count", thing=iri)
    return Description(
        iri=iri,
        title=_title(iri, stated, labels, languages),
        facts=_facts(stated, opened, labels, languages),
        incoming=_incoming(incoming, languages),
        incoming_total=int(counted[0]["number"].value) if counted else 0,
    )


def _title(iri: str, stated: list[Row], labels: Labels, languages: Sequence[str]) -> str:
    names = [row["value"] for row in stated if row["property"].value in terms.NAMES and row["value"].kind == "literal"]
    return terms.label(iri, {**labels, iri: names}, languages) or terms.shown(Term("uri", iri)).text


def _facts(stated: list[Row], opened: Opened, labels: Labels, languages: Sequence[str]) -> list[Fact]:
    by_property: dict[str, list[Row]] = {}
    for row in stated:
        by_property.setdefault(row["property"].value, []).append(row)
    facts = [_fact(rows, opened, labels, languages) for rows in by_property.values()]
    return sorted(facts, key=lambda fact: (fact.property.iri != A.value, fact.property.text.lower()))


def _fact(rows: list[Row], opened: Opened, labels: Labels, languages: Sequence[str]) -> Fact:
    values: dict[Term, Value] = {}
    stated_by: dict[str, set[Term]] = {}
    for row in rows:
        value = values.setdefault(row["value"], Value(terms.shown(row["value"], labels, languages)))
        stated_by.setdefault(row["source"].value, set()).add(row["value"])
        _add(value, row, opened, labels, languages)
    differ = len(values) > 1 and all(len(stated) < len(values) for stated in stated_by.values())
    return Fact(terms.shown(rows[0]["property"], labels, languages), list(values.values()), differ)


def _add(value: Value, row: Row, opened: Opened, labels: Labels, languages: Sequence[str]) -> None:
    graph = row["source"].value
    document = opened.edition.sources.get(graph, SourceDocument(graph))
    if document not in value.sources:
        value.sources.append(document)
    if "part" in row:
        part = terms.shown(row["part"], labels, languages), terms.shown(row["partValue"], labels, languages)
        if part not in value.parts:
            value.parts.append(part)


def _incoming(rows: list[Row], languages: Sequence[str]) -> list[tuple[Shown, Shown]]:
    """Return property and subject of each statement that points here, in the order of the rows, each once."""
    subjects = terms.gathered(rows, "subject", "label")
    properties = terms.gathered(rows, "property", "propertyLabel")
    pairs = {(row["property"], row["subject"]) for row in rows}
    shown = [
        (terms.shown(property_, properties, languages), terms.shown(subject, subjects, languages))
        for property_, subject in pairs
    ]
    return sorted(shown, key=lambda pair: (pair[0].text.lower(), pair[1].text.lower(), str(pair[1].iri)))
