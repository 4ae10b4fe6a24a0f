"""Reading the calendar from the release: one question for each shape of fact, asked of the same workers."""

import asyncio
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from itertools import islice

from cfit_graph.errors import QueryTooLargeError
from cfit_graph.iris import BASE
from cfit_graph.web import asking
from cfit_graph.web.asking import Row, Term
from cfit_graph.web.calendar import entries
from cfit_graph.web.calendar.entries import NO_CLOCK, Clock, Entry
from cfit_graph.web.edition import SourceDocument
from cfit_graph.web.shelf import Opened

PART = 20_000  # rows that one question gives at most
MOST_ROWS = 200_000  # of one question in all: some fifty thousand notices
_LABELS_AT_ONCE = 500
_TOO_MANY = (
    "This release tells of more dates than a calendar holds; ask for those you want with a SPARQL query, as in the "
    "published question on the deadlines of calls."
)

Many = dict[str, tuple[str, ...]]


async def read(opened: Opened) -> list[Entry]:
    """Return every entry of the calendar, in the order of time; raise any QueryError.

    What is made of the rows is made beside the loop, so that nobody waits for it.
    """
    days = [row for name in ("milestones", "results", "purchases") for row in await _all(opened, name)]
    bought = [row for name in ("buyers", "pact-buyers") for row in await _all(opened, name)]
    products, groups = await _all(opened, "products"), await _all(opened, "groups")

    def made() -> list[Entry]:
        facts = {
            "buyers": gathered(bought, "procedure", "buyer"),
            "countries": gathered(bought, "procedure", "country"),
            "products": gathered(products, "thing", "product"),
            "groups": gathered(groups, "buyer", "group"),
        }
        return told(days, facts, opened.edition.sources)

    return await asyncio.to_thread(made)


async def labels(opened: Opened, iris: Iterable[str]) -> dict[str, list[Term]]:
    """Return what these IRIs are called; raise any QueryError."""
    found: dict[str, list[Term]] = {}
    rest = iter(sorted(set(iris)))
    while part := list(islice(rest, _LABELS_AT_ONCE)):
        found |= await asking.called(opened.pool, part)
    return found


def told(rows: Iterable[Row], facts: Mapping[str, Many], documents: Mapping[str, SourceDocument]) -> list[Entry]:
    """Return the entries that the rows tell: what happens to a purchase at one time is one entry, whoever states it."""
    alike: dict[tuple[Term | str | None, ...], list[Row]] = {}
    for row in rows:
        kind = _end(row["kind"].value)
        if kind in entries.KINDS and entries.span(row["date"].value):
            if kind == "published" and _qualifier(row) == "planned":
                kind = "planned-call"
            said = (row.get(name) for name in ("date", "qualifier", "time", "offset", "instant", "conflict"))
            alike.setdefault((kind, row["procedure"], *said), []).append(row)
    found = [_entry(str(said[0]), same, facts, documents) for said, same in alike.items()]
    newest = sorted(found, key=lambda entry: (entry.issued, entry.sources, entry.written, entry.key), reverse=True)
    return sorted(_named_apart(newest), key=lambda entry: (entry.first, entry.last, entry.key))


def gathered(rows: Iterable[Row], of: str, what: str) -> Many:
    """Return the values of one column by those of another, each once, in order."""
    found: dict[str, set[str]] = {}
    for row in rows:
        if what in row and row[what].kind == "uri":
            found.setdefault(row[of].value, set()).add(row[what].value)
    return {key: tuple(sorted(values)) for key, values in found.items()}


async def _all(opened: Opened, name: str) -> list[Row]:
    """Return all rows of a query, a part at a time: the store of a release never changes.

    Raises QueryTooLargeError for so many that they would fill the memory.
    """
    found: list[Row] = []
    while True:
        part = await asking.rows(opened.pool, f"calendar-{name}", len(found))
        found += part
        if len(part) < PART:
            return found
        if len(found) > MOST_ROWS:
            raise QueryTooLargeError(_TOO_MANY)


def _entry(kind: str, rows: list[Row], facts: Mapping[str, Many], documents: Mapping[str, SourceDocument]) -> Entry:
    row = rows[0]
    about, written = row["procedure"].value, row["date"].value
    subjects = sorted({one["subject"].value for one in rows})
    sources = tuple(sorted({one["source"].value for one in rows}))
    first, last = entries.span(written) or (None, None)
    assert first is not None and last is not None  # noqa: S101, PT018 - rows without a date were left out
    buyers = _of("buyers", subjects, about, facts)
    return Entry(
        key=f"{kind}-{subjects[0].removeprefix(f'{BASE}id/').replace('/', '-')}",
        about=about,
        parts=tuple(subject for subject in subjects if "/id/lot/" in subject),
        kind=kind,
        written=written,
        first=first,
        last=last,
        qualifier=_qualifier(row),
        clock=_clock(row),
        buyers=buyers,
        countries=_of("countries", subjects, about, facts),
        products=_of("products", subjects, about, facts),
        groups=tuple(sorted({group for buyer in buyers for group in facts["groups"].get(buyer, ())})),
        sources=sources,
        issued=max((_issued(source, documents) for source in sources), default=""),
    )


def _of(what: str, subjects: Iterable[str], about: str, facts: Mapping[str, Many]) -> tuple[str, ...]:
    """Return what is known of the parts of a purchase, or else of the whole of it."""
    known = {value for subject in subjects for value in facts[what].get(subject, ())}
    return tuple(sorted(known)) or facts[what].get(about, ())


def _named_apart(newest_first: Iterable[Entry]) -> Iterator[Entry]:
    """Yield the entries, each with a key of its own: the newest document gives the plain one, others add theirs."""
    taken: set[str] = set()
    for entry in newest_first:
        told_by = f"{entry.key}-{_end(entry.sources[0])}"
        names = (entry.key, told_by, f"{told_by}-{entry.written}", *(f"{told_by}-{n}" for n in range(len(taken) + 1)))
        key = next(name for name in names if name not in taken)
        taken.add(key)
        yield replace(entry, key=key)


def _clock(row: Row) -> Clock:
    if "time" not in row and "instant" not in row:
        return NO_CLOCK
    said = {name: row[name].value for name in ("offset", "instant") if name in row}
    conflict = "conflict" in row and row["conflict"].value in {"true", "1"}
    return Clock(row["time"].value if "time" in row else None, conflict=conflict, **said)


def _qualifier(row: Row) -> str | None:
    return _end(row["qualifier"].value) if "qualifier" in row else None


def _issued(source: str, documents: Mapping[str, SourceDocument]) -> str:
    document = documents.get(source)
    return (document.issued or "") if document else ""


def _end(iri: str) -> str:
    return iri.rpartition("/")[2]
