"""Chromium at every kind of page there is; with TEST_EVERY_ROUTE=1 at every single address of the sitemap.

A page is looked at wide and light, then narrow and dark, then without scripts. Which pages there are to be seen so that
every route is met, and every way in which an element stands in another anywhere on the site, is worked out from all
pages (`walked`).
"""

import asyncio
import json
import os
import random
import re
from collections.abc import AsyncIterator, Iterable
from contextlib import AsyncExitStack, asynccontextmanager
from html import unescape
from pathlib import Path
from typing import Any

import httpx
import pytest
from axe_playwright_python.base import AXE_SCRIPT
from playwright.async_api import Browser, Page, ViewportSize, async_playwright

EVERY = "TEST_EVERY_ROUTE" in os.environ
ROWS = "/sparql?query=SELECT+%3Fgraph+WHERE+%7B+GRAPH+%3Fgraph+%7B%7D+%7D+ORDER+BY+%3Fgraph&format=html"
MISSING = "/no-such-page"
# What is made in a way of its own and is in no sitemap: what was asked, sorted, found, drawn or not found.
BESIDE = [
    "/doc/organisation?relation=participant&sort=-since",
    "/search?q=laptpos",
    "/search",
    ROWS,
    "/calendar?view=month&month=2025-01",
    "/data/report.html",
    "/shapes?concept=Criterion",
    "/graph/pact/cfit",
    "/graph/organisation/nl-iw",
    MISSING,
]
WAYS = (("light", ViewportSize(width=1100, height=900)), ("dark", ViewportSize(width=400, height=900)))
AT_ONCE = 3
MOST_MILLISECONDS = 120_000
LOADED = "networkidle"  # for what a script fetches after the page is there
FETCHES = ("/graph/", "/sparql", "/query/")
FITS = "document.documentElement.scrollWidth <= window.innerWidth"
AXE = """axe.run(document, {resultTypes: ["violations"]}).then(found => found.violations.map(
    one => `${one.id}: ${one.nodes.map(node => node.target.join(" ")).join("; ")}`))"""
# Whatever can be used takes the focus in the order of the page, and lets the Tab key go on.
KEYS = """() => [...document.querySelectorAll(
    "a[href], button, input:not([type=hidden]), select, textarea, summary, [tabindex], [contenteditable=true]")]
  .filter(one => one.checkVisibility() && !one.disabled && one.tabIndex >= 0).flatMap(one => {
    const name = one.outerHTML.slice(0, 80), key = {key: "Tab", keyCode: 9, bubbles: true, cancelable: true};
    one.focus({preventScroll: true});
    return [
      one.tabIndex > 0 ? `out of its turn: ${name}` : "",
      document.activeElement === one ? "" : `out of reach: ${name}`,
      one.dispatchEvent(new KeyboardEvent("keydown", key)) ? "" : `keeps the Tab key: ${name}`,
    ].filter(Boolean);
  })"""


class Visitor:
    """Somebody who goes from page to page in one window with scripts and one without."""

    def __init__(self, page: Page, plain: Page, address: str) -> None:
        self.page, self.plain, self.address = page, plain, address
        self.said: list[str] = []
        page.on("console", lambda message: self.said.append(f"{message.type}: {message.text}"))
        page.on("pageerror", lambda error: self.said.append(str(error)))
        for window in (page, plain):
            window.on("request", lambda request: self._asked(request.url))

    def _asked(self, url: str) -> None:
        if not url.startswith((f"{self.address}/", "data:", "blob:")):
            self.said.append(f"asked {url}")

    async def visit(self, path: str) -> list[str]:
        """Return what is wrong with a page as somebody meets it in a browser."""
        self.said.clear()
        until: Any = LOADED if path.startswith(FETCHES) else "load"
        answer = await self.page.goto(f"{self.address}{path}", wait_until=until)
        wrong = [] if answer and answer.status == (404 if path == MISSING else 200) else ["its status"]
        for scheme, size in WAYS:
            wrong += [f"{scheme}: {one}" for one in await self._seen(scheme, size)]
        wrong += await self.page.evaluate(KEYS)
        wrong += await self._without_scripts(path)
        return wrong + [text for text in self.said if not (path == MISSING and "404" in text)]

    async def _seen(self, scheme: Any, size: ViewportSize) -> list[str]:
        await self.page.emulate_media(color_scheme=scheme)
        await self.page.set_viewport_size(size)
        fits = await self.page.evaluate(FITS)
        barriers: list[str] = await self.page.evaluate(AXE)
        return barriers if fits else ["wider than the window", *barriers]

    async def _without_scripts(self, path: str) -> list[str]:
        await self.plain.goto(f"{self.address}{path}")
        whole = await self.plain.locator("h1").count() == 1 and len(await self.plain.locator("main").inner_text()) > 100
        return [] if whole or path == MISSING else ["not whole without scripts"]


