"""The pages of real notices, over a real server: what was published, coded, found in words, won and withheld."""

import csv
import html
import io
import re
from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest

from cfit_graph.web import wording

HTML = {"accept": "text/html"}
PREFIXES = """
PREFIX cfit: <https://w3id.org/cfit/ontology#>
PREFIX dcterms: <http://purl.org/dc/terms/>
PREFIX epo: <http://data.europa.eu/a4g/ontology#>
PREFIX skos: <http://www.w3.org/2004/02/skos/core#>
"""
CONTACT = re.compile(r"[\w.+-]+@[\w-]+\.\w+|(?:tel|fax|phone)\s*[.:]?\s*\+?\d", re.IGNORECASE)


@pytest.fixture(scope="module")
def client(address: str) -> Iterator[httpx.Client]:
    with httpx.Client(base_url=address, timeout=20, headers=HTML) as client:
        yield client


def page(client: httpx.Client, path: str) -> str:
    answer = client.get(path)
    assert answer.status_code == 200, path
    return html.unescape(answer.text)


def section(text: str, key: str) -> str:
    """Return what a page says under the heading of a section, nothing if it has none."""
    return text.partition(f'<h2 id="{key}">')[2].partition("<h2")[0]


def words(text: str) -> str:
    """Return what a reader sees of a piece of a page, in one line."""
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", text)).replace(" ;", ";")


def answers(client: httpx.Client, query: str) -> list[dict[str, str]]:
    found = client.get("/sparql", params={"query": PREFIXES + query, "format": "csv"})
    return list(csv.DictReader(io.StringIO(found.text)))


def table(root: Path, name: str) -> list[dict[str, str]]:
    with (root / "data" / "notices" / f"{name}.csv").open(encoding="utf-8") as lines:
        return list(csv.DictReader(lines))


def test_a_notice_shows_who_buys_and_leads_to_the_official_publication(client: httpx.Client) -> None:
    text = page(client, "/doc/notice/ted-189479-2025")

    assert 'href="https://ted.europa.eu/en/notice/-/detail/189479-2025"' in section(text, "document")
    assert "SNCF Voyageurs" in section(text, "parties")
    assert "PROMODEV SAS" in section(text, "awards")
    assert "winner chosen" in section(text, "results")
    assert "Software package and information systems" in section(text, "lots")


def test_a_notice_shows_its_deadlines_with_the_clock_of_the_place(client: httpx.Client) -> None:
    dates = words(section(page(client, "/doc/notice/ted-468500-2024"), "dates"))

    assert "requests to participate due 9 September 2024 12:00:00 +02:00 2024-09-09T10:00:00Z" in dates
    inferred = words(section(page(client, "/doc/notice/ted-189479-2025"), "dates"))
    assert "contract start 6 February 2025 planned date" in inferred
    assert "likely re-tender 5 July 2030 inferred date" in inferred


def test_what_a_notice_withholds_stands_there_with_the_reason_in_words(client: httpx.Client) -> None:
    withheld = section(page(client, "/doc/notice/ted-189479-2025"), "withheld")

    assert withheld.count("interests of a company") == 6
    assert "value of the winning tender" in withheld
    assert "1 May 2032" in withheld


def test_words_found_in_a_text_stand_apart_from_what_the_buyer_coded(client: httpx.Client) -> None:
    said = page(client, "/doc/notice/0097de15-36cf-4750-96c9-f66ae4d6cafd-02")
    coded = page(client, "/doc/notice/ted-630300-2024")

    assert "refurbished komponenter" in section(said, "signals")
    assert "text-rule/refurbished-no" in section(said, "signals")
    assert "<table>" not in section(said, "coded")
    assert "climate change adaptation" in section(coded, "coded")
    assert "<table>" not in section(coded, "signals")


def test_a_notice_that_was_replaced_says_by_which(client: httpx.Client) -> None:
    replaced = answers(
        client,
        "SELECT ?old ?new { ?new cfit:changesNotice|cfit:continuesNotice|cfit:modifiesContractOf ?key . "
        "?old dcterms:identifier ?key . ?old a epo:Notice } ORDER BY ?old LIMIT 3",
    )

    assert replaced
    for row in replaced:
        old, new = (one.removeprefix("https://w3id.org/cfit/id/") for one in (row["old"], row["new"]))
        assert f"/id/{new}" in section(page(client, f"/doc/{old}"), "later")
        assert f"/id/{old}" in section(page(client, f"/doc/{new}"), "earlier")


def test_a_purchase_lists_its_notices_in_the_order_of_time(client: httpx.Client, root: Path) -> None:
    stated = {
        row["key"]: row["publication_date"] for row in table(root, "notices") if row["procedure"] == "ted-206426-2018"
    }
    text = page(client, "/doc/procedure/ted-206426-2018")

    listed = re.findall(r'href="/id/notice/([^"]+)"', section(text, "notices").partition("<tbody>")[2])
    assert len(stated) == 3
    assert listed == sorted(stated, key=lambda key: (stated[key], key))
    for key in ("lots", "awards", "values", "results", "contracts", "award-criteria"):
        assert "<table>" in section(text, key), key


