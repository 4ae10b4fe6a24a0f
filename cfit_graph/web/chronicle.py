"""`/timeline`: what happened in the Pact, year by year, each date as its document states it."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from urllib.parse import urlencode

from fastapi import APIRouter, Request
from starlette.responses import Response

from cfit_graph.web import asking, pages, terms
from cfit_graph.web.asking import Row, Term
from cfit_graph.web.borrowing import READ, Current, Reading
from cfit_graph.web.catalogue import N_
from cfit_graph.web.edition import SourceDocument
from cfit_graph.web.shelf import Opened
from cfit_graph.web.terms import Shown

router = APIRouter()

# What can be told, and what it is called; one may choose some of them by `?kind=`.
KINDS = {
    "role": N_("Role in the Pact begun"),
    "role-ended": N_("Role in the Pact ended"),
    "event": N_("Event"),
    "group": N_("Group or body begun"),
    "group-ended": N_("Group or body ended"),
    "changed": N_("Organisation renamed or changed"),
    "criteria": N_("Criteria in force"),
    "criteria-ended": N_("Criteria no longer in force"),
    "document": N_("Document published"),
    "news": N_("News"),
}
PAGE, FEW = 100, 12  # entries on a page; so many things without a date are named
_YEAR = len("2026")
_MOST_PAGES = 9999


@dataclass(frozen=True)
class Entry:
    """A date of a thing: of which kind, how it is to be read, who states it; `others` if other dates are stated too."""

    kind: str
    thing: Shown
    date: str
    qualifier: Shown | None
    sources: Sequence[SourceDocument]
    others: bool


@dataclass(frozen=True)
class Choice:
    """A kind one may choose: how many entries it has, and the address with it chosen, or not any more."""

    name: str
    count: int
    chosen: bool
    address: str


@dataclass(frozen=True)
class Span:
    """The entries that are shown: those of the kinds that are chosen, one page of them."""

    entries: Sequence[Entry]
    chosen: Sequence[str]
    page: int

    @property
    def pages(self) -> int:
        """How many pages they fill; none at all have one."""
        return max(1, -(-len(self.entries) // PAGE))

    @property
    def years(self) -> dict[str, list[Entry]]:
        """The entries of this page, by their year."""
        found: dict[str, list[Entry]] = {}
        for entry in self.entries[(self.page - 1) * PAGE : self.page * PAGE]:
            found.setdefault(entry.date[:_YEAR], []).append(entry)
        return found

    @property
    def begins(self) -> dict[str, str]:
        """Where each year begins."""
        found: dict[str, str] = {}
        for place, entry in enumerate(self.entries):
            year = entry.date[:_YEAR]
            found.setdefault(year, f"{address(self.chosen, place // PAGE + 1)}#y{year}")
        return found

    @property
    def turns(self) -> dict[str, str | None]:
        """Where the pages before and after are."""
        return {
            "before": address(self.chosen, self.page - 1) if self.page > 1 else None,
            "after": address(self.chosen, self.page + 1) if self.page < self.pages else None,
        }


@router.api_route("/timeline", methods=READ)
async def shown(request: Request, opened: Current, reader: Reading) -> Response:
    """Tell the years, of all kinds or of those that are chosen, a page at a time."""
    entries = await told(opened, reader.languages)
    without = await asking.rows(opened.pool, "chronicle-undated")
    chosen = [kind for kind in KINDS if kind in request.query_params.getlist("kind")]
    wanted = [entry for entry in entries if not chosen or entry.kind in chosen]
    page = min(_page(request.query_params.get("page", "")), Span(wanted, chosen, 1).pages)
    missing = [row for row in without if not chosen or row["kind"].value in chosen]
    facts = {
        "span": Span(wanted, chosen, page),
        "choices": _choices(entries, chosen),
        "kinds": KINDS,
        "undated": len(missing),
        "undated_things": await _things(opened, missing, reader.languages),
    }
    return pages.page("timeline.html", reader, release=opened.edition, **facts)


def address(chosen: Sequence[str], page: int = 1) -> str:
    """Return the address of a page of the timeline, of all kinds or of those that are chosen."""
    fields = [*(("kind", kind) for kind in chosen), *([("page", str(page))] if page > 1 else [])]
    return f"/timeline?{urlencode(fields)}" if fields else "/timeline"


def _page(text: str) -> int:
    is_number = text.isascii() and text.isdecimal() and len(text) <= len(str(_MOST_PAGES))
    return max(1, int(text)) if is_number else 1


async def _things(opened: Opened, rows: Sequence[Row], languages: Sequence[str]) -> list[Shown]:
    """Return the things without a date if they are few enough to be named."""
    if len(rows) > FEW:
        return []
    labels = await asking.labels(opened.pool, [row["thing"].value for row in rows])
    return sorted((terms.shown(row["thing"], labels, languages) for row in rows), key=lambda thing: thing.text)


async def told(opened: Opened, languages: Sequence[str]) -> list[Entry]:
    """Return every dated entry, the earliest first; raise any QueryError."""
    rows = await asking.rows(opened.pool, "chronicle")
    named = {row[name].value for row in rows for name in ("thing", "qualifier") if name in row}
    labels = await asking.labels(opened.pool, named)
    alike: dict[tuple[str, Term, str, Term | None], list[Row]] = {}
    for row in rows:
        alike.setdefault((row["kind"].value, row["thing"], row["date"].value, row.get("qualifier")), []).append(row)
    dates = Counter((kind, thing) for kind, thing, _ in {key[:3] for key in alike})
    found = []
    for (kind, thing, day, qualifier), rows_alike in alike.items():
        sources = [_document(opened, row["source"].value) for row in rows_alike]
        read_as = terms.shown(qualifier, labels, languages) if qualifier else None
        about = terms.shown(thing, labels, languages)
        found.append(Entry(kind, about, day, read_as, sources, dates[kind, thing] > 1))
    return sorted(found, key=lambda entry: (entry.date, list(KINDS).index(entry.kind), entry.thing.text))


def _document(opened: Opened, iri: str) -> SourceDocument:
    return opened.edition.sources.get(iri) or SourceDocument(iri)


def _choices(entries: Sequence[Entry], chosen: Sequence[str]) -> list[Choice]:
    counts = Counter(entry.kind for entry in entries)
    found = []
    for kind in KINDS:
        others = [one for one in KINDS if (one in chosen) != (one == kind)]
        found.append(Choice(kind, counts[kind], kind in chosen, address(others)))
    return [choice for choice in found if choice.count or choice.chosen]
