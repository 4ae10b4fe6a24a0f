"""XML from strangers: no DOCTYPE, no entities, no network, and a size and a depth that end (OWASP XXE prevention)."""

from lxml import etree
from lxml.etree import _Element

from cfit_graph.errors import NoticeError

Element = _Element

LARGEST = 32 * 1024 * 1024
MOST_TAGS = 500_000  # the largest notice we know has fifty thousand
_DOCTYPES = (b"<!DOCTYPE", "<!DOCTYPE".encode("utf-16-le"), "<!DOCTYPE".encode("utf-16-be"))


def root_of(content: bytes, name: str) -> Element:
    """Return the root element of an XML document; raise NoticeError for what is broken, too large or unsafe."""
    if reason := _beyond(content):
        raise NoticeError(f"{name}: {reason}")
    if any(doctype in content for doctype in _DOCTYPES):
        raise NoticeError(f"{name}: has a DOCTYPE, which no notice needs and which can hide an attack")
    try:
        root = etree.fromstring(content, _parser())
    except etree.XMLSyntaxError as error:
        raise NoticeError(f"{name}: not readable as XML: {error.msg}") from error
    except (ValueError, LookupError) as error:
        raise NoticeError(f"{name}: not readable as XML: {error}") from error
    if root is None or root.getroottree().docinfo.internalDTD is not None:
        raise NoticeError(f"{name}: has a DOCTYPE, which no notice needs and which can hide an attack")
    return root


def _beyond(content: bytes) -> str | None:
    """Return which limit a document passes; a tag that is read takes fifty times the memory of its letters."""
    if len(content) > LARGEST:
        return f"larger than the {LARGEST // 1024**2} MiB we read"
    return f"more than the {MOST_TAGS:,} tags we read" if content.count(b"<") > MOST_TAGS else None


def _parser() -> etree.XMLParser:
    """Return a parser that resolves nothing, loads nothing, and stops at libxml2's own limits (256 levels deep)."""
    return etree.XMLParser(
        resolve_entities=False,
        no_network=True,
        load_dtd=False,
        dtd_validation=False,
        huge_tree=False,
        remove_comments=True,
        remove_pis=True,
    )


def local(tag: str) -> str:
    """Return the name of an element without its namespace."""
    return tag.rpartition("}")[2]
