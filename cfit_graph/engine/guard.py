"""Reads the tokens of a query before the engine does: what it is, whether it is allowed, whether it is too large.

One pass without recursion. This is the polite fence that gives a reason; the wall is a worker without a network,
with a memory limit, that can be killed. Tokens follow SPARQL 1.1, section 19.8, read with suspicion: the engine takes
`trueSERVICE` for two words and `SERVICE:x {` for a call, so a word that merely holds a forbidden one is refused.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from enum import StrEnum

from cfit_graph.engine.formats import Kind
from cfit_graph.errors import QueryRefusedError, QueryTooLargeError

DEPTH, TOKENS, DATA_TOKENS, PATTERNS, SIGNS = 64, 8000, 20000, 256, 32

_TOKEN = re.compile(
    r"""
    (?P<blank>[\s\ufeff]++|\#[^\r\n]*+)
    |(?P<iri><(?:[^<>"{}|^`\\\x00-\x20]|\\u[0-9A-Fa-f]{4}|\\U[0-9A-Fa-f]{8})*+>)
    |(?P<string>\"{3}(?:[^"\\]|\\.|"(?!""))*+\"{3}|'{3}(?:[^'\\]|\\.|'(?!''))*+'{3}
        |"(?:[^"\\\r\n]|\\.)*+"|'(?:[^'\\\r\n]|\\.)*+')
    |(?P<variable>[?$]\w++)
    |(?P<blank_node>_:[\w.\-]++)
    |(?P<name>(?:[^\W\d_][\w.\-]*+)?:(?:[\w:%\-.]|\\[_~.\-!$&'()*+,;=/?\#@%])*+)
    |(?P<language>@[A-Za-z]++[A-Za-z0-9\-]*+)
    |(?P<number>\d++(?:\.\d++)?(?:[eE][+-]?\d++)?|\.\d++)
    |(?P<word>(?:[^\W\d]|\\u[0-9A-Fa-f]{4}|\\U[0-9A-Fa-f]{8})(?:[\w\-]|\\u[0-9A-Fa-f]{4}|\\U[0-9A-Fa-f]{8})*+)
    |(?P<open>\{\||<<\(?|[({\[])
    |(?P<close>\|\}|\)?>>|[)}\]])
    |(?P<sign>[!^+\-])
    |(?P<separator>[.;,/])
    |(?P<other>.)
    """,
    re.VERBOSE | re.DOTALL,
)
_ESCAPE = re.compile(r"\\u([0-9A-Fa-f]{4})|\\U([0-9A-Fa-f]{8})")

_PROLOGUE = frozenset({"BASE", "PREFIX", "VERSION"})
_UPDATES = frozenset(
    {"INSERT", "DELETE", "LOAD", "CLEAR", "DROP", "CREATE", "ADD", "MOVE", "COPY", "WITH"},
)
_COSTLY = frozenset({"OPTIONAL", "UNION", "MINUS", "BIND", "FILTER", "EXISTS", "SELECT", "GRAPH"})
_LISTS = {"VALUES": "{", "IN": "("}

NO_SERVICE = (
    "SERVICE is switched off: a query asked here never leaves this machine. "
    "Ask the other endpoint itself, or name this endpoint in a SERVICE clause there."
)
NO_LOAD = "LOAD is switched off: this service fetches nothing and changes nothing."
NO_UPDATE = (
    "This service only reads. The graph changes by a new release: "
    "correct the project's tables, check them with 'cfit check', and publish with 'cfit release'."
)


class Form(StrEnum):
    """The four forms of a SPARQL query, and anything else."""

    SELECT = "SELECT"
    ASK = "ASK"
    CONSTRUCT = "CONSTRUCT"
    DESCRIBE = "DESCRIBE"
    UNKNOWN = "UNKNOWN"

    @property
    def kind(self) -> Kind | None:
        """What a query of this form gives, None where only the engine can tell."""
        graph = Kind.GRAPH
        return {"SELECT": Kind.ROWS, "ASK": Kind.BOOLEAN, "CONSTRUCT": graph, "DESCRIBE": graph}.get(self.value)


_FORMS = frozenset(form.value for form in Form)


@dataclass
class _Reading:
    """What has been seen of a query so far."""

    first_word: str | None = None
    depth: int = 0
    deepest: int = 0
    tokens: int = 0
    data_tokens: int = 0
    patterns: int = 0
    signs: int = 0
    most_signs: int = 0
    data_from: list[int] = field(default_factory=list)  # the depth a list of values began at, if inside one
    list_ahead: str = ""

    def take(self, kind: str, text: str) -> None:
        """Count one token."""
        self.tokens += not self.data_from
        self.data_tokens += bool(self.data_from)
        self.signs = self.signs + 1 if kind == "sign" else 0
        self.most_signs = max(self.most_signs, self.signs)
        if kind == "open":
            self._open(text)
        elif kind == "close":
            self._close()
        elif kind == "word":
            self._word(_plain(text))
        elif kind == "separator":
            self.patterns += text != "," or not self.data_from

    def _open(self, text: str) -> None:
        self.depth += 1
        self.deepest = max(self.deepest, self.depth)
        if text == self.list_ahead:
            self.list_ahead = ""
            self.data_from.append(self.depth)
        else:
            self.patterns += text != "("

    def _close(self) -> None:
        if self.data_from and self.data_from[-1] == self.depth:
            self.data_from.pop()
        self.depth -= 1

    def _word(self, word: str) -> None:
        if self.first_word is None and word not in _PROLOGUE:
            self.first_word = word
        self.list_ahead = _LISTS.get(word, self.list_ahead)
        self.patterns += word in _COSTLY


def form(sparql: str, limit: int) -> Form:
    """Return the form of a query that may be asked.

    Raises QueryTooLargeError beyond `limit` bytes of text or any other measure of size, and QueryRefusedError for
    SERVICE, LOAD and updates. A text that is no SPARQL passes: the engine says what is wrong with it.
    """
    if len(sparql) > limit or len(sparql.encode("utf-8", "surrogatepass")) > limit:
        message = f"The query has more than {limit} bytes of text, the most this service reads."
        raise QueryTooLargeError(message)
    reading = _Reading()
    before, last = "", ("", "")
    for kind, text in tokens(sparql):
        _refuse(kind, text, before, last)
        reading.take(kind, text)
        before, last = last[1], (kind, text)
    _measure(reading)
    first = reading.first_word or ""
    return Form(first) if first in _FORMS else Form.UNKNOWN


def tokens(sparql: str) -> Iterator[tuple[str, str]]:
    """Yield the kind and the text of every token but white space and comments."""
    for match in _TOKEN.finditer(sparql):
        if match.lastgroup != "blank":
            yield match.lastgroup or "other", match.group()


def _plain(word: str) -> str:
    """Return a word in upper case, its code point escapes read."""
    if "\\" in word:
        word = _ESCAPE.sub(lambda escape: chr(min(int(escape[1] or escape[2], 16), 0x10FFFF)), word)
    return word.upper()


def _refuse(kind: str, text: str, before: str, last: tuple[str, str]) -> None:
    """Raise QueryRefusedError for a token the service never acts on."""
    if kind == "word":
        word = _plain(text)
        if "SERVICE" in word:
            raise QueryRefusedError(NO_SERVICE)
        if "LOAD" in word:
            raise QueryRefusedError(NO_LOAD)
    elif text == "{" and last[0] == "name" and before.upper() != "GRAPH":
        prefix = last[1].partition(":")[0]
        if "SERVICE" in prefix.upper():
            raise QueryRefusedError(NO_SERVICE)


def _measure(reading: _Reading) -> None:
    if reading.first_word in _UPDATES:
        raise QueryRefusedError(NO_UPDATE)
    measures = {
        "levels of nesting": (reading.deepest, DEPTH),
        "words and signs": (reading.tokens, TOKENS),
        "values in lists": (reading.data_tokens, DATA_TOKENS),
        "patterns": (reading.patterns, PATTERNS),
        "signs in a row": (reading.most_signs, SIGNS),
    }
    for what, (found, most) in measures.items():
        if found > most:
            message = f"The query has {found} {what}; this service reads at most {most}. Split it into several queries."
            raise QueryTooLargeError(message)
