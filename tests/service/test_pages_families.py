"""The pages of families: the matrix to read and filter, the forms of the operator, hostile titles, no page too wide."""

import io
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from bs4 import BeautifulSoup
from litestar.testing import TestClient
from openpyxl import load_workbook
from playwright.sync_api import Browser
from support.browser import open_browser, open_page
from support.houses import HandClock, house_at
from support.relatives import data_rules, held, park_rules
from support.shelf import BASE, KEY, served

from service.app import create_app
from service.families import add_document, add_missing, create_family, remove_member
from service.house import House
from service.kinship import propose_families
from storage import families

HOSTILE = "<img src=x onerror=alert(1)>“'{{7*7}}\u202e甲"


@pytest.fixture
def house(tmp_path: Path):
    clock = HandClock()
    with house_at(tmp_path, clock=clock) as opened:
        for text in (
            park_rules("沈阳市"),
            park_rules("成都市", number="十", without=frozenset({4})),
            park_rules("杭州市", extra="湿地公园内的候鸟栖息地实行封闭保护。"),
        ):
            held(opened, text)
            clock.pass_by(minutes=1)
        propose_families(opened)
        yield opened


@pytest.fixture
def family(house: House) -> str:
    with house.database.read() as session:
        return families.listed(session)[0].id


@pytest.fixture
def client(house: House):
    with TestClient(create_app(house), base_url=BASE, raise_server_exceptions=False) as opened:
        opened.headers["Accept"] = "text/html"
        yield opened


def soup(client: TestClient, path: str) -> BeautifulSoup:
    answer = client.get(path)
    assert answer.status_code == 200, answer.text
    return BeautifulSoup(answer.text, "lxml")


def sign_in(client: TestClient) -> None:
    client.post("/session", data={"key": KEY})


def send(client: TestClient, page: BeautifulSoup, ending: str, **fields: str):
    """Send the first form whose address ends so."""
    form = next(one for one in page.select("form[method=post]") if str(one["action"]).endswith(ending))
    given = {str(one["name"]): str(one.get("value", "")) for one in form.select("input[name]")} | fields
    return client.post(str(form["action"]), data=given)


def test_the_list_shows_what_a_proposal_rests_on(client: TestClient, family: str) -> None:
    page = soup(client, "/families")
    assert page.select_one(".kin h2 a")["href"] == f"/families/{family}"
    assert "3 对异地文本中 3 对相近" in page.get_text()
    assert page.select("form[method=post]") == []
    assert "没有这样的一组" in soup(client, "/families?status=refused").get_text()


def test_a_house_without_families_says_so_kindly(tmp_path: Path) -> None:
    with house_at(tmp_path / "empty") as house, TestClient(create_app(house), base_url=BASE) as client:
        assert "还没有同源文本" in client.get("/families").text
        alone = create_family(house, "甲", [held(house, data_rules("沈阳市"))], by="甲")
        assert "只有一份文本" in client.get(f"/families/{alone.id}").text


def test_the_matrix_is_a_table_with_its_counts_groups_and_links(client: TestClient, house: House, family: str) -> None:
    add_missing(house, family, "南昌市公园条例", None, by="甲")
    page = soup(client, f"/families/{family}")
    counts = [int(one.get_text()) for one in page.select(".counts dd")]
    assert counts[0] == sum(counts[1:]) == len(page.select("tbody tr[id]"))
    assert [one.get_text() for one in page.select("tr.names th")][1:] == ["沈阳市", "成都市", "杭州市", "南昌市"]
    assert page.select("tbody tr:not(.section-row) th[scope=row]")
    opened = page.select_one("td.cell-identical p.times a, td.cell-template p.times a")
    assert client.get(opened["href"]).status_code == 200
    assert opened["href"].partition("#")[2] in client.get(opened["href"]).text
    missing = {one.select_one(".mark").get_text(" ", strip=True) for one in page.select("td.cell-not_held")}
    absent = {one.select_one(".mark").get_text(" ", strip=True) for one in page.select("td.cell-absent")}
    assert (missing, absent) == ({"— 未收录"}, {"✕ 未见"})
    assert {one["data-column"] for one in page.select("td.cell-not_held")} == {"南昌市"}
    pair = page.select_one("form.family-pair")
    values = [option["value"] for option in pair.select_one("select[name=new]").select("option")]
    assert len(values) == 3
    answer = client.get("/comparisons", params={"old": values[0], "new": values[1], "across": "true"})
    assert answer.url.path == f"/comparisons/{values[0]}..{values[1]}"


