"""What a form of R2.0.9 says of awards (F03, F06, F15, F21 to F25, T02), prizes (F13) and modifications (F20)."""

from typing import Any

from cfit_graph.records.notices import (
    Contract,
    LotResult,
    LotTender,
    NoticeReference,
    Submissions,
    code,
    notice_key,
    publication_number,
)
from cfit_graph.sources.markup import Element, local
from cfit_graph.sources.rows import Rows
from cfit_graph.sources.ted.call import organisation
from cfit_graph.sources.ted.codes import REASONS
from cfit_graph.sources.ted.elements import attribute, child, children, public, text

SUBMISSIONS = {
    "NB_TENDERS_RECEIVED": "tenders",
    "NB_TENDERS_RECEIVED_SME": "t-sme",
    "NB_TENDERS_RECEIVED_EMEANS": "t-esubm",
    "NB_PARTICIPANTS": "tenders",
    "NB_PARTICIPANTS_SME": "t-sme",
}


def read(rows: Rows, form: Element) -> dict[str, Any]:
    """Add the rows of what came of the procedure: the original award, not what a modification made of it.

    Return the CPV codes of corrections and modifications, which are not those of the purpose.
    """
    lots = _lots_by_number(rows, form)
    for award in children(form, "AWARD_CONTRACT"):
        _award(rows, award, _lot_of(rows, lots, text(award, "LOT_NO")))
    for results in children(form, "RESULTS"):
        _prize(rows, results)
    _modification(rows, form)
    changed = [part for tag in ("CHANGES", "MODIFICATIONS_CONTRACT") for part in children(form, tag)]
    codes = (code.cpv(found.get("CODE")) for part in changed for found in part.iter("{*}CPV_CODE"))
    return {"cpv_mentioned": tuple(dict.fromkeys(found for found in codes if found))}


def _lots_by_number(rows: Rows, form: Element) -> dict[str, str]:
    """Return the ids of the lots by the numbers that the buyer gave them."""
    lots = iter(lot.id for lot in rows.lots if lot.kind == "lot")
    numbers: dict[str, str] = {}
    for contract in children(form, "OBJECT_CONTRACT"):
        for description in children(contract, "OBJECT_DESCR"):
            lot = next(lots)
            for number in children(description, "LOT_NO"):
                numbers.setdefault(text(number) or "", lot)
    return numbers


def _lot_of(rows: Rows, lots: dict[str, str], number: str | None) -> str:
    """Return the lot that an award names; the only one where it names none; else none."""
    if number is not None and number in lots:
        return lots[number]
    only = [lot.id for lot in rows.lots if lot.kind == "lot"]
    return only[0] if len(only) == 1 else ""


def _award(rows: Rows, award: Element, lot: str) -> None:
    result = rows.next_id("RES")
    awarded = child(award, "AWARDED_CONTRACT")
    if awarded is None:
        rows.results.append(
            LotResult(rows.notice, result, lot, "clos-nw", _reason(child(award, "NO_AWARDED_CONTRACT")))
        )
        return
    holders = (awarded, *public(awarded, "CONTRACTORS"))
    contractors = [contractor for holder in holders for contractor in children(holder, "CONTRACTOR")]
    together = any(child(holder, "AWARDED_TO_GROUP") is not None for holder in holders)
    tenders = _tenders(rows, lot, contractors, together=together)
    contract = rows.next_id("CON")
    signed = code.day(text(awarded, "DATE_CONCLUSION_CONTRACT"))
    rows.contracts.append(Contract(rows.notice, contract, text(award, "CONTRACT_NO"), tenders, signed=signed))
    rows.results.append(LotResult(rows.notice, result, lot, "selec-w", tenders=tenders, contracts=(contract,)))
    rows.text(lot, "title", text(award, "TITLE"))
    _award_values(rows, result, tenders[0] if len(tenders) == 1 else contract, awarded)
    for holder in (awarded, *public(awarded, "TENDERS")):
        _submissions(rows, result, holder)


def _reason(nothing: Element | None) -> str | None:
    """Return why nobody won, as far as the EU's table has a code for it."""
    names = (local(str(part.tag)) for part in (() if nothing is None else nothing))
    return next((REASONS[name] for name in names if name in REASONS), None)


