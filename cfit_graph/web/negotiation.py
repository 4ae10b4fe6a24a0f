"""Which of the things we can write does a client want? Pure functions over Accept headers (RFC 9110, section 12.5)."""

import re
from collections.abc import Sequence

_QUALITY = re.compile(r"0(?:\.\d{0,3})?|1(?:\.0{0,3})?")
_RANGE = re.compile(r"(?:\*|[\w!#$&^.+-]+)/(?:\*|[\w!#$&^.+-]+)", re.ASCII)
_LANGUAGE = re.compile(r"[A-Za-z]{1,8}(?:-[A-Za-z0-9]{1,8})*")


def best(accept: str, offers: Sequence[str]) -> str | None:
    """Return the offer the client likes best, the earlier of two it likes as much, None if it takes none.

    An empty header accepts everything. A range that cannot be read is passed over.
    """
    if not accept.strip():
        return offers[0]
    ranges = _weighted(accept, _RANGE)
    scored = [(_quality(offer, ranges), -place) for place, offer in enumerate(offers)]
    quality, place = max(scored)
    return offers[-place] if quality > 0 else None


def languages(accept: str) -> tuple[str, ...]:
    """Return the languages the reader likes, best first, without their regions."""
    liked = [(quality, text.partition("-")[0].lower()) for text, quality in _weighted(accept, _LANGUAGE).items()]
    liked.sort(key=lambda entry: -entry[0])
    return tuple(dict.fromkeys(language for quality, language in liked if quality > 0))


def _weighted(header: str, form: re.Pattern[str]) -> dict[str, float]:
    """Return each readable element of the header with its quality; the first of two alike counts."""
    found: dict[str, float] = {}
    for element in header.split(","):
        name, *parameters = (part.strip() for part in element.split(";"))
        quality = _given_quality(parameters)
        if quality is not None and form.fullmatch(name):
            found.setdefault(name.lower(), quality)
    return found


def _given_quality(parameters: Sequence[str]) -> float | None:
    for parameter in parameters:
        name, _, value = parameter.partition("=")
        if name.strip().lower() == "q":
            return float(value) if _QUALITY.fullmatch(value.strip()) else None
    return 1.0


def _quality(offer: str, ranges: dict[str, float]) -> float:
    """Return the quality the most specific range gives the offer."""
    for name in (offer, f"{offer.partition('/')[0]}/*", "*/*"):
        if name in ranges:
            return ranges[name]
    return 0.0
