"""`/queries` and `/query/…`: the published questions, each with its answer, and a form for what a reader may change."""

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from functools import partial
from urllib.parse import urlencode

from fastapi import APIRouter, Request
from pyoxigraph import NamedNode, RdfFormat
from starlette.responses import RedirectResponse, Response

from cfit_graph import folding, rdf
from cfit_graph.engine.formats import RESULTS, Format, Kind
from cfit_graph.errors import QueryError
from cfit_graph.iris import question as question_iri
from cfit_graph.prefixes import PREFIXES
from cfit_graph.web import answers, choices, fetching, formats, near, pages, places, plans, representation, results
from cfit_graph.web.answers import Found
from cfit_graph.web.borrowing import READ, Current, Reading
from cfit_graph.web.edition import PublishedQuestion
from cfit_graph.web.formats import XLSX
from cfit_graph.web.places import Place
from cfit_graph.web.reader import Reader
from cfit_graph.web.receipts import OPEN_TO_ALL
from cfit_graph.web.results import SHOWN
from cfit_graph.web.shelf import Opened

router = APIRouter()

_BAD_REQUEST = 400
_ANSWERS = {**{one.suffix: one for one in RESULTS}, "xlsx": Format("XLSX", "xlsx", XLSX)}
_BY_HAND = re.compile(r"[^.;]*\bVALUES\b[^.]*\.")


@router.api_route("/queries", methods=READ)
async def queries(request: Request, opened: Current, reader: Reading) -> Response:
    """List the published questions, all or those with a keyword or some words, or give all of them as a graph."""
    wished = representation.wish(request, "queries", None, reader.languages)

    async def page(sent: Mapping[str, str]) -> Response:
        asked = dict(places.fields(request.scope["query_string"]))
        keyword, text = asked.get("keyword", "")[:100], asked.get("text", "")[:200]
        everything = list(opened.edition.questions.values())
        listed = [(one, _said(one)) for one in everything if _fits(one, keyword, text)]
        facts = {"keyword": keyword, "text": text, "total": len(everything), "keywords": _keywords(everything)}
        sent = {name: value for name, value in sent.items() if name != "etag"}
        return pages.page("queries.html", reader, sent, questions=listed, release=opened.edition, **facts)

    async def graph(written_as: Format) -> bytes:
        return _written(opened, written_as, None)

    return await representation.answered(wished, opened, page, graph)


@router.api_route("/query/{name}", methods=READ)
async def query(request: Request, name: str, opened: Current, reader: Reading) -> Response:
    """Show a question, its form, its SPARQL and its answer, or the question as a graph; send on to its answer alone."""
    key, suffix = representation.split(name, {**formats.TWINS, **_ANSWERS})
    question = opened.edition.questions.get(key)
    if question is None:
        raise await near.miss(opened, f"query/{key}")
    if suffix in _ANSWERS:
        return await _sent_on(request, opened, question, reader, suffix)
    wished = representation.wish(request, f"query/{key}", suffix, reader.languages)

    async def page(sent: Mapping[str, str]) -> Response:
        return await _page(request, opened, question, reader, sent)

    async def graph(written_as: Format) -> bytes:
        return _written(opened, written_as, key)

    return await representation.answered(wished, opened, page, graph)