@asynccontextmanager
async def visitor(browser: Browser, address: str) -> AsyncIterator[Visitor]:
    scripted = await browser.new_context(locale="en-GB")
    plain = await browser.new_context(locale="en-GB", java_script_enabled=False, viewport=WAYS[1][1])
    await scripted.add_init_script(AXE_SCRIPT)
    for context in (scripted, plain):
        context.set_default_timeout(MOST_MILLISECONDS)
    yield Visitor(await scripted.new_page(), await plain.new_page(), address)
    await scripted.close()
    await plain.close()


async def visited(address: str, paths: Iterable[str], chromium: dict[str, Any], record: Path) -> dict[str, list[str]]:
    """Return what is wrong with each page, by its path; each is noted in `record` as soon as it was seen."""
    waiting, found = iter(list(paths)), dict[str, list[str]]()

    async def go(one: Visitor) -> None:
        for path in waiting:
            found[path] = await one.visit(path)
            with record.open("a", encoding="utf-8") as lines:
                lines.write(json.dumps({"path": path, "wrong": found[path]}) + "\n")

    async with async_playwright() as playwright, AsyncExitStack() as stack:
        browser = await playwright.chromium.launch(**chromium)
        stack.push_async_callback(browser.close)
        await asyncio.gather(*[go(await stack.enter_async_context(visitor(browser, address))) for _ in range(AT_ONCE)])
    return found


@pytest.fixture(scope="module")
def chosen(request: pytest.FixtureRequest, address: str) -> list[str]:
    """The pages to be seen: all of the sitemap, or as few as show everything there is on any."""
    if EVERY:
        sitemap = httpx.get(f"{address}/sitemap.xml", timeout=60).text
        listed = [unescape(place) for place in re.findall(f"<loc>{address}([^<]+)</loc>", sitemap)]
        return [*BESIDE, *random.Random(0).sample(listed, len(listed))]  # noqa: S311 - so that each kind comes early
    seen = request.getfixturevalue("walked")["seen"]
    met = {page["address"]: {route(page["address"]), *page["patterns"]} for page in seen if page["patterns"]}
    return [*BESIDE, *covering(met)]


def route(path: str) -> str:
    """Return the route of an address: what it is up to the name of a thing, and how deep it goes."""
    first, *rest = path.partition("?")[0].strip("/").split("/")
    kind = rest[0] if first == "doc" and rest else ""
    return f"/{first}/{kind} {len(rest)}"


def covering(pages: dict[str, set[str]]) -> list[str]:
    """Return few pages that have between them every route, and every way in which an element stands in another."""
    lacking, chosen = set[str]().union(*pages.values()), list[str]()
    while lacking:
        best = max(sorted(pages), key=lambda path: len(pages[path] & lacking))
        lacking -= pages[best]
        chosen.append(best)
    return chosen


@pytest.mark.timeout(0 if EVERY else 600)
def test_no_page_has_a_barrier_says_an_error_asks_another_host_or_needs_a_script(
    address: str, chosen: list[str], chromium: dict[str, Any], tmp_path_factory: pytest.TempPathFactory
) -> None:
    record = tmp_path_factory.mktemp("routes") / "visited.jsonl"

    found = asyncio.run(visited(address, chosen, chromium, record))

    assert found.keys() == set(chosen)
    assert {path: wrong for path, wrong in found.items() if wrong} == {}
