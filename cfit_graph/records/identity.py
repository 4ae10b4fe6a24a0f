"""What a person decided on whether two organisations are the same."""

from typing import ClassVar

from cfit_graph.records.record import Record
from cfit_graph.records.values import Text


class IdentityDecisionRecord(Record):
    """That two entries of the review list are the same organisation, or are not; it wins over what is computed."""

    KIND: ClassVar[str] = "identity-match"

    first: str | None = None
    second: str | None = None
    same: bool | None = None
    note: Text | None = None
