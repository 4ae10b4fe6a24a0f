"""`/data/changes`: what is new, gone or told otherwise in this release, against the one before or any that is kept.

Which documents differ is read from the two manifests; of those that both have, the statements are compared.
"""

import contextlib
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from weakref import WeakKeyDictionary

from fastapi import APIRouter, Request
from starlette.responses import JSONResponse, Response

from cfit_graph.engine.formats import N_TRIPLES
from cfit_graph.errors import UnknownResourceError
from cfit_graph.iris import BASE
from cfit_graph.web import asking, pages, terms
from cfit_graph.web.asking import Term
from cfit_graph.web.borrowing import READ, Current, Reading
from cfit_graph.web.catalogue import N_
from cfit_graph.web.edition import Edition
from cfit_graph.web.lists import kinds
from cfit_graph.web.receipts import OPEN_TO_ALL
from cfit_graph.web.shelf import Opened, Shelf
from cfit_graph.web.terms import Shown

router = APIRouter()

NEW, GONE, CHANGED = "added", "removed", "changed"
HEADINGS = {NEW: N_("New"), GONE: N_("Gone"), CHANGED: N_("Told otherwise")}
# What is compared statement by statement, so that a large release is answered as soon as a small one.
MOST_GRAPHS, MOST_STATEMENTS = 300, 20_000
LARGE = 2_000_000  # statements of a release of which only the documents are compared
SHOWN, FEWEST = 240, 3  # things that the page names, and of each kind at least; the JSON has all

_BLANK = re.compile(rb"_:\S+")
_known: WeakKeyDictionary[Opened, dict[str, "Changes"]] = WeakKeyDictionary()


