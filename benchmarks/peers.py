"""The servers that are compared: how each is found, loaded, started and asked, all of them on loopback only."""

import os
import shutil
import subprocess
import sys
import sysconfig
from dataclasses import dataclass, field
from importlib.metadata import version
from pathlib import Path
from urllib.request import urlopen

import processes

from cfit_graph import iris
from cfit_graph.engine import holding
from cfit_graph.engine.question import Limits
from cfit_graph.settings import Settings

BENCHMARKS = Path(__file__).parent
SCRIPTS = Path(sysconfig.get_path("scripts"))
GRAPH = iris.source("benchmark").value
DEADLINE = "120"
VIRTUOSO = """\
[Database]
DatabaseFile = {folder}/virtuoso.db
ErrorLogFile = {folder}/virtuoso.log
LockFile = {folder}/virtuoso.lck
TransactionFile = {folder}/virtuoso.trx
xa_persistent_file = {folder}/virtuoso.pxa
FileExtend = 200
[TempDatabase]
DatabaseFile = {folder}/temporary.db
TransactionFile = {folder}/temporary.trx
[Parameters]
ServerPort = 127.0.0.1:{isql}
NumberOfBuffers = 170000
MaxDirtyBuffers = 130000
DirsAllowed = {graphs}
[HTTPServer]
ServerPort = 127.0.0.1:{port}
ServerThreads = 10
MaxKeepAlives = 10
KeepAliveTimeout = 600
[SPARQL]
ResultSetMaxRows = 1000000
MaxQueryCostEstimationTime = 100000
MaxQueryExecutionTime = 600
"""


@dataclass(frozen=True)
class Graph:
    """A generated graph: the file of its triples, and the file of its quads if there is one."""

    triples: Path
    quads: Path | None = None

    @property
    def files(self) -> list[Path]:
        """All files there are."""
        return [self.triples, *([self.quads] if self.quads else [])]


@dataclass
class Peer:
    """A server; the fields that end in `path` and `fields` say how it is asked."""

    name: str = ""
    path: str = "/sparql"
    fields: dict[str, str] = field(default_factory=dict)
    largest: int = 1_000_000_000
    environment: dict[str, str] = field(default_factory=dict)

    def version(self) -> str:
        """Return its version; raise LookupError, saying how to get it, if it is not here."""
        raise NotImplementedError

    def load(self, graph: Graph, folder: Path) -> processes.Used:
        """Load the graph into `folder` and return what that took."""
        raise NotImplementedError

    def command(self, graph: Graph, folder: Path, port: int) -> list[str]:
        """Return the command that serves what was loaded."""
        raise NotImplementedError

    def settled(self, folder: Path, port: int) -> bool:  # noqa: ARG002 - most have nothing to wait for
        """Return whether the server is as it will be from then on."""
        return True


class Ours(Peer):
    """`cfit serve`, with a deadline that the benchmark does not meet, because the others have none."""

    def __init__(self) -> None:
        """Describe the service."""
        super().__init__("cfit", environment={"CFIT_QUERY_SECONDS": DEADLINE})

    def version(self) -> str:
        """Return the versions of the service and of the engine in it."""
        return f"cfit-graph {version('cfit-graph')} (pyoxigraph {version('pyoxigraph')})"

    def load(self, graph: Graph, folder: Path) -> processes.Used:
        """Make a folder that looks like a release."""
        files = [str(file) for file in graph.files]
        return processes.run([sys.executable, str(BENCHMARKS / "folder.py"), *files, "--to", str(folder / "releases")])

    def command(self, graph: Graph, folder: Path, port: int) -> list[str]:  # noqa: ARG002 - the same for all peers
        """Serve the folder."""
        return [*self.command_for(folder / "releases"), "--port", str(port)]

    def settled(self, folder: Path, port: int) -> bool:
        """Return whether the release is in memory, if it ever will be; until then it answers from the disk."""
        store = str(folder / "releases" / "current" / "store")
        if not holding.fits(store, Limits.of(Settings()).store_memory << 20):
            return True
        with urlopen(f"http://127.0.0.1:{port}/-/metrics") as metrics:
            return b"cfit_release_in_memory 1.0" in metrics.read()

    def command_for(self, releases: Path) -> list[str]:
        """Return the command that serves a folder of releases."""
        return [str(SCRIPTS / "cfit"), "serve", "--releases", str(releases)]


