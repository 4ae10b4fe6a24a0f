"""Names for things that no source names: a participation is called after its organisation and its role.

They are ours, so they stand in the graph of what we say ourselves, and only where no source gives a label.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Any

from pyoxigraph import Literal, NamedNode, Quad

from cfit_graph import iris
from cfit_graph.iris import DCTERMS, SKOS
from cfit_graph.mapping.facts import Concept, term
from cfit_graph.records import Record, marker

EDITORS = iris.source("cfit-editors")
NAMING = {SKOS.prefLabel, DCTERMS.title}

# What a thing is called, from its columns in words; a name is left out where a column it needs is empty.
TITLES: dict[str, Callable[[Mapping[str, str]], str]] = {
    "award": lambda of: f"Award to {of.get('supplier') or of['supplier_name']}: {of['procedure']}",
    "claim": lambda of: f"What a source says on: {of['disagreement']}",
    "group-membership": lambda of: f"{of['organisation']}: {of['role']} of {of['group']}",
    "monetary-value": lambda of: f"{of['kind']} of {of['subject']}: {of['amount']} {of['currency']}",
    "name-usage": lambda of: f"“{of['name']}” as a name of {of['subject']}",
    "observation": lambda of: f"{of['indicator']}: {of['value']}, {of['organisation']}",
    "participation": lambda of: f"{of['organisation']}: {of.get('role', 'role not known')}",
    "quantity": lambda of: f"{of['measure']}: {of['subject']}",
    "role-rule": lambda of: f"Rule on {of.get('role') or of['body']}",
    "seat": lambda of: f"Seat of {of['organisation']}: {of['body']}",
    "signature": lambda of: f"Signature of {of['organisation']}: {of['statement']}",
    "withdrawal": lambda of: f"Withdrawn: {of['kind']}",
}


def quads(records: Iterable[Record], concepts: Mapping[str, Concept], stated: Iterable[Quad]) -> Iterator[Quad]:
    """Yield an English label for each thing that needs one of ours; `stated` is everything the sources state."""
    known = labels(stated)
    told: dict[NamedNode, tuple[str, dict[str, str]]] = {}
    for record in records:
        if record.KIND in TITLES:
            this = concepts[record.KIND].subject(record)
            _kind, columns = told.setdefault(this, (record.KIND, {}))
            for column, words in said(record, known).items():
                columns.setdefault(column, words)
    for this, (kind, columns) in told.items():
        if this.value not in known and (title := titled(kind, columns)):
            yield Quad(this, SKOS.prefLabel, Literal(title, language="en"), EDITORS)


def titled(kind: str, columns: Mapping[str, str]) -> str | None:
    """Return what a thing of this kind is called, None where a column that its name needs is empty."""
    try:
        return TITLES[kind](columns)
    except KeyError:
        return None


def said(record: Record, known: Mapping[str, str]) -> dict[str, str]:
    """Return the columns of a record in words: labels for what they name."""
    return {column: words(record, column, known) for column in type(record).model_fields if filled(record, column)}


def filled(record: Record, column: str) -> bool:
    """Return whether a column holds one value."""
    return getattr(record, column) is not None and not isinstance(getattr(record, column), tuple)


def words(record: Record, column: str, known: Mapping[str, str]) -> str:
    """Return the value of a column in words."""
    value: Any = getattr(record, column)
    mark = marker(type(record), column)
    if mark is None:
        return str(value)
    named = term(str(value), mark)
    return known.get(named.value, str(value)) if isinstance(named, NamedNode) else named.value


def labels(stated: Iterable[Quad]) -> dict[str, str]:
    """Return what each thing is called by its sources, in English where they have it."""
    known: dict[str, str] = {}
    for quad in stated:
        this, text = quad.subject, quad.object
        if quad.predicate in NAMING and isinstance(this, NamedNode) and isinstance(text, Literal):
            if text.language == "en":
                known[this.value] = text.value
            known.setdefault(this.value, text.value)
    return known
