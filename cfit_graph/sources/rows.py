"""The rows of one notice while a reader collects them; ids are numbered in document order, as eForms writes them."""

import re
from collections import Counter
from dataclasses import dataclass, field

from cfit_graph.records.notices import (
    AwardCriterion,
    Contract,
    FreeText,
    Lot,
    LotResult,
    LotTender,
    Notice,
    NoticeCode,
    NoticeMoment,
    NoticeName,
    NoticeOrganisation,
    NoticeReference,
    NoticeTree,
    NoticeValue,
    Submissions,
)

_ID = re.compile(r"(?=.{1,40}$)[0-9A-Za-z]+(?:-[0-9A-Za-z]+)*")


@dataclass(slots=True)
class Rows:
    """What has been read of a notice so far, but for the notice's own row."""

    notice: str
    language: str | None = None
    lots: list[Lot] = field(default_factory=list)
    organisations: dict[str, NoticeOrganisation] = field(default_factory=dict)
    names: list[NoticeName] = field(default_factory=list)
    criteria: list[AwardCriterion] = field(default_factory=list)
    codes: list[NoticeCode] = field(default_factory=list)
    moments: list[NoticeMoment] = field(default_factory=list)
    values: list[NoticeValue] = field(default_factory=list)
    results: list[LotResult] = field(default_factory=list)
    submissions: list[Submissions] = field(default_factory=list)
    tenders: list[LotTender] = field(default_factory=list)
    contracts: list[Contract] = field(default_factory=list)
    references: list[NoticeReference] = field(default_factory=list)
    texts: list[FreeText] = field(default_factory=list)
    _numbers: Counter[str] = field(default_factory=Counter)
    _own: set[str] = field(default_factory=set)

    def next_id(self, prefix: str) -> str:
        """Return the next local id of a kind: `LOT-0001`, then `LOT-0002`."""
        self._numbers[prefix] += 1
        return f"{prefix}-{self._numbers[prefix]:04}"

    def own_id(self, prefix: str, written: str | None) -> str:
        """Return the local id of what has an id of its own: `LOT-0003` for 3; the next number where it fits no id.

        Notices that speak of the same thing then call it the same, whatever they put first.
        """
        written = (written or "").removeprefix(f"{prefix}-")
        id_ = f"{prefix}-{written.zfill(4) if written.isdecimal() else written}"
        if not _ID.fullmatch(written) or id_.lower() in self._own:
            id_ = self.next_id(prefix)
            while id_.lower() in self._own:
                id_ = self.next_id(prefix)
        self._own.add(id_.lower())
        return id_

    def name(self, of: str, text: str | None, language: str | None = None) -> None:
        """Add a title or a legal name, in the notice's language unless another is given."""
        if text:
            self.names.append(NoticeName(self.notice, of, text, language or self.language))

    def text(self, of: str, what: str, text: str | None) -> None:
        """Add words for the text signal."""
        if text:
            self.texts.append(FreeText(of, what, text, self.language))

    def value(self, of: str, kind: str, amount: str | None, currency: str | None) -> None:
        """Add an amount of money."""
        if amount is not None:
            self.values.append(NoticeValue(self.notice, of, kind, amount, currency))

    def moment(self, moment: NoticeMoment | None) -> None:
        """Add a day or a moment."""
        if moment is not None:
            self.moments.append(moment)

    def tree(self, notice: Notice) -> NoticeTree:
        """Return the notice with all its rows."""
        return NoticeTree(
            notice,
            lots=tuple(self.lots),
            organisations=tuple(self.organisations.values()),
            names=tuple(self.names),
            criteria=tuple(self.criteria),
            codes=tuple(self.codes),
            moments=tuple(self.moments),
            values=tuple(self.values),
            results=tuple(self.results),
            submissions=tuple(self.submissions),
            tenders=tuple(self.tenders),
            contracts=tuple(self.contracts),
            references=tuple(self.references),
            texts=tuple(self.texts),
        )
