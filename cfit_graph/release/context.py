"""The JSON-LD context: our prefixes, and each of our terms by its own name."""

import json
from collections.abc import Iterable

from pyoxigraph import NamedNode, Quad

from cfit_graph import iris
from cfit_graph.release.content import Content

_KINDS = frozenset({iris.OWL.Class, iris.OWL.ObjectProperty, iris.OWL.DatatypeProperty, iris.OWL.AnnotationProperty})


def text(content: Content) -> bytes:
    """Return the context as a JSON-LD 1.1 document (W3C 2020)."""
    entries = {**_terms(content.ontology), **content.prefixes, **_keywords()}
    return f"{json.dumps({'@context': entries}, indent=2, ensure_ascii=False, sort_keys=True)}\n".encode()


def _keywords() -> dict[str, object]:
    return {"@version": 1.1, "id": "@id", "type": "@type"}


def _terms(ontology: Iterable[Quad]) -> dict[str, object]:
    """Return an entry for each term of our ontology; a property that leads to things says so."""
    kinds: dict[str, set[NamedNode]] = {}
    ranges: dict[str, str] = {}
    for quad in ontology:
        if not (isinstance(quad.subject, NamedNode) and isinstance(quad.object, NamedNode)):
            continue
        if quad.predicate == iris.A and quad.object in _KINDS and quad.subject.value.startswith(iris.CFIT.base):
            kinds.setdefault(quad.subject.value, set()).add(quad.object)
        if quad.predicate == iris.RDFS.range and quad.object.value.startswith(iris.XSD.base):
            ranges[quad.subject.value] = quad.object.value
    return {_name(iri): _entry(iri, kinds[iri], ranges.get(iri)) for iri in sorted(kinds)}


def _name(iri: str) -> str:
    return iri.removeprefix(iris.CFIT.base)


def _entry(iri: str, kinds: set[NamedNode], datatype: str | None) -> object:
    if iris.OWL.ObjectProperty in kinds:
        return {"@id": iri, "@type": "@id"}
    if datatype and datatype != iris.XSD.string.value:
        return {"@id": iri, "@type": datatype}
    return iri
