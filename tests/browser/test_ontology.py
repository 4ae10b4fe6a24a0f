"""The pages of the ontology and the graph view in real Chromium: no barrier, by keyboard, without script as well."""

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page

PAGES = [
    "/ontology",
    "/ontology/Criterion",
    "/ontology/ambitionLevel",
    "/shapes",
    "/shapes?concept=Criterion",
    "/graph/pact/cfit",
]
GRAPH = "/graph/organisation/nl-iw"


@pytest.mark.parametrize("path", PAGES)
@pytest.mark.parametrize(
    "page", [("light", 1100, True), ("dark", 400, True)], indirect=True, ids=["light", "dark and narrow"]
)
def test_a_page_has_no_barrier_no_error_and_stays_at_home(page: Page, path: str, address: str) -> None:
    said: list[str] = []
    reached: list[str] = []
    page.on("console", lambda message: said.append(message.text))
    page.on("request", lambda request: reached.append(request.url))

    answer = page.goto(f"{address}{path}", wait_until="networkidle")

    assert answer is not None
    assert answer.status == 200
    assert page.evaluate("document.documentElement.scrollWidth <= window.innerWidth")
    assert said == []
    assert all(url.startswith(address) for url in reached)
    found = Axe().run(page)
    assert found.violations_count == 0, found.generate_report()


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
