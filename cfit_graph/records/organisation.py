"""Organisations, the names they went by, and what happened to them."""

from typing import Annotated, ClassVar

from cfit_graph.records.record import Record
from cfit_graph.records.values import (
    Address,
    Confidence,
    Country,
    Notation,
    Organisation,
    PartialDate,
    Qualifier,
    Relation,
    Text,
    Thing,
)


class OrganisationRecord(Record):
    """A body: its name, kind and place, and what it has to do with the Pact."""

    KIND: ClassVar[str] = "organisation"

    name: Text | None = None
    short_name: Text | None = None
    alt_names: tuple[Text, ...] = ()
    country: Country | None = None
    level: Annotated[str, Notation("organisation-level")] | None = None
    kind: Annotated[str, Notation("organisation-kind")] | None = None
    form: Annotated[str, Notation("organisation-form")] | None = None
    relations: tuple[Relation, ...] = ()
    part_of: tuple[Organisation, ...] = ()
    acts_for: tuple[Organisation, ...] = ()
    works_with: tuple[Organisation, ...] = ()
    established: PartialDate | None = None
    established_qualifier: Qualifier | None = None
    homepage: Address | None = None
    confidence: Confidence | None = None
    note: Text | None = None


class NameUsageRecord(Record):
    """A name that a source used for a thing, and when."""

    KIND: ClassVar[str] = "name-usage"

    subject: Thing | None = None
    name: Text | None = None
    date: PartialDate | None = None
    date_qualifier: Qualifier | None = None
    used_by: Text | None = None
    note: Text | None = None


class ChangeEventRecord(Record):
    """Something that changed an organisation: a renaming, a transfer, an insolvency."""

    KIND: ClassVar[str] = "change-event"

    name: Text | None = None
    kind: Annotated[str, Notation("change-kind")] | None = None
    original: tuple[Organisation, ...] = ()
    resulting: tuple[Organisation, ...] = ()
    date: PartialDate | None = None
    date_qualifier: Qualifier | None = None
    note: Text | None = None
