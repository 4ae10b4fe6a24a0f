"""One document in several forms: which one is asked for, its headers, and whether the client has it already."""

from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass, field

from fastapi import Request
from starlette.responses import Response

from cfit_graph.engine.formats import Format
from cfit_graph.errors import UnknownResourceError
from cfit_graph.iris import BASE
from cfit_graph.web import conditional, formats, links, pages
from cfit_graph.web.receipts import OPEN_TO_ALL
from cfit_graph.web.shelf import Opened


@dataclass(frozen=True)
class Wish:
    """What a client wants of a document: `path` is its address without suffix, `format` None for a page.

    `twins` are the forms it comes in beside the page; `view` is what else the page depends on, such as its number.
    """

    path: str
    format: Format | None
    languages: tuple[str, ...]
    held: str
    twins: Mapping[str, Format] = field(default_factory=lambda: formats.TWINS)
    view: str = ""

    @property
    def iri(self) -> str:
        """The public IRI of the document."""
        return f"{BASE}{self.path}"


def split(name: str, twins: Mapping[str, Format] = formats.TWINS) -> tuple[str, str | None]:
    """Return a last segment without its suffix, and the suffix if it is one of ours."""
    key, _, suffix = name.rpartition(".")
    return (key, suffix) if key and (suffix in twins or suffix == "html") else (name, None)


def only(suffix: str | None) -> str | None:
    """Return the suffix of a document that stands alone; raise UnknownResourceError if it is none of ours."""
    if suffix is None or suffix == "html" or suffix in formats.TWINS:
        return suffix
    raise UnknownResourceError("There is no such form of this document.")


def wish(
    request: Request,
    path: str,
    suffix: str | None,
    languages: tuple[str, ...],
    twins: Mapping[str, Format] = formats.TWINS,
) -> Wish:
    """Return what the request wants of the document at `path`; raise NotAcceptableError if we do not write it."""
    wanted = formats.of_twin(suffix, request.headers.get("accept", ""), twins)
    return Wish(path, wanted, languages, request.headers.get("if-none-match", ""), twins, str(request.url.query))


async def answered(
    wished: Wish,
    opened: Opened,
    page: Callable[[Mapping[str, str]], Awaitable[Response]],
    graph: Callable[[Format], Awaitable[bytes]],
) -> Response:
    """Return the document as a page or a graph, or 304 if the client has it."""
    sent = headers(wished, opened)
    if conditional.matches(wished.held, sent["etag"]):
        return Response(status_code=304, headers=sent)
    if wished.format is None:
        return await page(sent)
    sent["content-type"] = formats.content_type(wished.format.media_type)
    return Response(await graph(wished.format), 200, sent)


def headers(wished: Wish, opened: Opened) -> dict[str, str]:
    """Return the headers of a document: its twins, its release, its tag."""
    form = wished.format.suffix if wished.format else f"html {wished.view} {pages.digest()}"
    edition = opened.edition
    return {
        **OPEN_TO_ALL,
        "cache-control": "no-cache",
        "vary": "Accept, Accept-Language",
        "etag": conditional.tag(edition.hash, edition.id, wished.path, form, *wished.languages),
        "link": ", ".join(_links(wished.path, edition.id, wished.twins)),
        "cfit-release": edition.id,
        "cfit-release-hash": edition.hash,
    }


def _links(path: str, release_id: str, twins: Mapping[str, Format]) -> list[str]:
    here = links.local(path)
    return [
        *(f'<{here}.{suffix}>; rel="alternate"; type="{twin.media_type}"' for suffix, twin in twins.items()),
        f'<{here}.html>; rel="alternate"; type="text/html"',
        f'<{BASE}{here[1:]}>; rel="canonical"',
        f'</release/{release_id}>; rel="describedby"',
    ]
