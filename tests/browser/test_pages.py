"""The pages in real Chromium, used by keyboard, without scripts, and in a language that was chosen."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page

# One of each kind of page that a keyboard walks in its own way.
WALKED = [
    "/",
    "/doc/organisation/nl-iw",
    "/doc/organisation",
    "/search?q=laptop",
    "/queries",
    "/query/participants-outside-europe",
    "/calendar",
    "/map",
    "/timeline",
    "/data",
    "/sparql",
    "/ontology",
]
USABLE = "a[href], button, input:not([type=hidden]), select, textarea, summary"


@pytest.fixture
def scriptless(browser: Browser) -> Iterator[Page]:
    context = browser.new_context(java_script_enabled=False, viewport={"width": 400, "height": 900})
    yield context.new_page()
    context.close()


@pytest.mark.parametrize("path", WALKED)
def test_the_keyboard_reaches_the_end_of_a_page_and_leaves_it(page: Page, path: str, address: str) -> None:
    page.goto(f"{address}{path}")
    wanted = page.evaluate(
        "usable => (window.reached = new Set(), addEventListener('focusin', event => reached.add(event.target)),"
        "[...document.querySelectorAll(usable)].filter(one => one.checkVisibility() && !one.disabled"
        " && one.tabIndex >= 0).length)",
        USABLE,
    )
    for pressed in range(wanted + 200):
        page.keyboard.press("Tab")
        if pressed >= wanted and page.evaluate("document.activeElement === document.body"):
            break

    assert page.evaluate("document.activeElement === document.body"), "the keyboard never leaves the page"
    assert page.evaluate("reached.size") >= wanted


def test_the_first_thing_a_keyboard_reaches_is_the_way_past_the_head(page: Page, address: str) -> None:
    page.goto(address)
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.hash") == "#content"
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    assert page.evaluate("document.querySelector('main').contains(document.activeElement)")


def test_a_search_a_filter_and_a_query_need_no_script(scriptless: Page, address: str) -> None:
    scriptless.goto(address)
    scriptless.fill("main input[type=search]", "laptop")
    scriptless.click("main form button")
    assert "/search?q=laptop" in scriptless.url
    assert scriptless.locator("main a[href^='/']").count() > 3

    scriptless.goto(f"{address}/sparql")
    scriptless.fill(
        "textarea", "SELECT ?theme WHERE { ?theme a <https://w3id.org/cfit/ontology#Theme> } ORDER BY ?theme"
    )
    scriptless.locator("main form button").first.click()
    assert scriptless.locator("table tbody tr").count() == 4


def test_a_language_once_chosen_stays(page: Page, address: str) -> None:
    page.goto(address)
    page.click("footer a[lang=nl]")
    page.click("header nav a >> nth=0")
    page.fill("header input[type=search]", "laptop")
    page.press("header input[type=search]", "Enter")
    page.wait_for_url("**/search?**")

    assert page.evaluate("document.documentElement.lang") == "nl"
