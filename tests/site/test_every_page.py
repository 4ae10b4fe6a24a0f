"""Every page of the sitemap, before any browser has seen it: whole, its own, and with all it also comes as."""

from typing import Any


def test_every_page_of_the_sitemap_is_whole_and_loads_nothing_from_elsewhere(walked: dict[str, Any]) -> None:
    pages = {one["address"]: one for one in walked["seen"] if one["patterns"]}

    assert len(walked["listed"]) > 8_000
    assert set(walked["listed"]) <= pages.keys()
    assert {address: page["wrong"] for address, page in pages.items() if page["wrong"]} == {}


def test_whatever_a_page_also_comes_as_answers_with_its_media_type(walked: dict[str, Any]) -> None:
    others = [one for one in walked["seen"] if not one["patterns"]]

    assert len(others) > 6 * 8_000
    assert {one["address"]: one["wrong"] for one in others if one["wrong"]} == {}
