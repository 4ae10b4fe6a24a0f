"""The things themselves: `/id/…` sends to `/doc/…`, which describes them (Cool URIs for the Semantic Web, W3C 2008)."""

from collections.abc import Awaitable, Callable, Mapping
from dataclasses import replace

from fastapi import APIRouter, Request
from pyoxigraph import NamedNode
from starlette.responses import RedirectResponse, Response

from cfit_graph import iris
from cfit_graph.engine.formats import Format
from cfit_graph.iris import DCTERMS
from cfit_graph.settings import Settings
from cfit_graph.web import asking, description, formats, links, near, pages, plain, portrait, related, representation
from cfit_graph.web.borrowing import READ, Current, Reading
from cfit_graph.web.lists import kinds
from cfit_graph.web.portrait import View
from cfit_graph.web.reader import Reader
from cfit_graph.web.receipts import OPEN_TO_ALL
from cfit_graph.web.representation import Wish
from cfit_graph.web.shelf import Opened

router = APIRouter()

TWINS = {**formats.TWINS, **formats.PLAIN}
_GONE = 410
_TOMBSTONE = {"reason": DCTERMS.description.value, "when": DCTERMS.date.value, "instead": DCTERMS.isReplacedBy.value}
_PAGES = 1_000_000


@router.api_route("/id/{kind}/{name}", methods=READ)
async def identified(request: Request, kind: str, name: str, opened: Current, reader: Reading) -> Response:
    """Send on from a thing to its description; 404 with near matches if there is none, 410 if it was withdrawn."""
    key, suffix = representation.split(name, TWINS)
    thing, stands = await _found(opened, f"id/{kind}/{key}")
    if not stands:
        return await _answered(request, opened, reader, f"doc/{kind}/{name}", f"id/{kind}/")
    address = iris.document(thing).value.removeprefix(iris.BASE) + (f".{suffix}" if suffix else "")
    return RedirectResponse(reader.keep(f"/{address}"), 303, {**OPEN_TO_ALL, "vary": "Accept"})


@router.api_route("/doc/{kind}/{name}", methods=READ)
async def documented(request: Request, kind: str, name: str, opened: Current, reader: Reading) -> Response:
    """Describe a thing."""
    return await _answered(request, opened, reader, f"doc/{kind}/{name}", f"id/{kind}/")


@router.api_route("/vocabulary/{name}", methods=READ)
async def scheme(request: Request, name: str, opened: Current, reader: Reading) -> Response:
    """Describe a concept scheme and list its concepts."""
    return await _answered(request, opened, reader, f"vocabulary/{name}", "vocabulary/")


@router.api_route("/vocabulary/{scheme}/{name}", methods=READ)
async def concept(request: Request, scheme: str, name: str, opened: Current, reader: Reading) -> Response:
    """Describe a concept, one of ours or a code of others that the graph uses."""
    return await _answered(request, opened, reader, f"vocabulary/{scheme}/{name}", f"vocabulary/{scheme}/")


@router.api_route("/source/{name}", methods=READ)
async def source(request: Request, name: str, opened: Current, reader: Reading) -> Response:
    """Describe a source document and list what it says."""
    return await _answered(request, opened, reader, f"source/{name}", "source/", "source")


async def _answered(
    request: Request, opened: Opened, reader: Reader, address: str, place: str, graph: str = "description"
) -> Response:
    """Return the document at `address` about the thing below `place`, or 410 and its tombstone if it was withdrawn."""
    folder, _, name = address.rpartition("/")
    key, suffix = representation.split(name, TWINS)
    wished = representation.wish(request, f"{folder}/{key}", suffix, reader.languages, TWINS)
    thing, stands = await _found(opened, f"{place}{key}")
    if stands:
        return await _described(request, opened, wished, reader, thing.value, graph)
    return await _withdrawn(opened, wished, reader, thing.value)


async def _found(opened: Opened, path: str) -> tuple[NamedNode, bool]:
    """Return the thing at `path` and True, or its tombstone and False; raise UnknownResourceError if it has neither."""
    if all(iris.KEY.fullmatch(key) for key in path.split("/")):
        thing = NamedNode(links.named(path))
        if await asking.knows(opened.pool, thing.value):
            return thing, True
        stone = iris.withdrawal(thing)
        if await asking.knows(opened.pool, stone.value):
            return stone, False
    raise await near.miss(opened, path)


async def _described(
    request: Request, opened: Opened, wished: Wish, reader: Reader, iri: str, graph_query: str
) -> Response:
    settings: Settings = request.app.state.settings

    async def page(sent: Mapping[str, str]) -> Response:
        shown = await portrait.of(opened, iri, reader, _view(request), settings.report_to)
        kind = wished.path.removeprefix("doc/").partition("/")[0]
        above = {"title": kinds.title(kind), "address": kinds.address(kind)}
        facts = {"release": opened.edition, "path": wished.path, "twins": TWINS, "above": above}
        return pages.page("thing.html", reader, sent, thing=shown, **facts)

    return await representation.answered(wished, opened, page, _written(opened, reader, iri, graph_query))


async def _withdrawn(opened: Opened, wished: Wish, reader: Reader, stone: str) -> Response:
    """Return 410 with the tombstone of a thing in the form that is wanted; nobody is told that they have it already."""

    async def page(sent: Mapping[str, str]) -> Response:
        known = await description.of(opened, stone, reader.languages)
        return pages.page("withdrawn.html", reader, sent, known=known, release=opened.edition, **_TOMBSTONE)

    wished = replace(wished, held="")
    answer = await representation.answered(wished, opened, page, _written(opened, reader, stone, "description"))
    answer.status_code = _GONE
    del answer.headers["etag"]
    return answer


def _written(opened: Opened, reader: Reader, iri: str, graph_query: str) -> Callable[[Format], Awaitable[bytes]]:
    """Return what writes a thing in each form but the page."""

    async def written(written_as: Format) -> bytes:
        if written_as == formats.TABLE:
            return plain.table(await description.of(opened, iri, reader.languages))
        if written_as == formats.OBJECT:
            pointing = await related.of(opened, iri, reader.languages)
            return plain.record(await description.of(opened, iri, reader.languages), pointing, opened.edition)
        return await asking.graph(opened.pool, graph_query, written_as, thing=iri)

    return written


def _view(request: Request) -> View:
    """Return what part of the thing the address asks for; what cannot be read is passed over."""
    fields = request.query_params
    page = fields.get("page", "")
    number = int(page) if page.isascii() and page.isdecimal() and len(page) < len(str(_PAGES)) else 1
    related_by, alone = (links.full(fields.get(name, "")) for name in ("related", "fact"))
    return View(max(1, number), related_by, fields.get("report"), alone)
