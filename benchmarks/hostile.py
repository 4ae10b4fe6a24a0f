r"""Our own hostile requests: the files of `tests/attacks/cases`, read into what is sent and what must come back.

    # The planner alone takes minutes for a thousand OPTIONALs.     what it attacks, a sentence
    # expect: 400 413 503                                           statuses allowed; 0 is a line cut without an answer
    # heavy                                                         optional: fit to keep a worker busy
    SELECT * { ?s ?p ?o @@1000 OPTIONAL { ?s ?p ?o } @@ }           the query

`@@<number> <text>@@` stands for the text repeated, `%d` in it for the number of the repetition and `%e` for the next;
`{CANARY}` for a listener on this machine that must never be reached. A `.rq` file is posted as SPARQL. A `.http` file
is sent byte for byte: its lines end in CR LF, and `\x00` and the like stand for single bytes.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

FOLDER = Path(__file__).parents[1] / "tests" / "attacks" / "cases"
_REPEATED = re.compile(r"@@(\d+) (.*?)@@", re.DOTALL)
_POST = "POST /sparql HTTP/1.1\r\nHost: {HOST}\r\nContent-Type: application/sparql-query\r\nConnection: close\r\n"


@dataclass(frozen=True)
class Case:
    """A hostile request: what it attacks, what it says, and which statuses may answer it."""

    name: str
    title: str
    text: str
    expected: frozenset[int]
    heavy: bool
    raw: bool

    def query(self, canary: str) -> str:
        """Return the SPARQL with the address of the canary in it."""
        return self.text.replace("{CANARY}", canary)

    def message(self, host: str, canary: str) -> bytes:
        """Return the bytes that go over the line."""
        text = self.query(canary)
        if self.raw:
            lines = text.replace("{HOST}", host).replace("\n", "\r\n")
            return lines.encode("latin-1").decode("unicode_escape").encode("latin-1")
        body = text.encode("utf-8", "surrogatepass")
        return f"{_POST}Content-Length: {len(body)}\r\n\r\n".replace("{HOST}", host).encode() + body


def cases(folder: Path = FOLDER) -> list[Case]:
    """Return every case of the folder, by name."""
    return [_case(path) for path in sorted(folder.iterdir()) if path.suffix in {".rq", ".http"}]


def _case(path: Path) -> Case:
    text = path.read_text(encoding="utf-8")
    comments = list(_comments(text))
    body = "\n".join(text.split("\n")[len(comments) :])
    expected = next(words.split()[1:] for words in comments if words.startswith("expect:"))
    return Case(
        name=path.name,
        title=comments[0],
        text=_REPEATED.sub(_repetition, body),
        expected=frozenset(int(status) for status in expected),
        heavy="heavy" in comments,
        raw=path.suffix == ".http",
    )


def _comments(text: str) -> Iterator[str]:
    for line in text.split("\n"):
        if not line.startswith("# "):
            return
        yield line.removeprefix("# ").strip()


def _repetition(found: re.Match[str]) -> str:
    return "".join(
        found[2].replace("%d", str(number)).replace("%e", str(number + 1)) for number in range(int(found[1]))
    )
