"""The home page, and the little files every browser and robot asks for."""

from collections.abc import Mapping
from typing import Any

from fastapi import APIRouter
from starlette.responses import PlainTextResponse, Response

from cfit_graph.iris import OWL, RDF, RDFS, SH, SKOS, VOID
from cfit_graph.web import pages
from cfit_graph.web.borrowing import READ, Current, Reading
from cfit_graph.web.edition import Edition

router = APIRouter()

_ROBOTS = "User-agent: *\nDisallow: /sparql\nDisallow: /release/\nDisallow: /-/\n"
_BOOKKEEPING = tuple(namespace.base for namespace in (OWL, RDF, RDFS, SH, SKOS, VOID))


@router.api_route("/", methods=READ)
async def home(opened: Current, reader: Reading) -> Response:
    """Say what this is and where to go."""
    edition = opened.edition
    facts = {"release": edition, "manifest": edition.manifest, "classes": _classes(edition)}
    return pages.page("home.html", reader, **facts, questions=edition.questions.values())


@router.api_route("/robots.txt", methods=READ)
async def robots() -> Response:
    """Keep crawlers off the endpoint."""
    return PlainTextResponse(_ROBOTS)


def _classes(edition: Edition) -> list[Mapping[str, Any]]:
    """Return the classes of the domain, those of OWL, SHACL, SKOS and the like left out, by their labels."""
    classes: list[Mapping[str, Any]] = edition.manifest.get("counts", {}).get("classes", [])
    ours = (one for one in classes if not str(one["iri"]).startswith(_BOOKKEEPING))
    return sorted(ours, key=lambda one: str(one["label"]).casefold())
