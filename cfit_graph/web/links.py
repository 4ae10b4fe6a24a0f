"""Where a link in a page leads: our IRIs to the same path on this host, the rest of the Web as it is, or nowhere."""

from urllib.parse import quote

from cfit_graph.iris import BASE

_SCHEMES = ("https://", "http://", "mailto:")


def href(iri: str) -> str | None:
    """Return the address a page may link to for `iri`, None if it must stay text (`javascript:`, `data:` and so on)."""
    path = iri.removeprefix(BASE)
    if path != iri and path[:1] not in {"/", "\\"}:
        return local(path)
    if iri.lower().startswith(_SCHEMES):
        return iri
    return None


def local(path: str) -> str:
    """Return a path on this host, each character that means something in an address or header percent-encoded."""
    return "/" + quote(path, safe="/#-._~%")
