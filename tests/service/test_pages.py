"""The reading pages as a reader without JavaScript gets them."""

import html
import re

import pytest
from bs4 import BeautifulSoup
from litestar.testing import TestClient
from support.houses import ARTICLES
from support.shelf import AMENDED, KEY, MARK, SOURCE, Shelf, filled_shelf, statute

from service.tracking import track_file


@pytest.fixture
def shelf(tmp_path):
    with filled_shelf(tmp_path) as filled:
        yield filled


@pytest.fixture
def client(shelf: Shelf):
    with shelf.client() as opened:
        opened.headers["Accept"] = "text/html"
        yield opened


def soup(client: TestClient, path: str, **query: str) -> BeautifulSoup:
    answer = client.get(path, params=query or None)
    assert answer.status_code == 200, answer.text
    return BeautifulSoup(answer.text, "lxml")


def pages(shelf: Shelf) -> list[str]:
    return [
        "/",
        f"/documents/{shelf.law}",
        f"/documents/{shelf.final}",
        f"/versions/{shelf.versions[1]}",
        f"/comparisons/{shelf.versions[1]}..{shelf.versions[2]}",
        f"/comparisons/{shelf.draft_version}..{shelf.final_version}?view=inline",
        "/compare",
        "/changes",
        "/relations",
        "/sources",
        f"/sources/{SOURCE}",
        "/session",
        "/api/v1/docs",
    ]


def text_of(page: BeautifulSoup) -> str:
    return re.sub(r"\s+", " ", page.get_text(" "))


def test_documents_are_listed_with_what_tells_them_apart(client: TestClient) -> None:
    page = soup(client, "/")
    entries = [text_of(entry) for entry in page.select("ol.documents > li")]
    assert len(entries) == 3
    assert any("示例市数据条例" in entry and "2025-11-01" in entry and "3 个版本" in entry for entry in entries)
    assert any("征求意见稿" in entry for entry in entries)


def test_two_documents_are_chosen_without_a_script(client: TestClient, shelf: Shelf) -> None:
    form = soup(client, "/").select_one("form.choose")
    assert form is not None
    assert form["action"] == "/comparisons"
    assert {one["value"] for one in form.select("input[type=radio][name=old]")} >= {shelf.draft, shelf.final}
    answer = client.get("/comparisons", params={"old": shelf.draft, "new": shelf.final, "across": "true"})
    assert answer.url.path == f"/comparisons/{shelf.draft_version}..{shelf.final_version}"
    assert answer.url.params["across"] == "true"


def test_filters_narrow_the_list_and_stay_filled_in(client: TestClient) -> None:
    page = soup(client, "/", title="数据", stage="")
    assert len(page.select("ol.documents > li")) == 1
    field = page.select_one("input[name=title]")
    assert field is not None
    assert field["value"] == "数据"
    assert "没有符合条件的文件" in text_of(soup(client, "/", title="不存在的标题"))


def test_a_document_shows_its_history_newest_first_each_with_the_way_to_its_changes(
    client: TestClient, shelf: Shelf
) -> None:
    page = soup(client, f"/documents/{shelf.law}")
    dates = [time["datetime"] for time in page.select(".timeline h3 time")]
    assert dates == ["2025-11-01", "2024-03-01", "2020-05-01"]
    ways = [link["href"] for link in page.select(".timeline a[href^='/comparisons/']")]
    oldest, middle, newest = shelf.versions
    assert ways == [f"/comparisons/{middle}..{newest}", f"/comparisons/{oldest}..{middle}"]


def test_the_lineage_shows_the_evidence_and_no_button_to_readers(client: TestClient, shelf: Shelf) -> None:
    page = soup(client, f"/documents/{shelf.final}")
    kin = page.select_one("article.kin")
    assert kin is not None
    assert "待确认" in text_of(kin)
    assert "条文重合" in text_of(kin)
    assert f"/comparisons/{shelf.draft_version}..{shelf.final_version}" in str(kin)
    assert page.select("button") == []


