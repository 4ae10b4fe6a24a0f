"""`/graph/<kind>/<key>`: what a thing leads to and what leads to it, as a list and as a drawing."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from fastapi import APIRouter, Request
from starlette.responses import Response

from cfit_graph import iris
from cfit_graph.iris import BASE
from cfit_graph.web import asking, conditional, near, pages, representation, terms
from cfit_graph.web.asking import Row, Term
from cfit_graph.web.borrowing import READ, Current, Reading
from cfit_graph.web.reader import Reader
from cfit_graph.web.shelf import Opened
from cfit_graph.web.terms import Labels, Shown

router = APIRouter()

MOST = 60

_SUFFIX = ".json"


@dataclass(frozen=True)
class Group:
    """The neighbours by one property: `inward` if they lead here; `more` are those that are not shown."""

    property: Shown
    inward: bool
    things: list[Shown]
    more: int


@dataclass(frozen=True)
class Neighbourhood:
    """A thing, its neighbours by property, the links between any two of those shown, and how many there are in all."""

    thing: Shown
    groups: list[Group]
    links: list[tuple[str, Shown, str]]
    total: int
    shown: int


@router.api_route("/graph/{kind}/{name}", methods=READ)
async def neighbourhood(request: Request, kind: str, name: str, opened: Current, reader: Reading) -> Response:
    """Show the neighbourhood of a thing, as a page or, by `.json`, as nodes and links."""
    key = name.removesuffix(_SUFFIX)
    path = f"id/{kind}/{key}"
    known = all(iris.KEY.fullmatch(part) for part in (kind, key))
    if not known or not await asking.holds(opened.pool, "known", thing=f"{BASE}{path}"):
        raise await near.miss(opened, path)
    sent = _headers(request, opened, reader, f"graph/{kind}/{name}")
    if conditional.matches(request.headers.get("if-none-match", ""), sent["etag"]):
        return Response(status_code=304, headers=sent)
    found = await of(opened, f"{BASE}{path}", reader.languages)
    if name.endswith(_SUFFIX):
        return Response(json.dumps(drawing(found), ensure_ascii=False), 200, sent, "application/json")
    facts = {"neighbourhood": found, "drawing": drawing(found), "path": f"{kind}/{key}", "release": opened.edition}
    return pages.page("neighbourhood.html", reader, sent, **facts)


def _headers(request: Request, opened: Opened, reader: Reader, path: str) -> dict[str, str]:
    wished = representation.wish(request, path, "html", reader.languages)
    data = f'</{path.removesuffix(_SUFFIX)}{_SUFFIX}>; rel="alternate"; type="application/json"'
    return {**representation.headers(wished, opened), "link": data, "vary": "Accept-Language"}


async def of(opened: Opened, iri: str, languages: Sequence[str]) -> Neighbourhood:
    """Return the neighbourhood of a thing, at most MOST things of it; may raise any QueryError."""
    rows = await asking.about(opened.pool, "neighbours", iri)
    chosen = _chosen(rows)
    kept = {iri, *(row["other"].value for row in chosen)}
    between = [row for row in await asking.among(opened.pool, "between", kept) if row["to"].value in kept]
    named = kept | {row["property"].value for row in (*rows, *between)}
    labels = await asking.labels(opened.pool, named)
    return Neighbourhood(
        thing=terms.shown(Term("uri", iri), labels, languages),
        groups=_groups(rows, kept, labels, languages),
        links=[
            (row["from"].value, terms.shown(row["property"], labels, languages), row["to"].value)
            for row in between
            if row["from"].value != row["to"].value
        ],
        total=len({row["other"].value for row in rows}),
        shown=len(kept) - 1,
    )


def drawing(found: Neighbourhood) -> Mapping[str, object]:
    """Return the nodes and links of a drawing: each pair of things once, with the properties that tie them."""
    things = {shown.iri: shown for group in found.groups for shown in group.things}
    nodes = [_node(shown, found.thing.iri) for iri, shown in {found.thing.iri: found.thing, **things}.items()]
    tied: dict[tuple[str, str], list[str]] = {}
    for source, property_, target in found.links:
        tied.setdefault((source, target), []).append(property_.text)
    links = [{"source": source, "target": target, "labels": labels} for (source, target), labels in tied.items()]
    return {"nodes": nodes, "links": links}


def _node(shown: Shown, middle: str | None) -> Mapping[str, object]:
    kind = str(shown.iri).removeprefix(BASE).partition("/")[0]
    known = kind if kind in {"id", "source", "vocabulary"} else "elsewhere"
    return {
        "id": shown.iri,
        "label": shown.text,
        "href": shown.href,
        "kind": "middle" if shown.iri == middle else known,
    }


def _by_property(rows: Sequence[Row]) -> dict[tuple[str, str], list[Row]]:
    grouped: dict[tuple[str, str], list[Row]] = {}
    for row in rows:
        grouped.setdefault((row["inward"].value, row["property"].value), []).append(row)
    return grouped


def _chosen(rows: Sequence[Row]) -> list[Row]:
    """Return rows of at most MOST other things: of each property in turn, so that none crowds the others out."""
    waiting = [list(reversed(group)) for group in _by_property(rows).values()]
    chosen: list[Row] = []
    others: set[str] = set()
    while waiting:
        for group in waiting:
            row = group.pop()
            if row["other"].value in others or len(others) < MOST:
                others.add(row["other"].value)
                chosen.append(row)
        waiting = [group for group in waiting if group]
    return chosen


def _groups(rows: Sequence[Row], kept: set[str], labels: Labels, languages: Sequence[str]) -> list[Group]:
    found = []
    for (inward, _), members in _by_property(rows).items():
        things = [terms.shown(row["other"], labels, languages) for row in members if row["other"].value in kept]
        things.sort(key=lambda shown: (shown.text.casefold(), str(shown.iri)))
        property_ = terms.shown(members[0]["property"], labels, languages)
        found.append(Group(property_, inward == "true", things, len(members) - len(things)))
    return sorted(found, key=lambda group: (group.inward, group.property.text.casefold()))
