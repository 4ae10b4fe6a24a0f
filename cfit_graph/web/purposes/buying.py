"""The pages of how they buy: product groups, criteria and their sets and schemes, procedures."""

from cfit_graph.iris import CFIT, DCTERMS, EPO, SKOS
from cfit_graph.web.catalogue import N_
from cfit_graph.web.purposes import columns, notice_sections
from cfit_graph.web.purposes.section import Purpose, Section

PRODUCT_GROUP = Purpose(
    "purpose-product-group",
    (
        Section(
            "criteria",
            N_("Criteria by type and level"),
            columns.CRITERION,
            N_("No source has a criterion for it."),
            columns.BY_TYPE,
            most=15,
        ),
        Section(
            "sets", N_("Sets of criteria"), columns.SET, N_("No source has a set of criteria for it."), columns.BY_START
        ),
        Section(
            "purchases", N_("Purchases"), columns.PURCHASE, N_("No source tells of a purchase of it."), columns.BY_START
        ),
        notice_sections.BY_CODE,
        Section("commitments", N_("Commitments"), columns.COMMITMENT),
        Section(
            "codes",
            N_("Codes of the Common Procurement Vocabulary"),
            {N_("Code"): SKOS.notation.value},
            N_("No source matches it with a code."),
        ),
        Section("narrower", N_("Narrower groups"), {N_("Kind"): CFIT.productGroupKind.value}),
    ),
)
CRITERION = Purpose(
    "purpose-criterion",
    (
        *columns.VERSIONS,
        Section(
            "labels",
            N_("Labels that count as meeting it"),
            {N_("Kind"): CFIT.criteriaSchemeKind.value, N_("Scheme"): CFIT.criteriaScheme.value},
            N_("No source names a label that counts as meeting it."),
        ),
        columns.PURCHASES_WITH_IT,
        columns.FIGURES,
    ),
)
CRITERIA_SET = Purpose(
    "purpose-criteria-set",
    (
        Section(
            "criteria", N_("Its criteria"), columns.CRITERION, N_("No source lists its criteria."), columns.BY_TYPE
        ),
        *columns.VERSIONS,
        Section("derived", N_("Sets made from it"), columns.SET),
        columns.PURCHASES_WITH_IT,
    ),
)
CRITERIA_SCHEME = Purpose(
    "purpose-criteria-scheme",
    (
        Section("sets", N_("Its sets of criteria"), columns.SET, N_("No source lists its sets."), columns.BY_START),
        Section(
            "criteria", N_("Its criteria"), columns.CRITERION, N_("No source lists its criteria."), columns.BY_TYPE
        ),
        Section("tiers", N_("Its tiers"), {N_("Rank"): CFIT.order.value, N_("Requirement"): DCTERMS.description.value}),
        Section(
            "accepted",
            N_("Where it is accepted"),
            {N_("Type"): CFIT.criterionType.value, N_("By"): CFIT.committedBy.value},
            N_("No source accepts it as showing that something is met."),
        ),
    ),
)
PROCEDURE = Purpose(
    "purpose-procedure",
    (
        notice_sections.NOTICES,
        notice_sections.BUYERS,
        notice_sections.LOTS,
        Section(
            "awards",
            N_("Awards"),
            {
                N_("Supplier"): CFIT.awardedTo.value,
                N_("Taken for"): CFIT.identifiedAs.value,
                N_("Part"): CFIT.awardPart.value,
                N_("Rank"): CFIT.order.value,
                N_("Date"): DCTERMS.date.value,
            },
            N_("No source says who won."),
            columns.BY_DATE,
            CFIT.supplierName.value,
        ),
        Section(
            "criteria",
            N_("Criteria it uses"),
            columns.CRITERION,
            N_("No source says which criteria it uses."),
            columns.BY_TYPE,
        ),
        notice_sections.AWARD_CRITERIA,
        Section(
            "values",
            N_("Values"),
            {
                N_("Amount"): EPO.hasAmountValue.value,
                N_("Currency"): EPO.hasCurrency.value,
                N_("Period"): CFIT.valuePeriod.value,
                N_("VAT"): CFIT.vatStatus.value,
                N_("Of"): CFIT.valueOf.value,
            },
            N_("No source states a value."),
            (CFIT.valueKind.value,),
            CFIT.valueKind.value,
        ),
        notice_sections.RESULTS,
        notice_sections.CONTRACTS,
        Section("attempts", N_("Later attempts"), columns.PURCHASE, by=columns.BY_START),
        Section("practices", N_("Good practices that describe it"), columns.PRACTICE, by=columns.BY_DATE),
    ),
)
