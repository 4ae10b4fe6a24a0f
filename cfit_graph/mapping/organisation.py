"""Organisations, name usages and change events as ORG has them (W3C, The Organization Ontology, 2014)."""

from cfit_graph.iris import CFIT, DCTERMS, FOAF, ORG, SKOS
from cfit_graph.mapping.facts import Concept

ORGANISATION = Concept(
    classes=(ORG.Organization,),
    properties={
        "name": SKOS.prefLabel,
        "short_name": CFIT.shortName,
        "alt_names": SKOS.altLabel,
        "country": DCTERMS.spatial,
        "level": CFIT.organisationLevel,
        "kind": ORG.classification,
        "form": CFIT.organisationForm,
        "relations": CFIT.relationToPact,
        "part_of": ORG.subOrganizationOf,
        "acts_for": CFIT.actsFor,
        "works_with": ORG.linkedTo,
        "established": CFIT.startDate,
        "homepage": FOAF.homepage,
        "confidence": CFIT.confidence,
        "note": SKOS.note,
    },
)

NAME_USAGE = Concept(
    classes=(CFIT.NameUsage,),
    properties={
        "subject": CFIT.usageOf,
        "name": CFIT.usedName,
        "date": DCTERMS.date,
        "used_by": CFIT.usedBy,
        "note": SKOS.note,
    },
)

CHANGE_EVENT = Concept(
    classes=(ORG.ChangeEvent,),
    properties={
        "name": SKOS.prefLabel,
        "kind": CFIT.changeKind,
        "original": ORG.originalOrganization,
        "resulting": ORG.resultingOrganization,
        "date": DCTERMS.date,
        "note": SKOS.note,
    },
)
