"""The form beside each row: shown to the operator alone, works without scripts, undone where it was done."""

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
    """The row in which a clause stands on one side, by its path."""
    (found,) = [
        one
        for one in page.select("article.row")
        for form in one.select("form")
        if form.select_one(f"input[name=side][value={side}]") and form.select_one("b") and form.b.get_text() == path
    ]
    return found


def fields(form: Tag, **more: str) -> dict[str, str]:
    return {str(one["name"]): str(one.get("value", "")) for one in form.select("input")} | more


def form_of(page: BeautifulSoup, path: str, side: str) -> Tag:
    (found,) = [
        form
        for form in row(page, path, side).select("form")
        if form.select_one(f"input[name=side][value={side}]") and form.select_one("input[name=partner]")
    ]
    return found


def labels(found: Tag) -> list[str]:
    return [chip.get_text(strip=True) for chip in found.select(".chips > li")]


def said(shelf: Shelf) -> list[tuple[str | None, str | None, str]]:
    with shelf.house.database.read() as session:
        return [(one.old_clause, one.new_clause, one.note) for one in overrides.listed(session)]


def test_readers_see_no_form_and_operators_one_for_each_clause(client: TestClient, shelf: Shelf) -> None:
    assert soup(client, address(shelf)).select("form.mend, details.mend, datalist") == []
    client.post("/session", data={"key": KEY})
    page = soup(client, address(shelf))
    compared = len(page.select("article.row"))
    assert len(page.select("details.mend")) == compared
    assert [one["value"] for one in page.select("#new-clauses option")][1:3] == ["第一条", "第二条"]
    pasted = client.post("/compare", data={"old_text": "第一条 甲乙丙。", "new_text": "第一条 甲乙丁。"})
    assert "mend" not in BeautifulSoup(pasted.text, "lxml").main.decode()


def test_an_operator_pairs_a_clause_anew_and_undoes_it(client: TestClient, shelf: Shelf) -> None:
    client.post("/session", data={"key": KEY})
    form = form_of(soup(client, address(shelf)), "第四条", "old")
    answer = client.post(str(form["action"]), data=fields(form, partner="第七条", note="<b>条号</b>重排", do="pair"))
    assert answer.status_code == 200
    assert answer.url.path == address(shelf)
    page = BeautifulSoup(answer.text, "lxml")
    found = row(page, "第四条", "old")
    assert answer.url.fragment == found["id"]
    assert "人工" in labels(found)
    assert found.select_one(".word span").get_text() == "<b>条号</b>重排"
    assert row(page, "第七条", "new") is found
    (undo,) = [one for one in found.select("form") if str(one["action"]).endswith("/withdraw")]
    back = BeautifulSoup(client.post(str(undo["action"]), data=fields(undo)).text, "lxml")
    assert labels(row(back, "第四条", "old")) == ["修改"]
    assert said(shelf) == []


@pytest.mark.parametrize("side", ["old", "new"])
def test_an_operator_sets_a_clause_apart_and_readers_see_by_whose_hand(
    client: TestClient, shelf: Shelf, side: str
) -> None:
    client.post("/session", data={"key": KEY})
    form = form_of(soup(client, address(shelf)), "第四条", side)
    answer = client.post(str(form["action"]), data=fields(form, do="apart", partner="第七条"))
    page = BeautifulSoup(answer.text, "lxml")
    assert labels(row(page, "第四条", side)) == ["删去" if side == "old" else "新增", "人工"]
    ((old, new, _),) = said(shelf)
    assert (old is None, new is None) == (side == "new", side == "old")
    client.cookies.clear()
    assert len(soup(client, address(shelf)).select("li.manual")) == 1


def test_the_way_it_is_shown_is_kept(client: TestClient, shelf: Shelf) -> None:
    client.post("/session", data={"key": KEY})
    page = soup(client, f"{address(shelf)}?view=inline&unchanged=shown&across=true")
    form = form_of(page, "第四条", "old")
    answer = client.post(str(form["action"]), data=fields(form, do="apart"))
    assert answer.url.query == b"view=inline&unchanged=shown&across=true"


@pytest.mark.parametrize(
    ("partner", "told"), [("", "没有选条款"), ("第四十条", "没有条款 第四十条"), ("<script>", "&lt;script&gt;")]
)
def test_a_clause_that_is_not_there_is_told(client: TestClient, shelf: Shelf, partner: str, told: str) -> None:
    client.post("/session", data={"key": KEY})
    form = form_of(soup(client, address(shelf)), "第四条", "old")
    answer = client.post(str(form["action"]), data=fields(form, partner=partner, do="pair"))
    assert answer.status_code == 422
    assert told in answer.text
    assert said(shelf) == []


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
        first = page.locator("article[data-change]").first
        first.locator("details.mend summary").click()
        first.locator("form").first.locator("input[name=partner]").fill("第七条")
        first.locator("form").first.locator("button[value=pair]").click()
        assert re.search(r"#[0-9a-f]{16}$", page.url)
        made = page.locator("article:target")
        assert "人工" in made.inner_text()
        made.locator("details.mend summary").click()
        made.get_by_role("button", name="撤销").click()
        assert page.locator("li.manual").count() == 0


@pytest.mark.chromium
@pytest.mark.parametrize("width", [390, 1280])
def test_open_forms_fit_the_page(browser: Browser, shelf: Shelf, width: int) -> None:
    with shelf.house.database.read() as session:
        clauses = {path: one for one, path in versions.clause_paths(session, shelf.versions[1]).items()}
    pair = shelf.versions[1], shelf.versions[2]
    set_override(shelf.house, pair, clauses["第四条"], None, note="另起一条，与原条无关", by="page")
    with served(create_app(shelf.house)) as base, open_page(browser, width=width) as page:
        sign_in(page, base)
        for view in ("columns", "inline"):
            page.goto(f"{base}{address(shelf)}?view={view}&lang=en")
            for summary in page.locator("article[data-change] details.mend summary").all():
                summary.click()
            overhang = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
            assert overhang <= 0, view
        page.emulate_media(media="print")
        assert not page.locator("details.mend").first.is_visible()
