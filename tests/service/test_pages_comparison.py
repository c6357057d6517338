"""The page of a comparison without scripts: filters, one side alone, ways between versions, one change by itself."""

import html
from urllib.parse import quote

import pytest
from bs4 import BeautifulSoup, Tag
from litestar.testing import TestClient
from support.houses import ARTICLES
from support.shelf import AMENDED, BASE, Shelf, statute

from service.papers.kinds import Paper


@pytest.fixture(scope="module")
def client(shelf: Shelf):
    with shelf.client() as opened:
        opened.headers["Accept"] = "text/html"
        yield opened


def law(shelf: Shelf, old: int = 1, new: int = 2) -> str:
    return f"/comparisons/{shelf.versions[old]}..{shelf.versions[new]}"


def soup(client: TestClient, path: str, **query: str | list[str]) -> BeautifulSoup:
    answer = client.get(path, params=query or None)
    assert answer.status_code == 200, answer.text
    return BeautifulSoup(answer.text, "lxml")


def places(page: Tag, selector: str = "article[data-change]") -> list[str]:
    return [row.select_one("a.permalink").get_text() for row in page.select(selector)]


@pytest.mark.parametrize(
    ("query", "shown"),
    [
        ({"label": "added"}, ["第七条"]),
        ({"label": ["added", "modified"]}, ["第四条", "第七条"]),
        ({"class": "wording"}, ["第四条", "第七条"]),
        ({"class": "editorial"}, []),
        ({"signal": "deadline"}, ["第四条"]),
        ({"word": "施行"}, ["第七条"]),
        ({"word": "五 年", "label": "modified"}, ["第四条"]),
        ({"word": "没有这个词"}, []),
    ],
)
def test_filters_in_the_address_narrow_the_rows_and_say_so(
    client: TestClient, shelf: Shelf, query: dict, shown: list[str]
) -> None:
    page = soup(client, law(shelf), **query)
    assert places(page) == shown
    assert f"共 2 处变动，符合筛选的 {len(shown)} 处" in page.select_one(".filtered").get_text()
    cleared = soup(client, str(page.select_one(".filtered a")["href"]))
    assert places(cleared) == ["第四条", "第七条"]
    assert cleared.select(".filtered") == []


def test_the_form_holds_what_was_asked_and_counts_beside_each_box(client: TestClient, shelf: Shelf) -> None:
    page = soup(client, law(shelf), view="inline", unchanged="shown", label=["added", "split"], word="施行")
    form = page.select_one("form.question")
    hidden = {one["name"]: one["value"] for one in form.select("input[type=hidden]")}
    assert hidden == {"view": "inline", "unchanged": "shown"}
    assert form.select_one("input[name=word]")["value"] == "施行"
    ticked = [one["value"] for one in form.select("input[name=label]") if one.has_attr("checked")]
    assert ticked == ["added", "split"]
    counts = {one.input["value"]: one.small.get_text() for one in form.select("fieldset label")}
    assert counts["modified"] == counts["added"] == "1"
    assert counts["wording"] == "2"
    assert counts["split"] == "0"


def test_every_switch_is_an_address_that_keeps_the_filters(client: TestClient, shelf: Shelf) -> None:
    page = soup(client, law(shelf), label=["added", "modified"], word="年")
    ways = [html.unescape(str(one["href"])) for one in page.select(".switches p:not(.exports) a")]
    assert len(ways) == 10
    for way in ways:
        asked = soup(client, way).select_one("form.question")
        assert [one["value"] for one in asked.select("input[name=label][checked]")] == ["modified", "added"]
        assert asked.select_one("input[name=word]")["value"] == "年"
    assert "label=added&label=modified" in html.unescape(str(page.select_one("a.language")["href"]))


def test_wording_only_is_one_press_and_one_press_back(client: TestClient, shelf: Shelf) -> None:
    way = soup(client, law(shelf)).select_one("[data-key=e]")
    page = soup(client, str(way["href"]))
    assert page.select_one("input[name=class][value=wording]").has_attr("checked")
    back = page.select_one("[data-key=e]")
    assert back["aria-current"] == "true"
    assert back["href"] == law(shelf)


@pytest.mark.parametrize(("view", "articles"), [("old", ARTICLES), ("new", AMENDED)])
def test_one_side_alone_reads_as_its_whole_text(
    client: TestClient, shelf: Shelf, view: str, articles: list[str]
) -> None:
    page = soup(client, law(shelf), view=view)
    read = [one.get_text(strip=True) for one in page.select("article.row .side p")]
    assert [text.partition("条")[2] for text in read if text.startswith("第")] == articles
    assert page.select("details.fold, ins, del") == []
    folded = soup(client, law(shelf), view=view, unchanged="folded")
    assert len(folded.select("details.fold")) > 0


