"""How a page is built: what is wrong with it before any browser has seen it, and which element stands in which."""

import re
from collections import Counter
from collections.abc import Iterator

from lxml import etree
from lxml.html import HtmlElement

TITLE = re.compile("<title>(?! ?·)[^<]+ · cfit-graph</title>")
HEADING = re.compile("h[1-6]")
LEAST = 100  # letters that a page says at least
# What a browser fetches by itself, and what it does not only show.
LOADING = ("img", "script", "iframe", "source", "embed", "audio", "video", "track", "object", "input", "link")
FOLLOWED = {"stylesheet", "icon", "preload", "modulepreload", "prefetch", "preconnect", "dns-prefetch", "manifest"}
DATA = "application/ld+json"
# The attributes whose values a style, or a reader of the screen, tells apart.
TELLING = ("role", "type", "scope", "aria-current", "aria-live")


def faults(text: str, tree: HtmlElement) -> Iterator[str]:
    """Yield what is wrong with a page: it is not whole, or it loads or runs what its policy refuses."""
    yield from ill_made(text, tree)
    for element in tree.iter(*LOADING):
        if element.tag != "link" or FOLLOWED & {*element.get("rel", "").split()}:
            yield from strays(element)
    if tree.xpath("//style[not(@nonce)] | //@style | //@*[starts-with(name(), 'on')]"):
        yield "a style or a script that the policy refuses"


def ill_made(text: str, tree: HtmlElement) -> Iterator[str]:
    if not (text.rstrip().endswith("</html>") and TITLE.search(text) and tree.get("lang")):
        yield "not whole, or without a title or a language"
    if len(tree.findall(".//h1")) != 1:
        yield "not one heading of the first level"
    if sum(map(len, tree.xpath("//main//text()"))) < LEAST:
        yield "says nothing"
    ids = Counter(tree.xpath("//@id"))
    yield from (f"names two things {name}" for name, count in ids.items() if count > 1)


def strays(element: HtmlElement) -> Iterator[str]:
    address = element.get("src") or element.get("href") or element.get("data") or ""
    if address and not re.match(r"/(?!/)|data:image/", address):
        yield f"loads {address}"
    if element.tag == "script" and not address and element.get("type") != DATA:
        yield "a script within the page"


def offered(tree: HtmlElement) -> Iterator[tuple[str, str]]:
    """Yield the address and the media type of whatever a page also comes as; its other languages have none."""
    for element in tree.iter("link", "a"):
        if "alternate" in element.get("rel", "").split() and element.get("type"):
            yield element.get("href"), element.get("type")


def patterns(tree: HtmlElement) -> Iterator[str]:
    """Yield how each element stands in those around it and behind the one before it, and how headings follow."""
    known, before = {tree: signature(tree)}, ""
    for element in tree.iter(etree.Element):
        if element is tree:
            continue
        own = known[element] = signature(element)
        parent, last = element.getparent(), element.getprevious()
        above = parent.getparent()
        yield f"{'' if above is None else above.tag} > {known[parent]} > {own}"
        yield f"{'' if last is None else last.tag} + {own}"
        if HEADING.fullmatch(element.tag):
            yield f"{before} then {element.tag}"
            before = element.tag


def signature(element: HtmlElement) -> str:
    """Return an element's name, classes and attributes, the values of those that tell, and whether it is empty."""
    given = element.attrib
    names = " ".join(sorted(f"{name}={given[name]}" if name in TELLING else name for name in given))
    empty = "" if len(element) or (element.text or "").strip() else " empty"
    return f"{element.tag}.{'.'.join(sorted(given.get('class', '').split()))}[{names}]{empty}"
