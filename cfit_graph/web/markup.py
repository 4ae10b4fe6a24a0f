"""A thing in the words search engines read: schema.org, as JSON-LD inside the page."""

from collections.abc import Mapping

from cfit_graph.iris import CFIT, DATASET, DCTERMS, EPO, FOAF, ORG, SCHEMA, SKOS
from cfit_graph.web.description import Description
from cfit_graph.web.edition import Edition

# What a thing is called there; the first class that fits counts.
_TYPES: Mapping[str, str] = {
    FOAF.Person.value: "Person",
    ORG.Organization.value: "Organization",
    FOAF.Agent.value: "Organization",
    CFIT.BuyerGroup.value: "Organization",
    CFIT.WorkingGroup.value: "Organization",
    CFIT.GoverningBody.value: "Organization",
    CFIT.SteeringCommittee.value: "Organization",
    CFIT.Pact.value: "Organization",
    SCHEMA.Event.value: "Event",
    CFIT.SourceDocument.value: "CreativeWork",
    CFIT.Guidance.value: "CreativeWork",
    CFIT.JointStatement.value: "CreativeWork",
    CFIT.NewsItem.value: "NewsArticle",
    CFIT.CriteriaSet.value: "DefinedTermSet",
    CFIT.Criterion.value: "DefinedTerm",
    SKOS.ConceptScheme.value: "DefinedTermSet",
    SKOS.Concept.value: "DefinedTerm",
    EPO.Procedure.value: "Project",
}
_PROPERTIES: Mapping[str, str] = {
    SKOS.altLabel.value: "alternateName",
    CFIT.shortName.value: "alternateName",
    FOAF.homepage.value: "url",
    SCHEMA.url.value: "url",
    DCTERMS.description.value: "description",
    SKOS.definition.value: "description",
    SKOS.notation.value: "termCode",
    DCTERMS.issued.value: "datePublished",
}
_OF_TYPE: Mapping[str, Mapping[str, str]] = {
    "Event": {CFIT.startDate.value: "startDate", CFIT.endDate.value: "endDate"},
    "CreativeWork": {DCTERMS.date.value: "datePublished"},
    "NewsArticle": {DCTERMS.date.value: "datePublished"},
}
_ONLY_NAMED = frozenset({"Person"})


def of(known: Description, edition: Edition) -> dict[str, object]:
    """Return the thing as an object of schema.org; of a person, the name alone."""
    kind = next((name for class_, name in _TYPES.items() if class_ in known.classes), "Thing")
    wanted = {} if kind in _ONLY_NAMED else {**_PROPERTIES, **_OF_TYPE.get(kind, {})}
    described: dict[str, list[str]] = {}
    for iri, name in wanted.items():
        if found := [value.shown.text for value in known.values(iri)]:
            described.setdefault(name, []).extend(found)
    return {
        "@context": "https://schema.org",
        "@type": kind,
        "@id": known.iri,
        "name": known.title.text,
        **{name: found[0] if len(found) == 1 else found for name, found in described.items()},
        "subjectOf": {
            "@type": "Dataset",
            "@id": DATASET.value,
            "name": "cfit-graph",
            "version": edition.id,
            "license": edition.manifest.get("licence"),
        },
    }
