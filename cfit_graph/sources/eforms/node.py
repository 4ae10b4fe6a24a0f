"""Where things stand in an eForms notice: paths with UBL's usual prefixes, looked up by namespace, never by prefix."""

from collections.abc import Iterator
from functools import cache

from cfit_graph.records.notices import code
from cfit_graph.sources.markup import Element

_NAMESPACES = {
    "cac": "urn:oasis:names:specification:ubl:schema:xsd:CommonAggregateComponents-2",
    "cbc": "urn:oasis:names:specification:ubl:schema:xsd:CommonBasicComponents-2",
    "ext": "urn:oasis:names:specification:ubl:schema:xsd:CommonExtensionComponents-2",
    "efac": "http://data.europa.eu/p27/eforms-ubl-extension-aggregate-components/1",
    "efbc": "http://data.europa.eu/p27/eforms-ubl-extension-basic-components/1",
    "efext": "http://data.europa.eu/p27/eforms-ubl-extensions/1",
}
EXTENSION = "ext:UBLExtensions/ext:UBLExtension/ext:ExtensionContent/efext:EformsExtension"

# What stands in a field that is withheld (BT-195), or that the standard wants filled although nothing is to be said.
WITHHELD = "unpublished"
FILLED_DAYS = frozenset({"1970-01-01", "2000-01-01"})


@cache
def path(steps: str) -> str:
    """Return `cac:Party/cbc:ID` as the library wants it; `EXT` stands for the way to an eForms extension."""
    expanded = steps.replace("EXT", EXTENSION)
    return "/".join(_step(step) for step in expanded.split("/"))


def _step(step: str) -> str:
    """Return one step of a path with its namespace in place of its prefix."""
    prefix, colon, name = step.partition(":")
    return f"{{{_NAMESPACES[prefix]}}}{name}" if colon else step


def every(node: Element, steps: str) -> list[Element]:
    """Return the elements at the end of the path."""
    return node.findall(path(steps))


def first(node: Element, steps: str) -> Element | None:
    """Return the first element at the end of the path."""
    return node.find(path(steps))


def text(node: Element, steps: str) -> str | None:
    """Return the text of the first element at the end of the path, None where it is withheld or empty."""
    found = node.find(path(steps))
    return None if found is None else stated(found)


def stated(found: Element) -> str | None:
    """Return the text of an element, white space folded; None where it is empty or withheld."""
    written = code.folded(found.text)
    return None if written == WITHHELD else written


def texts(node: Element, steps: str) -> tuple[str, ...]:
    """Return the texts at the end of the path, each once, in the order of the document."""
    return tuple(dict.fromkeys(value for found in node.iterfind(path(steps)) if (value := stated(found))))


def listed(node: Element, steps: str) -> Iterator[tuple[str, str]]:
    """Yield `(name of its list, code)` for each code at the end of the path."""
    for found in node.iterfind(path(steps)):
        if value := stated(found):
            yield found.get("listName", ""), value


def day(node: Element, steps: str) -> str | None:
    """Return the day at the end of the path; None where there is none or a filler."""
    found = code.day(text(node, steps))
    return None if found in FILLED_DAYS else found


def amount(node: Element, steps: str) -> tuple[str, str | None] | None:
    """Return amount and currency of the element at the end of the path; None where it is withheld (-1) or none."""
    found = node.find(path(steps))
    value = None if found is None else code.number(found.text)
    if found is None or value is None or value == "-1":
        return None
    currency = found.get("currencyID")
    return value, None if currency == WITHHELD else currency
