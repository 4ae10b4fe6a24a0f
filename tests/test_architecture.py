"""Rooms only look down; nothing imports in a circle; functions and modules stay small."""

import ast
import statistics
from collections.abc import Iterator
from graphlib import TopologicalSorter
from pathlib import Path

import pytest

PACKAGE = Path(__file__).parent.parent / "cfit_graph"
MODULES = sorted(path for path in PACKAGE.rglob("*.py") if "project" not in path.relative_to(PACKAGE).parts[:-1])

GROUND = {"errors", "findings", "folding", "iris", "parameters", "prefixes", "questions", "rdf", "records", "settings"}
LEFT = {"sources", "mapping", "validation", "release"}
RIGHT = {"engine", "web"}

MAY_IMPORT: dict[str, set[str]] = {
    "cfit_graph": set(),
    "errors": set(),
    "findings": set(),
    "folding": set(),
    "iris": set(),
    "prefixes": {"iris"},
    "project": {"errors"},
    "parameters": {"iris", "prefixes"},
    "questions": {"errors", "iris", "parameters"},
    "rdf": {"errors", "iris"},
    "records": {"findings", "iris"},
    "settings": {"errors"},
    "sources": {"errors", "findings", "records"},
    "mapping": {"errors", "findings", "iris", "records"},
    "validation": {"errors", "findings", "iris", "rdf"},
    "release": {"cfit_graph", "errors", "findings", "folding", "iris", "parameters", "prefixes", "questions", "rdf"},
    "engine": {"cfit_graph", "errors", "iris", "prefixes", "rdf", "settings"},
    "web": {
        "cfit_graph",
        "engine",
        "errors",
        "findings",
        "folding",
        "iris",
        "parameters",
        "prefixes",
        "rdf",
        "settings",
    },
    "pipeline": GROUND | LEFT,
    "cli": GROUND | {"cfit_graph", "pipeline", "project", "release", "web"},
}

# Functions that are longer than 40 lines, each with the reason.
LONG_FUNCTIONS: dict[str, str] = {}


def module_name(path: Path) -> str:
    parts = path.relative_to(PACKAGE.parent).with_suffix("").parts
    return ".".join(parts[:-1] if parts[-1] == "__init__" else parts)


def room(module: str) -> str:
    parts = module.split(".")
    return parts[1] if len(parts) > 1 else parts[0]


def imports(path: Path) -> Iterator[str]:
    """Yield the modules of ours that a file imports, as precisely as the import says."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names if alias.name.startswith("cfit_graph"))
        elif isinstance(node, ast.ImportFrom) and (node.module or "").startswith("cfit_graph"):
            for alias in node.names:
                inner = f"{node.module}.{alias.name}"
                is_module = (PACKAGE.parent / inner.replace(".", "/")).is_dir() or (
                    PACKAGE.parent / f"{inner.replace('.', '/')}.py"
                ).is_file()
                yield inner if is_module else str(node.module)


def functions(path: Path) -> Iterator[tuple[str, int]]:
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            yield f"{module_name(path)}.{node.name}", (node.end_lineno or node.lineno) - node.lineno + 1


@pytest.mark.parametrize("path", MODULES, ids=module_name)
def test_rooms_only_look_down(path: Path) -> None:
    here = room(module_name(path))

    assert {room(name) for name in imports(path)} - {here} <= MAY_IMPORT[here]


def test_neither_side_of_the_wall_imports_the_other() -> None:
    for path in MODULES:
        others = LEFT if room(module_name(path)) in RIGHT else RIGHT if room(module_name(path)) in LEFT else set()
        assert not {room(name) for name in imports(path)} & others, path


def test_nothing_imports_in_a_circle() -> None:
    graph = {module_name(path): {name for name in imports(path) if name != module_name(path)} for path in MODULES}
    packages = {module_name(path) for path in MODULES if path.name == "__init__.py"}
    for package in packages:  # a package's front page gathers its modules; they do not see it as above themselves
        for name, imported in graph.items():
            if name.startswith(f"{package}."):
                imported.discard(package)

    TopologicalSorter(graph).prepare()


def test_only_rdf_calls_the_library() -> None:
    """... the engine's worker apart, which is a process of its own."""
    callers = set()
    for path in MODULES:
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Import) and any(alias.name == "pyoxigraph" for alias in node.names):
                callers.add(module_name(path))
            if isinstance(node, ast.ImportFrom) and node.module == "pyoxigraph":
                names = {alias.name for alias in node.names}
                if names & {"Store", "parse", "parse_query_results", "serialize"}:
                    callers.add(module_name(path))

    typed_only = {"cfit_graph.validation", "cfit_graph.validation.checks", "cfit_graph.validation.shapes"}
    assert callers - typed_only <= {
        "cfit_graph.rdf",
        "cfit_graph.cli.asking",
        "cfit_graph.engine.holding",
        "cfit_graph.engine.worker",
    }


def test_functions_are_short() -> None:
    sizes = dict(pair for path in MODULES for pair in functions(path))

    assert statistics.mean(sizes.values()) <= 12
    assert {name for name, size in sizes.items() if size > 40} == set(LONG_FUNCTIONS)


@pytest.mark.parametrize("path", MODULES, ids=module_name)
def test_modules_are_small(path: Path) -> None:
    assert path.read_text(encoding="utf-8").count("\n") <= 250


def test_no_room_is_called_by_a_name_that_says_nothing() -> None:
    empty = {"utils", "helpers", "common", "core", "base", "manager", "service", "misc"}

    assert not {part for path in MODULES for part in path.relative_to(PACKAGE).with_suffix("").parts} & empty
