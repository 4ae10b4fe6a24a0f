"""The rules as a page lists them: grouped by the concept they are about, each in words, with its severity."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from pyoxigraph import Literal, NamedNode

from cfit_graph.iris import SH, SHAPE
from cfit_graph.web import shapes_patterns, shapes_words
from cfit_graph.web.ontology_names import Names
from cfit_graph.web.shapes_rules import Constraint, Rule
from cfit_graph.web.shapes_words import Sentence
from cfit_graph.web.terms import Shown


@dataclass(frozen=True)
class WordedRule:
    """A rule in words."""

    key: str
    iri: str
    name: Shown | None
    about: Sentence | None
    applies_to: list[Shown]
    has_any_of: list[Shown]
    sentences: list[Sentence]
    severity: str
    message: Shown | None


@dataclass(frozen=True)
class Group:
    """The rules of one concept: that of the whole thing first, if there is one, then those of its properties."""

    key: str
    whole: WordedRule | None
    rules: list[WordedRule]


def groups(rules: Iterable[Rule], names: Names) -> list[Group]:
    """Return the rules by concept: a shape is called after its concept, `Criterion-weight` after `Criterion`."""
    gathered: dict[str, list[Rule]] = {}
    for rule in rules:
        gathered.setdefault(rule.key.partition("-")[0], []).append(rule)
    found = [_group(key, members, names) for key, members in gathered.items()]
    return sorted(found, key=lambda group: group.key)


def worded(rule: Rule, names: Names) -> WordedRule:
    """Return a rule in words."""
    return WordedRule(
        key=rule.key,
        iri=f"{SHAPE.base}{rule.key}",
        name=names.text(rule.names),
        about=shapes_words.about(rule.path, names) if rule.path else None,
        applies_to=[names(iri) for iri in rule.classes],
        has_any_of=[names(iri) for iri in rule.having],
        sentences=shapes_words.sentences(rule, names),
        severity=shapes_words.SEVERITIES.get(rule.severity, rule.severity),
        message=names.text(rule.messages),
    )


def mentioned(rule: Rule) -> Iterator[str]:
    """Yield the IRIs whose names the words of a rule need."""
    yield from (*rule.classes, *rule.having)
    yield from rule.path.properties() if rule.path else ()
    for constraint in rule.constraints:
        yield from _given(constraint)
    for part in rule.parts:
        yield from mentioned(part)


def classes_of(rule: Rule) -> Iterator[str]:
    """Yield the classes one of which a value must be of by this rule, those of its alternatives among them."""
    for constraint in rule.constraints:
        for value in constraint.values:
            if isinstance(value, Rule) and constraint.parameter == SH["or"]:
                yield from classes_of(value)
            elif isinstance(value, NamedNode) and constraint.parameter == SH["class"]:
                yield value.value


def _given(constraint: Constraint) -> Iterator[str]:
    for value in constraint.values:
        if isinstance(value, Rule):
            yield from mentioned(value)
        elif isinstance(value, NamedNode):
            yield value.value
        elif isinstance(value, Literal) and (scheme := shapes_patterns.scheme(value.value)):
            yield scheme


def _group(key: str, members: list[Rule], names: Names) -> Group:
    whole = next((worded(rule, names) for rule in members if rule.key == key), None)
    return Group(key, whole, [worded(rule, names) for rule in members if rule.key != key])
