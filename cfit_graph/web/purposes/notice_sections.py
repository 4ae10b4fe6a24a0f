"""The sections of the pages of what notices tell.

What a buyer coded and the words that our text signal found stand in sections of their own, never together.
"""

from collections.abc import Mapping

from cfit_graph.iris import CFIT, DCTERMS, EPO, M8G, SKOS, A
from cfit_graph.web.catalogue import N_
from cfit_graph.web.purposes.section import Section

# What the query of a page computes, under names that only pages know.
_STATED, _UNSTATED = "https://w3id.org/cfit/page#stated", "https://w3id.org/cfit/page#unstated"
SOME = 8  # of what one notice may have very many


def _some(
    key: str,
    title: str,
    columns: Mapping[str, str],
    empty: str = "",
    by: tuple[str, ...] = (),
    *,
    head: str | None = None,
) -> Section:
    """Return a section of what one thing may have very many: it shows the first of them."""
    return Section(key, title, columns, empty, by, head, most=SOME)


PUBLISHED = (EPO.hasPublicationDate.value,)
NOTICE_COLUMNS = {
    N_("Form"): EPO.hasFormType.value,
    N_("Published"): EPO.hasPublicationDate.value,
    N_("Country"): DCTERMS.spatial.value,
    N_("Corrects"): CFIT.changesNotice.value,
    N_("Reason"): CFIT.changeReason.value,
}
BOUGHT_COLUMNS = {
    N_("Buyer"): EPO.isResponsibilityOfBuyer.value,
    N_("Product groups"): CFIT.forProductGroup.value,
    N_("Kind"): EPO.hasProcedureType.value,
    N_("Main CPV code"): EPO.hasMainClassification.value,
}
WON_COLUMNS = {
    N_("Supplier"): CFIT.identifiedAs.value,
    N_("Purchase"): CFIT.awardedIn.value,
    N_("Buyer"): EPO.isResponsibilityOfBuyer.value,
    N_("Rank"): CFIT.order.value,
}
PARTY_COLUMNS = {
    N_("Role"): A.value,
    N_("Country"): EPO.hasCountryCode.value,
    N_("Town"): CFIT.city.value,
    N_("Registration number"): CFIT.registrationNumber.value,
}
PARTY_KNOWN = {**PARTY_COLUMNS, N_("Taken for"): CFIT.identifiedAs.value}

