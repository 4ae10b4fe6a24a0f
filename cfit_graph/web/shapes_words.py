"""The rules in plain words: each constraint of SHACL that our shapes use as a sentence, its terms by their labels.

A sentence is a text of the interface's catalogue with gaps; the template translates it and fills the gaps.
"""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from decimal import Decimal, InvalidOperation

from pyoxigraph import BlankNode, Literal, NamedNode

from cfit_graph.iris import RDF, SH, SKOS, XSD
from cfit_graph.prefixes import shortened
from cfit_graph.web import shapes_patterns
from cfit_graph.web.catalogue import N_
from cfit_graph.web.ontology_statements import Value
from cfit_graph.web.shapes_rules import Constraint, Path, Rule
from cfit_graph.web.terms import Shown

Name = Callable[[str], Shown]


@dataclass(frozen=True)
class Sentence:
    """A text with gaps, what fills each of them, and the sentences below it."""

    text: str
    values: Mapping[str, list[Shown]] = field(default_factory=dict)
    parts: tuple["Sentence", ...] = ()


SEVERITIES = {
    "Violation": N_("must be mended before a release"),
    "Warning": N_("released with a warning"),
    "Info": N_("a hint"),
}

_DATATYPES = {
    XSD.string: N_("Text that is in no language, such as a code or a name."),
    RDF.langString: N_("Text with its language."),
    XSD.date: N_("A whole day, such as 2027-05-15."),
    XSD.gYearMonth: N_("A month, such as 2027-05."),
    XSD.gYear: N_("A year, such as 2027."),
    XSD.dateTime: N_("A moment, with day and time."),
    XSD.integer: N_("A whole number."),
    XSD.decimal: N_("A number, with decimals or without."),
    XSD.boolean: N_("True or false."),
    XSD.anyURI: N_("An address on the Web, written as text."),
}
_KINDS = {
    SH.IRI: N_("A thing with an address of its own, not a text."),
    SH.Literal: N_("A text, a number or a date, not a thing."),
    SH.BlankNode: N_("A thing without an address of its own."),
    SH.BlankNodeOrIRI: N_("A thing, not a text."),
}
_FILLED = {
    SH.minInclusive: N_("%(value)s or more."),
    SH.maxInclusive: N_("%(value)s or less."),
    SH["maxLength"]: N_("At most %(value)s characters."),
    SH["class"]: N_("A thing of the class %(value)s."),
    SH.lessThanOrEquals: N_("Not more, and not later, than its %(value)s."),
    SH["in"]: N_("One of these: %(value)s."),
    SH.hasValue: N_("One of its values is %(value)s."),
}
_JOINED = {
    SH["or"]: N_("At least one of these holds:"),
    SH["and"]: N_("All of these hold:"),
    SH["not"]: N_("This does not hold:"),
}
_STEPS = {
    "inverse": N_("what points here by %(value)s"),
    "either": N_("any of %(value)s"),
    "sequence": N_("the end of the chain %(value)s"),
    "other": N_("a path of SHACL"),
}
_TOPIC = N_("Of %(value)s:")
_TOPICS = {
    "inverse": N_("Of what points here by %(value)s:"),
    "either": N_("Of any of %(value)s:"),
    "sequence": N_("At the end of the chain %(value)s:"),
}
_UNWORDED = N_("The constraint %(value)s, which is not put into words here; the Turtle has it.")


def sentences(rule: Rule, name: Name) -> list[Sentence]:
    """Return what a rule demands, a sentence for each constraint; how many values comes first."""
    constraints = [one for one in rule.constraints if one.parameter not in _COUNTS]
    written = [_WRITERS.get(one.parameter, _other)(one, rule, name) for one in constraints]
    return [*_counted(rule), *(one for one in written if one is not None)]


def about(path: Path, name: Name) -> Sentence:
    """Return which values a path leads to."""
    if path.form == "property":
        return Sentence("%(value)s", {"value": [name(path.iri)]})
    return Sentence(_STEPS[path.form], {"value": [name(iri) for iri in path.properties()]})


def _counted(rule: Rule) -> Iterator[Sentence]:
    """Yield how many values there may be; at least one and at most one are one sentence."""
    counts = {one.parameter: _number(one.values[0]) for one in rule.constraints if one.parameter in _COUNTS}
    least, most = counts.get(SH.minCount), counts.get(SH.maxCount)
    if least and least == most:
        yield Sentence(N_("Exactly one value.")) if least == 1 else _filled(N_("Exactly %(value)s values."), least)
        return
    if least:
        yield Sentence(N_("At least one value.")) if least == 1 else _filled(N_("At least %(value)s values."), least)
    if most is not None:
        yield Sentence(N_("At most one value.")) if most == 1 else _filled(N_("At most %(value)s values."), most)


def _filled(text: str, number: int) -> Sentence:
    return Sentence(text, {"value": [Shown(str(number))]})


def _number(value: Value | Rule) -> int:
    try:
        return int(Decimal(value.value)) if isinstance(value, Literal) else 0
    except (InvalidOperation, ValueError, OverflowError):
        return 0


def _one(value: Value | Rule, name: Name) -> Shown:
    if isinstance(value, Rule):
        label = next((literal.value for literal in value.names), value.key)
        return Shown(label or value.key, iri=value.iri, href=_at(value.key) if value.key else None)
    if isinstance(value, NamedNode):
        return name(value.value)
    return Shown(value.value if isinstance(value, Literal | BlankNode) else str(value))


