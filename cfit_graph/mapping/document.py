"""Source documents and their publishers: the register in which every named graph is described (DCMI Terms)."""

from cfit_graph import iris
from cfit_graph.iris import CFIT, DCTERMS, FOAF, SCHEMA, SKOS
from cfit_graph.mapping.facts import Concept

SOURCE_DOCUMENT = Concept(
    classes=(CFIT.SourceDocument,),
    properties={
        "title": DCTERMS.title,
        "publisher": DCTERMS.publisher,
        "address": SCHEMA.url,
        "issued": DCTERMS.issued,
        "kind": CFIT.documentKind,
        "language": DCTERMS.language,
        "note": SKOS.note,
    },
    about=lambda record: iris.source(record.id),
)

PUBLISHER = Concept(
    classes=(FOAF.Agent,),
    properties={"name": SKOS.prefLabel, "homepage": FOAF.homepage, "note": SKOS.note},
)
