"""Where in the tables a statement came from, so that a finding about the graph can name a cell."""

from collections import defaultdict
from collections.abc import Iterable

from cfit_graph.findings import Place
from cfit_graph.mapping.facts import DATED, Concept
from cfit_graph.records import Record


class Places:
    """An index from the IRI of a thing to the records that speak of it."""

    def __init__(self, records: Iterable[Record], concepts: dict[str, Concept]) -> None:
        """Index the records by what they are about."""
        self.concepts = concepts
        self.records: dict[str, list[Record]] = defaultdict(list)
        for record in records:
            self.records[concepts[record.KIND].subject(record).value].append(record)

    def place(self, thing: str, predicate: str | None = None) -> Place | None:
        """Return the cell behind a statement about `thing`: the first row that fills it, else the first row at all."""
        records = self.records.get(thing)
        if not records:
            return None
        columns = [(record, self.column(record, predicate)) for record in records]
        for record, column in columns:
            if column is not None and getattr(record, column) not in (None, ()):
                return record.place(column)
        record, column = columns[0]
        return record.place(column)

    def column(self, record: Record, predicate: str | None) -> str | None:
        """Return the column that the property of a record is filled from, a date's bounds from the date's column."""
        if predicate is None:
            return None
        for column, property_ in self.concepts[record.KIND].properties.items():
            if property_.value == predicate or predicate.endswith(
                tuple(f"#{DATED[property_]}{end}" for end in ("Earliest", "Latest")) if property_ in DATED else ()
            ):
                return column
            if property_ in DATED and predicate.endswith(f"#{DATED[property_]}Qualifier"):
                return f"{column}_qualifier"
        return None
