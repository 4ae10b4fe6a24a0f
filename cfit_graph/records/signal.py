"""The text signal: rules on words about sustainability, and what they find in the free text of notices."""

from dataclasses import dataclass
from typing import Annotated, ClassVar

from cfit_graph.records.record import Record
from cfit_graph.records.values import CriteriaScheme, Notation, Strategy, Theme


class TextRuleRecord(Record):
    """Words of one language that speak of a topic: `near` must stand close by, `unless` must not.

    Phrases are parted by `; `. `*` stands for any letters, a blank for blanks, hyphens or apostrophes, a hyphen for one
    of these or nothing. A phrase with a capital letter is found as it is written only. No language means every one.
    """

    KIND: ClassVar[str] = "text-rule"

    topic: Annotated[str, Notation("signal-topic")] | None = None
    language: str | None = None
    phrases: str | None = None
    near: str | None = None
    unless: str | None = None
    theme: Theme | None = None
    strategy: Strategy | None = None
    scheme: CriteriaScheme | None = None


@dataclass(frozen=True, slots=True)
class TextHit:
    """That a rule found its words in one field of a notice; never a coded field, which says what the buyer stated."""

    notice: str
    of: str
    rule: str
    field: str
    language: str
    snippet: str
