"""Names, numbers and towns of made-up buyers and suppliers, the same for the same number."""

from functools import lru_cache
from random import Random

BUYERS, SUPPLIERS = 300, 500  # in each country
BODIES = ("Municipality of", "Regional Council of", "University of", "Hospital Trust of", "Police of", "Schools of")
WORKS = ("Datentechnik", "Systems", "Informatique", "Networks", "Software", "Digital", "Electronics", "Telematica")
FORMS = ("Ltd", "GmbH", "SA", "BV", "AB", "Oy", "S.p.A.", "sp. z o.o.")
_HEADS = (
    "bar",
    "cor",
    "del",
    "fen",
    "gal",
    "hov",
    "jun",
    "kel",
    "lom",
    "mor",
    "nar",
    "pol",
    "rav",
    "sel",
    "tur",
    "ulm",
    "vor",
    "wex",
    "yar",
    "zan",
    "brin",
    "clev",
    "drom",
)
_MIDDLES = ("a", "e", "i", "o", "u", "en", "ar", "il", "on", "ut", "ebo", "ida", "ulo", "ame", "oni", "era")
_TAILS = (
    "berg",
    "dale",
    "ford",
    "hem",
    "holm",
    "karel",
    "lund",
    "mont",
    "nik",
    "port",
    "ravo",
    "sted",
    "tova",
    "velde",
    "wick",
    "zon",
    "aco",
    "bria",
    "dosa",
    "fjell",
)
_DIGITS = 9


@lru_cache(maxsize=100_000)
def organisation(role: str, country: str, number: int) -> tuple[str, str]:
    """Return the name and the registration number of an organisation of a country."""
    random = Random(f"{role} {country} {number}")  # noqa: S311 - drawn to be repeated, not to be secret
    kind = f"{random.choice(BODIES)} {town(random)}" if role == "buyer" else company(random)
    return kind, f"{country}{random.randrange(10**_DIGITS):0{_DIGITS}}"


def company(random: Random) -> str:
    """Return the name of a company."""
    return f"{town(random)} {random.choice(WORKS)} {random.choice(FORMS)}"


def town(random: Random) -> str:
    """Return the name of a town."""
    words = (random.choice(_HEADS), random.choice(_MIDDLES), random.choice(_HEADS), random.choice(_TAILS))
    return "".join(words).capitalize()


def drawn(random: Random, role: str, country: str) -> tuple[str, str]:
    """Return an organisation of a country; some take part often and most seldom."""
    pool = BUYERS if role == "buyer" else SUPPLIERS
    return organisation(role, country, int(pool * random.random() ** 2))
