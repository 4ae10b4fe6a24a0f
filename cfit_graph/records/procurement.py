"""Purchases: procedures and agreements, who won them, what they are worth, and other numbers with a source."""

from typing import Annotated, ClassVar

from cfit_graph.records.record import Record
from cfit_graph.records.values import (
    Confidence,
    Criterion,
    Currency,
    Disagreement,
    Notation,
    Number,
    Organisation,
    PartialDate,
    Procedure,
    ProductGroup,
    Qualifier,
    Text,
    Thing,
)


class ProcedureRecord(Record):
    """A purchase: a tender, a lot or a framework agreement, with its dates."""

    KIND: ClassVar[str] = "procedure"

    title: Text | None = None
    buyer: Organisation | None = None
    on_behalf_of: Text | None = None
    for_organisations: tuple[Organisation, ...] = ()
    kind: Annotated[str, Notation("procedure-kind")] | None = None
    product_groups: tuple[ProductGroup, ...] = ()
    published: PartialDate | None = None
    published_qualifier: Qualifier | None = None
    deadline: PartialDate | None = None
    deadline_qualifier: Qualifier | None = None
    start: PartialDate | None = None
    start_qualifier: Qualifier | None = None
    end: PartialDate | None = None
    end_qualifier: Qualifier | None = None
    term: Text | None = None
    status: Annotated[str, Notation("procedure-status")] | None = None
    outcome: Text | None = None
    follows: tuple[Procedure, ...] = ()
    criteria: tuple[Criterion, ...] = ()
    note: Text | None = None


class AwardRecord(Record):
    """That a supplier won, alone, ranked or in a consortium; a supplier without a row of its own is named in words."""

    KIND: ClassVar[str] = "award"

    procedure: Procedure | None = None
    supplier: Organisation | None = None
    supplier_name: Text | None = None
    rank: int | None = None
    part: Annotated[str, Notation("award-part")] | None = None
    date: PartialDate | None = None
    date_qualifier: Qualifier | None = None
    note: Text | None = None


class MonetaryValueRecord(Record):
    """An amount of money with its currency, what it measures and over which period."""

    KIND: ClassVar[str] = "monetary-value"

    subject: Thing | None = None
    kind: Annotated[str, Notation("value-kind")] | None = None
    amount: Number | None = None
    currency: Currency | None = None
    comparator: Annotated[str, Notation("comparator")] | None = None
    period: Annotated[str, Notation("value-period")] | None = None
    vat: Annotated[str, Notation("vat-status")] | None = None
    note: Text | None = None


class QuantityRecord(Record):
    """A number about a thing: members, devices, bids, a share in per cent; or a range of it."""

    KIND: ClassVar[str] = "quantity"

    subject: Thing | None = None
    measure: Annotated[str, Notation("measure")] | None = None
    comparator: Annotated[str, Notation("comparator")] | None = None
    value: Number | None = None
    minimum: Number | None = None
    maximum: Number | None = None
    date: PartialDate | None = None
    date_qualifier: Qualifier | None = None
    note: Text | None = None


class DisagreementRecord(Record):
    """A question on which sources differ."""

    KIND: ClassVar[str] = "disagreement"

    name: Text | None = None
    about: tuple[Thing, ...] = ()
    note: Text | None = None


class ClaimRecord(Record):
    """What one source says on a question on which sources differ."""

    KIND: ClassVar[str] = "claim"

    disagreement: Disagreement | None = None
    text: Text | None = None
    about: tuple[Thing, ...] = ()
    confidence: Confidence | None = None
