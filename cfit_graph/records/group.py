"""Groups of organisations: buyer groups, working groups and communities, and the bodies that run the Pact."""

from typing import Annotated, ClassVar

from cfit_graph.records.record import Record
from cfit_graph.records.values import (
    Address,
    Body,
    Confidence,
    Country,
    Notation,
    PartialDate,
    Qualifier,
    Relation,
    Text,
    Theme,
    Thing,
)

Status = Annotated[str, Notation("activity-status")]


class BuyerGroupRecord(Record):
    """A national or regional group of buyers."""

    KIND: ClassVar[str] = "buyer-group"

    name: Text | None = None
    country: Country | None = None
    part_of: Thing | None = None
    start: PartialDate | None = None
    start_qualifier: Qualifier | None = None
    end: PartialDate | None = None
    end_qualifier: Qualifier | None = None
    relations: tuple[Relation, ...] = ()
    member_note: Text | None = None
    possibly_same_as: tuple[Thing, ...] = ()
    confidence: Confidence | None = None
    note: Text | None = None


class WorkingGroupRecord(Record):
    """A group that works on a subject: a working group, a community of practice, a national steering group."""

    KIND: ClassVar[str] = "working-group"

    name: Text | None = None
    kind: Annotated[str, Notation("group-kind")] | None = None
    status: Status | None = None
    start: PartialDate | None = None
    start_qualifier: Qualifier | None = None
    end: PartialDate | None = None
    end_qualifier: Qualifier | None = None
    themes: tuple[Theme, ...] = ()
    topics: tuple[Text, ...] = ()
    countries: tuple[Country, ...] = ()
    member_note: Text | None = None
    confidence: Confidence | None = None
    note: Text | None = None


class BodyRecord(Record):
    """A standing body of the Pact: steering committee, secretariat, expert pool, international network."""

    KIND: ClassVar[str] = "body"

    name: Text | None = None
    kind: Annotated[str, Notation("body-kind")] | None = None
    status: Status | None = None
    start: PartialDate | None = None
    start_qualifier: Qualifier | None = None
    tasks: tuple[Text, ...] = ()
    member_note: Text | None = None
    confidence: Confidence | None = None
    note: Text | None = None


class PactRecord(Record):
    """The Pact itself."""

    KIND: ClassVar[str] = "pact"

    name: Text | None = None
    short_name: Text | None = None
    description: Text | None = None
    part_of: Thing | None = None
    homepage: Address | None = None
    start: PartialDate | None = None
    start_qualifier: Qualifier | None = None
    note: Text | None = None


class RoleRuleRecord(Record):
    """What the Pact's own texts say of a role, or of a body: who may hold it and what it carries."""

    KIND: ClassVar[str] = "role-rule"

    role: Annotated[str, Notation("role")] | None = None
    body: Body | None = None
    holders: Text | None = None
    duties: Text | None = None
    excluded_kinds: tuple[Annotated[str, Notation("organisation-kind")], ...] = ()
    note: Text | None = None
