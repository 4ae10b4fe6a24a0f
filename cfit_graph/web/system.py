"""`/-/`: is it up, is it ready, what is it. Never throttled, never asking a worker."""

from dataclasses import asdict
from typing import Any

from fastapi import APIRouter, Request
from starlette.responses import JSONResponse, Response

import cfit_graph
from cfit_graph.errors import ReleaseError
from cfit_graph.web.borrowing import READ
from cfit_graph.web.metrics import MEDIA_TYPE, Metrics
from cfit_graph.web.shelf import Shelf

router = APIRouter(prefix="/-")

_FRESH = {"cache-control": "no-store"}


@router.api_route("/health", methods=READ)
async def health(request: Request) -> Response:
    """Answer 200 while the server runs, with the release and the state of the workers."""
    return JSONResponse({"status": "up", **_state(request.app.state.shelf)}, 200, _FRESH)


@router.api_route("/ready", methods=READ)
async def ready(request: Request) -> Response:
    """Answer 200 once a release is open, a query has been answered, and a worker lives; else 503."""
    state = _state(request.app.state.shelf)
    is_ready = bool(state["release"]) and state["workers"]["alive"] > 0
    return JSONResponse({"ready": is_ready, **state}, 200 if is_ready else 503, _FRESH)


@router.api_route("/metrics", methods=READ)
async def metrics(request: Request) -> Response:
    """Give the counts in the text format of Prometheus."""
    counted: Metrics = request.app.state.metrics
    return Response(counted.written(), 200, {**_FRESH, "content-type": MEDIA_TYPE})


@router.api_route("/version", methods=READ)
async def version() -> Response:
    """Give the version of the software."""
    return JSONResponse({"software": "cfit-graph", "version": cfit_graph.__version__}, 200, _FRESH)


def _state(shelf: Shelf) -> dict[str, Any]:
    try:
        opened = shelf.current
    except ReleaseError:
        return {"release": None, "hash": None, "workers": {"alive": 0}}
    return {"release": opened.edition.id, "hash": opened.edition.hash, "workers": asdict(opened.pool.status)}
