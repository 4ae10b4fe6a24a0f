"""The lists of who takes part, in what, and by what name."""

from collections.abc import Mapping

from cfit_graph.iris import CFIT, DCTERMS, FOAF, ORG
from cfit_graph.web.catalogue import N_
from cfit_graph.web.lists.columns import (
    CONFIDENCE,
    COUNTRY,
    DATE,
    END,
    IN_PACT,
    START,
    THEME,
    Declared,
    Incoming,
    column,
    facet,
)

WHO = N_("Who takes part")
ORGANISATION, ORGANISATIONS = N_("Organisation"), N_("Organisations")

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
            column("organisation", ORGANISATION, ORG.member),
            facet("country", N_("Country"), ORG.member, DCTERMS.spatial),
            facet("role", N_("Role in the Pact"), ORG.role),
            facet("status", N_("Status"), CFIT.participationStatus),
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
            column("organisation", ORGANISATION, ORG.member),
            facet("group", N_("Group"), ORG.organization),
            facet("role", N_("Role"), ORG.role),
            facet("country", N_("Country"), ORG.member, DCTERMS.spatial),
        ),
        WHO,
        ("organisation", ORGANISATIONS),
    ),
    "working-group": Declared(
        N_("Working groups"),
        CFIT.WorkingGroup,
        (
            facet("kind", N_("Kind"), CFIT.groupKind),
            facet("status", N_("Status"), CFIT.activityStatus),
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
        (facet("kind", N_("Kind"), CFIT.bodyKind), facet("status", N_("Status"), CFIT.activityStatus), START),
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
            facet("kind", N_("Kind"), CFIT.changeKind),
            column("before", N_("Before"), ORG.originalOrganization),
            column("after", N_("After"), ORG.resultingOrganization),
            DATE,
        ),
        WHO,
    ),
}
