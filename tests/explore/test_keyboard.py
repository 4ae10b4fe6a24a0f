"""Lists and suggestions in real Chromium: by keyboard, without JavaScript, and without a barrier for anybody."""

import os
import re
import shutil
from collections.abc import Iterator

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, expect, sync_playwright

CHROMIUM = next(
    (path for name in ("chromium", "chromium-browser", "google-chrome") if (path := shutil.which(name))), None
)

if CHROMIUM is None:
    assert os.environ.get("CI") != "true", "CI has no Chromium: .ci/browser should have installed it"
    pytest.skip("no Chromium here", allow_module_level=True)


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with sync_playwright() as playwright:
        started = playwright.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox", "--disable-gpu"])
        yield started
        started.close()


@pytest.fixture
def page(browser: Browser, request: pytest.FixtureRequest) -> Iterator[Page]:
    scheme, width, scripts = getattr(request, "param", ("light", 1200, True))
    context = browser.new_context(
        color_scheme=scheme, viewport={"width": width, "height": 900}, java_script_enabled=scripts
    )
    opened = context.new_page()
    opened.on("console", lambda message: pytest.fail(message.text) if message.type == "error" else None)
    yield opened
    context.close()


def without_barrier(page: Page) -> None:
    assert page.evaluate("document.documentElement.scrollWidth <= window.innerWidth")
    found = Axe().run(page)
    assert found.violations_count == 0, found.generate_report()


@pytest.mark.parametrize(
    "path",
    [
        "/doc",
        "/doc/organisation",
        "/doc/criterion?type=contract-clause&product=laptops&sort=-level",
        "/doc/organisation?country=NLD&role=supporting&q=nothing",
        "/source?page=2",
        "/search?q=laptop",
        "/search?q=procurment",
        "/search?q=zzyzxq",
    ],
)
@pytest.mark.parametrize("page", [("light", 1200, True), ("dark", 400, True)], indirect=True, ids=["light", "dark"])
def test_lists_and_the_search_have_no_barrier(page: Page, path: str, address: str) -> None:
    page.goto(f"{address}{path}")

    without_barrier(page)


def test_a_suggestion_is_chosen_by_keyboard(page: Page, address: str) -> None:
    page.goto(f"{address}/doc")
    field = page.get_by_role("combobox", name="Search the graph")
    field.focus()
    page.keyboard.type("rijksw")

    option = page.get_by_role("option").first
    expect(option).to_contain_text("Rijkswaterstaat")
    expect(field).to_have_attribute("aria-expanded", "true")
    page.keyboard.press("ArrowDown")
    expect(option).to_have_attribute("aria-selected", "true")
    expect(field).to_have_attribute("aria-activedescendant", str(option.get_attribute("id")))
    without_barrier(page)
    page.keyboard.press("Enter")

    page.wait_for_url(f"{address}/doc/organisation/nl-rws")


def test_suggestions_never_hold_the_keyboard(page: Page, address: str) -> None:
    page.goto(f"{address}/doc")
    field = page.get_by_role("combobox", name="Search the graph")
    field.focus()
    page.keyboard.type("laptop")
    expect(page.get_by_role("option").first).to_be_visible()

    page.keyboard.press("Escape")
    expect(page.get_by_role("listbox")).to_have_count(0)
    expect(field).to_have_value("laptop")
    page.keyboard.press("ArrowDown")
    expect(page.get_by_role("option").first).to_be_visible()
    page.keyboard.press("ArrowUp")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")  # back in the field: the form is sent as without suggestions

    page.wait_for_url(re.compile(r"/search\?q=laptop$"))
    page.get_by_role("combobox").last.focus()
    page.keyboard.press("Tab")
    expect(page.get_by_role("listbox")).to_have_count(0)


@pytest.mark.parametrize("page", [("light", 1200, False)], indirect=True, ids=["no scripts"])
def test_a_list_is_filtered_and_sorted_without_a_script(page: Page, address: str) -> None:
    page.goto(f"{address}/doc/organisation")

    page.get_by_role("checkbox", name="Netherlands").focus()
    page.keyboard.press("Space")
    page.get_by_role("button", name="Filter").focus()
    page.keyboard.press("Enter")
    page.get_by_role("columnheader", name="Level").get_by_role("link").click()

    expect(page).to_have_url(f"{address}/doc/organisation?country=NLD&sort=level")
    expect(page.get_by_role("columnheader", name="Level")).to_have_attribute("aria-sort", "ascending")
    expect(page.locator("#count")).to_contain_text("7 of 64")
    page.get_by_role("link", name="Country: Netherlands").click()
    expect(page).to_have_url(f"{address}/doc/organisation?sort=level")


@pytest.mark.parametrize("page", [("light", 1200, False)], indirect=True, ids=["no scripts"])
def test_the_search_works_without_a_script(page: Page, address: str) -> None:
    page.goto(f"{address}/doc")

    page.get_by_role("searchbox").fill("recycling council of ontario")
    page.keyboard.press("Enter")

    first = page.locator(".results > li").first
    expect(first).to_contain_text("Circular Innovation Council")
    expect(first).to_contain_text("also called “Recycling Council of Ontario”")
