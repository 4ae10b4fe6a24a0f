"""The home page, and the little files every browser and robot asks for."""

from collections.abc import Mapping
from importlib.resources import files

from fastapi import APIRouter
from starlette.responses import PlainTextResponse, Response

from cfit_graph.web import pages
from cfit_graph.web.borrowing import READ, Current

router = APIRouter()

_ROBOTS = "User-agent: *\nDisallow: /sparql\nDisallow: /release/\nDisallow: /-/\n"
_STATIC: Mapping[str, str] = {"cfit.css": "text/css", "cfit.svg": "image/svg+xml"}


@router.api_route("/", methods=READ)
async def home(opened: Current) -> Response:
    """Say what this is and where to go."""
    edition = opened.edition
    return pages.page("home.html", release=edition, manifest=edition.manifest, questions=edition.questions.values())


@router.api_route("/robots.txt", methods=READ)
async def robots() -> Response:
    """Keep crawlers off the endpoint."""
    return PlainTextResponse(_ROBOTS)


@router.api_route("/favicon.ico", methods=READ)
async def icon() -> Response:
    """Give the icon."""
    return _static("cfit.svg")


@router.api_route("/static/cfit.css", methods=READ)
async def stylesheet() -> Response:
    """Give the stylesheet."""
    return _static("cfit.css")


def _static(name: str) -> Response:
    content = files(__package__).joinpath("static", name).read_bytes()
    return Response(content, 200, {"cache-control": "max-age=3600"}, _STATIC[name])