def test_the_list_of_purchases_names_buyer_and_country_of_those_that_only_notices_tell_of(client: httpx.Client) -> None:
    rows = list(csv.DictReader(io.StringIO(client.get("/doc/procedure.csv").text)))
    told = next(row for row in rows if row["IRI"].endswith("/procedure/ted-206426-2018"))

    assert told["Buyer"]
    assert told["Country"] == "Italy"
    assert next(row for row in rows if row["IRI"].endswith("/x-pair-1"))["Buyer"].startswith("Partenariat des Achats")


def test_a_contract_names_its_supplier_its_value_and_its_notice(client: httpx.Client) -> None:
    text = page(client, "/doc/contract/ted-3907-2020-con-0013")

    assert "Telekom Deutschland GmbH" in section(text, "awards")
    assert "euro" in section(text, "values")
    assert "/id/notice/ted-3907-2020" in section(text, "notices")


def test_what_a_supplier_won_is_summed_per_currency_with_what_is_not_stated(client: httpx.Client) -> None:
    published = Path("queries/suppliers-that-won-most.rq").read_text(encoding="utf-8")
    rows = list(csv.DictReader(io.StringIO(client.get("/sparql", params={"query": published, "format": "csv"}).text)))
    several = [row for row in rows if row["currencyCode"]][:5]

    for row in several:
        text = page(client, "/" + row["supplier"].removeprefix("https://w3id.org/cfit/").replace("id/", "doc/", 1))
        totals = words(section(text, "totals").partition("<tbody>")[2])
        currencies = {one["currencyCode"] for one in rows if one["supplier"] == row["supplier"]} - {""}
        without = sum(
            int(one["tendersWon"]) for one in rows if one["supplier"] == row["supplier"] and not one["currencyCode"]
        )
        assert f" {wording.figure(row['awarded'], 'en')} {row['tendersWon']} {without} " in totals
        assert section(text, "totals").count('<th scope="row">') == len(currencies)
    assert several


def test_a_party_leads_to_whom_it_is_taken_for_and_to_its_other_names(client: httpx.Client) -> None:
    matched = page(client, "/doc/organisation/no-viken")
    assert "Endring i avtale Virksomhetsstyringsverktøy" in section(matched, "bought")
    assert "organisation/no-viken 0.9 names are the same; one country" in words(section(matched, "matches"))

    unsure = page(client, "/doc/actor/nor-vadso-kommune")
    assert "Vardø kommune" in section(unsure, "maybe")
    assert "Vardø kommune" not in section(unsure, "parties")


def test_a_commitment_and_a_notice_lead_to_each_other_by_a_link_that_is_said_to_be_inferred(
    client: httpx.Client,
) -> None:
    committed = page(client, "/doc/commitment/n-ie-80")
    notice = page(client, "/doc/notice/ted-566234-2020")

    assert "Inferred: notices of anybody on the same product group" in section(committed, "notices")
    assert "/id/notice/" in section(committed, "notices")
    assert not section(committed, "own-notices")
    assert "Inferred: commitments of anybody" in section(notice, "commitments")
    assert "/id/commitment/n-ie-80" in section(notice, "commitments")


def test_a_product_group_says_how_closely_a_code_matches(client: httpx.Client) -> None:
    notices = section(page(client, "/vocabulary/product-group/laptops"), "notices")

    for heading in ("By a code for exactly this", "By a code for more than this"):
        assert heading in notices
    years = re.findall(r"<time>\d* ?\w* ?(\d{4})</time>", notices)
    assert years == sorted(years, reverse=True)


@pytest.mark.parametrize(
    ("language", "heading"),
    [
        ("nl", "Woorden over duurzaamheid in de tekst, gevonden door regels van ons"),
        ("fr", "Mots sur la durabilité dans son texte, trouvés par nos règles"),
        ("de", "Wörter zur Nachhaltigkeit im Text, gefunden von unseren Regeln"),
    ],
)
def test_the_pages_of_notices_speak_the_language_of_the_reader(
    client: httpx.Client, language: str, heading: str
) -> None:
    assert heading in page(client, f"/doc/notice/ted-189479-2025?lang={language}")


@pytest.mark.parametrize(
    ("kind", "facet", "value"),
    [
        ("notice", "form", "result"),
        ("notice", "product", "laptops"),
        ("notice", "words", "refurbished-en"),
        ("procedure", "published", "2024"),
        ("lot", "codes", "clim-adapt"),
        ("party", "role", "Winner"),
        ("actor", "country", "NOR"),
        ("contract", "signed", "2022"),
    ],
)
def test_the_things_of_notices_are_listed_and_filtered(client: httpx.Client, kind: str, facet: str, value: str) -> None:
    everything, some = (
        client.get(f"/doc/{kind}", params=params, headers={"accept": "application/json"})
        for params in ({}, {facet: value})
    )

    assert 0 < int(some.headers["cfit-rows"]) < int(everything.headers["cfit-rows"])


def test_no_page_of_a_notice_holds_the_address_or_number_of_a_person(client: httpx.Client, root: Path) -> None:
    keys = [row["key"] for row in table(root, "notices")][::20]
    parties = [f"{row['notice']}-{row['id'].lower()}" for row in table(root, "organisations")][::60]

    for path in [*(f"/doc/notice/{key}" for key in keys), *(f"/doc/party/{key}" for key in parties)]:
        text = re.sub(r"<[^>]+>", " ", page(client, path).partition("<h1")[2].partition("Cite this")[0])
        assert not CONTACT.search(text), path
