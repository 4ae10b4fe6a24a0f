"""The named graphs of what the project itself says beside its tables."""

from cfit_graph import iris

ONTOLOGY = iris.source("cfit-ontology")
VOCABULARIES = iris.source("cfit-vocabularies")
QUESTIONS = iris.source("cfit-questions")
