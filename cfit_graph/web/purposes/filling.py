"""From the rows of a purpose's query to the filled sections of a page."""

from collections.abc import Mapping, Sequence

from cfit_graph.iris import CFIT, DCTERMS, SKOS, A
from cfit_graph.web import asking, terms
from cfit_graph.web.asking import Row, Term
from cfit_graph.web.description import Description
from cfit_graph.web.edition import SourceDocument
from cfit_graph.web.purposes.section import NONE, Cell, Filled, Grid, Item, Purpose, Section
from cfit_graph.web.purposes.table import PURPOSES
from cfit_graph.web.shelf import Opened
from cfit_graph.web.terms import Shown, Words

# How a date is to be read stands in a property of its own, beside that of the date.
QUALIFIERS: Mapping[str, str] = {
    CFIT.startDate.value: CFIT.startQualifier.value,
    CFIT.endDate.value: CFIT.endQualifier.value,
    CFIT.publishedDate.value: CFIT.publishedQualifier.value,
    CFIT.deadline.value: CFIT.deadlineQualifier.value,
    CFIT.dueDate.value: CFIT.dueQualifier.value,
    DCTERMS.date.value: CFIT.dateQualifier.value,
    DCTERMS.issued.value: CFIT.dateQualifier.value,
}

# What is asked for of every item, so that one of which nothing else is shown still stands in its table.
_KEPT = frozenset({A.value, SKOS.inScheme.value, SKOS.notation.value})

_Rows = dict[str, list[Row]]


def purpose(known: Description) -> Purpose:
    """Return the purpose of a thing's page; one without sections if nothing is kept for what the thing is."""
    schemes = {f"in {value.term.value}" for value in known.values(SKOS.inScheme.value)}
    kinds = known.classes | schemes | {known.iri}
    return next((found for kind, found in PURPOSES.items() if kind in kinds), NONE)


async def of(opened: Opened, iri: str, wanted: Purpose, languages: Sequence[str]) -> list[Filled]:
    """Return the sections of a page, filled; raise any QueryError."""
    if not wanted.sections:
        return []
    rows = await asking.about(opened.pool, wanted.query, iri, wanted.properties | _KEPT | set(QUALIFIERS.values()))
    by_section: dict[str, _Rows] = {}
    for row in rows:
        by_section.setdefault(row["section"].value, {}).setdefault(row["item"].value, []).append(row)
    words = Words(await asking.labels(opened.pool, _sorted_by(rows, wanted)), languages)
    shown = {section.key: _first(section, by_section.get(section.key, {}), words) for section in wanted.sections}
    words = Words(await asking.labels(opened.pool, _named(shown)), languages)
    filled = (
        _filled(section, shown[section.key], len(by_section.get(section.key, ())), opened, words)
        for section in wanted.sections
    )
    return [section for section in filled if section.total or section.section.empty]


def _sorted_by(rows: Sequence[Row], wanted: Purpose) -> set[str]:
    """Return the IRIs whose names the order of the items goes by: the items themselves, and what sections sort by."""
    by = {property_ for section in wanted.sections for property_ in section.by}
    values = {row["value"].value for row in rows if row["property"].value in by and row["value"].kind == "uri"}
    return values | {row["item"].value for row in rows}


def _named(shown: Mapping[str, _Rows]) -> set[str]:
    """Return the IRIs that are named in the rows of the items that are shown, the items among them."""
    rows = [row for items in shown.values() for stated in items.values() for row in stated]
    return {row[name].value for row in rows for name in ("item", "value") if row[name].kind == "uri"}


def _first(section: Section, rows: _Rows, words: Words) -> _Rows:
    """Return the rows of the items that a section shows, in its order; those of all for a grid."""
    if section.across:
        return rows

    def first(iri: str, property_: str) -> str:
        texts = (words.of(row["value"]).text.lower() for row in rows[iri] if row["property"].value == property_)
        return min(texts, default="" if section.newest_first else "~")

    def place(iri: str) -> tuple[str, ...]:
        return (*(first(iri, property_) for property_ in section.by), words.called(iri).text.lower(), iri)

    ordered = sorted(rows, key=place, reverse=section.newest_first)[: section.most]
    return {iri: rows[iri] for iri in ordered}


def _filled(section: Section, rows: _Rows, total: int, opened: Opened, words: Words) -> Filled:
    if section.across:
        return Filled(section, [], total, _grid(section.across, rows, words))
    return Filled(
        section, [_item(words.called(iri), stated, section, opened, words) for iri, stated in rows.items()], total
    )


def _item(shown: Shown, rows: list[Row], section: Section, opened: Opened, words: Words) -> Item:
    graphs = dict.fromkeys(row["source"].value for row in rows if "source" in row)  # what is computed has none
    documents = [opened.edition.sources.get(graph, SourceDocument(graph)) for graph in graphs]
    head = _cell(rows, section.head, words) if section.head else Cell()
    return Item(shown, head, [_cell(rows, iri, words) for iri in section.columns.values()], documents)


def _cell(rows: list[Row], property_: str, words: Words) -> Cell:
    read = {row.get("source"): row["value"] for row in rows if row["property"].value == QUALIFIERS.get(property_)}
    found: dict[Term, Term | None] = {}
    for row in rows:
        if row["property"].value == property_:
            found[row["value"]] = found.get(row["value"]) or read.get(row.get("source"))
    best = terms.spoken((value for value in found if value.language), words.languages)
    shown = [
        (words.of(value), words.of(how) if how else None)
        for value, how in found.items()
        if not value.language or not best or value.language == best.language
    ]
    return Cell(sorted(shown, key=lambda value: value[0].text.lower()))


def _grid(across: tuple[str, str], rows: _Rows, words: Words) -> Grid:
    """Return the items by two properties; those without one of them stand last, under no heading."""
    down, along = across
    held = {iri: (_valued(stated, down), _valued(stated, along)) for iri, stated in rows.items()}
    columns = _headings({value for _, values in held.values() for value in values}, words)

    def cell(row: str, column: str) -> list[Shown]:
        found = (words.called(iri) for iri, (downs, alongs) in held.items() if row in downs and column in alongs)
        return sorted(found, key=lambda shown: shown.text.lower())

    heads = _headings({value for values, _ in held.values() for value in values}, words)
    return Grid(
        [head for _, head in columns], [(head, [cell(row, column) for column, _ in columns]) for row, head in heads]
    )


def _valued(rows: list[Row], property_: str) -> set[str]:
    return {row["value"].value for row in rows if row["property"].value == property_} or {""}


def _headings(values: set[str], words: Words) -> list[tuple[str, Shown | None]]:
    shown = [(value, words.called(value) if value else None) for value in values]
    return sorted(shown, key=lambda heading: (not heading[0], heading[1].text.lower() if heading[1] else ""))
