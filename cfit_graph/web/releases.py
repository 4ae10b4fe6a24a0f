"""`/release/<id>`: what a release is, as a page, as its manifest, or as DCAT and VoID."""

from fastapi import APIRouter, Request
from pyoxigraph import RdfFormat
from starlette.responses import FileResponse, Response

from cfit_graph import rdf
from cfit_graph.engine.formats import JSON_LD, N_TRIPLES, RDF_XML, TURTLE, Format
from cfit_graph.errors import NotAcceptableError
from cfit_graph.prefixes import PREFIXES
from cfit_graph.web import formats, pages
from cfit_graph.web.borrowing import READ, Reading
from cfit_graph.web.edition import Edition
from cfit_graph.web.negotiation import best
from cfit_graph.web.receipts import OPEN_TO_ALL
from cfit_graph.web.shelf import Shelf

router = APIRouter()

_MANIFEST = "application/json"
_OFFERS: dict[str, Format | None] = {"text/html": None, _MANIFEST: None}
_OFFERS |= {written.media_type: written for written in (TURTLE, JSON_LD, N_TRIPLES, RDF_XML)}
_SUFFIXES = {
    "html": "text/html",
    "json": _MANIFEST,
    **{twin.suffix: twin.media_type for twin in formats.TWINS.values()},
}


@router.api_route("/release/{name}", methods=READ)
async def release(request: Request, name: str, reader: Reading) -> Response:
    """Show a release that is kept here."""
    key, _, suffix = name.rpartition(".")
    if not key or suffix not in _SUFFIXES:
        key, suffix = name, ""
    shelf: Shelf = request.app.state.shelf
    edition = shelf.edition(key)
    accept = request.headers.get("accept", "")
    media_type = _SUFFIXES[suffix] if suffix else best(accept, tuple(_OFFERS))
    if media_type is None:
        raise NotAcceptableError(f"A release is written as {', '.join(_OFFERS)}.")
    sent = {**OPEN_TO_ALL, "vary": "Accept", "cache-control": "no-cache", "cfit-release": edition.id}
    if media_type == _MANIFEST:
        return FileResponse(edition.folder / "manifest.json", 200, sent, _MANIFEST)
    if written := _OFFERS[media_type]:
        return Response(_dataset(edition, written), 200, {**sent, "content-type": formats.content_type(media_type)})
    return pages.page("release.html", reader, sent, release=edition, manifest=edition.manifest)


def _dataset(edition: Edition, written: Format) -> bytes:
    rdf_format = RdfFormat.from_media_type(written.media_type)
    assert rdf_format is not None  # noqa: S101 - the library writes every format we offer
    quads = rdf.read_file(edition.folder / "dataset.ttl")
    return rdf.written((quad.triple for quad in quads), rdf_format, PREFIXES)
