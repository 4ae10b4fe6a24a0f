"""Measure the SPARQL service beside its peers over HTTP on this machine, all taking turns, and write the results.

    python benchmarks/service.py --quick --out results.json
    python benchmarks/service.py --sizes 100000 1000000 10000000 --out results.json
    python benchmarks/page.py results.json

A peer that is not installed is left out, and the page says so. --install puts the two that are on PyPI into
environments of their own below --work. With --work the graphs and databases are kept and used again.
"""

import argparse
import contextlib
import json
import os
import platform
import shutil
import subprocess
import sys
import tempfile
import venv
from dataclasses import asdict
from importlib.metadata import version
from itertools import islice
from pathlib import Path
from typing import Any

import client
import parameters
import processes
import procurement
import publication
import rounds
from market import Market
from peers import Graph, Ours, Oxigraph, Peer, RdflibEndpoint, Virtuoso
from rounds import Asked, Pace

QUICK = Pace(rounds=2, requests=100, seconds=0.2)
ENGINE_PACKAGES = {
    "oxigraph": f"oxigraph=={version('pyoxigraph')}",
    "rdflib-endpoint": "rdflib-endpoint[cli]>=0.6.3",
}


def say(words: str) -> None:
    """Tell how far it is."""
    print(words, file=sys.stderr, flush=True)


def main() -> None:
    """Read the command line, measure, write the results."""
    arguments = read_arguments()
    with contextlib.ExitStack() as stack:
        work = arguments.work or Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="cfit-benchmark-")))
        work.mkdir(parents=True, exist_ok=True)
        programs = install(work) if arguments.install else {}
        peers = chosen(arguments, programs)
        results = {
            "machine": machine(),
            "pace": asdict(arguments.pace),
            "graphs": arguments.graphs,
            "versions": versions(peers),
            "sizes": [],
        }
        for triples in arguments.sizes:
            results["sizes"].append(size_results(triples, peers, work, arguments))
            arguments.out.write_text(json.dumps(results, indent=1), encoding="utf-8")
        if arguments.pact:
            results["pact"] = publication.measured(arguments.pact, arguments.pace, say)
            arguments.out.write_text(json.dumps(results, indent=1), encoding="utf-8")
    say(f"results in {arguments.out}; page.py makes the page of them")


