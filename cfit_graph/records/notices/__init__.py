"""Procurement notices: what any reader (eForms, TED R2.0.x, OCDS) yields and the mapping takes.

A notice is a `NoticeTree`: one `Notice` and flat rows beside it, each of which could be a line of a table. Rows name
their notice by its key and what they are `of` by a local id. Local ids are unique within a notice whatever they name,
written as eForms writes them: `LOT-0001`, `PAR-0001`, `GLO-0001`, `ORG-0001`, `RES-0001`, `TEN-0001`, `CON-0001`;
readers of formats without ids number in document order. An empty `of` is the procedure as a whole.

Every value is text (white space folded), a whole number, a truth value or a tuple of texts; None is "not stated".
Amounts and weights are plain decimal text, days are ISO 8601, countries ISO 3166 alpha-3, languages as the format
writes them (`DEU` in eForms, `DE` before). A withheld value is None, and its field is a `Withheld` row.
BT, OPP and OPT numbers are those of the eForms regulation (EU) 2019/1780 and its SDK.
Contact persons and beneficial owners have no place here, so that no reader can keep them.
"""

from dataclasses import dataclass

from cfit_graph.records.notices.call import (
    AwardCriterion,
    Lot,
    Notice,
    NoticeCode,
    NoticeMoment,
    NoticeName,
    NoticeOrganisation,
    NoticeValue,
)
from cfit_graph.records.notices.key import joined_key, notice_key, publication_number
from cfit_graph.records.notices.outcome import Contract, LotResult, LotTender, Submissions
from cfit_graph.records.notices.remark import FreeText, NoticeReference, Withheld

EFORMS, TED_2_0_9, TED_2_0_8, OCDS = "eforms", "ted-r2-0-9", "ted-r2-0-8", "ocds"

__all__ = [
    "EFORMS",
    "OCDS",
    "TED_2_0_8",
    "TED_2_0_9",
    "AwardCriterion",
    "Contract",
    "FreeText",
    "Lot",
    "LotResult",
    "LotTender",
    "Notice",
    "NoticeCode",
    "NoticeMoment",
    "NoticeName",
    "NoticeOrganisation",
    "NoticeReference",
    "NoticeTree",
    "NoticeValue",
    "Submissions",
    "Withheld",
    "joined_key",
    "notice_key",
    "publication_number",
]


@dataclass(frozen=True, slots=True)
class NoticeTree:
    """A notice and all its rows; every field but `notice` and `texts` is the content of one table."""

    notice: Notice
    lots: tuple[Lot, ...] = ()
    organisations: tuple[NoticeOrganisation, ...] = ()
    names: tuple[NoticeName, ...] = ()
    criteria: tuple[AwardCriterion, ...] = ()
    codes: tuple[NoticeCode, ...] = ()
    moments: tuple[NoticeMoment, ...] = ()
    values: tuple[NoticeValue, ...] = ()
    results: tuple[LotResult, ...] = ()
    submissions: tuple[Submissions, ...] = ()
    tenders: tuple[LotTender, ...] = ()
    contracts: tuple[Contract, ...] = ()
    references: tuple[NoticeReference, ...] = ()
    withheld: tuple[Withheld, ...] = ()
    texts: tuple[FreeText, ...] = ()
