"""Ask the application for every page of its sitemap, and for every IRI of its release in every form; write what came.

walk.py RELEASES OUT PART PARTS     PART counts from 0: several processes share the work
"""

import asyncio
import csv
import io
import json
import re
import sys
from collections.abc import Iterable, Iterator
from dataclasses import asdict, dataclass, field
from html import unescape
from pathlib import Path
from typing import NamedTuple
from urllib.parse import unquote

import anatomy
import uvloop
import zstandard
from lxml.html import document_fromstring
from pyoxigraph import NamedNode, RdfFormat, parse
from starlette.datastructures import Headers
from starlette.types import ASGIApp, Message

from cfit_graph import release
from cfit_graph.iris import BASE
from cfit_graph.settings import Settings
from cfit_graph.web import links
from cfit_graph.web.app import create_app

AT_ONCE = 4
PATIENCE, BUSY = 100, 503
HTML = "text/html"
FORMS = {
    "ttl": "text/turtle",
    "jsonld": "application/ld+json",
    "nt": "application/n-triples",
    "rdf": "application/rdf+xml",
    "csv": "text/csv",
    "json": "application/json",
}
GRAPHS = {
    "ttl": RdfFormat.TURTLE,
    "jsonld": RdfFormat.JSON_LD,
    "nt": RdfFormat.N_TRIPLES,
    "rdf": RdfFormat.RDF_XML,
}
LISTED = re.compile("<loc>http://here([^<]+)</loc>")
DESCRIBED = re.compile(rf"{BASE}(id|source|vocabulary)/.+")
TERMS = re.compile(rf"{BASE}ontology#(\w+)")
QUERIES = re.compile(rf"{BASE}query/[^#]+")


class Answer(NamedTuple):
    """What the application answered."""

    status: int
    headers: Headers
    body: bytes

    @property
    def media_type(self) -> str:
        return self.headers.get("content-type", "").partition(";")[0]


@dataclass
class Seen:
    """What an address gave, and what is wrong with it; of a page also what stands in what, by number."""

    address: str
    status: int
    media_type: str
    size: int
    wrong: list[str] = field(default_factory=list)
    patterns: list[int] = field(default_factory=list)


async def get(app: ASGIApp, address: str, accept: str = "*/*", held: str = "") -> Answer:
    """Return what the application answers; one that is busy is asked again, as it asks for."""
    for _ in range(PATIENCE):
        answer = await got(app, address, accept, held)
        if answer.status != BUSY:
            break
        await asyncio.sleep(0.1)
    return answer


async def got(app: ASGIApp, address: str, accept: str, held: str) -> Answer:
    """Return what the application answers, without a network between."""
    path, _, query = address.partition("?")
    sent = {"host": "here", "accept": accept, "if-none-match": held}
    scope = {
        "type": "http",
        "http_version": "1.1",
        "method": "GET",
        "scheme": "http",
        "path": unquote(path),
        "raw_path": path.encode(),
        "query_string": query.encode(),
        "root_path": "",
        "headers": [(name.encode(), value.encode()) for name, value in sent.items() if value],
        "client": ("127.0.0.1", 1),
        "server": ("here", 80),
    }
    asked = iter([{"type": "http.request", "body": b"", "more_body": False}])
    start: Message = {}
    body: list[bytes] = []

    async def receive() -> Message:
        return next(asked, None) or await asyncio.get_running_loop().create_future()

    async def send(message: Message) -> None:
        if message["type"] == "http.response.start":
            start.update(message)
        else:
            body.append(message.get("body", b""))

    await app(scope, receive, send)
    return Answer(start["status"], Headers(raw=start["headers"]), b"".join(body))


