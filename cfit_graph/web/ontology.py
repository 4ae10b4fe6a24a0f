"""`/ontology` and `/shapes`: one document each, every term at its own anchor."""

from collections.abc import Mapping
from dataclasses import dataclass

from fastapi import APIRouter, Request
from pyoxigraph import Literal, NamedNode, Quad, RdfFormat
from starlette.responses import Response

from cfit_graph import iris, rdf
from cfit_graph.engine.formats import Format
from cfit_graph.errors import UnknownResourceError
from cfit_graph.iris import OWL, SH, SHAPE
from cfit_graph.prefixes import PREFIXES, shortened
from cfit_graph.web import asking, pages, representation, terms
from cfit_graph.web.asking import Row, Term
from cfit_graph.web.borrowing import READ, Current, Languages, Reading
from cfit_graph.web.shelf import Opened

router = APIRouter()

GRAPH = iris.source("cfit-ontology").value

_KINDS = {
    OWL.Class.value: "Classes",
    OWL.ObjectProperty.value: "Properties that lead to things",
    OWL.DatatypeProperty.value: "Properties that hold a value",
    OWL.AnnotationProperty.value: "Notes",
}


@dataclass(frozen=True)
class OntologyTerm:
    """A class or property as the page shows it."""

    name: str
    shown: terms.Shown
    definition: str | None
    broader: list[terms.Shown]


@dataclass(frozen=True)
class Shape:
    """A shape as the page shows it: what it says, of what, and how much it matters."""

    name: str
    about: str | None
    message: str | None
    severity: str | None


@router.api_route("/ontology", methods=READ)
@router.api_route("/ontology.{suffix}", methods=READ)
async def ontology(request: Request, opened: Current, reader: Reading, suffix: str | None = None) -> Response:
    """Show the ontology: its classes and properties with their definitions, or the graph."""
    wished = representation.wish(request, "ontology", _suffix(suffix), reader.languages)

    async def page(sent: Mapping[str, str]) -> Response:
        groups = _groups(await asking.rows(opened.pool, "terms"), reader.languages)
        schemes = terms.gathered(await asking.rows(opened.pool, "schemes"), "scheme", "label")
        shown = [terms.shown(Term("uri", iri), schemes, reader.languages) for iri in schemes]
        return pages.page("ontology.html", reader, sent, groups=groups, schemes=shown, release=opened.edition)

    async def graph(written_as: Format) -> bytes:
        return await asking.graph(opened.pool, "statements-of-graph", written_as, thing=GRAPH)

    return await representation.answered(wished, opened, page, graph)


@router.api_route("/shapes", methods=READ)
@router.api_route("/shapes.{suffix}", methods=READ)
async def shapes(request: Request, opened: Current, reader: Reading, suffix: str | None = None) -> Response:
    """Show the shapes the graph was checked with, or their graph."""
    wished = representation.wish(request, "shapes", _suffix(suffix), reader.languages)

    async def page(sent: Mapping[str, str]) -> Response:
        return pages.page("shapes.html", reader, sent, shapes=_shapes(opened), release=opened.edition)

    async def graph(written_as: Format) -> bytes:
        rdf_format = RdfFormat.from_media_type(written_as.media_type)
        assert rdf_format is not None  # noqa: S101 - the library writes every format we offer
        return rdf.written((quad.triple for quad in opened.edition.shape_quads), rdf_format, PREFIXES)

    return await representation.answered(wished, opened, page, graph)


def _suffix(suffix: str | None) -> str | None:
    if suffix is None:
        return None
    _, known = representation.split(f"ontology.{suffix}")
    if known is None:
        raise UnknownResourceError("There is no such form of this document.")
    return known


def _groups(rows: list[Row], languages: Languages) -> list[tuple[str, list[OntologyTerm]]]:
    """Return the terms under the heading of their kind, in the order of their labels."""
    labels = terms.gathered(rows, "term", "label")
    definitions = terms.gathered(rows, "term", "definition")
    kinds: dict[str, dict[str, set[str]]] = {kind: {} for kind in _KINDS}
    for row in rows:
        broader = kinds[row["kind"].value].setdefault(row["term"].value, set())
        if "broader" in row:
            broader.add(row["broader"].value)
    return [
        (heading, sorted((_term(iri, broader, labels, definitions, languages) for iri, broader in found), key=_by_text))
        for kind, heading in _KINDS.items()
        if (found := kinds[kind].items())
    ]


def _term(
    iri: str, broader: set[str], labels: terms.Labels, definitions: terms.Labels, languages: Languages
) -> OntologyTerm:
    return OntologyTerm(
        name=iri.partition("#")[2],
        shown=terms.shown(Term("uri", iri), labels, languages),
        definition=terms.label(iri, definitions, languages),
        broader=[terms.shown(Term("uri", wider), labels, languages) for wider in sorted(broader)],
    )


def _by_text(term: OntologyTerm) -> str:
    return term.shown.text.lower()


def _shapes(opened: Opened) -> list[Shape]:
    named: dict[str, list[Quad]] = {}
    for quad in opened.edition.shape_quads:
        if isinstance(quad.subject, NamedNode) and quad.subject.value.startswith(SHAPE.base):
            named.setdefault(quad.subject.value, []).append(quad)
    return [_shape(iri, quads) for iri, quads in sorted(named.items())]


def _shape(iri: str, quads: list[Quad]) -> Shape:
    def nodes(*predicates: NamedNode) -> list[str]:
        found = (quad.object for quad in quads if quad.predicate in predicates)
        return [shortened(node.value) for node in found if isinstance(node, NamedNode)]

    messages = [quad.object for quad in quads if quad.predicate == SH.message and isinstance(quad.object, Literal)]
    severity = next(iter(nodes(SH.severity)), None)
    about = next(iter(nodes(SH.path, SH.targetClass)), None)
    return Shape(iri.partition("#")[2], about, rdf.label(messages), severity and severity.partition(":")[2].lower())
