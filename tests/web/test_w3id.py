"""The rules for w3id.org: every address that the graph uses is sent on, to a path where the service answers."""

import re
from pathlib import Path

import pytest
from fastapi.testclient import TestClient

from cfit_graph.iris import BASE

RULE = re.compile(r"^RewriteRule (\S+) https://HOST(\S+) \[R=(\d{3}),L(?:,QSA)?\]$", re.MULTILINE)
RULES = RULE.findall((Path(__file__).parents[2] / "w3id" / ".htaccess").read_text(encoding="utf-8"))
ADDRESSES = [
    "",
    "id/organisation/mars",
    "id/organisation/mars.ttl",
    "doc/organisation/mars",
    "vocabulary/role",
    "vocabulary/role/supporter.ttl",
    "source/accord",
    "query/who-belongs",
    "queries",
    "ontology",
    "ontology.ttl",
    "ontology/Pact",
    "ontology/memberOf.jsonld",
    "shapes",
    "shapes.rdf",
    "context.jsonld",
    "dataset",
    "data",
    "data/ontology.ttl",
    "sparql",
]


def target(path: str) -> str | None:
    """Return where the first rule that fits sends a path below /cfit/, as Apache's mod_rewrite would."""
    for pattern, to, _ in RULES:
        if found := re.search(pattern, path):
            return str(to).replace("$1", found[1] if found.groups() else "")
    return None


def test_every_line_that_sends_on_is_read_here() -> None:
    text = (Path(__file__).parents[2] / "w3id" / ".htaccess").read_text(encoding="utf-8")
    assert len(RULES) == text.count("\nRewriteRule ") > 0


@pytest.mark.parametrize("path", ADDRESSES)
def test_an_address_of_the_graph_is_sent_to_where_the_service_answers(app_client: TestClient, path: str) -> None:
    to = target(path)

    assert to is not None
    assert app_client.get(to, headers={"accept": "*/*"}).status_code in {200, 303}
    assert to == f"/{path}" or path == "dataset"


def test_the_releases_are_sent_on_too(app_client: TestClient) -> None:
    release = app_client.get("/-/health").json()["release"]
    assert app_client.get(str(target(f"release/{release}"))).status_code == 200


def test_an_address_of_nothing_is_not_sent_on() -> None:
    assert [target(path) for path in ("wp-admin", "ontology#Pact", "idx/organisation/mars")] == [None] * 3


def test_the_rules_are_for_the_base_of_all_addresses() -> None:
    assert BASE == "https://w3id.org/cfit/"
    assert {status for _, to, status in RULES if to == "/sparql"} == {"307"}
