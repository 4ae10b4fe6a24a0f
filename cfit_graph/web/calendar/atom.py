"""The calendar as an Atom feed (RFC 4287): what documents told last comes first."""

import re
from collections.abc import Sequence

from lxml import etree

from cfit_graph.web import catalogue
from cfit_graph.web.calendar.said import Channel, Said, address, details, plain, source, summary
from cfit_graph.web.reader import Reader

MEDIA_TYPE = "application/atom+xml"
NAMESPACE = "http://www.w3.org/2005/Atom"
AUTHORITY = "tag:w3id.org,2026:cfit/calendar"

_DAY = re.compile(r"\d{4}-\d{2}-\d{2}")
# What XML 1.0 has no place for (section 2.2).
_NOT_XML = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def written(entries: Sequence[Said], reader: Reader, channel: Channel) -> bytes:
    """Return the entries as a feed, in the order they are given."""
    feed = etree.Element(f"{{{NAMESPACE}}}feed", nsmap={None: NAMESPACE})  # type: ignore[dict-item] # the default namespace
    feed.set("{http://www.w3.org/XML/1998/namespace}lang", reader.language)
    _text(feed, "id", f"{AUTHORITY}{channel.own.removeprefix(channel.here)}")
    _text(feed, "title", channel.title)
    _text(feed, "subtitle", channel.about)
    _text(feed, "updated", f"{channel.made.isoformat()}T00:00:00Z")
    _text(etree.SubElement(feed, f"{{{NAMESPACE}}}author"), "name", "cfit-graph")
    _link(feed, "self", channel.own, MEDIA_TYPE)
    _link(feed, "alternate", channel.page, "text/html")
    _text(feed, "rights", "https://creativecommons.org/licenses/by/4.0/")
    for one in entries:
        feed.append(_entry(one, reader, channel))
    return etree.tostring(feed, xml_declaration=True, encoding="utf-8", pretty_print=True)


def _entry(one: Said, reader: Reader, channel: Channel) -> etree._Element:
    say = catalogue.translations(reader.language).gettext
    entry = etree.Element(f"{{{NAMESPACE}}}entry")
    when = one.entry.written[:10]
    _text(entry, "id", f"{AUTHORITY}/{one.entry.key}")
    _text(entry, "title", f"{when} · {summary(one, reader)}")
    issued = one.entry.issued[:10]
    day = issued if _DAY.fullmatch(issued) else channel.made.isoformat()
    _text(entry, "updated", f"{day}T00:00:00Z")
    if day == issued:
        _text(entry, "published", f"{day}T00:00:00Z")
    _link(entry, "alternate", address(one.entry.about, channel.here), "text/html")
    for document in one.sources:
        _link(entry, "related", source(document, channel.here))
    for term, label in ((one.entry.stage, one.stage), (one.entry.certainty, one.certainty)):
        etree.SubElement(entry, f"{{{NAMESPACE}}}category", term=term, label=say(label))
    _text(entry, "summary", "\n".join(details(one, reader, channel.here)))
    return entry


def _text(parent: etree._Element, name: str, text: str) -> None:
    said = "\n".join(plain(line) for line in text.split("\n"))
    etree.SubElement(parent, f"{{{NAMESPACE}}}{name}").text = _NOT_XML.sub("", said)


def _link(parent: etree._Element, relation: str, href: str, media_type: str | None = None) -> None:
    link = etree.SubElement(parent, f"{{{NAMESPACE}}}link", rel=relation, href=_NOT_XML.sub("", href))
    if media_type:
        link.set("type", media_type)
