"""Buyer groups, working groups, the standing bodies and the Pact itself, all org:OrganizationalCollaboration."""

from collections.abc import Iterator

from pyoxigraph import NamedNode

from cfit_graph.iris import CFIT, DCTERMS, FOAF, ORG, SKOS, A
from cfit_graph.mapping.facts import Concept
from cfit_graph.mapping.membership import PERIOD
from cfit_graph.records.group import BodyRecord, WorkingGroupRecord

BODY_CLASSES = {
    "steering-committee": CFIT.SteeringCommittee,
    "secretariat": CFIT.Secretariat,
    "expert-pool": CFIT.ExpertPool,
    "international-network": CFIT.InternationalNetwork,
}


def working_group_class(record: WorkingGroupRecord) -> Iterator[tuple[NamedNode, NamedNode]]:
    """Yield the narrower class of a community of practice."""
    if record.kind == "community-of-practice":
        yield A, CFIT.CommunityOfPractice


def body_class(record: BodyRecord) -> Iterator[tuple[NamedNode, NamedNode]]:
    """Yield the class that fits the kind of body."""
    if record.kind in BODY_CLASSES:
        yield A, BODY_CLASSES[record.kind]


BUYER_GROUP = Concept(
    classes=(CFIT.BuyerGroup,),
    properties={
        "name": SKOS.prefLabel,
        "country": DCTERMS.spatial,
        "part_of": ORG.subOrganizationOf,
        **PERIOD,
        "relations": CFIT.relationToPact,
        "member_note": CFIT.memberNote,
        "possibly_same_as": CFIT.possiblySameAs,
        "confidence": CFIT.confidence,
        "note": SKOS.note,
    },
)

WORKING_GROUP = Concept(
    classes=(CFIT.WorkingGroup,),
    properties={
        "name": SKOS.prefLabel,
        "kind": CFIT.groupKind,
        "status": CFIT.activityStatus,
        **PERIOD,
        "themes": CFIT.concernsTheme,
        "topics": CFIT.topic,
        "countries": DCTERMS.spatial,
        "member_note": CFIT.memberNote,
        "confidence": CFIT.confidence,
        "note": SKOS.note,
    },
    more=working_group_class,
)

BODY = Concept(
    classes=(CFIT.GoverningBody,),
    properties={
        "name": SKOS.prefLabel,
        "kind": CFIT.bodyKind,
        "status": CFIT.activityStatus,
        "start": CFIT.startDate,
        "tasks": CFIT.task,
        "member_note": CFIT.memberNote,
        "confidence": CFIT.confidence,
        "note": SKOS.note,
    },
    more=body_class,
)

PACT = Concept(
    classes=(CFIT.Pact,),
    properties={
        "name": SKOS.prefLabel,
        "short_name": CFIT.shortName,
        "description": DCTERMS.description,
        "part_of": ORG.subOrganizationOf,
        "homepage": FOAF.homepage,
        "start": CFIT.startDate,
        "note": SKOS.note,
    },
)

ROLE_RULE = Concept(
    classes=(CFIT.RoleRule,),
    properties={
        "role": CFIT.appliesToRole,
        "body": CFIT.appliesToBody,
        "holders": CFIT.eligibleHolders,
        "duties": CFIT.duties,
        "excluded_kinds": CFIT.excludesKind,
        "note": SKOS.note,
    },
)
