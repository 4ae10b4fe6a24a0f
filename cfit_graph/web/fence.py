"""What every request must be, and what every answer carries to keep a browser safe."""

import re
from collections.abc import Sequence

from starlette.types import Scope

from cfit_graph.errors import AddressLengthError, HeaderSizeError, RequestError

HOST = re.compile(r"(?:[A-Za-z0-9.-]{1,253}|\[[0-9A-Fa-f:.]{2,45}\])(?::\d{1,5})?")
ADDRESS_BYTES, HEADER_BYTES, HEADER_LINES = 96 << 10, 16 << 10, 100


def policy(styles: str = "") -> str:
    """Return what a page may load (Content Security Policy, Level 3): ours alone, and the inline `styles` named."""
    allowed = f"'self' {styles}".strip()
    return (
        f"default-src 'none'; script-src 'self'; style-src {allowed}; img-src 'self'; "
        "connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
    )


POLICY_NAME, POLICY = "content-security-policy", policy()
SENT = (
    (b"x-content-type-options", b"nosniff"),
    (b"referrer-policy", b"no-referrer"),
)


def safe(headers: list[tuple[bytes, bytes]]) -> list[tuple[bytes, bytes]]:
    """Return the headers of an answer with the policy among them: the one it has itself, or the strictest."""
    name = POLICY_NAME.encode()
    return headers if any(given == name for given, _ in headers) else [*headers, (name, POLICY.encode())]


def objection(scope: Scope) -> RequestError | None:
    """Return what is wrong with a request that is too large or ambiguous, None if nothing is."""
    headers: Sequence[tuple[bytes, bytes]] = scope["headers"]
    if len(scope.get("raw_path", b"")) + len(scope["query_string"]) > ADDRESS_BYTES:
        return AddressLengthError(f"The address is longer than {ADDRESS_BYTES} bytes; send the query by POST.")
    if len(headers) > HEADER_LINES or sum(len(name) + len(value) for name, value in headers) > HEADER_BYTES:
        return HeaderSizeError(f"The header is longer than {HEADER_BYTES} bytes or {HEADER_LINES} lines.")
    if sum(name == b"host" for name, _ in headers) != 1 and scope["http_version"] != "1.0":
        return RequestError("The request must name exactly one host.")
    if not scope["path"].isprintable():
        return _objection_to_path(scope["path"])
    return None


def _objection_to_path(path: str) -> RequestError | None:
    """Return the objection to control characters; other characters that do not print are only unknown addresses."""
    if any(ord(character) < ord(" ") or character == "\x7f" for character in path):
        return RequestError("The address holds a control character.")
    return None
