"""The framework: themes, strategies, phases, commitments, product groups and what is monitored."""

from typing import Annotated, ClassVar

from cfit_graph.records.record import Record
from cfit_graph.records.values import (
    Commitment,
    Cpv,
    CpvCode,
    Indicator,
    Notation,
    Number,
    Organisation,
    PartialDate,
    ProductGroup,
    Qualifier,
    Role,
    Strategy,
    Text,
    Theme,
    Thing,
)

Basis = Annotated[str, Notation("statement-basis")]


class ThemeRecord(Record):
    """What a source says of a core theme."""

    KIND: ClassVar[str] = "theme"
    SCHEME: ClassVar[str | None] = "theme"

    label: Text | None = None
    order: int | None = None
    summary: Text | None = None
    note: Text | None = None


class StrategyRecord(Record):
    """What a source says of a strategy."""

    KIND: ClassVar[str] = "strategy"
    SCHEME: ClassVar[str | None] = "strategy"

    label: Text | None = None
    alt_labels: tuple[Text, ...] = ()
    order: int | None = None
    summary: Text | None = None
    note: Text | None = None


class ProcurementPhaseRecord(Record):
    """What a source says of a phase of procurement."""

    KIND: ClassVar[str] = "procurement-phase"
    SCHEME: ClassVar[str | None] = "procurement-phase"

    label: Text | None = None
    order: int | None = None
    note: Text | None = None


class ProductGroupRecord(Record):
    """A group of products, the wider groups it is part of, and the CPV codes that match it."""

    KIND: ClassVar[str] = "product-group"
    SCHEME: ClassVar[str | None] = "product-group"

    label: Text | None = None
    alt_labels: tuple[Text, ...] = ()
    kind: Annotated[str, Notation("product-group-kind")] | None = None
    broader: tuple[ProductGroup, ...] = ()
    cpv_close: tuple[Cpv, ...] = ()
    cpv_broad: tuple[Cpv, ...] = ()
    cpv_narrow: tuple[Cpv, ...] = ()
    match_basis: Text | None = None
    place_in_pact: Text | None = None
    note: Text | None = None


class CpvCodeRecord(Record):
    """A code of the Common Procurement Vocabulary that a product group matches; `id` is its eight digits."""

    KIND: ClassVar[str] = "cpv-code"

    code: CpvCode | None = None
    label: Text | None = None
    parent: Cpv | None = None
    earlier_meaning: Text | None = None


class CpvMatchRecord(Record):
    """The product groups that a code matches: exactly, as the broader of the two, or as the narrower.

    `id` is the code's eight digits; what `inherited` matches holds for every code below it that has no row of its own.
    """

    KIND: ClassVar[str] = "cpv-match"

    inherited: bool = False
    exact: tuple[ProductGroup, ...] = ()
    broad: tuple[ProductGroup, ...] = ()
    narrow: tuple[ProductGroup, ...] = ()
    note: Text | None = None


class CommitmentRecord(Record):
    """Something undertaken: a commitment of the framework or of a role, a topic put in practice, a target."""

    KIND: ClassVar[str] = "commitment"

    label: Text | None = None
    kind: Annotated[str, Notation("commitment-kind")] | None = None
    number: str | None = None
    strategies: tuple[Strategy, ...] = ()
    strategy_basis: Basis | None = None
    themes: tuple[Theme, ...] = ()
    roles: tuple[Role, ...] = ()
    organisations: tuple[Organisation, ...] = ()
    product_groups: tuple[ProductGroup, ...] = ()
    labels: tuple[Thing, ...] = ()
    summary: Text | None = None
    due: PartialDate | None = None
    due_qualifier: Qualifier | None = None
    status: Annotated[str, Notation("commitment-status")] | None = None
    status_note: Text | None = None
    note: Text | None = None


class IndicatorRecord(Record):
    """Something monitored, and the commitment it measures."""

    KIND: ClassVar[str] = "indicator"

    label: Text | None = None
    commitment: Commitment | None = None
    unit: Text | None = None
    note: Text | None = None


class ObservationRecord(Record):
    """What an organisation reported for an indicator."""

    KIND: ClassVar[str] = "observation"

    indicator: Indicator | None = None
    organisation: Organisation | None = None
    value: Number | None = None
    date: PartialDate | None = None
    date_qualifier: Qualifier | None = None
    note: Text | None = None
