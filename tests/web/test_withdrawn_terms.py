"""A term that is no longer used keeps its page and its data, and says what to use instead."""

import re

from fastapi.testclient import TestClient


def test_a_withdrawn_term_says_so_and_leads_to_what_replaces_it(app_client: TestClient) -> None:
    page = app_client.get("/ontology/belongsTo", headers={"accept": "text/html"})
    text = " ".join(re.sub(r"<[^>]+>", " ", page.text).split())

    assert page.status_code == 200
    assert "Withdrawn. This term is no longer used" in text
    assert "Replaced by is member of" in text
    assert 'href="/ontology/memberOf"' in page.text
    assert "0.2.0: replaced, since it meant the same." in text
    assert "In use." not in text
    assert app_client.get("/ontology/belongsTo.ttl").status_code == 200


def test_the_term_that_replaces_it_is_in_use(app_client: TestClient) -> None:
    page = app_client.get("/ontology/memberOf", headers={"accept": "text/html"}).text

    assert "Withdrawn." not in page
    assert "In use." in page


def test_a_release_without_rules_or_mappings_of_a_term_says_that_there_are_none(app_client: TestClient) -> None:
    page = app_client.get("/ontology/memberOf", headers={"accept": "text/html"}).text

    assert "No rule is about this property." in page
    assert "No counterpart is known." in page
    assert '<h2 id="diagram">' not in app_client.get("/ontology", headers={"accept": "text/html"}).text
