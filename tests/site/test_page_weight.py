"""No page weighs more than it should, in any language, its styles and scripts apart; the editor brings its own."""

import re
from collections.abc import Iterable, Iterator
from html import unescape
from typing import Any

import httpx
import pytest

PAGE_BYTES = 60_000
STYLES_BYTES = 30_000
EDITOR = "/sparql"
OTHER_LANGUAGES = ("nl", "fr", "de")
HEAVIEST, FEW = 20, 8
# What no sitemap names: other views of the pages there are, with as much on them as they ever show.
VIEWS = (
    "/calendar?past=1",
    "/calendar?view=month&month=2025-01",
    "/calendar?view=month&month=2025-03",
    "/calendar/together?months=24",
    "/search?q=a",
    "/doc/organisation?country=NLD&country=DEU&sort=-since",
    "/timeline?page=2",
    "/graph/organisation/nl-iw",
)


@pytest.fixture(scope="module")
def client(address: str) -> Iterator[httpx.Client]:
    with httpx.Client(base_url=address, timeout=60, headers={"accept": "text/html"}) as client:
        yield client


def weighed(client: httpx.Client, addresses: Iterable[str]) -> dict[str, int]:
    """Return the weight of each page, the heaviest first."""
    weights = {}
    for address in addresses:
        answer = client.get(address)
        assert answer.status_code == 200, address
        weights[address] = len(answer.content)
    return dict(sorted(weights.items(), key=lambda one: one[1], reverse=True))


def heavy(weights: dict[str, int]) -> dict[str, int]:
    """Return those that weigh more than they should."""
    return {address: weight for address, weight in weights.items() if weight > PAGE_BYTES}


def spoken(addresses: Iterable[str]) -> Iterator[str]:
    """Yield each address in each of the other languages."""
    for address in addresses:
        yield from (f"{address}{'&' if '?' in address else '?'}lang={language}" for language in OTHER_LANGUAGES)


def linked(client: httpx.Client, address: str, beginning: str) -> list[str]:
    """Return where the links of a page lead that begin like this."""
    found = re.findall(rf'href="({re.escape(beginning)}[^"#]*)', client.get(address).text)
    return sorted({unescape(one) for one in found})


def test_no_page_of_the_sitemap_weighs_more(walked: dict[str, Any]) -> None:
    pages = {one["address"]: one["size"] for one in walked["seen"] if one["patterns"] and one["address"] != EDITOR}

    assert len(pages) > 8_000
    assert {address: size for address, size in pages.items() if size > PAGE_BYTES} == {}


def test_the_heaviest_pages_weigh_no_more_in_another_language(client: httpx.Client, walked: dict[str, Any]) -> None:
    pages = [one for one in walked["seen"] if one["patterns"] and one["address"] != EDITOR]
    heaviest = sorted(pages, key=lambda one: int(one["size"]))[-HEAVIEST:]

    assert heavy(weighed(client, spoken(one["address"] for one in heaviest))) == {}


def test_no_list_weighs_more_at_its_first_page_or_its_last(client: httpx.Client) -> None:
    lists = [*linked(client, "/doc", "/doc/"), "/source", "/vocabulary"]
    weights = weighed(client, [*lists, *(f"{address}?page=9999" for address in lists)])

    assert len(lists) > 25
    assert heavy(weights) == {}
    assert heavy(weighed(client, spoken([*weights][:FEW]))) == {}


def test_no_part_of_the_ontology_and_of_the_rules_weighs_more(client: httpx.Client) -> None:
    parts = [*linked(client, "/ontology", "/ontology?"), *linked(client, "/shapes", "/shapes?")]
    weights = weighed(client, parts)

    assert len(parts) > 80
    assert heavy(weights) == {}
    assert heavy(weighed(client, spoken([*weights][:FEW]))) == {}


def test_no_view_that_no_sitemap_names_weighs_more(client: httpx.Client) -> None:
    assert heavy(weighed(client, [*VIEWS, *spoken(VIEWS)])) == {}


def test_the_styles_that_all_pages_share_weigh_half_as_much(client: httpx.Client) -> None:
    (sheet,) = re.findall(r'<link rel="stylesheet" href="([^"]+)"', client.get("/").text)

    assert len(client.get(sheet).content) <= STYLES_BYTES
