"""The patterns of the shapes in words: those of a list of ours by its name, the others from a table."""

import re
from collections.abc import Mapping

from cfit_graph.iris import BASE
from cfit_graph.web.catalogue import N_

_SCHEME = re.compile("\\^" + re.escape(re.escape(f"{BASE}vocabulary/")) + r"([a-z0-9-]+)/")
_OURS = "^" + BASE.replace(".", "\\.")
_AUTHORITY = r"^http://publications\.europa\.eu/resource/authority/"
_STRATEGIC = (
    "environmental-impact",
    "green-public-procurement-criteria",
    "social-objective",
    "innovative-acquisition",
)
_TABLE = re.compile(re.escape(_AUTHORITY) + "([a-z-]+)/")
_THING = re.compile(re.escape(f"{_OURS}id/") + "([a-z-]+)/")

WORDS: Mapping[str, str] = {
    r"\S": N_("Not empty."),
    r"^https?://": N_("An address that begins with http:// or https://."),
    f"{_OURS}(id|source|vocabulary)/": N_("A thing that has a page here."),
    f"{_OURS}(id|source|vocabulary)/[a-z0-9/-]+$": N_("Its address is one of ours, in small letters."),
    f"{_AUTHORITY}country/[A-Z]{{3}}$": N_("A country of the European Union's table of countries."),
    f"{_AUTHORITY}currency/[A-Z]{{3}}$": N_("A currency of the European Union's table of currencies."),
    r"^http://data\.europa\.eu/cpv/cpv/[0-9]{8}$": N_("A code of the Common Procurement Vocabulary (CPV)."),
    r"^[0-9]{8}-[0-9]$": N_("Eight digits, a hyphen and a check digit, such as 30213100-6."),
    r"^[0-9]{8}$": N_("Eight digits."),
    r"^[0-9a-f]{32}$": N_("32 digits of a number to the base 16."),
    r"^[a-z0-9-]+$": N_("Small letters, digits and hyphens."),
    f"{_OURS}(?!id/person/)": N_("An address of ours that is not one of a person."),
    r"^[a-z][a-z][a-z]?$": N_("A code of a language, of two or three small letters."),
    r"^[a-z]{2}$": N_("A code of a language, of two small letters."),
    r"^(Z|[+-][0-9]{2}:[0-9]{2})$": N_("The distance to UTC, such as +02:00 or Z."),
    r"^[0-9]+-[0-9]{4}$": N_("A publication number, such as 630300-2024."),
    r"^[0-9]{2}:[0-9]{2}(:[0-9]{2})?$": N_("A time of day, such as 14:00."),
    r"^[a-z-]+$": N_("Small letters and hyphens."),
    r"^http://data\.europa\.eu/nuts/code/": N_("A region of the European Union's classification NUTS."),
    r"^http://(publications\.europa\.eu/resource/authority/country|data\.europa\.eu/nuts/code)/": N_(
        "A country, or a region of the European Union's classification NUTS."
    ),
    f"{_AUTHORITY}({'|'.join(_STRATEGIC)})/": N_(
        "A code of what a purchase does for the environment, society or innovation."
    ),
    f"{_OURS}(id/criteria-scheme|vocabulary/theme|vocabulary/strategy)/": N_(
        "A criteria scheme, a theme or a strategy."
    ),
    f"{_OURS}id/": N_("A thing that has a page here."),
    f"{_OURS}id/(lot|procedure)/": N_("A lot or a procedure."),
    f"{_OURS}id/(organisation|actor)/": N_("An organisation of the Pact, or one that notices name."),
}


def table(pattern: str) -> str | None:
    """Return the name of the table of the European Union whose codes the pattern admits, None for any other."""
    found = _TABLE.fullmatch(pattern)
    return found[1] if found else None


def kind(pattern: str) -> str | None:
    """Return the kind of things of ours that the pattern admits, None for any other pattern."""
    found = _THING.fullmatch(pattern)
    return found[1] if found else None


def scheme(pattern: str) -> str | None:
    """Return the IRI of the list of ours whose concepts the pattern admits, None for any other pattern."""
    found = _SCHEME.fullmatch(pattern)
    return f"{BASE}vocabulary/{found[1]}" if found else None
