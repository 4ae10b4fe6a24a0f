"""Numbers, sizes and dates as the reader's language writes them (Unicode CLDR, by Babel)."""

import re
from datetime import date, timedelta
from decimal import Decimal

from babel.dates import format_date, format_skeleton, format_timedelta
from babel.numbers import format_decimal
from babel.units import format_unit

_LOCALES = {"en": "en_GB", "nl": "nl", "fr": "fr", "de": "de"}
_DAY = re.compile(r"(\d{4})-(\d{2})-(\d{2})(?:T[0-9:.]+)?(?:Z|[+-]\d{2}:\d{2})?")
_MONTH = re.compile(r"(\d{4})-(\d{2})")
_UNITS = ("kB", "MB", "GB")
_LONG = re.compile(r"-?\d{5,}(?:\.\d+)?")
_DURATION = re.compile(r"P(?:(\d{1,5})Y)?(?:(\d{1,5})M)?(?:(\d{1,5})D)?")
_NEVER = 1e9  # beyond any number of days, so that days are not told as months


def number(value: float, language: str) -> str:
    """Return a number with the separators of the language."""
    return format_decimal(value, locale=_LOCALES[language])


def figure(written: str, language: str) -> str:
    """Return a number of five digits or more with the separators of the language; a year, and any text, as it is."""
    if not _LONG.fullmatch(written):
        return written
    return format_decimal(Decimal(written), locale=_LOCALES[language], decimal_quantization=False)


def duration(written: str, language: str) -> str:
    """Return an ISO 8601 duration of whole years, months and days in words; anything else as it is written."""
    found, locale = _DURATION.fullmatch(written), _LOCALES[language]
    if found is None or not any(found.groups()):
        return written
    years, months, days = (int(many or 0) for many in found.groups())
    said = [
        format_unit(many, f"duration-{unit}", locale=locale)
        for many, unit in ((years, "year"), (months, "month"))
        if many
    ]
    if days:
        said.append(format_timedelta(timedelta(days=days), "day", _NEVER, locale=locale))
    return " ".join(said)


def size(count: int, language: str) -> str:
    """Return a number of bytes in the largest unit it fills, with one decimal where it is small."""
    if count < 1000:  # noqa: PLR2004 - a kilobyte
        return f"{number(count, language)} B"
    amount, unit = float(count), ""
    for unit in _UNITS:  # noqa: B007 - the last one looked at is the one
        amount /= 1000
        if amount < 1000:  # noqa: PLR2004 - ... and so on
            break
    return f"{number(round(amount, 1 if amount < 100 else 0), language)} {unit}"  # noqa: PLR2004 - one decimal is enough


def day(written: object, language: str) -> str:
    """Return an ISO 8601 day, or a month, in words; anything else as it is written, a year too."""
    text = str(written)
    try:
        if found := _DAY.fullmatch(text):
            return format_date(date(*map(int, found.groups())), "long", locale=_LOCALES[language])
        if found := _MONTH.fullmatch(text):
            first = date(int(found[1]), int(found[2]), 1)
            return format_skeleton("yMMMM", first, locale=_LOCALES[language])
    except ValueError:
        return text
    return text


def weekday(day_of_week: date, language: str) -> str:
    """Return the name of the day of the week, shortened as the language does."""
    return format_date(day_of_week, "EEE", locale=_LOCALES[language])
