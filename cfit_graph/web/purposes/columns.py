"""Columns and sections that several purposes share."""

from cfit_graph.iris import CFIT, DCTERMS, EPO, ORG
from cfit_graph.web.catalogue import N_
from cfit_graph.web.purposes.section import Section

SINCE = {N_("Since"): CFIT.startDate.value, N_("Until"): CFIT.endDate.value}
MEMBER = {N_("Role"): ORG.role.value, **SINCE}
PURCHASE = {
    N_("Buyer"): EPO.involvesBuyer.value,
    N_("Product groups"): CFIT.forProductGroup.value,
    N_("Published"): CFIT.publishedDate.value,
    **SINCE,
    N_("Status"): CFIT.procedureStatus.value,
}
CRITERION = {
    N_("Type"): CFIT.criterionType.value,
    N_("Level"): CFIT.ambitionLevel.value,
    N_("Set"): CFIT.inCriteriaSet.value,
    N_("Status"): CFIT.criteriaStatus.value,
}
BY_TYPE = (CFIT.criterionType.value, CFIT.ambitionLevel.value)
SET = {
    N_("Version"): CFIT.version.value,
    N_("Scheme"): CFIT.criteriaScheme.value,
    **SINCE,
    N_("Status"): CFIT.criteriaStatus.value,
}
COMMITMENT = {
    N_("Kind"): CFIT.commitmentKind.value,
    N_("By"): CFIT.committedBy.value,
    N_("Role"): CFIT.appliesToRole.value,
    N_("Due"): CFIT.dueDate.value,
    N_("Status"): CFIT.commitmentStatus.value,
}
PRACTICE = {
    N_("Practised by"): CFIT.practisedBy.value,
    N_("Date"): DCTERMS.date.value,
    N_("Product groups"): CFIT.forProductGroup.value,
    N_("Outcome"): CFIT.outcome.value,
}
FIGURE = {
    N_("Measure"): CFIT.measure.value,
    N_("How exact"): CFIT.comparator.value,
    N_("Value"): CFIT.value.value,
    N_("Date"): DCTERMS.date.value,
}
BY_DATE = (DCTERMS.date.value,)
BY_START = (CFIT.startDate.value,)

FIGURES = Section("figures", N_("Figures"), FIGURE, by=BY_DATE)
PURCHASES_WITH_IT = Section(
    "purchases", N_("Purchases that use it"), PURCHASE, N_("No source tells of a purchase that uses it."), BY_START
)
GRID = Section(
    "commitments",
    N_("Themes, strategies and commitments"),
    {},
    N_("No source says what was committed to."),
    across=(CFIT.concernsTheme.value, CFIT.underStrategy.value),
)
VERSIONS = (
    Section("newer", N_("Newer versions"), SET, N_("No source says that a newer version takes its place."), BY_START),
    Section(
        "older", N_("Older versions"), SET, N_("No source says that it takes the place of an older version."), BY_START
    ),
)
