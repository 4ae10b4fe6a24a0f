"""The targets of the service, each held against the results: met, not met or not measured, with the figures."""

import statistics
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

SMALL = ("lookup", "ask", "describe")
JOINS = ("lookup", "star-join", "two-hops", "property-path", "ask", "describe")
SCANS = ("group-by", "regex", "optional", "order-by-limit", "count", "construct-10k")
AGGREGATES = ("group-by", "count")
FLAT = ("lookup", "two-hops")
RDFLIB = "rdflib-endpoint"
MILLION = 1_000_000
LIKE_REPEATED = 1.7

Shape = dict[str, Any]
Compared = Iterator[tuple[str, float]]


@dataclass(frozen=True)
class Verdict:
    """One target: what was asked, what was found, and whether that meets it (None: not measured)."""

    target: str
    found: str
    met: bool | None


@dataclass(frozen=True)
class Results:
    """What `service.py` wrote."""

    every: dict[str, Any]

    def shapes(self) -> Iterator[tuple[int, str, Shape]]:
        """Yield size, name and records of each shape measured."""
        for size in self.every["sizes"]:
            for name, shape in size["shapes"].items():
                yield size["triples"], name, shape


def verdicts(results: Results) -> list[Verdict]:
    """Return the verdict on every target, in the order they were set."""
    return [
        at_most(
            "New query, 100 ms of work or more: at most 1.10 times native latency", 1.10, worked(results, 100, 1e9)
        ),
        at_most(
            "New query, 1 to 100 ms of work (set for 1 to 50): at most 1.25 times native latency",
            1.25,
            worked(results, 1, 100),
        ),
        at_most("New lookup, DESCRIBE, ASK: median at most 2.0 times native", 2.0, latencies(results, SMALL)),
        at_least("The same: at least 0.36 times native requests a second", 0.36, rates(results, SMALL, "oxigraph")),
        at_least("The same: at least 4 times Virtuoso", 4, rates(results, SMALL, "virtuoso")),
        at_least(
            "Repeated query: at least 1.7 times native's rate on new lookups", LIKE_REPEATED, over_lookups(results)
        ),
        at_least("Repeated lookups: at least 20 times Virtuoso", 20, rates(results, SMALL, "virtuoso", "repeated")),
        at_least(
            "Repeated aggregates: at least 70 times Virtuoso", 70, rates(results, AGGREGATES, "virtuoso", "repeated")
        ),
        published(results),
        at_least(
            "New joins and lookups: at least 2.5 times rdflib-endpoint", 2.5, rates(results, JOINS, "rdflib-endpoint")
        ),
        at_least(
            "New scans and aggregates: at least 10 times rdflib-endpoint", 10, rates(results, SCANS, "rdflib-endpoint")
        ),
        Verdict("Hostile queries", "not part of this run: see the tests of attacks", None),
        at_most("1 M to 10 M triples: lookups, two hops, entity pages at most 2 times slower", 2.0, grown(results)),
        at_most("Start to first answer: at most 1 s", 1.0, starts(results), unit=" s"),
        at_most("Memory at rest on the Pact graph: at most 300 MB", 300, rests(results), unit=" MB"),
        at_most("Bulk load: at most 1.1 times the processor time of `oxigraph load`", 1.1, loads(results)),
        Verdict("SHACL", "not part of the service: see the rebuild above", None),
    ]


def at_most(target: str, limit: float, found: Compared, unit: str = " times") -> Verdict:
    """Return the verdict by the largest figure."""
    return _judged(target, list(found), max, lambda worst: worst <= limit, unit)


def at_least(target: str, limit: float, found: Compared, unit: str = " times") -> Verdict:
    """Return the verdict by the smallest figure."""
    return _judged(target, list(found), min, lambda worst: worst >= limit, unit)


def _judged(
    target: str,
    found: list[tuple[str, float]],
    worst_of: Callable[..., tuple[str, float]],
    good: Callable[[float], bool],
    unit: str,
) -> Verdict:
    if not found:
        return Verdict(target, "not measured in this run", None)
    where, worst = worst_of(found, key=lambda entry: entry[1])
    missed = [entry for entry in found if not good(entry[1])]
    middle = statistics.median(figure for _, figure in found)
    words = f"worst {worst:.3g}{unit} ({where}), median {middle:.3g}{unit} of {len(found)}"
    if missed:
        words += f"; missed: {', '.join(f'{place} {figure:.3g}' for place, figure in missed)}"
    return Verdict(target, words, not missed)


def latency_ratio(shape: Shape, kind: str = "fresh") -> float | None:
    """Return our latency by native latency, the median of the ratios of the rounds; None if one of them has none."""
    ours, native = shape.get("cfit", {}).get(kind), shape.get("oxigraph", {}).get(kind)
    if not ours or not native:
        return None
    return statistics.median(
        mine / theirs for mine, theirs in zip(ours["round_medians_ms"], native["round_medians_ms"], strict=True)
    )


