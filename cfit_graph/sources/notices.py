"""Which reader a file of notices needs: told by its root element or its shape, never by its name."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import fields
from itertools import chain

from cfit_graph.errors import NoticeError
from cfit_graph.records.notices import NoticeTree
from cfit_graph.sources import eforms, markup, ocds, ted
from cfit_graph.sources.markup import Element

# The readers of XML, by root element; each takes the root, so that a file is parsed once.
XML: Mapping[str, Callable[[Element, str], tuple[NoticeTree, ...]]] = {
    "BusinessRegistrationInformationNotice": eforms.trees,
    "PriorInformationNotice": eforms.trees,
    "ContractNotice": eforms.trees,
    "ContractAwardNotice": eforms.trees,
    "TED_EXPORT": ted.trees,
}
# No text of a notice is nearly as long (descriptions end at ten thousand characters), and a table's cell must end.
LONGEST = 100_000
_MAY_BE_LONG = LONGEST // 2  # bytes of a file; a list of texts grows when it is written as one
_MARKS = (b"\xef\xbb\xbf", b"\xff\xfe", b"\xfe\xff")


def read(content: bytes, name: str) -> tuple[NoticeTree, ...]:
    """Return the notices of one file; raise NoticeError, which begins with `name` and says what is wrong with it."""
    trees = _trees(content, name)
    if len(content) > _MAY_BE_LONG and any(length > LONGEST for tree in trees for length in lengths(tree)):
        raise NoticeError(f"{name}: holds a text of more than the {LONGEST:,} characters we read")
    return trees


def lengths(tree: NoticeTree) -> Iterator[int]:
    """Yield how long each text of a notice is; the texts of a list count together."""
    tables = (getattr(tree, table.name) for table in fields(tree))
    for row in chain((tree.notice,), *(rows for rows in tables if isinstance(rows, tuple))):
        for column in fields(row):
            value = getattr(row, column.name)
            if isinstance(value, str):
                yield len(value)
            elif isinstance(value, tuple):
                yield sum(map(len, value))


def _trees(content: bytes, name: str) -> tuple[NoticeTree, ...]:
    if looks_like_xml(content):
        root = markup.root_of(content, name)
        kind = markup.local(root.tag)
        if kind not in XML:
            raise NoticeError(f"{name}: not a notice: its root element is '{kind[:60]}'")
        return XML[kind](root, name)
    if looks_like_json(content):
        return ocds.read(content, name)
    raise NoticeError(f"{name}: neither XML nor JSON")


def looks_like_xml(content: bytes) -> bool:
    """Return whether the first character that is no white space is `<`, in UTF-8 or in UTF-16."""
    start = content[:256]
    for mark in _MARKS:
        start = start.removeprefix(mark)
    return start.lstrip(b" \t\r\n\x00")[:1] == b"<"


def looks_like_json(content: bytes) -> bool:
    """Return whether the first character that is no white space begins an object or a list."""
    return content[:256].removeprefix(_MARKS[0]).lstrip(b" \t\r\n")[:1] in {b"{", b"["}
