"""Which keys the tables have, and which cells name one that they do not."""

from collections.abc import Collection, Iterable, Iterator, Mapping

from cfit_graph.findings import Finding
from cfit_graph.records import TABLES, Record, marker
from cfit_graph.records.values import Notation, Points
from cfit_graph.sources import wording

TABLE_OF = {record_type.KIND: f"{table}.csv" for table, record_type in TABLES.items()}


class Index:
    """The keys of every kind of thing, and the notations of every scheme."""

    def __init__(self, notations: Mapping[str, Collection[str]]) -> None:
        """Begin with the schemes' notations and no keys."""
        self.notations = {scheme: sorted(known) for scheme, known in notations.items()}
        self.keys: dict[str, set[str]] = {}
        self.skipped: set[str] = set()

    def note(self, kind: str, key: str) -> None:
        """Remember a key, also of a row that turns out to be wrong elsewhere."""
        self.keys.setdefault(kind, set()).add(key)

    def skip(self, kind: str) -> None:
        """Remember that the table of this kind could not be read: nobody is blamed for naming its things."""
        self.skipped.add(kind)

    def dangling(self, records: Iterable[Record]) -> Iterator[Finding]:
        """Yield a finding for each cell that names a thing or a concept which is not there."""
        for record in records:
            for column in type(record).model_fields:
                mark = marker(type(record), column)
                if isinstance(mark, Points | Notation):
                    yield from self.unknown(record, column, mark)

    def unknown(self, record: Record, column: str, mark: Points | Notation) -> Iterator[Finding]:
        """Yield a finding for each value of one cell that is not there."""
        value = getattr(record, column)
        label = str(getattr(record, "name", None) or getattr(record, "title", None) or record.id)[:80]
        for text in value if isinstance(value, tuple) else (value,):
            if text is None:
                continue
            if isinstance(mark, Notation):
                known = self.notations.get(mark.scheme, [])
                if text not in known:
                    yield wording.unknown_notation(record.place(column), label, text, mark.scheme, known)
            elif not self.knows(*pointer(text, mark)):
                kind, key = pointer(text, mark)
                table = TABLE_OF.get(kind, f"any table ('{kind}' is no kind of thing)")
                yield wording.unknown_key(record.place(column), label, key, table, sorted(self.keys.get(kind, ())))

    def knows(self, kind: str, key: str) -> bool:
        """Return whether a thing of this kind has this key, or cannot be known not to."""
        return kind in self.skipped or key in self.keys.get(kind, ())


def pointer(text: str, mark: Points) -> tuple[str, str]:
    """Return the kind and the key that a cell names."""
    if mark.kind is not None:
        return mark.kind, text
    kind, _, key = text.partition("/")
    return kind, key