def _tenders(rows: Rows, lot: str, contractors: list[Element], *, together: bool) -> tuple[str, ...]:
    """Add the tenders that won: one of all contractors where they are a group, else one of each."""
    winners = list(dict.fromkeys(found for one in contractors if (found := _winner(rows, one))))
    groups = [tuple(winners)] if together and winners else [(winner,) for winner in winners]
    made = []
    for group in groups:
        tender = rows.next_id("TEN")
        rows.tenders.append(LotTender(rows.notice, tender, lot, group, won=True))
        made.append(tender)
    return tuple(made)


def _winner(rows: Rows, contractor: Element) -> str | None:
    """Add a contractor, or the winner of a contest, and return its id; None where no address is given."""
    for tag in ("ADDRESS_CONTRACTOR", "ADDRESS_WINNER"):
        address = child(contractor, tag)
        if address is not None:
            size = "sme" if child(contractor, "SME") is not None else None
            return organisation(rows, address, ("tenderer", "winner"), size=size)
    return None


def _award_values(rows: Rows, result: str, winner: str, awarded: Element) -> None:
    """Add what the award is worth; several contractors share the one value, which is then the contract's."""
    for holder in (awarded, *public(awarded, "VALUES"), *public(awarded, "VALUE")):
        for tag, of, kind in (("VAL_TOTAL", winner, "awarded"), ("VAL_ESTIMATED_TOTAL", result, "estimated")):
            for amount in public(holder, tag):
                rows.value(of, kind, code.number(text(amount)), attribute(amount, "CURRENCY"))
        for amounts in public(holder, "VAL_RANGE_TOTAL"):
            for bound, kind in (("LOW", "lowest"), ("HIGH", "highest")):
                rows.value(result, kind, code.number(text(amounts, bound)), attribute(amounts, "CURRENCY"))


def _submissions(rows: Rows, result: str, holder: Element) -> None:
    for tag, kind in SUBMISSIONS.items():
        number = text(holder, tag)
        if number and number.isdecimal():
            rows.submissions.append(Submissions(rows.notice, result, kind, str(int(number))))


def _prize(rows: Rows, results: Element) -> None:
    """Add the winners of a design contest, each of whom has handed in a design of their own."""
    lot = _lot_of(rows, {}, None)
    result = rows.next_id("RES")
    prize = child(results, "AWARDED_PRIZE")
    if prize is None:
        rows.results.append(LotResult(rows.notice, result, lot, "clos-nw", _reason(child(results, "NO_AWARDED_PRIZE"))))
        return
    holders = (prize, *public(prize, "WINNERS"))
    winners = [winner for holder in holders for winner in children(holder, "WINNER")]
    tenders = _tenders(rows, lot, winners, together=False)
    decided = code.day(text(prize, "DATE_DECISION_JURY"))
    rows.results.append(LotResult(rows.notice, result, lot, "selec-w", tenders=tenders, date=decided))
    for holder in (prize, *public(prize, "PARTICIPANTS")):
        _submissions(rows, result, holder)


def _modification(rows: Rows, form: Element) -> None:
    """Add what a modification (F20) or a correction (F14) changes, and which notice it changes."""
    for changed in children(child(form, "MODIFICATIONS_CONTRACT"), "INFO_MODIFICATIONS"):
        for holder in (changed, *children(changed, "VALUES")):
            for tag, kind in (("VAL_TOTAL_BEFORE", "before"), ("VAL_TOTAL_AFTER", "after")):
                rows.value("", kind, code.number(text(holder, tag)), attribute(holder, "CURRENCY", tag))
    for section, tag, kind in (
        ("PROCEDURE", "MODIFICATIONS_CONTRACT", "modification"),
        ("COMPLEMENTARY_INFO", "CHANGES", "change"),
    ):
        target = text(form, section, "NOTICE_NUMBER_OJ")
        if target and child(form, tag) is not None:
            number = publication_number(target)
            rows.references.append(NoticeReference(rows.notice, kind, target, notice_key(number) if number else None))


def coded_deadline(rows: Rows, coded: Element | None) -> None:
    """Add the deadline of the coded section, the one place that says it of a correction (F14) and of older forms."""
    date, _, time = (text(coded, "DT_DATE_FOR_SUBMISSION") or "").partition(" ")
    kind = "tenders" if attribute(coded, "CODE", "PR_PROC") == "1" else "requests"
    rows.moment(code.moment(rows.notice, "", kind, date, time))
