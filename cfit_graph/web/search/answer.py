"""What is asked of the search, and what it answers, ready for a page and for programs."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple
from urllib.parse import urlencode

from cfit_graph import folding
from cfit_graph.errors import RequestError
from cfit_graph.web import links
from cfit_graph.web.lists import kinds
from cfit_graph.web.reader import Reader
from cfit_graph.web.search import finding, index, snippets
from cfit_graph.web.search.finding import Found
from cfit_graph.web.search.index import Index
from cfit_graph.web.search.snippets import Why
from cfit_graph.web.shelf import Opened

SHOWN, SUGGESTED = 20, 8
LONGEST = 200

_FIELDS = ("q", "kind", "page", "lang")


@dataclass(frozen=True)
class Asked:
    """What is searched for."""

    text: str
    kind: str = ""
    page: int = 1

    def query(self, **changed: object) -> str:
        """Return the query string that asks this, or the same with something changed."""
        fields = {"q": self.text, "kind": self.kind, "page": self.page, **changed}
        fields = {name: value for name, value in fields.items() if value and (name, value) != ("page", 1)}
        return f"?{urlencode(fields)}" if fields else ""


class Result(NamedTuple):
    """A thing as it is shown: its name, the language of a name that is foreign to the reader, and why it was found."""

    iri: str
    kind: str
    href: str
    name: str
    language: str | None
    why: Why | None


@dataclass(frozen=True)
class Answer:
    """A page of what was found, and what was perhaps meant if nothing was."""

    asked: Asked
    found: Found
    results: Sequence[Result]
    meant: Sequence[str]

    @property
    def total(self) -> int:
        """How many things were found."""
        return len(self.found.numbers)

    @property
    def pages(self) -> int:
        """How many pages they fill."""
        return max(1, -(-self.total // SHOWN))


def read(fields: Mapping[str, str]) -> Asked:
    """Return what an address asks for; raise RequestError for a field that the search does not have, or no page."""
    if unknown := sorted(fields.keys() - set(_FIELDS)):
        raise RequestError(f"The search has no field '{unknown[0][:40]}'; its fields are {', '.join(_FIELDS)}.")
    page = fields.get("page") or "1"
    if not (page.isascii() and page.isdigit() and len(page) < len("1000") and int(page)):
        raise RequestError(f"'{page[:40]}' is not a page; pages are numbered from 1.")
    return Asked(folding.plain(fields.get("q", "")[:LONGEST]), fields.get("kind", ""), int(page))


def answer(opened: Opened, asked: Asked, reader: Reader) -> Answer:
    """Return a page of what is found; raise RequestError for an unknown kind, ReleaseError or QueryTimeoutError."""
    with index.opened(opened.edition.folder, opened.edition.manifest.get("index")) as looking:
        if asked.kind and asked.kind not in (known := looking.kinds()):
            raise RequestError(f"There is no kind '{asked.kind[:40]}'; the kinds are {', '.join(known)}.")
        found = finding.found(looking, asked.text, asked.kind)
        first = (min(asked.page, -(-len(found.numbers) // SHOWN) or 1) - 1) * SHOWN
        words = (*found.words, *(word for taken in found.instead.values() for word in taken))
        results = _results(looking, found.numbers[first : first + SHOWN], words, reader)
        return Answer(asked, found, results, () if found.numbers else finding.meant(looking, found.words))


def suggestions(opened: Opened, text: str, reader: Reader) -> list[Result]:
    """Return what to suggest to somebody who has typed this much; raise ReleaseError or QueryTimeoutError."""
    with index.opened(opened.edition.folder, opened.edition.manifest.get("index")) as looking:
        words = finding.words(text[:LONGEST])
        return _results(looking, finding.suggested(looking, words, SUGGESTED), words, reader)


def as_json(given: Answer, release: str) -> dict[str, Any]:
    """Return the answer as an object."""
    asked, found = given.asked, given.found
    return {
        "release": release,
        "query": asked.text,
        "kind": asked.kind or None,
        "page": asked.page,
        "pages": given.pages,
        "total": given.total,
        "more": found.more,
        "kinds": found.kinds,
        "taken_for": {word: list(taken) for word, taken in found.instead.items()},
        "did_you_mean": list(given.meant),
        "results": [_object(result) for result in given.results],
    }


def _object(result: Result) -> dict[str, Any]:
    why = result.why
    explained = why and {
        "role": index.ROLES[why.role],
        "language": why.language,
        "text": "".join(piece for piece, _ in why.pieces),
    }
    return {**result._asdict(), "why": explained}


def _results(looking: Index, numbers: Sequence[int], words: Iterable[str], reader: Reader) -> list[Result]:
    things, texts, matched = looking.things(numbers), looking.texts(numbers), tuple(words)
    found = []
    for number in numbers:
        iri, kind = things[number]
        name = snippets.name(texts[number], reader.languages, iri)
        foreign = name.language if name.language != reader.language else None
        why = snippets.why(texts[number], matched, name)
        found.append(Result(iri, kind, links.href(iri) or kinds.address(kind), name.value, foreign, why))
    return found
