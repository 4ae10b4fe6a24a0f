"""The editor in real Chromium: it completes, declares, checks and asks, and never keeps the keyboard."""

import re
from urllib.parse import quote, unquote_plus

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, expect

ASKED = "/sparql?format=html&query="
COUNTRIES = "/query/participants-by-country"
DESCRIBED = f"{ASKED}{quote('DESCRIBE <https://w3id.org/cfit/id/organisation/nl-iw>')}"
WRONG = f"{ASKED}{quote('SELECT ?a WHERE {' + chr(10) + '  ?a foaf:name ?b' + chr(10) + '}')}"


def written(page: Page) -> str:
    return str(page.evaluate("document.querySelector('#query').value"))


def emptied(page: Page, address: str) -> Page:
    """Open the editor and empty it."""
    page.goto(f"{address}/sparql")
    page.locator(".cm-content").click()
    page.keyboard.press("Control+a")
    page.keyboard.press("Delete")
    return page


@pytest.mark.parametrize(
    "path",
    [
        "/sparql",
        WRONG,
        "/queries",
        "/query/participants",
        "/query/events-in-a-year?first=never",
        f"{COUNTRIES}?view=chart",
        "/query/joinings-by-year?view=chart",
        f"{COUNTRIES}?view=map",
        f"{DESCRIBED}&view=graph",
    ],
)
@pytest.mark.parametrize(
    "page", [("light", 1100, True), ("dark", 400, True)], indirect=True, ids=["light", "dark and narrow"]
)
def test_a_page_has_no_barrier_breaks_no_policy_and_stays_at_home(page: Page, path: str, address: str) -> None:
    said: list[str] = []
    reached: list[str] = []
    page.on("console", lambda message: said.append(message.text) if message.type == "error" else None)
    page.on("pageerror", lambda error: said.append(str(error)))
    page.on("request", lambda request: reached.append(request.url))

    page.goto(f"{address}{path}", wait_until="networkidle")

    assert page.evaluate("document.documentElement.scrollWidth <= window.innerWidth")
    assert all(url.startswith(address) for url in reached)
    assert [message for message in said if "400 (Bad Request)" not in message] == []
    found = Axe().run(page)
    assert found.violations_count == 0, found.generate_report()


def test_the_keyboard_enters_the_editor_and_leaves_it_both_ways(page: Page, address: str) -> None:
    page.goto(f"{address}/sparql")
    focused = "() => { const at = document.activeElement; return at.shadowRoot ? 'editor' : at.id || at.tagName }"
    places = []
    for _ in range(25):
        page.keyboard.press("Tab")
        places.append(page.evaluate(focused))
        if places[-1] == "format":
            break

    assert places[-2:] == ["editor", "format"]
    page.keyboard.press("Shift+Tab")
    assert page.evaluate(focused) == "editor"
    page.keyboard.press("Shift+Tab")
    assert page.evaluate(focused) != "editor"
    assert "\t" not in written(page)


def test_tab_leaves_even_while_the_list_of_completions_is_open(page: Page, address: str) -> None:
    emptied(page, address)
    page.keyboard.type("SELECT * WHERE { ?s a produc")
    expect(page.locator(".cm-tooltip-autocomplete")).to_be_visible()

    page.keyboard.press("Escape")
    expect(page.locator(".cm-tooltip-autocomplete")).to_be_hidden()
    page.keyboard.press("Tab")

    assert page.evaluate("document.activeElement.id") == "format"


@pytest.mark.parametrize(
    ("typed", "offered", "becomes"),
    [
        ("buyer gr", "buyer group", "cfit:BuyerGroup"),
        ("cfit:Buy", "buyer group", "cfit:BuyerGroup"),
        ("Produktgruppe", "product group", "cfit:ProductGroup"),
        ("refurb", "refurbished", "<https://w3id.org/cfit/vocabulary/product-condition/refurbished>"),
    ],
)
def test_a_term_is_completed_by_its_label_or_short_name_and_its_prefix_declared(
    page: Page, address: str, typed: str, offered: str, becomes: str
) -> None:
    emptied(page, address)
    page.keyboard.type(f"SELECT * WHERE {{ ?s ?p {typed}", delay=20)
    option = page.locator(".cm-tooltip-autocomplete li", has_text=re.compile(f"^{offered}")).first
    expect(option).to_be_visible()
    option.click()

    assert becomes in written(page)
    assert ("PREFIX cfit: <https://w3id.org/cfit/ontology#>" in written(page)) == becomes.startswith("cfit:")


def test_variables_of_the_query_are_completed(page: Page, address: str) -> None:
    emptied(page, address)
    page.keyboard.type("SELECT ?organisation WHERE { ?org", delay=20)
    expect(page.locator(".cm-tooltip-autocomplete li").first).to_have_text("?organisation")


