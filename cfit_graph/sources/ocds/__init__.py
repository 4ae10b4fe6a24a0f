"""OCDS: releases, compiled releases, release packages, record packages and arrays of them, versions 1.0 and 1.1.

A release is a notice; of a record, the compiled release where there is one, else its releases. Releases that are only
linked to are not fetched. Fields of the European Union profile are read where they are filled.
"""

from collections.abc import Iterator

from cfit_graph.errors import NoticeError
from cfit_graph.records.notices import NoticeTree
from cfit_graph.sources.ocds import release
from cfit_graph.sources.ocds.node import Node, document, node, nodes, text


def read(content: bytes, name: str) -> tuple[NoticeTree, ...]:
    """Return the notices of one file; raise NoticeError for what is broken, too large, or not OCDS."""
    return trees(document(content, name), name)


def trees(whole: object, name: str) -> tuple[NoticeTree, ...]:
    """Return the notices of a JSON text that has been read; raise NoticeError where it is not OCDS."""
    try:
        found = tuple(release.tree(one, package) for package, one in _releases(whole))
    except NoticeError as error:
        raise NoticeError(f"{name}: not OCDS: {error}") from error
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
            yield package, one
    else:
        for record in nodes(part, "records") if kind == "record_package" else (part,):
            for one in _of_record(record):
                yield package, one


def _kind(part: Node) -> str:
    """Return what an object is, told by its fields: a record has releases too, but an ocid of its own."""
    if "records" in part:
        return "record_package"
    if "compiledRelease" in part or {"ocid", "releases"} <= part.keys():
        return "record"
    if "releases" in part:
        return "release_package"
    if {"ocid", "tender", "awards", "planning"} & part.keys():
        return "release"
    raise NoticeError("neither a release nor a package of releases")


def _of_record(record: Node) -> Iterator[Node]:
    """Yield the compiled release; where there is none, the releases that are there and not only linked to."""
    compiled = node(record, "compiledRelease")
    if compiled:
        yield compiled
    else:
        yield from (one for one in nodes(record, "releases") if "ocid" in one or "tag" in one)
