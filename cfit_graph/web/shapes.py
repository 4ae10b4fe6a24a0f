"""`/shapes`: the rules the graph was checked with, all by name, those of a concept in words; or their graph."""

from collections.abc import Mapping

from fastapi import APIRouter, Request
from pyoxigraph import RdfFormat
from starlette.responses import Response

from cfit_graph import rdf
from cfit_graph.engine.formats import Format
from cfit_graph.prefixes import PREFIXES
from cfit_graph.web import ontology_names, pages, representation, shapes_page
from cfit_graph.web.borrowing import READ, Current, Reading

router = APIRouter()


@router.api_route("/shapes", methods=READ)
@router.api_route("/shapes.{suffix}", methods=READ)
async def shapes(request: Request, opened: Current, reader: Reading, suffix: str | None = None) -> Response:
    """Show the shapes the graph was checked with, or their graph."""
    wished = representation.wish(request, "shapes", representation.only(suffix), reader.languages)

    async def page(sent: Mapping[str, str]) -> Response:
        rules = opened.edition.rules.rules
        mentioned = (iri for rule in rules for iri in shapes_page.mentioned(rule))
        names = await ontology_names.of(opened, mentioned, reader.languages)
        groups = shapes_page.groups(rules, names)
        chosen = next((group for group in groups if group.key == request.query_params.get("concept")), None)
        return pages.page("shapes.html", reader, sent, groups=groups, chosen=chosen, release=opened.edition)

    async def graph(written_as: Format) -> bytes:
        rdf_format = RdfFormat.from_media_type(written_as.media_type)
        assert rdf_format is not None  # noqa: S101 - the library writes every format we offer
        return rdf.written((quad.triple for quad in opened.edition.shape_quads), rdf_format, PREFIXES)

    return await representation.answered(wished, opened, page, graph)
