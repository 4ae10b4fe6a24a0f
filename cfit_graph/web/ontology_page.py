"""One term of the ontology as its page shows it, and how the pages of all terms are grouped."""

from collections.abc import Sequence
from dataclasses import dataclass
from urllib.parse import urlencode

from pyoxigraph import Literal

from cfit_graph.web import asking, ontology_names, shapes_page, terms
from cfit_graph.web.asking import Row
from cfit_graph.web.edition import Edition
from cfit_graph.web.ontology_names import Names
from cfit_graph.web.ontology_terms import KINDS, Counterpart, OntologyTerm
from cfit_graph.web.shapes_page import WordedRule
from cfit_graph.web.shapes_rules import Rule
from cfit_graph.web.shelf import Opened
from cfit_graph.web.terms import Shown

Ruled = tuple[Rule, Rule]


@dataclass(frozen=True)
class Ruling:
    """What the shapes say of one property of one class, or of several: the other end, the rule, how often used."""

    ends: list[Shown]
    rule: WordedRule
    uses: int


@dataclass(frozen=True)
class Sample:
    """A real use of a term: a thing of the class, or a thing with what its property says."""

    thing: Shown
    value: Shown | None


@dataclass(frozen=True)
class TermPage:
    """Everything the page of a term shows."""

    term: OntologyTerm
    named: Shown
    kinds: list[str]
    definition: Shown | None
    notes: list[Shown]
    examples: list[Shown]
    other_labels: list[Literal]
    related: list[tuple[str, list[Shown]]]
    rulings: list[Ruling]
    pointing: list[Ruling]
    uses: int
    samples: list[Sample]
    all_uses: str
    counterparts: list[tuple[Counterpart, Shown]]
    changes: list[Shown]


async def of(opened: Opened, term: OntologyTerm, languages: Sequence[str]) -> TermPage:
    """Return the page of a term; may raise any QueryError."""
    edition = opened.edition
    here, pointing = _rulings_of(edition, term), _pointing_to(edition, term)
    mentioned = (iri for pair in (*here, *pointing) for rule in pair for iri in shapes_page.mentioned(rule))
    names = await ontology_names.of(opened, mentioned, languages)
    rows = await asking.rows(opened.pool, "things-of-class" if term.is_class else "uses-of-property", term=term.iri)
    return TermPage(
        term=term,
        named=names(term.iri),
        kinds=[KINDS[kind] for kind in term.kinds],
        definition=names.text(term.definitions),
        notes=_texts(term.scope_notes),
        examples=_texts(term.examples),
        other_labels=sorted(term.labels, key=lambda label: label.language or ""),
        related=_related(edition, term, names),
        rulings=_shown(edition, here, names, by_property=term.is_class),
        pointing=_shown(edition, pointing, names, by_property=True),
        uses=edition.figures.of(term.iri),
        samples=_samples(rows, languages),
        all_uses=all_uses(term),
        counterparts=[(other, names(other.iri)) for other in edition.ontology.counterparts(term.iri)],
        changes=_texts(term.changes),
    )


def all_uses(term: OntologyTerm) -> str:
    """Return the address of the query form with the question that lists every use of a term."""
    name = "all-of-class" if term.is_class else "all-of-property"
    return f"/sparql?{urlencode({'query': asking.sparql(name).replace('UNDEF', f'<{term.iri}>')})}"


def _texts(literals: Sequence[Literal]) -> list[Shown]:
    return [Shown(literal.value, language=literal.language) for literal in literals]


def _related(edition: Edition, term: OntologyTerm, names: Names) -> list[tuple[str, list[Shown]]]:
    """Return the terms it is tied to by axioms, each kind of tie under the key of its heading in the template."""
    ties: dict[str, Sequence[str]] = {
        "broader": term.broader,
        "narrower": edition.ontology.narrower.get(term.iri, []),
        "apart": term.apart,
        "domain": term.domains,
        "range": term.ranges,
        "replaced": term.replaced_by,
    }
    return [(tie, [names(iri) for iri in iris]) for tie, iris in ties.items() if iris]


def _rulings_of(edition: Edition, term: OntologyTerm) -> list[Ruled]:
    book = edition.rules
    return (book.of_class if term.is_class else book.of_property).get(term.iri, [])


def _pointing_to(edition: Edition, term: OntologyTerm) -> list[Ruled]:
    """Return the rules by which the values of some property are things of this class."""
    if not term.is_class:
        return []
    return [
        (whole, part)
        for whole in edition.rules.rules
        for part in whole.parts
        if term.iri in set(shapes_page.classes_of(part))
    ]


def _shown(edition: Edition, ruled: Sequence[Ruled], names: Names, *, by_property: bool) -> list[Ruling]:
    return [
        Ruling(
            ends=[names(iri) for iri in (_properties(part) if by_property else whole.classes or whole.having)],
            rule=shapes_page.worded(part, names),
            uses=max((edition.figures.of(iri) for iri in _properties(part)), default=0),
        )
        for whole, part in ruled
    ]


def _properties(rule: Rule) -> list[str]:
    return list(dict.fromkeys(rule.path.properties())) if rule.path else []


def _samples(rows: list[Row], languages: Sequence[str]) -> list[Sample]:
    """Return the things of the rows, and their values, each once."""
    labels = {**terms.gathered(rows, "value", "valueLabel"), **terms.gathered(rows, "thing", "label")}
    pairs = dict.fromkeys((row["thing"], row.get("value")) for row in rows)
    return [
        Sample(terms.shown(thing, labels, languages), value and terms.shown(value, labels, languages))
        for thing, value in pairs
    ]
