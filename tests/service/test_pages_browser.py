"""The pages in a real Chromium: every width, with and without scripts, nothing asked of any other machine."""

import io

import docx
import pytest
from playwright.sync_api import Browser, Page
from support.browser import open_browser, open_page
from support.houses import ARTICLES
from support.shelf import AMENDED, KEY, SOURCE, Shelf, filled_shelf, served, statute

from service.app import create_app

pytestmark = pytest.mark.chromium
WIDTHS = (360, 820, 1440)


@pytest.fixture(scope="module")
def browser():
    with open_browser() as opened:
        yield opened


@pytest.fixture(scope="module")
def shelf(tmp_path_factory: pytest.TempPathFactory):
    with filled_shelf(tmp_path_factory.mktemp("shelf")) as filled:
        yield filled


@pytest.fixture(scope="module")
def address(shelf: Shelf):
    with served(create_app(shelf.house)) as opened:
        yield opened


def comparison(shelf: Shelf) -> str:
    return f"/comparisons/{shelf.versions[1]}..{shelf.versions[2]}"


def paths(shelf: Shelf) -> list[str]:
    return [
        "/",
        f"/documents/{shelf.final}",
        f"/documents/{shelf.law}",
        f"/versions/{shelf.final_version}",
        comparison(shelf),
        f"/comparisons/{shelf.draft_version}..{shelf.final_version}?view=inline&unchanged=shown",
        f"{comparison(shelf)}?view=old&label=modified",
        f"/comparisons/{shelf.versions[0]}..{shelf.versions[1]}/changes/{shelf.change}",
        "/compare",
        "/search",
        "/search?q=%E6%95%B0%E6%8D%AE&stage=final&versions=all",
        "/changes",
        "/relations",
        "/sources",
        f"/sources/{SOURCE}",
        "/session",
        "/api/v1/docs",
    ]


def word_file(text: str) -> bytes:
    paper = docx.Document()
    for line in text.split("\n"):
        paper.add_paragraph(line)
    kept = io.BytesIO()
    paper.save(kept)
    return kept.getvalue()


@pytest.mark.parametrize("width", WIDTHS)
def test_no_page_scrolls_sideways_complains_or_asks_another_machine(
    browser: Browser, address: str, shelf: Shelf, width: int
) -> None:
    with open_page(browser, width=width) as page:
        asked: list[str] = []
        complaints: list[str] = []
        page.on("request", lambda request: asked.append(request.url))
        page.on("console", lambda message: complaints.append(message.text))
        page.on("pageerror", lambda error: complaints.append(str(error)))
        for path in paths(shelf):
            for language in ("zh", "en"):
                joint = "&" if "?" in path else "?"
                page.goto(f"{address}{path}{joint}lang={language}")
                overhang = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
                assert overhang <= 0, (path, language, overhang)
        assert complaints == []
        assert [url for url in asked if not url.startswith(address)] == []


def test_a_reader_without_scripts_reads_the_same(browser: Browser, address: str, shelf: Shelf) -> None:
    read = []
    for scripts in (True, False):
        with open_page(browser, scripts=scripts) as page:
            page.goto(address + comparison(shelf))
            page.locator("details.fold summary").first.click()
            read.append([one.inner_text() for one in page.locator(".lede, .heads, .counts, .switches, article").all()])
    assert read[0] == read[1]
    assert any(ARTICLES[0] in text for text in read[0])


def decoration(page: Page, selector: str) -> str:
    return str(page.locator(selector).first.evaluate("one => getComputedStyle(one).textDecorationLine"))


def test_marks_are_lines_and_words_not_only_colours(browser: Browser, address: str, shelf: Shelf) -> None:
    with open_page(browser) as page:
        page.goto(address + comparison(shelf))
        assert decoration(page, ".row ins") == "underline"
        assert decoration(page, ".row del") == "line-through"
        spoken = page.locator(".row ins .visually-hidden").first
        assert spoken.inner_text().strip()
        assert spoken.evaluate("one => one.getBoundingClientRect().width") <= 1


def test_two_word_files_are_dropped_and_compared(browser: Browser, address: str) -> None:
    kind = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
    with open_page(browser, scripts=False) as page:
        page.goto(f"{address}/compare")
        for side, text in (("old", ARTICLES), ("new", AMENDED)):
            file = {"name": f"{side}.docx", "mimeType": kind, "buffer": word_file(statute(text))}
            page.locator(f"input[name={side}_file]").set_input_files(file)
        page.locator("form.given button.primary").click()
        page.wait_for_selector("#sheet")
        assert [one.inner_text() for one in page.locator("article[data-change] h3").all()] == ["第四条", "第七条"]
        assert "old.docx" in page.locator(".heads").inner_text()


def test_two_versions_are_chosen_by_hand(browser: Browser, address: str, shelf: Shelf) -> None:
    with open_page(browser, scripts=False) as page:
        page.goto(f"{address}/documents/{shelf.law}")
        page.locator(f"input[name=old][value={shelf.versions[0]}]").check()
        page.locator("form.choose button").click()
        assert page.url.endswith(f"/comparisons/{shelf.versions[0]}..{shelf.versions[2]}")


def test_n_and_p_walk_from_change_to_change(browser: Browser, address: str, shelf: Shelf) -> None:
    with open_page(browser, width=820) as page:
        page.goto(f"{address}{comparison(shelf)}?unchanged=shown")
        page.keyboard.press("n")
        first = page.evaluate("document.activeElement.textContent")
        page.keyboard.press("n")
        assert (first, page.evaluate("document.activeElement.textContent")) == ("第四条", "第七条")
        page.keyboard.press("p")
        assert page.evaluate("document.activeElement.textContent") == "第四条"


def test_an_operator_signs_in_confirms_and_signs_out(browser: Browser, address: str, shelf: Shelf) -> None:
    with open_page(browser, scripts=False) as page:
        page.goto(f"{address}/session")
        page.locator("input[name=key]").fill(KEY)
        page.locator("form.key button").click()
        page.goto(f"{address}/relations")
        page.locator("form[action$='/confirm'] button").click()
        assert "已确认" in page.locator("#lineage ~ article, section#lineage").first.inner_text()
        page.goto(f"{address}/session")
        page.locator("form.key button").click()
        page.goto(f"{address}/documents/{shelf.final}")
        assert page.locator("button").count() == 0


def test_print_leaves_out_what_cannot_be_pressed(browser: Browser, address: str, shelf: Shelf) -> None:
    with open_page(browser) as page:
        page.goto(address + comparison(shelf))
        page.emulate_media(media="print")
        assert not page.locator(".masthead nav").is_visible()
        assert not page.locator(".switches").is_visible()
        assert page.locator("article[data-change]").first.is_visible()
