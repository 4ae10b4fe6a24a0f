"""Every IRI of ours in the release leads to a description, in every form; and no page weighs more than it should."""

import asyncio
import os
import re
import sys
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

import httpx
import pyoxigraph as ox
import pytest

from cfit_graph.iris import BASE
from cfit_graph.settings import Settings
from cfit_graph.web import links
from cfit_graph.web.app import create_app

FORMS = {
    "html": "text/html",
    "ttl": "text/turtle",
    "jsonld": "application/ld+json",
    "nt": "application/n-triples",
    "rdf": "application/rdf+xml",
    "csv": "text/csv",
    "json": "application/json",
}
OURS = re.compile(rf"{BASE}(id|source|vocabulary)/.+")
TERMS = re.compile(rf"{BASE}ontology#(\w+)")
QUERIES = re.compile(rf"{BASE}query/.+")
AT_ONCE = 4
MANY = 20  # of a kind in every form; the rest take turns, or the walk would take ten minutes
PAGE_BYTES = 60_000


@dataclass(frozen=True)
class Answer:
    """What one address gave."""

    address: str
    status: int
    media_type: str
    body: int
    problem: str = ""


def named(store: ox.Store) -> set[str]:
    """Return every IRI that a statement of the release has as its subject or its object, or is in."""
    nodes = (node for quad in store for node in (quad.subject, quad.object, quad.graph_name))
    return {node.value for node in nodes if isinstance(node, ox.NamedNode)}


def addresses(iris: set[str], most: int) -> Iterator[str]:
    """Yield the address of each description: the first `most` of a kind in every form, others in one by turns."""
    seen: Counter[str] = Counter()
    for iri in sorted(iris):
        if OURS.fullmatch(iri) or any(iri.startswith(base) for base in links.HOSTED.values()):
            path = str(links.href(iri))
            kind = path.rpartition("/")[0]
            turn = seen[kind]
            seen[kind] += 1
            if path.startswith("/id/"):
                yield path
            forms = list(FORMS) if turn < most else [list(FORMS)[turn % len(FORMS)]]
            yield from (f"{path.replace('/id/', '/doc/', 1)}.{suffix}" for suffix in forms)
        elif term := TERMS.fullmatch(iri):
            yield f"/ontology/{term[1]}"
        elif QUERIES.fullmatch(iri):
            yield str(links.href(iri))


async def asked(settings: Settings, wanted: list[str]) -> list[Answer]:
    """Return what the application answers at each address, without a network between."""
    application = create_app(settings)
    queue: asyncio.Queue[str] = asyncio.Queue()
    for address in wanted:
        queue.put_nowait(address)
    found: list[Answer] = []

    async def ask(client: httpx.AsyncClient) -> None:
        while not queue.empty():
            address = queue.get_nowait()
            answer = await client.get(address)
            media_type = answer.headers.get("content-type", "").partition(";")[0]
            problem = answer.text if answer.is_error else ""
            found.append(Answer(address, answer.status_code, media_type, len(answer.content), problem))

    transport = httpx.ASGITransport(application)
    async with (
        application.router.lifespan_context(application),
        httpx.AsyncClient(transport=transport, base_url="http://here", timeout=60) as client,
    ):
        await asyncio.gather(*(ask(client) for _ in range(AT_ONCE)))
    return found


@pytest.fixture(scope="module")
def answers(settings: Settings, store: ox.Store) -> dict[str, Answer]:
    """What the addresses of every IRI of the project's own release give; all forms of all with TEST_EVERY_FORM."""
    most = sys.maxsize if "TEST_EVERY_FORM" in os.environ else MANY
    found = asyncio.run(asked(settings, list(addresses(named(store), most))))
    return {answer.address: answer for answer in found}


def test_every_iri_of_ours_leads_to_its_description(answers: dict[str, Answer]) -> None:
    things = [answer for answer in answers.values() if answer.address.startswith("/id/")]
    assert len(things) > 500
    assert [answer for answer in things if answer.status != 303] == []


def test_every_description_comes_in_every_form(answers: dict[str, Answer]) -> None:
    described = [answer for answer in answers.values() if not answer.address.startswith("/id/")]
    wrong = [answer for answer in described if answer.status != 200 or not answer.body]
    assert wrong == []
    for suffix, media_type in FORMS.items():
        forms = [answer for answer in described if answer.address.endswith(f".{suffix}")]
        assert len(forms) > 500
        assert {answer.media_type for answer in forms} == {media_type}


def test_no_page_of_a_thing_weighs_more_than_sixty_kilobytes(answers: dict[str, Answer]) -> None:
    pages = [answer for answer in answers.values() if answer.address.endswith(".html")]
    heavy = {answer.address: answer.body for answer in pages if answer.body > PAGE_BYTES}
    assert heavy == {}
