"""Purchases on the eProcurement Ontology (ePO 4.2), awards, money, quantities, and what sources disagree on."""

from cfit_graph.iris import CFIT, DCTERMS, EPO, SCHEMA, SKOS
from cfit_graph.mapping.facts import Concept
from cfit_graph.mapping.membership import PERIOD

PROCEDURE = Concept(
    classes=(EPO.Procedure,),
    properties={
        "title": SKOS.prefLabel,
        "buyer": EPO.involvesBuyer,
        "on_behalf_of": CFIT.onBehalfOf,
        "for_organisations": CFIT.procuredFor,
        "kind": CFIT.procedureKind,
        "product_groups": CFIT.forProductGroup,
        "published": CFIT.publishedDate,
        "deadline": CFIT.deadline,
        **PERIOD,
        "term": CFIT.term,
        "status": CFIT.procedureStatus,
        "outcome": CFIT.outcome,
        "follows": CFIT.followsAttempt,
        "criteria": CFIT.usesCriterion,
        "note": SKOS.note,
    },
)

AWARD = Concept(
    classes=(CFIT.Award,),
    properties={
        "procedure": CFIT.awardedIn,
        "supplier": CFIT.awardedTo,
        "supplier_name": CFIT.supplierName,
        "rank": CFIT.order,
        "part": CFIT.awardPart,
        "date": DCTERMS.date,
        "note": SKOS.note,
    },
)

MONETARY_VALUE = Concept(
    classes=(EPO.MonetaryValue,),
    properties={
        "subject": CFIT.valueOf,
        "kind": CFIT.valueKind,
        "amount": EPO.hasAmountValue,
        "currency": EPO.hasCurrency,
        "comparator": CFIT.comparator,
        "period": CFIT.valuePeriod,
        "vat": CFIT.vatStatus,
        "note": SKOS.note,
    },
)

QUANTITY = Concept(
    classes=(CFIT.Quantity,),
    properties={
        "subject": CFIT.quantityOf,
        "measure": CFIT.measure,
        "comparator": CFIT.comparator,
        "value": CFIT.value,
        "minimum": CFIT.minimum,
        "maximum": CFIT.maximum,
        "date": DCTERMS.date,
        "note": SKOS.note,
    },
)

DISAGREEMENT = Concept(
    classes=(CFIT.Disagreement,),
    properties={"name": SKOS.prefLabel, "about": SCHEMA.about, "note": SKOS.note},
)

CLAIM = Concept(
    classes=(CFIT.Claim,),
    properties={
        "disagreement": CFIT.claimIn,
        "text": DCTERMS.description,
        "about": SCHEMA.about,
        "confidence": CFIT.confidence,
    },
)
