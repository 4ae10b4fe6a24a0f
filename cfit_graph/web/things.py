"""The things themselves: `/id/…` sends to `/doc/…`, which describes them (Cool URIs for the Semantic Web, W3C 2008)."""

from collections.abc import Mapping

from fastapi import APIRouter, Request
from pyoxigraph import NamedNode
from starlette.responses import RedirectResponse, Response

from cfit_graph import iris
from cfit_graph.engine.formats import Format
from cfit_graph.web import asking, description, near, pages, representation, terms
from cfit_graph.web.borrowing import READ, Current, Languages, Reading
from cfit_graph.web.reader import Reader
from cfit_graph.web.receipts import OPEN_TO_ALL
from cfit_graph.web.representation import Wish
from cfit_graph.web.shelf import Opened

router = APIRouter()

STATEMENTS_SHOWN = 500


@router.api_route("/id/{kind}/{name}", methods=READ)
async def identified(kind: str, name: str, opened: Current) -> Response:
    """Send on from a thing to its description; 404 with near matches if there is no such thing."""
    key, suffix = representation.split(name)
    thing = await _known(opened, f"id/{kind}/{key}")
    address = f"{iris.document(thing).value.removeprefix(iris.BASE)}{f'.{suffix}' if suffix else ''}"
    return RedirectResponse(f"/{address}", 303, {**OPEN_TO_ALL, "vary": "Accept"})


@router.api_route("/doc/{kind}/{name}", methods=READ)
async def documented(request: Request, kind: str, name: str, opened: Current, reader: Reading) -> Response:
    """Describe a thing."""
    key, suffix = representation.split(name)
    thing = await _known(opened, f"id/{kind}/{key}")
    wished = representation.wish(request, f"doc/{kind}/{key}", suffix, reader.languages)
    return await _described(opened, wished, reader, thing.value)


@router.api_route("/vocabulary/{name}", methods=READ)
async def scheme(request: Request, name: str, opened: Current, reader: Reading) -> Response:
    """Describe a concept scheme and list its concepts."""
    key, suffix = representation.split(name)
    thing = await _known(opened, f"vocabulary/{key}")
    wished = representation.wish(request, f"vocabulary/{key}", suffix, reader.languages)
    concepts = await asking.rows(opened.pool, "concepts", thing=thing.value)
    return await _described(opened, wished, reader, thing.value, concepts=_concepts(concepts, reader.languages))


@router.api_route("/vocabulary/{scheme}/{name}", methods=READ)
async def concept(request: Request, scheme: str, name: str, opened: Current, reader: Reading) -> Response:
    """Describe a concept."""
    key, suffix = representation.split(name)
    thing = await _known(opened, f"vocabulary/{scheme}/{key}")
    wished = representation.wish(request, f"vocabulary/{scheme}/{key}", suffix, reader.languages)
    return await _described(opened, wished, reader, thing.value)


@router.api_route("/source/{name}", methods=READ)
async def source(request: Request, name: str, opened: Current, reader: Reading) -> Response:
    """Describe a source document and list what it says."""
    key, suffix = representation.split(name)
    thing = await _known(opened, f"source/{key}")
    wished = representation.wish(request, f"source/{key}", suffix, reader.languages)
    rows = await asking.rows(opened.pool, "statements", thing=thing.value) if wished.format is None else []
    statements = _statements(rows, reader.languages)
    return await _described(opened, wished, reader, thing.value, "source", statements=statements)


async def _known(opened: Opened, path: str) -> NamedNode:
    """Return the thing at `path`, made of keys only, that the release describes; raise UnknownResourceError."""
    if all(iris.KEY.fullmatch(key) for key in path.split("/")):
        thing = NamedNode(f"{iris.BASE}{path}")
        if await asking.holds(opened.pool, "known", thing=thing.value):
            return thing
    raise await near.miss(opened, path)


async def _described(
    opened: Opened, wished: Wish, reader: Reader, iri: str, graph_query: str = "description", **more: object
) -> Response:
    async def page(sent: Mapping[str, str]) -> Response:
        known = await description.of(opened, iri, wished.languages)
        facts = {"concepts": [], "statements": [], "release": opened.edition, "path": wished.path, **more}
        return pages.page("thing.html", reader, sent, thing=known, **facts)

    async def graph(written_as: Format) -> bytes:
        return await asking.graph(opened.pool, graph_query, written_as, thing=iri)

    return await representation.answered(wished, opened, page, graph)


def _concepts(rows: list[asking.Row], languages: Languages) -> list[tuple[terms.Shown, str | None]]:
    labels = terms.gathered(rows, "concept", "label")
    definitions = terms.gathered(rows, "concept", "definition")
    return [
        (terms.shown(asking.Term("uri", iri), labels, languages), terms.label(iri, definitions, languages))
        for iri in labels
    ]


def _statements(rows: list[asking.Row], languages: Languages) -> list[tuple[terms.Shown, ...]]:
    """Return subject, property and value of each statement of a document, each once."""
    labels = {
        **terms.gathered(rows, "value", "valueLabel"),
        **terms.gathered(rows, "subject", "subjectLabel"),
        **terms.gathered(rows, "property", "propertyLabel"),
    }
    triples = dict.fromkeys((row["subject"], row["property"], row["value"]) for row in rows)
    return [tuple(terms.shown(term, labels, languages) for term in triple) for triple in triples]
