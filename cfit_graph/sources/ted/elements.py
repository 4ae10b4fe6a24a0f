"""Elements of TED_EXPORT by their local names: its versions use four namespaces, and one uses none."""

from collections.abc import Iterator

from cfit_graph.records.notices import code
from cfit_graph.sources.markup import Element


def children(element: Element | None, name: str) -> Iterator[Element]:
    """Yield the children of that name; nothing where there is no element."""
    if element is not None:
        yield from element.iterchildren("{*}" + name)


def public(element: Element | None, name: str) -> Iterator[Element]:
    """Yield the children of that name but those that the buyer did not agree to publish."""
    return (found for found in children(element, name) if found.get("PUBLICATION") != "NO")


def child(element: Element | None, *names: str) -> Element | None:
    """Return the first child of the first name, of that the first child of the second name, and so on."""
    for name in names:
        if element is None:
            return None
        element = next(element.iterchildren("{*}" + name), None)
    return element


def text(element: Element | None, *names: str) -> str | None:
    """Return the words of a descendant, white space folded; a paragraph ends a word, a change of type does not."""
    found = child(element, *names)
    if found is None:
        return None
    paragraphs = tuple(found.iterchildren("{*}P")) or (found,)
    return code.folded(" ".join("".join(map(str, paragraph.itertext())) for paragraph in paragraphs))


def attribute(element: Element | None, name: str, *names: str) -> str | None:
    """Return an attribute of a descendant."""
    found = child(element, *names)
    return code.folded(found.get(name)) if found is not None else None


def attributes(element: Element | None, name: str, child_name: str) -> tuple[str, ...]:
    """Return an attribute of every child of a name, each value once."""
    values = (code.folded(found.get(name)) for found in children(element, child_name))
    return tuple(dict.fromkeys(value for value in values if value))


def cpv_codes(element: Element | None, name: str) -> tuple[str, ...]:
    """Return the CPV codes below children of a name (CPV_MAIN or CPV_ADDITIONAL), without supplementary codes."""
    found = (code.cpv(attribute(part, "CODE", "CPV_CODE")) for part in children(element, name))
    return tuple(dict.fromkeys(value for value in found if value))
