"""The lists of who takes part, in what, and by what name."""

from collections.abc import Mapping

from cfit_graph.iris import CFIT, FOAF, ORG
from cfit_graph.web.catalogue import N_
from cfit_graph.web.lists.columns import (
    CONFIDENCE,
    COUNTRY,
    DATE,
    END,
    IN_PACT,
    MEMBER,
    MEMBER_COUNTRY,
    START,
    THEME,
    Declared,
    Incoming,
    column,
    facet,
    kind,
    status,
)

WHO = N_("Who takes part")
ORGANISATIONS = N_("Organisations")

KINDS: Mapping[str, Declared] = {
    "organisation": Declared(
        ORGANISATIONS,
        ORG.Organization,
        (
            COUNTRY,
            facet("role", N_("Role in the Pact"), IN_PACT, ORG.role),
            facet("status", N_("Status in the Pact"), IN_PACT, CFIT.participationStatus),
            column("since", N_("Since"), IN_PACT, CFIT.startDate, holds="dates"),
            facet("level", N_("Level"), CFIT.organisationLevel),
            facet("form", N_("Form"), CFIT.organisationForm),
            facet("relation", N_("Relation to the Pact"), CFIT.relationToPact),
            column("group", N_("Buyer group"), Incoming(ORG.member, CFIT.GroupMembership), ORG.organization),
        ),
        WHO,
    ),
    "participation": Declared(
        N_("Participations"),
        CFIT.Participation,
        (
            MEMBER,
            MEMBER_COUNTRY,
            facet("role", N_("Role in the Pact"), ORG.role),
            status(CFIT.participationStatus),
            facet("basis", N_("Basis"), CFIT.membershipBasis),
            START,
            END,
            CONFIDENCE,
        ),
        WHO,
        ("organisation", ORGANISATIONS),
    ),
    "buyer-group": Declared(
        N_("Buyer groups"),
        CFIT.BuyerGroup,
        (
            COUNTRY,
            column("member", N_("Members"), Incoming(ORG.organization, CFIT.GroupMembership), ORG.member),
            facet("relation", N_("Relation to the Pact"), CFIT.relationToPact),
            START,
            CONFIDENCE,
        ),
        WHO,
    ),
    "group-membership": Declared(
        N_("Memberships of groups"),
        CFIT.GroupMembership,
        (
            MEMBER,
            facet("group", N_("Group"), ORG.organization),
            facet("role", N_("Role"), ORG.role),
            MEMBER_COUNTRY,
        ),
        WHO,
        ("organisation", ORGANISATIONS),
    ),
    "working-group": Declared(
        N_("Working groups"),
        CFIT.WorkingGroup,
        (
            kind(CFIT.groupKind),
            status(CFIT.activityStatus),
            COUNTRY,
            THEME,
            START,
            END,
            CONFIDENCE,
        ),
        WHO,
    ),
    "body": Declared(
        N_("Governing bodies"),
        CFIT.GoverningBody,
        (kind(CFIT.bodyKind), status(CFIT.activityStatus), START),
        WHO,
    ),
    "post": Declared(
        N_("Posts"),
        ORG.Post,
        (
            column("person", N_("Person"), ORG.heldBy),
            facet("body", N_("Body"), ORG.postIn),
            column("represents", N_("Represents"), CFIT.represents),
            column("employer", N_("Employer"), CFIT.employer),
            START,
        ),
        WHO,
    ),
    "person": Declared(
        N_("Persons"),
        FOAF.Person,
        (
            column("post", N_("Post"), Incoming(ORG.heldBy, ORG.Post)),
            column("body", N_("Body"), Incoming(ORG.heldBy, ORG.Post), ORG.postIn),
        ),
        WHO,
    ),
    "seat": Declared(
        N_("Seats"),
        CFIT.Seat,
        (
            facet("body", N_("Body"), ORG.postIn),
            column("represents", N_("Represents"), CFIT.represents),
            column("count", N_("Number"), CFIT.seatCount, holds="numbers"),
            DATE,
        ),
        WHO,
    ),
    "name-usage": Declared(
        N_("Names as used"),
        CFIT.NameUsage,
        (
            column("used", N_("Name used"), CFIT.usedName),
            column("of", N_("Of"), CFIT.usageOf),
            facet("by", N_("Used by"), CFIT.usedBy),
            DATE,
        ),
        WHO,
        ("of", ORGANISATIONS),
    ),
    "change-event": Declared(
        N_("Changes of organisations"),
        ORG.ChangeEvent,
        (
            kind(CFIT.changeKind),
            column("before", N_("Before"), ORG.originalOrganization),
            column("after", N_("After"), ORG.resultingOrganization),
            DATE,
        ),
        WHO,
    ),
}