def _plain(constraint: Constraint, _rule: Rule, name: Name) -> Sentence:
    """Return a sentence whose only gap is for the values that the constraint is given."""
    return Sentence(_FILLED[constraint.parameter], {"value": [_one(value, name) for value in constraint.values]})


def _datatype(constraint: Constraint, _rule: Rule, name: Name) -> Sentence:
    value = constraint.values[0]
    known = _DATATYPES.get(value) if isinstance(value, NamedNode) else None
    if known:
        return Sentence(known)
    return Sentence(N_("A value of the datatype %(value)s."), {"value": [_one(value, name)]})


def _class(constraint: Constraint, rule: Rule, name: Name) -> Sentence | None:
    """Return of which class a value is; that it is a concept goes without saying where its list is named."""
    patterns = [_text(value) for one in rule.constraints if one.parameter == SH.pattern for value in one.values]
    listed = constraint.values == (SKOS.Concept,) and any(shapes_patterns.scheme(pattern) for pattern in patterns)
    return None if listed else _plain(constraint, rule, name)


def _text(value: Value | Rule) -> str:
    return value.value if isinstance(value, Literal) else ""


def _kind(constraint: Constraint, rule: Rule, name: Name) -> Sentence | None:
    """Return which kind of node is meant; a class, a list or a thing by its pattern says so already."""
    value = constraint.values[0]
    known = _KINDS.get(value) if isinstance(value, NamedNode) else None
    if known is None:
        return _other(constraint, rule, name)
    return None if any(one.parameter == SH["class"] for one in rule.constraints) else Sentence(known)


def _pattern(constraint: Constraint, _rule: Rule, name: Name) -> Sentence:
    pattern = _text(constraint.values[0])
    if scheme := shapes_patterns.scheme(pattern):
        return Sentence(N_("A value of the list %(value)s."), {"value": [name(scheme)]})
    if known := shapes_patterns.WORDS.get(pattern):
        return Sentence(known)
    if table := shapes_patterns.table(pattern):
        return Sentence(N_("A code of the European Union's table %(value)s."), {"value": [Shown(table)]})
    if kind := shapes_patterns.kind(pattern):
        return Sentence(N_("A thing whose address begins with /id/%(value)s/."), {"value": [Shown(kind)]})
    return Sentence(N_("Written after the pattern %(value)s."), {"value": [Shown(pattern)]})


def _unique(constraint: Constraint, _rule: Rule, _name: Name) -> Sentence | None:
    return Sentence(N_("At most one value in each language.")) if _is_true(constraint) else None


def _is_true(constraint: Constraint) -> bool:
    return any(isinstance(value, Literal) and value.value in {"true", "1"} for value in constraint.values)


def _joined(constraint: Constraint, _rule: Rule, name: Name) -> Sentence:
    parts = tuple(_inner(value, name) for value in constraint.values if isinstance(value, Rule))
    return Sentence(_JOINED[constraint.parameter], parts=parts)


def _inner(rule: Rule, name: Name) -> Sentence:
    """Return a shape inside another one: its only sentence, or what it is about and all its sentences."""
    inside = tuple(sentences(rule, name))
    if rule.path is not None:
        topic = {"value": [name(iri) for iri in rule.path.properties()]}
        return Sentence(_TOPICS.get(rule.path.form, _TOPIC), topic, inside)
    return inside[0] if len(inside) == 1 else Sentence(N_("All of these hold:"), parts=inside)


def _node(constraint: Constraint, _rule: Rule, name: Name) -> Sentence:
    return Sentence(N_("It keeps the rule %(value)s."), {"value": [_one(value, name) for value in constraint.values]})


def _closed(constraint: Constraint, rule: Rule, name: Name) -> Sentence | None:
    if not _is_true(constraint):
        return None
    ignored = [value for one in rule.constraints if one.parameter == SH.ignoredProperties for value in one.values]
    own = [NamedNode(iri) for part in rule.parts if part.path for iri in part.path.properties()]
    allowed = [_one(value, name) for value in (*own, *ignored)]
    return Sentence(N_("Nothing else may be said of it than: %(value)s."), {"value": allowed})


def _ignored(constraint: Constraint, rule: Rule, name: Name) -> Sentence | None:
    """Return nothing where the shape is closed: the sentence on that names these properties."""
    return None if any(one.parameter == SH.closed for one in rule.constraints) else _other(constraint, rule, name)


def _asked(constraint: Constraint, _rule: Rule, _name: Name) -> Sentence:
    texts = [literal.value for value in constraint.values if isinstance(value, Rule) for literal in value.messages]
    said = [Shown(text.replace("{", "").replace("}", "")) for text in texts]
    return Sentence(N_("A question asked of the graph finds none of which this is so: %(value)s"), {"value": said})


def _other(constraint: Constraint, _rule: Rule, _name: Name) -> Sentence:
    return Sentence(_UNWORDED, {"value": [Shown(shortened(constraint.parameter.value))]})


Writer = Callable[[Constraint, Rule, Name], Sentence | None]

_COUNTS = frozenset({SH.minCount, SH.maxCount})
_WRITERS: Mapping[NamedNode, Writer] = {
    **dict.fromkeys(_FILLED, _plain),
    **dict.fromkeys(_JOINED, _joined),
    SH["class"]: _class,
    SH.datatype: _datatype,
    SH.nodeKind: _kind,
    SH.pattern: _pattern,
    SH.uniqueLang: _unique,
    SH.node: _node,
    SH.closed: _closed,
    SH.ignoredProperties: _ignored,
    SH.sparql: _asked,
}


def _at(key: str) -> str:
    """Return where a rule stands in words: among those of its concept."""
    return f"/shapes?concept={key.partition('-')[0]}#{key}"
