"""`/data`: the files of the release, from the fixed table its manifest gives; no address is ever joined to a path."""

from fastapi import APIRouter
from starlette.responses import FileResponse, Response

from cfit_graph.errors import UnknownResourceError
from cfit_graph.web import pages
from cfit_graph.web.borrowing import READ, Current, Reading
from cfit_graph.web.receipts import OPEN_TO_ALL

router = APIRouter()


@router.api_route("/data", methods=READ)
async def listed(opened: Current, reader: Reading) -> Response:
    """List the files with their sizes and hashes."""
    return pages.page("data.html", reader, release=opened.edition, files=opened.edition.files.values())


@router.api_route("/data/{name:path}", methods=READ)
async def taken(name: str, opened: Current) -> Response:
    """Give one file; 404 for every name that is not listed."""
    published = opened.edition.files.get(name)
    if published is None:
        raise UnknownResourceError("There is no such file in this release; /data lists those there are.")
    sent = {**OPEN_TO_ALL, "cache-control": "no-cache", "cfit-release": opened.edition.id}
    return FileResponse(published.path, 200, sent, published.media_type)
