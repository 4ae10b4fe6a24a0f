"""Every case of the protocol list that asks a query, as it is written there, over a real socket.

The list is not part of the repository; where it is absent these tests are skipped. Cases that are left out, by name:
updates (`writes`, or to the update endpoint), because this service only reads: test_sparql_protocol.py holds that each
is answered 403; and the graph store protocol, each case of which begins by writing: test_graph_store.py holds that
writing is answered 405, and that each graph can be read.
"""

import json
from pathlib import Path
from typing import Any

import httpx
import pytest
from pyoxigraph import QueryResultsFormat, RdfFormat, parse, parse_query_results

CASES = Path(__file__).parents[3] / "shared/protocol/protocol_cases.json"
ENCODINGS = {"UTF-8": "utf-8", "UTF-16": "utf-16"}


def asked() -> list[Any]:
    """Return the cases that only query."""
    if not CASES.is_file():
        return [pytest.param(None, marks=pytest.mark.skip(reason="the list of cases is not part of the repository"))]
    lists = json.loads(CASES.read_text(encoding="utf-8"))
    cases = [*lists["protocol"], *lists["extra"]]
    queries = (case for case in cases if all(step["endpoint"] == "query" for step in case["steps"]))
    return [pytest.param(case, id=case["id"]) for case in queries]


def fits(status: int, allowed: list[str]) -> bool:
    """Return whether a status is among those allowed, such as 200 or 4xx."""
    return any(str(status) == code or (code.endswith("xx") and code[0] == str(status)[0]) for code in allowed)


@pytest.mark.parametrize("case", asked())
def test_a_case_of_the_list_is_met(server: str, case: dict[str, Any]) -> None:
    for step in case["steps"]:
        # One connection each, without the headers a client library adds of its own.
        body = step["body"].encode(ENCODINGS[step["body_encoding"]]) if "body" in step else None
        headers = {"accept": "*/*", "user-agent": case["id"], **step["headers"]}
        response = httpx.request(
            step["method"], f"{server}/sparql?{step['raw_query']}", content=body, headers=headers, timeout=20
        )
        met(response, step["expect"])


def met(response: httpx.Response, expected: dict[str, Any]) -> None:
    """Hold a response against what the case expects."""
    assert fits(response.status_code, expected["status"]), response.text
    if not response.is_success:
        return
    media_type = response.headers.get("content-type", "").partition(";")[0]
    assert media_type in expected.get("content_types", [media_type])
    if "boolean" in expected:
        results_format = QueryResultsFormat.from_media_type(media_type)
        assert bool(parse_query_results(response.content, results_format)) is expected["boolean"]
    if expected.get("result_kind") == "RDF":
        list(parse(response.content, RdfFormat.from_media_type(media_type)))
