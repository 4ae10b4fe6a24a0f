"""Which organisations of notices are the same, and which are organisations of the Pact: with evidence, or not at all.

A registration number alone never decides: one lead's number is copied to all partners, and placeholders abound.
"""

import re
import unicodedata
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from rapidfuzz import fuzz

from cfit_graph.records.notices import NoticeTree, joined_key, language
from cfit_graph.records.organisation import OrganisationRecord
from cfit_graph.records.values import worded

SAME, REVIEW = 0.9, 0.6  # from the first on it is said, from the second on a person is asked
ALIKE = 88  # rapidfuzz's ratio of the sorted words, from which two names may be spellings of one
LEAST_DIGITS = 6  # of a registration number: shorter ones are borne by several organisations
LEAST_LETTERS = 3  # of a word by which names are looked up: shorter ones are in every second name
RARE = 200  # entries that may share a word before it no longer says that two of them are worth comparing
SUPPORT, AGAINST = 0.03, 0.2  # what one more thing in common adds, and what different registration numbers take
SUREST = 0.99  # what is computed is never certain; 1 is what a person decided

_FORMS = re.compile(
    r"\b(?:gmbh|mbh|ag|kg|kgaa|co|se|sa|sas|sasu|sarl|srl|spa|snc|sl|slu|sau|bv|nv|vof|as|asa|ab|aps|a s|oy|oyj|ltd|"
    r"limited|plc|llp|llc|inc|corp|sp z o o|s r o|d o o|doo|sro|kft|zrt|nyrt|ead|eood|ood|ad|sia|uab|ou|lda|e v|ev|"
    r"ska|spolka|akciova|s a|s l|s p a|s r l|s a s|b v|n v)\b"
)
_LETTERS = str.maketrans({"ø": "o", "ł": "l", "ß": "ss", "đ": "d", "æ": "ae", "œ": "oe", "ð": "d", "þ": "th", "&": " "})
_NO_NAME = {"", "n a", "na", "none", "unknown", "not applicable", "no award made", "no award", "not awarded", "various"}
_NO_ANSWER = re.compile(r"(.)\1*|0*123456789?0*")


def normal(name: str) -> str:
    """Return a name without case, accents, punctuation and legal form, to be compared with others."""
    plain = unicodedata.normalize("NFKD", name.casefold().translate(_LETTERS))
    words = re.sub(r"[^\w]+", " ", "".join(letter for letter in plain if not unicodedata.combining(letter))).strip()
    bare = re.sub(r"\s+", " ", _FORMS.sub(" ", words)).strip()
    return bare or words


def number(text: str) -> str | None:
    """Return a registration number without blanks and points; None for what is too short or a placeholder."""
    bare = re.sub(r"[^0-9A-Z]", "", text.upper())
    digits = re.sub(r"[^0-9]", "", bare)
    return bare if len(digits) >= LEAST_DIGITS and not _NO_ANSWER.fullmatch(digits) else None


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

    @property
    def normals(self) -> set[str]:
        """Its names as they are compared."""
        return {normal(name) for name in self.names}


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


def entries(trees: Iterable[NoticeTree]) -> dict[str, Entry]:
    """Return the entries of the parties of notices, by key; parties without a name in words are left out."""
    found: dict[str, Entry] = {}
    for tree in trees:
        copied = copied_numbers(tree)
        names: dict[str, list[tuple[str, str]]] = defaultdict(list)
        for name in tree.names:
            names[name.of].append((name.text, language.tag(name.language or tree.notice.language)))
        for party in tree.organisations:
            tags = {text: tag for text, tag in reversed(names[party.id]) if normal(text) not in _NO_NAME}
            texts = list(reversed(tags))
            if not texts or party.natural_person:
                continue
            key = joined_key((party.country or "unknown").lower(), normal(texts[0]).replace(" ", "-"))
            entry = found.setdefault(key, Entry(key, party.country))
            entry.names.update(texts)
            entry.languages = tags | entry.languages
            entry.parties.append((tree.notice.key, party.id))
            entry.numbers.update(filter(None, map(number, party.legal_ids)))
            entry.numbers -= copied
            entry.places.update(filter(None, (normal(party.city or ""), normal(party.postcode or ""))))
            entry.sites.update(filter(None, [site(party.website)]))
    return found


def add_known(found: dict[str, Entry], organisations: Iterable[OrganisationRecord]) -> None:
    """Add the organisations of the Pact to the entries, under `organisation/<key>`, with all their names."""
    for record in organisations:
        key = f"organisation/{record.id}"
        entry = found.setdefault(key, Entry(key, None, organisation=record.id))
        entry.country = entry.country or record.country
        entry.names.update(worded(name)[0] for name in (record.name, *record.alt_names) if name)


def copied_numbers(tree: NoticeTree) -> set[str]:
    """Return the registration numbers that one notice gives to several names."""
    holders: dict[str, set[str]] = defaultdict(set)
    names = {name.of: normal(name.text) for name in reversed(tree.names)}
    for party in tree.organisations:
        for text in party.legal_ids:
            holders[number(text) or ""].add(names.get(party.id, party.id))
    return {one for one, who in holders.items() if len(who) > 1}


def site(address: str | None) -> str | None:
    """Return the host of a web address, without www."""
    match = re.match(r"(?:https?://)?(?:www\.)?([\w.-]+\.\w{2,})", (address or "").lower())
    return match[1] if match else None


def matches(found: Iterable[Entry]) -> Iterator[Match]:
    """Yield the pairs of entries that are or may be the same, in the order of their keys."""
    ordered = sorted(found, key=lambda entry: entry.key)
    for first, second in pairs(ordered):
        confidence, evidence = judged(first, second)
        if confidence >= REVIEW:
            yield Match(first.key, second.key, confidence, evidence)


def pairs(ordered: list[Entry]) -> list[tuple[Entry, Entry]]:
    """Return the pairs that are worth comparing: of one country, and sharing a rare word of their names."""
    words: dict[tuple[str | None, str], list[int]] = defaultdict(list)
    for position, entry in enumerate(ordered):
        for word in {word for name in entry.normals for word in name.split() if len(word) >= LEAST_LETTERS}:
            words[entry.country, word].append(position)
    close = {(one, two) for at in words.values() if len(at) <= RARE for one in at for two in at if one < two}
    return [(ordered[one], ordered[two]) for one, two in sorted(close)]


def judged(first: Entry, second: Entry) -> tuple[float, tuple[str, ...]]:
    """Return how sure it is that two entries of one country are the same, and the evidence for and against."""
    alike = max(fuzz.token_sort_ratio(one, two) for one in first.normals for two in second.normals)
    if first.country is None or first.country != second.country or alike < ALIKE:
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
    for match in said:
        both = {known[match.first], known[match.second]}
        best = min(both, key=lambda key: (found[key].organisation is None, key))
        known = {key: best if at in both else at for key, at in known.items()}
    return known
