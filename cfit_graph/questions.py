"""The published questions: one SPARQL question per file, which opens with the question as a sentence.

    # Which organisations procure as participants, and since when?
    # A row is an organisation with the first day of its participation.
    # Change the role in VALUES to ask for another one.
    # parameter: ?role, role, vocabulary/role
    # competency: Q04
    # keywords: participants, roles

    PREFIX ...

The first comment line is the title, the lines after it say what a row is and what a reader may change. The line
`competency:`, which may be left out, names the questions of the requirements that this one answers; `parameter:` see
`cfit_graph.parameters`.
"""

import re
from dataclasses import dataclass
from pathlib import Path

from pyoxigraph import NamedNode

from cfit_graph import iris, parameters
from cfit_graph.errors import SourceError
from cfit_graph.parameters import Parameter

FORMS = ("SELECT", "CONSTRUCT", "ASK")

_KEYWORDS = "keywords:"
_MARKED = (_KEYWORDS, parameters.MARK, "competency:")
_FORM = re.compile(r"(?:#[^\n]*\n|PREFIX\s+[^\s:]*:\s*<[^>]*>|BASE\s*<[^>]*>|\s)*(\w+)", re.IGNORECASE)


@dataclass(frozen=True)
class Question:
    """A question people ask of the graph: in words, and as the SPARQL text of its file, comments and all."""

    key: str
    title: str
    comment: str
    sparql: str
    keywords: tuple[str, ...] = ()
    parameters: tuple[Parameter, ...] = ()

    @property
    def iri(self) -> NamedNode:
        """The name of the question on the web."""
        return iris.question(self.key)

    @property
    def form(self) -> str:
        """The query form, SELECT, CONSTRUCT or ASK (SPARQL 1.1 Query, section 16); empty if it is another."""
        word = _FORM.match(self.sparql)
        form = word[1].upper() if word else ""
        return form if form in FORMS else ""


def read_folder(folder: Path) -> list[Question]:
    """Return the questions of every `.rq` file in `folder`, in the order of their names; raise SourceError."""
    return [read(path) for path in sorted(folder.glob("*.rq"))]


def read(path: Path) -> Question:
    """Return the question in the file, its key being the name of the file; raise SourceError with file and line."""
    text = _text(path)
    heading = _heading(text)
    if not heading or not heading[0]:
        raise SourceError(f"{path}:1: no question found; begin the file with a comment that asks it: '# Which ... ?'")
    said = [line for line in heading[1:] if line and not line.casefold().startswith(_MARKED)]
    changed = _parameters(path, heading, text)
    question = Question(_key(path), heading[0], " ".join(said), text, _keywords(heading), changed)
    if not question.form:
        raise SourceError(f"{path}:{len(heading) + 1}: found neither {', '.join(FORMS[:-1])} nor {FORMS[-1]}")
    return question


def _text(path: Path) -> str:
    try:
        return path.read_text(encoding="utf-8")
    except UnicodeDecodeError as error:
        raise SourceError(f"{path}: byte {error.start} is not UTF-8; save the file as UTF-8") from error
    except OSError as error:
        raise SourceError(f"{path}: cannot be read: {error.strerror}") from error


def _key(path: Path) -> str:
    try:
        return iris.checked_key(path.stem)
    except ValueError as error:
        raise SourceError(f"{path}: the name of the file is the key of the question: {error}") from error


def _heading(text: str) -> list[str]:
    """Return the comment lines that open the text, `#` and outer spaces left out."""
    heading: list[str] = []
    for line in text.splitlines():
        if not line.startswith("#"):
            break
        heading.append(line.lstrip("#").strip())
    return heading


def _parameters(path: Path, heading: list[str], text: str) -> tuple[Parameter, ...]:
    """Return what the `parameter:` lines announce, in their order; raise SourceError with file and line."""
    found = []
    for number, line in enumerate(heading, 1):
        if line.startswith(parameters.MARK):
            try:
                found.append(parameters.read(line.removeprefix(parameters.MARK), text))
            except ValueError as error:
                raise SourceError(f"{path}:{number}: {error}") from error
    return tuple(found)


def _is_keywords(line: str) -> bool:
    return line.casefold().startswith(_KEYWORDS)


def _keywords(heading: list[str]) -> tuple[str, ...]:
    """Return the words of every `keywords:` line, in their order."""
    words = (word.strip() for line in heading if _is_keywords(line) for word in line[len(_KEYWORDS) :].split(","))
    return tuple(word for word in words if word)
