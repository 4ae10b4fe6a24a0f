"""JSON from strangers: a size and a depth that end, numbers kept as written, and fields that may be of any type."""

import json
import re
from collections.abc import Iterator, Mapping

from cfit_graph.errors import NoticeError
from cfit_graph.records.notices import code
from cfit_graph.sources.markup import LARGEST

Node = Mapping[str, object]
NOTHING: Node = {}
MOST_VALUES = 750_000  # sixteen MiB of releases, as real publishers write them
_MARK = b"\xef\xbb\xbf"
# What JSON can carry and neither UTF-8 nor XML can: half of a surrogate pair, control characters.
_NO_CHARACTER = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff\ufffe\uffff]")


def document(content: bytes, name: str) -> object:
    """Return what the JSON says (RFC 8259, UTF-8); raise NoticeError for what is broken, too large or too deep.

    Numbers stay the text they are. Of a name given twice in one object, the last counts.
    """
    if reason := _beyond(content):
        raise NoticeError(f"{name}: {reason}")
    try:
        return json.loads(
            content.removeprefix(_MARK).decode("utf-8"), parse_int=str, parse_float=str, parse_constant=_no_number
        )
    except UnicodeDecodeError as error:
        raise NoticeError(f"{name}: not in UTF-8, which JSON must be: byte {error.start} is no part of it") from error
    except json.JSONDecodeError as error:
        more = " (several JSON texts in one file: give each a file of its own)" if error.msg == "Extra data" else ""
        raise NoticeError(f"{name}: not readable as JSON: line {error.lineno}: {error.msg}{more}") from error
    except RecursionError as error:
        raise NoticeError(f"{name}: nested deeper than we read") from error
    except ValueError as error:
        raise NoticeError(f"{name}: not readable as JSON: {error}") from error


def _beyond(content: bytes) -> str | None:
    """Return which limit a JSON text passes."""
    if len(content) > LARGEST:
        return f"larger than the {LARGEST // 1024**2} MiB we read"
    many = sum(map(content.count, (b",", b"{", b"["))) > MOST_VALUES
    return f"more than the {MOST_VALUES:,} values we read" if many else None


def _no_number(text: str) -> None:
    raise ValueError(f"{text} is no number of JSON")


def node(holder: Node, *fields: str) -> Node:
    """Return an object inside objects, an empty one where there is none; raise NoticeError for anything else.

    Programs in PHP write an empty list for an empty object, and an empty object for an empty list.
    """
    for field in fields:
        value = holder.get(field)
        if value is None or value == []:
            return NOTHING
        if not isinstance(value, dict):
            raise NoticeError(f"'{field}' is not an object")
        holder = value
    return holder


def nodes(holder: Node, field: str) -> Iterator[Node]:
    """Yield the objects of a list, none where there is no list; raise NoticeError for anything but these and null."""
    for value in values(holder, field):
        if value is None:
            continue
        if not isinstance(value, dict):
            raise NoticeError(f"'{field}' is not a list of objects")
        yield value


def values(holder: Node, field: str) -> list[object]:
    """Return a list, an empty one where there is none; raise NoticeError for anything else."""
    value = holder.get(field)
    if value is None or value == {}:
        return []
    if not isinstance(value, list):
        raise NoticeError(f"'{field}' is not a list")
    return value


def texts(holder: Node, field: str) -> tuple[str, ...]:
    """Return the texts of a list, or the one text that stands without one, white space folded; leave out the rest."""
    if isinstance(alone := holder.get(field), str):
        return (one,) if (one := _clean(alone)) else ()
    found = (_clean(value) for value in values(holder, field) if isinstance(value, str))
    return tuple(value for value in found if value)


def _clean(value: str) -> str | None:
    """Return the text with its white space folded and U+FFFD for whatever is no character; None if nothing is left."""
    return code.folded(_NO_CHARACTER.sub("\ufffd", value))


def text(holder: Node, *fields: str) -> str | None:
    """Return a text or a number inside objects, white space folded; None where there is none."""
    value = node(holder, *fields[:-1]).get(fields[-1])
    return _clean(value) if isinstance(value, str) else None


def truth(holder: Node, *fields: str) -> bool | None:
    """Return a truth value inside objects; None where there is none."""
    value = node(holder, *fields[:-1]).get(fields[-1])
    return value if isinstance(value, bool) else None
