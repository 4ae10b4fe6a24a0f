"""Who takes part: participation in the Pact, membership of groups, seats, posts and the persons who hold them."""

from typing import Annotated, ClassVar

from cfit_graph.records.record import Record
from cfit_graph.records.values import (
    Body,
    Confidence,
    Notation,
    Organisation,
    PartialDate,
    Person,
    Qualifier,
    Role,
    Seat,
    Text,
    Thing,
)


class ParticipationRecord(Record):
    """One organisation in one role in the Pact, over one period."""

    KIND: ClassVar[str] = "participation"

    organisation: Organisation | None = None
    role: Role | None = None
    start: PartialDate | None = None
    start_qualifier: Qualifier | None = None
    end: PartialDate | None = None
    end_qualifier: Qualifier | None = None
    status: Annotated[str, Notation("participation-status")] | None = None
    status_as_of: PartialDate | None = None
    basis: Annotated[str, Notation("membership-basis")] | None = None
    basis_note: Text | None = None
    named_as: Text | None = None
    confidence: Confidence | None = None
    note: Text | None = None


class GroupMembershipRecord(Record):
    """One organisation in one role in a buyer group, working group or body; no signature of the Pact is implied."""

    KIND: ClassVar[str] = "group-membership"

    organisation: Organisation | None = None
    group: Thing | None = None
    role: Role | None = None
    start: PartialDate | None = None
    start_qualifier: Qualifier | None = None
    end: PartialDate | None = None
    end_qualifier: Qualifier | None = None
    confidence: Confidence | None = None
    note: Text | None = None


class SeatRecord(Record):
    """A place of an organisation in the steering committee, as one list shows it."""

    KIND: ClassVar[str] = "seat"

    listing: str | None = None
    body: Body | None = None
    organisation: Organisation | None = None
    seats: int | None = None
    date: PartialDate | None = None
    date_qualifier: Qualifier | None = None
    list_name: Text | None = None


class PostRecord(Record):
    """A post that a person holds for an organisation; the employer is stated apart and may differ."""

    KIND: ClassVar[str] = "post"

    title: Text | None = None
    body: Body | None = None
    seat: Seat | None = None
    person: Person | None = None
    organisation: Organisation | None = None
    employer: Organisation | None = None
    representation: Annotated[str, Notation("representation")] | None = None
    start: PartialDate | None = None
    start_qualifier: Qualifier | None = None
    end: PartialDate | None = None
    end_qualifier: Qualifier | None = None
    note: Text | None = None


class PersonRecord(Record):
    """A person whom the Pact itself named as holder of a public post: the name and nothing else."""

    KIND: ClassVar[str] = "person"

    name: Text | None = None
