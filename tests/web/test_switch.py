"""A new release takes over without a failed or a mixed answer; a broken one leaves the present one in place."""

import asyncio
import json
from collections.abc import Awaitable, Callable
from pathlib import Path

import pytest

from cfit_graph.engine.question import Question
from cfit_graph.errors import ReleaseError, UnknownResourceError
from cfit_graph.settings import Settings
from cfit_graph.web import shelf
from cfit_graph.web.answering import Answering
from cfit_graph.web.shelf import Shelf

Publish = Callable[..., str]

SAID = Question(
    "SELECT ?said { <https://w3id.org/cfit/id/pact/orbit> <http://www.w3.org/2000/01/rdf-schema#comment> ?said }"
)


@pytest.fixture(autouse=True)
def _look_often(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(shelf, "LOOK_SECONDS", 0.02)


def shelved(releases: Path, work: Callable[[Shelf], Awaitable[None]]) -> None:
    """Do `work` with a shelf over the releases."""

    async def run() -> None:
        opened = Shelf(Settings(releases=releases, workers=2, query_seconds=5))
        await opened.open()
        try:
            await work(opened)
        finally:
            await opened.close()

    asyncio.run(run())


async def said(opened: shelf.Opened) -> str:
    """Return what this release says of itself."""
    answer = json.loads(await opened.pool.ask(SAID))
    return str(answer["results"]["bindings"][0]["said"]["value"])


async def served(opened: Shelf, release: str) -> None:
    """Wait until the release is the current one."""
    async with asyncio.timeout(10):
        while opened.current.edition.id != release:  # noqa: ASYNC110 - the release switches by itself
            await asyncio.sleep(0.01)


Said = list[tuple[str, str, str]]


async def ask_once(opened: Shelf, of_id: dict[str, str], answers: Said) -> None:
    """Note the edition that was lent and what it said of itself, twice."""
    with opened.current.borrowed() as borrowed:
        first = await said(borrowed)
        await asyncio.sleep(0.005)
        answers.append((of_id[borrowed.edition.id], first, await said(borrowed)))


async def ask(opened: Shelf, of_id: dict[str, str], answers: Said, done: asyncio.Event) -> None:
    """Ask until it is done."""
    while not done.is_set():
        await ask_once(opened, of_id, answers)


def test_a_switch_under_load_fails_nothing_and_mixes_nothing(tmp_path: Path, publish: Publish) -> None:
    releases, texts = tmp_path / "releases", ("one", "two", "three", "four")
    of_id = {publish(tmp_path / "ids", tmp_path, text): text for text in texts}
    publish(releases, tmp_path, "one")
    answers: Said = []

    async def work(opened: Shelf) -> None:
        done = asyncio.Event()
        async with asyncio.TaskGroup() as asking:
            for _ in range(4):
                asking.create_task(ask(opened, of_id, answers, done))
            for text in texts[1:]:
                await served(opened, await asyncio.to_thread(publish, releases, tmp_path, text))
                await ask_once(opened, of_id, answers)
            done.set()

    shelved(releases, work)
    assert {expected for expected, _, _ in answers} == set(texts)
    assert all(expected == first == second for expected, first, second in answers)


def test_published_questions_are_answered_before_the_switch(tmp_path: Path, publish: Publish) -> None:
    releases, prepared = tmp_path / "releases", []
    old = publish(releases, tmp_path, "one")

    async def run() -> None:
        answering = Answering(Settings(releases=releases))

        async def prepare(opened: shelf.Opened) -> None:
            await answering.warm(opened)
            prepared.append((opened.edition.id, on_shelf.current.edition.id, len(answering.cache)))

        on_shelf = Shelf(Settings(releases=releases, workers=2), prepare)
        await on_shelf.open()
        try:
            await served(on_shelf, await asyncio.to_thread(publish, releases, tmp_path, "two"))
        finally:
            await on_shelf.close()

    asyncio.run(run())
    (first, _, kept), (second, serving, kept_then) = prepared
    assert (first, serving) == (old, old)
    assert second != old
    assert kept_then == 2 * kept == 2


def test_a_past_release_is_closed_when_its_last_reader_has_gone(tmp_path: Path, publish: Publish) -> None:
    releases = tmp_path / "releases"
    publish(releases, tmp_path, "one")

    async def work(opened: Shelf) -> None:
        with opened.current.borrowed() as borrowed:
            await served(opened, await asyncio.to_thread(publish, releases, tmp_path, "two"))
            await asyncio.sleep(0.2)
            assert await said(borrowed) == "one"
        async with asyncio.timeout(5):
            while borrowed.pool.status.alive:  # noqa: ASYNC110 - the release closes by itself
                await asyncio.sleep(0.01)

    shelved(releases, work)


def test_a_release_that_is_not_whole_leaves_the_present_one_in_place(tmp_path: Path, publish: Publish) -> None:
    releases = tmp_path / "releases"
    publish(releases, tmp_path, "one")

    async def work(opened: Shelf) -> None:
        (releases / "2026-11-23-000000").mkdir()
        (releases / "next").symlink_to("2026-11-23-000000")
        (releases / "next").replace(releases / "current")
        await asyncio.sleep(0.2)
        assert await said(opened.current) == "one"

        release = await asyncio.to_thread(publish, releases, tmp_path, "two")
        await served(opened, release)

    shelved(releases, work)


def test_a_kept_release_can_still_be_asked(tmp_path: Path, publish: Publish) -> None:
    releases = tmp_path / "releases"
    old = publish(releases, tmp_path, "one")
    publish(releases, tmp_path, "two")

    async def work(opened: Shelf) -> None:
        assert await said(opened.current) == "two"
        assert await said(await opened.release(old)) == "one"
        for unknown in ("current", "..", "2020-01-01-000000", ".lock", "a/b"):
            with pytest.raises(UnknownResourceError):
                await opened.release(unknown)

    shelved(releases, work)


def test_without_a_release_nothing_is_opened(tmp_path: Path) -> None:
    async def work(_: Shelf) -> None:
        pytest.fail("a shelf was opened over nothing")

    with pytest.raises(ReleaseError, match="cfit release"):
        shelved(tmp_path, work)
