"""Values as records hold them, whatever the format wrote: text, countries, CPV codes, numbers, days and moments."""

import re
from datetime import UTC, date, datetime
from decimal import Decimal, InvalidOperation
from functools import lru_cache

import iso3166

from cfit_graph.records.notices.call import NoticeMoment

# What authorities write although ISO 3166 has another code for it, or none: Kosovo is 1A0 in the EU's own table.
_ODD_COUNTRIES = {"UK": "GBR", "EL": "GRC", "1A0": "1A0", "XK": "1A0", "XKX": "1A0"}
_CPV = re.compile(r"([0-9]{8})(?:-[0-9])?")
DIGITS = 30  # a number may have before its point, and as many behind it: more than any amount of money has
_NUMBER = re.compile(rf"-?[0-9]{{1,{DIGITS}}}(?:\.[0-9]{{1,{DIGITS}}})?")
_DAY = re.compile(r"([0-9]{4})-?([0-9]{2})-?([0-9]{2})(?:T[0-9:.]+)?(Z|[+-][0-9]{2}:[0-9]{2})?")
_TIME = re.compile(r"([0-9]{2}:[0-9]{2}(?::[0-9]{2})?)(?:\.[0-9]+)?(Z|[+-][0-9]{2}:[0-9]{2})?")


def folded(text: str | None) -> str | None:
    """Return the text with its white space folded, None where nothing is left."""
    return (" ".join(text.split()) or None) if text else None


@lru_cache(maxsize=1000)
def country(text: str | None) -> str | None:
    """Return the ISO 3166 alpha-3 code of a country written with two or three letters; None where it is neither."""
    text = (text or "").strip().upper()
    if text in _ODD_COUNTRIES:
        return _ODD_COUNTRIES[text]
    known = iso3166.countries_by_alpha3.get(text) or iso3166.countries_by_alpha2.get(text)
    return known.alpha3 if known else None


def cpv(text: str | None) -> str | None:
    """Return the eight digits of a CPV code written with or without its check digit; None for anything else."""
    match = _CPV.fullmatch((text or "").strip())
    return match[1] if match else None


def number(text: str | None) -> str | None:
    """Return a number in plain decimals, trailing zeros left out; None where the text is none."""
    text = (text or "").strip()
    if not _NUMBER.fullmatch(text):
        return _of_exponent(text)
    if "." not in text and not text.startswith(("0", "-")):
        return text
    return plain(Decimal(text))


def _of_exponent(text: str) -> str | None:
    """Return what stands as 1.2E+6, as far as it is a number of a size that money has."""
    try:
        value = Decimal(text)
    except InvalidOperation:
        return None
    return plain(value) if value.is_finite() and abs(value.adjusted()) < DIGITS else None


def plain(value: Decimal) -> str:
    """Return the number without exponent and without trailing zeros."""
    text = f"{value:f}"
    if "." in text:
        text = text.rstrip("0").rstrip(".")
    return "0" if text in {"-0", ""} else text


def day(text: str | None) -> str | None:
    """Return the day written as 2024-04-02, 20240402, with or without an offset; None where it is no day."""
    match = _DAY.fullmatch((text or "").strip())
    if match is None:
        return None
    try:
        return date(int(match[1]), int(match[2]), int(match[3])).isoformat()
    except ValueError:
        return None


def moment(notice: str, of: str, kind: str, date_text: str | None, time_text: str | None = None) -> NoticeMoment | None:
    """Return the moment that a date and a time, each perhaps with an offset, make; None where there is no day."""
    written = day(date_text)
    if written is None:
        return None
    date_offset = _DAY.fullmatch((date_text or "").strip())[4]  # type: ignore[index] # it matched in day()
    clock = _TIME.fullmatch((time_text or "").strip())
    time, time_offset = (clock[1], clock[2]) if clock else (None, None)
    conflict = bool(date_offset and time_offset and date_offset != time_offset)
    offset = time_offset or date_offset
    utc = _utc(written, time, offset) if time and offset and not conflict else None
    return NoticeMoment(notice, of, kind, written, time, offset, utc, conflict)


def _utc(written: str, time: str, offset: str) -> str | None:
    """Return the moment in UTC; None where the clock shows no time, such as 24:30."""
    try:
        there = datetime.fromisoformat(f"{written}T{time}{offset.replace('Z', '+00:00')}")
        return there.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
    except (ValueError, OverflowError):
        return None
