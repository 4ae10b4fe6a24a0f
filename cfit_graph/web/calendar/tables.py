"""The calendar as tables for people and programs: CSV with safe cells, JSON with every value by name and IRI."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from cfit_graph.web import catalogue, exports
from cfit_graph.web.calendar.said import Said, address, source
from cfit_graph.web.catalogue import N_
from cfit_graph.web.reader import Reader
from cfit_graph.web.terms import Shown

HEADINGS = (
    N_("Date"),
    N_("What"),
    N_("Stage"),
    N_("How certain"),
    N_("Local time"),
    N_("Distance from UTC"),
    N_("Moment in UTC"),
    N_("Moment not known"),
    N_("Purchase"),
    N_("Lots"),
    N_("Buyer"),
    N_("Country"),
    N_("Product group"),
    N_("Buyer group"),
    N_("Source"),
    N_("Address"),
)


def as_csv(entries: Sequence[Said], reader: Reader, here: str) -> bytes:
    """Return the entries as CSV (RFC 4180), a line each; a text that a spreadsheet would run is kept from it."""
    say = catalogue.translations(reader.language).gettext
    rows: list[list[exports.Value]] = [
        [
            one.entry.written[:10],
            say(one.kind),
            say(one.stage),
            say(one.qualifier or one.certainty),
            one.local,
            f"UTC{one.offset}" if one.offset else "",
            _moment(one) or "",
            say(N_("yes")) if one.entry.clock.conflict else "",
            one.title.text,
            len(one.entry.parts),
            *("; ".join(shown.text for shown in names) for names in (one.buyers, one.countries)),
            *("; ".join(shown.text for shown in names) for names in (one.products, one.groups)),
            "; ".join(source(document, here) for document in one.sources),
            address(one.entry.about, here),
        ]
        for one in entries
    ]
    return exports.delimited([say(heading) for heading in HEADINGS], rows)


def as_json(entries: Sequence[Said], about: Mapping[str, Any], here: str) -> dict[str, Any]:
    """Return what is to be known about the selection, and its entries."""
    return {**about, "entries": [_entry(one, here) for one in entries]}


def _entry(one: Said, here: str) -> dict[str, Any]:
    entry = one.entry
    return {
        "key": entry.key,
        "date": entry.written[:10],
        "first_day": entry.first.isoformat(),
        "last_day": entry.last.isoformat(),
        "what": entry.kind,
        "stage": entry.stage,
        "certainty": entry.certainty,
        "qualifier": entry.qualifier,
        "local_time": entry.clock.local,
        "utc_offset": entry.clock.offset,
        "instant": _moment(one),
        "offset_conflict": entry.clock.conflict,
        "purchase": _named(one.title),
        "lots": list(entry.parts),
        "buyers": [_named(shown) for shown in one.buyers],
        "countries": [_named(shown) for shown in one.countries],
        "product_groups": [_named(shown) for shown in one.products],
        "buyer_groups": [_named(shown) for shown in one.groups],
        "sources": [{"iri": document.iri, "address": source(document, here)} for document in one.sources],
        "page": address(entry.about, here),
    }


def _named(shown: Shown) -> dict[str, str | None]:
    return {"iri": shown.iri, "label": shown.text}


def _moment(one: Said) -> str | None:
    when: datetime | None = one.entry.when
    return f"{when:%Y-%m-%dT%H:%M:%SZ}" if when and when.tzinfo else None