class Walk:
    """What was seen so far, and the ways in which elements stand in each other, each with its number."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app
        self.seen: list[Seen] = []
        self.numbers: dict[str, int] = {}

    async def see(self, address: str, iris: list[str]) -> None:
        """See a page and whatever else it comes as; if it describes `iris`, all the forms there are."""
        answer = await get(self.app, address, HTML)
        seen = noted(address, answer)
        self.seen.append(seen)
        if answer.status != 200 or answer.media_type != HTML:
            seen.wrong.append(f"{answer.status} {answer.media_type} instead of a page: {answer.body[:200]!r}")
            return
        text = answer.body.decode()
        tree = document_fromstring(text)
        seen.wrong += [*anatomy.faults(text, tree)]
        seen.patterns = sorted({self.numbers.setdefault(one, len(self.numbers)) for one in anatomy.patterns(tree)})
        alternates = {*anatomy.offered(tree)}
        if iris:
            await self._forms(address, iris, answer, alternates)
        for other, media_type in sorted(alternates - {(f"{address}.{form}", FORMS[form]) for form in FORMS if iris}):
            self.seen.append(held_to(media_type, noted(other, await get(self.app, other))))

    async def _forms(self, address: str, iris: list[str], page: Answer, offers: set[tuple[str, str]]) -> None:
        """See a thing in every form, its page apart, and come to it from its own address."""
        bodies = dict[str, bytes]()
        for form, media_type in FORMS.items():
            answer = await get(self.app, f"{address}.{form}")
            self.seen.append(held_to(media_type, noted(f"{address}.{form}", answer)))
            bodies[form] = answer.body
        wrong = [*disagreement(bodies, iris)]
        wrong += [] if {(f"{address}.{form}", kind) for form, kind in FORMS.items()} <= offers else ["names no forms"]
        again = await get(self.app, f"{address}.html", held=page.headers.get("etag", ""))
        self.seen.append(noted(f"{address}.html", again))
        self.seen[-1].wrong += wrong if again.status == 304 else [*wrong, "another page than the one without .html"]
        if address.startswith("/doc/"):
            thing = address.replace("/doc/", "/id/", 1)
            sent = await get(self.app, thing, HTML)
            self.seen.append(noted(thing, sent))
            if sent.status != 303 or sent.headers.get("location") != address:
                self.seen[-1].wrong.append("does not lead to its description")


def noted(address: str, answer: Answer) -> Seen:
    return Seen(address, answer.status, answer.media_type, len(answer.body))


def held_to(media_type: str, seen: Seen) -> Seen:
    if (seen.status, seen.media_type) != (200, media_type) or not seen.size:
        seen.wrong.append(f"{seen.status} {seen.media_type}, {seen.size} bytes, instead of {media_type}")
    return seen


def disagreement(bodies: dict[str, bytes], iris: list[str]) -> Iterator[str]:
    """Yield what cannot be read of the forms of a thing, and where they do not say as much."""
    try:
        graphs = {form: sum(1 for _ in parse(bodies[form], known)) for form, known in GRAPHS.items()}
        rows = [*csv.reader(io.StringIO(bodies["csv"].decode(), newline=""))]
        record = json.loads(bodies["json"])
    except (SyntaxError, ValueError, csv.Error) as error:
        yield f"cannot be read: {error}"
        return
    stated = sum(len(value["sources"]) for values in record["facts"].values() for value in values)
    if len({*graphs.values()}) != 1 or not graphs["nt"]:
        yield f"other numbers of statements: {graphs}"
    if {len(row) for row in rows} != {len(rows[0])} or len(rows) - 1 != stated:
        yield f"{len(rows) - 1} rows, and {stated} values in JSON"
    if record["iri"] not in iris:
        yield f"speaks of {record['iri']}"


def named(releases: Path) -> set[str]:
    """Return every IRI that a statement of the current release has as its subject or its object, or is in."""
    dump = release.current(releases) / "dumps" / "graph.nq.zst"
    lines = zstandard.ZstdDecompressor().decompress(dump.read_bytes())
    nodes = (node for quad in parse(lines, RdfFormat.N_QUADS) for node in (quad.subject, quad.object, quad.graph_name))
    return {node.value for node in nodes if isinstance(node, NamedNode)}


def pages(iris: Iterable[str]) -> Iterator[tuple[str, str]]:
    """Yield the address of the page about each IRI that is ours or has its page here."""
    for iri in iris:
        if DESCRIBED.fullmatch(iri) or any(iri.startswith(base) for base in links.HOSTED.values()):
            yield str(links.href(iri)).replace("/id/", "/doc/", 1), iri
        elif term := TERMS.fullmatch(iri):
            yield f"/ontology/{term[1]}", ""
        elif QUERIES.fullmatch(iri):
            yield str(links.href(iri)), ""


async def walked(releases: Path, part: int, parts: int) -> dict[str, object]:
    """Return what a part of all addresses gave."""
    app = create_app(Settings(releases=releases))
    described: dict[str, list[str]] = {}
    for address, iri in pages(named(releases)):
        described.setdefault(address, []).extend([iri] if iri else [])
    async with app.router.lifespan_context(app):
        listed = [unescape(place) for place in LISTED.findall((await get(app, "/sitemap.xml")).body.decode())]
        walk = Walk(app)
        mine = iter(sorted({*described, *listed})[part::parts])

        async def go() -> None:
            for address in mine:
                await walk.see(address, described.get(address, []))

        await asyncio.gather(*(go() for _ in range(AT_ONCE)))
    return {"listed": listed, "patterns": [*walk.numbers], "seen": [asdict(one) for one in walk.seen]}


def main(releases: str, out: str, part: str, parts: str) -> None:
    found = uvloop.run(walked(Path(releases), int(part), int(parts)))
    Path(out).write_text(json.dumps(found), encoding="utf-8")


if __name__ == "__main__":
    main(*sys.argv[1:])
