"""Who takes part, what it is worth, and what came of it: results, tenders, awards, contracts."""

import re

from cfit_graph import iris
from cfit_graph.iris import CFIT, DCTERMS, EPO, SKOS
from cfit_graph.mapping.notices import writing
from cfit_graph.mapping.notices.writing import TYPE, Statements, in_table
from cfit_graph.records.notices import LotTender, NoticeOrganisation

ROLES = {
    "buyer": (str(EPO.Buyer), str(EPO.isResponsibilityOfBuyer)),
    "tenderer": (str(EPO.Tenderer), None),
    "winner": (str(EPO.Winner), None),
}
VALUE_KINDS = {
    "estimated": "estimated",
    "framework-maximum": "maximum",
    "awarded": "awarded",
    "re-estimated": "re-estimated",
    "total": "total-awarded",
    "lowest": "lowest-tender",
    "highest": "highest-tender",
    "lowest-total": "lowest-total",
    "highest-total": "highest-total",
    "before": "before-modification",
    "after": "after-modification",
}
RECEIVED = {"tenders": str(EPO.hasReceivedTenders), "t-sme": str(EPO.hasSMEReceivedTenders)}
_CURRENCY = re.compile("[A-Z]{3}")
_LABEL, _NAME = str(SKOS.prefLabel), str(EPO.hasLegalName)


def parties(out: Statements) -> None:
    """Say who buys, tenders and wins, as the notice names them; who they are in the world is not for a notice."""
    for organisation in out.tree.organisations:
        this = out.begin_part("party", str(CFIT.Party), organisation.id)
        out.say(out.notice, str(EPO.announcesRole), this)
        for number, name in enumerate(out.titles(organisation.id)):
            out.say(this, _NAME, name)
            if number == 0:
                out.say(this, _LABEL, name)
        for role in organisation.roles:
            class_, link = ROLES[role]
            out.say(this, TYPE, class_)
            if link is not None:
                out.say(out.procedure, link, this)
        party(out, this, organisation)


def party(out: Statements, this: str, organisation: NoticeOrganisation) -> None:
    """Say what the notice tells of an organisation."""
    for number in organisation.legal_ids:
        out.say(this, str(CFIT.registrationNumber), writing.text(number))
    out.say_all(
        this,
        (
            (str(EPO.hasCountryCode), organisation.country, in_table("country")),
            (str(EPO.hasNutsCode), organisation.nuts, writing.nuts),
            (str(CFIT.city), organisation.city, writing.text),
            (str(EPO.hasBuyerLegalType), organisation.legal_type, in_table("buyer-legal-type")),
            (str(EPO.hasMainActivity), organisation.activity, in_table("main-activity")),
            (str(EPO.hasBusinessSize), organisation.size, in_table("economic-operator-size")),
        ),
    )
    if organisation.natural_person:
        out.say(this, str(CFIT.naturalPerson), writing.boolean(value=True))


def values(out: Statements) -> None:
    """Say what things are worth: each amount with its currency and its kind, never a sum of ours."""
    seen: set[tuple[str, str]] = set()
    for value in out.tree.values:
        subject, kind = out.named(value.of), VALUE_KINDS[value.kind]
        known = (value.of, kind) in seen
        if subject is None or known or value.amount.startswith("-") or not _CURRENCY.fullmatch(value.currency or ""):
            continue
        seen.add((value.of, kind))
        this = out.begin_part("monetary-value", str(EPO.MonetaryValue), value.of, kind)
        out.say(this, str(CFIT.valueOf), subject)
        out.say(this, str(CFIT.valueKind), str(iris.concept("value-kind", kind)))
        out.say(this, str(EPO.hasAmountValue), writing.decimal(value.amount))
        out.say(this, str(EPO.hasCurrency), writing.authority("currency", value.currency or ""))


def results(out: Statements) -> None:
    """Say how each lot ended, how many tenders came in, and which tenders the result speaks of."""
    for result in out.tree.results:
        this = out.begin_part("lot-result", str(EPO.LotAwardOutcome), result.id)
        out.say_all(
            this,
            (
                (str(EPO.concernsLot), out.lots.get(result.of, out.procedure), str),
                (str(EPO.hasAwardStatus), result.outcome, in_table("winner-selection-status")),
                (str(EPO.hasNonAwardJustification), result.reason, in_table("non-award-justification")),
                (str(DCTERMS.date), result.date, writing.date),
                (str(CFIT.awardReference), result.reference, writing.text),
            ),
        )
        for tender in result.tenders:
            if tender in out.tenders:
                out.say(this, str(EPO.comprisesTender), out.tenders[tender])
    for stated in out.tree.submissions:
        if stated.kind in RECEIVED and stated.of in out.results and stated.number.isdigit():
            out.say(out.results[stated.of], RECEIVED[stated.kind], writing.integer(stated.number))


def tenders(out: Statements) -> None:
    """Say who handed in each tender that the notice tells of, for which lot, and who won with it."""
    for tender in out.tree.tenders:
        this = out.begin_part("bid", str(EPO.Tender), tender.id)
        if tender.of in out.lots:
            out.say(this, str(EPO.isSubmittedForLot), out.lots[tender.of])
        for one in tender.tenderers:
            if one in out.parties:
                out.say(this, str(EPO.isSubmitedBy), out.parties[one])
                if tender.won and out.titles(one):
                    award(out, tender, one)


def award(out: Statements, tender: LotTender, winner: str) -> None:
    """Say that a supplier won, as of purchases that no notice told of."""
    this = out.begin_part("award", str(CFIT.Award), tender.id, winner)
    out.say(this, str(CFIT.awardedIn), out.procedure)
    out.say(this, str(CFIT.awardedBy), out.tenders[tender.id])
    out.say(this, str(EPO.indicatesAwardToWinner), out.parties[winner])
    for name in out.titles(winner)[:1]:
        out.say(this, str(CFIT.supplierName), name)
    if tender.rank and tender.rank.isdigit() and tender.rank != "0":
        out.say(this, str(CFIT.order), writing.integer(tender.rank))


def contracts(out: Statements) -> None:
    """Say which contracts were signed, when and on which tenders."""
    for contract in out.tree.contracts:
        this = out.begin_part("contract", str(EPO.Contract), contract.id)
        out.say(out.notice, str(EPO.announcesContract), this)
        out.say_all(
            this,
            (
                (str(CFIT.contractReference), contract.reference, writing.text),
                (str(EPO.hasContractConclusionDate), contract.signed, writing.date),
                (str(CFIT.winnerDecided), contract.decided, writing.date),
            ),
        )
        for tender in contract.tenders:
            if tender in out.tenders:
                out.say(this, str(EPO.includesTender), out.tenders[tender])
