"""What was published here and is no longer: a record that names no person."""

from typing import Annotated, ClassVar

from pydantic import AfterValidator, ValidationInfo, field_validator

from cfit_graph import iris
from cfit_graph.records.record import Record
from cfit_graph.records.values import Gone, Key, PartialDate, Qualifier, Text, Thing, pointer

PERSON = "person"


class WithdrawalRecord(Record):
    """A thing that was withdrawn, when, why, and what to look at instead; `id` is a digest of the IRI that is gone."""

    KIND: ClassVar[str] = "withdrawal"

    kind: Key | None = None
    thing: Annotated[str, AfterValidator(pointer), Gone()] | None = None
    date: PartialDate | None = None
    date_qualifier: Qualifier | None = None
    reason: Text | None = None
    instead: Thing | None = None

    @field_validator("thing")
    @classmethod
    def _is_digested(cls, thing: str | None, info: ValidationInfo) -> str | None:
        """Refuse a thing whose digest is not the id, and one that names a person."""
        if thing is None:
            return None
        digest = iris.digest(iris.pointed(thing))
        if thing.startswith(f"{PERSON}/"):
            message = f"the key of a person names them: leave this cell empty, and write {digest} in the column id"
            raise ValueError(message)
        if info.data.get("id") != digest:
            message = f"'{thing}' has another digest than the column id: write {digest} there"
            raise ValueError(message)
        return thing
