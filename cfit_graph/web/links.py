"""Where a link in a page leads: our IRIs to the same path on this host, the rest of the Web as it is, or nowhere."""

from urllib.parse import quote

from cfit_graph.iris import BASE, COUNTRY, CPV, CURRENCY
from cfit_graph.prefixes import PREFIXES

_SCHEMES = ("https://", "http://", "mailto:")

# Codes of others that have a page here, by the scheme in the address of the page.
HOSTED = {"country": COUNTRY.base, "cpv": CPV.base, "currency": CURRENCY.base}


def href(iri: str) -> str | None:
    """Return the address a page may link to for `iri`, None if it must stay text (`javascript:`, `data:` and so on)."""
    for scheme, base in HOSTED.items():
        if iri.startswith(base):
            return local(f"vocabulary/{scheme}/{iri.removeprefix(base).lower()}")
    path = iri.removeprefix(BASE)
    if path != iri and path[:1] not in {"/", "\\"}:
        return local(path)
    if iri.lower().startswith(_SCHEMES):
        return iri
    return None


def local(path: str) -> str:
    """Return a path on this host, each character that means something in an address or header percent-encoded."""
    return "/" + quote(path, safe="/#-._~%")


def named(path: str) -> str:
    """Return the IRI of what has its page at `path`: one of ours, or a code of others."""
    for scheme, base in HOSTED.items():
        code = path.removeprefix(f"vocabulary/{scheme}/")
        if code != path:
            return f"{base}{code.upper()}"
    return f"{BASE}{path}"


def full(name: str) -> str | None:
    """Return the IRI of a prefixed name or an IRI that an address carries, None if it is neither."""
    prefix, _, rest = name.partition(":")
    return f"{PREFIXES[prefix]}{rest}" if prefix in PREFIXES and rest else name or None
