"""Who is who among the parties of notices, as lines of N-Quads in a graph of ours: links, and the evidence for them."""

import hashlib
from collections.abc import Iterator

from cfit_graph import iris
from cfit_graph.iris import CFIT, DCTERMS, SKOS
from cfit_graph.mapping.facts import Concept
from cfit_graph.mapping.identity import Entry, Identities, Match
from cfit_graph.mapping.notices.writing import authority, boolean, decimal, escaped, local_key, text

GRAPH = str(iris.source("cfit-identity"))

IDENTITY_DECISION = Concept(
    classes=(CFIT.IdentityMatch,),
    properties={
        "first": CFIT.firstEntry,
        "second": CFIT.secondEntry,
        "same": CFIT.sameOrganisation,
        "note": SKOS.note,
    },
)


def lines(who: Identities) -> Iterator[str]:
    """Yield the actors, which party is which actor or organisation of the Pact, and why."""
    for key, entry in sorted(who.entries.items()):
        if who.known_by[key] == key and entry.organisation is None:
            yield from described(entry)
        known = named(who.entries[who.known_by[key]])
        for notice, party in entry.parties:
            this = iris.thing("party", f"{notice}-{local_key(party)}")
            yield f"{this} {CFIT.identifiedAs} {known} {GRAPH} .\n"
    for match in who.said:
        yield from evidence(match, who)
    for match in who.review:  # until a person decides, only that they may be one
        first, second = (named(who.entries[who.known_by[key]]) for key in (match.first, match.second))
        yield f"{first} {CFIT.possiblySameAs} {second} {GRAPH} .\n"


def named(entry: Entry) -> str:
    """Return the IRI of an entry: the organisation of the Pact that it is, or an actor."""
    return str(iris.thing("organisation", entry.organisation) if entry.organisation else iris.thing("actor", entry.key))


def described(entry: Entry) -> Iterator[str]:
    """Yield what an actor is called, and where it is."""
    this = named(entry)
    yield f"{this} {iris.A} {CFIT.Actor} {GRAPH} .\n"
    yield f'{this} {DCTERMS.identifier} "{entry.key}" {GRAPH} .\n'
    yield f"{this} {DCTERMS.source} {GRAPH} {GRAPH} .\n"
    yield f'{this} {SKOS.prefLabel} "{escaped(entry.name)}"@{entry.languages[entry.name]} {GRAPH} .\n'
    if entry.country:
        yield f"{this} {DCTERMS.spatial} {authority('country', entry.country)} {GRAPH} .\n"


def evidence(match: Match, who: Identities) -> Iterator[str]:
    """Yield that two entries were found to be one, how sure it is, and why."""
    key = hashlib.sha256(f"{match.first} {match.second}".encode()).hexdigest()[:16]
    this = iris.thing("identity-match", key)
    known = named(who.entries[who.known_by[match.first]])
    for predicate, value in (
        (iris.A, CFIT.IdentityMatch),
        (DCTERMS.identifier, text(key)),
        (DCTERMS.source, GRAPH),
        (CFIT.firstEntry, text(match.first)),
        (CFIT.secondEntry, text(match.second)),
        (CFIT.sameOrganisation, boolean(value=True)),
        (CFIT.identifiedAs, known),
        (CFIT.confidenceScore, decimal(f"{match.confidence}")),
        *((CFIT.evidence, text(why)) for why in match.evidence),
    ):
        yield f"{this} {predicate} {value} {GRAPH} .\n"