class Oxigraph(Peer):
    """`oxigraph serve-read-only`, from the package `oxigraph`: what the engine can do without us."""

    def __init__(self, program: str | None) -> None:
        """Use this program, or the one on the path."""
        super().__init__("oxigraph", path="/query")
        self.program = program or shutil.which("oxigraph") or ""

    def version(self) -> str:
        """Return its version."""
        return processes.first_line([found(self.program, "oxigraph", "pip install oxigraph"), "--version"])

    def load(self, graph: Graph, folder: Path) -> processes.Used:
        """Load and optimise."""
        files = [str(file) for file in graph.files]
        loaded = processes.run([self.program, "load", "--lenient", "--location", str(folder), "--file", *files])
        return loaded + processes.run([self.program, "optimize", "--location", str(folder)])

    def command(self, graph: Graph, folder: Path, port: int) -> list[str]:  # noqa: ARG002
        """Serve the database."""
        return [self.program, "serve-read-only", "--location", str(folder), "--bind", f"127.0.0.1:{port}"]


class RdflibEndpoint(Peer):
    """`rdflib-endpoint serve`, which reads the file into memory whenever it starts."""

    def __init__(self, program: str | None) -> None:
        """Use this program, or the one on the path."""
        super().__init__("rdflib-endpoint", path="/", largest=100_000)
        self.program = program or shutil.which("rdflib-endpoint") or ""

    def version(self) -> str:
        """Return the versions of the endpoint and of rdflib."""
        program = found(self.program, "rdflib-endpoint", "pip install 'rdflib-endpoint[cli]'")
        code = "from importlib.metadata import version as v; print('rdflib-endpoint', v('rdflib-endpoint'), "
        code += "'(rdflib', v('rdflib') + ')')"
        return processes.first_line([str(Path(program).parent / "python"), "-c", code])

    def load(self, graph: Graph, folder: Path) -> processes.Used:  # noqa: ARG002
        """Load nothing yet."""
        return processes.Used()

    def command(self, graph: Graph, folder: Path, port: int) -> list[str]:  # noqa: ARG002
        """Serve the file."""
        return [self.program, "serve", "--host", "127.0.0.1", "--port", str(port), str(graph.triples)]


class Virtuoso(Peer):
    """Virtuoso's open source edition, in the foreground with a configuration of its own."""

    def __init__(self, largest: int) -> None:
        """Load nothing larger than `largest`."""
        super().__init__("virtuoso", fields={"default-graph-uri": GRAPH}, largest=largest)

    def version(self) -> str:
        """Return its version."""
        program = found(shutil.which("virtuoso-t"), "virtuoso-t", "apt-get install virtuoso-opensource-7-bin")
        found(shutil.which("isql-vt"), "isql-vt", "apt-get install virtuoso-opensource-7-bin")
        told = subprocess.run([program, "-?"], check=False, capture_output=True, text=True)
        words = (told.stdout + told.stderr).split()
        return f"Virtuoso {words[words.index('Version') + 1]}"

    def load(self, graph: Graph, folder: Path) -> processes.Used:
        """Start it, have it load the file, write everything to its database, and stop it."""
        isql = processes.free_port()
        with processes.Server(self._command(graph, folder, processes.free_port(), isql), folder) as server:
            server.wait_for(isql)
            deeds = f"ld_dir('{graph.triples.parent}', '{graph.triples.name}', '{GRAPH}'); rdf_loader_run(); "
            processes.run(["isql-vt", f"127.0.0.1:{isql}", "dba", "dba", f"exec={deeds} checkpoint; shutdown;"])
            return server.ended()

    def command(self, graph: Graph, folder: Path, port: int) -> list[str]:
        """Serve the database."""
        return self._command(graph, folder, port, processes.free_port())

    def _command(self, graph: Graph, folder: Path, port: int, isql: int) -> list[str]:
        settings = folder / "virtuoso.ini"
        text = VIRTUOSO.format(folder=folder, graphs=graph.triples.parent, port=port, isql=isql)
        settings.write_text(text, encoding="utf-8")
        return ["virtuoso-t", "+foreground", "+configfile", str(settings)]


def found(program: str | None, name: str, how: str) -> str:
    """Return the program; raise LookupError with the way to get it if it cannot be run."""
    if not program or not os.access(program, os.X_OK):
        raise LookupError(f"{name} is not installed here ({how})")
    return program
