"""The static files: a fixed table read once, each under an address that changes when any of them does."""

import hashlib
from collections.abc import Iterator, Mapping
from functools import cache
from importlib.resources import files
from importlib.resources.abc import Traversable
from typing import NamedTuple

from fastapi import APIRouter
from starlette.responses import Response

from cfit_graph.errors import UnknownResourceError
from cfit_graph.web.borrowing import READ

router = APIRouter()

_MEDIA_TYPES = {
    "css": "text/css; charset=utf-8",
    "js": "text/javascript; charset=utf-8",
    "json": "application/json",
    "svg": "image/svg+xml",
    "txt": "text/plain; charset=utf-8",
    "woff2": "font/woff2",
}


class Asset(NamedTuple):
    """A static file."""

    content: bytes
    media_type: str


@cache
def table() -> Mapping[str, Asset]:
    """Return every file below `static/` by its path there; those of a type we do not serve are left out."""
    found = dict(_walked(files(__package__).joinpath("static"), ""))
    return {
        name: Asset(path.read_bytes(), _MEDIA_TYPES[suffix])
        for name, path in sorted(found.items())
        if (suffix := name.rpartition(".")[2]) in _MEDIA_TYPES
    }


@cache
def digest() -> str:
    """Return what stands in the address of every static file: it changes when one of them does.

    It is one for all, so that a script may import its neighbour by a relative address.
    """
    hashed = hashlib.sha256()
    for name, asset in table().items():
        hashed.update(f"{name}\0{len(asset.content)}\0".encode())
        hashed.update(asset.content)
    return hashed.hexdigest()[:16]


def address(name: str) -> str:
    """Return the address of a static file; raise KeyError if there is no such file."""
    table()[name]
    return f"/static/{digest()}/{name}"


@router.api_route("/static/{name:path}", methods=READ)
async def static(name: str) -> Response:
    """Give a static file: for ever under the address a page names it by, for an hour under any other."""
    version, _, rest = name.partition("/")
    current = version == digest()
    asset = table().get(rest) or table().get(name)
    if asset is None:
        raise UnknownResourceError("There is no such file here.")
    kept = "public, max-age=31536000, immutable" if current else "max-age=3600"
    return Response(asset.content, 200, {"cache-control": kept, "content-type": asset.media_type})


@router.api_route("/favicon.ico", methods=READ)
async def icon() -> Response:
    """Give the icon."""
    return await static("cfit.svg")


def _walked(folder: Traversable, prefix: str) -> Iterator[tuple[str, Traversable]]:
    for path in folder.iterdir():
        if path.is_dir():
            yield from _walked(path, f"{prefix}{path.name}/")
        else:
            yield f"{prefix}{path.name}", path
