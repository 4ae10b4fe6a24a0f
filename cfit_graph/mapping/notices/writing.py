"""The statements of one notice as lines of N-Quads (W3C, 2014), all in the named graph of the notice.

Lines rather than quads: a line costs a third of a node for each of its terms, and the store reads them in bulk.
"""

import re
from collections.abc import Callable, Iterable
from functools import lru_cache, partial
from urllib.parse import quote

from cfit_graph import iris
from cfit_graph.iris import DCTERMS, XSD
from cfit_graph.records.notices import NoticeTree, joined_key, language

TYPE = str(iris.A)
_IDENTIFIER, _SOURCE = str(DCTERMS.identifier), str(DCTERMS.source)
_DATE, _DECIMAL, _INTEGER, _BOOLEAN, _INSTANT = (
    f"^^{XSD[name]}" for name in ("date", "decimal", "integer", "boolean", "dateTime")
)
# What canonical N-Quads escapes, and what has no place in text: controls, and marks that turn the direction of writing.
_SPECIAL = re.compile('["\\\\\x00-\x1f\x7f-\x9f\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069\ufffe\uffff]')
_ESCAPES = {'"': '\\"', "\\": "\\\\", "\n": "\\n", "\r": "\\r", "\t": " "}


def text(value: str) -> str:
    """Return a plain literal."""
    return f'"{escaped(value)}"'


def escaped(value: str) -> str:
    """Return the text between the quotation marks of a literal."""
    return _SPECIAL.sub(lambda match: _ESCAPES.get(match[0], ""), value) if _SPECIAL.search(value) else value


def date(value: str) -> str:
    """Return a day as xsd:date."""
    return f'"{value}"{_DATE}'


def instant(value: str) -> str:
    """Return a moment in UTC as xsd:dateTime."""
    return f'"{value}"{_INSTANT}'


def decimal(value: str) -> str:
    """Return a plain number as canonical xsd:decimal, which has a decimal place."""
    return f'"{value if "." in value else value + ".0"}"{_DECIMAL}'


def integer(value: str) -> str:
    """Return a whole number."""
    return f'"{value}"{_INTEGER}'


def boolean(*, value: bool) -> str:
    """Return a truth value."""
    return f'"{"true" if value else "false"}"{_BOOLEAN}'


@lru_cache(maxsize=20_000)
def authority(table: str, value: str) -> str:
    """Return the IRI of a code in one of the EU's authority tables; odd characters of a stranger's code are quoted."""
    return str(iris.AUTHORITY[f"{table}/{quote(value, safe='-._~')}"])


def in_table(table: str) -> Callable[[str], str]:
    """Return the function that makes the IRI of a code in one authority table."""
    return partial(authority, table)


@lru_cache(maxsize=20_000)
def cpv(value: str) -> str:
    """Return the IRI of a CPV code of eight digits."""
    return str(iris.CPV[value])


@lru_cache(maxsize=20_000)
def nuts(value: str) -> str:
    """Return the IRI of a region, as its code is written."""
    return str(iris.NUTS[quote(value, safe="")])


@lru_cache(maxsize=20_000)
def local_key(of: str) -> str:
    """Return a local id of a notice as the end of a key: `LOT-0001` as `lot-0001`, nothing as `procedure`."""
    return joined_key(of) if of else "procedure"


class Statements:
    """What one notice says, line by line, and the names of the things it speaks of."""

    def __init__(self, tree: NoticeTree) -> None:
        """Name the graph, the notice, its procedure and its lots."""
        self.tree = tree
        self.key = tree.notice.key
        self.graph = str(iris.source(self.key))
        self.notice = str(iris.thing("notice", self.key))
        self.procedure = str(iris.thing("procedure", tree.notice.procedure))
        self.lots = {
            lot.id: str(iris.thing("lot", f"{tree.notice.procedure}-{local_key(lot.id)}")) for lot in tree.lots
        }
        self.results = {result.id: self.part("lot-result", result.id) for result in tree.results}
        self.tenders = {tender.id: self.part("bid", tender.id) for tender in tree.tenders}
        self.contracts = {contract.id: self.part("contract", contract.id) for contract in tree.contracts}
        self.parties = {one.id: self.part("party", one.id) for one in tree.organisations}
        self.names: dict[str, dict[str, str]] = {}
        for name in tree.names:
            tag = language.tag(name.language or tree.notice.language)
            self.names.setdefault(name.of, {}).setdefault(tag, f'"{escaped(name.text)}"@{tag}')
        self.lines: list[str] = []
        self._end = f" {self.graph} .\n"

    def part(self, kind: str, *ids: str) -> str:
        """Return the IRI of something that only this notice speaks of."""
        return str(iris.thing(kind, "-".join((self.key, *map(local_key, ids)))))

    def named(self, of: str) -> str | None:
        """Return what a local id of the notice names, be it a lot, a result, a tender or a contract."""
        if not of:
            return self.procedure
        for things in (self.lots, self.results, self.tenders, self.contracts, self.parties):
            if of in things:
                return things[of]
        return None

    def begin_part(self, kind: str, class_: str, *ids: str) -> str:
        """Begin something that only this notice speaks of, and return its IRI."""
        key = "-".join((self.key, *map(local_key, ids)))
        this = str(iris.thing(kind, key))
        self.begin(this, class_, key)
        return this

    def say(self, subject: str, predicate: str, value: str) -> None:
        """Add a statement; the three are terms as N-Quads writes them."""
        self.lines.append(f"{subject} {predicate} {value}{self._end}")

    def titles(self, of: str) -> list[str]:
        """Return the names of something, the first of each language, in the order of the notice."""
        return list(self.names.get(of, {}).values())

    def say_all(self, subject: str, statements: Iterable[tuple[str, str | None, Callable[[str], str]]]) -> None:
        """Add a statement for each value there is, made a term by the function beside it."""
        for predicate, value, term in statements:
            if value is not None:
                self.lines.append(f"{subject} {predicate} {term(value)}{self._end}")

    def begin(self, subject: str, class_: str, key: str) -> None:
        """Add what everything published says: its class, its key and its source."""
        self.say(subject, TYPE, class_)
        self.say(subject, _IDENTIFIER, f'"{key}"')
        self.say(subject, _SOURCE, self.graph)
