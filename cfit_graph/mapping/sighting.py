"""The parties of one notice as it tells of them: the facts by which they may be known in other notices."""

import re
import unicodedata
from collections import defaultdict
from collections.abc import Iterator
from typing import NamedTuple

from cfit_graph.records.notices import NoticeTree, language

LEAST_DIGITS = 6  # of a registration number: shorter ones are borne by several organisations

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


class Sighting(NamedTuple):
    """A party with a name in words, as one notice tells of it: the facts by which it may be known elsewhere.

    `copied` are the registration numbers that the notice gives to several names.
    """

    notice: str
    party: str
    country: str | None
    names: tuple[tuple[str, str], ...]  # with their languages
    numbers: tuple[str, ...]
    copied: tuple[str, ...]
    places: tuple[str, ...]
    sites: tuple[str, ...]


def sightings(tree: NoticeTree) -> Iterator[Sighting]:
    """Yield the parties of a notice that have a name in words and are no natural persons."""
    copied = tuple(copied_numbers(tree))
    names: dict[str, list[tuple[str, str]]] = defaultdict(list)
    for name in tree.names:
        names[name.of].append((name.text, language.tag(name.language or tree.notice.language)))
    for party in tree.organisations:
        tags = {text: tag for text, tag in reversed(names[party.id]) if normal(text) not in _NO_NAME}
        if tags and not party.natural_person:
            yield Sighting(
                tree.notice.key,
                party.id,
                party.country,
                tuple(reversed(tags.items())),
                tuple(filter(None, map(number, party.legal_ids))),
                copied,
                tuple(filter(None, (normal(party.city or ""), normal(party.postcode or "")))),
                tuple(filter(None, [site(party.website)])),
            )


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
