"""Queries nobody would write, made from those somebody did: by words of the grammar, and by bytes.

Mutation number n of a seed is always the same, so that a run can be taken up where it was left, and a query that did
harm can be made again.
"""

import random
from collections import defaultdict
from collections.abc import Callable, Sequence
from pathlib import Path

from cfit_graph.engine import guard

BYTEWISE = 0.3  # share of the mutations that know no words
GLUED = 0.02  # share of the words that are glued to the next in an uncommon way
LONGEST_WORD = 200
MOST_CHANGES = 4
MOST_BYTES = 60_000
CANARY = "http://canary.invalid/sparql"  # in every query; the run puts the real address in its place
_GLUE = (" ", " ", " ", " ", "", "\n", "\t", "#\n", "\u00a0")

HERE = Path(__file__).parent
STRANGE = ("#", "\\u0053", "\\U00000053", "\\", "\0", "\ufeff", "\u202e", "\U0001f600")
WORDS = (*(HERE / "mutations-words.txt").read_text(encoding="utf-8").split(), *STRANGE)
SNIPPETS = tuple((HERE / "mutations-snippets.txt").read_text(encoding="utf-8").splitlines())
PATTERNS = tuple(
    snippet for snippet in SNIPPETS if snippet.startswith(("?", "OPT", "FILTER", "GRAPH", "VALUES", "BIND", "{"))
)

Word = tuple[str, str]  # the kind of a token and its text, as the guard reads them
Change = Callable[[list[Word], random.Random], None]


class Mutations:
    """An endless book of mutations of the given queries."""

    def __init__(self, queries: Sequence[str], seed: int) -> None:
        """Read the queries into words."""
        self._texts = [query.encode("utf-8", "surrogatepass") for query in queries]
        self._words = [[word for word in guard.tokens(query) if len(word[1]) < LONGEST_WORD] for query in queries]
        self._pool = defaultdict(list)
        for kind, text in sorted({word for words in self._words for word in words}):
            self._pool[kind].append(text)
        self._seed = seed
        self._changes: tuple[Change, ...] = (
            self._exchange, self._exchange, self._exchange, self._exchange, self._pattern, self._pattern, self._pattern,
            self._replace, self._insert, self._splice, _drop, _double, _swap, _snippet, _nest, _repeat,
        )  # fmt: skip

    def of(self, number: int) -> bytes:
        """Return mutation `number`, as bytes that may be no text."""
        chance = random.Random(f"{self._seed}:{number}")  # noqa: S311 - no secret
        if chance.random() < BYTEWISE:
            return _by_bytes(chance.choice(self._texts), chance)[:MOST_BYTES]
        return self._by_words(chance).encode("utf-8", "surrogatepass")[:MOST_BYTES]

    def _by_words(self, chance: random.Random) -> str:
        words = list(chance.choice(self._words))
        for _ in range(chance.randint(1, MOST_CHANGES)):
            chance.choice(self._changes)(words, chance)
        glue = chance.choice(_GLUE)
        return "".join(f"{text}{glue if chance.random() < GLUED else ' '}" for _, text in words)

    def _exchange(self, words: list[Word], chance: random.Random) -> None:
        """Put another word of the same kind in the place of one."""
        if words:
            place = chance.randrange(len(words))
            kind = words[place][0]
            words[place] = (kind, chance.choice(self._pool[kind]))

    def _pattern(self, words: list[Word], chance: random.Random) -> None:
        """Put a pattern where one may stand: after an opening brace."""
        places = [place for place, (_, text) in enumerate(words) if text == "{"]
        if places:
            words.insert(chance.choice(places) + 1, ("other", chance.choice(PATTERNS)))

    def _replace(self, words: list[Word], chance: random.Random) -> None:
        if words:
            words[chance.randrange(len(words))] = ("other", chance.choice(WORDS))

    def _insert(self, words: list[Word], chance: random.Random) -> None:
        words.insert(chance.randint(0, len(words)), ("other", chance.choice(WORDS)))

    def _splice(self, words: list[Word], chance: random.Random) -> None:
        other = chance.choice(self._words)
        begin = chance.randint(0, len(other))
        place = chance.randint(0, len(words))
        words[place:place] = other[begin : begin + chance.randint(1, 30)]


def _snippet(words: list[Word], chance: random.Random) -> None:
    words.insert(chance.randint(0, len(words)), ("other", chance.choice(SNIPPETS)))


def _drop(words: list[Word], chance: random.Random) -> None:
    begin = chance.randint(0, len(words))
    del words[begin : begin + chance.randint(1, 3)]


def _double(words: list[Word], chance: random.Random) -> None:
    begin = chance.randint(0, len(words))
    words[begin:begin] = words[begin : begin + chance.randint(1, 10)]


def _swap(words: list[Word], chance: random.Random) -> None:
    if words:
        one, other = chance.randrange(len(words)), chance.randrange(len(words))
        words[one], words[other] = words[other], words[one]


def _nest(words: list[Word], chance: random.Random) -> None:
    opening, closing = chance.choice((("{", "}"), ("(", ")"), ("[", "]"), ("OPTIONAL {", "}"), ("!(", ")")))
    times, begin = chance.choice((1, 2, 8, 60, 70)), chance.randint(0, len(words))
    end = chance.randint(begin, len(words))
    words[end:end] = [("close", closing)] * times
    words[begin:begin] = [("open", opening)] * times


def _repeat(words: list[Word], chance: random.Random) -> None:
    begin = chance.randint(0, len(words))
    words[begin:begin] = words[begin : begin + 3] * chance.choice((2, 10, 100))


def _by_bytes(text: bytes, chance: random.Random) -> bytes:
    changed = bytearray(text)
    for _ in range(chance.randint(1, MOST_CHANGES)):
        place, length = chance.randint(0, len(changed)), chance.randint(1, 8)
        how = chance.randrange(4)
        if how == 0 and place < len(changed):
            changed[place] ^= 1 << chance.randrange(8)
        elif how == 1:
            changed[place:place] = chance.randbytes(length)
        elif how == 2:  # noqa: PLR2004
            del changed[place : place + length]
        else:
            changed[place:place] = changed[place : place + 4 * length]
    return bytes(changed)
