"""Guidance, news, events (schema.org Event), good practices, joint statements and their signatures."""

from collections.abc import Iterator

from pyoxigraph import NamedNode

from cfit_graph.iris import CFIT, DCTERMS, SCHEMA, SKOS, A
from cfit_graph.mapping.facts import Concept
from cfit_graph.mapping.membership import PERIOD
from cfit_graph.records.publication import JointStatementRecord


def statement_class(record: JointStatementRecord) -> Iterator[tuple[NamedNode, NamedNode]]:
    """Yield the narrower class of a statement of demand."""
    if record.kind == "statement-of-demand":
        yield A, CFIT.StatementOfDemand


GUIDANCE = Concept(
    classes=(CFIT.Guidance,),
    properties={
        "title": SKOS.prefLabel,
        "kind": CFIT.guidanceKind,
        "issued": DCTERMS.issued,
        "start": CFIT.startDate,
        "makers": DCTERMS.creator,
        "maker_note": CFIT.makerNote,
        "themes": CFIT.concernsTheme,
        "product_groups": CFIT.forProductGroup,
        "phases": CFIT.coversPhase,
        "status": CFIT.publicationStatus,
        "status_as_of": CFIT.statusAsOf,
        "possibly_same_as": CFIT.possiblySameAs,
        "relations": CFIT.relationToPact,
        "note": SKOS.note,
    },
)

NEWS_ITEM = Concept(
    classes=(CFIT.NewsItem,),
    properties={"title": SKOS.prefLabel, "issued": DCTERMS.issued, "about": SCHEMA.about, "note": SKOS.note},
)

EVENT = Concept(
    classes=(SCHEMA.Event,),
    properties={
        "name": SKOS.prefLabel,
        "kind": CFIT.eventKind,
        **PERIOD,
        "time_note": CFIT.timeNote,
        "location": CFIT.place,
        "country": DCTERMS.spatial,
        "status": CFIT.eventStatus,
        "organisers": SCHEMA.organizer,
        "attendees": SCHEMA.attendee,
        "about": SCHEMA.about,
        "note": SKOS.note,
    },
)

GOOD_PRACTICE = Concept(
    classes=(CFIT.GoodPractice,),
    properties={
        "title": SKOS.prefLabel,
        "country": DCTERMS.spatial,
        "organisations": CFIT.practisedBy,
        "product_groups": CFIT.forProductGroup,
        "strategies": CFIT.underStrategy,
        "strategy_basis": CFIT.strategyBasis,
        "themes": CFIT.concernsTheme,
        "date": DCTERMS.date,
        "end": CFIT.endDate,
        "outcome": CFIT.outcome,
        "commitments": CFIT.implementsCommitment,
        "procedures": CFIT.describesProcedure,
        "relations": CFIT.relationToPact,
        "note": SKOS.note,
    },
)

JOINT_STATEMENT = Concept(
    classes=(CFIT.JointStatement,),
    properties={
        "title": SKOS.prefLabel,
        "kind": CFIT.jointStatementKind,
        "date": DCTERMS.date,
        "groups": CFIT.madeBy,
        "status_note": CFIT.statusNote,
        "note": SKOS.note,
    },
    more=statement_class,
)

SIGNATURE = Concept(
    classes=(CFIT.Signature,),
    properties={
        "statement": CFIT.signatureOf,
        "organisation": CFIT.signatory,
        "date": DCTERMS.date,
        "product_group": CFIT.forProductGroup,
        "units": CFIT.units,
        "due": CFIT.dueDate,
    },
)
