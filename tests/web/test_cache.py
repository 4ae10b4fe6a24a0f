"""The cache: bounded, one flight for all who ask the same, no errors, never across releases."""

import asyncio
from collections.abc import Awaitable, Callable, Iterable

import httpx
import pytest
from hypothesis import given
from hypothesis import strategies as st
from starlette.types import Message, Send

from cfit_graph.web.cache import SHARE, Cache, Stored

ROOM = 1 << 20
Ask = Callable[[Send], Awaitable[bool]]


class Heard(list[Message]):
    """What a client hears."""

    async def __call__(self, message: Message) -> None:
        self.append(message)

    @property
    def body(self) -> bytes:
        return b"".join(message.get("body", b"") for message in self[1:])


def answering(body: bytes, status: int = 200, *, same: bool = False, pieces: int = 1) -> tuple[Ask, list[int]]:
    """Return an asking that takes a while, and the list it notes its calls in."""
    calls: list[int] = []

    async def ask(send: Send) -> bool:
        calls.append(1)
        await asyncio.sleep(0.01)
        await send({"type": "http.response.start", "status": status, "headers": []})
        size = -(-len(body) // pieces)
        for start in range(0, len(body), size):
            more = start + size < len(body)
            await send({"type": "http.response.body", "body": body[start : start + size], "more_body": more})
        return same

    return ask, calls


def asked(cache: Cache, ask: Ask, times: int = 8) -> list[Heard]:
    """Ask the same many times at once and return what each heard."""

    async def all_at_once() -> list[Heard]:
        heard = [Heard() for _ in range(times)]
        await asyncio.gather(*(cache.through("key", ask, one) for one in heard))
        return heard

    return asyncio.run(all_at_once())


def test_those_who_ask_the_same_at_once_cost_one_answer() -> None:
    cache = Cache(ROOM)
    ask, calls = answering(b"rows")

    assert [heard.body for heard in asked(cache, ask)] == [b"rows"] * 8
    assert len(calls) == 1
    assert cache.counts.shared == 7
    assert cache.found("key") == Stored(200, [], b"rows")


@pytest.mark.parametrize(("same", "expected"), [(True, 1), (False, 8)])
def test_an_error_is_shared_if_it_is_the_same_for_all_and_never_kept(same: bool, expected: int) -> None:  # noqa: FBT001
    cache = Cache(ROOM)
    ask, calls = answering(b"no", 503, same=same)

    assert [heard[0]["status"] for heard in asked(cache, ask)] == [503] * 8
    assert len(calls) == expected
    assert cache.found("key") is None


def test_an_answer_too_large_to_keep_reaches_everybody_whole() -> None:
    cache = Cache(ROOM)
    body = b"x" * (ROOM // SHARE + 1)
    ask, _ = answering(body, pieces=5)

    assert all(heard.body == body for heard in asked(cache, ask, 3))
    assert len(cache) == 0


def test_whoever_waits_for_one_that_goes_away_is_answered_all_the_same() -> None:
    cache = Cache(ROOM)
    ask, calls = answering(b"rows")

    async def work() -> bytes:
        first = asyncio.create_task(cache.through("key", ask, Heard()))
        await asyncio.sleep(0.001)
        heard = Heard()
        second = asyncio.create_task(cache.through("key", ask, heard))
        await asyncio.sleep(0.001)
        first.cancel()
        await second
        return heard.body

    assert asyncio.run(work()) == b"rows"
    assert len(calls) == 2


def test_a_reader_who_stops_does_not_hold_up_those_who_ask_the_same() -> None:
    cache = Cache(ROOM)
    ask, _ = answering(b"rows")

    async def work() -> bytes:
        async def stuck(message: Message) -> None:
            if message["type"] == "http.response.body":
                await asyncio.sleep(60)

        first = asyncio.create_task(cache.through("key", ask, stuck))
        await asyncio.sleep(0.001)
        heard = Heard()
        async with asyncio.timeout(5):
            await cache.through("key", ask, heard)
        first.cancel()
        return heard.body

    assert asyncio.run(work()) == b"rows"


@given(st.lists(st.tuples(st.integers(0, 40), st.integers(0, 3000)), max_size=200))
def test_it_never_grows_beyond_its_room(kept: Iterable[tuple[int, int]]) -> None:
    cache = Cache(64 << 10)
    for key, size in kept:
        cache.keep(key, Stored(200, [], b"x" * size))
        assert cache.bytes <= 64 << 10


def test_the_least_recently_asked_for_goes_first() -> None:
    cache = Cache(100 << 10)
    for key in range(40):
        cache.keep(key, Stored(200, [], b"x" * 1000))
        cache.peek(0)
    assert cache.peek(0)
    assert cache.peek(1) is None


def test_the_second_to_ask_gets_what_the_first_got(client: httpx.Client) -> None:
    query = {"query": "SELECT ?s { ?s ?p ?o } ORDER BY ?s LIMIT 7"}
    first, second = client.get("/sparql", params=query), client.get("/sparql", params=query)

    assert second.content == first.content
    differing = {name for name in first.headers if first.headers[name] != second.headers[name]}
    assert differing <= {"x-request-id", "date"}
    assert hits(client) >= 1


def test_no_error_is_ever_kept(client: httpx.Client) -> None:
    before = answers(client)
    for _ in range(3):
        assert client.get("/sparql", params={"query": "SELECT ?no {"}).status_code == 400
    assert answers(client) == before


def test_a_hit_can_be_not_modified_and_asked_by_head(client: httpx.Client) -> None:
    query = {"query": "ASK { ?held ?by ?me }"}
    first = client.get("/sparql", params=query)
    held = client.get("/sparql", params=query, headers={"if-none-match": first.headers["etag"]})
    head = client.head("/sparql", params=query)

    assert (held.status_code, held.content, held.headers["etag"]) == (304, b"", first.headers["etag"])
    assert (head.status_code, head.content) == (200, b"")
    assert head.headers["content-length"] == first.headers["content-length"]


def test_formats_are_never_mixed_up(client: httpx.Client) -> None:
    query = {"query": "SELECT ?mixed { ?mixed ?p ?o } LIMIT 1"}
    types = ["text/csv", "application/sparql-results+xml", "application/json", "text/html", "text/csv"]
    given = [client.get("/sparql", params=query, headers={"accept": one}).headers["content-type"] for one in types]
    assert [one.partition(";")[0] for one in given] == types


def test_published_questions_are_ready_before_anyone_asks(client: httpx.Client) -> None:
    assert answers(client) >= 1


def hits(client: httpx.Client) -> float:
    """Return how often the cache had the answer."""
    return metric(client, 'cfit_cache_requests_total{result="hit"}')


def answers(client: httpx.Client) -> float:
    """Return how many answers are kept."""
    return metric(client, "cfit_cache_answers")


def metric(client: httpx.Client, name: str) -> float:
    """Return one number of the metrics."""
    lines = client.get("/-/metrics").text.splitlines()
    return float(next(line for line in lines if line.startswith(f"{name} ")).rpartition(" ")[2])
