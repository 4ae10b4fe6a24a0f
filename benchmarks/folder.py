"""Put a generated graph into a folder the service takes for a release: a store, a manifest, and the pointer to it.

    python benchmarks/folder.py graph.nt --to releases

A real release is made by `cfit release`, which holds every statement in memory to name it by its content. This folder
is named by its size instead, and has no dumps, no questions and no report; a real release has those besides.
"""

import argparse
import hashlib
import json
from datetime import UTC, datetime
from pathlib import Path

import pyoxigraph

POINTER = "current"


def load(graphs: list[Path], folder: Path) -> int:
    """Fill a new store with the files, optimise it, and return how many statements it holds."""
    store = pyoxigraph.Store(str(folder))
    for graph in graphs:
        store.bulk_load(path=str(graph), lenient=True)
    store.optimize()
    store.flush()
    return len(store)


def write(graphs: list[Path], to: Path) -> Path:
    """Make the folder below `to`, point to it, and return it."""
    name = f"benchmark-{graphs[0].stem}"
    release = to / name
    release.mkdir(parents=True)
    statements = load(graphs, release / "store")
    manifest = {
        "id": name,
        "created": datetime.now(tz=UTC).date().isoformat(),
        "hash": {"algorithm": "SHA-256 of the name", "dataset": hashlib.sha256(name.encode()).hexdigest()},
        "counts": {"triples": statements, "quads": statements, "graphs": 0, "classes": []},
        "limits": ["Made up for benchmarks; nothing in it is true."],
        "questions": [],
        "sources": [],
        "graphs": [],
        "dumps": [],
        "files": [],
    }
    (release / "manifest.json").write_text(json.dumps(manifest, indent=2), encoding="utf-8")
    (to / POINTER).symlink_to(name, target_is_directory=True)
    return release


def main() -> None:
    """Read the command line and make the folder."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("graphs", type=Path, nargs="+", help="N-Triples and N-Quads files, the first gives the name")
    parser.add_argument("--to", type=Path, required=True, help="folder of the releases")
    arguments = parser.parse_args()
    print(write(arguments.graphs, arguments.to))


if __name__ == "__main__":
    main()
