"""Which terms does a query name, and does the release have them? Read from the tokens; a hint is never an error."""

from collections.abc import Callable, Collection
from dataclasses import dataclass, field

from rapidfuzz import process

from cfit_graph.engine import guard
from cfit_graph.iris import CFIT, A
from cfit_graph.prefixes import shortened

SHOWN, LIKENESS = 3, 60.0

_SUBJECT, _PREDICATE, _OBJECT, _PASSED_OVER = range(4)
_CLAUSES = frozenset({"FILTER", "BIND", "HAVING", "BY", "SELECT", "SERVICE", "VALUES"})


@dataclass
class Named:
    """The properties a query names in the place of one, all IRIs it names, and the prefixes it declares."""

    predicates: list[str] = field(default_factory=list)
    iris: list[str] = field(default_factory=list)
    prefixes: dict[str, str] = field(default_factory=dict)
    undeclared: list[str] = field(default_factory=list)


class _Walk:
    """Follows the tokens of graph patterns closely enough to tell a predicate from a subject and an object."""

    def __init__(self) -> None:
        self.found = Named()
        self._place = _PASSED_OVER
        self._outer: list[int] = []
        self._values_ahead = False
        self._last = ("", "")

    def take(self, kind: str, text: str) -> None:
        """Read one token."""
        reader = _READERS.get(kind)
        if reader is not None:
            reader(self, kind, text)
        self._last = (kind, text)

    def open(self, _: str, text: str) -> None:
        """Enter a group, a node without a name, a list or an expression."""
        self._outer.append(self._place)
        self._place = {"{": _SUBJECT, "[": _PREDICATE}.get(text[0], self._inside())
        if self._values_ahead and text == "{":
            self._place, self._values_ahead = _PASSED_OVER, False

    def _inside(self) -> int:
        return _PREDICATE if self._place == _PREDICATE else _PASSED_OVER

    def close(self, _: str, text: str) -> None:
        """Leave it."""
        outer = self._outer.pop() if self._outer else _PASSED_OVER
        if text == "}":
            self._place = _SUBJECT if self._outer else _PASSED_OVER
        elif self._place == _OBJECT and outer == _PREDICATE:
            self._place = _OBJECT  # the end of a group within a path
        elif outer == _PASSED_OVER and self._outer:
            self._place = _SUBJECT  # the end of a FILTER or BIND
        else:
            self._place = outer
            self._advance()

    def separate(self, _: str, text: str) -> None:
        """Begin the next statement, property, value or step of a path."""
        place = {".": _SUBJECT, ";": _PREDICATE, ",": _OBJECT}.get(text)
        if place is not None and self._place != _PASSED_OVER:
            self._place = place
        elif text in {"/", "|"} and self._place == _OBJECT:
            self._place = _PREDICATE

    def word(self, _: str, text: str) -> None:
        """Note `a`, which is a property; pass over clauses that hold no statements."""
        if text == "a" and self._place == _PREDICATE:
            self.found.predicates.append(A.value)
            self._place = _OBJECT
        elif text.upper() in _CLAUSES:
            self._place = _PASSED_OVER
            self._values_ahead = text.upper() == "VALUES"
        elif text.lower() in {"true", "false"}:
            self._advance()

    def name(self, kind: str, text: str) -> None:
        """Note an IRI."""
        if self._last[0] == "name" and kind == "iri" and self._place == _PASSED_OVER and not self._outer:
            self.found.prefixes[self._last[1].removesuffix(":")] = text[1:-1]
            return
        iri = text[1:-1] if kind == "iri" else self._expanded(text)
        if iri:
            self.found.iris.append(iri)
            if self._place == _PREDICATE:
                self.found.predicates.append(iri)
        self._advance()

    def _expanded(self, name: str) -> str:
        prefix, _, local = name.partition(":")
        if self._last[1].upper() == "PREFIX":
            return ""
        if prefix not in self.found.prefixes:
            self.found.undeclared.append(prefix)
            return ""
        return self.found.prefixes[prefix] + local.replace("\\", "")

    def value(self, _: str, __: str) -> None:
        """Note that something stands here."""
        self._advance()

    def _advance(self) -> None:
        self._place = {_SUBJECT: _PREDICATE, _PREDICATE: _OBJECT}.get(self._place, self._place)


_READERS: dict[str, Callable[[_Walk, str, str], None]] = {
    "open": _Walk.open,
    "close": _Walk.close,
    "separator": _Walk.separate,
    "other": _Walk.separate,
    "word": _Walk.word,
    "name": _Walk.name,
    "iri": _Walk.name,
    **dict.fromkeys(("variable", "blank_node", "string", "number"), _Walk.value),
}


def named(sparql: str) -> Named:
    """Return what a query names."""
    walk = _Walk()
    for kind, text in guard.tokens(sparql):
        walk.take(kind, text)
    return walk.found


def of(names: Named, properties: Collection[str], terms: Collection[str]) -> list[str]:
    """Return a sentence for each property no statement has, and for each `cfit:` term the ontology does not define."""
    found: dict[str, str] = {}
    for iri in names.iris:
        if iri.startswith(CFIT.base) and iri not in terms and terms:
            found[iri] = f"{shortened(iri)} is no term of the ontology{_nearest(iri, terms)}"
    for iri in names.predicates:
        if iri not in properties and properties:
            found.setdefault(iri, f"no statement of this release has the property {shortened(iri)}")
    return list(found.values())[:SHOWN]


def _nearest(iri: str, terms: Collection[str]) -> str:
    local = {term: term.removeprefix(CFIT.base).lower() for term in terms}
    best = process.extractOne(iri.removeprefix(CFIT.base).lower(), local, score_cutoff=LIKENESS)
    return f" (nearest: {shortened(best[2])})" if best else ""