def test_a_draft_beside_its_final_text_stands_apart_marked_and_not_counted(
    client: TestClient, house: House, family: str
) -> None:
    before = [one.get_text() for one in soup(client, f"/families/{family}").select(".counts dd")]
    text = park_rules("沈阳市", extra="滨海公园应当在风暴潮预警期间关闭亲水平台，疏散游客和商户。")
    draft = held(house, text.replace("公园条例", "公园条例（征求意见稿）", 1))
    add_document(house, family, draft, by="甲")
    page = soup(client, f"/families/{family}")
    after = [one.get_text() for one in page.select(".counts dd")]
    assert (after[1:4], after[4]) == (before[1:4], "1")
    (head,) = [one for one in page.select("tr.names th") if one.select_one(".chip")]
    assert head.get_text(" ", strip=True) == "沈阳市（未定稿） 不计入"
    assert "按地方计，共 3 地" in page.select_one(".counting").get_text()
    assert {one["data-column"] for one in page.select("td:last-child")} == {"沈阳市（未定稿） · 不计入"}
    (row,) = soup(client, f"/families/{family}?presence=none").select("tbody tr[id]")
    assert row.select_one(".chip").get_text() == "未计入"


def test_two_texts_of_one_place_are_counted_as_texts_by_page_and_workbook(client: TestClient, house: House) -> None:
    texts = [held(house, park_rules("南昌市")), held(house, park_rules("南昌市").replace("条例", "办法", 1))]
    made = create_family(house, "南昌", texts, by="甲")
    said = soup(client, f"/families/{made.id}").select_one(".counting").get_text()
    assert "按文本计，共 2 份" in said
    assert "地" not in said
    assert "2 here" in soup(client, f"/families/{made.id}?lang=en").select_one(".counting").get_text()
    book = load_workbook(io.BytesIO(client.get(f"/api/v1/families/{made.id}/matrix?format=xlsx").content))
    notes = [str(cell.value) for (cell,) in book["说明"].iter_rows(max_col=1)]
    assert [one for one in notes if one.startswith("全有、部分、独有按文本计，共 2 份")]
    assert not [one for one in notes if "2 地" in one]


def test_a_cell_marks_what_it_alone_has_and_never_speaks_of_deletions(
    client: TestClient, house: House, family: str
) -> None:
    other = held(house, park_rules("武汉市").replace("捕捞水生动物", "露营、捕捞水生动物").replace("定期", "每季度"))
    add_document(house, family, other, by="甲")
    page = soup(client, f"/families/{family}?wordings=true")
    (camping,) = page.select("mark.only-here:-soup-contains('露营')")
    assert camping.get_text() == "仅武汉市有：露营、（止）"
    (often,) = page.select(".only-common:-soup-contains('定期')")
    assert often.get_text() == "仅共同文字有：［定期］（止）"
    assert page.select(".matrix del, .matrix ins") == []
    assert not [word for word in ("删除", "新增", "删去") if word in page.select_one(".matrix").get_text()]
    assert len(page.select(".matrix details[open]")) == len(page.select("td.cell details:has(.wording)")) > 0
    folded = soup(client, f"/families/{family}")
    assert folded.select(".matrix details[open]") == []
    assert folded.select_one("a[href*='wordings=true']").get_text() == "展开各格文字"


