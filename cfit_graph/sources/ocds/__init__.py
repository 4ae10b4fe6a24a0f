"""OCDS: releases, compiled releases, release packages, record packages and arrays of them, versions 1.0 and 1.1.

A release is a notice; of a record, the compiled release where there is one, else its releases, else what its versioned
release comes to. Releases that are only linked to are not fetched. Fields of the European Union profile are read where
they are filled.
"""

from collections.abc import Iterator
from itertools import islice

from cfit_graph.errors import NoticeError
from cfit_graph.records.notices import NoticeTree
from cfit_graph.sources.ocds import release
from cfit_graph.sources.ocds.node import Node, document, node, nodes, text

# A package of a real publisher has hundreds.
MOST_RELEASES = 10_000


def read(content: bytes, name: str) -> tuple[NoticeTree, ...]:
    """Return the notices of one file; raise NoticeError for what is broken, too large, or not OCDS."""
    return trees(document(content, name), name)


def trees(whole: object, name: str) -> tuple[NoticeTree, ...]:
    """Return the notices of a JSON text that has been read; raise NoticeError where it is not OCDS."""
    try:
        found = tuple(release.tree(one, package) for package, one in islice(_releases(whole), MOST_RELEASES + 1))
    except NoticeError as error:
        raise NoticeError(f"{name}: not OCDS: {error}") from error
    if len(found) > MOST_RELEASES:
        raise NoticeError(f"{name}: more than the {MOST_RELEASES:,} releases we read")
    if not found:
        raise NoticeError(f"{name}: not OCDS: it holds no release")
    return found


def _releases(whole: object) -> Iterator[tuple[release.Package, Node]]:
    """Yield every release with its package."""
    for part in whole if isinstance(whole, list) else [whole]:
        if not isinstance(part, dict):
            raise NoticeError("neither a release nor a package of releases")
        yield from _in_package(part)


def _in_package(part: Node) -> Iterator[tuple[release.Package, Node]]:
    kind = _kind(part)
    publisher, address = text(part, "publisher", "name"), text(part, "uri")
    package = release.Package(kind, text(part, "version"), publisher, address)
    if kind == "release":
        yield package, part
    elif kind == "release_package":
        for one in nodes(part, "releases"):
            _kind(one)
            yield package, one
    else:
        for record in nodes(part, "records") if kind == "record_package" else (part,):
            for one in _of_record(record):
                yield package, one


def _kind(part: Node) -> str:
    """Return what an object is, told by its fields: a record has releases too, but an ocid of its own."""
    if "records" in part:
        return "record_package"
    if {"compiledRelease", "versionedRelease"} & part.keys() or {"ocid", "releases"} <= part.keys():
        return "record"
    if "releases" in part:
        return "release_package"
    if {"ocid", "tender", "awards", "planning", "contracts"} & part.keys():
        return "release"
    raise NoticeError("neither a release nor a package of releases")


def _of_record(record: Node) -> Iterator[Node]:
    """Yield the compiled release; where there is none, the releases that are there and not only linked to, by url."""
    compiled = node(record, "compiledRelease")
    if compiled:
        yield compiled
        return
    embedded = [one for one in nodes(record, "releases") if "ocid" in one or ("tag" in one and "url" not in one)]
    if embedded:
        yield from embedded
    elif versioned := node(record, "versionedRelease"):
        dated = max(_dates(versioned), default=None)
        yield {
            "tag": ["compiled"],
            "date": dated,
            **latest(versioned),
            "ocid": versioned.get("ocid", record.get("ocid")),
        }


def latest(versioned: Node) -> Node:
    """Return what the versions of each field come to: the last of them (OCDS 1.1, merging: versioned releases)."""
    return {field: _last(value) for field, value in versioned.items()}


def _last(value: object) -> object:
    """Return the last version of a field that has versions, with objects and lists in it taken the same way."""
    if isinstance(value, dict):
        return latest(value)
    if not isinstance(value, list) or not value:
        return value
    if all(isinstance(one, dict) and {"releaseDate", "value"} <= one.keys() for one in value):
        return value[-1]["value"]
    return [_last(one) for one in value]


def _dates(value: object) -> Iterator[str]:
    """Yield the day and time of each version."""
    if isinstance(value, dict):
        if isinstance(date := value.get("releaseDate"), str):
            yield date
        for one in value.values():
            yield from _dates(one)
    elif isinstance(value, list):
        for one in value:
            yield from _dates(one)
