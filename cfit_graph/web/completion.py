"""`/-/terms.json`: what the query editor completes from: terms and concepts by their labels, with their counts."""

import json
from collections.abc import Iterator
from functools import lru_cache
from typing import Any

from fastapi import APIRouter, Request
from starlette.responses import Response

from cfit_graph.iris import SKOS
from cfit_graph.prefixes import PREFIXES, shortened
from cfit_graph.web import asking, conditional, terms
from cfit_graph.web.asking import Row, Term
from cfit_graph.web.borrowing import READ, Current
from cfit_graph.web.edition import Edition
from cfit_graph.web.receipts import OPEN_TO_ALL
from cfit_graph.web.shelf import Opened

router = APIRouter()

KINDS = {"Class": "class", **dict.fromkeys(("ObjectProperty", "DatatypeProperty", "AnnotationProperty"), "property")}

_CONCEPT = SKOS.Concept.value


@router.api_route("/-/terms.json", methods=READ)
async def known(request: Request, opened: Current) -> Response:
    """Give the terms of the ontology and of those it builds on, the concepts of the lists, and the prefixes."""
    edition = opened.edition
    tag = conditional.tag(edition.hash, edition.id, "terms")
    sent = {**OPEN_TO_ALL, "cache-control": "no-cache", "etag": tag, "cfit-release": edition.id}
    if conditional.matches(request.headers.get("if-none-match", ""), tag):
        return Response(status_code=304, headers=sent)
    return Response(await _written(opened), 200, sent, "application/json")


async def _written(opened: Opened) -> bytes:
    """Return the list, made once for a release."""
    made = _made(opened.edition.id, opened.edition.hash)
    if not made:
        made.append(await _list(opened))
    return made[0]


@lru_cache(maxsize=4)
def _made(release: str, digest: str) -> list[bytes]:  # noqa: ARG001 - they are the key
    """Return where the list of a release is kept."""
    return []


async def _list(opened: Opened) -> bytes:
    rows = await asking.rows(opened.pool, "completion")
    by_iri: dict[str, list[Row]] = {}
    for row in rows:
        by_iri.setdefault(row["term"].value, []).append(row)
    found = [_entry(iri, said, opened.edition) for iri, said in by_iri.items()]
    listed = sorted((one for one in found if one), key=lambda one: (-one.get("count", 0), one["iri"]))
    facts = {"release": opened.edition.id, "prefixes": PREFIXES, "terms": listed}
    return json.dumps(facts, ensure_ascii=False, separators=(",", ":")).encode()


def _entry(iri: str, rows: list[Row], edition: Edition) -> dict[str, Any]:
    """Return a term as the editor wants it; nothing for one that has no short name and is no concept."""
    name = shortened(iri)
    names = [row["label"] for row in rows]
    label = terms.spoken(names, ("en",))
    kinds = {row["kind"].value for row in rows}
    kind = "concept" if _CONCEPT in kinds else next((KINDS[one] for one in map(_local, kinds) if one in KINDS), "")
    if not kind or label is None or (name == iri and kind != "concept"):
        return {}
    counted = edition.figures.classes if kind == "class" else edition.figures.properties
    entry: dict[str, Any] = {"iri": iri, "label": label.value, "kind": kind}
    if name != iri:
        entry["curie"] = name
    if kind != "concept":
        entry["count"] = counted.get(iri, 0)
    entry |= {field: value for field, value in _beside(rows, names, label) if value}
    return entry


def _beside(rows: list[Row], names: list[Term], label: Term) -> Iterator[tuple[str, Any]]:
    comments = [row["comment"] for row in rows if "comment" in row]
    comment = terms.spoken(comments, ("en",))
    yield "comment", comment.value if comment else None
    yield "scheme", next((row["scheme"].value.rpartition("/")[2] for row in rows if "scheme" in row), None)
    yield "also", list(dict.fromkeys(name.value for name in names if name.value != label.value))


def _local(iri: str) -> str:
    return iri.rpartition("#")[2]
