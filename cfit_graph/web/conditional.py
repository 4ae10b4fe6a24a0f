"""Entity tags: the same release, question and format give the same tag (RFC 9110, sections 8.8.3 and 13.1.2)."""

import hashlib


def tag(*parts: str) -> str:
    """Return a strong entity tag over the parts, quotes included."""
    digest = hashlib.sha256("\0".join(parts).encode("utf-8", "surrogatepass")).hexdigest()
    return f'"{digest[:32]}"'


def matches(if_none_match: str, entity_tag: str) -> bool:
    """Return whether the client has this already, by what it sent as If-None-Match."""
    held = {candidate.strip().removeprefix("W/") for candidate in if_none_match.split(",")}
    return "*" in held or entity_tag in held
