"""Reading a comparison in a real Chromium: by keys alone, on a phone, in grey, on paper, without scripts."""

import re
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page
from support.browser import open_browser, open_page
from support.houses import ARTICLES
from support.shelf import AMENDED, Shelf, served, statute

from service.app import create_app

pytestmark = pytest.mark.chromium
WIDTHS = (360, 768, 1280)
HERE = "document.activeElement.textContent"
TEXT_OF_CLIPBOARD = "navigator.clipboard.readText()"


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with open_browser() as opened:
        yield opened


@pytest.fixture(scope="module")
def address(shelf: Shelf) -> Iterator[str]:
    with served(create_app(shelf.house)) as opened:
        yield opened


@pytest.fixture
def law(address: str, shelf: Shelf) -> str:
    return f"{address}/comparisons/{shelf.versions[1]}..{shelf.versions[2]}"


def overhang(page: Page) -> int:
    return int(page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth"))


def test_keys_walk_from_change_to_change_and_the_counter_says_where(browser: Browser, law: str) -> None:
    with open_page(browser) as page:
        page.goto(law)
        counter = page.locator(".counter [role=status]")
        assert counter.inner_text() == "共 2 处不同"
        walked = []
        for key in "njpkn":
            page.keyboard.press(key)
            walked.append((page.evaluate(HERE), counter.inner_text()))
        first, second = ("第四条", "第 1/2 处"), ("第七条", "第 2/2 处")
        assert walked == [first, second, first, first, second]
        page.locator("button[data-step='-1']").click()
        assert counter.inner_text() == "第 1/2 处"


def test_every_change_and_its_menu_is_reached_by_tab_alone(browser: Browser, law: str) -> None:
    with open_page(browser) as page:
        page.goto(f"{law}?unchanged=shown")
        wanted = set(page.eval_on_selector_all("[data-change]", "rows => rows.map(row => row.id)"))
        reached: set[str] = set()
        menus: set[str] = set()
        for _ in range(150):
            page.keyboard.press("Tab")
            row, tag = page.evaluate(
                "[document.activeElement.closest('[data-change]')?.id, document.activeElement.tagName]"
            )
            reached.add(row)
            menus |= {row} if tag == "SUMMARY" else set()
            if page.evaluate("document.activeElement === document.body"):
                break
        assert wanted <= reached
        assert wanted <= menus
        assert page.evaluate("document.activeElement === document.body"), "the end of the page is never reached"


@pytest.mark.parametrize(
    ("key", "leads"),
    [("s", "?view=inline"), ("u", "?unchanged=shown"), ("e", "?class=wording"), ("[", ""), ("x", None)],
)
def test_keys_press_what_the_page_shows(browser: Browser, law: str, shelf: Shelf, key: str, leads: str | None) -> None:
    with open_page(browser) as page:
        page.goto(law)
        page.keyboard.press(key)
        if leads is None:
            assert page.url == law
            return
        page.wait_for_url(lambda url: url != law)
        expected = law.replace(f"{shelf.versions[1]}..{shelf.versions[2]}", f"{shelf.versions[0]}..{shelf.versions[1]}")
        assert page.url == (f"{law}{leads}" if leads else expected)
        if key == "s":
            page.keyboard.press(key)
            page.wait_for_url(law)


def test_no_key_is_taken_from_fields_or_from_other_shortcuts(browser: Browser, law: str) -> None:
    with open_page(browser) as page:
        page.goto(f"{law}?word=条")
        field = page.locator("input[name=word]")
        field.fill("")
        field.press_sequentially("nsue[]?jkp")
        assert field.input_value() == "nsue[]?jkp"
        field.blur()
        for combination in ("Control+s", "Alt+n", "Meta+u"):
            page.keyboard.press(combination)
        assert page.url == f"{law}?word=%E6%9D%A1"
        assert page.locator("dialog[open]").count() == 0


def test_help_opens_and_leaves_by_keys_and_gives_the_focus_back(browser: Browser, law: str) -> None:
    with open_page(browser) as page:
        page.goto(law)
        page.keyboard.press("n")
        for leave in ("Escape", "Enter"):
            page.keyboard.press("?")
            dialog = page.locator("dialog#help")
            assert dialog.is_visible()
            assert "下一处修改" in dialog.inner_text()
            page.keyboard.press("n")
            assert dialog.is_visible()
            page.keyboard.press(leave)
            assert not dialog.is_visible()
            assert page.evaluate(HERE) == "第四条"


def test_a_menu_closes_by_escape_and_gives_the_focus_back(browser: Browser, law: str) -> None:
    with open_page(browser) as page:
        page.goto(law)
        menu = page.locator("[data-change] details.tools").first
        menu.locator("summary").focus()
        page.keyboard.press("Enter")
        assert menu.locator(".citation").is_visible()
        page.keyboard.press("Tab")
        page.keyboard.press("Escape")
        assert not menu.locator(".citation").is_visible()
        assert page.evaluate("document.activeElement.tagName") == "SUMMARY"


def test_a_citation_is_copied_by_its_button(browser: Browser, law: str) -> None:
    with open_page(browser) as page:
        page.context.grant_permissions(["clipboard-read", "clipboard-write"])
        page.goto(law)
        menu = page.locator("[data-change] details.tools").first
        menu.locator("summary").click()
        menu.locator("button").click()
        page.wait_for_function("document.querySelector('[data-change] .tools button').textContent === '已复制'")
        assert page.evaluate(TEXT_OF_CLIPBOARD) == menu.locator(".citation").inner_text()
        assert law in page.evaluate(TEXT_OF_CLIPBOARD)


@pytest.mark.parametrize("scripts", [True, False])
def test_a_permalink_opens_the_fold_its_clause_is_in(browser: Browser, law: str, scripts: bool) -> None:
    with open_page(browser, scripts=scripts) as page:
        page.goto(law)
        name = page.locator("details.fold article").first.get_attribute("id")
        page.goto("about:blank")
        page.goto(f"{law}#{name}")
        assert page.locator("article:target").is_visible()


def test_a_row_that_filters_hide_is_one_press_away(browser: Browser, law: str) -> None:
    with open_page(browser) as page:
        page.goto(law)
        name = page.locator("[data-change]").last.get_attribute("id")
        page.goto(f"{law}?label=modified#{name}")
        page.locator("#hidden-row a").click()
        page.wait_for_url(f"{law}#{name}")
        assert page.locator("article:target").is_visible()
        note = page.locator("#hidden-row")
        assert not note.is_visible()
        page.goto(f"{law}#0123456789abcdef")
        assert "没有链接所指的一处" in note.inner_text()


def test_a_link_to_a_row_on_the_page_stays_on_it_and_any_other_finds_its_row(browser: Browser, law: str) -> None:
    with open_page(browser) as page:
        page.goto(f"{law}?label=modified")
        link = page.locator("[data-change] a.permalink").first
        address = link.get_attribute("href")
        assert address is not None
        loads: list[str] = []
        page.on("request", lambda request: loads.append(request.url))
        link.click()
        assert page.url == f"{law}?label=modified#{address.partition('#')[2]}"
        assert [one for one in loads if "/static/" not in one] == []
    with open_page(browser, scripts=False) as page:
        page.goto(law)
        other = page.locator("[data-change] a.permalink").last.get_attribute("href")
        assert other is not None
        page.goto(law.partition("/comparisons")[0] + other.replace("?", "?label=modified&"))
        assert page.locator("article:target").is_visible()
        assert "不在当前筛选之内" in page.locator(".asked-row .notice").inner_text()
        page.locator(".asked-row .notice a").click()
        assert page.locator(".asked-row").count() == 0
        assert page.locator("article:target").is_visible()


@pytest.mark.parametrize("width", WIDTHS)
def test_it_fits_every_width_without_scripts(browser: Browser, law: str, width: int) -> None:
    with open_page(browser, width=width, scripts=False) as page:
        for view in ("columns", "inline", "old"):
            page.goto(f"{law}?view={view}&label=modified&label=unchanged")
            page.locator("details:not(.tools)").evaluate_all("all => { for (const one of all) one.open = true }")
            assert overhang(page) <= 0, view
            assert ARTICLES[0] in page.locator("main").inner_text()
            page.locator("details.tools > summary").first.click()
            assert page.locator(".citation").first.is_visible()
            assert overhang(page) <= 0, view


def test_a_phone_reads_both_marks_in_one_run(browser: Browser, law: str) -> None:
    shown = {}
    for width in (360, 1280):
        with open_page(browser, width=width) as page:
            page.goto(law)
            row = page.locator("[data-change]").first
            shown[width] = [row.locator(f".{side}").is_visible() for side in ("both", "old", "new")]
            inside = row.locator(".both" if width == 360 else ".side:not(.both)")
            assert sum(one.locator("ins").count() for one in inside.all()) == 1
            assert sum(one.locator("del").count() for one in inside.all()) == 1
    assert shown == {360: [True, False, False], 1280: [False, True, True]}


@pytest.mark.parametrize("width", WIDTHS)
def test_marks_differ_without_colour(browser: Browser, law: str, width: int) -> None:
    with open_page(browser, width=width) as page:
        session = page.context.new_cdp_session(page)
        session.send("Emulation.setEmulatedVisionDeficiency", {"type": "achromatopsia"})
        page.goto(f"{law}?view=inline")
        lines = [
            page.locator(f".row {tag}").first.evaluate("one => getComputedStyle(one).textDecorationLine")
            for tag in ("ins", "del")
        ]
        assert lines == ["underline", "line-through"]
        chips = page.locator(".label-added, .label-modified").all_inner_texts()
        assert {"新增", "修改"} <= {chip.strip() for chip in chips}


def test_paper_repeats_the_head_on_every_page_and_leaves_out_what_is_pressed(browser: Browser, law: str) -> None:
    pypdfium2 = pytest.importorskip("pypdfium2", reason="reads the pages of the printed file")
    with open_page(browser) as page:
        page.goto(f"{law}?unchanged=shown")
        page.evaluate(
            "for (let n = 0; n < 40; n++) document.querySelector('.sheet').append("
            "document.querySelector('[data-change]').cloneNode(true))"
        )
        printed = page.pdf(format="A4", prefer_css_page_size=True)
        page.emulate_media(media="print")
        for selector in (".question", ".tools", ".counter", ".keys", ".masthead nav", ".narrow"):
            assert not page.locator(selector).first.is_visible(), selector
    pages = [one.get_textpage().get_text_range() for one in pypdfium2.PdfDocument(printed)]
    assert len(pages) > 2
    assert all("修改前" in text and "修改后" in text for text in pages)


def test_texts_that_are_not_stored_are_read_the_same_way(browser: Browser, address: str) -> None:
    with open_page(browser) as page:
        page.goto(f"{address}/compare")
        page.locator("textarea[name=old_text]").fill(statute(ARTICLES))
        page.locator("textarea[name=new_text]").fill(statute(AMENDED))
        page.locator("form.given button.primary").click()
        page.wait_for_selector("#sheet.view-columns")
        page.keyboard.press("s")
        page.wait_for_selector("#sheet.view-inline")
        page.keyboard.press("n")
        assert page.evaluate(HERE) == "第四条"
        page.locator("input[name=word]").evaluate("one => { one.closest('details').open = true; one.value = '施行' }")
        page.locator("input[name=word]").press("Enter")
        page.wait_for_selector(".filtered")
        assert page.locator("#sheet.view-inline [data-change]").count() == 1
        with page.expect_download() as taken:
            page.locator("button[name=paper][value='table.docx']").click()
        assert re.search(r"\.docx$", taken.value.suggested_filename)
