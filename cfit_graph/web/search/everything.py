"""`/data/export.csv`: everything that has a page here, a row each, for people who start from a spreadsheet."""

import asyncio
from collections.abc import Iterator

from fastapi import APIRouter
from starlette.responses import Response

from cfit_graph.web import exports
from cfit_graph.web.borrowing import READ, Current, Reading
from cfit_graph.web.lists import kinds
from cfit_graph.web.reader import Reader
from cfit_graph.web.receipts import OPEN_TO_ALL
from cfit_graph.web.search import index, snippets
from cfit_graph.web.search.index import ROLES, Index
from cfit_graph.web.shelf import Opened

router = APIRouter()

_HEADINGS = ("Kind", "Name", "Other names", "Identifiers", "Description", "IRI")


@router.api_route("/data/export.csv", methods=READ)
async def exported(opened: Current, reader: Reading) -> Response:
    """Give all things with their names and descriptions; the lists give the facts of each kind."""
    sent = {
        **OPEN_TO_ALL,
        "cache-control": "no-cache",
        "vary": "Accept-Language",
        "cfit-release": opened.edition.id,
        "content-type": "text/csv; charset=utf-8",
        "content-disposition": f'attachment; filename="cfit-everything-{opened.edition.id}.csv"',
    }
    return Response(await asyncio.to_thread(_written, opened, reader), 200, sent)


def _written(opened: Opened, reader: Reader) -> bytes:
    with index.opened(opened.edition.folder, opened.edition.manifest.get("index")) as looking:
        return exports.delimited(_HEADINGS, _rows(looking, reader))


def _rows(looking: Index, reader: Reader) -> Iterator[tuple[str, ...]]:
    for thing, texts in looking.everything():
        name = snippets.name(texts, reader.languages, thing.iri).value
        said = {role: [text.text for text in texts if ROLES[text.role] == role] for role in ROLES}
        others = [other for other in (*said["name"], *said["other"]) if other != name]
        columns = (others, said["identifier"], said["description"])
        yield kinds.title(thing.kind), name, *("; ".join(dict.fromkeys(texts)) for texts in columns), thing.iri
