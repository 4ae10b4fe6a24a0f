"""The ontology as a whole as its page shows it: the terms by concept, and the terms borrowed from others."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from cfit_graph.iris import CFIT, DCTERMS, ONTOLOGY, OWL, SKOS
from cfit_graph.prefixes import PREFIXES, shortened
from cfit_graph.web.catalogue import N_
from cfit_graph.web.edition import Edition
from cfit_graph.web.ontology_names import Names
from cfit_graph.web.ontology_terms import KINDS, OntologyTerm
from cfit_graph.web.shapes_rules import Rule
from cfit_graph.web.terms import Shown

# Why each vocabulary is used, by its prefix.
PURPOSES = {
    "dcterms": N_("what a document is, who published it and when, and the identifier of a thing"),
    "epo": N_("purchases and amounts of money, as the European Union's procurement notices have them"),
    "foaf": N_("persons, publishers and home pages"),
    "m8g": N_("requirements and sets of them, as European public services describe them"),
    "org": N_("organisations, memberships, posts, and how organisations change"),
    "owl": N_("what an ontology says of its own terms"),
    "prov": N_("which document a statement was taken from"),
    "rdfs": N_("labels, and the pages where more can be read"),
    "schema": N_("events, and what search engines read"),
    "skos": N_("lists of concepts with labels, definitions and codes"),
    "vann": N_("the prefix and the namespace of the ontology"),
}

SEVERAL = "several"  # what the terms of several concepts are called in addresses


@dataclass(frozen=True)
class Listed:
    """A term in a list: its name, kind and definition, where its page is, how often it is used."""

    term: OntologyTerm
    named: Shown
    kinds: list[str]
    definition: Shown | None
    uses: int


@dataclass(frozen=True)
class Concept:
    """The terms of one concept: its class or classes, and the properties that nothing else has."""

    key: str
    heading: Shown | None
    terms: list[Listed]

    @property
    def name(self) -> str:
        """What it is called in addresses."""
        return self.key or SEVERAL


@dataclass(frozen=True)
class Borrowed:
    """A term of another vocabulary: how often it is used, and the concepts whose rules name it."""

    named: Shown
    curie: str
    uses: int
    concepts: list[str]


@dataclass(frozen=True)
class Vocabulary:
    """Another vocabulary, why it is used, and the terms taken from it."""

    prefix: str
    namespace: str
    purpose: str | None
    terms: list[Borrowed]


@cache
def _pictured() -> frozenset[str]:
    """Return the names of our classes in the picture of the main classes, which docs/ontology_diagram.py draws."""
    picture = files(__package__).joinpath("templates", "ontology-diagram.svg").read_text(encoding="utf-8")
    return frozenset(re.findall(r'href="/ontology/(\w+)"', picture))


def has_diagram(edition: Edition) -> bool:
    """Return whether the picture is one of this ontology: a release with other classes goes without."""
    return _pictured() <= edition.ontology.terms.keys()


def concepts(edition: Edition, names: Names) -> list[Concept]:
    """Return every term of ours once: under its concept, or under the empty key if several concepts share it."""
    found: dict[str, list[OntologyTerm]] = {}
    headings = {rule.key: rule for rule in edition.rules.rules if rule.parts}
    for term in edition.ontology.terms.values():
        found.setdefault(_home(edition, term), []).append(term)
    listed = [_concept(edition, key, headings.get(key), members, names) for key, members in found.items()]
    return sorted(listed, key=lambda concept: (not concept.key, concept.key))


def vocabularies(edition: Edition, names: Names) -> list[Vocabulary]:
    """Return the terms of other vocabularies that the graph uses, by vocabulary."""
    found: dict[str, list[Borrowed]] = {}
    for iri in edition.ontology.borrowed():
        curie = shortened(iri)
        found.setdefault(curie.partition(":")[0], []).append(_borrowed(edition, iri, curie, names))
    return [
        Vocabulary(prefix, PREFIXES.get(prefix, prefix), PURPOSES.get(prefix), members)
        for prefix, members in sorted(found.items())
    ]


def facts(edition: Edition) -> dict[str, list[str]]:
    """Return what the header of the ontology says, by the name the template knows each fact by."""
    header = edition.ontology.header
    return {
        "title": header(DCTERMS.title),
        "description": header(DCTERMS.description),
        "version": header(OWL.versionInfo),
        "version_iri": header(OWL.versionIRI),
        "prior": header(OWL.priorVersion),
        "issued": header(DCTERMS.issued),
        "licence": header(DCTERMS.license),
        "citation": header(DCTERMS.bibliographicCitation),
        "notes": header(SKOS.scopeNote),
        "iri": [ONTOLOGY.value],
        "namespace": [CFIT.base],
    }


def _home(edition: Edition, term: OntologyTerm) -> str:
    """Return the key of the only concept whose rules speak of the term, empty if there are several or none."""
    book = edition.rules
    if term.is_class:
        homes = {rule.key for rule in book.rules if rule.classes == (term.iri,) and "-" not in rule.key}
        return min(homes) if homes else _wider(edition, term)
    homes = {whole.key.partition("-")[0] for whole, _ in book.of_property.get(term.iri, [])}
    return homes.pop() if len(homes) == 1 else ""


def _wider(edition: Edition, term: OntologyTerm) -> str:
    """Return the concept of a class that has no rules of its own: that of the class it is a kind of."""
    for rule in edition.rules.rules:
        if "-" not in rule.key and len(rule.classes) <= _FEW and {term.iri, *term.broader} & set(rule.classes):
            return rule.key
    return ""


_FEW = 6  # a rule of more classes than this is about things in general


def _concept(edition: Edition, key: str, rule: Rule | None, members: Sequence[OntologyTerm], names: Names) -> Concept:
    listed = [_listed(edition, term, names) for term in members]
    listed.sort(key=lambda one: (not one.term.is_class, one.named.text.casefold()))
    return Concept(key, names.text(rule.names) if rule else None, listed)


def _listed(edition: Edition, term: OntologyTerm, names: Names) -> Listed:
    kinds = [KINDS[kind] for kind in term.kinds]
    return Listed(term, names(term.iri), kinds, names.text(term.definitions), edition.figures.of(term.iri))


def _borrowed(edition: Edition, iri: str, curie: str, names: Names) -> Borrowed:
    book = edition.rules
    ruled = [*book.of_property.get(iri, []), *book.of_class.get(iri, [])]
    needed = {whole.key: names.text(whole.names) for whole, _ in ruled}
    concepts_ = sorted({name.text if name else key for key, name in needed.items()})
    return Borrowed(names(iri), curie, edition.figures.of(iri), concepts_)
