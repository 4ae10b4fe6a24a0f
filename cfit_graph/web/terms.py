"""Terms as a page shows them: a label first, a link where one may lead somewhere, the language and type beside."""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from cfit_graph.iris import BASE, DCTERMS, FOAF, RDFS, SCHEMA, SKOS, XSD, A
from cfit_graph.prefixes import shortened
from cfit_graph.web import links
from cfit_graph.web.asking import Row, Term

NAMES = frozenset({SKOS.prefLabel.value, RDFS.label.value, DCTERMS.title.value, FOAF.name.value, SCHEMA.name.value})
LONGEST = 2_000

# rdf:type has no label of its own; regions are known by their codes.
_IS_A = {"en": "is a", "nl": "is een", "fr": "est un", "de": "ist ein"}
_NUTS = "http://data.europa.eu/nuts/code/"

_PLAIN = {None, XSD.string.value, "http://www.w3.org/1999/02/22-rdf-syntax-ns#langString"}
# What would turn the text around it over, or act on a terminal: shown by its number instead (Unicode Annex 9, 2.1-2.4).
_INVISIBLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ufff9-\ufffb]")


@dataclass(frozen=True)
class Shown:
    """A term on a page: its text, and for an IRI the IRI itself and where it may link to.

    `language` is that of the text, for a label only where it is not the one the reader likes best; `cut` says that
    the text goes on.
    """

    text: str
    iri: str | None = None
    href: str | None = None
    language: str | None = None
    datatype: str | None = None
    cut: bool = False


Labels = Mapping[str, list[Term]]


@dataclass(frozen=True)
class Words:
    """The labels at hand, and the languages the reader likes."""

    labels: Labels
    languages: Sequence[str]

    def of(self, term: Term) -> Shown:
        """Return the term as a page shows it."""
        return shown(term, self.labels, self.languages)

    def called(self, iri: str) -> Shown:
        """Return the thing as a page shows it."""
        return shown(Term("uri", iri), self.labels, self.languages)


def shown(term: Term, labels: Labels | None = None, languages: Iterable[str] = ("en",)) -> Shown:
    """Return the term as a page shows it, by its label in the reader's language where it has one."""
    if term.kind == "uri":
        return _named(term.value, spoken((labels or {}).get(term.value, ()), languages), languages)
    if term.kind == "literal":
        datatype = None if term.datatype in _PLAIN else shortened(str(term.datatype))
        return Shown(visible(term.value), language=term.language, datatype=datatype, cut=len(term.value) > LONGEST)
    return Shown("(no name)" if term.kind == "bnode" else visible(term.value))


def _named(iri: str, name: Term | None, languages: Iterable[str]) -> Shown:
    if name is None:
        is_a = _IS_A.get(next(iter(languages), "en")) if iri == A.value else None
        return Shown(is_a or visible(short(iri)), iri=iri, href=links.href(iri))
    foreign = name.language if name.language != next(iter(languages), "en") else None
    return Shown(visible(name.value), iri=iri, href=links.href(iri), language=foreign, cut=len(name.value) > LONGEST)


def visible(text: str, longest: int = LONGEST) -> str:
    """Return the text with characters that would hide or turn over others shown by their numbers, cut at `longest`."""
    cut = text if len(text) <= longest else f"{text[:longest]}…"
    return _INVISIBLE.sub(lambda found: f"[U+{ord(found[0]):04X}]", cut)


def short(iri: str) -> str:
    """Return the shortest form of an IRI a reader recognises: `is a`, a code, a prefixed name, the path of ours."""
    if iri == A.value:
        return _IS_A["en"]
    if iri.startswith(_NUTS):
        return iri.removeprefix(_NUTS) or iri
    name = shortened(iri)
    return name.removeprefix(BASE).removeprefix("id/") or iri if name == iri else name


def spoken(names: Iterable[Term], languages: Iterable[str]) -> Term | None:
    """Return the best of several names: the first language that has one, then English, then without, then any."""
    by_language: dict[str, Term] = {}
    for name in names:
        by_language.setdefault(name.language or "", name)
    for language in (*languages, "en", ""):
        if language in by_language:
            return by_language[language]
    return min(by_language.values(), key=lambda name: str(name.language), default=None)


def label(iri: str, labels: Labels, languages: Iterable[str]) -> str | None:
    """Return the best label of an IRI, None if it has none."""
    found = spoken(labels.get(iri, ()), languages)
    return None if found is None else found.value


def gathered(rows: Iterable[Row], iri: str, name: str) -> dict[str, list[Term]]:
    """Return the labels found in the columns `iri` and `name`, by IRI."""
    found: dict[str, list[Term]] = {}
    for row in rows:
        if iri in row and name in row and row[iri].kind == "uri":
            found.setdefault(row[iri].value, []).append(row[name])
    return found
