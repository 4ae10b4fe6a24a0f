"""Files, folders, zip and tar archives to the files in them, one at a time, nothing ever written to disk.

An archive is a stranger's: names that lead out of it, links, bombs and archives in archives in archives are refused.
"""

import io
import stat
import tarfile
import zipfile
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from typing import IO

from cfit_graph.errors import NoticeError, SourceError

LARGEST = 32 * 1024 * 1024
MOST_ENTRIES = 250_000
MOST_BYTES = 64 * 1024**3
MOST_TIMES = 200  # how many times larger than packed; text seldom passes 30
FREE_BYTES = 1024 * 1024  # ... which only counts beyond this size
DEEPEST = 2

_ZIP, _TAR = (".zip",), (".tar.gz", ".tgz", ".tar", ".tar.bz2", ".tar.xz")
_BROKEN = (zipfile.BadZipFile, tarfile.TarError, EOFError, OSError, zlib.error, RuntimeError, NotImplementedError)


@dataclass(frozen=True)
class Entry:
    """A file: its name, and its bytes or why it is not read; in an archive, as how many bytes it counts there."""

    name: str
    content: bytes = b""
    refused: str | None = None
    unpacked: int = 0


def is_archive(name: str) -> bool:
    """Return whether a file is to be opened as an archive, by its name."""
    return name.lower().endswith(_ZIP + _TAR)


def paths(given: Path) -> list[tuple[str, Path]]:
    """Return the files at or below a path with their names for reports, in the order of these; links are not followed.

    Raises SourceError where there is nothing at the path.
    """
    if given.is_file():
        return [(given.name, given)]
    if not given.is_dir():
        message = f"{given}: no file and no folder; say what to read"
        raise SourceError(message)
    found = (path for path in given.rglob("*") if path.is_file() and not path.is_symlink())
    return sorted((path.relative_to(given).as_posix(), path) for path in found if not path.name.startswith("."))


def entries(name: str, path: Path) -> Iterator[Entry]:
    """Yield the file, or if it is an archive the files in it, as `archive.zip!inner.xml`; a refused one says why."""
    try:
        if is_archive(name):
            with path.open("rb") as file:
                yield from _unpacked(name, file, path.stat().st_size, depth=1)
        elif path.stat().st_size > LARGEST:
            yield Entry(name, refused=f"larger than the {LARGEST // 1024**2} MiB we read")
        else:
            yield Entry(name, path.read_bytes())
    except OSError as error:
        yield Entry(name, refused=f"cannot be read: {error.strerror or error}")


def _unpacked(name: str, file: IO[bytes], packed: int, depth: int) -> Iterator[Entry]:
    """Yield what an archive holds until it ends, breaks or passes a limit, which is a last refused entry."""
    if depth > DEEPEST:
        yield Entry(name, refused=f"an archive inside {DEEPEST} archives")
        return
    members = _zip(name, file) if name.lower().endswith(_ZIP) else _tar(name, file)
    unpacked = count = 0
    try:
        for entry in _any(name, members):
            count, unpacked = count + 1, unpacked + (entry.unpacked or len(entry.content))
            if reason := _beyond(count, unpacked, packed):
                yield Entry(name, refused=reason)
                return
            if entry.refused is None and is_archive(entry.name):
                yield from _unpacked(entry.name, io.BytesIO(entry.content), len(entry.content), depth + 1)
            else:
                yield entry
    except _BROKEN as error:
        yield Entry(name, refused=f"the archive is broken: {error}")


def _any(name: str, members: Iterator[Entry]) -> Iterator[Entry]:
    """Yield the files of an archive; of an empty one, that it is empty, so that none is passed over in silence."""
    yield next(members, None) or Entry(name, refused="an archive that holds no file")
    yield from members


def _beyond(count: int, unpacked: int, packed: int) -> str | None:
    """Return which limit an archive passes, None where it keeps to all."""
    if count > MOST_ENTRIES:
        return f"an archive of more than {MOST_ENTRIES:,} files"
    if unpacked > MOST_BYTES or unpacked > max(packed * MOST_TIMES, FREE_BYTES):
        return "unpacks to far more than its size: perhaps a bomb"
    return None


def _zip(name: str, file: IO[bytes]) -> Iterator[Entry]:
    with zipfile.ZipFile(file) as archive:
        for member in archive.infolist():
            if member.is_dir():
                continue
            inner = f"{name}!{member.filename}"
            reason = _unsafe(member.filename) or _unfit(member.file_size, member.compress_size)
            if stat.S_ISLNK(member.external_attr >> 16):
                reason = "a link, not a file"
            elif member.flag_bits & 1:
                reason = "encrypted"
            yield Entry(inner, refused=reason) if reason else _read(inner, archive.open(member))


def _tar(name: str, file: IO[bytes]) -> Iterator[Entry]:
    with tarfile.open(fileobj=file, mode="r|*") as archive:
        for member in archive:
            if member.isdir():
                continue
            inner = f"{name}!{member.name}"
            reason = _unsafe(member.name) or _unfit(member.size, member.size)
            opened = archive.extractfile(member) if member.isreg() and not reason else None
            if opened is None:
                # To pass over what is refused, the library unpacks it.
                yield Entry(inner, refused=reason or "a link or a device, not a file", unpacked=member.size)
            else:
                yield _read(inner, opened)


def _read(name: str, opened: IO[bytes]) -> Entry:
    """Return a file of an archive, never more of it than we read, whatever size the archive announced."""
    with opened:
        content = opened.read(LARGEST + 1)
    if len(content) > LARGEST:
        return Entry(name, refused=f"larger than the {LARGEST // 1024**2} MiB we read")
    return Entry(name, content)


def _unsafe(inner: str) -> str | None:
    path = PurePosixPath(inner.replace("\\", "/"))
    if path.is_absolute() or ".." in path.parts or ":" in path.parts[0] or "\x00" in inner:
        return "its name leads out of the archive"
    return None


def _unfit(size: int, packed: int) -> str | None:
    if size > LARGEST:
        return f"larger than the {LARGEST // 1024**2} MiB we read"
    if size > max(packed * MOST_TIMES, FREE_BYTES):
        return "unpacks to far more than its size: perhaps a bomb"
    return None


def content(entry: Entry) -> bytes:
    """Return the bytes of an entry; raise NoticeError for one that is refused."""
    if entry.refused is not None:
        message = f"{entry.name}: {entry.refused}"
        raise NoticeError(message)
    return entry.content
