"""Write a made-up procurement graph of any size in the vocabulary of the Pact, for benchmarks.

    python benchmarks/procurement.py --triples 1000000 --out graph.nt

The same number, seed and options give the same bytes. The graph is written as it is drawn: memory does not grow with
its size. With --graphs each fact is in the named graph of its source document (N-Quads); without, in none (N-Triples).
"""

import argparse
import sys
import time
from collections.abc import Iterable, Iterator
from pathlib import Path

import facts
import market
import terms
from market import Market
from pyoxigraph import NamedNode

Stated = tuple[NamedNode, Iterable[terms.Fact]]

PART = 1 << 20
REPORT_SECONDS = 2.0


def stated(size: Market) -> Iterator[Stated]:
    """Yield the facts of each thing with the document that states them, purchases without end."""
    yield from ((terms.REGISTER, facts.code_facts(number)) for number in range(size.codes))
    yield from ((terms.REGISTER, facts.product_facts(place, name, size)) for place, name in enumerate(market.PRODUCTS))
    yield from ((terms.REGISTER, facts.criterion_facts(number)) for number in range(size.criteria))
    for kind, number in (("buyer", size.buyers), ("supplier", size.suppliers)):
        yield from ((terms.REGISTER, facts.organisation_facts(kind, one, size)) for one in range(number))
    yield from ((terms.REGISTER, facts.group_facts(number, size)) for number in range(size.groups))
    number = 0
    while True:
        if number % market.PER_SOURCE == 0:
            yield terms.REGISTER, facts.document_facts(number)
        yield terms.source(number), facts.purchase_facts(size.purchase(number))
        number += 1


def lines(size: Market, *, graphs: bool) -> Iterator[str]:
    """Yield exactly `size.triples` statements, a line each, no triple twice."""
    left = size.triples
    for graph, all_facts in stated(size):
        end = f" {graph} .\n" if graphs else " .\n"
        for subject, predicate, object_ in all_facts:
            yield f"{subject} {predicate} {object_}{end}"
            left -= 1
            if not left:
                return


def write(size: Market, path: Path, *, graphs: bool = False) -> None:
    """Write the graph to `path`, telling standard error how far it is; the file is there only when it is whole."""
    unfinished, written, told = path.with_suffix(".part"), 0, time.monotonic()
    with unfinished.open("w", encoding="utf-8", buffering=PART) as out:
        for line in lines(size, graphs=graphs):
            out.write(line)
            written += 1
            if not written % 10_000 and time.monotonic() - told > REPORT_SECONDS:
                told = time.monotonic()
                print(f"  {written:,} of {size.triples:,} triples", file=sys.stderr)
    unfinished.replace(path)


def main() -> None:
    """Read the command line and write the graph."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--triples", type=int, required=True, help="number of triples, at least 10,000")
    parser.add_argument("--out", type=Path, required=True, help="file to write")
    parser.add_argument("--graphs", action="store_true", help="state each fact in the graph of its source (N-Quads)")
    parser.add_argument("--seed", type=int, default=1, help="another seed draws another market (1)")
    arguments = parser.parse_args()
    if arguments.triples < 10_000:  # noqa: PLR2004 - said in --help
        parser.error(f"--triples {arguments.triples}: too few for a market; use 10000 or more")
    write(Market(arguments.triples, arguments.seed), arguments.out, graphs=arguments.graphs)
    print(f"{arguments.out}: {arguments.triples:,} triples", file=sys.stderr)


if __name__ == "__main__":
    main()
