"""`/-/docs` and `/-/openapi.json`: every address with what it takes and gives (OpenAPI 3.1), without a script."""

import warnings
from collections.abc import Mapping
from typing import Any

from fastapi import APIRouter, FastAPI, Request
from fastapi.openapi.utils import get_openapi
from starlette.responses import JSONResponse, Response

import cfit_graph
from cfit_graph.iris import BASE
from cfit_graph.web import addresses, asking, fence, pages
from cfit_graph.web.addresses import Address
from cfit_graph.web.borrowing import READ, Configured, Current, Reading
from cfit_graph.web.receipts import OPEN_TO_ALL
from cfit_graph.web.shelf import Opened

router = APIRouter(prefix="/-")

_TITLE = "cfit-graph"
_ABOUT = "The open knowledge graph of the Circular & Fair ICT Pact: things, lists, search, SPARQL and releases."
_LICENCE = {"name": "CC BY 4.0 (data)", "url": "https://creativecommons.org/licenses/by/4.0/"}
_POSTED = ("application/x-www-form-urlencoded", "application/sparql-query")


@router.api_route("/openapi.json", methods=READ)
async def openapi(request: Request) -> Response:
    """Describe every address for programs (OpenAPI 3.1)."""
    return JSONResponse(document(request.app), 200, {**OPEN_TO_ALL, "cache-control": "no-cache"})


@router.api_route("/docs", methods=READ)
async def docs(request: Request, opened: Current, settings: Configured, reader: Reading) -> Response:
    """Describe every address for people, with what to type to try it."""
    described = document(request.app)
    examples = await _examples(opened)
    here = _here(request)
    groups = [
        (heading, [(one, described["paths"][one.path], _tries(one, examples, here)) for one in group])
        for heading, group in addresses.GROUPS.items()
    ]
    facts = {"groups": groups, "statuses": addresses.STATUSES, "settings": settings, "limits": opened.pool.limits}
    return pages.page("docs.html", reader, release=opened.edition, **facts)


def document(app: FastAPI) -> dict[str, Any]:
    """Return the OpenAPI document: FastAPI's of its routes, with what it cannot know, and the two endpoints. Kept."""
    kept = getattr(app.state, "openapi", None)
    if kept is None:
        kept = app.state.openapi = _document(app)
    assert isinstance(kept, dict)  # noqa: S101 - nobody else writes it
    return kept


def _document(app: FastAPI) -> dict[str, Any]:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", UserWarning)  # each route answers GET and HEAD under one name
        known = get_openapi(title=_TITLE, version=cfit_graph.__version__, routes=app.routes)["paths"]
    paths = {one.path: _described(one, known.get(one.path, {})) for group in addresses.GROUPS.values() for one in group}
    return {
        "openapi": "3.1.0",
        "info": {"title": _TITLE, "version": cfit_graph.__version__, "description": _ABOUT, "license": _LICENCE},
        "servers": [{"url": "/"}],
        "paths": paths,
    }


def _described(one: Address, known: Mapping[str, Any]) -> dict[str, Any]:
    """Return an address as OpenAPI has it."""
    found = known.get("get", {})
    placed = [parameter for parameter in found.get("parameters", []) if parameter["in"] == "path"]
    named = {parameter["name"] for parameter in placed}
    missing = [name for name in _places(one.path) if name not in named]
    placed += [{"name": name, "in": "path", "required": True, "schema": {"type": "string"}} for name in missing]
    asked = [_field(name, text) for name, text in one.fields.items()]
    operation = {
        "summary": one.about or str(found.get("description", "")).partition("\n")[0],
        "parameters": [*placed, *asked],
        "responses": {status: _answer(one, status) for status in sorted(one.statuses)},
    }
    posted = {"requestBody": {"content": {kind: {"schema": {"type": "string"}} for kind in _POSTED}}}
    return {"get": operation, **({"post": {**operation, **posted}} if one.path.endswith("/sparql") else {})}


def _field(name: str, text: str) -> dict[str, Any]:
    return {"name": name, "in": "query", "required": False, "description": text, "schema": {"type": "string"}}


def _answer(one: Address, status: str) -> dict[str, Any]:
    said = {"description": addresses.STATUSES[status]}
    kinds = one.answers if status == "200" else ("application/problem+json", "text/html") if status >= "400" else ()
    return {**said, **({"content": {kind: {} for kind in kinds}} if kinds else {})}


def _places(path: str) -> list[str]:
    """Return the names of what stands in braces in an address."""
    return [part.partition("}")[0] for part in path.split("{")[1:]]


def _tries(one: Address, examples: Mapping[str, str], here: str) -> list[str]:
    """Return the commands that try an address out; none if this release has nothing to try it on."""
    found = []
    for template in one.try_:
        text = template
        for name, value in examples.items():
            text = text.replace(f"{{{name}}}", value)
        if "{" not in text.replace("{ ?s ?p ?o }", ""):
            found.append(f"curl {_at_host(text, here)}")
    return found


def _at_host(text: str, here: str) -> str:
    """Return the words of a command with this host before the address, which is the last of them."""
    before, _, address = text.rpartition(" ")
    quote = "'" if address.startswith("'") else ""
    return f"{before} {quote}{here}{address.removeprefix(quote)}".strip()


async def _examples(opened: Opened) -> dict[str, str]:
    """Return something of this release to try each address on."""
    found = {"release": opened.edition.id}
    for row in await asking.rows(opened.pool, "examples"):
        found |= {name: f"/{term.value.removeprefix(BASE)}" for name, term in row.items()}
    if thing := found.get("thing"):
        path = thing.removeprefix("/id/")
        found |= {"thing": f"/doc/{path}", "thing-iri": thing, "thing-graph": f"/graph/{path}"}
        found["kind"] = path.partition("/")[0]
    if source := next(iter(opened.edition.sources), None):
        found |= {"source": f"/{source.removeprefix(BASE)}", "source-iri": source}
    if query := next(iter(opened.edition.questions), None):
        found["query"] = query
    return found


def _here(request: Request) -> str:
    host = request.headers.get("host", "")
    return f"{request.url.scheme}://{host}" if fence.HOST.fullmatch(host) else BASE.rstrip("/")
