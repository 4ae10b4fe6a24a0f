"""The home page, and the little files every browser and robot asks for."""

from collections.abc import Mapping
from importlib.resources import files
from typing import Any

from fastapi import APIRouter
from starlette.responses import PlainTextResponse, Response

from cfit_graph.iris import OWL, RDF, RDFS, SH, SKOS, VOID
from cfit_graph.web import pages
from cfit_graph.web.borrowing import READ, Current
from cfit_graph.web.edition import Edition

router = APIRouter()

_ROBOTS = "User-agent: *\nDisallow: /sparql\nDisallow: /release/\nDisallow: /-/\n"
_BOOKKEEPING = tuple(namespace.base for namespace in (OWL, RDF, RDFS, SH, SKOS, VOID))
_STATIC: Mapping[str, str] = {"cfit.css": "text/css", "cfit.svg": "image/svg+xml"}


@router.api_route("/", methods=READ)
async def home(opened: Current) -> Response:
    """Say what this is and where to go."""
    edition = opened.edition
    facts = {"release": edition, "manifest": edition.manifest, "classes": _classes(edition)}
    return pages.page("home.html", **facts, questions=edition.questions.values())


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


def _classes(edition: Edition) -> list[Mapping[str, Any]]:
    """Return the classes of the domain, those of OWL, SHACL, SKOS and the like left out, by their labels."""
    classes: list[Mapping[str, Any]] = edition.manifest.get("counts", {}).get("classes", [])
    ours = (one for one in classes if not str(one["iri"]).startswith(_BOOKKEEPING))
    return sorted(ours, key=lambda one: str(one["label"]).casefold())


def _static(name: str) -> Response:
    content = files(__package__).joinpath("static", name).read_bytes()
    return Response(content, 200, {"cache-control": "max-age=3600"}, _STATIC[name])
