"""Why something was found: its name in the reader's language, and the text that has the words, marked."""

import re
from collections.abc import Sequence
from typing import NamedTuple

from cfit_graph import folding
from cfit_graph.web import terms
from cfit_graph.web.asking import Term
from cfit_graph.web.search.index import Text

_WORD = re.compile(r"[^\W_]+")
_BEFORE, _AFTER = 60, 160

Piece = tuple[str, bool]


class Why(NamedTuple):
    """The text that was found: what it is to the thing, its language, and its pieces, those that match marked."""

    role: int
    language: str
    pieces: list[Piece]


def name(texts: Sequence[Text], languages: Sequence[str], iri: str) -> Term:
    """Return what a thing is called, in the reader's language where it can be, else the end of its address."""
    names = [Term("literal", text.text, text.language or None) for text in texts if text.role == 0]
    return terms.spoken(names, languages) or Term("literal", terms.short(iri))


def why(texts: Sequence[Text], words: Sequence[str], shown: Term) -> Why | None:
    """Return the text that explains best why a thing was found, None if its name as shown does."""
    scored = [(_score(text, words), -text.role, text.text == shown.value, text) for text in texts]
    best = max(scored, key=lambda one: one[:3], default=None)
    if best is None or not best[0] or (best[3].role == 0 and best[3].text == shown.value):
        return None
    return Why(best[3].role, best[3].language, marked(_excerpt(best[3].text, words), words))


def marked(text: str, words: Sequence[str]) -> list[Piece]:
    """Return the text in pieces, those that are or begin with one of the folded words marked."""
    pieces: list[Piece] = []
    end = 0
    for match in _WORD.finditer(text):
        if _is_one_of(match[0], words):
            pieces += [(text[end : match.start()], False), (match[0], True)]
            end = match.end()
    pieces.append((text[end:], False))
    return [(terms.visible(piece), is_marked) for piece, is_marked in pieces if piece]


def _score(text: Text, words: Sequence[str]) -> float:
    """Return how many of the words a text has, a whole word counting a little more than the beginning of one."""
    said = folding.words(text.text)
    whole = set(said)
    return sum(1.25 if word in whole else any(one.startswith(word) for one in said) for word in words)


def _excerpt(text: str, words: Sequence[str]) -> str:
    """Return the part of a long text around the first of the words."""
    if len(text) <= _BEFORE + _AFTER:
        return text
    first = next((match.start() for match in _WORD.finditer(text) if _is_one_of(match[0], words)), 0)
    start = text.rfind(" ", 0, max(0, first - _BEFORE)) + 1 if first > _BEFORE else 0
    end = text.find(" ", start + _BEFORE + _AFTER)
    return f"{'…' if start else ''}{text[start : end if end > 0 else None]}{'…' if end > 0 else ''}"


def _is_one_of(word: str, words: Sequence[str]) -> bool:
    return any(one.startswith(tuple(words)) for one in folding.words(word))
