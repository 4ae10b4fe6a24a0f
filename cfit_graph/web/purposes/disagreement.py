"""The page of a point on which sources disagree: what each of them says, side by side."""

from cfit_graph.iris import CFIT, DCTERMS
from cfit_graph.web.catalogue import N_
from cfit_graph.web.purposes.section import Purpose, Section

DISAGREEMENT = Purpose(
    "purpose-disagreement",
    (
        Section(
            "claims",
            N_("What each source says"),
            {N_("Source"): DCTERMS.source.value, N_("Confidence"): CFIT.confidence.value},
            N_("No source is named for it."),
            (DCTERMS.source.value,),
            DCTERMS.description.value,
        ),
    ),
    plain=False,
)
