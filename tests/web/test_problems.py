"""One shape for every error: title, status, detail, as problem+json or as a page with the same facts."""

import pytest
from fastapi.testclient import TestClient

from cfit_graph import errors
from cfit_graph.errors import CfitError
from cfit_graph.settings import Settings
from cfit_graph.web import problems
from cfit_graph.web.app import create_app

BROWSER = {"accept": "text/html,*/*;q=0.8"}

TABLE = [
    ("GET", "/sparql?query=ASK%20%7B", 400),
    ("GET", "/sparql?query=LOAD%20%3Chttp://x/%3E", 403),
    ("GET", "/doc/organisation/nothing", 404),
    ("GET", "/nowhere", 404),
    ("POST", "/doc/organisation/mars", 405),
    ("DELETE", "/sparql", 405),
    ("POST", "/sparql", 415),
]


@pytest.mark.parametrize(("method", "path", "status"), TABLE)
def test_an_error_has_one_shape_on_every_route(app_client: TestClient, method: str, path: str, status: int) -> None:
    response = app_client.request(method, path)
    assert response.status_code == status
    assert response.headers["content-type"] == "application/problem+json"
    assert response.headers["cache-control"] == "no-store"
    problem = response.json()
    assert problem["status"] == status
    assert problem["title"]
    assert problem["detail"]


@pytest.mark.parametrize(("method", "path", "status"), TABLE)
def test_a_browser_gets_the_same_facts_as_a_page(app_client: TestClient, method: str, path: str, status: int) -> None:
    facts = app_client.request(method, path).json()
    page = app_client.request(method, path, headers=BROWSER)
    assert page.status_code == status
    assert facts["title"] in page.text


def test_405_says_what_is_allowed(app_client: TestClient) -> None:
    assert "GET" in app_client.post("/data").headers["allow"]


def test_every_error_of_ours_has_a_status() -> None:
    def below(kind: type[CfitError]) -> set[type[CfitError]]:
        return {kind}.union(*(below(child) for child in kind.__subclasses__()))

    for kind in below(CfitError):
        nearest = next(ancestor for ancestor in kind.__mro__ if ancestor in problems.STATUS)
        assert 400 <= problems.STATUS[nearest][0] < 600


def test_an_error_nobody_foresaw_tells_nothing(settings: Settings) -> None:
    app = create_app(settings)

    @app.get("/boom")
    async def boom() -> None:
        raise ValueError("/secret/path")

    with TestClient(app, raise_server_exceptions=False) as client:
        response = client.get("/boom")
    assert response.status_code == 500
    assert response.headers["content-type"] == "application/problem+json"
    assert "secret" not in response.text


def test_a_busy_engine_asks_to_come_back() -> None:
    problem = problems.of(errors.EngineBusyError("full"))
    assert problem.status == 503
    assert problem.headers["retry-after"]
