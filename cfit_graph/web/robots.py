"""`/robots.txt` and `/sitemap.xml`: what a crawler should read, and what it should leave alone (sitemaps.org 0.9)."""

from collections.abc import Iterator, Sequence
from xml.sax.saxutils import escape

from fastapi import APIRouter, Request
from starlette.responses import PlainTextResponse, Response

from cfit_graph.errors import UnknownResourceError
from cfit_graph.iris import BASE
from cfit_graph.web import asking, fence, links
from cfit_graph.web.borrowing import READ, Current
from cfit_graph.web.shelf import Opened

router = APIRouter()

PART = 50_000  # addresses in one file, by the rules of sitemaps
PAGES = (
    "",
    "doc",
    "queries",
    "sparql",
    "map",
    "timeline",
    "calendar",
    "calendar/together",
    "ontology",
    "shapes",
    "vocabulary",
    "source",
    "data",
    "data/changes",
    "-/docs",
)

_NAMESPACE = "http://www.sitemaps.org/schemas/sitemap/0.9"
_LEFT_ALONE = ("/sparql?", "/rdf-graph-store", "/search?", "/release/", "/-/health", "/-/ready", "/-/metrics")
_XML = "application/xml"


@router.api_route("/robots.txt", methods=READ)
async def robots(request: Request) -> Response:
    """Name the sitemap, and keep crawlers off the endpoint and whatever has no end."""
    rules = "".join(f"Disallow: {address}\n" for address in _LEFT_ALONE)
    return PlainTextResponse(f"User-agent: *\n{rules}\nSitemap: {_here(request)}/sitemap.xml\n")


@router.api_route("/sitemap.xml", methods=READ)
async def sitemap(request: Request, opened: Current) -> Response:
    """List every page and every thing of the release; an index of such lists if they are too many for one."""
    addresses = await listed(opened)
    if len(addresses) <= PART:
        return _written("urlset", "url", addresses, request, opened)
    parts = [f"/sitemap-{number}.xml" for number in range(1, -(-len(addresses) // PART) + 1)]
    return _written("sitemapindex", "sitemap", parts, request, opened)


@router.api_route("/sitemap-{number:int}.xml", methods=READ)
async def part(number: int, request: Request, opened: Current) -> Response:
    """List one part of the addresses; 404 beyond the last."""
    addresses = (await listed(opened))[(number - 1) * PART : number * PART] if number > 0 else []
    if not addresses:
        raise UnknownResourceError("The sitemap has no such part.")
    return _written("urlset", "url", addresses, request, opened)


async def listed(opened: Opened) -> Sequence[str]:
    """Return the address of every page on this host, those of the release's things in the order of their IRIs."""
    rows = await asking.rows(opened.pool, "sitemap")
    things = sorted({row["thing"].value for row in rows})
    return list(dict.fromkeys([*_pages(opened), *(links.local(_page(thing)) for thing in things)]))


def _pages(opened: Opened) -> Iterator[str]:
    yield from (f"/{page}" for page in PAGES)
    yield f"/release/{opened.edition.id}"
    yield from (f"/query/{key}" for key in opened.edition.questions)


def _page(iri: str) -> str:
    """Return where on this host the page about one of our IRIs is."""
    path = iri.removeprefix(BASE)
    return f"doc/{path.removeprefix('id/')}" if path.startswith("id/") else path


def _written(whole: str, one: str, addresses: Sequence[str], request: Request, opened: Opened) -> Response:
    here, made = _here(request), escape(str(opened.edition.manifest.get("created", "")))
    day = f"<lastmod>{made}</lastmod>" if made else ""
    entries = "".join(f"<{one}><loc>{escape(here + address)}</loc>{day}</{one}>\n" for address in addresses)
    text = f'<?xml version="1.0" encoding="UTF-8"?>\n<{whole} xmlns="{_NAMESPACE}">\n{entries}</{whole}>\n'
    sent = {"cache-control": "no-cache", "cfit-release": opened.edition.id}
    return Response(text, 200, sent, _XML)


def _here(request: Request) -> str:
    """Return this host as the client named it: a sitemap may only name addresses of its own host."""
    host = request.headers.get("host", "")
    return f"{request.url.scheme}://{host}" if fence.HOST.fullmatch(host) else BASE.rstrip("/")
