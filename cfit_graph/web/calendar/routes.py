"""`/calendar`: pages, tables and feeds of every filter, each with an address; `/calendar/together`."""

import asyncio
import json
from collections.abc import Sequence
from datetime import UTC, date, datetime
from typing import Annotated

from fastapi import APIRouter, Depends, Request
from starlette.responses import Response

from cfit_graph.errors import UnknownResourceError
from cfit_graph.iris import BASE
from cfit_graph.web import catalogue, conditional, fence, pages, wording
from cfit_graph.web.borrowing import READ, Current, Reading
from cfit_graph.web.calendar import asked, atom, ics, listed, tables, together
from cfit_graph.web.calendar.asked import HERE, SUFFIXES
from cfit_graph.web.calendar.kept import Kept
from cfit_graph.web.calendar.listed import Shown
from cfit_graph.web.calendar.said import Channel, Said, plain
from cfit_graph.web.catalogue import N_
from cfit_graph.web.receipts import OPEN_TO_ALL

router = APIRouter()

MOST = {"ics": 2_000, "atom": 100, "csv": 50_000, "json": 50_000}  # entries in one file
MEDIA_TYPES = {
    "ics": ics.MEDIA_TYPE,
    "atom": atom.MEDIA_TYPE,
    "csv": "text/csv; charset=utf-8",
    "json": "application/json",
}

TITLE = N_("Calendar of tenders")
ABOUT = N_(
    "What public buyers plan, have open, award and end in ICT, as their notices and the Pact's documents state it."
)


async def today() -> date:
    """Return the day it is, in UTC; a test puts another in its place."""
    return datetime.now(UTC).date()


Today = Annotated[date, Depends(today)]


@router.api_route(HERE, methods=READ)
async def page(request: Request, opened: Current, reader: Reading, day: Today) -> Response:
    """Show the calendar as a list, or a month of it."""
    shown = await _shown(request, opened, reader, day)
    sent = _sent(request, shown, shown.asked.address(), _forms(shown))
    if conditional.matches(request.headers.get("if-none-match", ""), sent["etag"]):
        return Response(status_code=304, headers=sent)
    subscribe = f"webcal://{_here(request).partition('://')[2]}{shown.asked.address('ics')}"
    facts = {**listed.facts(shown), "title": TITLE, "subscribe": subscribe}
    return pages.page("calendar.html", reader, sent, release=opened.edition, **facts)


@router.api_route(f"{HERE}/together", methods=READ)
async def same_time(request: Request, opened: Current, reader: Reading, day: Today) -> Response:
    """Show which buyers will tender the same product group within some months."""
    kept: Kept = request.app.state.calendar
    wanted = together.asked_for(asked.read(request.query_params.multi_items(), together=True))
    shown = Shown(await kept.book(opened), wanted, opened.edition, reader, day)
    sent = _sent(request, shown, wanted.together())
    if conditional.matches(request.headers.get("if-none-match", ""), sent["etag"]):
        return Response(status_code=304, headers=sent)
    facts = await asyncio.to_thread(together.facts, shown)
    return pages.page("calendar-together.html", reader, sent, release=opened.edition, **facts)


@router.api_route(f"{HERE}.{{suffix}}", methods=READ)
async def file(suffix: str, request: Request, opened: Current, reader: Reading, day: Today) -> Response:
    """Give the same entries as a feed or a table; 404 for a form there is not."""
    if suffix not in SUFFIXES:
        raise UnknownResourceError(f"There is no such form; the calendar is written as {', '.join(SUFFIXES)}.")
    shown = await _shown(request, opened, reader, day)
    sent = _sent(request, shown, shown.asked.address(suffix), _forms(shown))
    if conditional.matches(request.headers.get("if-none-match", ""), sent["etag"]):
        return Response(status_code=304, headers=sent)
    body, count = await asyncio.to_thread(_written, shown, suffix, _here(request))
    shape = "inline" if suffix in {"atom", "json"} else "attachment"
    sent["content-disposition"] = f'{shape}; filename="cfit-calendar-{opened.edition.id}.{suffix}"'
    sent |= {"content-type": MEDIA_TYPES[suffix], "cfit-rows": str(count)}
    return Response(body, 200, sent)


