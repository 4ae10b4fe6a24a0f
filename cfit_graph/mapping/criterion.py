"""Criteria, their sets, schemes and label tiers, on the Core Criterion and Core Evidence Vocabulary (SEMIC, 2.1)."""

from cfit_graph.iris import CFIT, DCTERMS, FOAF, PROV, SKOS
from cfit_graph.mapping.facts import Concept

SCOPE = {
    "product_groups": CFIT.forProductGroup,
    "themes": CFIT.concernsTheme,
    "types": CFIT.criterionType,
    "levels": CFIT.ambitionLevel,
    "conditions": CFIT.appliesToCondition,
}

CRITERIA_SCHEME = Concept(
    classes=(CFIT.CriteriaScheme,),
    properties={
        "name": SKOS.prefLabel,
        "kind": CFIT.criteriaSchemeKind,
        "operators": CFIT.operatedBy,
        "owners": CFIT.ownedBy,
        "developers": CFIT.developedBy,
        "homepage": FOAF.homepage,
        "note": SKOS.note,
    },
)

CRITERIA_SET = Concept(
    classes=(CFIT.CriteriaSet,),
    properties={
        "name": SKOS.prefLabel,
        "identifier": SKOS.notation,
        "scheme": CFIT.criteriaScheme,
        "version": CFIT.version,
        **SCOPE,
        "start": CFIT.startDate,
        "end": CFIT.endDate,
        "status": CFIT.criteriaStatus,
        "status_note": CFIT.statusNote,
        "supersedes": CFIT.supersedes,
        "based_on": PROV.wasDerivedFrom,
        "countries": DCTERMS.spatial,
        "note": SKOS.note,
    },
)

CRITERION = Concept(
    classes=(CFIT.Criterion,),
    properties={
        "name": SKOS.prefLabel,
        "identifier": SKOS.notation,
        "scheme": CFIT.criteriaScheme,
        "criteria_set": CFIT.inCriteriaSet,
        "version": CFIT.version,
        **SCOPE,
        "weight": CFIT.weight,
        "weight_note": CFIT.weightNote,
        "trigger": CFIT.clauseTrigger,
        "labels": CFIT.acceptsLabel,
        "evidence": CFIT.evidenceKind,
        "status": CFIT.criteriaStatus,
        "status_note": CFIT.statusNote,
        "supersedes": CFIT.supersedes,
        "note": SKOS.note,
    },
)

LABEL_TIER = Concept(
    classes=(CFIT.LabelTier,),
    properties={
        "name": SKOS.prefLabel,
        "scheme": CFIT.criteriaScheme,
        "rank": CFIT.order,
        "requirement": DCTERMS.description,
        "note": SKOS.note,
    },
)
