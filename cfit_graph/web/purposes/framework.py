"""The pages of what they undertook: commitments, themes, strategies, the framework as a whole."""

from cfit_graph.iris import CFIT, DCTERMS, SKOS
from cfit_graph.web.catalogue import N_
from cfit_graph.web.purposes import columns, notice_sections
from cfit_graph.web.purposes.section import Purpose, Section

COMMITMENT = Purpose(
    "purpose-commitment",
    (
        Section(
            "who",
            N_("Who undertook it"),
            {N_("Country"): DCTERMS.spatial.value, N_("Level"): CFIT.organisationLevel.value},
            N_("No source says that a named organisation undertook it."),
        ),
        Section(
            "evidence",
            N_("What is seen of it"),
            columns.PRACTICE,
            N_("No source tells of anything done to carry it out."),
            columns.BY_DATE,
        ),
        Section(
            "purchases", N_("Purchases"), columns.PURCHASE, N_("No source links a purchase with it."), columns.BY_START
        ),
        notice_sections.OWN_OF_COMMITMENT,
        notice_sections.OF_COMMITMENT,
        Section("gaps", N_("Undertaken, and nothing seen"), {N_("Country"): DCTERMS.spatial.value}),
        columns.FIGURES,
    ),
)
_CONCEPTS = Section(
    "concepts",
    N_("Concepts"),
    {N_("Notation"): SKOS.notation.value, N_("Definition"): SKOS.definition.value},
    N_("No source names a concept of it."),
)
SCHEME = Purpose("purpose-scheme", (_CONCEPTS,))
FRAMEWORK = Purpose("purpose-framework", (columns.GRID, _CONCEPTS))
THEME = Purpose(
    "purpose-theme",
    (
        Section("commitments", N_("Commitments"), columns.COMMITMENT, N_("No source names a commitment on it.")),
        Section(
            "practices",
            N_("Good practices"),
            columns.PRACTICE,
            N_("No source tells of a good practice on it."),
            columns.BY_DATE,
        ),
        Section("guidance", N_("Guidance"), {N_("Status"): CFIT.publicationStatus.value}),
    ),
)
