"""Every kind of thing that has a list of its own making; a kind that is not here gets general columns."""

from collections.abc import Mapping

from cfit_graph.iris import BASE
from cfit_graph.web.catalogue import N_
from cfit_graph.web.lists import buying, noticed, promises, who
from cfit_graph.web.lists.columns import Declared

OTHER = N_("Other things")
GROUPS = (
    who.WHO,
    promises.PROMISES,
    promises.CRITERIA,
    buying.BUYING,
    noticed.NOTICED,
    buying.READING,
    buying.LISTS,
    OTHER,
)
KINDS: Mapping[str, Declared] = {**who.KINDS, **promises.KINDS, **buying.KINDS, **noticed.KINDS}

# What else there is, or the search finds.
_FOUND = {
    "award-criterion": N_("Award criteria in notices"),
    "bid": N_("Tenders in notices"),
    "concept": N_("Values of lists"),
    "scheme": N_("Lists of values"),
    "query": N_("Questions"),
    "term": N_("Terms"),
    "country": N_("Countries"),
    "currency": N_("Currencies"),
    "cpv": N_("CPV codes"),
    "identity-match": N_("Names taken for one organisation"),
    "lot-group": N_("Groups of lots"),
    "lot-result": N_("Results of lots"),
    "milestone": N_("Dates and deadlines"),
    "pact": N_("The Pact"),
    "part": N_("Planned parts of purchases"),
    "role-rule": N_("Rules of roles"),
    "text-rule": N_("Rules on words"),
    "text-signal": N_("Words on sustainability"),
    "withheld-field": N_("Withheld contents"),
}


def title(kind: str) -> str:
    """Return what a kind of thing is called in the plural, in English, which is the key of its translations."""
    if kind in KINDS:
        return KINDS[kind].title
    return _FOUND.get(kind) or kind.replace("-", " ").capitalize()


def prefix(kind: str) -> str:
    """Return how the IRIs of a kind begin."""
    declared = KINDS.get(kind)
    return declared.prefix if declared and declared.prefix else f"{BASE}id/{kind}/"


def address(kind: str) -> str:
    """Return the address of the list of a kind."""
    return f"/{kind}" if kind in {"source", "vocabulary"} else f"/doc/{kind}"