async def _shown(request: Request, opened: Current, reader: Reading, day: date) -> Shown:
    kept: Kept = request.app.state.calendar
    wanted = asked.read(request.query_params.multi_items())
    return Shown(await kept.book(opened), wanted, opened.edition, reader, day)


def _written(shown: Shown, suffix: str, here: str) -> tuple[bytes, int]:
    """Return the bytes of a feed or table, and how many entries are in it."""
    entries = shown.told(_bounded(shown, suffix))
    if suffix == "csv":
        return tables.as_csv(entries, shown.reader, here), len(entries)
    if suffix == "json":
        return json.dumps(_as_json(shown, entries, here), ensure_ascii=False).encode(), len(entries)
    made = date.fromisoformat(str(shown.edition.manifest["created"])[:10])
    own, at = f"{here}{shown.asked.address(suffix)}", f"{here}{shown.asked.address()}"
    channel = Channel(_title(shown), _about(shown, len(entries)), made, here, own, at)
    return (ics if suffix == "ics" else atom).written(entries, shown.reader, channel), len(entries)


def _bounded(shown: Shown, suffix: str) -> Sequence[int]:
    """Return the places of the entries that go into a file; into a feed reader's, what was told last comes first."""
    places = shown.places
    if suffix == "atom":
        book = shown.book.entries
        places = sorted(places, key=lambda place: (book[place].issued, book[place].key), reverse=True)
    return places[: MOST[suffix]]


def _title(shown: Shown) -> str:
    """Return what a feed is called: the calendar, its month if it is of one, and the words of its filters."""
    language = shown.reader.language
    say = catalogue.translations(language).gettext
    month = [wording.day(f"{shown.asked.shown(shown.today):%Y-%m}", language)] if shown.asked.by_month else []
    asked_for = [plain(say(drop.text)) for drop in listed.drops(shown)]
    return " · ".join([say(TITLE), *month, *asked_for])


def _about(shown: Shown, count: int) -> str:
    """Return what a feed holds, from which release, and how many entries of how many."""
    said, number = catalogue.translations(shown.reader.language), len(shown.places)
    counted = said.ngettext(
        "Release %(release)s; the one entry of this filter.",
        "Release %(release)s; %(count)s of %(all)s entries of this filter.",
        number,
    )
    return f"{said.gettext(ABOUT)} {counted % {'release': shown.edition.id, 'count': count, 'all': number}}"


def _as_json(shown: Shown, entries: Sequence[Said], here: str) -> dict[str, object]:
    since, until = shown.asked.period(shown.today)
    about = {
        "title": _title(shown),
        "release": shown.edition.id,
        "created": str(shown.edition.manifest.get("created", "")),
        "licence": str(shown.edition.manifest.get("licence", "")),
        "address": f"{here}{shown.asked.address()}",
        "from": since.isoformat() if since else None,
        "to": until.isoformat() if until else None,
        "entries_in_all": len(shown.places),
    }
    return tables.as_json(entries, about, here)


def _forms(shown: Shown) -> list[str]:
    """Return the links to the other forms of a view."""
    media_types = {suffix: MEDIA_TYPES[suffix].partition(";")[0] for suffix in SUFFIXES}
    return [
        f'<{shown.asked.address(suffix)}>; rel="alternate"; type="{media_type}"'
        for suffix, media_type in media_types.items()
    ]


def _sent(request: Request, shown: Shown, address: str, forms: Sequence[str] = ()) -> dict[str, str]:
    """Return the headers of a view: its other forms, its release, its tag by release, address, day and language."""
    edition, reader = shown.edition, shown.reader
    words = (edition.hash, edition.id, address, shown.today.isoformat(), _here(request))
    tongue = (reader.language, str(reader.chosen), *reader.languages, pages.digest())
    return {
        **OPEN_TO_ALL,
        "cache-control": "no-cache",
        "vary": "Accept-Language, Host",
        "link": ", ".join([*forms, f'</release/{edition.id}>; rel="describedby"']),
        "cfit-release": edition.id,
        "etag": conditional.tag(*words, *tongue),
    }


def _here(request: Request) -> str:
    """Return this host as the client named it."""
    host = request.headers.get("host", "")
    return f"{request.url.scheme}://{host}" if fence.HOST.fullmatch(host) else BASE.rstrip("/")
