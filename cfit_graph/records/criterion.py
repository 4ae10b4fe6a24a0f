"""Criteria: who runs them, in which sets and versions, each single one, and the tiers of labels."""

from typing import Annotated, ClassVar

from cfit_graph.records.record import Record
from cfit_graph.records.values import (
    Address,
    Condition,
    Country,
    CriteriaScheme,
    CriteriaSet,
    Criterion,
    Notation,
    Number,
    Organisation,
    PartialDate,
    ProductGroup,
    Qualifier,
    Text,
    Theme,
    Thing,
)

CriterionType = Annotated[str, Notation("criterion-type")]
AmbitionLevel = Annotated[str, Notation("ambition-level")]
Status = Annotated[str, Notation("criteria-status")]


class CriteriaSchemeRecord(Record):
    """A source of criteria, such as an ecolabel or a government's criteria, and who runs, owns and develops it."""

    KIND: ClassVar[str] = "criteria-scheme"

    name: Text | None = None
    kind: Annotated[str, Notation("criteria-scheme-kind")] | None = None
    operators: tuple[Organisation, ...] = ()
    owners: tuple[Organisation, ...] = ()
    developers: tuple[Organisation, ...] = ()
    homepage: Address | None = None
    note: Text | None = None


class CriteriaSetRecord(Record):
    """A version of a set of criteria for some product groups."""

    KIND: ClassVar[str] = "criteria-set"

    name: Text | None = None
    identifier: str | None = None
    scheme: CriteriaScheme | None = None
    version: str | None = None
    product_groups: tuple[ProductGroup, ...] = ()
    themes: tuple[Theme, ...] = ()
    types: tuple[CriterionType, ...] = ()
    levels: tuple[AmbitionLevel, ...] = ()
    conditions: tuple[Condition, ...] = ()
    start: PartialDate | None = None
    start_qualifier: Qualifier | None = None
    end: PartialDate | None = None
    end_qualifier: Qualifier | None = None
    status: Status | None = None
    status_note: Text | None = None
    supersedes: tuple[CriteriaSet, ...] = ()
    based_on: tuple[CriteriaSet, ...] = ()
    countries: tuple[Country, ...] = ()
    note: Text | None = None


class CriterionRecord(Record):
    """One requirement, or one chapter or module of them, as a scheme words it."""

    KIND: ClassVar[str] = "criterion"

    name: Text | None = None
    identifier: str | None = None
    scheme: CriteriaScheme | None = None
    criteria_set: CriteriaSet | None = None
    version: str | None = None
    product_groups: tuple[ProductGroup, ...] = ()
    themes: tuple[Theme, ...] = ()
    types: tuple[CriterionType, ...] = ()
    levels: tuple[AmbitionLevel, ...] = ()
    conditions: tuple[Condition, ...] = ()
    weight: Number | None = None
    weight_note: Text | None = None
    trigger: Annotated[str, Notation("clause-trigger")] | None = None
    labels: tuple[Thing, ...] = ()
    evidence: tuple[Annotated[str, Notation("evidence-kind")], ...] = ()
    status: Status | None = None
    status_note: Text | None = None
    supersedes: tuple[Criterion, ...] = ()
    note: Text | None = None


class LabelTierRecord(Record):
    """A tier of an ecolabel, such as EPEAT Gold."""

    KIND: ClassVar[str] = "label-tier"

    name: Text | None = None
    scheme: CriteriaScheme | None = None
    rank: int | None = None
    requirement: Text | None = None
    note: Text | None = None
