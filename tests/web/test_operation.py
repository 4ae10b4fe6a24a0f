"""What an operator sees and relies on: metrics, logs, request ids, limits on one client, an end with status 0."""

import json
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from uuid import uuid4

import httpx
import pytest
from fastapi.testclient import TestClient

from cfit_graph.settings import Settings
from cfit_graph.web.app import create_app
from cfit_graph.web.clients import ERRORS, ErrorBudget, network

Start = Callable[[Settings], tuple[subprocess.Popen[str], str]]
ASKED = "very-private-question"


def test_metrics_count_outcomes_and_tell_of_workers_cache_and_release(client: httpx.Client) -> None:
    client.get("/sparql", params={"query": "ASK { ?counted ?by ?them }"})
    client.get("/sparql", params={"query": "ASK { ?counted ?by ?them }"})
    client.get("/sparql", params={"query": "ASK {"})
    response = client.get("/-/metrics")

    assert response.headers["content-type"].startswith("text/plain; version=0.0.4")
    for name in (
        'cfit_request_seconds_count{outcome="answered"}',
        'cfit_request_seconds_count{outcome="cache hit"}',
        'cfit_request_seconds_count{outcome="syntax"}',
        'cfit_workers{state="alive"} 2',
        "cfit_queue_length",
        "cfit_cache_hit_ratio",
        "cfit_release_age_seconds",
        "cfit_release_info{",
    ):
        assert name in response.text, name


def test_a_request_keeps_the_name_its_client_gave_it(client: httpx.Client) -> None:
    assert client.get("/", headers={"x-request-id": "mine-1.2"}).headers["x-request-id"] == "mine-1.2"
    first, second = (client.get("/-/health").headers["x-request-id"] for _ in range(2))
    assert first != second


@pytest.mark.parametrize("name", ["a b", "x" * 65, "<script>", "é"])
def test_a_request_id_that_is_no_plain_word_is_replaced(client: httpx.Client, name: str) -> None:
    given = client.get("/-/health", headers={"x-request-id": name.encode()}).headers["x-request-id"]
    assert len(given) == 16


@pytest.mark.parametrize("told", [False, True])
def test_the_log_is_json_and_holds_query_text_only_when_asked(
    settings: Settings,
    capsys: pytest.CaptureFixture[str],
    told: bool,  # noqa: FBT001
) -> None:
    chosen = settings.model_copy(update={"log_queries": told})
    with TestClient(create_app(chosen)) as client:
        client.get("/sparql", params={"query": f"ASK {{ ?s ?p '{ASKED}' }}"}, headers={"x-request-id": "r-1"})
        client.get("/-/health")
    lines = [json.loads(line) for line in capsys.readouterr().err.splitlines() if line.startswith("{")]

    requests = [line for line in lines if line["event"] == "request"]
    assert [(line["request"], line["path"], line["status"]) for line in requests] == [("r-1", "/sparql", 200)]
    assert (ASKED in json.dumps(lines)) is told


def test_a_client_whose_queries_keep_failing_is_asked_to_wait(settings: Settings) -> None:
    with TestClient(create_app(settings)) as client:
        client.headers["user-agent"] = "careless"
        asked = [client.get("/sparql", params={"query": f"ASK {{ {n}"}) for n in range(ERRORS + 1)]
        assert [response.status_code for response in asked] == [400] * ERRORS + [429]
        assert int(asked[-1].headers["retry-after"]) > 0
        assert asked[-1].json()["advice"]
        for path in ("/-/health", "/-/ready", "/-/metrics", "/"):
            assert client.get(path).status_code == 200
        assert client.get("/sparql?query=ASK%7B%7D", headers={"user-agent": "another"}).status_code == 200


def test_a_refusal_that_costs_nothing_is_not_held_against_a_client(app_client: TestClient) -> None:
    for _ in range(ERRORS + 5):
        assert app_client.put("/sparql").status_code == 405
    assert app_client.get("/sparql?query=ASK%7B%7D").status_code == 200


def test_a_budget_of_errors_fills_again(monkeypatch: pytest.MonkeyPatch) -> None:
    now = 1000.0
    monkeypatch.setattr("time.monotonic", lambda: now)
    budget = ErrorBudget()
    for _ in range(ERRORS):
        assert budget.wait("one") == 0
        budget.spend("one")
    assert budget.wait("one") == 2
    assert budget.wait("other") == 0
    now += 2.0
    assert budget.wait("one") == 0


@pytest.mark.parametrize(
    ("address", "expected"),
    [
        ("192.0.2.77", "192.0.2.0/24"),
        ("2001:db8:1:2ff::7", "2001:db8:1:200::/56"),
        ("fe80::1%eth0", "fe80::/56"),
        ("testclient", "testclient"),
        ("", ""),
    ],
)
def test_only_the_network_of_an_address_is_known(address: str, expected: str) -> None:
    assert network(address) == expected


def test_a_server_that_is_told_to_end_ends_with_status_0(settings: Settings, start: Start) -> None:
    process, address = start(settings)
    assert httpx.get(f"{address}/-/ready").json()["ready"] is True
    process.terminate()
    assert process.wait(20) == 0
    assert process.stdout is not None
    process.stdout.close()


def test_a_kept_release_answers_at_its_own_address(
    tmp_path: Path, publish: Callable[..., str], settings: Settings
) -> None:
    old = publish(tmp_path / "releases", tmp_path, "one")
    new = publish(tmp_path / "releases", tmp_path, "two")
    query = {
        "query": "SELECT ?said { <https://w3id.org/cfit/id/pact/orbit> "
        "<http://www.w3.org/2000/01/rdf-schema#comment> ?said }"
    }
    with TestClient(create_app(settings.model_copy(update={"releases": tmp_path / "releases"}))) as client:
        client.headers["user-agent"] = uuid4().hex
        answers = {
            path: client.get(path, params=query, headers={"accept": "text/csv"})
            for path in ("/sparql", f"/release/{old}/sparql", f"/release/{new}/sparql")
        }
    said = {path: response.text.split() for path, response in answers.items()}
    assert said == {
        "/sparql": ["said", "two"],
        f"/release/{old}/sparql": ["said", "one"],
        f"/release/{new}/sparql": ["said", "two"],
    }
    assert answers["/sparql"].headers["etag"] != answers[f"/release/{old}/sparql"].headers["etag"]
    assert answers["/sparql"].headers["etag"] == answers[f"/release/{new}/sparql"].headers["etag"]


def test_the_server_starts_without_the_word_of_anyone_else(settings: Settings) -> None:
    """The log of a run is JSON line by line, whoever speaks."""
    code = "import logging; from cfit_graph.web import journal; journal.take_over(); "
    code += "logging.getLogger('cfit_graph.x').info('hello %d', 1); logging.getLogger('other').error('no')"
    ran = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    lines = [json.loads(line) for line in ran.stderr.splitlines()]
    assert [(line["event"], line["logger"]) for line in lines] == [("hello 1", "cfit_graph.x"), ("no", "other")]
    assert settings.log_queries is False