def test_the_neighbouring_versions_are_one_step_away(client: TestClient, shelf: Shelf) -> None:
    first, last = soup(client, law(shelf, 0, 1)), soup(client, law(shelf, 1, 2))
    assert first.select("[rel=prev]") == []
    assert first.select_one("[rel=next]")["href"] == law(shelf, 1, 2)
    assert last.select_one("[rel=prev]")["href"] == law(shelf, 0, 1)
    assert last.select("[rel=next]") == []
    assert soup(client, law(shelf, 2, 1)).select_one("[rel=next]")["href"] == law(shelf, 1, 0)
    assert soup(client, law(shelf, 0, 2)).select(".steps") == []
    plan = f"/comparisons/{shelf.draft_version}..{shelf.final_version}"
    assert soup(client, plan).select(".steps") == []
    both = f"/comparisons/{shelf.final_version}..{shelf.versions[1]}"
    steps = soup(client, both).select_one(".steps")
    assert steps.select_one("[rel=prev]")["href"] == plan
    assert steps.select_one("[rel=next]")["href"] == law(shelf, 1, 2)


def test_beside_each_change_stand_its_citation_its_snapshots_and_the_way_to_mend_it(
    client: TestClient, shelf: Shelf
) -> None:
    page = soup(client, law(shelf), label="modified")
    (row,) = page.select("article[data-change]")
    cited = row.select_one(".tools .citation").get_text()
    assert cited == (
        "《示例市数据条例》，2024-03-01版，第四条；2025-11-01版，第四条。"
        f"条文对照见 {BASE}{law(shelf)}#{row['id']}，访问日期：2026-03-02。"
    )
    ways = [str(one["href"]) for one in row.select(".tools a")]
    assert ways[:2] == [f"/api/v1/versions/{one}/snapshot" for one in shelf.versions[1:]]
    assert all(client.get(way).status_code == 200 for way in ways)


def test_a_permanent_address_shows_the_row_whatever_was_filtered(client: TestClient, shelf: Shelf) -> None:
    for query in ({"label": "modified"}, {"view": "inline"}, {"across": "true", "label": "added"}):
        for row in soup(client, law(shelf), **query).select("article[data-change]"):
            address = row.select_one(".citation").get_text().partition(BASE)[2].partition("，")[0]
            path, _, fragment = address.partition("#")
            assert fragment == row["id"]
            assert fragment in [one["id"] for one in soup(client, path).select("article.row")]


def test_one_change_stands_by_itself_with_what_proves_it(client: TestClient, shelf: Shelf) -> None:
    rows = soup(client, law(shelf), unchanged="shown", view="inline").select("article.row")
    for row in rows:
        way = str(row.select_one(".tools a[href*='/changes/']")["href"])
        page = soup(client, way)
        assert page.select_one("h1").get_text() == row.select_one("a.permalink").get_text()
        assert page.select_one(".citation").get_text().count("版") >= 1
        assert page.select_one(".overline a")["href"].endswith(
            f"view=inline&unchanged=shown&row={row['id']}#{row['id']}"
        )
        assert all(client.get(str(one["href"]).split("#")[0]).status_code == 200 for one in page.select("section a"))


def test_a_change_that_is_not_there_is_a_page_that_says_so(client: TestClient, shelf: Shelf) -> None:
    answer = client.get(f"{law(shelf)}/changes/0123456789abcdef")
    assert answer.status_code == 404
    assert "0123456789abcdef" in answer.text


def test_papers_are_offered_as_the_page_is_asked_for(client: TestClient, shelf: Shelf) -> None:
    page = soup(client, law(shelf), label="added", word="施行")
    ways = [html.unescape(str(one["href"])) for one in page.select(".papers a[download]")]
    stem = f"/api/v1{law(shelf)}/papers/"
    assert [way.removeprefix(stem).partition("?")[0] for way in ways] == list(Paper)
    assert {way.partition("?")[2] for way in ways} == {"word=%E6%96%BD%E8%A1%8C&label=added"}


def test_keys_are_told_on_the_page_itself(client: TestClient, shelf: Shelf) -> None:
    page = soup(client, law(shelf, 0, 1))
    told = {one.get_text() for one in page.select("details.keys kbd")}
    assert {"n", "p", "[", "]", "s", "u", "e", "?"} <= told
    pressed = {str(one["data-key"]) for one in page.select("[data-key]")}
    assert {"s", "u", "e", "]", "?"} <= pressed <= told


OLD, NEW = statute(ARTICLES), statute(AMENDED)


def given(page: Tag) -> dict[str, str]:
    """What the page's form sends again when no button adds to it."""
    form = page.select_one("form.question")
    fields = {str(one["name"]): str(one["value"]) for one in form.select("input[type=hidden]")}
    return fields | {"word": str(form.select_one("input[name=word]")["value"])}


def handed(client: TestClient, fields: dict, **files: tuple) -> BeautifulSoup:
    answer = client.post("/compare", data=fields, files=files or None)
    assert answer.status_code == 200, answer.text
    assert answer.headers["cache-control"] == "no-store"
    return BeautifulSoup(answer.text, "lxml")


