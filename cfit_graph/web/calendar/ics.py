"""The calendar as iCalendar (RFC 5545, with the properties of RFC 7986 that say what a calendar is and how old)."""

from collections.abc import Sequence
from datetime import UTC, date, datetime, time, timedelta

from icalendar import Calendar, Event, vText

from cfit_graph.web import catalogue
from cfit_graph.web.calendar.said import Channel, Said, address, details, plain, summary
from cfit_graph.web.reader import Reader

MEDIA_TYPE = "text/calendar; charset=utf-8"
PRODUCT = "-//cfit-graph//calendar//EN"

_CONFIRMED, _TENTATIVE = "CONFIRMED", "TENTATIVE"
_LONGEST_SUMMARY = 250


def written(entries: Sequence[Said], reader: Reader, channel: Channel) -> bytes:
    """Return the entries as a calendar that clients subscribe to; the same entries give the same bytes.

    A day is a day (VALUE=DATE), a month its days; an hour is in UTC where that can be told, else floating.
    """
    calendar = Calendar()
    calendar.add("prodid", PRODUCT)
    calendar.add("version", "2.0")
    calendar.add("calscale", "GREGORIAN")
    calendar.add("method", "PUBLISH")
    for name in ("name", "x-wr-calname"):
        calendar.add(name, vText(plain(channel.title)))
    for name in ("description", "x-wr-caldesc"):
        calendar.add(name, vText(plain(channel.about)))
    calendar.add("last-modified", _midnight(channel.made))
    calendar.add("refresh-interval", timedelta(days=1), parameters={"VALUE": "DURATION"})
    calendar.add("x-published-ttl", "P1D")
    for one in entries:
        calendar.add_component(_event(one, reader, channel))
    return bytes(calendar.to_ical(sorted=False))


def _event(one: Said, reader: Reader, channel: Channel) -> Event:
    entry, event = one.entry, Event()
    event.add("uid", f"{entry.key}@w3id.org")
    event.add("dtstamp", _midnight(channel.made))
    when = entry.when
    event.add("dtstart", when or entry.first)
    if when is None:
        event.add("dtend", entry.last + timedelta(days=1) if entry.last < date.max else entry.last)
    event.add("summary", summary(one, reader)[:_LONGEST_SUMMARY])
    event.add("description", "\n".join(details(one, reader, channel.here)))
    event.add("url", address(entry.about, channel.here))
    event.add("status", _CONFIRMED if entry.certainty == "stated" else _TENTATIVE)
    event.add("transp", "TRANSPARENT")
    event.add("categories", _categories(one, reader))
    return event


def _categories(one: Said, reader: Reader) -> list[str]:
    """Return the stage, the certainty, the product groups and the countries."""
    say = catalogue.translations(reader.language).gettext
    named = [plain(shown.text) for shown in (*one.products, *one.countries)]
    return [say(one.stage), say(one.certainty), *named]


def _midnight(day: date) -> datetime:
    return datetime.combine(day, time(), UTC)
