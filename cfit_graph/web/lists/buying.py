"""The lists of what is bought, what is published and said, and what all of it is taken from."""

from collections.abc import Mapping

from cfit_graph.iris import BASE, CFIT, DCTERMS, EPO, FOAF, SCHEMA, SKOS
from cfit_graph.web.catalogue import N_
from cfit_graph.web.lists.columns import (
    ABOUT,
    CONFIDENCE,
    COUNTRY,
    DATE,
    END,
    ISSUED,
    PRODUCT,
    START,
    THEME,
    Declared,
    Incoming,
    column,
    facet,
    kind,
    status,
)

BUYING, READING, LISTS = N_("What they buy"), N_("What is published and said"), N_("Sources and lists of values")

_NOTICE = Incoming(EPO.refersToProcedure, EPO.Notice)

KINDS: Mapping[str, Declared] = {
    "procedure": Declared(
        N_("Purchases"),
        EPO.Procedure,
        (
            facet("buyer", N_("Buyer"), EPO.involvesBuyer, otherwise=(EPO.isResponsibilityOfBuyer, CFIT.identifiedAs)),
            facet("country", N_("Country"), EPO.involvesBuyer, DCTERMS.spatial, otherwise=(_NOTICE, DCTERMS.spatial)),
            kind(CFIT.procedureKind),
            status(CFIT.procedureStatus),
            PRODUCT,
            START,
            END,
            column("winner", N_("Awarded to"), Incoming(CFIT.awardedIn, CFIT.Award), CFIT.awardedTo),
            facet("form", N_("Notices"), _NOTICE, EPO.hasFormType),
            facet("published", N_("Published"), _NOTICE, EPO.hasPublicationDate, holds="dates"),
        ),
        BUYING,
        ("buyer", N_("Buyers")),
    ),
    "award": Declared(
        N_("Awards"),
        CFIT.Award,
        (
            column("winner", N_("Awarded to"), CFIT.awardedTo),
            column("procedure", N_("Purchase"), CFIT.awardedIn),
            facet("buyer", N_("Buyer"), CFIT.awardedIn, EPO.involvesBuyer),
            facet("part", N_("Part"), CFIT.awardPart),
        ),
        BUYING,
        ("winner", N_("Winners")),
    ),
    "monetary-value": Declared(
        N_("Amounts of money"),
        EPO.MonetaryValue,
        (
            column("of", N_("Of"), CFIT.valueOf),
            kind(CFIT.valueKind),
            column("amount", N_("Amount"), EPO.hasAmountValue, holds="numbers"),
            facet("currency", N_("Currency"), EPO.hasCurrency),
            facet("period", N_("Period"), CFIT.valuePeriod),
            facet("vat", N_("Tax"), CFIT.vatStatus),
        ),
        BUYING,
    ),
    "quantity": Declared(
        N_("Quantities"),
        CFIT.Quantity,
        (
            column("of", N_("Of"), CFIT.quantityOf),
            facet("measure", N_("Measure"), CFIT.measure),
            facet("comparator", N_("Comparison"), CFIT.comparator),
            column("value", N_("Number"), CFIT.value, holds="numbers"),
            DATE,
        ),
        BUYING,
    ),
    "good-practice": Declared(
        N_("Good practices"),
        CFIT.GoodPractice,
        (
            facet("by", N_("Practised by"), CFIT.practisedBy),
            COUNTRY,
            PRODUCT,
            facet("strategy", N_("Strategy"), CFIT.underStrategy),
            column("procedure", N_("Purchase"), CFIT.describesProcedure),
            DATE,
        ),
        BUYING,
    ),
    "guidance": Declared(
        N_("Guidance and tools"),
        CFIT.Guidance,
        (
            kind(CFIT.guidanceKind),
            facet("maker", N_("Made by"), DCTERMS.creator),
            THEME,
            PRODUCT,
            status(CFIT.publicationStatus),
            ISSUED,
        ),
        READING,
    ),
    "event": Declared(
        N_("Events"),
        SCHEMA.Event,
        (
            kind(CFIT.eventKind),
            status(CFIT.eventStatus),
            COUNTRY,
            START,
            column("place", N_("Place"), CFIT.place),
            ABOUT,
        ),
        READING,
    ),
    "news-item": Declared(N_("News"), CFIT.NewsItem, (ISSUED, ABOUT), READING),
    "claim": Declared(
        N_("Claims"),
        CFIT.Claim,
        (ABOUT, facet("in", N_("Claimed in"), CFIT.claimIn), CONFIDENCE),
        READING,
    ),
    "disagreement": Declared(
        N_("Disagreements between sources"),
        CFIT.Disagreement,
        (ABOUT, facet("document", N_("Document"), DCTERMS.source)),
        READING,
    ),
    "publisher": Declared(
        N_("Publishers"),
        FOAF.Agent,
        (
            column("homepage", N_("Website"), FOAF.homepage),
            column("published", N_("Documents"), Incoming(DCTERMS.publisher, CFIT.SourceDocument), holds="counts"),
        ),
        LISTS,
    ),
    "source": Declared(
        N_("Source documents"),
        CFIT.SourceDocument,
        (
            facet("publisher", N_("Publisher"), DCTERMS.publisher),
            kind(CFIT.documentKind),
            ISSUED,
            facet("language", N_("Language"), DCTERMS.language),
            column("address", N_("Address"), SCHEMA.url),
            column("statements", N_("Statements"), holds="numbers"),
        ),
        LISTS,
        ("publisher", N_("Publishers")),
        prefix=f"{BASE}source/",
    ),
    "vocabulary": Declared(
        N_("Lists of values"),
        SKOS.ConceptScheme,
        (
            column("description", N_("Description"), DCTERMS.description),
            column("concepts", N_("Values"), Incoming(SKOS.inScheme, SKOS.Concept), holds="counts"),
        ),
        LISTS,
        prefix=f"{BASE}vocabulary/",
    ),
}
