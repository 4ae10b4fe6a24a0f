"""A long list is read before anybody asks for it; who asks too soon is told to come back, never given half of it."""

import time
from collections.abc import Callable
from pathlib import Path

import pytest
from fastapi.testclient import TestClient

from cfit_graph.settings import Settings
from cfit_graph.web import shelf
from cfit_graph.web.app import create_app
from cfit_graph.web.lists import kept, reading

LIST = "/doc/moon.json"
ENOUGH = 20.0


@pytest.fixture(scope="module")
def releases(publish: Callable[..., str], tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("long")
    publish(folder, tmp_path_factory.mktemp("made"))
    return folder


def patient(client: TestClient, path: str) -> int:
    """Ask until it is there, and return how many rows it has."""
    end = time.monotonic() + ENOUGH
    while (answer := client.get(path)).status_code == 503 and time.monotonic() < end:
        time.sleep(0.1)
    return int(answer.headers["cfit-rows"])


def test_who_asks_for_a_list_before_it_is_read_gets_it_whole_later(releases: Path) -> None:
    app = create_app(Settings(releases=releases, workers=2))
    app.state.lists = kept.Kept(0.0)
    with TestClient(app) as client:
        sooner = client.get(LIST)
        assert sooner.status_code == 503
        assert int(sooner.headers["retry-after"]) > 0
        assert "still being read" in sooner.json()["detail"]
        assert "cfit-rows" not in sooner.headers
        assert patient(client, LIST) == 250


def test_a_list_of_more_than_can_be_held_says_so_and_is_not_read_ahead(
    releases: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(reading, "MOST_THINGS", 100)
    monkeypatch.setattr(kept, "LONG", 0)
    with TestClient(create_app(Settings(releases=releases, workers=2))) as client:
        answer = client.get(LIST)

        assert answer.status_code == 413
        assert "There are 250 of these, too many for one list" in answer.json()["detail"]
        assert client.get("/doc/organisation.json").status_code == 200


def test_a_long_list_is_there_before_anybody_asks(releases: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(kept, "LONG", 0)
    app = create_app(Settings(releases=releases, workers=2))
    with TestClient(app) as client:
        end = time.monotonic() + ENOUGH
        while not app.state.lists.holds(app.state.shelf.current, "organisation") and time.monotonic() < end:
            client.get("/-/health")
            time.sleep(0.1)
        assert app.state.lists.holds(app.state.shelf.current, "organisation")
        assert client.get("/doc/organisation.json").status_code == 200


def test_the_calendar_of_a_new_release_is_there_when_that_is_served(
    publish: Callable[..., str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(shelf, "LOOK_SECONDS", 0.02)
    publish(tmp_path / "releases", tmp_path, "one")
    app = create_app(Settings(releases=tmp_path / "releases", workers=1))
    with TestClient(app) as client:
        second = publish(tmp_path / "releases", tmp_path, "two")
        end = time.monotonic() + ENOUGH
        while client.get("/-/health").json()["release"] != second and time.monotonic() < end:
            time.sleep(0.01)
        assert app.state.shelf.current.edition.id == second
        assert app.state.calendar.holds(app.state.shelf.current)
