"""A real Chromium, started once, and a page in it: light or dark, wide or narrow, with scripts or without."""

import os
import shutil
from collections.abc import Iterator
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, sync_playwright

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
PLAIN = ("light", 1100, True)


def pytest_addoption(parser: pytest.Parser) -> None:
    """Let `make screenshots` write the pictures of docs/tour.md anew; a plain run writes nothing."""
    parser.addoption("--screenshots", action="store_true", help="write the pictures of docs/tour.md anew")


@pytest.fixture(scope="session")
def chromium() -> dict[str, Any]:
    """How Chromium is started."""
    if CHROMIUM is None:
        assert os.environ.get("CI") != "true", "CI has no Chromium: .ci/browser should have installed it"
        pytest.skip("no Chromium here")
    return {"executable_path": CHROMIUM, "args": list(QUIET)}


@pytest.fixture(scope="module")
def browser(chromium: dict[str, Any]) -> Iterator[Browser]:
    with sync_playwright() as playwright:
        started = playwright.chromium.launch(**chromium)
        yield started
        started.close()


@pytest.fixture
def page(browser: Browser, request: pytest.FixtureRequest) -> Iterator[Page]:
    """A page in a context of its own; a test may give the colour scheme, the width, and whether scripts run."""
    given: tuple[Any, int, bool] = getattr(request, "param", PLAIN)
    scheme, width, script = given
    context = browser.new_context(
        color_scheme=scheme, viewport={"width": width, "height": 900}, java_script_enabled=script, locale="en-GB"
    )
    yield context.new_page()
    context.close()
