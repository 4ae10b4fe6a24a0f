"""`/graph/<kind>/<key>`: what a thing leads to and what leads to it, as a list and as a drawing."""

import itertools
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from fastapi import APIRouter, Request
from starlette.responses import Response

from cfit_graph import iris
from cfit_graph.iris import BASE
from cfit_graph.web import asking, conditional, near, pages, representation, terms
from cfit_graph.web.asking import Term
from cfit_graph.web.borrowing import READ, Current, Reading
from cfit_graph.web.reader import Reader
from cfit_graph.web.shelf import Opened
from cfit_graph.web.terms import Labels, Shown

router = APIRouter()

MOST = 60

_SUFFIX = ".json"


class Ties(NamedTuple):
    """What one property ties a thing to: `inward` if the others lead to it; `number` counts those not listed too."""

    property: str
    inward: bool
    others: list[str]
    number: int


@dataclass(frozen=True)
class Group:
    """The neighbours by one property: `inward` if they lead here; `more` are those that are not shown."""

    property: Shown
    inward: bool
    things: list[Shown]
    more: int


@dataclass(frozen=True)
class Neighbourhood:
    """A thing, its neighbours by property, and the links between any two of those shown."""

    thing: Shown
    groups: list[Group]
    links: list[tuple[str, Shown, str]]
    shown: int

    @property
    def is_whole(self) -> bool:
        """Whether every neighbour is shown."""
        return not any(group.more for group in self.groups)


@router.api_route("/graph/{kind}/{name}", methods=READ)
async def neighbourhood(request: Request, kind: str, name: str, opened: Current, reader: Reading) -> Response:
    """Show the neighbourhood of a thing, as a page or, by `.json`, as nodes and links."""
    key = name.removesuffix(_SUFFIX)
    path = f"id/{kind}/{key}"
    known = all(iris.KEY.fullmatch(part) for part in (kind, key))
    if not known or not await asking.knows(opened.pool, f"{BASE}{path}"):
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
    ties = [*await _outward(opened, iri), *await _inward(opened, iri)]
    kept = {iri, *_chosen(ties)}
    between = [row for row in await asking.among(opened.pool, "between", kept) if row["to"].value in kept]
    named = kept | {tie.property for tie in ties} | {row["property"].value for row in between}
    labels = await asking.labels(opened.pool, named)
    return Neighbourhood(
        thing=terms.shown(Term("uri", iri), labels, languages),
        groups=_groups(ties, kept, labels, languages),
        links=[
            (row["from"].value, terms.shown(row["property"], labels, languages), row["to"].value)
            for row in between
            if row["from"].value != row["to"].value
        ],
        shown=len(kept) - 1,
    )


async def _outward(opened: Opened, iri: str) -> list[Ties]:
    grouped: dict[str, list[str]] = {}
    for row in await asking.about(opened.pool, "neighbours", iri):
        grouped.setdefault(row["property"].value, []).append(row["other"].value)
    return [Ties(property_, inward=False, others=others, number=len(others)) for property_, others in grouped.items()]


async def _inward(opened: Opened, iri: str) -> list[Ties]:
    """Return what leads here; each property is asked for by itself, since a thing may be led to a million times."""
    found = []
    for row in await asking.about(opened.pool, "neighbours-inward-count", iri):
        property_ = row["property"].value
        others = await asking.rows(opened.pool, "neighbours-inward", thing=iri, property=property_)
        known = [one["other"].value for one in others]
        number = int(row["number"].value) if len(known) >= MOST else len(known)
        found.append(Ties(property_, inward=True, others=known, number=number))
    return found


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


def _chosen(ties: Sequence[Ties]) -> set[str]:
    """Return at most MOST things: of each property in turn, so that none crowds the others out."""
    chosen: set[str] = set()
    for turn in itertools.zip_longest(*(tie.others for tie in ties)):
        for other in filter(None, turn):
            if len(chosen) < MOST:
                chosen.add(other)
    return chosen


def _groups(ties: Sequence[Ties], kept: set[str], labels: Labels, languages: Sequence[str]) -> list[Group]:
    found = []
    for tie in ties:
        things = [terms.shown(Term("uri", other), labels, languages) for other in tie.others if other in kept]
        things.sort(key=lambda shown: (shown.text.casefold(), str(shown.iri)))
        property_ = terms.shown(Term("uri", tie.property), labels, languages)
        found.append(Group(property_, tie.inward, things, tie.number - len(things)))
    return sorted(found, key=lambda group: (group.inward, group.property.text.casefold()))
