"""What a newcomer comes for is at most three clicks from the home page; sending off a search is one of them.

`make screenshots` keeps a picture of where each task ends for docs/tour.md.
"""

import csv
import io
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Locator, Page, ViewportSize, expect
from python_calamine import CalamineWorkbook

MOST = 3
SIZE = ViewportSize(width=1100, height=800)


class Newcomer:
    """Somebody at the home page who counts their clicks."""

    def __init__(self, page: Page, pictures: Path | None) -> None:
        self.page = page
        self.pictures = pictures
        self.clicks = 0

    def click(self, place: str | Locator) -> "Newcomer":
        """Click a link by its words, or any other place."""
        found = self.page.get_by_role("link", name=place, exact=True) if isinstance(place, str) else place
        found.first.click()
        self.clicks += 1
        return self

    def search(self, words: str) -> "Newcomer":
        """Type words into the search box and send them off."""
        self.page.locator("#home-search").fill(words)
        self.page.locator("#home-search").press("Enter")
        self.page.wait_for_url("**/search?**")
        self.clicks += 1
        return self

    def table(self, heading: str) -> Locator:
        """The rows of the table with a heading."""
        return self.page.get_by_role("region", name=heading).locator("tbody tr")

    def arrived(self, task: str, *answers: Locator) -> None:
        """The answers can be seen, and it did not take long."""
        for answer in answers:
            expect(answer).to_be_visible()
        answers[0].evaluate("place => place.scrollIntoView({ block: 'center' })")
        expect(answers[0]).to_be_in_viewport()
        assert self.clicks <= MOST, f"{task} took {self.clicks} clicks"
        if self.pictures:
            self.page.screenshot(path=self.pictures / f"{task}.png", animations="disabled")


@pytest.fixture
def newcomer(browser: Browser, address: str, root: Path, request: pytest.FixtureRequest) -> Iterator[Newcomer]:
    context = browser.new_context(color_scheme="light", viewport=SIZE, locale="en-GB", accept_downloads=True)
    page = context.new_page()
    page.goto(address)
    yield Newcomer(
        page, root / "docs/screenshots" if request.config.getoption("--screenshots", default=False) else None
    )
    context.close()


def test_the_home_page_says_what_this_is(newcomer: Newcomer) -> None:
    page = newcomer.page

    newcomer.arrived("home", page.locator("h1"), page.locator("p.lead"), page.locator("#home-search"))


def test_what_pair_bought(newcomer: Newcomer) -> None:
    newcomer.search("PAIR").click("Partenariat des Achats Informatiques Romands")
    bought = newcomer.table("What it bought")

    assert bought.count() == 2
    newcomer.arrived("what-pair-bought", bought.first, bought.filter(has_text="notebooks and printers"))


def test_who_left_the_steering_committee(newcomer: Newcomer) -> None:
    """No organisation lost its seat; two persons are in the earlier list alone."""
    newcomer.click("What changed in the steering committee between its two lists?")
    rows = newcomer.page.locator("#answer-table tbody tr")
    persons = [[cell.strip() for cell in row.locator("td").all_inner_texts()] for row in rows.all()]

    assert {row[2] for row in persons if row[2] != row[3]} == {"Adam Turner", "Lars Johannsen"}
    assert "removed" not in {row[4] for row in persons}
    newcomer.arrived("who-left-the-steering-committee", rows.filter(has_text="Adam Turner"), rows.last)


def test_which_criteria_for_laptops_are_contract_clauses(newcomer: Newcomer) -> None:
    newcomer.search("laptops").click("Laptops / notebooks")
    clauses = newcomer.table("Criteria by type and level").filter(has_text="contract clause")

    assert clauses.count() > 5
    newcomer.arrived("contract-clauses-for-laptops", clauses.filter(has_text="Give monitors access to factories"))


def test_which_organisation_changed_its_name(newcomer: Newcomer) -> None:
    newcomer.click("Explore").click("Changes of organisations")
    renamed = newcomer.page.locator("tbody tr").filter(has_text="renaming")

    assert renamed.count() == 2
    newcomer.arrived("who-changed-its-name", renamed.filter(has_text="Recycling Council of Ontario becomes"))


def test_which_facts_are_disputed(newcomer: Newcomer) -> None:
    page = newcomer.page
    newcomer.click(page.locator(".figures a[href='/doc/disagreement']"))
    newcomer.click("How large is the Belgian buyer group?")

    sides = newcomer.table("What each source says")

    assert sides.count() == 3
    newcomer.arrived("what-is-disputed", sides.filter(has_text="seventy"), sides.filter(has_text="More than 80"))