async def _page(
    request: Request, opened: Opened, question: PublishedQuestion, reader: Reader, sent: Mapping[str, str]
) -> Response:
    fields = places.fields(request.scope["query_string"])
    form = await choices.form(opened, question, fields, reader)
    errors = [one for one in form if one.error]
    named = {one.parameter.name for one in form}
    changed = any(name in named for name, _ in fields)
    sparql = choices.filled(question, form) if changed and not errors else question.sparql
    chosen = tuple((name, value) for name, value in fields if name in named)
    place = Place(
        f"/query/{question.key}",
        chosen,
        tuple((name, value) for name, value in fields if name in SHOWN and name not in named),
    )
    found = None if errors else await _answer(request, opened, sparql, place, reader)
    kind = found.kind if isinstance(found, Found) else Kind.ROWS
    facts = {
        "question": question,
        "comment": _said(question),
        "form": form,
        "errors": errors,
        "changed": changed,
        "sparql": sparql,
        "address": form_address(sparql),
        "found": found if isinstance(found, Found) else None,
        "problem": found if isinstance(found, Mapping) else {},
        "snippets": results.copies(request.scope, sparql, kind, table=Place(f"/query/{question.key}.csv", chosen).at()),
    }
    sent = {name: value for name, value in sent.items() if name != "etag"}
    return pages.page("query.html", reader, sent, _BAD_REQUEST if errors else 200, release=opened.edition, **facts)


def form_address(sparql: str) -> str:
    """Return the address that opens a question in the form of the endpoint."""
    return _asked_address(sparql, "html")


async def _answer(
    request: Request, opened: Opened, sparql: str, place: Place, reader: Reader
) -> Found | Mapping[str, object]:
    """Return the answer for the page, or the problem; its page is there all the same."""
    try:
        plan = plans.published(sparql)
        fetched = await fetching.fetched(request.app.state.answering, plan, opened, request.scope, request.receive)
    except QueryError as error:
        return {"title": "", "detail": str(error)}
    if fetched.kind is None:
        return fetched.problem
    short = fetched.kind is not Kind.GRAPH  # /query/….ttl is the question itself
    taken = partial(_answer_address, place) if short else partial(_asked_address, sparql)
    return await answers.found(opened, fetched, taken, place, reader)


def _answer_address(place: Place, suffix: str) -> str:
    return Place(f"{place.path}.{suffix}", place.asked).at()


def _asked_address(sparql: str, suffix: str) -> str:
    return f"/sparql?{urlencode({'query': sparql, 'format': suffix})}"


async def _sent_on(
    request: Request, opened: Opened, question: PublishedQuestion, reader: Reader, suffix: str
) -> Response:
    """Send on to the answer in a form of its own, or show what is wrong with what was chosen."""
    form = await choices.form(opened, question, places.fields(request.scope["query_string"]), reader)
    if any(one.error for one in form):
        return await _page(request, opened, question, reader, OPEN_TO_ALL)
    return RedirectResponse(_asked_address(choices.filled(question, form), suffix), 303, OPEN_TO_ALL)


def _said(question: PublishedQuestion) -> str:
    """Return what a row is; how to change the text is left out where there is a form for it."""
    return _BY_HAND.sub("", question.comment).strip() if question.parameters else question.comment


def _fits(question: PublishedQuestion, keyword: str, text: str) -> bool:
    """Return whether a question has the keyword, and all the words of the text somewhere in what it says of itself."""
    said = folding.folded(" ".join((question.title, question.comment, *question.keywords)))
    return (not keyword or keyword in question.keywords) and all(word in said for word in folding.folded(text).split())


def _keywords(questions: Sequence[PublishedQuestion]) -> list[tuple[str, int]]:
    """Return the keywords with how many questions have each, those with most first, those with one alone left out."""
    counted = Counter(word for question in questions for word in question.keywords)
    return sorted(((word, count) for word, count in counted.items() if count > 1), key=lambda one: (-one[1], one[0]))


def _written(opened: Opened, written_as: Format, key: str | None) -> bytes:
    rdf_format = RdfFormat.from_media_type(written_as.media_type)
    assert rdf_format is not None  # noqa: S101 - the library writes every format we offer
    quads = opened.edition.question_quads
    if key is not None:
        iri = question_iri(key).value
        quads = [one for one in quads if isinstance(one.subject, NamedNode) and _is_about(one.subject.value, iri)]
    return rdf.written((quad.triple for quad in quads), rdf_format, PREFIXES)


def _is_about(subject: str, question: str) -> bool:
    return subject == question or subject.startswith(f"{question}#")
