"""The pages of what notices tell: notices themselves, contracts, parties, and who these are in the world."""

from cfit_graph.iris import CFIT, DCTERMS, SCHEMA, A
from cfit_graph.web.catalogue import N_
from cfit_graph.web.purposes import notice_sections as sections
from cfit_graph.web.purposes.section import Purpose, Section

NOTICE = Purpose(
    "purpose-notice",
    (
        Section("newer", N_("Replaced by"), sections.NOTICE_COLUMNS, by=sections.PUBLISHED),
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
        Section("parties", N_("Who buys, and who won"), sections.PARTY_KNOWN, by=(A.value,), most=sections.SOME),
        sections.LOTS,
        sections.DATES,
        sections.VALUES,
        sections.AWARD_CRITERIA,
        sections.CODED,
        sections.SIGNALS,
        sections.RESULTS,
        sections.AWARDS,
        sections.CONTRACTS,
        sections.WITHHELD,
        Section(
            "commitments",
            N_("Inferred: commitments of anybody to the same product group"),
            {N_("By"): CFIT.committedBy.value, N_("Due"): CFIT.dueDate.value},
        ),
        Section("earlier", N_("Notices it corrects or follows"), sections.NOTICE_COLUMNS, by=sections.PUBLISHED),
        Section("later", N_("Notices that follow it"), sections.NOTICE_COLUMNS, by=sections.PUBLISHED),
    ),
)
CONTRACT = Purpose(
    "purpose-contract",
    (sections.NOTICES, sections.AWARDS, sections.VALUES, sections.DATES, sections.LOTS, sections.WITHHELD),
)
PARTY = Purpose(
    "purpose-party",
    (
        Section("known", N_("Who that is"), {N_("Country"): DCTERMS.spatial.value}, N_("Nobody has said who that is.")),
        sections.NOTICES,
        Section("bought", N_("What it bought"), sections.BOUGHT_COLUMNS),
        Section("won", N_("What it won"), sections.WON_COLUMNS, head=CFIT.supplierName.value),
        sections.TOTALS,
        sections.MATCHES,
        sections.MAYBE,
        Section("others", N_("Named in other notices as"), sections.PARTY_COLUMNS),
    ),
)
ACTOR = Purpose(
    "purpose-actor",
    (
        sections.BOUGHT,
        sections.TOTALS,
        sections.WON,
        Section("parties", N_("Named in notices as"), sections.PARTY_COLUMNS),
        sections.MATCHES,
        sections.MAYBE,
    ),
)
