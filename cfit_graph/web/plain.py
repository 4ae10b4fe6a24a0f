"""A thing for those who do not read RDF: a row a statement (RFC 4180), or an object by labels."""

import csv
import io
import json
import re
from collections.abc import Iterable

from cfit_graph.prefixes import shortened
from cfit_graph.web.description import Description, Fact, Value
from cfit_graph.web.edition import Edition, SourceDocument
from cfit_graph.web.related import Related

COLUMNS = ("property", "value", "value_iri", "language", "source", "source_iri")

# What a spreadsheet would run as a formula; a plain number is none.
_FORMULA = re.compile(r"\s*[=+\-@\t\r]")
_NUMBER = re.compile(r"[+-]?\d+(\.\d+)?")


def table(known: Description) -> bytes:
    """Return the statements as CSV, one row for each document that makes one: property, value, document."""
    written = io.StringIO()
    rows = csv.writer(written, lineterminator="\r\n")
    rows.writerow(COLUMNS)
    for fact in known.facts:
        for value in fact.values:
            for document in value.sources:
                rows.writerow([neutral(cell) for cell in _row(fact, value, document)])
    return written.getvalue().encode("utf-8", "surrogatepass")


def neutral(cell: str) -> str:
    """Return the cell with an apostrophe before it if a spreadsheet would take it for a formula (OWASP)."""
    return f"'{cell}" if _FORMULA.match(cell) and not _NUMBER.fullmatch(cell) else cell


def _row(fact: Fact, value: Value, document: SourceDocument) -> Iterable[str]:
    iri = value.term.value if value.term.kind == "uri" else ""
    return fact.name.text, _text(value), iri, value.term.language or "", document.title or "", document.iri


def _text(value: Value) -> str:
    if value.parts:
        return "; ".join(f"{part.text}: {shown.text}" for part, shown in value.parts)
    return value.term.value if value.term.kind == "literal" else value.shown.text


def record(known: Description, related: Related, edition: Edition) -> bytes:
    """Return the thing as a JSON object: its facts by the labels of their properties, each value with its sources."""
    named: dict[str, list[object]] = {}
    for fact in known.facts:
        name = fact.name.text if fact.name.text not in named else f"{fact.name.text} ({shortened(fact.iri)})"
        named[name] = [_value(value) for value in fact.values]
    written = {
        "iri": known.iri,
        "title": known.title.text,
        "release": {"id": edition.id, "hash": edition.hash},
        "facts": named,
        "sources_differ_on": [fact.name.text for fact in known.facts if fact.differ],
        "pointing_here": {
            group.name.text: {
                "total": group.total,
                "things": [{"label": thing.text, "iri": thing.iri} for thing in group.things],
            }
            for group in related.groups
        },
    }
    return json.dumps(written, ensure_ascii=False, indent=1).encode("utf-8", "surrogatepass")


def _value(value: Value) -> dict[str, object]:
    term = value.term
    iri = {"iri": term.value} if term.kind == "uri" else {}
    language = {"language": term.language} if term.language else {}
    sources = [
        {
            name: said
            for name, said in (("title", document.title), ("date", document.issued), ("iri", document.iri))
            if said
        }
        for document in value.sources
    ]
    return {"value": _text(value), **iri, **language, "sources": sources}
