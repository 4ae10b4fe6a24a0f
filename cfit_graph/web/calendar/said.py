"""Entries in words: the same for pages, tables and feeds, in the reader's languages."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date

from cfit_graph.web import catalogue, links, terms, wording
from cfit_graph.web.calendar.entries import CERTAINTIES, KINDS, QUALIFIERS, STAGES, Entry
from cfit_graph.web.calendar.kept import Book
from cfit_graph.web.catalogue import N_
from cfit_graph.web.edition import Edition, SourceDocument
from cfit_graph.web.reader import Reader
from cfit_graph.web.terms import Shown, Words

RULES = {
    "contract-end": N_("Computed: no document says it; start and duration give it, or the editors concluded it."),
    "likely-retender": N_("Computed by a rule of ours: six months before the contract ends."),
}
CONFLICT = N_("Date and clock of the notice name different distances from UTC, so the moment is not known.")
UNSTATED = N_("The notice states no distance from UTC.")
SOME_DAY = N_("some day in %(period)s")


@dataclass(frozen=True)
class Said:
    """An entry with the names of what it is about."""

    entry: Entry
    title: Shown
    buyers: tuple[Shown, ...]
    countries: tuple[Shown, ...]
    products: tuple[Shown, ...]
    groups: tuple[Shown, ...]
    sources: tuple[SourceDocument, ...]

    @property
    def kind(self) -> str:
        """What happens, in English, which is the key of its translations."""
        return KINDS[self.entry.kind][1]

    @property
    def stage(self) -> str:
        """The stage of the purchase, in English."""
        return STAGES[self.entry.stage]

    @property
    def certainty(self) -> str:
        """How certain it is, in English."""
        return CERTAINTIES[self.entry.certainty]

    @property
    def qualifier(self) -> str:
        """How its date is to be read, in English; empty where it is as its document states it."""
        return QUALIFIERS.get(self.entry.qualifier or "", ("", ""))[1]

    @property
    def local(self) -> str:
        """The hour at the place of the buyer, without seconds that are none; empty where no hour is stated."""
        local = self.entry.clock.local or ""
        return local.removesuffix(":00") if local.count(":") > 1 else local

    @property
    def offset(self) -> str:
        """The distance from UTC, as `+02:00`; empty where none is stated."""
        return (self.entry.clock.offset or "").replace("Z", "+00:00")

    @property
    def moment(self) -> str:
        """The moment in UTC, with its day only where that is another than the day of the buyer."""
        found = self.entry.when
        if found is None or found.tzinfo is None:
            return ""
        clock = f"{found:%H:%M:%S}".removesuffix(":00")
        return clock if found.date() == self.entry.first else f"{found.date().isoformat()} {clock}"

    @property
    def machine(self) -> str:
        """The date, with its hour where that is known, as HTML's `time` reads it."""
        offset = self.offset if self.moment else ""
        timed = self.local and not self.entry.clock.conflict and self.entry.is_day
        return f"{self.entry.first.isoformat()}T{self.local}{offset}" if timed else self.entry.written[:10]


@dataclass(frozen=True)
class Channel:
    """What a feed says of itself: title, contents, day of the release, this host, its address, that of its page."""

    title: str
    about: str
    made: date
    here: str
    own: str
    page: str


def said(entry: Entry, book: Book, edition: Edition, languages: Sequence[str]) -> Said:
    """Return an entry with the names of what it is about, in the first language that has one."""
    words = Words(book.table.labels, languages)
    called: Callable[[tuple[str, ...]], tuple[Shown, ...]] = lambda iris: tuple(words.called(iri) for iri in iris)  # noqa: E731
    return Said(
        entry,
        words.called(entry.about),
        called(entry.buyers),
        called(entry.countries),
        called(entry.products),
        called(entry.groups),
        tuple(edition.sources.get(iri) or SourceDocument(iri) for iri in entry.sources),
    )


def plain(text: str) -> str:
    """Return a text of a stranger as one line without anything that would act on the program that reads it."""
    return " ".join(terms.visible(text).split())


def summary(one: Said, reader: Reader) -> str:
    """Return in one line what happens to which purchase of whom, how certain that is, and how precise."""
    say = catalogue.translations(reader.language).gettext
    notes = [say(one.qualifier)] if one.qualifier else []
    if not one.entry.is_day:
        notes.append(say(SOME_DAY) % {"period": period(one, reader)})
    marked = f" ({', '.join(notes)})" if notes else ""
    whose = f" — {', '.join(shown.text for shown in one.buyers[:2])}" if one.buyers else ""
    return plain(f"{say(one.kind)}{marked}: {one.title.text}{whose}")


def details(one: Said, reader: Reader, here: str) -> list[str]:
    """Return what else there is to say of an entry, a line each: the hour, the lots, the names, the documents."""
    words, lots = catalogue.translations(reader.language), len(one.entry.parts)
    say = words.gettext
    lines = [f"{say(one.kind)}: {period(one, reader)} {hour(one)}", *(say(note) for note in notes(one))]
    if lots > 1:
        lines.append(words.ngettext("one lot", "%(num)d lots", lots) % {"num": lots})
    for heading, named in (
        (N_("Buyer"), one.buyers),
        (N_("Country"), one.countries),
        (N_("Product group"), one.products),
        (N_("Buyer group"), one.groups),
    ):
        if named:
            lines.append(f"{say(heading)}: {', '.join(shown.text for shown in named)}")
    lines += [f"{say(N_('Source'))}: {document.title or ''} {source(document, here)}" for document in one.sources]
    return [plain(line) for line in lines]


def notes(one: Said) -> list[str]:
    """Return what is to be known about its date, in English: a moment that is not known, a rule it was computed by."""
    found = []
    if one.entry.clock.conflict:
        found.append(CONFLICT)
    elif one.local and not one.moment:
        found.append(UNSTATED)
    if one.entry.certainty == "computed" and one.entry.kind in RULES:
        found.append(RULES[one.entry.kind])
    return found


def hour(one: Said) -> str:
    """Return the hour as the buyer's clock shows it, with its distance from UTC, and in UTC."""
    local = f"{one.local}{f' (UTC{one.offset})' if one.offset else ''}" if one.local else ""
    return f"{local} = {one.moment} UTC" if local and one.moment else local


def period(one: Said, reader: Reader) -> str:
    """Return the day, month or year of an entry in words."""
    return wording.day(one.entry.written, reader.language)


def address(iri: str, here: str) -> str:
    """Return the full address of the page about one of our things on this host."""
    path = links.href(iri) or "/"
    return f"{here}{path.replace('/id/', '/doc/', 1)}" if path.startswith("/") else path


def source(document: SourceDocument, here: str) -> str:
    """Return where a document is to be read: at its publisher's where that is known, else here."""
    found = links.href(document.address) if document.address else None
    return found if found and found.startswith("http") else address(document.iri, here)
