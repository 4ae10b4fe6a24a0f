"""From one record to quads: what a column holds decides the term, a concept's table decides the property."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import Any

from pyoxigraph import Literal, NamedNode, Quad

from cfit_graph import iris
from cfit_graph.iris import CFIT, DCTERMS, XSD
from cfit_graph.records import Record, marker
from cfit_graph.records.values import Code, Gone, Link, Marker, Notation, PartialDate, Points, Worded, bounds, worded

Term = NamedNode | Literal
CODES = {"country": iris.COUNTRY, "currency": iris.CURRENCY, "cpv": iris.CPV}

# The properties that carry the day range and the qualifier of each dated property.
DATED: dict[NamedNode, str] = {
    CFIT.startDate: "start",
    CFIT.endDate: "end",
    CFIT.publishedDate: "published",
    CFIT.deadline: "deadline",
    CFIT.dueDate: "due",
    DCTERMS.date: "date",
    DCTERMS.issued: "date",
}


@dataclass(frozen=True)
class Concept:
    """How the records of one table become quads: the class, a property for each column, and what no table can say."""

    classes: tuple[NamedNode, ...]
    properties: Mapping[str, NamedNode]
    more: Callable[[Any], Iterable[tuple[NamedNode, Term]]] = field(default=lambda _record: ())
    about: Callable[[Any], NamedNode] | None = None

    def subject(self, record: Record) -> NamedNode:
        """Return the IRI of the thing that the record is about."""
        if self.about is not None:
            return self.about(record)
        if record.SCHEME is not None:
            return iris.concept(record.SCHEME, record.id)
        return iris.thing(record.KIND, record.id)

    def quads(self, record: Record) -> Iterator[Quad]:
        """Yield what the record says, in the graph of the document that says so."""
        this, graph = self.subject(record), iris.source(record.source)
        for predicate, value in self.statements(record, graph):
            yield Quad(this, predicate, value, graph)

    def statements(self, record: Record, graph: NamedNode) -> Iterator[tuple[NamedNode, Term]]:
        """Yield the property and the value of everything the record says."""
        yield from ((iris.A, class_) for class_ in self.classes)
        yield DCTERMS.identifier, Literal(record.id)
        yield DCTERMS.source, graph
        for column, predicate in self.properties.items():
            yield from column_statements(record, column, predicate)
        yield from self.more(record)


def column_statements(record: Record, column: str, predicate: NamedNode) -> Iterator[tuple[NamedNode, Term]]:
    """Yield what one column says: one statement a value, and the day range and qualifier of a date."""
    value = getattr(record, column)
    values = value if isinstance(value, tuple) else (value,)
    for item in values:
        if item is not None:
            yield predicate, term(item, marker(type(record), column))
        if isinstance(item, PartialDate) and predicate in DATED:
            yield from range_statements(item, getattr(record, f"{column}_qualifier", None), DATED[predicate])


def range_statements(when: PartialDate, qualifier: str | None, stem: str) -> Iterator[tuple[NamedNode, Term]]:
    """Yield the earliest and latest day and the qualifier of a date, under `cfit:<stem>Earliest` and so on."""
    earliest, latest = bounds(when, qualifier)
    if earliest is not None:
        yield CFIT[f"{stem}Earliest"], day(earliest)
    if latest is not None:
        yield CFIT[f"{stem}Latest"], day(latest)
    if qualifier is not None:
        yield CFIT[f"{stem}Qualifier"], iris.concept("date-qualifier", qualifier)


def term(value: object, mark: Marker | None) -> Term:
    """Return the node or literal that a cell's value stands for."""
    if isinstance(mark, Gone):
        return Literal(iris.pointed(str(value)).value, datatype=XSD.anyURI)
    if mark is not None:
        return marked_term(str(value), mark)
    if isinstance(value, PartialDate):
        return Literal(value.text, datatype=XSD[value.datatype])
    if isinstance(value, bool | int | Decimal):
        return number(value)
    return Literal(str(value))


def number(value: bool | int | Decimal) -> Literal:  # noqa: FBT001 - a truth value is written, not obeyed
    """Return a truth value or a number as the store writes it."""
    if isinstance(value, bool):
        return Literal(str(value).lower(), datatype=XSD.boolean)
    return Literal(str(value), datatype=XSD.integer) if isinstance(value, int) else decimal(value)


def marked_term(text: str, mark: Points | Notation | Code | Link | Worded) -> Term:
    """Return the term for a cell that names a thing or a concept, holds a code or an address, or is worded."""
    match mark:
        case Points(kind):
            return pointed(text, kind)
        case Notation(scheme):
            return iris.concept(scheme, text)
        case Code(namespace):
            return CODES[namespace][text]
        case Link():
            return NamedNode(text)
        case Worded():
            words, language = worded(text)
            return Literal(words, language=language)


def pointed(text: str, kind: str | None) -> NamedNode:
    """Return the IRI of a thing named by its key, or by `kind/key` where `kind` is None."""
    if kind is None:
        kind, _, text = text.partition("/")
    if kind == "source":
        return iris.source(text)
    if kind == "concept":
        message = f"'{text}' names a concept: use a column with a notation"
        raise ValueError(message)
    return iris.thing(kind, text)


def decimal(number: Decimal) -> Literal:
    """Return the number as a canonical xsd:decimal: no exponent, no trailing zeros, at least one decimal place."""
    whole, _, decimals = f"{number:f}".partition(".")
    return Literal(f"{whole}.{decimals.rstrip('0') or '0'}", datatype=XSD.decimal)


def day(when: date) -> Literal:
    """Return the day as xsd:date."""
    return Literal(when.isoformat(), datatype=XSD.date)