@pytest.mark.parametrize("name", ["old.txt", "old.md"])
def test_texts_that_are_sent_again_make_the_same_comparison(client: TestClient, name: str) -> None:
    marked = f"# 示例市数据条例\n\n{OLD.partition(chr(10))[2]}" if name.endswith("md") else OLD
    page = handed(client, {}, old_file=(name, marked.encode()), new_file=("新.txt", NEW.encode()))
    again = handed(client, {one: value.replace("\n", "\r\n") for one, value in given(page).items()})
    for selector in ("#sheet", ".heads", ".counts"):
        assert str(again.select_one(selector)) == str(page.select_one(selector))
    assert name in again.select_one(".heads").get_text()
    assert given(again) == given(page)


@pytest.mark.parametrize(("side", "named"), [("old", "修改前"), ("new", "修改后")])
def test_a_side_with_a_file_and_a_pasted_text_is_refused_by_name_and_the_text_kept(
    client: TestClient, side: str, named: str
) -> None:
    files = {f"{side}_file": ("a.txt", OLD.encode())}
    answer = client.post("/compare", data={"old_text": OLD, "new_text": NEW}, files=files)
    assert answer.status_code == 400
    page = BeautifulSoup(answer.text, "lxml")
    assert f"“{named}”一侧既选了文件，又粘贴了文字" in page.select_one(".problem").get_text()
    kept = page.select_one(f"textarea[name={side}_text]").get_text().replace("\r\n", "\n")
    assert kept.strip() == {"old": OLD, "new": NEW}[side]
    empty = client.post("/compare", data={"old_text": OLD, "new_text": NEW} | {f"{side}_text": " "})
    assert f"“{named}”一侧没有内容" in empty.text


def test_pasted_texts_are_called_by_their_titles_and_otherwise_pasted(client: TestClient) -> None:
    loose = "第一条　为了规范数据处理活动，保障数据安全，制定本条例。\n第二条　本条例自公布之日起施行。"
    pages = [handed(client, {"old_text": OLD, "new_text": loose})]
    pages.append(handed(client, given(pages[0])))
    for page in pages:
        heads = [head.get_text(strip=True) for head in page.select(".heads h2")]
        assert [head.startswith(name) for head, name in zip(heads, ("示例市数据条例", "粘贴文本"), strict=True)] == [
            True,
            True,
        ]
        assert "old.txt" not in str(page)
        assert "new.txt" not in str(page)
        assert "pasted.txt" not in str(page)
    paper = client.post("/compare", data=given(pages[0]) | {"paper": "table.md"})
    assert "粘贴文本" in paper.text
    assert ".txt" not in paper.text
    assert quote("粘贴文本") in paper.headers["content-disposition"]
    english = client.post("/compare?lang=en", data={"old_text": OLD, "new_text": loose})
    client.cookies.clear()
    assert "Pasted text" in english.text


def test_what_is_not_stored_can_be_filtered_and_turned_all_the_same(client: TestClient) -> None:
    page = handed(client, {"old_text": OLD, "new_text": NEW})
    fields = given(page)
    assert places(handed(client, fields | {"label": "added"})) == ["第七条"]
    assert places(handed(client, fields | {"word": "五年"})) == ["第四条"]
    only = handed(client, fields | {"only": "wording", "label": "modified"})
    assert places(only) == ["第四条"]
    assert only.select_one("[data-key=e]")["aria-pressed"] == "true"
    assert places(handed(client, fields | {"class": "editorial", "clear": "all"})) == ["第四条", "第七条"]
    inline = handed(client, fields | {"view": "inline"})
    assert inline.select_one(".view-inline")
    assert given(inline)["view"] == "inline"
    assert "仅见于" in handed(client, fields | {"across": "true"}).select_one("#sheet").get_text()


def test_papers_come_back_without_anything_being_stored(client: TestClient, shelf: Shelf) -> None:
    before = client.get("/api/v1/documents").json()
    page = handed(client, {"old_text": OLD, "new_text": NEW})
    names = [str(one["value"]) for one in page.select("button[name=paper]")]
    assert names == list(Paper)
    for name in names:
        answer = client.post("/compare", data=given(page) | {"paper": name})
        assert answer.status_code == 200, answer.text
        assert answer.headers["content-disposition"].startswith("attachment")
        assert not answer.headers["content-type"].startswith("text/html")
        assert answer.headers["cache-control"] == "no-store"
        assert len(answer.content) > 100
    assert client.get("/api/v1/documents").json() == before


def test_the_table_is_downloaded_from_the_form_at_once(client: TestClient) -> None:
    button = soup(client, "/compare").select_one("form.given button[name=paper]")
    answer = client.post("/compare", data={"old_text": OLD, "new_text": NEW, "paper": str(button["value"])})
    assert answer.content.startswith(b"PK")


@pytest.mark.parametrize(
    ("fields", "status"),
    [({"paper": "table.exe"}, 400), ({"label": "gone"}, 400), ({"across": "maybe"}, 400), ({"old_policy": " "}, 400)],
)
def test_what_the_form_cannot_mean_comes_back_with_its_reason(client: TestClient, fields: dict, status: int) -> None:
    answer = client.post("/compare", data={"old_text": OLD, "new_text": NEW} | fields)
    assert answer.status_code == status
    assert BeautifulSoup(answer.text, "lxml").select_one("[role=alert]").get_text()
