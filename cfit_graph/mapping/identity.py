"""Which organisations of notices are the same, and which are organisations of the Pact: with evidence, or not at all.

A registration number alone never decides: one lead's number is copied to all partners, and placeholders abound.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from functools import cached_property, partial

from rapidfuzz import fuzz

from cfit_graph.mapping.sighting import Sighting, normal
from cfit_graph.records.notices import joined_key
from cfit_graph.records.organisation import OrganisationRecord
from cfit_graph.records.values import worded

SAME, REVIEW = 0.9, 0.6  # from the first on it is said, from the second on a person is asked
ALIKE = 88  # rapidfuzz's ratio of the sorted words, from which two names may be spellings of one
LEAST_LETTERS = 3  # of a word by which names are looked up: shorter ones are in every second name
RARE = 200  # entries that may share a word before it no longer says that two of them are worth comparing
SUPPORT, AGAINST = 0.03, 0.2  # what one more thing in common adds, and what different registration numbers take
SUREST = 0.99  # what is computed is never certain; 1 is what a person decided


@dataclass
class Entry:
    """What is called by one name in one country: by the notices, and by the Pact where `organisation` is set."""

    key: str
    country: str | None
    names: Counter[str] = field(default_factory=Counter)
    languages: dict[str, str] = field(default_factory=dict)
    parties: list[tuple[str, str]] = field(default_factory=list)
    numbers: set[str] = field(default_factory=set)
    places: set[str] = field(default_factory=set)
    sites: set[str] = field(default_factory=set)
    organisation: str | None = None

    @property
    def name(self) -> str:
        """The name it is called by most often, the shortest of these, then the first in the alphabet."""
        return min(self.names, key=lambda name: (-self.names[name], len(name), name))

    @cached_property
    def normals(self) -> set[str]:
        """Its names as they are compared, which are asked for once all of them are known."""
        return {normal(name) for name in self.names}

    @cached_property
    def in_order(self) -> set[str]:
        """The same, the words of each in the order of the alphabet."""
        return {" ".join(sorted(name.split())) for name in self.normals}


@dataclass(frozen=True)
class Match:
    """That two entries are the same organisation, how sure that is, and why."""

    first: str
    second: str
    confidence: float
    evidence: tuple[str, ...]

    @property
    def pair(self) -> frozenset[str]:
        """The keys of both."""
        return frozenset((self.first, self.second))


def entries(seen: Iterable[Sighting]) -> dict[str, Entry]:
    """Return the entries of the parties that were seen, by key."""
    found: dict[str, Entry] = {}
    for one in seen:
        first, _language = one.names[0]
        key = joined_key((one.country or "unknown").lower(), normal(first).replace(" ", "-"))
        entry = found.setdefault(key, Entry(key, one.country))
        entry.names.update(text for text, _tag in one.names)
        entry.languages = dict(one.names) | entry.languages
        entry.parties.append((one.notice, one.party))
        entry.numbers.update(one.numbers)
        entry.numbers -= set(one.copied)
        entry.places.update(one.places)
        entry.sites.update(one.sites)
    return found


def add_known(found: dict[str, Entry], organisations: Iterable[OrganisationRecord]) -> None:
    """Add the organisations of the Pact to the entries, under `organisation/<key>`, with all their names."""
    for record in organisations:
        key = f"organisation/{record.id}"
        entry = found.setdefault(key, Entry(key, None, organisation=record.id))
        entry.country = entry.country or record.country
        entry.names.update(worded(name)[0] for name in (record.name, *record.alt_names) if name)


def matches(found: Iterable[Entry]) -> Iterator[Match]:
    """Yield the pairs of entries that are or may be the same, in the order of their keys."""
    ordered = sorted(found, key=lambda entry: entry.key)
    for first, second in pairs(ordered):
        confidence, evidence = judged(first, second)
        if confidence >= REVIEW:
            yield Match(first.key, second.key, confidence, evidence)


def pairs(ordered: list[Entry]) -> Iterator[tuple[Entry, Entry]]:
    """Yield the pairs that are worth comparing, in order: of one country, and sharing a rare word of their names."""
    words: dict[tuple[str | None, str], list[int]] = defaultdict(list)
    for position, entry in enumerate(ordered):
        for word in telling(entry):
            words[entry.country, word].append(position)
    for position, entry in enumerate(ordered):
        alike = [words[entry.country, word] for word in telling(entry)]
        close = {other for at in alike if len(at) <= RARE for other in at if other > position}
        yield from ((entry, ordered[other]) for other in sorted(close))


def telling(entry: Entry) -> set[str]:
    """Return the words of the names of an entry that are long enough to tell it from others."""
    return {word for name in entry.normals for word in name.split() if len(word) >= LEAST_LETTERS}


def judged(first: Entry, second: Entry) -> tuple[float, tuple[str, ...]]:
    """Return how sure it is that two entries of one country are the same, and the evidence for and against."""
    if first.country is None or first.country != second.country:
        return 0.0, ()
    ratio = partial(fuzz.ratio, score_cutoff=ALIKE)  # of what stands below, only that it does
    alike = max(ratio(one, two) for one in first.in_order for two in second.in_order)
    if alike < ALIKE:
        return 0.0, ()
    common = first.normals & second.normals
    evidence = ["names are the same" if common else f"names are alike ({alike:.0f} of 100)", "one country"]
    shared = {
        "one registration number": first.numbers & second.numbers,
        "one place": first.places & second.places,
        "one web site": first.sites & second.sites,
    }
    evidence += [why for why, what in shared.items() if what]
    support = sum(map(bool, shared.values()))
    words = max((len(name.split()) for name in common), default=0)
    confidence = named(words, alike, support) + SUPPORT * support
    if first.numbers and second.numbers and not shared["one registration number"]:
        evidence.append("but different registration numbers")
        confidence -= AGAINST
    return round(min(confidence, SUREST), 2), tuple(evidence)


def named(words: int, alike: float, support: int) -> float:
    """Return what the names are worth: `words` of the one they share, for many bear one word; spellings need more."""
    if words:
        return 0.9 if words > 1 or support else 0.75
    return 0.8 + (alike - ALIKE) / 100 if support else 0.6


@dataclass(frozen=True)
class Identities:
    """Who is who: each entry with the key of the one it is known by, the matches said, and those to be reviewed."""

    entries: dict[str, Entry]
    known_by: dict[str, str]
    said: tuple[Match, ...]
    review: tuple[Match, ...]

    def reason(self, match: Match) -> str:
        """Return in words who is meant by a match, how sure it is, and why."""
        first, second = self.entries[match.first], self.entries[match.second]
        return f"{first.name} / {second.name}: {match.confidence:.2f}, {', '.join(match.evidence)}"


def identities(found: dict[str, Entry], decisions: dict[frozenset[str], bool]) -> Identities:
    """Return who is who; what a person decided on a pair wins over what was computed, from then on."""
    judged_pairs = list(matches(found.values()))
    said = [match for match in judged_pairs if match.confidence >= SAME and decisions.get(match.pair, True)]
    for pair, same in decisions.items():
        first, second = sorted(pair)
        if same and {first, second} <= found.keys() and not any(match.pair == pair for match in said):
            said.append(Match(first, second, 1.0, ("a person decided",)))
    review = [match for match in judged_pairs if match.confidence < SAME and match.pair not in decisions]
    return Identities(found, joined(found, said), tuple(said), tuple(review))


def joined(found: dict[str, Entry], said: Iterable[Match]) -> dict[str, str]:
    """Return by which key each entry is known: one of the Pact's where a match leads there, else the first."""
    known = {key: key for key in found}
    groups = {key: [key] for key in found}
    for match in said:
        both = {known[match.first], known[match.second]}
        best = min(both, key=lambda key: (found[key].organisation is None, key))
        for other in both - {best}:
            known.update(dict.fromkeys(groups[other], best))
            groups[best] += groups.pop(other)
    return known
