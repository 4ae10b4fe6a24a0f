"""Terms as a page shows them: a label first, a link where one may lead somewhere, the language and type beside."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from pyoxigraph import Literal

from cfit_graph import rdf
from cfit_graph.iris import BASE, DCTERMS, FOAF, RDFS, SCHEMA, SKOS, XSD, A
from cfit_graph.prefixes import shortened
from cfit_graph.web import links
from cfit_graph.web.asking import Row, Term

NAMES = frozenset({SKOS.prefLabel.value, RDFS.label.value, DCTERMS.title.value, FOAF.name.value, SCHEMA.name.value})

_PLAIN = {None, XSD.string.value, "http://www.w3.org/1999/02/22-rdf-syntax-ns#langString"}


@dataclass(frozen=True)
class Shown:
    """A term on a page: its text, and for an IRI the IRI itself and where it may link to."""

    text: str
    iri: str | None = None
    href: str | None = None
    language: str | None = None
    datatype: str | None = None


Labels = Mapping[str, list[Term]]


def shown(term: Term, labels: Labels | None = None, languages: Iterable[str] = ("en",)) -> Shown:
    """Return the term as a page shows it, by its label in the reader's language where it has one."""
    if term.kind == "uri":
        text = label(term.value, labels or {}, languages)
        return Shown(text or short(term.value), iri=term.value, href=links.href(term.value))
    if term.kind == "literal":
        datatype = None if term.datatype in _PLAIN else shortened(str(term.datatype))
        return Shown(term.value, language=term.language, datatype=datatype)
    return Shown("(no name)" if term.kind == "bnode" else term.value)


def short(iri: str) -> str:
    """Return the shortest form of an IRI a reader recognises: `is a`, a prefixed name, or the path of one of ours."""
    if iri == A.value:
        return "is a"
    name = shortened(iri)
    return name.removeprefix(BASE).removeprefix("id/") or iri if name == iri else name


def label(iri: str, labels: Labels, languages: Iterable[str]) -> str | None:
    """Return the best label of an IRI, None if it has none."""
    return rdf.label([_literal(term) for term in labels.get(iri, ())], languages)


def gathered(rows: Iterable[Row], iri: str, name: str) -> dict[str, list[Term]]:
    """Return the labels found in the columns `iri` and `name`, by IRI."""
    found: dict[str, list[Term]] = {}
    for row in rows:
        if iri in row and name in row and row[iri].kind == "uri":
            found.setdefault(row[iri].value, []).append(row[name])
    return found


def _literal(term: Term) -> Literal:
    return Literal(term.value, language=term.language) if term.language else Literal(term.value)
