"""Who is who among the parties of notices, as lines of N-Quads in a graph of ours: links, and the evidence for them."""

import hashlib
from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

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


@dataclass
class Told:
    """What is said of who is who in one chunk of notices, and which actors it speaks of that another describes."""

    lines: list[str] = field(default_factory=list)
    actors: set[str] = field(default_factory=set)


def told(who: Identities, chunk_of: Mapping[str, int]) -> defaultdict[int, Told]:
    """Return what is said in each chunk: which of its parties is which actor, and the actors first seen in it.

    `chunk_of` is the chunk of each notice.
    """
    found: defaultdict[int, Told] = defaultdict(Told)
    home = homes(who, chunk_of)
    for key, entry in sorted(who.entries.items()):
        known_by = who.known_by[key]
        if known_by == key and entry.organisation is None:
            found[home[key]].lines += described(entry)
        known = named(who.entries[known_by])
        for notice, party in entry.parties:
            this = iris.thing("party", f"{notice}-{local_key(party)}")
            chunk = found[chunk_of[notice]]
            chunk.lines.append(f"{this} {CFIT.identifiedAs} {known} {GRAPH} .\n")
            chunk.actors.add(known_by)
    _matched(who, found, home)
    for number, one in found.items():
        elsewhere = (key for key in one.actors if home[key] != number)
        one.actors = {key for key in elsewhere if who.entries[key].organisation is None}
    return found


def _matched(who: Identities, found: Mapping[int, Told], home: Mapping[str, int]) -> None:
    """Add which entries are or may be the same, each at the home of the first."""
    for match in who.said:
        chunk = found[home[who.known_by[match.first]]]
        chunk.lines += evidence(match, who)
        chunk.actors.add(who.known_by[match.first])
    for match in who.review:  # until a person decides, only that they may be one
        keys = [who.known_by[key] for key in (match.first, match.second)]
        first, second = (named(who.entries[key]) for key in keys)
        found[home[keys[0]]].lines.append(f"{first} {CFIT.possiblySameAs} {second} {GRAPH} .\n")
        found[home[keys[0]]].actors.update(keys)


def homes(who: Identities, chunk_of: Mapping[str, int]) -> dict[str, int]:
    """Return the chunk in which each entry was first seen; what no notice names is at home in the first."""
    return {key: chunk_of[entry.parties[0][0]] if entry.parties else 0 for key, entry in who.entries.items()}


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
