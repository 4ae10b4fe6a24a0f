"""Everything the page of a thing shows, put together."""

import asyncio
from dataclasses import dataclass
from functools import cached_property

from cfit_graph.web import citation, description, markup, purposes, related, report, statements, timeline
from cfit_graph.web.citation import Citation
from cfit_graph.web.description import Description
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
    """Which part of a thing is looked at: a page of what points to it with one property, or a report on a property."""

    page: int = 1
    property: str | None = None
    report: str | None = None


@dataclass(frozen=True)
class Portrait:
    """A thing as its page shows it."""

    known: Description
    sections: list[Filled]
    told: Told | None
    moments: list[Moment]
    related: Related | None
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
    known, pointing, moments = await asyncio.gather(
        description.of(opened, iri, languages),
        related.of(opened, iri, languages, view.property, view.page),
        timeline.of(opened, iri, languages),
    )
    wanted = purposes.purpose(known)
    return Portrait(
        known=known,
        sections=await purposes.of(opened, iri, wanted, languages),
        told=await statements.of(opened, iri, languages, view.page) if iri in edition.graphs else None,
        moments=moments if wanted.plain else [],
        related=pointing if wanted.plain else None,
        citation=citation.of(iri, known.title.text, edition, known.publishers),
        report=report.of(known, edition, report_to, view.report),
        markup=markup.of(known, edition),
    )
