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
_YEAR = len("2026")


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


@router.api_route("/timeline", methods=READ)
async def shown(request: Request, opened: Current, reader: Reading) -> Response:
    """Tell the years, of all kinds or of those that are chosen."""
    entries = await told(opened, reader.languages)
    without = await asking.rows(opened.pool, "chronicle-undated")
    chosen = [kind for kind in KINDS if kind in request.query_params.getlist("kind")]
    years: dict[str, list[Entry]] = {}
    for entry in entries:
        if not chosen or entry.kind in chosen:
            years.setdefault(entry.date[:_YEAR], []).append(entry)
    missing = sum(int(row["undated"].value) for row in without if not chosen or row["kind"].value in chosen)
    facts = {"years": years, "choices": _choices(entries, chosen), "undated": missing, "kinds": KINDS}
    return pages.page("timeline.html", reader, release=opened.edition, **facts)


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
        address = "/timeline" + (f"?{urlencode([('kind', one) for one in others])}" if others else "")
        found.append(Choice(kind, counts[kind], kind in chosen, address))
    return [choice for choice in found if choice.count or choice.chosen]