def test_an_operator_confirms_by_the_button_of_the_page(client: TestClient, shelf: Shelf) -> None:
    client.post("/session", data={"key": KEY})
    form = soup(client, f"/documents/{shelf.final}").select_one("form[action$='/confirm']")
    assert form is not None
    fields = {str(field["name"]): str(field["value"]) for field in form.select("input")}
    answer = client.post(str(form["action"]), data=fields)
    assert answer.status_code == 200
    assert "已确认" in answer.text
    assert BeautifulSoup(answer.text, "lxml").select("form[action$='/confirm']") == []


def test_a_comparison_stands_in_two_columns_with_permalinks(client: TestClient, shelf: Shelf) -> None:
    page = soup(client, f"/comparisons/{shelf.versions[1]}..{shelf.versions[2]}")
    changed = page.select("article.row[data-change]")
    assert [row.select_one("h3 a").get_text() for row in changed] == ["第四条", "第七条"]
    assert all(row.select_one("h3 a")["href"].endswith(f"?row={row['id']}#{row['id']}") for row in changed)
    assert changed[0].select_one(".old del").find(string=True, recursive=False) == "三年"
    assert changed[0].select_one(".new ins").find(string=True, recursive=False) == "五年"
    assert changed[1].select_one(".absent").get_text() == "（新增）"
    hidden = [one.get_text() for one in changed[0].select(".old del .visually-hidden")]
    assert hidden == ["删除：", "（删除结束）"]


def test_unchanged_clauses_are_folded_shown_or_left_out(client: TestClient, shelf: Shelf) -> None:
    address = f"/comparisons/{shelf.versions[1]}..{shelf.versions[2]}"
    folded, shown = soup(client, address), soup(client, address, unchanged="shown")
    hidden = soup(client, address, unchanged="hidden")
    assert len(folded.select("details.fold article.row.unchanged")) == len(shown.select("article.row.unchanged"))
    assert shown.select("details.fold") == hidden.select("article.row.unchanged") == []
    assert len(hidden.select("article.row")) == 2


def test_the_head_says_what_is_compared_and_how_much_differs(client: TestClient, shelf: Shelf) -> None:
    page = soup(client, f"/comparisons/{shelf.versions[1]}..{shelf.versions[2]}")
    counts = {one.select_one("dt").get_text(): one.select_one("dd").get_text() for one in page.select(".counts > div")}
    assert (counts["修改"], counts["新增"], counts["删去"]) == ("1", "1", "0")
    heads = [text_of(one) for one in page.select(".heads > section")]
    assert all("示例市数据条例" in one and "原文快照" in one and "北京时间" in one for one in heads)
    observed = page.select_one(".heads time[title]")
    assert observed["datetime"].endswith("Z")
    assert page.select_one("h1").get_text().strip()


def test_inline_shows_one_text_with_both_marks(client: TestClient, shelf: Shelf) -> None:
    page = soup(client, f"/comparisons/{shelf.versions[1]}..{shelf.versions[2]}", view="inline")
    both = page.select_one("article[data-change] .both")
    assert both.select_one("del")
    assert both.select_one("ins")
    assert page.select(".side.old") == []


def test_two_places_are_never_said_to_add_or_remove(client: TestClient, shelf: Shelf) -> None:
    page = soup(client, f"/comparisons/{shelf.versions[1]}..{shelf.versions[2]}", across="true")
    said = text_of(page.select_one("main"))
    assert "仅见于乙" in said
    assert "（甲未见）" in said
    sheet_said = " ".join(text_of(one) for one in page.select(".sheet header, .sheet .absent, .counts"))
    assert "新增" not in sheet_said
    assert "删去" not in sheet_said


