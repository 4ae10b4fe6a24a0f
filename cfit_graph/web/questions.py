"""`/queries` and `/query/…`: the published questions, each with its SPARQL and its answer."""

from collections.abc import Mapping
from urllib.parse import urlencode

from fastapi import APIRouter, Request
from pyoxigraph import RdfFormat
from starlette.responses import Response

from cfit_graph import rdf
from cfit_graph.engine.formats import Format
from cfit_graph.errors import QueryError
from cfit_graph.iris import question as question_iri
from cfit_graph.prefixes import PREFIXES
from cfit_graph.web import near, pages, plans, representation, results
from cfit_graph.web.answering import Answering
from cfit_graph.web.borrowing import READ, Current, Reading
from cfit_graph.web.edition import PublishedQuestion
from cfit_graph.web.shelf import Opened

router = APIRouter()


@router.api_route("/queries", methods=READ)
async def queries(request: Request, opened: Current, reader: Reading) -> Response:
    """List the published questions, or give all of them as a graph."""
    wished = representation.wish(request, "queries", None, reader.languages)

    async def page(sent: Mapping[str, str]) -> Response:
        listed = [(question, form_address(question)) for question in opened.edition.questions.values()]
        return pages.page("queries.html", reader, sent, questions=listed, release=opened.edition)

    async def graph(written_as: Format) -> bytes:
        return _written(opened, written_as, None)

    return await representation.answered(wished, opened, page, graph)


@router.api_route("/query/{name}", methods=READ)
async def query(request: Request, name: str, opened: Current, reader: Reading) -> Response:
    """Show a question, its SPARQL and its answer, or the question as a graph."""
    key, suffix = representation.split(name)
    question = opened.edition.questions.get(key)
    if question is None:
        raise await near.miss(opened, f"query/{key}")
    wished = representation.wish(request, f"query/{key}", suffix, reader.languages)

    async def page(sent: Mapping[str, str]) -> Response:
        found = await _answer(request.app.state.answering, opened, question)
        address = form_address(question)
        return pages.page(
            "query.html", reader, sent, question=question, address=address, found=found, release=opened.edition
        )

    async def graph(written_as: Format) -> bytes:
        return _written(opened, written_as, key)

    return await representation.answered(wished, opened, page, graph)


def form_address(question: PublishedQuestion) -> str:
    """Return the address that opens the question in the form of the endpoint."""
    return f"/sparql?{urlencode({'query': question.sparql, 'format': 'html'})}"


async def _answer(answering: Answering, opened: Opened, question: PublishedQuestion) -> dict[str, object]:
    """Return the answer for the page; a question that fails says why, and its page is there all the same."""
    try:
        return await results.found(opened, *await answering.read(plans.published(question.sparql), opened))
    except QueryError as error:
        return {"kind": "nothing", "text": str(error)}


def _written(opened: Opened, written_as: Format, key: str | None) -> bytes:
    rdf_format = RdfFormat.from_media_type(written_as.media_type)
    assert rdf_format is not None  # noqa: S101 - the library writes every format we offer
    quads = opened.edition.question_quads
    if key is not None:
        quads = [quad for quad in quads if quad.subject == question_iri(key)]
    return rdf.written((quad.triple for quad in quads), rdf_format, PREFIXES)
