"""What was withdrawn: the tombstone of a thing that the graph no longer describes."""

from cfit_graph.iris import CFIT, DCTERMS
from cfit_graph.mapping.facts import Concept

WITHDRAWAL = Concept(
    classes=(CFIT.Withdrawal,),
    properties={
        "kind": CFIT.withdrawnKind,
        "thing": CFIT.formerAddress,
        "date": DCTERMS.date,
        "reason": DCTERMS.description,
        "instead": DCTERMS.isReplacedBy,
    },
)
