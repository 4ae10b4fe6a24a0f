"""The queries of the benchmark: each shape of `shapes/` with constants drawn from the market.

In a shape `$name` stands for a constant; it is a variable of SPARQL too, so the file is a valid query as it stands.
"""

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from random import Random
from string import Template

import market
import terms
from market import Market
from pyoxigraph import NamedNode

SHAPES = Path(__file__).parent / "shapes"
ORDER = (
    "lookup",
    "star-join",
    "two-hops",
    "property-path",
    "group-by",
    "regex",
    "optional",
    "order-by-limit",
    "count",
    "construct-10k",
    "ask",
    "describe",
)
ROWS_WANTED = 40


def shape(name: str) -> str:
    """Return the text of a shape."""
    return (SHAPES / f"{name}.rq").read_text(encoding="utf-8")


def queries(name: str, size: Market) -> Iterator[str]:
    """Yield queries of the shape without end, no text twice, the same ones every time.

    A graph can have too few constants of a kind; then one is drawn again and a comment makes the text a new one.
    """
    template, random, drawn = Template(shape(name)), Random(f"{name} {size.seed}"), dict[str, int]()  # noqa: S311
    while True:
        query = template.substitute(constants(size, random))
        times = drawn[query] = drawn.get(query, 0) + 1
        yield query if times == 1 else f"{query}# {times}\n"


def constants(size: Market, random: Random) -> dict[str, str]:
    """Return one draw of everything a shape may ask for; some belong together, so all are drawn at once."""
    purchase = size.purchase(random.randrange(size.purchases))
    named = random.choice((purchase.buyer, market.skewed(random, size.buyers)))
    lots = 3 * size.purchases
    nodes = {
        "procedure": terms.procedure(purchase.number),
        "notice": terms.notice(purchase.number),
        "source": terms.source(purchase.number),
        "its_buyer": terms.organisation("buyer", named),
        "buyer": terms.organisation("buyer", of_rank(random, size.purchases, size.buyers)),
        "supplier": terms.organisation("supplier", of_rank(random, lots // 2, size.suppliers)),
        "code": terms.code(random.randrange(market.with_children(size.codes))),
    }
    literals = {
        "words": f'"{random.choice(purchase.products).replace("-", " ")}.*ref {purchase.number // 10}"',
        "amount": terms.typed(f"{random.randrange(1_000_000, 90_000_000)}.0", "decimal"),
        "since": terms.typed(since(random), "date"),
    }
    return {**{name: in_sparql(node) for name, node in nodes.items()}, **literals}


def of_rank(random: Random, events: int, number: int) -> int:
    """Return an organisation with about as many events in a graph of any size, so that answers are as large."""
    rank = market.expected_rank(events, number, ROWS_WANTED)
    return min(number - 1, int(rank * random.uniform(0.7, 1.4)))


def since(random: Random) -> object:
    """Return a day of the first quarter of the time covered, so that most of the graph is after it."""
    return market.FIRST_DAY + timedelta(days=random.randrange(market.DAYS // 4))


def in_sparql(node: NamedNode) -> str:
    """Return the IRI as SPARQL and N-Triples write it."""
    return str(node)