def test_where_every_place_differs_nothing_is_called_usual_or_shared(client: TestClient, house: House) -> None:
    said = ("定期养护，每{}巡查一次", "养护并公开记录，每{}巡查一次", "委托养护，每{}巡查一次")
    rules = (
        park_rules(city, number=number, extra=f"湿地公园内的古树名木应当{one.format(days)}，发现病虫害的及时处置。")
        for city, number, one, days in zip(("大连市", "武汉市", "西安市"), "二五八", said, "月周日", strict=True)
    )
    made = create_family(house, "古树", [held(house, one) for one in rules], by="甲")
    page = soup(client, f"/families/{made.id}")
    assert "多数为" not in page.get_text()
    assert "各处不一" in page.select_one(".differs li").get_text()
    (row,) = [one.find_parent("tr") for one in page.select(".not-common")]
    assert "古树名木" in row.get_text()
    assert "没有共同文字" in row.select_one("th").get_text()
    assert "仅共同文字有" not in row.get_text()
    assert "仅行首文字有" in row.get_text()


def test_filters_stand_in_the_address_and_in_the_papers(client: TestClient, family: str) -> None:
    page = soup(client, f"/families/{family}?presence=one&word=候鸟&lang=en")
    assert len(page.select("tbody tr[id]")) == 1
    assert page.select_one("select[name=presence] option[selected]")["value"] == "one"
    for link in page.select(".exports a"):
        assert "presence=one" in link["href"]
        assert client.get(link["href"]).status_code == 200
    assert "No row fits." in soup(client, f"/families/{family}?word=没有&lang=en").get_text()
    assert "数字" in soup(client, f"/families/{family}?numbers=true&lang=zh").select_one(".differs").get_text()


@pytest.mark.parametrize("query", ["presence=most", "numbers=perhaps", "start=-1", "start=x"])
def test_bad_values_are_a_problem_page(client: TestClient, family: str, query: str) -> None:
    answer = client.get(f"/families/{family}?{query}")
    assert answer.status_code == 400
    assert "<html" in answer.text


def test_unknown_parameters_and_places_beyond_the_end_are_ignored(client: TestClient, family: str) -> None:
    assert client.get(f"/families/{family}?nothing=1&start=9000").status_code == 200
    assert client.get("/families/fam_0").status_code == 404
    assert client.get("/families?status=odd").status_code == 400


def test_an_operator_settles_and_edits_a_family_by_forms(client: TestClient, house: House, family: str) -> None:
    sign_in(client)
    there = f"/families/{family}"
    page = soup(client, there)
    page = BeautifulSoup(send(client, page, "/confirm").text, "lxml")
    assert page.select_one(".chip.status").get_text() == "已确认"
    page = BeautifulSoup(send(client, page, "/rename", title="公园一类").text, "lxml")
    assert page.h1.get_text() == "公园一类"
    other = held(house, data_rules("武汉市"))
    page = BeautifulSoup(send(client, page, "/add", document=other).text, "lxml")
    assert len(page.select(".family-members > li")) == 4
    page = BeautifulSoup(send(client, page, "/remove").text, "lxml")
    page = BeautifulSoup(send(client, page, "/backward").text, "lxml")
    names = [one.select_one("a").get_text() for one in page.select(".family-members > li")]
    assert names == ["杭州市公园条例", "成都市公园条例", "武汉市数据条例"]
    assert BeautifulSoup(send(client, page, "/refuse").text, "lxml").select_one(".chip.status").get_text() == "已否定"


def test_a_proposed_text_is_taken_in_by_its_button(client: TestClient, house: House, family: str) -> None:
    sign_in(client)
    send(client, soup(client, f"/families/{family}"), "/confirm")
    held(house, park_rules("武汉市"))
    send(client, soup(client, "/families"), "/propose")
    page = soup(client, f"/families/{family}")
    assert len(page.select("form[action$='/accept']")) == 1
    page = BeautifulSoup(send(client, page, "/accept").text, "lxml")
    assert page.select("form[action$='/accept']") == []


