"""Every kind of page measured by axe in a real Chromium, in both languages and with its menus open: no violation."""

from collections.abc import Iterator

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page
from support.browser import open_browser, open_page
from support.shelf import AMENDED, KEY, SOURCE, Shelf, served, statute

from service.app import create_app

pytestmark = pytest.mark.chromium


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with open_browser() as opened:
        yield opened


@pytest.fixture(scope="module")
def address(shelf: Shelf) -> Iterator[str]:
    with served(create_app(shelf.house)) as opened:
        yield opened


def paths(shelf: Shelf) -> list[str]:
    law = f"/comparisons/{shelf.versions[1]}..{shelf.versions[2]}"
    plan = f"/comparisons/{shelf.draft_version}..{shelf.final_version}"
    return [
        "/",
        f"/documents/{shelf.final}",
        f"/versions/{shelf.final_version}",
        f"{law}?unchanged=shown&label=modified&label=unchanged",
        f"{plan}?view=inline",
        f"{plan}?across=true",
        f"{law}?view=old",
        f"/comparisons/{shelf.versions[0]}..{shelf.versions[1]}/changes/{shelf.change}",
        "/compare",
        "/changes",
        "/relations",
        "/sources",
        f"/sources/{SOURCE}",
        "/families",
        "/search?q=数据",
        "/session",
    ]


def violations(page: Page) -> list[str]:
    """What axe finds on the page as it stands, everything that folds away opened."""
    page.evaluate("for (const one of document.querySelectorAll('details:not(.tools)')) one.open = true")
    menu = page.locator("details.tools summary")
    if menu.count() and not page.locator("dialog[open]").count():
        menu.first.click()
    found = Axe().run(page).response["violations"]
    return [f"{one['id']}: {node['target']} {node['failureSummary']}" for one in found for node in one["nodes"]]


@pytest.mark.parametrize("language", ["zh", "en"])
def test_axe_finds_nothing_on_any_page(browser: Browser, address: str, shelf: Shelf, language: str) -> None:
    with open_page(browser) as page:
        page.goto(f"{address}/session?lang={language}")
        for path in paths(shelf):
            page.goto(f"{address}{path}")
            assert page.locator("html").get_attribute("lang").startswith(language)
            assert violations(page) == [], path


def test_axe_finds_nothing_where_forms_were_sent(browser: Browser, address: str, shelf: Shelf) -> None:
    with open_page(browser, width=390) as page:
        page.goto(f"{address}/session")
        page.locator("input[name=key]").fill(KEY)
        page.locator("form.key button").click()
        page.wait_for_url(f"{address}/")
        page.goto(f"{address}/comparisons/{shelf.versions[0]}..{shelf.versions[1]}/changes/{shelf.change}")
        assert page.locator(".mend form").count() > 0
        assert violations(page) == []
        page.goto(f"{address}/compare")
        page.locator("textarea[name=old_text]").fill(statute(AMENDED[:4]))
        page.locator("textarea[name=new_text]").fill(statute(AMENDED))
        page.locator("form.given button.primary").click()
        page.wait_for_selector("#sheet")
        assert violations(page) == []
        page.keyboard.press("Escape")
        page.keyboard.press("?")
        assert page.locator("dialog[open]").is_visible()
        assert violations(page) == []