def read_arguments() -> argparse.Namespace:
    """Return the command line with its pace."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    names = ["cfit", "oxigraph", "rdflib-endpoint", "virtuoso"]
    parser.add_argument("--out", type=Path, required=True, help="file of results to write (JSON)")
    parser.add_argument("--sizes", type=int, nargs="+", default=[100_000, 1_000_000], help="triples (100000 1000000)")
    parser.add_argument("--peers", nargs="+", choices=names, default=names, help="who takes part (all)")
    parser.add_argument("--shapes", nargs="+", choices=parameters.ORDER, default=parameters.ORDER, help="which (all)")
    parser.add_argument("--rounds", type=int, default=Pace.rounds, help=f"turns each takes ({Pace.rounds})")
    parser.add_argument("--quick", action="store_true", help="few and short turns: to see that it works, not to quote")
    parser.add_argument("--graphs", action="store_true", help="also state facts in named graphs, as a release does")
    parser.add_argument("--work", type=Path, help="folder to keep graphs, databases and programs in")
    parser.add_argument("--pact", type=Path, help="folder of real releases, to measure published questions and rest")
    parser.add_argument("--install", action="store_true", help="install the peers that are on PyPI below --work")
    parser.add_argument("--oxigraph", help="program to use as oxigraph")
    parser.add_argument("--rdflib-endpoint", help="program to use as rdflib-endpoint")
    parser.add_argument("--virtuoso-largest", type=int, default=1_000_000, help="largest graph for Virtuoso (1000000)")
    arguments = parser.parse_args()
    arguments.pace = QUICK if arguments.quick else Pace(rounds=arguments.rounds)
    return arguments


def install(work: Path) -> dict[str, str]:
    """Return the programs of the peers on PyPI, each installed in an environment of its own."""
    programs = {}
    for name, package in ENGINE_PACKAGES.items():
        folder = work / "programs" / name
        if not (folder / "bin" / name).exists():
            say(f"installing {package}")
            venv.create(folder, with_pip=True)
            subprocess.run([str(folder / "bin" / "python"), "-m", "pip", "install", "--quiet", package], check=True)
        programs[name] = str(folder / "bin" / name)
    return programs


def chosen(arguments: argparse.Namespace, programs: dict[str, str]) -> list[Peer]:
    """Return the peers that were asked for, ours first."""
    every = [
        Ours(),
        Oxigraph(arguments.oxigraph or programs.get("oxigraph")),
        RdflibEndpoint(arguments.rdflib_endpoint or programs.get("rdflib-endpoint")),
        Virtuoso(arguments.virtuoso_largest),
    ]
    return [peer for peer in every if peer.name in arguments.peers]


def machine() -> dict[str, Any]:
    """Return what it was measured on."""
    lines = Path("/proc/cpuinfo").read_text(encoding="utf-8").splitlines()
    model = next((line.partition(":")[2].strip() for line in lines if line.startswith("model name")), "")
    memory = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / (1 << 30)
    return {
        "cores": len(os.sched_getaffinity(0)),
        "processor": model or platform.machine(),
        "memory_gib": round(memory),
        "system": f"{platform.system()} {platform.release()}",
        "python": platform.python_version(),
        "load_before": os.getloadavg()[0],
    }


def versions(peers: list[Peer]) -> dict[str, str]:
    """Return the version of each peer, or why it is missing."""
    told = {}
    for peer in peers:
        try:
            told[peer.name] = peer.version()
        except LookupError as error:
            told[peer.name] = f"missing: {error}"
        say(f"{peer.name}: {told[peer.name]}")
    return told


def size_results(triples: int, peers: list[Peer], work: Path, arguments: argparse.Namespace) -> dict[str, Any]:
    """Return the results for a graph of this size: loading, starting and resting of each peer, and every shape."""
    size = Market(triples)
    graph = generated(size, work, arguments.graphs)
    told: dict[str, Any] = {"triples": triples, "peers": {}, "shapes": {}}
    with contextlib.ExitStack() as stack:
        servers = []
        for peer in peers:
            try:
                entry, server = started(peer, size, graph, work, stack)
            except (LookupError, processes.FailedError) as error:
                entry, server = {"missing": str(error)}, None
            told["peers"][peer.name] = entry
            say(f"  {peer.name}: {entry}")
            servers += [server] if server else []
        for shape in arguments.shapes:
            say(f"  {triples:,} triples: {shape}")
            told["shapes"][shape] = rounds.measured(shape, size, servers, arguments.pace)
        if arguments.graphs:
            told["entity_page"] = publication.entity_pages(size, servers, arguments.pace)
    return told


def generated(size: Market, work: Path, graphs: bool) -> Graph:  # noqa: FBT001 - as on the command line
    """Return the graph of this size, written unless it is kept from before."""
    graph = Graph(work / f"{size.triples}.nt", work / f"{size.triples}.nq" if graphs else None)
    for file in graph.files:
        if not file.exists():
            say(f"writing {size.triples:,} triples")
            procurement.write(size, file, graphs=file == graph.quads)
    return graph


def started(
    peer: Peer, size: Market, graph: Graph, work: Path, stack: contextlib.ExitStack
) -> tuple[dict[str, Any], Asked]:
    """Return what loading, starting and resting took, and the running server, which the stack stops."""
    peer.version()
    if size.triples > peer.largest:
        raise LookupError(f"not asked about more than {peer.largest:,} triples")
    folder = work / f"{peer.name}-{size.triples}{'-graphs' if graph.quads else ''}"
    used = loaded(peer, graph, folder)
    port = processes.free_port()
    server = stack.enter_context(processes.Server(peer.command(graph, folder, port), folder, peer.environment))
    connection = stack.enter_context(client.Connection(port))
    asked = Asked(peer.name, peer.path, peer.fields, connection)
    seconds = first_answer(server, asked, size)
    while not peer.settled(folder, port):
        processes.pause()
    told = {"load": asdict(used), "start_seconds": seconds, "settled_seconds": server.age}
    return {**told, "memory_mib": server.memory()}, asked


def loaded(peer: Peer, graph: Graph, folder: Path) -> processes.Used:
    """Return what loading took, now or when the folder was filled."""
    note = folder.with_suffix(".loaded.json")
    if not note.exists():
        say(f"  loading into {peer.name}")
        shutil.rmtree(folder, ignore_errors=True)  # what a run that was stopped left there
        folder.mkdir()
        note.write_text(json.dumps(asdict(peer.load(graph, folder))), encoding="utf-8")
    return processes.Used(**json.loads(note.read_text(encoding="utf-8")))


def first_answer(server: processes.Server, asked: Asked, size: Market) -> float:
    """Return the seconds from the start to the first right answer; raise FailedError if none comes."""
    query = asked.request("lookup", next(islice(parameters.queries("lookup", size), 1)))
    while server.process and server.age < processes.START_SECONDS:
        with contextlib.suppress(client.BrokenAnswerError):
            status, _ = asked.connection.ask(query)
            if status == rounds.OK:
                return server.age
        processes.pause()
    raise processes.FailedError(f"{asked.name}: gave no answer within {processes.START_SECONDS:.0f} s")


if __name__ == "__main__":
    main()
