"""The pages of who takes part: organisations, groups, governing bodies, persons, the Pact, countries."""

from cfit_graph.iris import CFIT, DCTERMS, ORG
from cfit_graph.web.catalogue import N_
from cfit_graph.web.purposes import columns, notice_sections
from cfit_graph.web.purposes.section import Purpose, Section

_MEMBERS = Section(
    "members", N_("Members"), columns.MEMBER, N_("No source names a member."), columns.BY_START, ORG.member.value
)
_GROUP_PARTS = (
    Section("parts", N_("Its parts"), {N_("Country"): DCTERMS.spatial.value, **columns.SINCE}),
    columns.FIGURES,
    Section(
        "guidance", N_("Guidance it made"), {N_("Status"): CFIT.publicationStatus.value, N_("Date"): DCTERMS.date.value}
    ),
)

ORGANISATION = Purpose(
    "purpose-organisation",
    (
        Section(
            "roles",
            N_("Roles in the Pact"),
            {
                **columns.SINCE,
                N_("Status"): CFIT.participationStatus.value,
                N_("Basis"): CFIT.membershipBasis.value,
            },
            N_("No source says that it takes part in the Pact."),
            columns.BY_START,
            ORG.role.value,
        ),
        Section(
            "groups",
            N_("Groups"),
            {N_("Role"): ORG.role.value, **columns.SINCE},
            N_("No source says that it belongs to a group."),
            columns.BY_START,
            ORG.organization.value,
        ),
        Section(
            "commitments",
            N_("Commitments"),
            columns.COMMITMENT,
            N_("No source says that it committed to anything of its own."),
        ),
        Section(
            "purchases", N_("What it bought"), columns.PURCHASE, N_("No source tells of a purchase."), columns.BY_START
        ),
        notice_sections.BOUGHT,
        notice_sections.WON,
        notice_sections.MATCHES,
        Section("practices", N_("Good practices"), columns.PRACTICE, by=columns.BY_DATE),
        Section(
            "names",
            N_("Names over time"),
            {
                N_("Date"): DCTERMS.date.value,
                N_("Used by"): CFIT.usedBy.value,
            },
            N_("No source calls it by another name."),
            columns.BY_DATE,
            CFIT.usedName.value,
        ),
        Section(
            "changes",
            N_("Changes"),
            {
                N_("Kind"): CFIT.changeKind.value,
                N_("Date"): DCTERMS.date.value,
                N_("Before"): ORG.originalOrganization.value,
                N_("After"): ORG.resultingOrganization.value,
            },
            by=columns.BY_DATE,
        ),
    ),
)
BUYER_GROUP = Purpose(
    "purpose-group",
    (
        _MEMBERS,
        Section(
            "purchases",
            N_("What its members bought"),
            columns.PURCHASE,
            N_("No source tells of a purchase by a member."),
            columns.BY_START,
        ),
        *_GROUP_PARTS,
    ),
)
WORKING_GROUP = Purpose(
    "purpose-group",
    (
        _MEMBERS,
        *_GROUP_PARTS,
        Section(
            "events",
            N_("News and events on it"),
            {N_("Date"): DCTERMS.date.value, N_("Status"): CFIT.eventStatus.value},
        ),
    ),
)
COMMITTEE = Purpose(
    "purpose-committee",
    (
        Section(
            "seats",
            N_("Seats, as each list shows them"),
            {
                N_("Date"): DCTERMS.date.value,
                N_("Seats"): CFIT.seatCount.value,
                N_("Listed as"): CFIT.listedIn.value,
            },
            N_("No source lists a seat."),
            columns.BY_DATE,
            CFIT.represents.value,
        ),
        Section(
            "posts",
            N_("Who holds a post, now and before"),
            {
                N_("Organisation"): CFIT.represents.value,
                N_("Employer"): CFIT.employer.value,
                **columns.SINCE,
            },
            N_("No source names a holder of a post."),
            columns.BY_START,
            ORG.heldBy.value,
        ),
        Section("members", N_("Members"), columns.MEMBER, by=columns.BY_START, head=ORG.member.value),
        columns.FIGURES,
    ),
)
PACT = Purpose(
    "purpose-pact",
    (
        Section(
            "participants",
            N_("Participants"),
            columns.MEMBER,
            N_("No source names a participant."),
            columns.BY_START,
            ORG.member.value,
        ),
    ),
)
COUNTRY = Purpose(
    "purpose-country",
    (
        Section(
            "organisations",
            N_("Organisations"),
            {
                N_("Relation to the Pact"): CFIT.relationToPact.value,
                N_("Level"): CFIT.organisationLevel.value,
                N_("Form"): CFIT.organisationForm.value,
            },
            N_("No source names an organisation there."),
        ),
        Section("groups", N_("Groups"), columns.SINCE, N_("No source names a group there."), columns.BY_START),
        Section(
            "purchases", N_("Purchases"), columns.PURCHASE, N_("No source tells of a purchase there."), columns.BY_START
        ),
        Section("practices", N_("Good practices"), columns.PRACTICE, by=columns.BY_DATE),
    ),
)
PERSON = Purpose(
    "purpose-person",
    (Section("posts", N_("Posts"), {N_("Body"): ORG.postIn.value}, N_("No source names a post.")),),
    plain=False,
)
