"""What is found for some words, in which order: whole names, beginnings of names, words, near words, descriptions."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from rapidfuzz import process
from rapidfuzz.distance import OSA

from cfit_graph import folding
from cfit_graph.web.search.index import Index

MOST = 1_000
WORDS = 12

_ALIKE = 60
_NEAR = 4
_SHORTEST_MISSPELT = 4
_TWO_MISTAKES = 7


@dataclass(frozen=True)
class Found:
    """What was found: the things in order, how many of each kind, and the words that were taken for others.

    `more` says that there are more than were counted; `instead` gives, for each word nobody uses, the words it was
    taken for.
    """

    words: tuple[str, ...]
    numbers: Sequence[int] = ()
    kinds: Mapping[str, int] = field(default_factory=dict)
    more: bool = False
    instead: Mapping[str, Sequence[str]] = field(default_factory=dict)


def found(index: Index, text: str, kind: str = "") -> Found:
    """Return what a text finds, of one kind if given; at most 12 words of it count."""
    said = words(text)
    if not said:
        return Found(())
    meant = {word: near(index, word) for word in said if not index.used(word)}
    numbers = list(dict.fromkeys(_ranked(index, said, meant)))
    things = index.things(numbers[:MOST])
    kinds = Counter(thing.kind for thing in things.values())
    kept = [number for number in numbers[:MOST] if not kind or things[number].kind == kind]
    instead = {word: taken for word, taken in meant.items() if taken}
    return Found(said, kept, dict(kinds.most_common()), len(numbers) >= MOST, instead if kept else {})


def words(text: str) -> tuple[str, ...]:
    """Return the words of a text that count: at most 12, folded, in their order."""
    return tuple(folding.words(text)[:WORDS])


def suggested(index: Index, said: Sequence[str], most: int) -> Sequence[int]:
    """Return the things to suggest to somebody who typed these words: by their names alone."""
    if not said:
        return ()
    name = " ".join(said)
    numbers = dict.fromkeys((*index.called(name, most), *index.beginning(name, most)))
    if len(numbers) < most:
        numbers |= dict.fromkeys(index.saying([[word] for word in said], most, named=True, begun=True))
    if not numbers:
        groups = [[word] if index.used(word) else near(index, word) for word in said]
        if all(groups):
            mended = " ".join(group[0] for group in groups)
            numbers = dict.fromkeys((*index.called(mended, most), *index.beginning(mended, most)))
            numbers |= dict.fromkeys(index.saying(groups, most, named=True, begun=True))
    return list(numbers)[:most]


def near(index: Index, word: str) -> list[str]:
    """Return the words in use that differ from this one, or whose beginning does, by no more than a slip or two."""
    if len(word) < _SHORTEST_MISSPELT or not word.isalpha():
        return []
    slips = 1 + (len(word) >= _TWO_MISTAKES)
    used = dict(index.alike(folding.grams(word), _ALIKE))
    beginnings = {candidate: candidate[: len(word)] for candidate in used}
    whole = process.extract(word, {one: one for one in used}, scorer=OSA.distance, score_cutoff=slips, limit=None)
    begun = process.extract(word, beginnings, scorer=OSA.distance, score_cutoff=1, limit=None)
    distances: dict[str, float] = {}
    for _, distance, candidate in (*whole, *((text, slip + 0.5, key) for text, slip, key in begun)):
        distances[candidate] = min(distance, distances.get(candidate, distance))
    return sorted(distances, key=lambda one: (distances[one], -used[one], one))[:_NEAR]


def meant(index: Index, said: Sequence[str]) -> list[str]:
    """Return what somebody who found nothing may have meant, a word in place of each; empty if there is no guess."""
    guesses = [word if index.used(word) else next(iter(_guesses(index, word)), "") for word in said]
    return [" ".join(guess for guess in guesses if guess)] if any(guesses) and guesses != list(said) else []


def _guesses(index: Index, word: str) -> Iterator[str]:
    """Yield the words most like one, however little alike, but no more than a third of it different."""
    used = [candidate for candidate, _ in index.alike(folding.grams(word), _ALIKE)]
    limit = max(1, len(word) // 3)
    yield from (text for text, _, _ in process.extract(word, used, scorer=OSA.distance, score_cutoff=limit, limit=3))


def _ranked(index: Index, said: Sequence[str], meant: Mapping[str, Sequence[str]]) -> Iterator[int]:
    """Yield the things in the order they are shown in, some more than once.

    If nobody uses one of the words, no name can have them all: then it is the words it was taken for that count.
    """
    groups = [meant.get(word) or [word] for word in said]
    name = " ".join(group[0] for group in groups)
    yield from index.called(" ".join(said), MOST)
    yield from index.called(name, MOST)
    yield from index.beginning(name, MOST)
    yield from index.saying(groups, MOST, named=True, begun=False)
    yield from index.saying(groups, MOST, named=True, begun=True)
    yield from index.saying(groups, MOST, named=False, begun=True)
