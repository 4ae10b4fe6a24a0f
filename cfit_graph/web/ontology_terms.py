"""The ontology of a release as its pages need it: each term with what is said of it, and its counterparts."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from pyoxigraph import Literal, NamedNode, Quad

from cfit_graph.iris import CFIT, DCTERMS, ONTOLOGY, OWL, RDFS, SKOS, A
from cfit_graph.web.catalogue import N_
from cfit_graph.web.ontology_statements import Statements

KINDS = {
    OWL.Class.value: N_("Class"),
    OWL.ObjectProperty.value: N_("Property that leads to a thing"),
    OWL.DatatypeProperty.value: N_("Property that holds a value"),
    OWL.AnnotationProperty.value: N_("Property that holds a note"),
}
CLASS = OWL.Class.value

RELATIONS = {
    OWL.equivalentClass: N_("is the same class as"),
    OWL.equivalentProperty: N_("is the same property as"),
    RDFS.subClassOf: N_("is a kind of"),
    RDFS.subPropertyOf: N_("is a special case of"),
    SKOS.exactMatch: N_("means the same as"),
    SKOS.closeMatch: N_("means nearly the same as"),
    SKOS.broadMatch: N_("is narrower than"),
    SKOS.narrowMatch: N_("is wider than"),
    SKOS.relatedMatch: N_("has to do with"),
}


@dataclass(frozen=True)
class Counterpart:
    """A term of another vocabulary: how ours relates to it, and what is to be said of the match."""

    relation: str
    iri: str
    notes: tuple[str, ...]


@dataclass(frozen=True)
class OntologyTerm:
    """A class or property of ours."""

    iri: str
    kinds: tuple[str, ...]
    labels: tuple[Literal, ...]
    definitions: tuple[Literal, ...]
    scope_notes: tuple[Literal, ...]
    examples: tuple[Literal, ...]
    broader: tuple[str, ...]
    apart: tuple[str, ...]
    domains: tuple[str, ...]
    ranges: tuple[str, ...]
    withdrawn: bool
    replaced_by: tuple[str, ...]
    changes: tuple[Literal, ...]

    @property
    def name(self) -> str:
        """The name of the term in its namespace."""
        return self.iri.removeprefix(CFIT.base)

    @property
    def is_class(self) -> bool:
        """Whether it is a class; else it is a property."""
        return CLASS in self.kinds


class Ontology:
    """The terms by name, their names in words, and what other vocabularies call the like."""

    def __init__(self, quads: Iterable[Quad], alignments: Iterable[Quad] = ()) -> None:
        """Read the ontology, and its alignments where the release has them."""
        self.said = Statements(quads)
        self._aligned = Statements(alignments)
        self._notes = _notes(self._aligned)
        found = (_term(self.said, node) for node in self.said.subjects(CFIT.base))
        self.terms = {term.name: term for term in found if term.kinds}
        self.narrower: dict[str, list[str]] = {}
        for term in self.terms.values():
            for broader in term.broader:
                self.narrower.setdefault(broader, []).append(term.iri)

    def labels(self, iri: str) -> list[Literal]:
        """Return what a term is called here: one of ours, a stub, or a counterpart that only the alignments name."""
        node = NamedNode(iri)
        return self.said.texts(node, SKOS.prefLabel, RDFS.label) or self._aligned.texts(node, SKOS.prefLabel)

    def counterparts(self, iri: str) -> list[Counterpart]:
        """Return the terms of other vocabularies that the alignments set beside this one."""
        node = NamedNode(iri)
        return [
            Counterpart(wording, other, tuple(self._notes.get((iri, relation.value, other), ())))
            for relation, wording in RELATIONS.items()
            for other in dict.fromkeys(self._aligned.iris(node, relation))
        ]

    def borrowed(self) -> list[str]:
        """Return the IRIs of the terms of other vocabularies that the graph uses, sorted."""
        kinds = {NamedNode(kind) for kind in KINDS}
        others = (node for node in self.said.subjects() if not node.value.startswith(CFIT.base))
        return [node.value for node in others if kinds & set(self.said.values(node, A))]

    def header(self, *properties: NamedNode) -> list[str]:
        """Return the values of properties of the ontology as a whole, as text."""
        values = self.said.values(ONTOLOGY, *properties)
        return [value.value for value in values if isinstance(value, NamedNode | Literal)]


def best(literals: Iterable[Literal], languages: Sequence[str]) -> Literal | None:
    """Return the first literal in the language liked best, then one in none, then any; None if there is none."""
    by_language: dict[str, Literal] = {}
    for literal in literals:
        by_language.setdefault(literal.language or "", literal)
    for language in (*languages, "en", ""):
        if language in by_language:
            return by_language[language]
    return next((by_language[language] for language in sorted(by_language)), None)


def _term(said: Statements, node: NamedNode) -> OntologyTerm:
    return OntologyTerm(
        iri=node.value,
        kinds=tuple(kind for kind in said.iris(node, A) if kind in KINDS),
        labels=tuple(said.texts(node, SKOS.prefLabel) or said.texts(node, RDFS.label)),
        definitions=tuple(said.texts(node, SKOS.definition) or said.texts(node, RDFS.comment)),
        scope_notes=tuple(said.texts(node, SKOS.scopeNote)),
        examples=tuple(said.texts(node, SKOS.example)),
        broader=tuple(said.iris(node, RDFS.subClassOf, RDFS.subPropertyOf)),
        apart=tuple(said.iris(node, OWL.disjointWith)),
        domains=tuple(said.iris(node, RDFS.domain)),
        ranges=tuple(said.iris(node, RDFS.range)),
        withdrawn=any(literal.value == "true" for literal in said.texts(node, OWL.deprecated)),
        replaced_by=tuple(said.iris(node, DCTERMS.isReplacedBy)),
        changes=tuple(said.texts(node, SKOS.changeNote)),
    )


def _notes(aligned: Statements) -> dict[tuple[str, str, str], list[str]]:
    """Return the comments on each match, which stand on OWL axioms (SSSOM 1.0, "RDF/XML serialisation")."""
    found: dict[tuple[str, str, str], list[str]] = {}
    for axiom in aligned.unnamed():
        ends = (
            aligned.iris(axiom, parameter)
            for parameter in (OWL.annotatedSource, OWL.annotatedProperty, OWL.annotatedTarget)
        )
        for source, relation, target in zip(*ends, strict=True):
            for comment in aligned.texts(axiom, RDFS.comment):
                found.setdefault((source, relation, target), []).append(comment.value)
    return found
