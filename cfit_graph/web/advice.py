"""What helps after an error: the place with a caret, the prefix that was meant, the limit that struck, what to try."""

import re
from collections.abc import Collection

from rapidfuzz import process

from cfit_graph import errors
from cfit_graph.errors import CfitError, QuerySyntaxError
from cfit_graph.prefixes import PREFIXES
from cfit_graph.web import hints

EXCERPT, BEFORE = 120, 80
LIKENESS = 50.0

_NO_PREFIX = "Prefix not found"
_NAME = re.compile(r"[\w.-]*:[\w.-]*$")
_CLASS = re.compile(r"\['|\\u\{|^\[_\]$|^\|")
_LONGEST = 300

_ANYWHERE = (
    "Narrow the query: fewer patterns that share no variable, a LIMIT, or a VALUES list of the things you mean. "
    "The whole graph is at /data to take away."
)
# For each error, the nearest ancestor counting: the limit that struck, and what to try.
_LIMITS: dict[type[CfitError], tuple[str, str]] = {
    errors.QueryRefusedError: ("reading only", "Ask this graph alone, by SELECT, ASK, CONSTRUCT or DESCRIBE."),
    errors.QueryTimeoutError: ("seconds", _ANYWHERE),
    errors.QueryTooLargeError: ("size", f"Ask for less at a time, with LIMIT and OFFSET, or in parts. {_ANYWHERE}"),
    errors.ClientBusyError: ("queries at once", "Wait for your own earlier queries to end before you send more."),
    errors.BudgetError: ("share of one client", "Go on when Retry-After says; a kinder pace is never stopped."),
    errors.EngineBusyError: ("queue", "Ask again when Retry-After says."),
    errors.EngineError: ("memory", f"The query was too heavy for its process. {_ANYWHERE}"),
}


def of(error: CfitError, query: str | None, terms: Collection[str] = ()) -> dict[str, object]:
    """Return the members that help with an error, for problem+json and for its page."""
    if isinstance(error, QuerySyntaxError):
        return {**_place(error, query or ""), **_meant(query or "", terms)}
    for kind in type(error).__mro__:
        if kind in _LIMITS:
            limit, advice = _LIMITS[kind]
            return {"limit": limit, "advice": advice}
    return {}


def sentence(error: QuerySyntaxError, query: str) -> str:
    """Return what is wrong with a query in words a reader knows: the engine also lists classes of characters."""
    undeclared = hints.named(query).undeclared
    if _NO_PREFIX in error.message and undeclared:
        return str(QuerySyntaxError(f"the prefix '{undeclared[0]}:' is not declared", *_at(error, query)))
    expected = [part for part in error.message.splitlines()[0].split(", ") if not _CLASS.search(part)]
    return str(QuerySyntaxError(", ".join(expected)[:_LONGEST], error.line, error.column))


def _at(error: QuerySyntaxError, query: str) -> tuple[int | None, int | None]:
    """Return line and column of an error, moved back to where a name begins whose prefix is not declared."""
    lines = query.split("\n")
    if error.line is None or error.column is None or not 0 < error.line <= len(lines):
        return error.line, error.column
    before = lines[error.line - 1][: error.column - 1]
    named = _NAME.search(before) if _NO_PREFIX in error.message else None
    return error.line, named.start() + 1 if named else error.column


def _place(error: QuerySyntaxError, query: str) -> dict[str, object]:
    number, column = _at(error, query)
    if number is None or column is None:
        return {}
    place: dict[str, object] = {"line": number, "column": column}
    lines = query.split("\n")
    if not 0 < number <= len(lines):
        return place
    line = lines[number - 1].rstrip("\r").expandtabs(1)
    start = max(0, column - 1 - BEFORE)
    excerpt = line[start : start + EXCERPT]
    return {**place, "text": excerpt, "excerpt": f"{excerpt}\n{' ' * (column - 1 - start)}^"}


def _meant(query: str, terms: Collection[str]) -> dict[str, object]:
    """Return what to do about the first prefix that is not declared, and about `cfit:` terms that do not exist."""
    names = hints.named(query)
    sentences = [advice for prefix in dict.fromkeys(names.undeclared) if (advice := _prefix(prefix))]
    sentences += [f"{hint}." for hint in hints.of(names, (), terms)]
    return {"advice": " ".join(sentences)} if sentences else {}


def _prefix(prefix: str) -> str:
    if prefix in PREFIXES:
        return f"The prefix '{prefix}:' is not declared; add this line: PREFIX {prefix}: <{PREFIXES[prefix]}>"
    best = process.extractOne(prefix, list(PREFIXES), score_cutoff=LIKENESS)
    if not best:
        return f"The prefix '{prefix}:' is not declared."
    found = best[0]
    return f"The prefix '{prefix}:' is not declared; did you mean '{found}:'? PREFIX {found}: <{PREFIXES[found]}>"
