"""Keys of notices: the publication number where there is one, else the ids of the notice."""

import hashlib
import re

_PUBLICATION = re.compile(r"0*([0-9]{1,8})-([0-9]{4})")
_JOURNAL = re.compile(r"([0-9]{4})/S [0-9]{1,3}-0*([0-9]{1,8})")
_NOT_IN_A_KEY = re.compile(r"[^a-z0-9]+")
LONGEST = 80  # characters of a key: up to there an address stays readable
BEGINNING = 60  # characters of a longer one that stand before its hash


def publication_number(text: str | None) -> str | None:
    """Return 630300-2024 for that, 00630300-2024 and 2024/S 203-630300; None for anything else."""
    text = (text or "").strip()
    if match := _PUBLICATION.fullmatch(text):
        return f"{match[1]}-{match[2]}" if int(match[1]) else None
    if match := _JOURNAL.fullmatch(text):
        return f"{match[2]}-{match[1]}"
    return None


def notice_key(number: str | None, *ids: str | None) -> str:
    """Return `ted-630300-2024` where there is a publication number; else the ids (id and version) as one key."""
    if number is not None:
        return f"ted-{number}"
    return joined_key(*ids)


def joined_key(*ids: str | None) -> str:
    """Return the ids as one key; where that loses more than case, or is long, a hash of the ids keeps it apart."""
    whole = "-".join(text.strip() for text in ids if text)
    key = _NOT_IN_A_KEY.sub("-", whole.lower()).strip("-")
    if key == whole.lower() and len(key) <= LONGEST:
        return key
    digest = hashlib.sha256("\n".join(text or "" for text in ids).encode()).hexdigest()[:12]
    return f"{key[:BEGINNING].strip('-')}-{digest}".strip("-")