def test_a_version_reads_as_its_text_with_an_anchor_for_every_clause(client: TestClient, shelf: Shelf) -> None:
    page = soup(client, f"/versions/{shelf.versions[1]}")
    clauses = page.select("article.policy .clause")
    assert all(clause["id"] and clause.select_one("a.anchor")["href"] == f"#{clause['id']}" for clause in clauses)
    read = page.select_one("article.policy").get_text()
    assert all(article in read for article in ARTICLES)


def test_pasted_texts_are_compared_on_the_same_page(client: TestClient) -> None:
    fields = {"old_text": statute(ARTICLES), "new_text": statute(AMENDED)}
    answer = client.post("/compare", data=fields, files={"old_file": ("", b""), "new_file": ("", b"")})
    page = BeautifulSoup(answer.text, "lxml")
    assert answer.status_code == 200
    assert len(page.select("article.row[data-change]")) == 2
    assert answer.headers["cache-control"] == "no-store"


def test_an_empty_side_comes_back_with_its_reason_and_the_other_text_kept(client: TestClient) -> None:
    answer = client.post("/compare", data={"old_text": "第一条　甲", "new_text": "  "})
    assert answer.status_code == 400
    page = BeautifulSoup(answer.text, "lxml")
    assert page.select_one("[role=alert]").get_text()
    assert page.select_one("textarea[name=old_text]").get_text() == "第一条　甲"


def test_demonstration_texts_are_marked_wherever_they_are_shown(client: TestClient, shelf: Shelf) -> None:
    shown = (
        "/",
        f"/documents/{shelf.final}",
        f"/documents/{shelf.draft}",
        f"/versions/{shelf.final_version}",
        f"/comparisons/{shelf.draft_version}..{shelf.final_version}",
        "/relations",
        "/changes",
    )
    for path in shown:
        for language in ("zh", "en"):
            assert MARK in text_of(soup(client, path, lang=language).select_one("main")), path
    assert MARK not in text_of(soup(client, f"/documents/{shelf.law}"))


def test_sources_tell_their_health_and_runs_their_reasons(client: TestClient) -> None:
    assert "被拒绝访问" in text_of(soup(client, "/sources"))
    page = soup(client, f"/sources/{SOURCE}")
    assert next(text_of(one) for one in page.select(".runs code")) == "list_challenge"
    assert len(page.select(".runs > li")) == 2


def test_the_log_leads_to_what_it_is_about(client: TestClient, shelf: Shelf) -> None:
    lines = soup(client, "/changes").select("ol.log > li")
    assert "可能是" in text_of(lines[0])
    assert f"/documents/{shelf.final}" in str(lines[0])
    numbers = [int(re.search(r"№ (\d+)", text_of(line)).group(1)) for line in lines]
    assert numbers == sorted(numbers, reverse=True)


def test_english_is_chosen_once_and_remembered(client: TestClient, shelf: Shelf) -> None:
    assert soup(client, "/").html["lang"] == "zh-Hans"
    switch = soup(client, f"/documents/{shelf.law}").select_one("a.language")
    assert soup(client, str(switch["href"])).html["lang"] == "en"
    page = soup(client, f"/comparisons/{shelf.versions[1]}..{shelf.versions[2]}")
    assert page.html["lang"] == "en"
    assert "modified" in text_of(page)
    assert soup(client, "/", lang="zh").html["lang"] == "zh-Hans"


def test_the_language_switch_keeps_the_rest_of_the_address(client: TestClient, shelf: Shelf) -> None:
    page = soup(client, f"/comparisons/{shelf.versions[1]}..{shelf.versions[2]}", view="inline", unchanged="shown")
    address = html.unescape(str(page.select_one("a.language")["href"]))
    assert "view=inline" in address
    assert "unchanged=shown" in address
    assert address.endswith("lang=en")