def test_all_members_as_a_spreadsheet(newcomer: Newcomer) -> None:
    page = newcomer.page
    members = page.locator(".figures a[href*='relation=participant']")
    number = int(members.inner_text())
    newcomer.click(members)
    offered = page.get_by_role("link", name="Spreadsheet (XLSX)")
    with page.expect_download() as waiting:
        newcomer.click(offered)

    rows = CalamineWorkbook.from_path(str(waiting.value.path())).get_sheet_by_index(1).to_python()
    assert len(rows) == number + 1
    newcomer.arrived("all-members", offered, page.locator("tbody tr").first)


def test_who_says_that_an_organisation_takes_part_and_since_when(newcomer: Newcomer) -> None:
    newcomer.search("Office of Government Procurement").click("Office of Government Procurement")
    row = newcomer.table("Roles in the Pact").filter(has_text="procuring participant")
    expect(row).to_contain_text("20")
    number = row.locator("a.ref").first.inner_text()
    newcomer.click(row.locator("a.ref"))

    newcomer.arrived("who-says-so", newcomer.page.locator(f"#source-{number}"))


def test_the_members_of_a_buyer_group_and_what_they_bought(newcomer: Newcomer) -> None:
    newcomer.click(newcomer.page.locator(".figures a[href='/doc/buyer-group']")).click(
        "Norwegian state common agreements"
    )
    members, bought = newcomer.table("Members"), newcomer.table("What its members bought")

    assert members.count() > 1
    assert bought.count() > 1
    newcomer.arrived("a-buyer-group", members.filter(has_text="organiser").first, bought.first)


def test_the_sparql_of_a_question_and_its_answer_as_csv(newcomer: Newcomer) -> None:
    page = newcomer.page
    newcomer.click("Who takes part in the Pact, in which role and since when?")
    shown = page.locator("#answer-table tbody tr").count()
    offered = page.locator(".takeaway").get_by_role("link", name="CSV")
    with page.expect_download() as waiting:
        newcomer.click(offered)
    newcomer.click(page.locator("summary", has_text="The query"))

    rows = list(csv.reader(io.StringIO(waiting.value.path().read_text(encoding="utf-8"))))
    assert len(rows) > shown > 1
    newcomer.arrived("a-question-and-its-sparql", offered, page.locator("details pre", has_text="SELECT").first)


def test_what_a_term_means_and_its_rules(newcomer: Newcomer) -> None:
    newcomer.click("Ontology").click(newcomer.page.locator('.diagram a[href="/ontology/BuyerGroup"]'))
    page = newcomer.page

    newcomer.arrived(
        "a-term",
        page.locator(".definition", has_text="Collaboration of organisations"),
        page.locator("tr", has_text="At most one value in each language"),
    )


def test_how_to_cite_the_data(newcomer: Newcomer) -> None:
    newcomer.click("How to cite it")
    release = newcomer.page.locator("footer a[href^='/release/']").inner_text()
    cited = newcomer.page.locator("#cite + p")

    expect(cited).to_contain_text("cfit-graph")
    expect(cited).to_contain_text(release)
    newcomer.arrived("how-to-cite-it", cited)


def test_who_buys_laptops_for_how_much_and_what_they_ask_for(newcomer: Newcomer) -> None:
    page = newcomer.page
    newcomer.click(
        "Who buys laptops by public notices, for how much, and what do the notices ask for on sustainability?"
    )
    head, rows = page.locator("#answer-table thead"), page.locator("#answer-table tbody tr")

    newcomer.arrived(
        "who-buys-laptops", head, rows.filter(has_text="2,738,000,000"), rows.filter(has_text="only in words").first
    )


def test_who_could_buy_together(newcomer: Newcomer) -> None:
    newcomer.click("who could buy together")
    page = newcomer.page
    first = page.locator("#rows section").first

    expect(first.locator("h2")).to_contain_text("buyers")
    newcomer.arrived("who-could-buy-together", first.locator("h2"), first.locator("li").first)


def test_the_organisations_as_a_table_to_link_to(newcomer: Newcomer) -> None:
    page = newcomer.page
    newcomer.click("Data").click(page.locator("summary", has_text="Tables"))
    offered = page.get_by_role("link", name="tables/organisations.csv")
    with page.expect_download() as waiting:
        newcomer.click(offered)

    rows = list(csv.DictReader(io.StringIO(waiting.value.path().read_text(encoding="utf-8"))))
    known = next(row for row in rows if row["id"] == "nl-rws" and row["name"])
    assert page.request.get(page.url.replace("/data", "/id/organisation/nl-rws")).ok
    assert {"short_name", "alt_names", "country", "homepage"} <= known.keys()
    newcomer.arrived("organisations-to-link-to", offered)