def test_a_known_prefix_declares_itself_once_and_in_order(page: Page, address: str) -> None:
    emptied(page, address)
    page.keyboard.insert_text("# What is it?\nPREFIX cfit: <https://w3id.org/cfit/ontology#>\n\nSELECT * WHERE { ?s ")
    page.keyboard.type("skos:")
    page.keyboard.press("Escape")
    page.keyboard.type("prefLabel ?o . ?s dcterms:", delay=10)
    page.keyboard.press("Escape")
    page.keyboard.type("title 'foaf:x' . # org:x\n ?s skos:note ?n")

    lines = [line for line in written(page).splitlines() if line.startswith("PREFIX")]
    assert [line.split()[1] for line in lines] == ["cfit:", "dcterms:", "skos:"]
    assert written(page).startswith("# What is it?\nPREFIX cfit:")


def test_an_error_is_shown_at_its_line_while_writing_and_goes_when_corrected(page: Page, address: str) -> None:
    emptied(page, address)
    page.keyboard.insert_text("SELECT ?s WHERE {\n  ?s ?p \n}")

    mark = page.locator(".cm-lint-marker-error")
    expect(mark).to_have_count(1, timeout=10_000)
    page.keyboard.press("Control+a")
    page.keyboard.insert_text("SELECT ?s WHERE {\n  ?s ?p ?o\n}")
    expect(mark).to_have_count(0, timeout=15_000)


def test_an_error_of_the_question_that_was_asked_is_at_its_place(page: Page, address: str) -> None:
    page.goto(f"{address}{WRONG}")

    expect(page.locator(".cm-lintRange-error")).to_have_text("foaf:name")
    expect(page.locator("section.problem")).to_contain_text("PREFIX foaf:")


def test_control_and_enter_ask_and_the_address_keeps_the_question(page: Page, address: str) -> None:
    emptied(page, address)
    page.keyboard.insert_text("SELECT ?theme WHERE { ?theme a <https://w3id.org/cfit/ontology#Theme> }")
    page.keyboard.press("Control+Enter")
    page.wait_for_url("**query=*")

    assert page.locator("#answer-table tbody tr").count() == 4
    assert "cfit/ontology#Theme>" in unquote_plus(page.url)
    assert "cfit/ontology#Theme>" in written(page)


def test_a_chart_is_drawn_beside_its_table_and_hidden_from_screen_readers(page: Page, address: str) -> None:
    page.goto(f"{address}{COUNTRIES}")
    page.get_by_role("link", name="Chart").click()

    plot = page.locator("figure svg.plot")
    expect(plot).to_be_visible()
    assert plot.get_attribute("aria-hidden") == "true"
    assert plot.locator("[aria-label='bar'] rect").count() == page.locator("#answer-table tbody tr").count()
    assert "view=chart" in page.url


def test_a_graph_is_drawn_with_links_to_walk_along(page: Page, address: str) -> None:
    page.goto(f"{address}{DESCRIBED}&view=graph")
    nodes = page.locator("#graph a.node")
    expect(nodes.first).to_be_visible()

    assert nodes.count() > 2
    assert page.locator("#answer-table").is_visible()


def test_a_published_question_is_found_and_changed(page: Page, address: str) -> None:
    page.goto(f"{address}/queries")
    page.get_by_label("Words in the question").press_sequentially("takes part role since")
    expect(page.locator("li[data-said]:visible")).to_have_count(1)
    page.get_by_role("link", name="Who takes part in the Pact").click()
    before = page.locator("#answer-table tbody tr").count()

    page.get_by_label("Belgium").check()
    page.get_by_role("button", name="Ask").click()
    page.wait_for_url("**country=**")

    assert 0 < page.locator("#answer-table tbody tr").count() < before
    expect(page.get_by_label("Belgium")).to_be_checked()


@pytest.mark.parametrize("page", [("light", 1100, False)], indirect=True)
def test_everything_is_asked_and_answered_without_scripts(page: Page, address: str) -> None:
    page.goto(f"{address}/sparql")
    page.fill("textarea", "SELECT ?theme WHERE { ?theme a <https://w3id.org/cfit/ontology#Theme> }")
    page.click(".ask button")
    assert page.locator("#answer-table tbody tr").count() == 4

    page.goto(f"{address}/queries")
    page.fill("#text", "events 2023")
    page.click(".filter button")
    page.click("ul.questions a >> nth=0")
    page.fill("#first", "2022-01-01")
    page.click(".change button")
    assert "first=2022-01-01" in page.url
    assert page.locator("#answer-table tbody tr").count() > 0
    page.goto(f"{address}{COUNTRIES}?view=chart")
    assert page.locator("#answer-table").is_visible()
    assert page.locator("figure.chart").is_hidden()
