"""What every record has: a key, the document that says so, and where in the tables it stands."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from typing import ClassVar, get_args

from pydantic import BaseModel, ConfigDict, PrivateAttr

from cfit_graph.findings import Place
from cfit_graph.records.values import Code, Document, Gone, Key, Link, Marker, Notation, Points, Worded


@dataclass(frozen=True)
class Made:
    """How a record was written: its file and row."""

    file: str
    row: int


class Record(BaseModel):
    """One row: what one source document says of one thing; an empty cell is not stated.

    `id` and `source` together are unique in a table: a second row of the same thing is what another document says.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")
    KIND: ClassVar[str]
    SCHEME: ClassVar[str | None] = None

    id: Key
    source: Document
    _made: Made | None = PrivateAttr(default=None)

    def place(self, column: str | None = None) -> Place:
        """Return where the record, or one column of it, stands in the tables."""
        if self._made is None:
            return Place(self.KIND)
        return Place(self._made.file, self._made.row, column)

    def written_at(self, file: str, row: int) -> None:
        """Remember where the record was read; `row` counts from 1 with the header as row 1, as a spreadsheet does."""
        self._made = Made(file, row)


@cache
def marker(record_type: type[Record], column: str) -> Marker | None:
    """Return how a column's text is to be read, from the annotation of its field (None: by its Python type)."""
    info = record_type.model_fields[column]
    for mark in (*info.metadata, *inner_marks(info.annotation)):
        if isinstance(mark, Points | Notation | Worded | Code | Link | Gone):
            return mark
    return None


def inner_marks(annotation: object) -> Iterator[object]:
    """Yield the annotations found inside `X | None` and `tuple[X, ...]`."""
    for argument in get_args(annotation):
        yield argument
        yield from inner_marks(argument)
