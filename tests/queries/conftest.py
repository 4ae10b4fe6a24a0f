"""The published questions, their golden answers, and a real server over the project's own release to ask them of."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import httpx
import pytest

from cfit_graph.questions import Question

HERE = Path(__file__).parent


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--update-golden", action="store_true", help="write the golden answers of the questions anew")


@dataclass(frozen=True)
class Golden:
    """The golden answers, one file a question: rows and yes or no as CSV, a graph as sorted N-Triples."""

    updating: bool

    def path(self, question: Question) -> Path:
        return HERE / f"{question.key}.{'nt' if question.form == 'CONSTRUCT' else 'csv'}"

    def text(self, question: Question) -> str:
        path = self.path(question)
        assert path.exists(), f"{path.name} is missing: run pytest tests/queries --update-golden and review the rows"
        return path.read_text(encoding="utf-8")

    def write(self, question: Question, text: str) -> None:
        self.path(question).write_text(text, encoding="utf-8")

    def comparable(self, question: Question, answer: bytes) -> str:
        """Return an answer with plain line ends, the lines of a graph, which has no order of its own, sorted."""
        lines = answer.decode().splitlines()
        return "\n".join(sorted(lines) if question.form == "CONSTRUCT" else lines) + "\n"


@pytest.fixture(scope="session")
def golden(request: pytest.FixtureRequest) -> Golden:
    """The golden answers, written anew where asked; that option is known only when this folder is named to pytest."""
    return Golden(updating=bool(request.config.getoption("--update-golden", default=False)))


@pytest.fixture(scope="session")
def server(address: str) -> Iterator[httpx.Client]:
    """A client of a server that runs over the project's own release in a process of its own, on a real socket."""
    with httpx.Client(base_url=address, timeout=20) as client:
        client.get("/-/ready").raise_for_status()
        yield client
