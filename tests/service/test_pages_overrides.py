"""The forms that mend a pairing: a way to them beside each row, shown to the operator alone, without scripts."""

import re

import pytest
from bs4 import BeautifulSoup, Tag
from litestar.testing import TestClient
from playwright.sync_api import Browser, Page
from support.browser import open_browser, open_page
from support.shelf import KEY, Shelf, filled_shelf, served

from service.app import create_app
from service.overriding import set_override
from storage import overrides, versions


@pytest.fixture
def shelf(tmp_path):
    with filled_shelf(tmp_path) as filled:
        yield filled


@pytest.fixture
def client(shelf: Shelf):
    with shelf.client() as opened:
        opened.headers["Accept"] = "text/html"
        yield opened


def address(shelf: Shelf) -> str:
    return f"/comparisons/{shelf.versions[1]}..{shelf.versions[2]}"


def soup(client: TestClient, path: str) -> BeautifulSoup:
    answer = client.get(path)
    assert answer.status_code == 200, answer.text
    return BeautifulSoup(answer.text, "lxml")


def row(page: BeautifulSoup, path: str, side: str) -> Tag:
    """The row in which a clause stands on one side, by its number as that side prints it."""
    (found,) = [
        one
        for one in page.select("article.row")
        if path in [marker.get_text() for marker in one.select(f".{side} .marker")]
    ]
    return found


def mending(client: TestClient, shelf: Shelf, path: str, side: str, query: str = "") -> BeautifulSoup:
    """The page of one change, reached by the way beside its row."""
    found = row(soup(client, address(shelf) + query), path, side)
    (way,) = {str(one["href"]) for one in found.select(".tools a[href*='/changes/']")}
    return soup(client, way)


def fields(form: Tag, **more: str) -> dict[str, str]:
    return {str(one["name"]): str(one.get("value", "")) for one in form.select("input")} | more


def form_of(page: BeautifulSoup, side: str) -> Tag:
    (found,) = [
        form
        for form in page.select(".mend form")
        if form.select_one(f"input[name=side][value={side}]") and form.select_one("input[name=partner]")
    ]
    return found


def labels(found: Tag) -> list[str]:
    return [chip.get_text(strip=True) for chip in found.select(".chips > li")]


def said(shelf: Shelf) -> list[tuple[str | None, str | None, str]]:
    with shelf.house.database.read() as session:
        return [(one.old_clause, one.new_clause, one.note) for one in overrides.listed(session)]


def test_readers_see_no_form_and_operators_one_for_each_clause(client: TestClient, shelf: Shelf) -> None:
    page = soup(client, address(shelf))
    assert page.select(".mend, datalist") == []
    ways = [str(one["href"]) for one in page.select(".tools a[href*='/changes/']")]
    assert len(ways) == len(page.select("article.row"))
    assert "管理员登录" in soup(client, ways[0]).select_one("section[aria-labelledby=mend]").get_text()
    assert all(soup(client, way).select(".mend form") == [] for way in ways)
    client.post("/session", data={"key": KEY})
    for way in ways:
        alone = soup(client, way)
        one = alone.select_one("article.row")
        assert len(alone.select(".mend form")) == len(one.select(".old p:not(.absent), .new p:not(.absent)"))
    assert [one["value"] for one in alone.select("#new-clauses option")][1:3] == ["第一条", "第二条"]
    pasted = client.post("/compare", data={"old_text": "第一条 甲乙丙。", "new_text": "第一条 甲乙丁。"})
    assert "/changes/" not in BeautifulSoup(pasted.text, "lxml").main.decode()


def test_an_operator_pairs_a_clause_anew_and_undoes_it(client: TestClient, shelf: Shelf) -> None:
    client.post("/session", data={"key": KEY})
    form = form_of(mending(client, shelf, "第四条", "old"), "old")
    answer = client.post(str(form["action"]), data=fields(form, partner="第七条", note="<b>条号</b>重排", do="pair"))
    assert answer.status_code == 200
    assert answer.url.path == address(shelf)
    page = BeautifulSoup(answer.text, "lxml")
    found = row(page, "第四条", "old")
    assert answer.url.fragment == found["id"]
    assert "人工" in labels(found)
    assert found.select_one(".word span").get_text() == "<b>条号</b>重排"
    assert row(page, "第七条", "new") is found
    alone = mending(client, shelf, "第四条", "old")
    (undo,) = [one for one in alone.select("form") if str(one["action"]).endswith("/withdraw")]
    back = BeautifulSoup(client.post(str(undo["action"]), data=fields(undo)).text, "lxml")
    assert labels(row(back, "第四条", "old")) == ["修改"]
    assert said(shelf) == []


@pytest.mark.parametrize("side", ["old", "new"])
def test_an_operator_sets_a_clause_apart_and_readers_see_by_whose_hand(
    client: TestClient, shelf: Shelf, side: str
) -> None:
    client.post("/session", data={"key": KEY})
    form = form_of(mending(client, shelf, "第四条", side), side)
    answer = client.post(str(form["action"]), data=fields(form, do="apart", partner="第七条"))
    page = BeautifulSoup(answer.text, "lxml")
    assert labels(row(page, "第四条", side)) == ["删去" if side == "old" else "新增", "人工"]
    ((old, new, _),) = said(shelf)
    assert (old is None, new is None) == (side == "new", side == "old")
    client.cookies.clear()
    assert len(soup(client, address(shelf)).select("li.manual")) == 1


