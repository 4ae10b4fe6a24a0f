"""What the routes ask for in their arguments: the release they answer from, and who they answer."""

from collections.abc import AsyncIterator
from typing import Annotated

from fastapi import Depends, Request

from cfit_graph.settings import Settings
from cfit_graph.web import reader
from cfit_graph.web.reader import Reader
from cfit_graph.web.shelf import Opened, Shelf

READ = ["GET", "HEAD"]


async def _borrowed(request: Request) -> AsyncIterator[Opened]:
    """Lend the current release for the length of one request; raise ReleaseError while there is none."""
    shelf: Shelf = request.app.state.shelf
    with shelf.current.borrowed() as opened:
        yield opened


async def _settings(request: Request) -> Settings:
    settings: Settings = request.app.state.settings
    return settings


async def _languages(request: Request) -> tuple[str, ...]:
    """Return the languages the reader likes, English among them."""
    return reader.of(request.scope).languages


async def _reading(request: Request) -> Reader:
    return reader.of(request.scope)


Current = Annotated[Opened, Depends(_borrowed)]
Configured = Annotated[Settings, Depends(_settings)]
Languages = Annotated[tuple[str, ...], Depends(_languages)]
Reading = Annotated[Reader, Depends(_reading)]
