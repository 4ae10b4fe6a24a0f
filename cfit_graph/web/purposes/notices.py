"""The pages of what notices tell: notices themselves, contracts, parties, and who these are in the world.

What a buyer coded and the words that our text signal found stand in sections of their own, never together.
"""

from cfit_graph.iris import CFIT, DCTERMS, EPO, M8G, SCHEMA, SKOS, A
from cfit_graph.web.catalogue import N_
from cfit_graph.web.purposes.section import Purpose, Section

# What the query of a page computes, under names that only pages know.
_STATED, _UNSTATED = "https://w3id.org/cfit/page#stated", "https://w3id.org/cfit/page#unstated"
_SOME = 9  # of what one notice may have very many

_PUBLISHED = (EPO.hasPublicationDate.value,)
_NOTICE = {
    N_("Form"): EPO.hasFormType.value,
    N_("Published"): EPO.hasPublicationDate.value,
    N_("Country"): DCTERMS.spatial.value,
    N_("Corrects"): CFIT.changesNotice.value,
    N_("Reason"): CFIT.changeReason.value,
}
_BOUGHT = {
    N_("Buyer"): EPO.isResponsibilityOfBuyer.value,
    N_("Product groups"): CFIT.forProductGroup.value,
    N_("Kind"): EPO.hasProcedureType.value,
    N_("Main CPV code"): EPO.hasMainClassification.value,
}
_WON = {
    N_("Supplier"): CFIT.identifiedAs.value,
    N_("Purchase"): CFIT.awardedIn.value,
    N_("Buyer"): EPO.isResponsibilityOfBuyer.value,
    N_("Rank"): CFIT.order.value,
}
_PARTY = {
    N_("Role"): A.value,
    N_("Country"): EPO.hasCountryCode.value,
    N_("Town"): CFIT.city.value,
    N_("Registration number"): CFIT.registrationNumber.value,
}
_PARTY_KNOWN = {**_PARTY, N_("Taken for"): CFIT.identifiedAs.value}

NOTICES = Section("notices", N_("Notices, in the order of time"), _NOTICE, by=_PUBLISHED)
BUYERS = Section("buyers", N_("Buyers, as notices name them"), _PARTY_KNOWN, most=_SOME)
LOTS = Section(
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
    most=_SOME,
)
AWARD_CRITERIA = Section(
    "award-criteria",
    N_("Award criteria, as notices code them"),
    {
        N_("Weight"): M8G.weight.value,
        N_("Weight is"): EPO.hasWeightValueType.value,
        N_("Lot"): EPO.specifiesProcurementCriterion.value,
    },
    by=(EPO.hasAwardCriterionType.value,),
    head=EPO.hasAwardCriterionType.value,
    most=_SOME,
)
RESULTS = Section(
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
    most=_SOME,
)
CONTRACTS = Section(
    "contracts",
    N_("Contracts"),
    {
        N_("Contract number"): CFIT.contractReference.value,
        N_("Winner chosen"): CFIT.winnerDecided.value,
        N_("Signed"): EPO.hasContractConclusionDate.value,
    },
    by=(EPO.hasContractConclusionDate.value,),
    most=_SOME,
)
AWARDS = Section("awards", N_("Awards"), _WON, by=(CFIT.order.value,), head=CFIT.supplierName.value, most=_SOME)
VALUES = Section(
    "values",
    N_("Values"),
    {
        N_("Amount"): EPO.hasAmountValue.value,
        N_("Currency"): EPO.hasCurrency.value,
        N_("Of"): CFIT.valueOf.value,
    },
    N_("It states no amount."),
    (CFIT.valueKind.value,),
    CFIT.valueKind.value,
    most=_SOME,
)
DATES = Section(
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
    most=_SOME,
)
WITHHELD = Section(
    "withheld",
    N_("Withheld"),
    {
        N_("Reason"): CFIT.withheldReason.value,
        N_("Until"): CFIT.withheldUntil.value,
        N_("Of"): CFIT.withheldFrom.value,
    },
    head=CFIT.withheldContent.value,
    most=_SOME,
)
CODED = Section(
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
    most=_SOME,
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
BOUGHT = Section("bought", N_("What it bought, by notices matched with its name"), _BOUGHT)
WON = Section("won", N_("What it won, by notices matched with its name"), _WON, head=CFIT.supplierName.value)
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
    _PUBLISHED,
    newest_first=True,
    most=_SOME,
)

NOTICE = Purpose(
    "purpose-notice",
    (
        Section("newer", N_("Replaced by"), _NOTICE, by=_PUBLISHED),
        Section(
            "document",
            N_("The official publication"),
            {
                N_("Address"): SCHEMA.url.value,
                N_("Publisher"): DCTERMS.publisher.value,
                N_("Published"): DCTERMS.issued.value,
                N_("Licence"): DCTERMS.license.value,
            },
        ),
        Section("parties", N_("Who buys, and who won"), _PARTY_KNOWN, by=(A.value,), most=_SOME),
        LOTS,
        DATES,
        VALUES,
        AWARD_CRITERIA,
        CODED,
        SIGNALS,
        RESULTS,
        AWARDS,
        CONTRACTS,
        WITHHELD,
        Section("earlier", N_("Notices it corrects or follows"), _NOTICE, by=_PUBLISHED),
        Section("later", N_("Notices that follow it"), _NOTICE, by=_PUBLISHED),
    ),
)
CONTRACT = Purpose("purpose-contract", (NOTICES, AWARDS, VALUES, DATES, LOTS, WITHHELD))
PARTY = Purpose(
    "purpose-party",
    (
        Section("known", N_("Who that is"), {N_("Country"): DCTERMS.spatial.value}, N_("Nobody has said who that is.")),
        NOTICES,
        Section("bought", N_("What it bought"), _BOUGHT),
        Section("won", N_("What it won"), _WON, head=CFIT.supplierName.value),
        TOTALS,
        MATCHES,
        MAYBE,
        Section("others", N_("Named in other notices as"), _PARTY),
    ),
)
ACTOR = Purpose(
    "purpose-actor", (BOUGHT, TOTALS, WON, Section("parties", N_("Named in notices as"), _PARTY), MATCHES, MAYBE)
)
