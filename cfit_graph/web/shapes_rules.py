"""What the shapes say (SHACL, W3C 2017): each shape with what it is about, its path and its constraints."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from pyoxigraph import BlankNode, Literal, NamedNode, Quad

from cfit_graph.iris import RDFS, SH, SHAPE, SKOS, A
from cfit_graph.web.ontology_statements import Node, Statements, Value

# What says what a shape is or how it is shown, and what its targets and paths are; everything else constrains.
_TOLD_APART = frozenset(
    {
        A,
        RDFS.isDefinedBy,
        RDFS.comment,
        RDFS.label,
        SKOS.prefLabel,
        SH.name,
        SH.description,
        SH.message,
        SH.severity,
        SH.path,
        SH.targetClass,
        SH.targetSubjectsOf,
        SH.property,
        SH.order,
        SH.group,
    }
)
_LISTS = frozenset({SH["in"], SH["or"], SH["and"], SH.xone, SH.ignoredProperties})
_STEPS = {SH.inversePath: "inverse", SH.alternativePath: "either"}
_DEEPEST = 8


@dataclass(frozen=True)
class Path:
    """Which values a rule is about: those of a property, or at the end of several steps."""

    form: str
    iri: str = ""
    steps: tuple["Path", ...] = ()

    def properties(self) -> Iterator[str]:
        """Yield the properties along the path."""
        if self.iri:
            yield self.iri
        for step in self.steps:
            yield from step.properties()


@dataclass(frozen=True)
class Constraint:
    """One constraint: its parameter in SHACL, and what the parameter is given."""

    parameter: NamedNode
    values: tuple["Value | Rule", ...]


@dataclass(frozen=True)
class Rule:
    """A shape."""

    iri: str | None
    names: tuple[Literal, ...] = ()
    messages: tuple[Literal, ...] = ()
    severity: str = "Violation"
    classes: tuple[str, ...] = ()
    having: tuple[str, ...] = ()
    path: Path | None = None
    constraints: tuple[Constraint, ...] = ()
    parts: tuple["Rule", ...] = field(default=(), repr=False)

    @property
    def key(self) -> str:
        """The name of the shape in its namespace, empty if it has none."""
        return (self.iri or "").removeprefix(SHAPE.base)


class RuleBook:
    """All shapes that have an IRI of ours, in the order of their IRIs, and where each class and property is ruled."""

    def __init__(self, quads: Iterable[Quad]) -> None:
        """Read the shapes."""
        statements = Statements(quads)
        nodes = statements.subjects(SHAPE.base)
        self.rules = [_rule(statements, node, 0) for node in nodes if _is_shape(statements, node)]
        self.of_class: dict[str, list[tuple[Rule, Rule]]] = {}
        self.of_property: dict[str, list[tuple[Rule, Rule]]] = {}
        for whole in self.rules:
            for part in whole.parts:
                self._place(whole, part)

    def _place(self, whole: Rule, part: Rule) -> None:
        for iri in whole.classes:
            self.of_class.setdefault(iri, []).append((whole, part))
        for iri in dict.fromkeys(part.path.properties() if part.path else ()):
            self.of_property.setdefault(iri, []).append((whole, part))


def _is_shape(statements: Statements, node: NamedNode) -> bool:
    return bool({SH.NodeShape, SH.PropertyShape} & set(statements.values(node, A)))


def _rule(statements: Statements, node: Node, depth: int) -> Rule:
    severities = statements.iris(node, SH.severity)
    path = next(iter(statements.values(node, SH.path)), None)
    parts = statements.values(node, SH.property) if depth < _DEEPEST else []
    return Rule(
        iri=node.value if isinstance(node, NamedNode) else None,
        names=tuple(statements.texts(node, SH.name, SKOS.prefLabel, RDFS.label)),
        messages=tuple(statements.texts(node, SH.message)),
        severity=severities[0].removeprefix(SH.base) if severities else "Violation",
        classes=tuple(statements.iris(node, SH.targetClass)),
        having=tuple(statements.iris(node, SH.targetSubjectsOf)),
        path=None if path is None else _path(statements, path, 0),
        constraints=tuple(_constraints(statements, node, depth)),
        parts=tuple(_rule(statements, part, depth + 1) for part in parts if isinstance(part, NamedNode | BlankNode)),
    )


def _path(statements: Statements, node: Value, depth: int) -> Path:
    """Return a property path (SHACL 2.3.1); what is none of ours is an empty one."""
    if isinstance(node, NamedNode):
        return Path("property", node.value)
    if not isinstance(node, BlankNode) or depth > _DEEPEST:
        return Path("other")
    for parameter, form in _STEPS.items():
        for value in statements.values(node, parameter):
            inner = statements.members(value) if form == "either" else [value]
            return Path(form, steps=tuple(_path(statements, step, depth + 1) for step in inner))
    steps = tuple(_path(statements, step, depth + 1) for step in statements.members(node))
    return Path("sequence" if steps else "other", steps=steps)


def _constraints(statements: Statements, node: Node, depth: int) -> Iterator[Constraint]:
    for parameter, values in sorted(statements.of(node).items(), key=lambda entry: entry[0].value):
        if parameter in _TOLD_APART:
            continue
        for value in values:
            given = statements.members(value) if parameter in _LISTS else [value]
            yield Constraint(parameter, tuple(_nested(statements, member, depth) for member in given))


def _nested(statements: Statements, value: Value, depth: int) -> "Value | Rule":
    """Return the shape that a constraint is given, or the plain value."""
    nested = isinstance(value, BlankNode) or (isinstance(value, NamedNode) and value.value.startswith(SHAPE.base))
    if nested and isinstance(value, NamedNode | BlankNode) and depth < _DEEPEST:
        return _rule(statements, value, depth + 1)
    return value
