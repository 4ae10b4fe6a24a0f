"""The index of a release as the search reads it: an SQLite file that never changes, opened for each question.

Nothing a reader types is ever part of a statement: words are bound as values, and the words of a full-text expression
are made of letters and digits alone (see `cfit_graph.folding`). Every question ends by its deadline.
"""

import sqlite3
import time
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import NamedTuple
from urllib.parse import quote

from cfit_graph.errors import QueryTimeoutError, ReleaseError

FILE = Path("search") / "index.sqlite"
ROLES = ("name", "other", "identifier", "description")
SECONDS = 2.0

_STEPS = 2_000  # of SQLite's virtual machine, between two looks at the clock
_LAST = "\U0010ffff"

_NAMED = "SELECT DISTINCT thing FROM called JOIN thing ON thing.id = thing WHERE {} ORDER BY tie, length(folded), thing"
_SAID = "SELECT thing.id FROM words JOIN thing ON thing.id = words.rowid WHERE words MATCH ? ORDER BY tie, {}, thing.id"
_WEIGHED = "bm25(words, 10, 8, 6, 1)"


class Thing(NamedTuple):
    """A thing that was found."""

    iri: str
    kind: str


class Text(NamedTuple):
    """One text of a thing, with its place in `ROLES`."""

    role: int
    language: str
    text: str


class Index:
    """One question's look into the index."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        """Look through an open connection."""
        self._connection = connection

    def called(self, name: str, most: int) -> list[int]:
        """Return the things of which `name`, folded words in a row, is a whole name or identifier."""
        return self._numbers(_NAMED.format("folded = ?"), (name,), most)

    def beginning(self, name: str, most: int) -> list[int]:
        """Return the things of which a name or identifier begins with `name`, the shortest names first."""
        return self._numbers(_NAMED.format("folded >= ? AND folded < ?"), (name, name + _LAST), most)

    def saying(self, words: Sequence[Iterable[str]], most: int, *, named: bool, begun: bool) -> list[int]:
        """Return the things that use one of each group of words, the most telling first.

        If `named`, descriptions do not count; if `begun`, a word may go on.
        """
        star = "*" if begun else ""
        groups = (" OR ".join(f'"{word}"{star}' for word in group) for group in words)
        expression = " AND ".join(f"({group})" for group in groups)
        if named:
            expression = f"{{name other identifier}} : ({expression})"
        return self._numbers(_SAID.format(_WEIGHED), (expression,), most)

    def used(self, word: str) -> bool:
        """Return whether any word begins with this one."""
        row = self._connection.execute("SELECT 1 FROM word WHERE word >= ? AND word < ? LIMIT 1", (word, word + _LAST))
        return row.fetchone() is not None

    def alike(self, grams: Iterable[str], most: int) -> list[tuple[str, int]]:
        """Return the words that share most of these runs of characters, with the number of things each is used of."""
        listed = sorted(grams)
        marks = ", ".join("?" * len(listed))
        sql = (
            f"SELECT word, things FROM gram JOIN word USING (word) WHERE gram IN ({marks}) "  # noqa: S608 - only marks
            "GROUP BY word ORDER BY count(*) DESC, things DESC, word LIMIT ?"
        )
        return list(self._connection.execute(sql, (*listed, most)))

    def kinds(self) -> list[str]:
        """Return every kind of thing there is."""
        return [kind for (kind,) in self._connection.execute("SELECT DISTINCT kind FROM thing ORDER BY kind")]

    def things(self, numbers: Sequence[int]) -> dict[int, Thing]:
        """Return the things of these numbers."""
        rows = self._in("SELECT id, iri, kind FROM thing WHERE id IN ({})", numbers)
        return {number: Thing(iri, kind) for number, iri, kind in rows}

    def texts(self, numbers: Sequence[int]) -> dict[int, list[Text]]:
        """Return everything that is said of these things, names first."""
        found: dict[int, list[Text]] = {number: [] for number in numbers}
        for thing, role, language, text in self._in(
            "SELECT thing, role, language, text FROM text WHERE thing IN ({}) ORDER BY id", numbers
        ):
            found[thing].append(Text(role, language, text))
        return found

    def everything(self) -> Iterator[tuple[Thing, list[Text]]]:
        """Yield every thing with its texts, in the order of the addresses."""
        things = self._connection.execute("SELECT id, iri, kind FROM thing ORDER BY id").fetchall()
        texts: dict[int, list[Text]] = {}
        for thing, role, language, text in self._connection.execute(
            "SELECT thing, role, language, text FROM text ORDER BY id"
        ):
            texts.setdefault(thing, []).append(Text(role, language, text))
        for number, iri, kind in things:
            yield Thing(iri, kind), texts.get(number, [])

    def _numbers(self, sql: str, values: tuple[str, ...], most: int) -> list[int]:
        return [row[0] for row in self._connection.execute(f"{sql} LIMIT ?", (*values, most))]

    def _in(self, sql: str, numbers: Sequence[int]) -> sqlite3.Cursor:
        return self._connection.execute(sql.format(", ".join("?" * len(numbers))), tuple(numbers))


@contextmanager
def opened(release: Path, index: Mapping[str, object] | None) -> Iterator[Index]:
    """Open the index of a release for one question.

    Raises ReleaseError if the release has none that can be read, QueryTimeoutError if the question takes too long.
    """
    path = release / FILE
    if not index or not path.is_file():
        raise ReleaseError("This release has no search index; build it again with 'cfit release'.")
    until = time.monotonic() + SECONDS
    try:
        connection = sqlite3.connect(f"file:{quote(str(path.absolute()))}?mode=ro&immutable=1", uri=True)
        connection.set_progress_handler(lambda: time.monotonic() > until, _STEPS)
        try:
            yield Index(connection)
        finally:
            connection.close()
    except sqlite3.OperationalError as error:
        if "interrupted" in str(error):
            raise QueryTimeoutError("The search took too long; ask for fewer or longer words.") from error
        raise ReleaseError(f"The search index cannot be read: {error}; build the release again.") from error
    except sqlite3.DatabaseError as error:
        raise ReleaseError(f"The search index cannot be read: {error}; build the release again.") from error
