"""Who buys what from whom in the made-up market of the benchmarks: sizes, and each purchase from its number alone.

Nothing is kept in memory: a purchase is drawn from the seed and its number, so that the writer of the graph and the
writer of the queries agree about it without reading it. Draws are skewed as markets are: the chance of rank r is
about 1/r (Zipf), so the largest buyer of 1,000 makes a tenth of all purchases and most make one or none.
"""

import math
from dataclasses import dataclass
from datetime import date, timedelta
from random import Random

FIRST_DAY = date(2014, 1, 1)
DAYS = 4380
DIVISIONS = 45
CHILDREN = 8
PER_SOURCE = 25
TRIPLES_PER_PURCHASE = 108

COUNTRIES = ("DEU", "FRA", "NLD", "ITA", "ESP", "POL", "BEL", "SWE", "AUT", "DNK", "FIN", "NOR", "CHE", "IRL", "CAN")
CURRENCIES = ("EUR", "EUR", "EUR", "EUR", "SEK", "PLN", "CHF", "GBP")
COMPUTERS = ("laptops", "desktops", "tablets", "workstations", "servers", "used-ict", "small-ict-hardware")
DEVICES = ("monitors", "smartphones", "network", "storage", "imaging", "toner", "headsets", "projectors")
PRODUCTS = (*COMPUTERS, *DEVICES, "repair", "data-centres", "software", "mobile-services", "workplace-ict")
STATUSES = ("awarded", "awarded", "awarded", "concluded", "open", "planned", "cancelled")
AWARDED = {"awarded", "concluded"}


@dataclass(frozen=True)
class Lot:
    """A part of a purchase: its code, its estimate, and who won it for how much, if anybody did."""

    code: int
    estimate: int
    currency: str
    supplier: int | None
    price: int | None


@dataclass(frozen=True)
class Purchase:
    """One procedure with its notice, its lots and its awards."""

    number: int
    buyer: int
    products: tuple[str, ...]
    criteria: tuple[int, ...]
    languages: tuple[str, ...]
    published: date
    days_open: int
    status: str
    lots: tuple[Lot, ...]


@dataclass(frozen=True)
class Market:
    """How many of each there are in a graph of about `triples`, and what each purchase is."""

    triples: int
    seed: int = 1

    @property
    def codes(self) -> int:
        """Codes of the hierarchy: at most as many as the real one has."""
        return min(9000, max(100, self.triples // 500))

    @property
    def buyers(self) -> int:
        """Organisations that buy."""
        return max(20, self.triples // 400)

    @property
    def suppliers(self) -> int:
        """Organisations that sell."""
        return max(40, self.triples // 200)

    @property
    def groups(self) -> int:
        """Buyer groups."""
        return max(4, self.triples // 20_000)

    @property
    def criteria(self) -> int:
        """Criteria that purchases use."""
        return max(20, self.triples // 1000)

    @property
    def purchases(self) -> int:
        """A number of purchases that the graph certainly has; it goes on until it has all its triples."""
        return int(0.7 * self.triples / TRIPLES_PER_PURCHASE)

    def random(self, kind: int, number: int) -> Random:
        """Return the chance that decides about one thing."""
        return Random((self.seed << 48) | (kind << 40) | number)  # noqa: S311 - a benchmark, not a secret

    def purchase(self, number: int) -> Purchase:
        """Return the purchase of this number."""
        random = self.random(1, number)
        status = random.choice(STATUSES)
        products = {PRODUCTS[skewed(random, len(PRODUCTS))] for _ in range(random.choice((1, 1, 1, 2)))}
        criteria = {skewed(random, self.criteria) for _ in range(random.randrange(4))}
        return Purchase(
            number=number,
            buyer=skewed(random, self.buyers),
            products=tuple(sorted(products)),
            criteria=tuple(sorted(criteria)),
            languages=("en", *random.choice(((), ("nl",), ("de",), ("fr",), ("nl", "fr")))),
            published=FIRST_DAY + timedelta(days=random.randrange(DAYS)),
            days_open=random.randint(20, 60),
            status=status,
            lots=tuple(self._lot(random, awarded=status in AWARDED) for _ in range(1 + skewed(random, 8))),
        )

    def _lot(self, random: Random, *, awarded: bool) -> Lot:
        estimate = int(random.lognormvariate(12, 1.5)) + 100
        return Lot(
            code=scattered(skewed(random, self.codes), self.codes),
            estimate=estimate,
            currency=random.choice(CURRENCIES),
            supplier=skewed(random, self.suppliers) if awarded else None,
            price=int(estimate * random.uniform(0.6, 1.1)) if awarded else None,
        )


def skewed(random: Random, number: int) -> int:
    """Return a rank below `number`, 0 the most likely (Zipf, exponent 1, by inverting its logarithm)."""
    return int(math.exp(random.random() * math.log(number + 1))) - 1


def scattered(rank: int, number: int) -> int:
    """Return another place for each rank, so that what is frequent is not also what comes first."""
    return rank * 7919 % number if number % 7919 else rank


def expected_rank(events: int, number: int, wanted: int) -> int:
    """Return the rank that gets about `wanted` of `events` skewed draws among `number`."""
    return min(number - 1, max(0, round(events / (wanted * math.log(number + 1))) - 1))


def code_text(code: int) -> str:
    """Return the eight digits of a code; each level of the hierarchy has one digit more than its parent."""
    digits = ""
    while code >= DIVISIONS:
        digits = str((code - DIVISIONS) % CHILDREN + 1) + digits
        code = (code - DIVISIONS) // CHILDREN
    return f"{code + 10}{digits}".ljust(8, "0")


def broader(code: int) -> int | None:
    """Return the code above, None for a division."""
    return (code - DIVISIONS) // CHILDREN if code >= DIVISIONS else None


def with_children(codes: int) -> int:
    """Return how many codes, from the first on, have codes below them."""
    return max(1, (codes - DIVISIONS) // CHILDREN)
