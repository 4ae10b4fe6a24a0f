"""The files of a release, each remembered with its size, its hash, its kind and what it is in words."""

from dataclasses import asdict, dataclass
from pathlib import Path

import zstandard

from cfit_graph.release.dataset import sha256

LEVEL = 12

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
    stored = _packed(data) if packed else data
    target = folder / path
    target.parent.mkdir(parents=True, exist_ok=True)
    target.write_bytes(stored)
    suffix = Path(path.removesuffix(_COMPRESSED)).suffix
    media_type = _MEDIA_TYPES.get(suffix, "text/plain")
    return File(path, len(stored), sha256(stored), media_type, "zstd" if packed else "", what)


def unpacked(path: Path) -> bytes:
    """Return the content of a packed file; raise zstandard.ZstdError if it is damaged."""
    return zstandard.ZstdDecompressor().decompress(path.read_bytes())


def _packed(data: bytes) -> bytes:
    """Return the bytes compressed (Zstandard, RFC 8878) on one thread, with nothing in them that tells the time."""
    return zstandard.ZstdCompressor(level=LEVEL, threads=0).compress(data)
