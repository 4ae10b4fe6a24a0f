"""What the Pact puts out and where it meets: guidance, news, events, good practices, joint statements."""

from typing import Annotated, ClassVar

from cfit_graph.records.record import Record
from cfit_graph.records.values import (
    Commitment,
    Country,
    JointStatement,
    Notation,
    Organisation,
    PartialDate,
    Procedure,
    ProductGroup,
    Qualifier,
    Relation,
    Strategy,
    Text,
    Theme,
    Thing,
)


class GuidanceRecord(Record):
    """A text or tool that helps buyers."""

    KIND: ClassVar[str] = "guidance"

    title: Text | None = None
    kind: Annotated[str, Notation("guidance-kind")] | None = None
    issued: PartialDate | None = None
    issued_qualifier: Qualifier | None = None
    start: PartialDate | None = None
    start_qualifier: Qualifier | None = None
    makers: tuple[Thing, ...] = ()
    maker_note: Text | None = None
    themes: tuple[Theme, ...] = ()
    product_groups: tuple[ProductGroup, ...] = ()
    phases: tuple[Annotated[str, Notation("procurement-phase")], ...] = ()
    status: Annotated[str, Notation("publication-status")] | None = None
    status_as_of: PartialDate | None = None
    possibly_same_as: tuple[Thing, ...] = ()
    relations: tuple[Relation, ...] = ()
    note: Text | None = None


class NewsItemRecord(Record):
    """A news page, and what it is about."""

    KIND: ClassVar[str] = "news-item"

    title: Text | None = None
    issued: PartialDate | None = None
    issued_qualifier: Qualifier | None = None
    about: tuple[Thing, ...] = ()
    note: Text | None = None


class EventRecord(Record):
    """Something that took place, or was planned to."""

    KIND: ClassVar[str] = "event"

    name: Text | None = None
    kind: Annotated[str, Notation("event-kind")] | None = None
    start: PartialDate | None = None
    start_qualifier: Qualifier | None = None
    end: PartialDate | None = None
    end_qualifier: Qualifier | None = None
    time_note: Text | None = None
    location: Text | None = None
    country: Country | None = None
    status: Annotated[str, Notation("event-status")] | None = None
    organisers: tuple[Thing, ...] = ()
    attendees: tuple[Organisation, ...] = ()
    about: tuple[Thing, ...] = ()
    note: Text | None = None


class GoodPracticeRecord(Record):
    """A case: who did what, with which strategies, and what came of it."""

    KIND: ClassVar[str] = "good-practice"

    title: Text | None = None
    country: Country | None = None
    organisations: tuple[Organisation, ...] = ()
    product_groups: tuple[ProductGroup, ...] = ()
    strategies: tuple[Strategy, ...] = ()
    strategy_basis: Annotated[str, Notation("statement-basis")] | None = None
    themes: tuple[Theme, ...] = ()
    date: PartialDate | None = None
    date_qualifier: Qualifier | None = None
    end: PartialDate | None = None
    end_qualifier: Qualifier | None = None
    outcome: Text | None = None
    commitments: tuple[Commitment, ...] = ()
    procedures: tuple[Procedure, ...] = ()
    relations: tuple[Relation, ...] = ()
    note: Text | None = None


class JointStatementRecord(Record):
    """A statement made together; a statement of demand is one kind of it."""

    KIND: ClassVar[str] = "joint-statement"

    title: Text | None = None
    kind: Annotated[str, Notation("joint-statement-kind")] | None = None
    date: PartialDate | None = None
    date_qualifier: Qualifier | None = None
    groups: tuple[Thing, ...] = ()
    status_note: Text | None = None
    note: Text | None = None


class SignatureRecord(Record):
    """Who signed a joint statement, and for how many of which products by when, where stated."""

    KIND: ClassVar[str] = "signature"

    statement: JointStatement | None = None
    organisation: Organisation | None = None
    date: PartialDate | None = None
    date_qualifier: Qualifier | None = None
    product_group: ProductGroup | None = None
    units: int | None = None
    due: PartialDate | None = None
    due_qualifier: Qualifier | None = None
