"""`/search`: what is called, or described by, some words; `/search/suggestions` while one types; OpenSearch 1.1."""

import asyncio

from fastapi import APIRouter, Request
from starlette.responses import JSONResponse, Response

from cfit_graph.errors import NotAcceptableError
from cfit_graph.web import catalogue, conditional, pages, terms
from cfit_graph.web.borrowing import READ, Current, Reading
from cfit_graph.web.catalogue import N_
from cfit_graph.web.lists import kinds
from cfit_graph.web.negotiation import best
from cfit_graph.web.reader import Reader
from cfit_graph.web.receipts import OPEN_TO_ALL
from cfit_graph.web.search import answer
from cfit_graph.web.search.answer import Answer, Asked, Result
from cfit_graph.web.shelf import Opened

router = APIRouter()

SUGGESTIONS = "application/x-suggestions+json"

# What a text that was found is to its thing; a description speaks for itself.
ROLES = (N_("called"), N_("also called"), N_("identifier"), "")

_HTML, _JSON = "text/html", "application/json"


@router.api_route("/search", methods=READ)
async def search(request: Request, opened: Current, reader: Reading) -> Response:
    """Show what is found, as a page or as JSON, by Accept."""
    form = best(request.headers.get("accept", ""), (_HTML, _JSON))
    if form is None:
        raise NotAcceptableError(f"What is found is written as {_HTML} or {_JSON}.")
    return await _answered(request, opened, reader, form)


@router.api_route("/search.json", methods=READ)
async def search_as_json(request: Request, opened: Current, reader: Reading) -> Response:
    """Show what is found as JSON."""
    return await _answered(request, opened, reader, _JSON)


@router.api_route("/search/suggestions", methods=READ)
async def suggestions(request: Request, opened: Current, reader: Reading) -> Response:
    """Suggest names while somebody types (OpenSearch Suggestions 1.1: text, names, what they are, where they lead)."""
    text = request.query_params.get("q", "")[: answer.LONGEST]
    found = await asyncio.to_thread(answer.suggestions, opened, text, reader)
    said = [_said(result, reader) for result in found]
    names, addresses = [result.name for result in found], [reader.keep(result.href) for result in found]
    return JSONResponse([text, names, said, addresses], 200, _sent(opened, "max-age=60"), SUGGESTIONS)


@router.api_route("/opensearch.xml", methods=READ)
async def description(opened: Current, reader: Reading) -> Response:
    """Describe the search for browsers (OpenSearch 1.1); its addresses are the public ones."""
    written = pages.page("opensearch.xml", reader, type=SUGGESTIONS)
    sent = {**_sent(opened, "max-age=86400"), "content-type": "application/opensearchdescription+xml"}
    return Response(written.body, 200, sent)


async def _answered(request: Request, opened: Opened, reader: Reader, form: str) -> Response:
    asked = answer.read(request.query_params)
    words = (opened.edition.id, form, asked.query(), str(reader.chosen), *reader.languages)
    sent = _sent(opened, "no-cache") | {"etag": conditional.tag("search", pages.digest(), *words)}
    sent["link"] = f'</search.json{asked.query()}>; rel="alternate"; type="{_JSON}"'
    if conditional.matches(request.headers.get("if-none-match", ""), sent["etag"]):
        return Response(status_code=304, headers=sent)
    given = await asyncio.to_thread(answer.answer, opened, asked, reader)
    if form == _JSON:
        return JSONResponse(answer.as_json(given, opened.edition.id), 200, sent)
    facts = {"asked": asked, "answer": given, "turn": _turn(asked, given), "roles": ROLES, "title_of": kinds.title}
    return pages.page("search.html", reader, sent, release=opened.edition, **facts)


def _turn(asked: Asked, given: Answer) -> dict[str, str]:
    """Return where the pages before and after this one are."""
    page = min(asked.page, given.pages)
    near = {"before": page - 1, "after": page + 1}
    return {
        name: f"/search{asked.query(page=number)}" if 1 <= number <= given.pages else ""
        for name, number in near.items()
    }


def _said(result: Result, reader: Reader) -> str:
    """Return what kind of thing is suggested, and by which other name it was found."""
    gettext = catalogue.translations(reader.language).gettext
    kind = gettext(kinds.title(result.kind))
    if result.why is None or not ROLES[result.why.role]:
        return kind
    text = "".join(piece for piece, _ in result.why.pieces)
    return terms.visible(f"{kind} · {gettext(ROLES[result.why.role])} “{text}”")


def _sent(opened: Opened, kept: str) -> dict[str, str]:
    return {
        **OPEN_TO_ALL,
        "cache-control": kept,
        "vary": "Accept, Accept-Language",
        "cfit-release": opened.edition.id,
    }