@pytest.mark.parametrize(
    ("ending", "fields", "status"),
    [
        ("/rename", {"title": "甲" * 301}, 422),
        ("/add", {"document": "doc_0"}, 404),
        ("/add", {"document": ""}, 422),
        ("/add", {"document": "<script>"}, 404),
    ],
)
def test_forms_with_nothing_in_them_are_told(
    client: TestClient, family: str, ending: str, fields: dict[str, str], status: int
) -> None:
    sign_in(client)
    answer = send(client, soup(client, f"/families/{family}"), ending, **fields)
    assert answer.status_code == status
    assert "<script>alert" not in answer.text
    assert client.post(f"/families/{family}/explode", data={}).status_code == 403


def test_forms_need_a_session_and_its_token(client: TestClient, family: str) -> None:
    ways = [
        "/families",
        "/families/propose",
        f"/families/{family}/confirm",
        f"/families/{family}/members/mem_0/remove",
    ]
    assert [client.post(way, data={"title": "甲"}).status_code for way in ways] == [401] * 4
    sign_in(client)
    assert [client.post(way, data={"title": "甲"}).status_code for way in ways] == [403] * 4


def test_hostile_titles_are_shown_and_do_nothing(client: TestClient, house: House, family: str) -> None:
    sign_in(client)
    send(client, soup(client, f"/families/{family}"), "/rename", title=HOSTILE)
    add_missing(house, family, HOSTILE, HOSTILE, by="甲")
    for path in (f"/families/{family}", "/families"):
        page = soup(client, path)
        assert page.select("img[src=x], main script, [onerror]") == []
        assert "{{7*7}}" in page.get_text()


@pytest.fixture(scope="module")
def browser():
    with open_browser() as opened:
        yield opened


@pytest.mark.chromium
@pytest.mark.parametrize("width", [360, 820, 1440])
def test_the_page_never_scrolls_sideways_and_axe_finds_nothing(
    browser: Browser, house: House, family: str, width: int
) -> None:
    add_missing(house, family, HOSTILE * 3, "浙江省义乌市", by="甲")
    with served(create_app(house)) as base, open_page(browser, width=width) as page:
        page.goto(f"{base}/session")
        page.locator("input[name=key]").fill(KEY)
        page.locator("form.key button").click()
        for path in ("/families", f"/families/{family}", f"/families/{family}?wordings=true"):
            page.goto(base + path)
            over = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
            assert over <= 0, path
            found = Axe().run(page)
            assert found.violations_count == 0, found.generate_report()
        page.emulate_media(media="print")
        assert not page.locator("form.matrix-filters").is_visible()


@pytest.mark.chromium
def test_the_head_and_the_first_column_stay_while_the_matrix_scrolls(
    browser: Browser, house: House, family: str
) -> None:
    for at in range(12):
        add_missing(house, family, f"公园条例之{at}", None, by="甲")
    with served(create_app(house)) as base, open_page(browser, scripts=False) as page:
        page.goto(f"{base}/families/{family}")
        frame = page.locator(".matrix-frame")
        before = page.locator("tr.names th").first.bounding_box()
        frame.evaluate("one => one.scrollTo(600, 300)")
        after = page.locator("tr.names th").first.bounding_box()
        assert before
        assert after
        assert (round(after["x"]), round(after["y"])) == (round(before["x"]), round(before["y"]))
        assert frame.evaluate("one => one.scrollLeft") > 0


def test_a_document_names_the_families_it_stands_in_and_no_others(
    client: TestClient, house: House, family: str
) -> None:
    with house.database.read() as session:
        member = next(one for one in families.members(session, family) if one.document_id)

    def named() -> list[str]:
        page = BeautifulSoup(
            client.get(f"/documents/{member.document_id}", headers={"Accept": "text/html"}).text, "lxml"
        )
        return [str(link["href"]) for link in page.select("#families a")]

    assert f"/families/{family}" in named()
    remove_member(house, family, member.id, by="api")
    assert f"/families/{family}" not in named()
