"""A finished release, found and checked."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import zstandard

from cfit_graph.errors import ReleaseError
from cfit_graph.release import disk, dumps, files, manifest


def current(releases: Path) -> Path:
    """Return the folder of the release the pointer names, not the pointer itself, so that a switch does not move it.

    Raises ReleaseError if there is none.
    """
    name = disk.pointed(releases)
    if name is None:
        raise ReleaseError(f"{releases}: no release here yet; build one with 'cfit release'")
    release = releases / name
    if not (release / manifest.NAME).is_file():
        raise ReleaseError(f"{releases / disk.POINTER}: names {name}, which is not a release; run 'cfit release' again")
    return release


def verify(release: Path) -> list[str]:
    """Return, a sentence each, how the files differ from their hashes; empty if the release is whole.

    Every file but those of the store is held against manifest.json, the dumps also against SHA256SUMS, the manifest
    against the content hash the release is named by, and the statements against their RDFC-1.0 hash. Raises
    ReleaseError if there is no readable manifest.
    """
    facts = manifest.read(release)
    try:
        return [*_listed(release, facts), *_summed(release), *_identified(release, facts), *_stated(release, facts)]
    except (KeyError, TypeError, AttributeError) as error:
        raise ReleaseError(f"{release / manifest.NAME}: is damaged: {error}; build the release again") from error


def _listed(release: Path, facts: dict[str, Any]) -> Iterator[str]:
    """Yield what is wrong with the files the manifest lists."""
    others = [*facts["files"], *facts["answers"], facts["description"], facts["index"]]
    for entry in [*facts["dumps"], *others]:
        yield from _compared(release / entry["path"], entry["path"], entry["sha256"])


def _summed(release: Path) -> Iterator[str]:
    """Yield what is wrong with the dumps by SHA256SUMS; a dump it does not list is a stranger."""
    sums = release / dumps.CHECKSUMS
    if not sums.is_file():
        return
    listed = {path: digest for digest, _, path in (line.partition("  ") for line in _lines(sums))}
    for path, digest in sorted(listed.items()):
        yield from _compared(release / dumps.FOLDER / path, f"{dumps.CHECKSUMS}, {path}", digest)
    for found in sorted((release / dumps.FOLDER).rglob("*")):
        name = found.relative_to(release / dumps.FOLDER).as_posix()
        if found.is_file() and found != sums and name not in listed:
            yield f"{dumps.FOLDER}/{name}: is not listed in {dumps.CHECKSUMS}"


def _identified(release: Path, facts: dict[str, Any]) -> Iterator[str]:
    """Yield what is wrong between the manifest, the content hash in it, and the name of the release."""
    path = release / facts["description"]["path"]
    described = path.read_bytes() if path.is_file() else b""
    if manifest.content_hash(facts, described) != facts["content"]:
        yield f"{manifest.NAME}: does not have the content hash it states"
    if facts["id"] != manifest.release_id(facts["created"], facts["content"]):
        yield f"{manifest.NAME}: the id {facts['id']} is not made of its date and its content hash"
    if release.resolve().name != facts["id"]:
        yield f"{manifest.NAME}: is that of release {facts['id']}, found in {release.resolve().name}"


def _stated(release: Path, facts: dict[str, Any]) -> Iterator[str]:
    """Yield whether the statements themselves have another hash than the manifest says."""
    path = release / dumps.N_QUADS
    if not path.is_file():
        return
    try:
        digest = files.unpacked_sha256(path)
    except zstandard.ZstdError as error:
        yield f"{dumps.N_QUADS}: cannot be unpacked: {error}"
        return
    if digest != facts["hash"]["dataset"]:
        yield f"{dumps.N_QUADS}: its statements do not have the hash the manifest states"


def _compared(path: Path, name: str, digest: str) -> Iterator[str]:
    if not path.is_file():
        yield f"{name}: is missing"
    elif files.described(path.parent, path.name, name).sha256 != digest:
        yield f"{name}: has been changed or damaged"


def _lines(path: Path) -> list[str]:
    return path.read_text(encoding="utf-8", errors="replace").splitlines()
