"""The framework: themes, strategies, phases, product groups with CPV, commitments, monitoring."""

from cfit_graph import iris
from cfit_graph.iris import CFIT, CPV, DCTERMS, SKOS
from cfit_graph.mapping.facts import Concept

THEME = Concept(
    classes=(CFIT.Theme, SKOS.Concept),
    properties={"label": SKOS.prefLabel, "order": CFIT.order, "summary": DCTERMS.description, "note": SKOS.note},
    more=lambda _record: ((SKOS.inScheme, iris.scheme("theme")),),
)

STRATEGY = Concept(
    classes=(CFIT.Strategy, SKOS.Concept),
    properties={
        "label": SKOS.prefLabel,
        "alt_labels": SKOS.altLabel,
        "order": CFIT.order,
        "summary": DCTERMS.description,
        "note": SKOS.note,
    },
    more=lambda _record: ((SKOS.inScheme, iris.scheme("strategy")),),
)

PROCUREMENT_PHASE = Concept(
    classes=(CFIT.ProcurementPhase, SKOS.Concept),
    properties={"label": SKOS.prefLabel, "order": CFIT.order, "note": SKOS.note},
    more=lambda _record: ((SKOS.inScheme, iris.scheme("procurement-phase")),),
)

PRODUCT_GROUP = Concept(
    classes=(CFIT.ProductGroup, SKOS.Concept),
    properties={
        "label": SKOS.prefLabel,
        "alt_labels": SKOS.altLabel,
        "kind": CFIT.productGroupKind,
        "broader": SKOS.broader,
        "cpv_close": SKOS.closeMatch,
        "cpv_broad": SKOS.broadMatch,
        "cpv_narrow": SKOS.narrowMatch,
        "match_basis": CFIT.matchBasis,
        "place_in_pact": CFIT.placeInPact,
        "note": SKOS.note,
    },
    more=lambda _record: ((SKOS.inScheme, iris.scheme("product-group")),),
)

CPV_CODE = Concept(
    classes=(SKOS.Concept,),
    properties={
        "code": SKOS.notation,
        "label": SKOS.prefLabel,
        "parent": SKOS.broader,
        "earlier_meaning": CFIT.earlierMeaning,
    },
    about=lambda record: CPV[record.id],
)

CPV_MATCH = Concept(
    classes=(SKOS.Concept,),
    properties={
        "inherited": CFIT.matchInherited,
        "exact": SKOS.closeMatch,
        "broad": SKOS.narrowMatch,
        "narrow": SKOS.broadMatch,
        "note": SKOS.note,
    },
    about=lambda record: CPV[record.id],
)

COMMITMENT = Concept(
    classes=(CFIT.Commitment,),
    properties={
        "label": SKOS.prefLabel,
        "kind": CFIT.commitmentKind,
        "number": CFIT.number,
        "strategies": CFIT.underStrategy,
        "strategy_basis": CFIT.strategyBasis,
        "themes": CFIT.concernsTheme,
        "roles": CFIT.appliesToRole,
        "organisations": CFIT.committedBy,
        "product_groups": CFIT.forProductGroup,
        "labels": CFIT.acceptsLabel,
        "summary": DCTERMS.description,
        "due": CFIT.dueDate,
        "status": CFIT.commitmentStatus,
        "status_note": CFIT.statusNote,
        "note": SKOS.note,
    },
)

INDICATOR = Concept(
    classes=(CFIT.Indicator,),
    properties={"label": SKOS.prefLabel, "commitment": CFIT.measures, "unit": CFIT.unit, "note": SKOS.note},
)

OBSERVATION = Concept(
    classes=(CFIT.Observation,),
    properties={
        "indicator": CFIT.indicator,
        "organisation": CFIT.reportedBy,
        "value": CFIT.value,
        "date": DCTERMS.date,
        "note": SKOS.note,
    },
)
