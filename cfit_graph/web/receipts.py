"""What an answer says of itself in its headers: which release, which question, how much, and where to ask again."""

import re
from collections.abc import Sequence

from cfit_graph.iris import ENDPOINT
from cfit_graph.web import conditional, formats
from cfit_graph.web.edition import Edition
from cfit_graph.web.plans import Plan

OPEN_TO_ALL = {
    "access-control-allow-origin": "*",
    "access-control-expose-headers": (
        "ETag, Link, Cfit-Release, Cfit-Release-Hash, Cfit-Rows, Cfit-Complete, Cfit-Hint, Retry-After, X-Request-Id"
    ),
}
REPLAY = f"{ENDPOINT.value}#replay"
REPLAY_LENGTH = 2000

_KEPT = frozenset({b"etag", b"vary", b"cache-control", b"link", b"access-control-allow-origin"})
_UNPRINTABLE = re.compile(r"[^\x20-\x7e]")

Raw = list[tuple[bytes, bytes]]


def plain(edition: Edition, content_type: str) -> dict[str, str]:
    """Return the headers of everything an endpoint says of a release."""
    return {
        **OPEN_TO_ALL,
        "content-type": content_type,
        "cache-control": "no-cache",
        "vary": "Accept, Accept-Encoding",
        "cfit-release": edition.id,
        "cfit-release-hash": edition.hash,
        "link": f'</release/{edition.id}.json>; rel="describedby"; type="application/json"',
    }


def of(edition: Edition, plan: Plan, media_type: str, hints: Sequence[str] = ()) -> dict[str, str]:
    """Return the headers of an answer."""
    sent = plain(edition, formats.content_type(media_type))
    sent["etag"] = tag(edition, plan, media_type)
    if plan.replay is not None and len(plan.replay) <= REPLAY_LENGTH:
        sent["link"] += f', </release/{edition.id}/sparql?{plan.replay}>; rel="{REPLAY}"'
    if hints:
        sent["cfit-hint"] = _UNPRINTABLE.sub("?", "; ".join(hints))
    return sent


def complete(headers: dict[str, str], rows: int | None) -> dict[str, str]:
    """Return the headers of an answer all of which is there."""
    counted = {} if rows is None else {"cfit-rows": str(rows)}
    return {**headers, "cfit-complete": "true", **counted}


def tag(edition: Edition, plan: Plan, media_type: str) -> str:
    """Return the entity tag of an answer: of release, question, dataset and format."""
    bindings = (f"{name}={value}" for name, value in plan.bindings)
    graphs = (*plan.default_graphs, "named", *plan.named_graphs, "bound", *bindings)
    return conditional.tag(edition.hash, edition.id, media_type, plan.sparql, *graphs)


def kept(headers: Raw) -> Raw:
    """Return the headers that a 304 repeats (RFC 9110, section 15.4.5)."""
    return [pair for pair in headers if pair[0] in _KEPT or pair[0].startswith(b"cfit-")]
