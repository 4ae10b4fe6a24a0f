"""Write the section "SPARQL service against its peers" of docs/performance.md from the results of service.py.

python benchmarks/page.py results.json [--out section.md]
"""

import argparse
import json
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import targets
from targets import Results, Shape

PEERS = ("cfit", "oxigraph", "rdflib-endpoint", "virtuoso")
WORDS = {True: "met", False: "**not met**", None: "-"}


def page(results: Results) -> str:
    """Return the section."""
    parts = [*introduction(results.every), *verdict_table(results)]
    for size in results.every["sizes"]:
        parts += [*size_tables(size), ""]
    return "\n".join(parts).rstrip() + "\n"


def introduction(every: dict[str, Any]) -> Iterator[str]:
    """Yield what was measured, where and how."""
    machine, pace = every["machine"], every["pace"]
    yield "## SPARQL service against its peers"
    yield ""
    yield (
        f"Machine: {machine['cores']} cores ({machine['processor']}), {machine['memory_gib']} GiB, "
        f"{machine['system']}, Python {machine['python']}; load before the run {machine['load_before']:.1f}. "
        "The servers and the one client share it."
    )
    yield ""
    yield from (f"- {name}: {version}" for name, version in every["versions"].items())
    yield ""
    yield (
        f"A made-up procurement graph; every server in turn, {pace['rounds']} rounds, one connection kept open, "
        f"bursts of at most {pace['requests']} requests or {pace['seconds']:g} s. *New* queries differ in their "
        "constants each time; a *repeated* query is the same one again. A ratio to native (`oxigraph`, without us) is "
        "the median of the ratios of the rounds. Rows marked (!) had answers of different sizes, or no answer at all."
    )
    yield ""
    if every["graphs"]:
        yield "`cfit` and `oxigraph` hold each fact twice, in its source's graph and in the default graph."
        yield ""


def verdict_table(results: Results) -> Iterator[str]:
    """Yield the targets and what became of them."""
    verdicts = targets.verdicts(results)
    count = {word: sum(verdict.met is word for verdict in verdicts) for word in (True, False, None)}
    yield f"{len(verdicts)} targets: {count[True]} met, {count[False]} not met, {count[None]} not measured here."
    yield ""
    yield "| target | | found |"
    yield "|---|---|---|"
    for verdict in verdicts:
        yield f"| {verdict.target} | {WORDS[verdict.met]} | {verdict.found} |"
    yield ""


def size_tables(size: dict[str, Any]) -> Iterator[str]:
    """Yield the tables of one graph."""
    yield f"### {size['triples']:,} triples"
    yield ""
    yield from peer_table(size)
    yield ""
    yield from shape_table(size["shapes"], "fresh", "New queries")
    yield ""
    yield from shape_table(size["shapes"], "repeated", "A repeated query")
    if "median_ms" in (entity := size.get("entity_page", {})):
        yield ""
        yield f"Entity pages (HTML): median {entity['median_ms']:.2f} ms, p99 {entity['p99_ms']:.2f} ms."


def peer_table(size: dict[str, Any]) -> Iterator[str]:
    """Yield what loading, starting and resting took."""
    yield "| server | load, CPU | load, clock | start to first answer | ... until settled | memory at rest |"
    yield "|---|---|---|---|---|---|"
    for name, peer in size["peers"].items():
        if "missing" in peer:
            yield f"| {name} | {peer['missing']} | | | | |"
            continue
        load = f"{peer['load']['cpu']:.1f} s | {peer['load']['seconds']:.1f} s" if peer["load"]["cpu"] else "- | -"
        clocks = f"{peer['start_seconds']:.2f} s | {peer['settled_seconds']:.2f} s"
        yield f"| {name} | {load} | {clocks} | {peer['memory_mib'] * 1.048576:.0f} MB |"


def shape_table(shapes: dict[str, Shape], kind: str, title: str) -> Iterator[str]:
    """Yield medians, 99th percentiles and rates of every shape, with the ratios of our service to each peer."""
    names = [name for name in PEERS if any(name in shape for shape in shapes.values())]
    others = [name for name in names if name != "cfit"]
    yield f"{title}: median / p99 in ms, requests a second; then our rate by theirs, and our latency by native's."
    yield ""
    yield f"| shape | {' | '.join([*names, *(f'÷ {name}' for name in others), 'latency'])} |"
    yield f"|---{'|---' * (len(names) + len(others) + 1)}|"
    for shape, records in shapes.items():
        cells = [cell(records.get(name, {}), kind) for name in names]
        ratios = [ratio(records, name, kind) for name in others]
        latency = targets.latency_ratio(records, kind)
        cells += [*ratios, f"{latency:.2f}" if latency else "-"]
        yield f"| {shape}{'' if agreed(records) else ' (!)'} | {' | '.join(cells)} |"


def cell(record: dict[str, Any], kind: str) -> str:
    """Return the figures of one server, or what went wrong."""
    if kind not in record:
        return str(record.get("problem", "-")).replace("|", "/").replace("\n", " ")[:60]
    figures = record[kind]
    return f"{figures['median_ms']:.2f} / {figures['p99_ms']:.2f}, {figures['per_second']:,.0f}"


def ratio(records: Shape, name: str, kind: str) -> str:
    """Return our requests a second by theirs, both on queries of this kind."""
    ours, theirs = records.get("cfit", {}).get(kind), records.get(name, {}).get(kind)
    return f"{ours['per_second'] / theirs['per_second']:.2f}" if ours and theirs else "-"


def agreed(records: Shape) -> bool:
    """Return whether every server answered, with answers of the same sizes."""
    return len({tuple(record.get("sizes", ())) for record in records.values()}) == 1 and all(
        "problem" not in record for record in records.values()
    )


def main() -> None:
    """Read the results and write the section."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("results", type=Path, help="what service.py wrote")
    parser.add_argument("--out", type=Path, help="file to write (standard output)")
    arguments = parser.parse_args()
    text = page(Results(json.loads(arguments.results.read_text(encoding="utf-8"))))
    if arguments.out:
        arguments.out.write_text(text, encoding="utf-8")
    else:
        sys.stdout.write(text)


if __name__ == "__main__":
    main()
