"""A real release of an invented graph, the application over it, and a real server on a loopback port."""

import subprocess
import sys
from collections.abc import Callable, Iterator, Sequence
from datetime import date
from pathlib import Path
from uuid import uuid4

import httpx
import pytest
from fastapi.testclient import TestClient
from pyoxigraph import Literal, NamedNode, Quad

from cfit_graph import findings, iris, rdf, release
from cfit_graph.prefixes import PREFIXES
from cfit_graph.questions import Question
from cfit_graph.release import Content
from cfit_graph.settings import Settings
from cfit_graph.web.app import create_app

HERE = Path(__file__).parent
MOONS = 250
SECONDS = 3.0

QUESTION = Question(
    key="who-belongs",
    title="Who belongs to the pact?",
    comment="A row is a body.",
    sparql="# Who belongs to the pact?\n\nPREFIX cfit: <https://w3id.org/cfit/ontology#>\n\n"
    "SELECT ?body WHERE {\n  ?body cfit:memberOf ?pact .\n  FILTER (!STRSTARTS(STR(?body), 'https://w3id.org/cfit/id/moon/'))\n}\n"
    "ORDER BY ?body\n",
    keywords=("members",),
)
SHAPES = """
@prefix sh: <http://www.w3.org/ns/shacl#> .
@prefix shape: <https://w3id.org/cfit/shapes#> .
@prefix cfit: <https://w3id.org/cfit/ontology#> .
shape:Pact a sh:NodeShape ; sh:targetClass cfit:Pact .
shape:Pact-label a sh:PropertyShape ; sh:severity sh:Warning ; sh:message "A pact needs a name."@en .
"""


def moons() -> list[Quad]:
    """Return bodies that all point to one pact, more than a page shows."""
    pact, source = iris.thing("pact", "orbit"), iris.source("moons")
    return [Quad(iris.thing("moon", f"m{number}"), iris.CFIT.memberOf, pact, source) for number in range(MOONS)]


def published(to: Path, folder: Path, extra: str = "one", more: Sequence[Quad] = ()) -> str:
    """Write a release of the graph, and of more, and return its id; `extra` makes it another one."""
    shapes = folder / "shapes.ttl"
    shapes.write_text(SHAPES, encoding="utf-8")
    said = Quad(iris.thing("pact", "orbit"), iris.RDFS.comment, Literal(extra), iris.source("news"))
    quads = [*rdf.read_file(HERE / "graph.trig"), *moons(), *more, said]
    content = Content(
        quads=quads,
        ontology=[quad for quad in quads if quad.graph_name == NamedNode(f"{iris.BASE}source/cfit-ontology")],
        shapes=rdf.read_file(shapes),
        questions=[QUESTION],
        report=findings.report([]),
        report_graph=b"[] a <http://www.w3.org/ns/shacl#ValidationReport> .",
        tables=[],
        prefixes=PREFIXES,
        ontology_version="0.1.0",
        created=date(2026, 11, 22),
        limits=("Nothing beyond the orbit.",),
    )
    return release.write(content, to).name


@pytest.fixture(scope="session")
def publish() -> Callable[..., str]:
    """Return the function that writes a release."""
    return published


@pytest.fixture(scope="session")
def start() -> Callable[[Settings], tuple[subprocess.Popen[str], str]]:
    """Return the function that starts a real server."""
    return started


@pytest.fixture(scope="session")
def releases(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a folder with one release in it."""
    folder = tmp_path_factory.mktemp("web")
    published(folder / "releases", folder)
    return folder / "releases"


@pytest.fixture(scope="session")
def settings(releases: Path) -> Settings:
    """Return settings with two workers and a short deadline."""
    return Settings(releases=releases, port=0, workers=2, query_seconds=SECONDS, result_bytes=8_000_000)


@pytest.fixture(scope="session")
def application(settings: Settings) -> Iterator[TestClient]:
    """Return a client of the application in this process, for the whole run."""
    with TestClient(create_app(settings), follow_redirects=False) as client:
        yield client


@pytest.fixture
def app_client(application: TestClient) -> TestClient:
    """Return a client of the application that nothing is held against."""
    application.headers["user-agent"] = uuid4().hex
    return application


def started(settings: Settings) -> tuple[subprocess.Popen[str], str]:
    """Return a server in a process of its own and its address, once it answers."""
    code = (
        "import sys; from cfit_graph.settings import Settings; from cfit_graph.web.server import serve; "
        "serve(Settings.model_validate_json(sys.argv[1]), lambda line: print(line, flush=True))"
    )
    command = [sys.executable, "-c", code, settings.model_dump_json()]
    process = subprocess.Popen(command, cwd=HERE.parents[1], stdout=subprocess.PIPE, text=True)
    assert process.stdout is not None
    address = process.stdout.readline().split()[-1].rstrip("/")
    httpx.get(f"{address}/-/ready", timeout=20).raise_for_status()
    return process, address


def stopped(process: subprocess.Popen[str]) -> None:
    """End a server the way an operator does."""
    process.terminate()
    process.wait(20)
    assert process.stdout is not None
    process.stdout.close()


@pytest.fixture(scope="session")
def server(settings: Settings) -> Iterator[str]:
    """Return the address of a real server."""
    process, address = started(settings)
    yield address
    stopped(process)


@pytest.fixture
def client(server: str) -> Iterator[httpx.Client]:
    """Return a client of the real server."""
    with httpx.Client(base_url=server, timeout=20, headers={"user-agent": uuid4().hex}) as client:
        yield client
