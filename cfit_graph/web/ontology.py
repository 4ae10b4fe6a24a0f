"""The ontology: `/ontology` with every term at its anchor, a concept of it or a vocabulary it uses, and each term."""

from collections.abc import Mapping

from fastapi import APIRouter, Request
from starlette.responses import FileResponse, RedirectResponse, Response

from cfit_graph import iris
from cfit_graph.engine.formats import Format
from cfit_graph.errors import UnknownResourceError
from cfit_graph.web import asking, near, ontology_names, ontology_overview, ontology_page, pages, representation
from cfit_graph.web.borrowing import READ, Current, Reading
from cfit_graph.web.edition import Edition
from cfit_graph.web.receipts import OPEN_TO_ALL

router = APIRouter()

GRAPH = iris.source("cfit-ontology").value

_CONTEXT = "context.jsonld"
_ALIGNMENT = "alignments/{name}.sssom.tsv"


@router.api_route("/ontology", methods=READ)
@router.api_route("/ontology.{suffix}", methods=READ)
async def ontology(request: Request, opened: Current, reader: Reading, suffix: str | None = None) -> Response:
    """Show the ontology, one concept or vocabulary of it with what its terms mean, or the graph."""
    wished = representation.wish(request, "ontology", representation.only(suffix), reader.languages)

    async def page(sent: Mapping[str, str]) -> Response:
        edition, names = opened.edition, await ontology_names.of(opened, (), reader.languages)
        concepts = {one.name: one for one in ontology_overview.concepts(edition, names)}
        vocabularies = {one.prefix: one for one in ontology_overview.vocabularies(edition, names)}
        concept = concepts.get(request.query_params.get("concept", ""))
        vocabulary = vocabularies.get(request.query_params.get("vocabulary", ""))
        if concept or vocabulary:
            return pages.page(
                "ontology-part.html", reader, sent, concept=concept, vocabulary=vocabulary, release=edition
            )
        schemes = {row["scheme"] for row in await asking.rows(opened.pool, "schemes")}
        return pages.page(
            "ontology.html",
            reader,
            sent,
            facts=ontology_overview.facts(edition),
            concepts=concepts.values(),
            vocabularies=vocabularies.values(),
            schemes=len(schemes),
            alignments=_alignments(edition),
            diagram=ontology_overview.has_diagram(edition),
            has_context=_CONTEXT in edition.files,
            release=edition,
        )

    async def graph(written_as: Format) -> bytes:
        return await asking.graph(opened.pool, "statements-of-graph", written_as, thing=GRAPH)

    return await representation.answered(wished, opened, page, graph)


@router.api_route("/ontology/{name}", methods=READ)
async def term(request: Request, name: str, opened: Current, reader: Reading) -> Response:
    """Show one term, or the statements about it; the address of this version of the ontology leads to the whole."""
    if f"{iris.ONTOLOGY.value}/{name}" in opened.edition.ontology.header(iris.OWL.versionIRI):
        return RedirectResponse("/ontology", 303, dict(OPEN_TO_ALL))
    key, suffix = representation.split(name)
    known = opened.edition.ontology.terms.get(key)
    if known is None:
        raise await near.miss(opened, f"ontology/{key}")
    wished = representation.wish(request, f"ontology/{key}", suffix, reader.languages)

    async def page(sent: Mapping[str, str]) -> Response:
        shown = await ontology_page.of(opened, known, reader.languages)
        return pages.page("term.html", reader, sent, page=shown, path=wished.path, release=opened.edition)

    async def graph(written_as: Format) -> bytes:
        return await asking.graph(opened.pool, "description", written_as, thing=known.iri)

    return await representation.answered(wished, opened, page, graph)


@router.api_route("/ontology/alignments/{name}", methods=READ)
async def alignment(name: str, opened: Current) -> Response:
    """Send on from the name of a set of mappings to its table."""
    file = _ALIGNMENT.format(name=name)
    if file not in opened.edition.files:
        raise UnknownResourceError("There is no such set of mappings; /ontology lists those there are.")
    return RedirectResponse(f"/data/{file}", 303, dict(OPEN_TO_ALL))


@router.api_route("/context.jsonld", methods=READ)
async def context(opened: Current) -> Response:
    """Give the JSON-LD context of the release (JSON-LD 1.1, W3C 2020)."""
    published = opened.edition.files.get(_CONTEXT)
    if published is None:
        raise UnknownResourceError("This release has no JSON-LD context.")
    sent = {**OPEN_TO_ALL, "cache-control": "no-cache", "cfit-release": opened.edition.id}
    return FileResponse(published.path, 200, sent, "application/ld+json")


def _alignments(edition: Edition) -> list[str]:
    """Return the names under /data of the tables of mappings."""
    return [name for name in edition.files if name.startswith("alignments/")]
