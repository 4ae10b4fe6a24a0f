"""The application: which rooms of the house are behind which door."""

import contextlib
import gc
from collections.abc import AsyncIterator, Callable
from functools import partial
from urllib.parse import quote

from fastapi import FastAPI, Request
from starlette.exceptions import HTTPException
from starlette.responses import RedirectResponse, Response
from starlette.types import ASGIApp

import cfit_graph
from cfit_graph.errors import CfitError
from cfit_graph.settings import Settings
from cfit_graph.web import (
    assets,
    atlas,
    changes,
    chronicle,
    completion,
    downloads,
    handbook,
    home,
    journal,
    near,
    neighbourhood,
    ontology,
    problems,
    questions,
    reader,
    releases,
    robots,
    shapes,
    system,
    things,
)
from cfit_graph.web.answering import Answering
from cfit_graph.web.calendar import kept as calendar_kept
from cfit_graph.web.calendar import routes as calendar
from cfit_graph.web.catalogue import N_
from cfit_graph.web.compression import Compressed
from cfit_graph.web.edition import Edition
from cfit_graph.web.front import Front
from cfit_graph.web.graphstore import GraphStore
from cfit_graph.web.lists import routes as lists
from cfit_graph.web.lists.kept import Kept
from cfit_graph.web.metrics import Metrics
from cfit_graph.web.problems import Problem
from cfit_graph.web.search import everything
from cfit_graph.web.search import routes as search
from cfit_graph.web.shelf import Opened, Prepare, Shelf
from cfit_graph.web.sparql import Endpoint

_COLLECT_AFTER = (10_000, 20, 20)  # objects; then that many rounds of the younger generation
NOT_FOUND = 404

_TITLES = {405: N_("Not by that method")}
_ROOMS = (
    home,
    robots,
    assets,
    atlas,
    chronicle,
    things,
    ontology,
    shapes,
    neighbourhood,
    questions,
    completion,
    releases,
    lists,
    calendar,
    search,
    everything,
    changes,
    downloads,
    system,
    handbook,
)


class Service(FastAPI):
    """FastAPI behind a front that is asked before any layer of its own, because the endpoints are the hot path."""

    behind: Callable[[ASGIApp], ASGIApp]

    def build_middleware_stack(self) -> ASGIApp:
        """Return the front with everything else behind it."""
        return self.behind(super().build_middleware_stack())


def create_app(settings: Settings, first: Edition | None = None) -> FastAPI:
    """Return the application over the releases the settings name; `first` is the current one if it is read already.

    It opens the current one when it starts, and raises ReleaseError then if there is none.
    """
    answering = Answering(settings)
    calendar_book, lists_kept = calendar_kept.Kept(settings.query_seconds), Kept(settings.query_seconds)
    shelf = Shelf(settings, _in_turn(answering.warm, calendar_book.ahead), lists_kept.ahead, first)

    @contextlib.asynccontextmanager
    async def lifespan(_: FastAPI) -> AsyncIterator[None]:
        await shelf.open()
        _settle_memory()
        try:
            yield
        finally:
            await shelf.close()

    app = Service(
        title="cfit-graph",
        version=cfit_graph.__version__,
        docs_url=None,
        redoc_url=None,
        openapi_url=None,
        redirect_slashes=False,
        lifespan=lifespan,
    )
    app.state.shelf, app.state.settings, app.state.answering = shelf, settings, answering
    metrics = Metrics(shelf, answering.cache)
    app.state.calendar, app.state.lists, app.state.metrics = calendar_book, lists_kept, metrics
    _open_doors(app)
    endpoints: dict[str, ASGIApp] = {
        "sparql": Endpoint(shelf, settings, answering),
        "rdf-graph-store": GraphStore(shelf, answering),
    }
    app.add_middleware(Compressed)
    app.behind = partial(Front, endpoints=endpoints, settings=settings, metrics=metrics, log=journal.opened())
    return app


def _in_turn(*works: Prepare) -> Prepare:
    """Return what does one thing to a release after the other."""

    async def done(opened: Opened) -> None:
        for work in works:
            await work(opened)

    return done


def _settle_memory() -> None:
    """Let the collector pass over what is loaded for good, and look less often at what comes and goes."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(*_COLLECT_AFTER)
    gc.enable()


def _open_doors(app: FastAPI) -> None:
    for room in _ROOMS:
        app.include_router(room.router)
    app.add_exception_handler(CfitError, _ours)
    app.add_exception_handler(HTTPException, _theirs)
    app.add_exception_handler(Exception, _unforeseen)


async def _ours(request: Request, error: Exception) -> Response:
    assert isinstance(error, CfitError)  # noqa: S101 - registered for this class
    return _replied(request, problems.of(error))


async def _theirs(request: Request, error: Exception) -> Response:
    assert isinstance(error, HTTPException)  # noqa: S101 - registered for this class
    title = _TITLES.get(error.status_code, str(error.detail))
    if error.status_code == NOT_FOUND and request.url.path.endswith("/") and "//" not in request.url.path:
        return RedirectResponse(_straight(request), 308)
    if error.status_code == NOT_FOUND:
        return _replied(request, problems.of(near.page(request.url.path)))
    problem = Problem(error.status_code, title, f"{error.detail}.", headers=error.headers or {})
    return _replied(request, problem)


def _straight(request: Request) -> str:
    """Return the address without the slashes at its ends, always on this host."""
    path = "/" + quote(request.scope["path"].strip("/"))
    return f"{path}?{request.url.query}" if request.url.query else path


def _replied(request: Request, problem: Problem) -> Response:
    return problems.reply(problem, request.headers.get("accept", ""), reader=reader.of(request.scope))


async def _unforeseen(request: Request, _: Exception) -> Response:
    """Answer a defect of ours; the server logs it with its traceback."""
    problem = Problem(500, N_("Something is wrong here"), "This is a defect of the service; it has been noted.")
    return _replied(request, problem)
