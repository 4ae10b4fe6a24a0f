"""Every kind of page in real Chromium: accessible, quiet, offline, and no wider than a telephone."""

import os
import shutil
from collections.abc import Iterator

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, ConsoleMessage, Page, sync_playwright

CHROMIUM = next(
    (path for name in ("chromium", "chromium-browser", "google-chrome") if (path := shutil.which(name))), None
)
QUIET = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
)
PAGES = [
    "/",
    "/sparql",
    "/sparql?query=SELECT+%3Fgraph+WHERE+%7B+GRAPH+%3Fgraph+%7B%7D+%7D+ORDER+BY+%3Fgraph",
    "/queries",
    "/query/participants-outside-europe",
    "/data",
    "/ontology",
    "/shapes",
    "/vocabulary/role",
    "/vocabulary/role/co-lead",
    "/source/cfit-programme",
    "/doc/organisation/nl-iw",
    "/doc/participation/m-ca-cic",
    "/doc/criterion/ew-1",
    "/doc/procedure/x-ogp-2024",
    "/doc/disagreement/d-first-four-examples",
    "/no-such-page",
]

if CHROMIUM is None:
    assert os.environ.get("CI") != "true", "CI has no Chromium: .ci/browser should have installed it"
    pytest.skip("no Chromium here", allow_module_level=True)


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with sync_playwright() as playwright:
        started = playwright.chromium.launch(executable_path=CHROMIUM, args=list(QUIET))
        yield started
        started.close()


@pytest.fixture
def page(browser: Browser, request: pytest.FixtureRequest) -> Iterator[Page]:
    scheme, width = getattr(request, "param", ("light", 1100))
    context = browser.new_context(color_scheme=scheme, viewport={"width": width, "height": 900})
    yield context.new_page()
    context.close()


@pytest.mark.parametrize("path", PAGES)
@pytest.mark.parametrize("page", [("light", 1100), ("dark", 400)], indirect=True, ids=["light", "dark and narrow"])
def test_a_page_has_no_barrier_no_error_and_stays_at_home(page: Page, path: str, address: str) -> None:
    said: list[ConsoleMessage] = []
    reached: list[str] = []
    page.on("console", lambda message: said.append(message))  # noqa: PLW0108 - playwright marks what it is given
    page.on("request", lambda request: reached.append(request.url))

    answer = page.goto(f"{address}{path}")

    assert answer is not None
    assert answer.status == (404 if "no-such" in path else 200)
    assert page.evaluate("document.documentElement.scrollWidth <= window.innerWidth")
    assert all(url.startswith(address) for url in reached)
    assert not [message.text for message in said if "404" not in message.text]
    found = Axe().run(page)
    assert found.violations_count == 0, found.generate_report()


def test_the_keyboard_reaches_the_query_and_leaves_it(page: Page, address: str) -> None:
    page.goto(f"{address}/sparql")
    names = []
    for _ in range(14):
        page.keyboard.press("Tab")
        names.append(page.evaluate("document.activeElement.tagName"))

    assert "TEXTAREA" in names
    assert names[-1] != "TEXTAREA"


def test_a_question_is_asked_and_answered_without_any_script(page: Page, address: str) -> None:
    page.goto(f"{address}/sparql")
    page.fill("textarea", "SELECT ?theme WHERE { ?theme a <https://w3id.org/cfit/ontology#Theme> } ORDER BY ?theme")
    page.click("main button")

    assert page.locator("table tbody tr").count() == 4
    assert page.locator("script").count() == 0
