"""Writing a release: build it apart, put it on the disk, give it its name, and only then let the pointer name it."""

import filecmp
from collections.abc import Callable, Collection
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

from cfit_graph.errors import ReleaseError, ReleaseExistsError
from cfit_graph.release import (
    answers,
    checked,
    continuity,
    description,
    disk,
    dumps,
    files,
    manifest,
    published,
    search,
    statistics,
    store,
)
from cfit_graph.release.content import Content, admit
from cfit_graph.release.dataset import Dataset

Progress = Callable[[str], None]


def write(content: Content, to: Path, progress: Progress = lambda _: None) -> Path:
    """Write a release of the content below `to`, make it the current one, and return its folder.

    `progress` is told each step when it is done. The same content gives the same release: if it is there already,
    nothing is written and the pointer is set to it. Raises ConformanceError before anything is written if the report
    has violations or something that was released would vanish without a withdrawal; ReleaseExistsError if a release of
    this name is there with other bytes; ReleaseError if another build is writing here, the disk refuses, or the store
    does not hold what was written into it.
    """
    admit(content)
    try:
        with disk.locked(to):
            disk.sweep(to)
            return _published(content, to, progress)
    except OSError as error:
        raise ReleaseError(
            f"{to}: the release cannot be written: {error.strerror or error}; what was served before still is"
        ) from error


def _published(content: Content, to: Path, progress: Progress) -> Path:
    with disk.building(to) as building, disk.building(to) as work:
        dataset = Dataset(content.quads, content.parts, work)
        progress(f"{dataset.size:,} statements sorted")
        if previous := disk.pointed(to):
            continuity.hold(dataset, to / previous)
        name = _built(content, dataset, (building, work), previous, progress)
        disk.persist(building)
        progress("everything is on the disk")
        _placed(dataset, building, to / name)
        progress(f"release {name} is in its place")
        disk.point(to, name)
        progress(f"{disk.POINTER} names release {name}")
    return to / name


def _built(
    content: Content, dataset: Dataset, folders: tuple[Path, Path], previous: str | None, progress: Progress
) -> str:
    """Fill the first of the folders, the other being for what is thrown away, and return the id of the release."""
    building, work = folders
    with ThreadPoolExecutor(max_workers=1) as beside:
        storing = beside.submit(_stored, content, dataset, building)
        figures = statistics.of(dataset)
        dumped = dumps.write(content, dataset, building, work)
        progress("dumps written")
        others = [published.write(content, building), *checked.write(content, building)]
        progress("questions and report written")
        index, held = search.write(dataset, building)
        progress("search index written")
        answered = storing.result()
    progress("store filled, opened again and counted")
    for line in answers.told(content, answered):
        progress(line)
    facts = manifest.with_files(manifest.of(content, dataset, figures), dumped, others)
    facts |= {"answers": answered, "search": held, "index": index.as_json()}
    name = _named(facts, description.text(content, dataset, figures, dumped), building, previous)
    progress("release described")
    return name


def _stored(content: Content, dataset: Dataset, building: Path) -> list[dict[str, Any]]:
    """Fill the store, hold it against the statements, and return the answers to the questions it was asked."""
    store.write(dataset, building)
    store.check(dataset, building)
    return answers.write(content, building, dataset.size)


def _named(facts: dict[str, object], described: bytes, building: Path, previous: str | None) -> str:
    """Write dataset.ttl and manifest.json, which carry the id made of all the rest; return the id."""
    content = manifest.content_hash(facts, described)
    name = manifest.release_id(str(facts["created"]), content)
    named = described.replace(description.UNNAMED.encode(), name.encode())
    entry = files.write(building, description.NAME, named, "Description for data catalogues, DCAT-AP and VoID")
    identity = {"id": name, "content": content, "previous": previous if previous != name else None}
    manifest.write(building, {**identity, **facts, "description": entry.as_json()})
    return name


def _placed(dataset: Dataset, building: Path, target: Path) -> None:
    """Give the building its name, unless the same release is there already; never overwrite another one."""
    if not target.exists():
        disk.place(building, target)
        return
    if different := _difference(building, target):
        message = (
            f"{target}: is there already and its {different} differs; releases are never overwritten: move it away"
        )
        raise ReleaseExistsError(message)
    store.check(dataset, target)


def _difference(building: Path, target: Path) -> str | None:
    """Return the first file that differs between the two; the release before and the bytes of the index may."""
    ours, theirs = (manifest.identifying(manifest.read(folder)) for folder in (building, target))
    if ours != theirs:
        return manifest.NAME
    apart = {store.FOLDER, search.FOLDER, manifest.NAME} | ({answers.FOLDER} if "answers" not in ours else set())
    for path in _files(building, apart):
        if not (target / path).is_file() or not filecmp.cmp(building / path, target / path, shallow=False):
            return str(path)
    return None


def _files(folder: Path, apart: Collection[str]) -> list[Path]:
    """Return the files of a release, relative to it, but for those that are or lie in one of the names."""
    paths = (path.relative_to(folder) for path in sorted(folder.rglob("*")) if path.is_file())
    return [path for path in paths if path.parts[0] not in apart]