def rate_ratio(shape: Shape, peer: str, kind: str = "fresh") -> float | None:
    """Return our requests a second by those of a peer, None if one of them has none.

    For repeated queries the peer is taken at its better of new and repeated ones.
    """
    ours, theirs = shape.get("cfit", {}), shape.get(peer, {})
    if kind not in ours or kind not in theirs:
        return None
    return float(ours[kind]["per_second"] / max(theirs[one]["per_second"] for one in {"fresh", kind}))


def worked(results: Results, least: float, most: float) -> Compared:
    """Yield the latency ratio of every shape that takes the engine so many milliseconds."""
    for triples, name, shape in results.shapes():
        ratio, native = latency_ratio(shape), shape.get("oxigraph", {}).get("fresh")
        if ratio is not None and name not in SMALL and least <= native["median_ms"] < most:
            yield place(triples, name), ratio


def latencies(results: Results, names: tuple[str, ...]) -> Compared:
    """Yield the latency ratio of the shapes of these names."""
    for triples, name, shape in results.shapes():
        if name in names and (ratio := latency_ratio(shape)) is not None:
            yield place(triples, name), ratio


def rates(results: Results, names: tuple[str, ...], peer: str, kind: str = "fresh") -> Compared:
    """Yield our rate by the peer's rate, for the shapes of these names."""
    for triples, name, shape in results.shapes():
        if name in names and (ratio := rate_ratio(shape, peer, kind)) is not None:
            yield place(triples, name), ratio


def over_lookups(results: Results) -> Compared:
    """Yield our rate on each repeated query by native's rate on new lookups of the same graph."""
    lookups = native_lookups(results)
    for triples, name, shape in results.shapes():
        ours = shape.get("cfit", {}).get("repeated")
        if triples in lookups and ours:
            yield place(triples, name), ours["per_second"] / lookups[triples]


def grown(results: Results) -> Compared:
    """Yield how much slower our service is on ten million triples than on one."""
    by_size = {size["triples"]: size for size in results.every["sizes"]}
    small, large = by_size.get(MILLION), by_size.get(10 * MILLION)
    if not small or not large:
        return
    for name in FLAT:
        one, ten = (size["shapes"].get(name, {}).get("cfit", {}).get("fresh") for size in (small, large))
        if one and ten:
            yield name, ten["median_ms"] / one["median_ms"]
    one, ten = small.get("entity_page", {}), large.get("entity_page", {})
    if "median_ms" in one and "median_ms" in ten:
        yield "entity page", ten["median_ms"] / one["median_ms"]


def starts(results: Results) -> Compared:
    """Yield the seconds from the start of our service to its first answer."""
    for size in results.every["sizes"]:
        if "start_seconds" in (entry := size["peers"].get("cfit", {})):
            yield f"{size['triples']:,} triples", entry["start_seconds"]
    if (pact := results.every.get("pact", {})).get("start_seconds"):
        yield "Pact graph", pact["start_seconds"]


def rests(results: Results) -> Compared:
    """Yield the megabytes our service occupies at rest on the Pact graph."""
    if pact := results.every.get("pact"):
        yield "front and workers", pact["memory_mib"] * 1.048576


def loads(results: Results) -> Compared:
    """Yield the processor time of our load by that of `oxigraph load`, both with what optimising takes."""
    for size in results.every["sizes"]:
        ours, native = (size["peers"].get(name, {}).get("load") for name in ("cfit", "oxigraph"))
        if ours and native and native["cpu"]:
            yield f"{size['triples']:,} triples", ours["cpu"] / native["cpu"]


def published(results: Results) -> Verdict:
    """Return whether the first asker of a published question is served as the target for repeated queries says."""
    target = "Published questions, first asker: as repeated (at least 1.7 times native's rate on new lookups)"
    pact, native = results.every.get("pact"), native_lookups(results)
    if not pact or not native:
        return Verdict(target, "not measured in this run", None)
    first, again = statistics.median(pact["first_ms"]), statistics.median(pact["repeated_ms"])
    ratio = 1000 / first / native[min(native)]
    words = f"{ratio:.3g} times; {pact['questions']} questions, medians: first {first:.2f} ms, repeated {again:.2f} ms"
    return Verdict(target, f"{words}, slowest first {max(pact['first_ms']):.2f} ms", ratio >= LIKE_REPEATED)


def native_lookups(results: Results) -> dict[int, float]:
    """Return native's requests a second on new lookups, by the size of the graph."""
    return {
        triples: shape["oxigraph"]["fresh"]["per_second"]
        for triples, name, shape in results.shapes()
        if name == "lookup" and "fresh" in shape.get("oxigraph", {})
    }


def place(triples: int, name: str) -> str:
    """Return the words for one shape on one graph."""
    return f"{name} at {triples:,}"
