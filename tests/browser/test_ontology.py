"""The pages of the ontology and the graph view in real Chromium: by keyboard, and without script as well."""

import pytest
from playwright.sync_api import Page

GRAPH = "/graph/organisation/nl-iw"


def test_the_drawing_has_a_link_for_each_thing_of_the_list_inside_its_frame(page: Page, address: str) -> None:
    page.goto(f"{address}{GRAPH}")
    page.wait_for_selector("#graph svg[viewBox]")

    drawn = page.locator("#graph a").evaluate_all("links => links.map(link => link.getAttribute('href'))")
    listed = page.locator("main ul a").evaluate_all("links => links.map(link => link.getAttribute('href'))")
    assert set(listed) <= set(drawn)
    frame = page.locator("#graph").bounding_box()
    boxes = [page.locator("#graph a").nth(place).bounding_box() for place in range(len(drawn))]
    assert frame
    assert all(
        box and frame["x"] <= box["x"] and box["x"] + box["width"] <= frame["x"] + frame["width"] for box in boxes
    )


def test_the_keyboard_walks_the_drawing_sees_the_properties_and_leaves(page: Page, address: str) -> None:
    page.goto(f"{address}{GRAPH}")
    page.wait_for_selector("#graph svg[viewBox]")
    nodes = page.locator("#graph a").count()
    page.locator("#graph").focus()

    page.keyboard.press("Tab")

    assert page.evaluate("document.activeElement.closest('#graph svg') !== null")
    assert page.locator("#graph text.near").first.is_visible()
    for _ in range(nodes):
        page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.closest('#graph') === null")
    assert page.locator("#graph .near").count() == 0
    page.locator("#graph a").nth(1).focus()
    leads_to = page.evaluate("document.activeElement.getAttribute('href')")
    with page.expect_navigation():
        page.keyboard.press("Enter")
    assert page.url.removeprefix(address).replace("/doc/", "/id/") == leads_to


def test_the_same_thing_is_always_drawn_alike(page: Page, address: str) -> None:
    places = []
    for _ in range(2):
        page.goto(f"{address}{GRAPH}")
        page.wait_for_selector("#graph svg[viewBox]")
        places.append(page.locator("#graph circle").evaluate_all("dots => dots.map(dot => dot.getAttribute('cx'))"))

    assert places[0] == places[1]


@pytest.mark.parametrize("page", [("light", 1100, False)], indirect=True, ids=["no script"])
def test_without_script_the_list_is_there_and_no_empty_frame(page: Page, address: str) -> None:
    page.goto(f"{address}{GRAPH}")

    assert page.locator("main ul a").count() > 10
    assert not page.locator("#graph").is_visible()


def test_a_class_of_the_diagram_leads_to_its_page_by_keyboard(page: Page, address: str) -> None:
    page.goto(f"{address}/ontology")
    page.locator('.diagram a[href="/ontology/Criterion"]').focus()
    page.keyboard.press("Enter")
    page.wait_for_url("**/ontology/Criterion")

    assert page.locator("h1").inner_text() == "criterion"