@dataclass(frozen=True)
class Changes:
    """What differs between two releases: things and documents by what became of them, and what was not compared."""

    before: Edition
    after: Edition
    things: Mapping[str, Sequence[str]]
    uncompared: int

    @cached_property
    def documents(self) -> Mapping[str, Sequence[str]]:
        """The documents, by what became of them."""
        before, after = _graphs(self.before), _graphs(self.after)
        return {
            NEW: sorted(after.keys() - before.keys()),
            GONE: sorted(before.keys() - after.keys()),
            CHANGED: sorted(iri for iri in after.keys() & before.keys() if after[iri] != before[iri]),
        }

    @cached_property
    def by_kind(self) -> Mapping[str, Mapping[str, Sequence[str]]]:
        """The things of each kind, by what became of them; the kinds in the order of the lists."""
        found: dict[str, dict[str, list[str]]] = {}
        for what, iris in self.things.items():
            for iri in iris:
                found.setdefault(kind(iri), {NEW: [], GONE: [], CHANGED: []})[what].append(iri)
        order = [*kinds.KINDS]
        place = {key: order.index(key) if key in order else len(order) for key in found}
        return {key: found[key] for key in sorted(found, key=lambda key: (place[key], key))}

    @property
    def most(self) -> int:
        """How many things of a kind are named of which the same became."""
        groups = sum(bool(iris) for of_kind in self.by_kind.values() for iris in of_kind.values())
        return max(FEWEST, SHOWN // max(1, groups))


def kind(iri: str) -> str:
    """Return of which kind a thing is: that of its list."""
    beginning, _, rest = iri.removeprefix(BASE).partition("/")
    if beginning == "id":
        return rest.partition("/")[0]
    return "concept" if beginning == "vocabulary" and "/" in rest else beginning


@router.api_route("/data/changes", methods=READ)
async def page(request: Request, opened: Current, reader: Reading) -> Response:
    """Tell what differs from the release before, or from that named by `since`."""
    facts: dict[str, object] = {"release": opened.edition, "headings": HEADINGS, "found": None}
    if earlier := await _earlier(request, opened):
        with earlier.borrowed():
            found = await of(earlier, opened)
            facts |= {"found": found, "named": await _named(found, earlier, opened, reader.languages)}
    return pages.page("changes.html", reader, **facts, title=kinds.title)


@router.api_route("/data/changes.json", methods=READ)
async def record(request: Request, opened: Current) -> Response:
    """Give all of it as JSON: the IRIs by what became of them."""
    told: dict[str, object] = {"release": opened.edition.id, "since": None}
    if earlier := await _earlier(request, opened):
        with earlier.borrowed():
            found = await of(earlier, opened)
        told |= {"since": found.before.id, "documents": found.documents, "documents_not_compared": found.uncompared}
        told |= {"things": found.things}
    return JSONResponse(told, headers={**OPEN_TO_ALL, "cache-control": "no-cache", "cfit-release": opened.edition.id})


async def of(before: Opened, after: Opened) -> Changes:
    """Return what differs between two releases, worked out once; raise any QueryError."""
    known = _known.setdefault(after, {})
    if before.edition.id not in known:
        known[before.edition.id] = await _compared(before, after)
    return known[before.edition.id]


async def _compared(before: Opened, after: Opened) -> Changes:
    old, new = _graphs(before.edition), _graphs(after.edition)
    differing = sorted(iri for iri in old.keys() & new.keys() if old[iri] != new[iri])
    if any(int(one.edition.manifest.get("counts", {}).get("quads", 0)) > LARGE for one in (before, after)):
        return Changes(before.edition, after.edition, {}, len(differing))
    compared = [iri for iri in differing if _is_short(iri, before, after)][:MOST_GRAPHS]
    things, there = await _things(before), await _things(after)
    told = {subject for iri in compared for subject in await _subjects(iri, before, after)}
    found = {NEW: sorted(there - things), GONE: sorted(things - there), CHANGED: sorted(told & things & there)}
    return Changes(before.edition, after.edition, found, len(differing) - len(compared))


async def _earlier(request: Request, opened: Opened) -> Opened | None:
    """Return the release that is compared with; None if there is none before, or it is not kept any more.

    Raises UnknownResourceError if one is named that is not kept.
    """
    shelf: Shelf = request.app.state.shelf
    if wanted := request.query_params.get("since"):
        return await shelf.release(wanted)
    previous = opened.edition.manifest.get("previous")
    with contextlib.suppress(UnknownResourceError):
        return await shelf.release(str(previous)) if previous else None
    return None


async def _named(found: Changes, before: Opened, after: Opened, languages: Sequence[str]) -> dict[str, Shown]:
    """Return the things that the page names, those that are gone as they were called."""
    shown = {iri for of_kind in found.by_kind.values() for iris in of_kind.values() for iri in iris[: found.most]}
    gone = shown.intersection(found.things.get(GONE, ()))
    labels = await asking.labels(before.pool, gone) | await asking.labels(after.pool, shown - gone)
    return {iri: terms.shown(Term("uri", iri), labels, languages) for iri in shown}


async def _things(opened: Opened) -> set[str]:
    return {row["thing"].value for row in await asking.rows(opened.pool, "sitemap")}


async def _subjects(graph: str, before: Opened, after: Opened) -> Iterator[str]:
    """Return of what a document says other things in one release than in the other."""
    old, new = [await _lines(graph, opened) for opened in (before, after)]
    return (line[1 : line.index(b"> ")].decode() for line in old ^ new if line.startswith(b"<"))


async def _lines(graph: str, opened: Opened) -> set[bytes]:
    """Return the statements of a document, a blank node like any other."""
    written = await asking.graph(opened.pool, "statements-of-graph", N_TRIPLES, thing=graph)
    return {_BLANK.sub(b"_:", line) for line in written.splitlines()}


def _graphs(edition: Edition) -> dict[str, str]:
    return {str(graph["iri"]): str(graph.get("sha256", "")) for graph in edition.manifest.get("graphs", ())}


def _is_short(graph: str, *releases: Opened) -> bool:
    return all(opened.edition.statements.get(graph, 0) <= MOST_STATEMENTS for opened in releases)
