"""Everything the page of a thing shows, put together."""

import asyncio
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

from cfit_graph.web import citation, description, markup, purposes, related, report, statements, timeline
from cfit_graph.web.citation import Citation
from cfit_graph.web.description import Description, Fact
from cfit_graph.web.edition import SourceDocument
from cfit_graph.web.purposes import Filled
from cfit_graph.web.reader import Reader
from cfit_graph.web.related import Related
from cfit_graph.web.report import Report
from cfit_graph.web.shelf import Opened
from cfit_graph.web.statements import Told
from cfit_graph.web.timeline import Moment


@dataclass(frozen=True)
class View:
    """Which part of a thing is looked at, by a property: a page of what points to it, or of its values; or a report."""

    page: int = 1
    property: str | None = None
    report: str | None = None
    fact: str | None = None


@dataclass(frozen=True)
class Portrait:
    """A thing as its page shows it; `alone` is the fact whose values have the page to themselves."""

    known: Description
    sections: list[Filled]
    told: Told | None
    moments: list[Moment]
    related: Related | None
    alone: Fact | None
    page: int
    citation: Citation
    report: Report
    markup: dict[str, object]

    @cached_property
    def documents(self) -> dict[str, tuple[SourceDocument, int]]:
        """The documents that the page names, by IRI: those that speak of the thing, with how much, then all others."""
        listed = {document.iri: (document, count) for document, count in self.known.documents}
        items = (item.sources for filled in self.sections for item in filled.items)
        for documents in (*items, *(moment.sources for moment in self.moments)):
            for document in documents:
                listed.setdefault(document.iri, (document, 0))
        return listed

    @cached_property
    def numbers(self) -> dict[str, int]:
        """The number of each document in the list at the end of the page, by IRI."""
        return {iri: number for number, iri in enumerate(self.documents, 1)}


async def of(opened: Opened, iri: str, reader: Reader, view: View, report_to: str) -> Portrait:
    """Return the portrait of `iri`; raise any QueryError."""
    languages, edition = reader.languages, opened.edition
    (known, plain, sections), pointing, moments, told = await asyncio.gather(
        _described(opened, iri, languages),
        related.of(opened, iri, languages, view.property, view.page),
        timeline.of(opened, iri, languages),
        _told(opened, iri, languages, view.page),
    )
    return Portrait(
        known=known,
        sections=sections,
        told=told,
        moments=moments if plain else [],
        related=pointing if plain else None,
        alone=known.fact(view.fact),
        page=view.page,
        citation=citation.of(iri, known.title.text, edition, known.publishers),
        report=report.of(known, edition, report_to, view.report),
        markup=markup.of(known, edition),
    )


async def _described(opened: Opened, iri: str, languages: Sequence[str]) -> tuple[Description, bool, list[Filled]]:
    """Return what is known of a thing, whether its page shows more than its sections, and these."""
    known = await description.of(opened, iri, languages)
    wanted = purposes.purpose(known)
    return known, wanted.plain, await purposes.of(opened, iri, wanted, languages)


async def _told(opened: Opened, iri: str, languages: Sequence[str], page: int) -> Told | None:
    """Return one page of what a thing says, if it is a source document."""
    return await statements.of(opened, iri, languages, page) if iri in opened.edition.graphs else None
