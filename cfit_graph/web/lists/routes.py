"""`/doc/<kind>`, `/vocabulary`, `/source`: lists, each view an address; `/doc`: all kinds of things there are."""

import asyncio
import json

from fastapi import APIRouter, Request
from starlette.responses import RedirectResponse, Response

from cfit_graph import iris
from cfit_graph.errors import NotAcceptableError, UnknownResourceError
from cfit_graph.web import conditional, exports, pages
from cfit_graph.web.borrowing import READ, Current, Reading
from cfit_graph.web.lists import kinds, presented, view
from cfit_graph.web.lists.kept import Kept
from cfit_graph.web.lists.view import Selection
from cfit_graph.web.negotiation import best
from cfit_graph.web.reader import Reader
from cfit_graph.web.receipts import OPEN_TO_ALL
from cfit_graph.web.shelf import Opened

router = APIRouter()

HTML, CSV, JSON = "text/html", "text/csv", "application/json"
FORMS = {"html": HTML, "csv": CSV, "xlsx": exports.XLSX, "json": JSON}

_ORDER = (HTML, JSON, CSV, exports.XLSX)


@router.api_route("/doc", methods=READ)
async def overview(request: Request, opened: Current, reader: Reading) -> Response:
    """List the kinds of things there are, with their numbers."""
    kept: Kept = request.app.state.lists
    counts = dict(await kept.counts(opened))
    for kind in ("source", "vocabulary"):
        counts[kind] = len((await kept.table(opened, kind)).rows)
    groups: dict[str, list[tuple[str, str, int]]] = {}
    for kind, number in counts.items():
        group = kinds.KINDS[kind].group if kind in kinds.KINDS else kinds.OTHER
        groups.setdefault(group, []).append((kinds.title(kind), kinds.address(kind), number))
    ordered = [(group, groups[group]) for group in kinds.GROUPS if group in groups]
    return pages.page("lists.html", reader, _sent(opened), release=opened.edition, groups=ordered)


@router.api_route("/id/{kind}", methods=READ)
async def collection(kind: str, request: Request) -> Response:
    """Send on from a kind of things to its list; 404 if it cannot be one."""
    query = f"?{request.url.query}" if request.url.query else ""
    where = f"/doc/{kind}{query}" if iris.KEY.fullmatch(kind) else "/doc"
    return RedirectResponse(where, 303, OPEN_TO_ALL)


@router.api_route("/doc/{name}", methods=READ)
async def of_kind(name: str, request: Request, opened: Current, reader: Reading) -> Response:
    """List the things of a kind."""
    kind, _, suffix = name.rpartition(".")
    if not kind or suffix not in FORMS:
        kind, suffix = name, ""
    return await _listed(request, opened, reader, kind, suffix)


@router.api_route("/source", methods=READ)
@router.api_route("/vocabulary", methods=READ)
async def of_its_own(request: Request, opened: Current, reader: Reading) -> Response:
    """List the source documents, or the concept schemes."""
    return await _listed(request, opened, reader, request.url.path[1:], "")


@router.api_route("/source.{suffix}", methods=READ)
@router.api_route("/vocabulary.{suffix}", methods=READ)
async def of_its_own_as(suffix: str, request: Request, opened: Current, reader: Reading) -> Response:
    """Give the same in another form; 404 for a form there is not."""
    if suffix not in FORMS:
        raise UnknownResourceError(f"There is no such form; a list is written as {', '.join(FORMS)}.")
    kind = request.url.path[1:].removesuffix(f".{suffix}")
    return await _listed(request, opened, reader, kind, suffix)


async def _listed(request: Request, opened: Opened, reader: Reader, kind: str, suffix: str) -> Response:
    kept: Kept = request.app.state.lists
    table = await kept.table(opened, kind if iris.KEY.fullmatch(kind) else "")
    asked = view.asked(request.query_params.multi_items(), table)
    form = FORMS.get(suffix) or best(request.headers.get("accept", ""), _ORDER)
    if form is None:
        raise NotAcceptableError(f"A list is written as {', '.join(_ORDER)}.")
    here = kinds.address(kind)
    sent = _sent(opened, here, asked, form, reader)
    if conditional.matches(request.headers.get("if-none-match", ""), sent["etag"]):
        return Response(status_code=304, headers=sent)
    selection = Selection(table, asked, reader.languages)
    if form == HTML:
        return pages.page("list.html", reader, sent, release=opened.edition, **presented.facts(selection))
    sent |= {"content-type": f"{form}; charset=utf-8" if form == CSV else form, "cfit-rows": str(selection.total)}
    suffix = next(name for name, media_type in FORMS.items() if media_type == form)
    sent["content-disposition"] = (
        f'{"inline" if form == JSON else "attachment"}; filename="{_file(opened, kind)}.{suffix}"'
    )
    body = await asyncio.to_thread(_written, selection, opened, reader, form)
    return Response(body, 200, sent)


def _written(selection: Selection, opened: Opened, reader: Reader, form: str) -> bytes:
    if form == JSON:
        return json.dumps(presented.as_json(selection, opened.edition), ensure_ascii=False).encode()
    sheet = presented.exported(selection, opened.edition, reader)
    return exports.delimited(sheet.headings, sheet.rows) if form == CSV else exports.workbook(sheet)


def _file(opened: Opened, kind: str) -> str:
    return f"cfit-{kind}-{opened.edition.id}"


def _sent(
    opened: Opened, here: str = "/doc", asked: view.View | None = None, form: str = HTML, reader: Reader | None = None
) -> dict[str, str]:
    """Return the headers of a list: its other forms with the same view, its release, its tag."""
    edition, query = opened.edition, asked.query() if asked else ""
    whole = asked.with_(page=1).query() if asked else ""
    others = [f'<{here}.{suffix}{whole}>; rel="alternate"; type="{FORMS[suffix]}"' for suffix in presented.SUFFIXES]
    links = [*(others if asked else ()), f'</release/{edition.id}>; rel="describedby"']
    sent = {
        **OPEN_TO_ALL,
        "cache-control": "no-cache",
        "vary": "Accept, Accept-Language",
        "link": ", ".join(links),
        "cfit-release": edition.id,
    }
    if asked and reader:
        words = (edition.hash, edition.id, here, query, form, reader.language, str(reader.chosen), *reader.languages)
        sent["etag"] = conditional.tag(*words, pages.digest())
    return sent
