"""What happened to a thing and when: the dates of its own, and of the things that point to it or that it replaces."""

from collections.abc import Sequence
from dataclasses import dataclass

from cfit_graph.web import asking, terms
from cfit_graph.web.asking import Row, Term
from cfit_graph.web.edition import SourceDocument
from cfit_graph.web.purposes.filling import QUALIFIERS
from cfit_graph.web.shelf import Opened
from cfit_graph.web.terms import Shown, Words

MOST = 25


@dataclass(frozen=True)
class Moment:
    """A date as its source writes it, how it is to be read, what it is the date of, and who says so."""

    date: str
    qualifier: Shown | None
    kind: Shown
    about: Shown | None
    sources: tuple[SourceDocument, ...]


async def of(opened: Opened, iri: str, languages: Sequence[str]) -> list[Moment]:
    """Return the moments of a thing in the order of time, at most MOST of them; raise any QueryError."""
    rows = await asking.rows(opened.pool, "timeline", thing=iri)
    read = {_place(row): row["value"] for row in rows}
    moments: dict[tuple[Term | None, ...], list[Row]] = {}
    for row in rows:
        if row["kind"].value in QUALIFIERS:
            how = read.get((row.get("about"), QUALIFIERS[row["kind"].value], row["source"]))
            moments.setdefault((row["value"], row["kind"], row.get("about"), how), []).append(row)
    ordered = sorted(moments, key=lambda moment: (moment[0].value if moment[0] else "", str(moment)))
    shown = ordered[:MOST]
    named = {term.value for moment in shown for term in moment if term is not None and term.kind == "uri"}
    words = Words(await asking.labels(opened.pool, named), languages)
    return [_moment(moment, moments[moment], opened, words) for moment in shown]


def _place(row: Row) -> tuple[Term | None, str, Term]:
    return row.get("about"), row["kind"].value, row["source"]


def _moment(moment: tuple[Term | None, ...], rows: list[Row], opened: Opened, words: Words) -> Moment:
    date, kind, about, how = moment
    assert date is not None  # noqa: S101 - every row has a value
    assert kind is not None  # noqa: S101 - ... and says of what kind
    graphs = dict.fromkeys(row["source"].value for row in rows)
    return Moment(
        date=terms.visible(date.value),
        qualifier=words.of(how) if how else None,
        kind=words.of(kind),
        about=words.of(about) if about else None,
        sources=tuple(opened.edition.sources.get(graph, SourceDocument(graph)) for graph in graphs),
    )