@pytest.mark.parametrize("query", [{"view": "sideways"}, {"unchanged": "some"}, {"across": "maybe"}])
def test_a_wrong_switch_is_a_page_that_says_so(client: TestClient, shelf: Shelf, query: dict) -> None:
    answer = client.get(f"/comparisons/{shelf.versions[1]}..{shelf.versions[2]}", params=query)
    assert answer.status_code == 400
    assert answer.headers["content-type"].startswith("text/html")
    assert next(iter(query)) in answer.text


HOSTILE = (
    "<script>alert(1)</script>",
    '"><img src=x onerror=alert(1)>',
    "<svg/onload=alert(1)>",
    "</textarea><script>alert(1)</script>",
    "javascript:alert(1)",
    "{{ 7 * 7 }}{% raw %}",
    "\u202e\u2066abc\u200b",
    "&lt;b&gt;<a href=javascript:alert(1)>x</a>",
)


def test_hostile_text_is_shown_and_never_obeyed(client: TestClient, shelf: Shelf) -> None:
    title = "示例市" + "".join(HOSTILE) + "条例"
    texts = [statute([*ARTICLES, one], title=title) for one in ("".join(HOSTILE), "".join(reversed(HOSTILE)))]
    made = [track_file(shelf.house, "hostile.txt", text.encode()) for text in texts]
    paths = [f"/documents/{made[0].document}", f"/versions/{made[0].version}", "/", "/changes"]
    paths += [f"/comparisons/{made[0].version}..{made[1].version}"]
    for path in paths:
        check_harmless(client.get(path).text)
    for name in HOSTILE:
        check_harmless(client.get("/", params={"title": name}).text)
        check_harmless(client.get(f"/documents/{name.replace('/', '')}").text)
        check_harmless(client.post("/compare", data={"old_text": name, "new_text": ""}).text)
        check_harmless(client.post("/compare", data={"old_text": name, "new_text": statute(ARTICLES) + name}).text)


def check_harmless(text: str) -> None:
    page = BeautifulSoup(text, "lxml")
    assert [one.get("src") for one in page.select("script")] == ["/static/clausewatch.js"]
    assert page.select("svg, iframe, object, embed, style, base") == []
    assert all(one["src"].startswith("/static/") for one in page.select("img"))
    for element in page.find_all(True):
        assert not [name for name in element.attrs if name.startswith("on") or name == "style"]
        assert not str(element.get("href", "")).lower().startswith(("javascript:", "data:"))
    assert "49" not in (page.title.get_text() if page.title else "")


def test_every_page_is_one_document_with_one_heading_and_a_way_past_the_frame(client: TestClient, shelf: Shelf) -> None:
    for path in pages(shelf):
        page = soup(client, path)
        assert len(page.select("h1")) == 1, path
        assert page.select_one("a.skip")["href"] == "#main"
        assert page.select_one("main#main")
        assert page.title.get_text().strip()
        ids = [one["id"] for one in page.select("[id]")]
        assert len(set(ids)) == len(ids), path


def test_every_link_within_the_house_leads_somewhere(client: TestClient, shelf: Shelf) -> None:
    links = {html.unescape(str(link["href"])) for path in pages(shelf) for link in soup(client, path).select("a[href]")}
    inside = {link.split("#")[0] for link in links if link.startswith("/")} - {""}
    assert len(inside) > 20
    for link in inside:
        assert client.get(link).status_code == 200, link


def test_two_texts_of_different_places_are_compared_across_unless_told_otherwise(
    shelf: Shelf, client: TestClient
) -> None:
    def leads(old: str, new: str, **more: str) -> str:
        params = {"old": old, "new": new, **more}
        return client.get("/comparisons", params=params, follow_redirects=False).headers["location"]

    cities = [
        track_file(shelf.house, f"{place}.txt", statute(ARTICLES, f"{place}数据条例").encode()).version or ""
        for place in ("沈阳市", "成都市")
    ]
    assert leads(*cities).endswith("?across=true")
    assert "across" not in leads(*cities, across="false")
    assert "across" not in leads(*shelf.versions[:2])