NOTICES = Section("notices", N_("Notices, in the order of time"), NOTICE_COLUMNS, by=PUBLISHED)
BUYERS = _some("buyers", N_("Buyers, as notices name them"), PARTY_KNOWN)
LOTS = _some(
    "lots",
    N_("Lots"),
    {
        N_("Kind"): EPO.hasContractNatureType.value,
        N_("Product groups"): CFIT.forProductGroup.value,
        N_("Main CPV code"): EPO.hasMainClassification.value,
        N_("Framework agreement"): EPO.hasFrameworkAgreementType.value,
        N_("Duration"): CFIT.duration.value,
        N_("Place"): DCTERMS.spatial.value,
    },
)
AWARD_CRITERIA = _some(
    "award-criteria",
    N_("Award criteria, as notices code them"),
    {
        N_("Weight"): M8G.weight.value,
        N_("Weight is"): EPO.hasWeightValueType.value,
        N_("Lot"): EPO.specifiesProcurementCriterion.value,
    },
    by=(EPO.hasAwardCriterionType.value,),
    head=EPO.hasAwardCriterionType.value,
)
RESULTS = _some(
    "results",
    N_("Results"),
    {
        N_("Outcome"): EPO.hasAwardStatus.value,
        N_("Reason"): EPO.hasNonAwardJustification.value,
        N_("Tenders received"): EPO.hasReceivedTenders.value,
        N_("Of these from small and medium-sized enterprises"): EPO.hasSMEReceivedTenders.value,
        N_("Date"): DCTERMS.date.value,
    },
    head=EPO.concernsLot.value,
)
CONTRACTS = _some(
    "contracts",
    N_("Contracts"),
    {
        N_("Contract number"): CFIT.contractReference.value,
        N_("Winner chosen"): CFIT.winnerDecided.value,
        N_("Signed"): EPO.hasContractConclusionDate.value,
    },
    by=(EPO.hasContractConclusionDate.value,),
)
AWARDS = _some("awards", N_("Awards"), WON_COLUMNS, by=(CFIT.order.value,), head=CFIT.supplierName.value)
VALUES = _some(
    "values",
    N_("Values"),
    {
        N_("Amount"): EPO.hasAmountValue.value,
        N_("Currency"): EPO.hasCurrency.value,
        N_("Of"): CFIT.valueOf.value,
    },
    N_("It states no amount."),
    (CFIT.valueKind.value,),
    head=CFIT.valueKind.value,
)
DATES = _some(
    "dates",
    N_("Dates and deadlines"),
    {
        N_("Date"): DCTERMS.date.value,
        N_("Clock there"): CFIT.localTime.value,
        N_("Offset from UTC"): CFIT.utcOffset.value,
        N_("Moment in UTC"): CFIT.instant.value,
        N_("Clock and date contradict each other"): CFIT.offsetConflict.value,
        N_("Of"): CFIT.milestoneOf.value,
    },
    by=(DCTERMS.date.value,),
    head=CFIT.milestoneKind.value,
)
WITHHELD = _some(
    "withheld",
    N_("Withheld"),
    {
        N_("Reason"): CFIT.withheldReason.value,
        N_("Until"): CFIT.withheldUntil.value,
        N_("Of"): CFIT.withheldFrom.value,
    },
    head=CFIT.withheldContent.value,
)
CODED = _some(
    "coded",
    N_("Sustainability, as the buyer coded it"),
    {
        N_("Aims"): EPO.fulfillsStrategicProcurement.value,
        N_("Environmental, social and innovative"): EPO.fulfillsRequirement.value,
        N_("Accessibility"): EPO.includesAccessibilityCriterion.value,
        N_("Reserved"): EPO.hasReservedProcurement.value,
        N_("Energy efficiency"): CFIT.energyEfficiencyItem.value,
        N_("Energy efficiency rules"): CFIT.energyEfficiencyBasis.value,
        N_("Goal"): CFIT.sustainabilityGoal.value,
        N_("Strategy"): CFIT.sustainabilityStrategy.value,
    },
    N_("Its form carries no code on sustainability; older forms had none."),
)
SIGNALS = Section(
    "signals",
    N_("Words on sustainability in its text, found by rules of ours"),
    {
        N_("Topic"): CFIT.signalTopic.value,
        N_("Rule"): CFIT.foundByRule.value,
        N_("Where"): CFIT.textField.value,
    },
    N_("Our rules, in ten languages, found no such words; that does not show that there are none."),
    head=CFIT.snippet.value,
)
MATCHES = Section(
    "matches",
    N_("Names taken for one organisation, and why"),
    {
        N_("Taken for the same as"): CFIT.secondEntry.value,
        N_("How sure, from 0 to 1"): CFIT.confidenceScore.value,
        N_("Evidence"): CFIT.evidence.value,
    },
    head=CFIT.firstEntry.value,
)
MAYBE = Section("maybe", N_("May be the same, which nobody has decided"), {N_("Country"): DCTERMS.spatial.value})
TOTALS = Section(
    "totals",
    N_("What it won is worth, per currency"),
    {
        N_("Sum"): EPO.hasAmountValue.value,
        N_("Tenders with an amount"): _STATED,
        N_("Won tenders without one, in any currency"): _UNSTATED,
    },
)
BOUGHT = Section("bought", N_("What it bought, by notices matched with its name"), BOUGHT_COLUMNS)
WON = Section("won", N_("What it won, by notices matched with its name"), WON_COLUMNS, head=CFIT.supplierName.value)
OWN_OF_COMMITMENT = Section(
    "own-notices", N_("Inferred: notices of who undertook it, on the same product group"), NOTICE_COLUMNS, by=PUBLISHED
)
OF_COMMITMENT = Section(
    "notices",
    N_("Inferred: notices of anybody on the same product group"),
    NOTICE_COLUMNS,
    by=PUBLISHED,
    newest_first=True,
    most=SOME,
)
BY_CODE = Section(
    "notices",
    N_("Notices, by the CPV codes of their purchases"),
    {
        N_("Published"): EPO.hasPublicationDate.value,
        N_("Form"): EPO.hasFormType.value,
        N_("Country"): DCTERMS.spatial.value,
        N_("By a code for exactly this"): SKOS.closeMatch.value,
        N_("By a code for more than this"): SKOS.narrowMatch.value,
        N_("By a code for a part of this"): SKOS.broadMatch.value,
    },
    N_("No notice has a CPV code that stands for it."),
    PUBLISHED,
    newest_first=True,
    most=SOME,
)
