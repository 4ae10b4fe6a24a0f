"""How bytes reach the disk so that a crash at any moment leaves the old release or the new one, never a mixture."""

import fcntl
import os
import secrets
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from cfit_graph.errors import ReleaseError

POINTER = "current"
BUILDING = ".building-"

_ASIDE = ".parts-"
_LOCK = ".lock"
_NEXT_POINTER = "current.tmp"


@contextmanager
def locked(releases: Path) -> Iterator[None]:
    """Hold the folder for one build; raise ReleaseError while another process does. A killed process lets go."""
    releases.mkdir(parents=True, exist_ok=True)
    with (releases / _LOCK).open("a") as handle:
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError as error:
            message = f"{releases}: another build is writing here; wait until it has ended or choose another folder"
            raise ReleaseError(message) from error
        yield


def sweep(releases: Path) -> None:
    """Remove what a build that died has left behind."""
    for leftover in sorted([*releases.glob(f"{BUILDING}*"), *filter(_left, releases.glob(f"{_ASIDE}*"))]):
        shutil.rmtree(leftover)
    (releases / _NEXT_POINTER).unlink(missing_ok=True)


@contextmanager
def aside(releases: Path) -> Iterator[Path]:
    """Give an empty folder beside the releases for what a release will be made from, gone afterwards."""
    folder = releases / f"{_ASIDE}{secrets.token_hex(8)}"
    folder.mkdir(parents=True)
    with (folder / _LOCK).open("a") as handle:
        fcntl.flock(handle, fcntl.LOCK_EX)
        try:
            yield folder
        finally:
            shutil.rmtree(folder, ignore_errors=True)


def _left(folder: Path) -> bool:
    """Return whether the process that made a folder for parts has died, and so let go of it."""
    with (folder / _LOCK).open("a") as handle:
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            return False
    return True


@contextmanager
def building(releases: Path) -> Iterator[Path]:
    """Give an empty folder beside the releases, gone afterwards unless it was put in its place."""
    folder = releases / f"{BUILDING}{secrets.token_hex(8)}"
    folder.mkdir()
    try:
        yield folder
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def persist(folder: Path) -> None:
    """Return once every file and folder below and including `folder` is on the disk."""
    for parent, _, names in os.walk(folder, topdown=False):
        for name in names:
            _sync(Path(parent, name))
        _sync(Path(parent))


def place(folder: Path, target: Path) -> None:
    """Give the finished folder its name for good."""
    folder.rename(target)
    _sync(target.parent)


def point(releases: Path, release_id: str) -> None:
    """Switch the pointer to the release in one step."""
    following = releases / _NEXT_POINTER
    following.symlink_to(release_id, target_is_directory=True)
    following.replace(releases / POINTER)
    _sync(releases)


def pointed(releases: Path) -> str | None:
    """Return the id of the release the pointer names, None where there is no pointer."""
    try:
        return (releases / POINTER).readlink().name
    except FileNotFoundError:
        return None
    except OSError as error:
        message = f"{releases / POINTER}: expected a symbolic link to a release; move what is there out of the way"
        raise ReleaseError(message) from error


def _sync(path: Path) -> None:
    descriptor = os.open(path, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
