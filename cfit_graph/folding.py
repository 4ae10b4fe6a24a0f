"""Words as the search compares them: without case, without accents, in compatible forms (Unicode Annex 15, NFKD).

The release writes its index by these rules and the web reads it by them, so they stand below both.
"""

import re
import unicodedata

# Letters with a stroke and ligatures, which Unicode does not take apart.
_LETTERS = str.maketrans({"ø": "o", "æ": "ae", "œ": "oe", "ł": "l", "đ": "d", "ð": "d", "þ": "th", "\u0131": "i"})
_WORD = re.compile(r"[^\W_]+")
_LONGEST = 40


def folded(text: str) -> str:
    """Return the text in lower case without accents and invisible characters: `Österreich` is `osterreich`."""
    if text.isascii():
        return text.lower()
    taken_apart = unicodedata.normalize("NFKD", text)
    kept = "".join(letter for letter in taken_apart if unicodedata.category(letter) not in {"Mn", "Cf"})
    return kept.casefold().translate(_LETTERS)


def plain(text: str) -> str:
    """Return the text without control and formatting characters, which would hide or turn over what is around it."""
    return "".join(letter for letter in text if unicodedata.category(letter) not in {"Cc", "Cf", "Cs", "Co"}).strip()


def words(text: str) -> list[str]:
    """Return the words of a text, folded, in their order; of a longer word only its first 40 characters."""
    return [word[:_LONGEST] for word in _WORD.findall(folded(text))]


def grams(word: str) -> set[str]:
    """Return the runs of three characters of a folded word with a margin, by which words that look alike are found."""
    framed = f"  {word} "
    return {framed[place : place + 3] for place in range(len(framed) - 2)}
