"""Participation, group membership, seats, posts and persons: one org:Membership per organisation, role and period."""

from cfit_graph import iris
from cfit_graph.iris import CFIT, DCTERMS, FOAF, ORG, SKOS
from cfit_graph.mapping.facts import Concept

PACT = iris.thing("pact", "cfit")

PERIOD = {"start": CFIT.startDate, "end": CFIT.endDate}

PARTICIPATION = Concept(
    classes=(CFIT.Participation,),
    properties={
        "organisation": ORG.member,
        "role": ORG.role,
        **PERIOD,
        "status": CFIT.participationStatus,
        "status_as_of": CFIT.statusAsOf,
        "basis": CFIT.membershipBasis,
        "basis_note": CFIT.basisNote,
        "named_as": CFIT.namedAs,
        "confidence": CFIT.confidence,
        "note": SKOS.note,
    },
    more=lambda _record: ((ORG.organization, PACT),),
)

GROUP_MEMBERSHIP = Concept(
    classes=(CFIT.GroupMembership,),
    properties={
        "organisation": ORG.member,
        "group": ORG.organization,
        "role": ORG.role,
        **PERIOD,
        "confidence": CFIT.confidence,
        "note": SKOS.note,
    },
)

SEAT = Concept(
    classes=(CFIT.Seat,),
    properties={
        "listing": DCTERMS.identifier,
        "body": ORG.postIn,
        "organisation": CFIT.represents,
        "seats": CFIT.seatCount,
        "date": DCTERMS.date,
        "list_name": CFIT.listedIn,
    },
)

POST = Concept(
    classes=(ORG.Post,),
    properties={
        "title": SKOS.prefLabel,
        "body": ORG.postIn,
        "seat": CFIT.fillsSeat,
        "person": ORG.heldBy,
        "organisation": CFIT.represents,
        "employer": CFIT.employer,
        "representation": CFIT.representation,
        **PERIOD,
        "note": SKOS.note,
    },
)

PERSON = Concept(classes=(FOAF.Person,), properties={"name": SKOS.prefLabel})