def test_the_way_it_is_shown_is_kept(client: TestClient, shelf: Shelf) -> None:
    client.post("/session", data={"key": KEY})
    form = form_of(mending(client, shelf, "第四条", "old", "?unchanged=shown&across=true&label=modified"), "old")
    answer = client.post(str(form["action"]), data=fields(form, do="apart"))
    asked, _, row = answer.url.query.decode().partition("&row=")
    assert asked == "unchanged=shown&across=true&label=modified"
    assert row == answer.url.fragment


@pytest.mark.parametrize(
    ("partner", "told"), [("", "没有选条款"), ("第四十条", "没有条款 第四十条"), ("<script>", "&lt;script&gt;")]
)
def test_a_clause_that_is_not_there_is_told(client: TestClient, shelf: Shelf, partner: str, told: str) -> None:
    client.post("/session", data={"key": KEY})
    form = form_of(mending(client, shelf, "第四条", "old"), "old")
    answer = client.post(str(form["action"]), data=fields(form, partner=partner, do="pair"))
    assert answer.status_code == 400
    assert told in answer.text
    assert said(shelf) == []


@pytest.mark.parametrize("side", ["old", "new"])
def test_a_form_that_was_refused_comes_back_as_it_was_filled_in(client: TestClient, shelf: Shelf, side: str) -> None:
    client.post("/session", data={"key": KEY})
    page = mending(client, shelf, "第四条", side, "?unchanged=shown&label=modified")
    form = form_of(page, side)
    sent = fields(form, partner="第四十条", note='另起"一条"', do="pair")
    back = BeautifulSoup(client.post(str(form["action"]), data=sent).text, "lxml")
    again = form_of(back, side)
    assert fields(again) == {name: value for name, value in sent.items() if name != "do"}
    assert again["action"] == form["action"]
    assert "没有条款 第四十条" in again.select_one("[role=alert]").get_text()
    assert again.select_one("[name=partner]")["aria-describedby"] == again.select_one("[role=alert]")["id"]
    assert len(back.select("[role=alert]")) == 1
    assert back.select_one("h1").get_text() == page.select_one("h1").get_text()
    for link in back.select("nav a[href*='lang='], header a[href*='lang=']"):
        assert client.get(str(link["href"])).status_code == 200
    answer = client.post(str(again["action"]), data=fields(again, partner="第六条", do="pair"))
    assert answer.status_code == 200
    assert [note for _, _, note in said(shelf)] == ['另起"一条"']


def test_a_form_about_no_clause_of_the_texts_is_a_problem_page(client: TestClient, shelf: Shelf) -> None:
    client.post("/session", data={"key": KEY})
    form = form_of(mending(client, shelf, "第四条", "old"), "old")
    answer = client.post(str(form["action"]), data=fields(form, clause="0" * 16, do="apart"))
    assert answer.status_code == 422


def test_the_forms_need_a_session_and_its_token(client: TestClient, shelf: Shelf) -> None:
    ways = (f"{address(shelf)}/overrides", f"{address(shelf)}/overrides/{shelf.override}/withdraw")
    assert [client.post(way).status_code for way in ways] == [401, 401]
    client.post("/session", data={"key": KEY})
    assert [client.post(way, data={"do": "apart"}).status_code for way in ways] == [403, 403]


@pytest.fixture(scope="module")
def browser():
    with open_browser() as opened:
        yield opened


def sign_in(page: Page, base: str) -> None:
    page.goto(f"{base}/session")
    page.locator("input[name=key]").fill(KEY)
    page.locator("form.key button").click()


@pytest.mark.chromium
def test_the_form_works_in_a_browser_without_scripts(browser: Browser, shelf: Shelf) -> None:
    with served(create_app(shelf.house)) as base, open_page(browser, scripts=False) as page:
        sign_in(page, base)
        page.goto(base + address(shelf))
        open_change(page)
        form = page.locator(".mend form").first
        form.locator("input[name=partner]").fill("第七条")
        form.locator("button[value=pair]").click()
        page.wait_for_url(re.compile(r"#[0-9a-f]{16}$"))
        made = page.locator("article:target")
        assert "人工" in made.inner_text()
        open_change(page, "article:target")
        page.get_by_role("button", name="撤销").click()
        page.wait_for_url(re.compile(r"#[0-9a-f]{16}$"))
        assert page.locator("li.manual").count() == 0


def open_change(page: Page, row: str = "article[data-change]") -> None:
    """To the page of one change, by the menu of its row."""
    first = page.locator(row).first
    first.locator(".tools summary").click()
    first.locator(".tools a[href*='/changes/']").click()
    page.wait_for_url(re.compile("/changes/"))


@pytest.mark.chromium
@pytest.mark.parametrize("width", [390, 1280])
def test_forms_and_open_menus_fit_the_page(browser: Browser, shelf: Shelf, width: int) -> None:
    with shelf.house.database.read() as session:
        clauses = {path: one for one, path in versions.clause_paths(session, shelf.versions[1]).items()}
    pair = shelf.versions[1], shelf.versions[2]
    set_override(shelf.house, pair, clauses["第四条"], None, note="另起一条，与原条无关", by="page")
    with served(create_app(shelf.house)) as base, open_page(browser, width=width) as page:
        sign_in(page, base)
        for view in ("columns", "inline"):
            page.goto(f"{base}{address(shelf)}?view={view}&lang=en")
            for summary in page.locator("article[data-change] .tools summary").all():
                summary.click()
                assert overhang(page) <= 0, view
                page.keyboard.press("Escape")
                assert page.locator(".tools[open]").count() == 0
        open_change(page)
        assert overhang(page) <= 0


def overhang(page: Page) -> int:
    return page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
