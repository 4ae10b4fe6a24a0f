"""Every kind of page in real Chromium: accessible, quiet, offline, no wider than a telephone, whole without scripts."""

import re
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor

import httpx
import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page

LIGHT, DARK = ("light", 1100, True), ("dark", 400, True)
ROWS = "/sparql?query=SELECT+%3Fgraph+WHERE+%7B+GRAPH+%3Fgraph+%7B%7D+%7D+ORDER+BY+%3Fgraph&format=html"
# One of each kind of page that is made in its own way; those of the ontology are in test_ontology.py.
PAGES = [
    "/",
    "/doc",
    "/doc/organisation?relation=participant&sort=-since",
    "/search?q=laptpos",
    "/search",
    "/sparql",
    ROWS,
    "/queries",
    "/query/participants-outside-europe",
    "/map",
    "/timeline",
    "/calendar",
    "/calendar?view=month&month=2025-01",
    "/calendar/together",
    "/data",
    "/data/report.html",
    "/vocabulary/role",
    "/source/cfit-programme",
    "/doc/organisation/nl-iw",
    "/doc/disagreement/d-first-four-examples",
    "/-/docs",
    "/no-such-page",
]
FOCUSED = "document.activeElement"
FITS = "document.documentElement.scrollWidth <= window.innerWidth"


@pytest.fixture
def scriptless(browser: Browser) -> Iterator[Page]:
    context = browser.new_context(java_script_enabled=False, viewport={"width": 400, "height": 900})
    yield context.new_page()
    context.close()


@pytest.fixture(scope="module")
def listed(address: str) -> list[str]:
    """Every address of the sitemap, without its host."""
    sitemap = httpx.get(f"{address}/sitemap.xml", timeout=20).text
    return [place.removeprefix(address) for place in re.findall("<loc>([^<]+)</loc>", sitemap)]


class Watch:
    """What a page says on its console, and which hosts it asks."""

    def __init__(self, page: Page, address: str) -> None:
        self.said: list[str] = []
        self.strayed: list[str] = []
        page.on("console", lambda message: self.said.append(f"{message.type}: {message.text}"))
        page.on("pageerror", lambda error: self.said.append(str(error)))
        page.on("request", lambda request: self._asked(request.url, address))

    def _asked(self, url: str, address: str) -> None:
        if not url.startswith((address, "data:", "blob:")):
            self.strayed.append(url)


def barriers(page: Page, address: str, path: str) -> list[str]:
    """Return what is wrong with a page as somebody meets it in a browser."""
    watch = Watch(page, address)
    answer = page.goto(f"{address}{path}")
    assert answer is not None
    missing = "no-such" in path
    wrong = [] if answer.status == (404 if missing else 200) else [f"status {answer.status}"]
    wrong += [] if page.evaluate(FITS) else ["wider than the window"]
    wrong += [f"asked {url}" for url in watch.strayed]
    found = Axe().run(page)
    wrong += [found.generate_report()] if found.violations_count else []
    wrong += [text for text in watch.said if not (missing and "404" in text)]
    return [f"{path}: {one}" for one in wrong]


@pytest.mark.parametrize("path", PAGES)
@pytest.mark.parametrize("page", [LIGHT, DARK], indirect=True, ids=["light", "dark and narrow"])
def test_a_page_has_no_barrier_no_error_and_stays_at_home(page: Page, path: str, address: str) -> None:
    assert not barriers(page, address, path)


def test_a_thing_of_each_kind_has_no_barrier_either(browser: Browser, address: str, listed: list[str]) -> None:
    kinds: dict[str, str] = {}
    for path in listed:
        if path.startswith("/doc/") and path.count("/") == 3:
            kinds.setdefault(path.split("/")[2], path)
    context = browser.new_context(color_scheme="dark", viewport={"width": 400, "height": 900})
    wrong = []
    for path in kinds.values():
        page = context.new_page()
        wrong += barriers(page, address, path)
        page.close()
    context.close()

    assert len(kinds) > 25
    assert not wrong


def test_every_address_of_the_sitemap_answers_with_a_page_that_is_whole(address: str, listed: list[str]) -> None:
    with httpx.Client(base_url=address, timeout=60, headers={"accept": "text/html"}) as client:

        def wrong(path: str) -> str | None:
            answer = client.get(path)
            text = answer.text
            whole = answer.status_code == 200 and text.rstrip().endswith("</html>")
            named = re.search(r"<title>(?! ?·)[^<]+ · cfit-graph</title>", text) and text.count("<h1") == 1
            return None if whole and named else f"{path}: {answer.status_code}, {len(text)} characters"

        with ThreadPoolExecutor(4) as threads:
            found = [one for one in threads.map(wrong, listed) if one]

    assert len(listed) > 1000
    assert not found


@pytest.mark.parametrize("path", ["/", "/doc/organisation/nl-iw", "/map", "/timeline", "/data", "/sparql"])
def test_the_keyboard_reaches_the_end_of_a_page_and_leaves_it(page: Page, path: str, address: str) -> None:
    page.goto(f"{address}{path}")
    wanted = page.evaluate(
        "[...document.querySelectorAll('a[href], button, input:not([type=hidden]), select, textarea, summary')]"
        ".filter(one => one.checkVisibility() && !one.disabled && one.tabIndex >= 0).length"
    )
    reached = page.evaluate("window.reached = new Set(), 0")
    for _ in range(wanted + 200):
        page.keyboard.press("Tab")
        state = page.evaluate(
            "document.activeElement === document.body ? -1 : reached.add(document.activeElement).size"
        )
        if state == -1:
            break
        reached = state

    assert state == -1, "the keyboard never leaves the page"
    assert reached >= wanted


def test_the_first_thing_a_keyboard_reaches_is_the_way_past_the_head(page: Page, address: str) -> None:
    page.goto(address)
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.hash") == "#content"
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    assert page.evaluate("document.querySelector('main').contains(document.activeElement)")


@pytest.mark.parametrize("path", [path for path in PAGES if "no-such" not in path])
def test_a_page_is_whole_without_scripts(scriptless: Page, path: str, address: str) -> None:
    answer = scriptless.goto(f"{address}{path}")

    assert answer is not None
    assert answer.status == 200
    assert scriptless.locator("h1").count() == 1
    assert len(scriptless.locator("main").inner_text()) > 100


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
