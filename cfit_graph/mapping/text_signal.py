"""Words on sustainability in the free text of a notice, by the rules of data/text_signal.csv, each with its evidence.

A hit says that words stand there, not that the buyer set a criterion: it is never mixed with the coded fields.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from cfit_graph.records.notices import FreeText, NoticeTree
from cfit_graph.records.signal import TextHit, TextRuleRecord

NEAR = 100
UNLESS = 60
SNIPPET = 120

# Languages as eForms writes them (ISO 639-3, EU authority table) to the two letters of R2.0.9 and of our rules.
LANGUAGES = {
    "dan": "da", "deu": "de", "eng": "en", "fra": "fr", "ita": "it", "nld": "nl", "nno": "no", "nob": "no", "nor": "no",
    "pol": "pl", "spa": "es", "swe": "sv", "nb": "no", "nn": "no",
}  # fmt: skip

# What is no running text: addresses, and numbers that could be somebody's telephone. What stands before an at sign and
# between dots is as long as it may be (RFC 5321, RFC 1035): without an end, a long word would be gone through for each
# of its letters.
_NO_TEXT = re.compile(
    r"\S{1,64}@\S+|(?:https?://|www\.)\S+|\b[\w-]{1,63}\.(?:com|org|net|eu|info)\b\S*|\+?\d(?:[\s/().-]?\d){7,}"
)
_WORD = re.compile(r"\w+")
_DASH = r"\s\-\u2010\u2011\u2013"  # blanks and every kind of hyphen
_PART = re.compile(r"\*|\s+|-|[^*\s-]+")


def pattern(phrases: str) -> str:
    """Return the regular expression that finds any of the phrases as whole words."""
    return "|".join(rf"(?<!\w){_phrase(phrase)}(?!\w)" for phrase in _split(phrases))


def _phrase(phrase: str) -> str:
    parts = "".join(_part(part) for part in _PART.findall(phrase))
    return parts if phrase != phrase.lower() else f"(?i:{parts})"


def _part(part: str) -> str:
    if part == "*":
        return r"\w*"
    if part == "-":
        return rf"[{_DASH}]{{0,2}}"
    return rf"[{_DASH}'\u2019]{{1,3}}" if part.isspace() else re.escape(part)


def _split(phrases: str | None) -> list[str]:
    return [phrase.strip() for phrase in (phrases or "").split(";") if phrase.strip()]


def _stem(phrase: str) -> str:
    """Return the longest run of letters of a phrase: where it does not occur, neither does the phrase."""
    return max(_WORD.findall(phrase.lower()), key=len, default="")


@dataclass(frozen=True)
class Rule:
    """A rule made ready: the stems that say quickly whether it can hit at all, and its patterns."""

    id: str
    language: str
    phrases: tuple[tuple[str, re.Pattern[str]], ...]
    near: re.Pattern[str] | None
    unless: re.Pattern[str] | None

    @classmethod
    def of(cls, record: TextRuleRecord) -> "Rule":
        """Return the rule that a row of the table states."""
        phrases = tuple((_stem(phrase), re.compile(pattern(phrase))) for phrase in _split(record.phrases))
        around = (re.compile(pattern(words)) if words else None for words in (record.near, record.unless))
        return cls(record.id, record.language or "", phrases, *around)

    def found(self, text: str, lowered: str) -> re.Match[str] | None:
        """Return the first place in the text at which the rule holds."""
        for stem, phrase in self.phrases:
            if stem in lowered:
                for match in phrase.finditer(text):
                    if self._holds(text, match):
                        return match
        return None

    def _holds(self, text: str, match: re.Match[str]) -> bool:
        """Return whether what must stand near a match does, and what must not does not."""
        if self.unless and self.unless.search(_around(text, match, UNLESS)):
            return False
        return self.near is None or bool(self.near.search(_around(text, match, NEAR)))


def _around(text: str, match: re.Match[str], width: int) -> str:
    """Return what stands around a match, the match itself left out."""
    return f"{text[max(match.start() - width, 0) : match.start()]} | {text[match.end() : match.end() + width]}"


class TextSignal:
    """The rules, by language; `hits` looks through a notice."""

    def __init__(self, records: Iterable[TextRuleRecord]) -> None:
        """Make the rules ready."""
        self.rules: dict[str, list[Rule]] = {}
        for record in records:
            self.rules.setdefault(record.language or "", []).append(Rule.of(record))

    def hits(self, tree: NoticeTree) -> Iterator[TextHit]:
        """Yield what the rules find in the texts of a notice: a rule once for each field and snippet."""
        seen: set[tuple[str, str, str]] = set()
        for text in dict.fromkeys(tree.texts):
            language = _language(text.language or tree.notice.language)
            for rule, snippet in self._in_text(text, language):
                if (rule.id, text.field, snippet) not in seen:
                    seen.add((rule.id, text.field, snippet))
                    yield TextHit(tree.notice.key, text.of, rule.id, text.field, language, snippet)

    def _in_text(self, text: FreeText, language: str) -> Iterator[tuple[Rule, str]]:
        masked = _NO_TEXT.sub(lambda found: " " * len(found[0]), text.text)
        lowered = masked.lower()
        for rule in (*self.rules.get("", ()), *self.rules.get(language, ())):
            if match := rule.found(masked, lowered):
                yield rule, snippet(masked, match.start(), match.end())


def _language(code: str | None) -> str:
    code = (code or "").lower()
    return LANGUAGES.get(code, code)


def snippet(text: str, start: int, end: int) -> str:
    """Return the words around a place, at most 120 characters, whole words only, an ellipsis where it is cut."""
    room = max(SNIPPET - (end - start) - 2, 0) // 2
    first, last = max(start - room, 0), min(end + room, len(text))
    before, after = text[first:start], text[end:last]
    if first:
        before = "…" + before.partition(" ")[2]
    if last < len(text):
        after = after.rpartition(" ")[0] + "…"
    return re.sub(r"\s+", " ", before + text[start:end][:SNIPPET] + after).strip()
