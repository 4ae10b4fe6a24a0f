"""A report that a fact is wrong: the lines it has to hold, ready to send where the operator wants it, or to copy."""

from dataclasses import dataclass
from urllib.parse import quote, urlencode

from cfit_graph.prefixes import shortened
from cfit_graph.web.catalogue import N_
from cfit_graph.web.description import Description, Fact
from cfit_graph.web.edition import Edition

_VALUES, _LONG = 5, 300


@dataclass(frozen=True)
class Report:
    """The lines of a report, the address that sends it where there is one, and whether it is on one fact."""

    lines: list[tuple[str, str]]
    href: str | None
    chosen: bool


def of(known: Description, edition: Edition, to: str, property_: str | None) -> Report:
    """Return a report on a thing, or on the fact whose property is `property_`, an IRI or a prefixed name."""
    fact = next((fact for fact in known.facts if property_ in {fact.iri, shortened(fact.iri)}), None)
    lines = [
        (N_("Thing"), f"{known.title.text[:_LONG]} <{known.iri}>"),
        (N_("Property"), f"{fact.name.text} <{fact.iri}>" if fact else ""),
        (N_("Value"), _values(fact) if fact else ""),
        (N_("Release"), edition.id),
        (N_("What is wrong"), ""),
        (N_("Document that shows it"), ""),
    ]
    return Report(lines, _href(to, known, lines) if to else None, fact is not None)


def _values(fact: Fact) -> str:
    return "; ".join(value.shown.text[:_LONG] for value in fact.values[:_VALUES])


def _href(to: str, known: Description, lines: list[tuple[str, str]]) -> str:
    """Return the address with the report filled in: the `subject` of a mail (RFC 6068), the `title` of an issue."""
    heading = "subject" if to.startswith("mailto:") else "title"
    body = "\r\n".join(f"{name}: {text}" for name, text in lines)
    filled = {heading: f"cfit-graph: {known.title.text[:_LONG]}", "body": body}
    return f"{to}?{urlencode(filled, quote_via=quote, safe='')}"
