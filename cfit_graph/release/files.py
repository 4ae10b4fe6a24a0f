"""The files of a release, each remembered with its size, its hash, its kind and what it is in words."""

import hashlib
from dataclasses import asdict, dataclass
from pathlib import Path

import zstandard

LEVEL = 12
LEVEL_OF_LARGE = 6
WHOLE = 256 * 1024 * 1024

_COMPRESSED = ".zst"
_MEDIA_TYPES = {
    ".csv": "text/csv",
    ".html": "text/html",
    ".json": "application/json",
    ".jsonld": "application/ld+json",
    ".nq": "application/n-quads",
    ".sqlite": "application/vnd.sqlite3",
    ".trig": "application/trig",
    ".tsv": "text/tab-separated-values",
    ".ttl": "text/turtle",
}


@dataclass(frozen=True)
class File:
    """One file of the release; `media_type` is that of the unpacked content, `compression` is empty or zstd."""

    path: str
    bytes: int
    sha256: str
    media_type: str
    compression: str
    what: str

    def as_json(self) -> dict[str, str | int]:
        """Return the entry of manifest.json."""
        return asdict(self)


def write(folder: Path, path: str, data: bytes, what: str) -> File:
    """Write the bytes to `path` below `folder`, packed if its name ends in `.zst`, and return its description."""
    packed = path.endswith(_COMPRESSED)
    target = folder / path
    target.parent.mkdir(parents=True, exist_ok=True)
    target.write_bytes(_packer(LEVEL).compress(data) if packed else data)
    return described(folder, path, what)


def pack(folder: Path, path: str, source: Path, what: str) -> File:
    """Write a file packed to `path` below `folder`, and return its description.

    What is larger than WHOLE is packed as it passes by, at a level that keeps up with the disk.
    """
    target, size = folder / path, source.stat().st_size
    target.parent.mkdir(parents=True, exist_ok=True)
    with source.open("rb") as unpacked_, target.open("wb") as packed:
        if size <= WHOLE:
            packed.write(_packer(LEVEL).compress(unpacked_.read()))
        else:
            _packer(LEVEL_OF_LARGE).copy_stream(unpacked_, packed, size=size)
    return described(folder, path, what)


def described(folder: Path, path: str, what: str) -> File:
    """Return the description of a file that is there."""
    target = folder / path
    with target.open("rb") as file:
        digest = hashlib.file_digest(file, "sha256").hexdigest()
    media_type = _MEDIA_TYPES.get(Path(path.removesuffix(_COMPRESSED)).suffix, "text/plain")
    compression = "zstd" if path.endswith(_COMPRESSED) else ""
    return File(path, target.stat().st_size, digest, media_type, compression, what)


def unpacked_sha256(path: Path) -> str:
    """Return the SHA-256 of the content of a packed file; raise zstandard.ZstdError if it is damaged."""
    digest = hashlib.sha256()
    with path.open("rb") as file:
        for block in zstandard.ZstdDecompressor().read_to_iter(file):
            digest.update(block)
    return digest.hexdigest()


def _packer(level: int) -> zstandard.ZstdCompressor:
    """Return what compresses (Zstandard, RFC 8878) on one thread, with nothing in it that tells the time."""
    return zstandard.ZstdCompressor(level=level, threads=0)
