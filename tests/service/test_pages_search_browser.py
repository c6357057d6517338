"""The search page in a real Chromium: reached by keyboard, whole without scripts, clean for axe."""

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser
from support.browser import open_browser, open_page
from support.shelf import Shelf, served

from service.app import create_app

pytestmark = pytest.mark.chromium


@pytest.fixture(scope="module")
def browser():
    with open_browser() as opened:
        yield opened


@pytest.fixture(scope="module")
def address(shelf: Shelf):
    with served(create_app(shelf.house)) as opened:
        yield opened


def test_a_search_is_typed_sent_and_followed_without_scripts(browser: Browser, address: str, shelf: Shelf) -> None:
    with open_page(browser, scripts=False) as page:
        page.goto(address + "/search")
        page.locator("main input[name=q]").fill("期限为五年")
        page.keyboard.press("Enter")
        page.wait_for_url("**/search?q=%E6%9C%9F%E9%99%90*")
        assert page.locator("mark").all_inner_texts() == ["期限为五年"]
        page.locator(".found-path a").click()
        assert page.url.startswith(f"{address}/versions/{shelf.versions[-1]}#")
        assert page.locator(f"[id='{page.url.partition('#')[2]}']").is_visible()


def test_marks_are_underlined_and_not_only_coloured(browser: Browser, address: str) -> None:
    with open_page(browser) as page:
        page.goto(address + "/search?q=%E6%95%B0%E6%8D%AE")
        line = page.locator("mark").first.evaluate("one => getComputedStyle(one).textDecorationLine")
        assert line == "underline"


@pytest.mark.parametrize("width", [360, 1440])
@pytest.mark.parametrize("language", ["zh", "en"])
def test_axe_finds_nothing(browser: Browser, address: str, width: int, language: str) -> None:
    with open_page(browser, width=width) as page:
        page.goto(f"{address}/search?q=%E6%95%B0%E6%8D%AE&stage=final&versions=all&lang={language}")
        found = Axe().run(page).response["violations"]
    assert [(one["id"], one["nodes"][0]["html"]) for one in found] == []
