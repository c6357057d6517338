"""The page of a clause's history as a reader without JavaScript gets it."""

import re
from collections.abc import Iterator
from datetime import date
from typing import Any

import pytest
from bs4 import BeautifulSoup
from litestar.testing import TestClient
from support.browser import open_browser, open_page
from support.shelf import Shelf, filled_shelf, served, statute

from service.app import create_app
from service.tracking import track_file

HOSTILE = (
    "<script>alert(1)</script><img src=x onerror=alert(2)>处理者应当建立数据安全管理制度。",
    "处理者\u202e不得\u202c拒绝\u200b合理的共享需求，{{ 7*7 }}，支持支持技术创新，健全协调机制。",
)


@pytest.fixture(scope="module")
def shelf(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Shelf]:
    with filled_shelf(tmp_path_factory.mktemp("shelf")) as filled:
        yield filled


@pytest.fixture(scope="module")
def client(shelf: Shelf) -> Iterator[TestClient[Any]]:
    with shelf.client() as opened:
        opened.headers["Accept"] = "text/html"
        yield opened


def soup(client: TestClient[Any], path: str, **query: str) -> BeautifulSoup:
    answer = client.get(path, params=query or None)
    assert answer.status_code == 200, answer.text
    return BeautifulSoup(answer.text, "lxml")


def text_of(page: BeautifulSoup) -> str:
    return re.sub(r"\s+", " ", page.get_text(" "))


def address(version: str, clause: str) -> str:
    return f"/versions/{version}/clauses/{clause}/history"


def track(shelf: Shelf, name: str, text: str, day: date | None) -> str:
    tracked = track_file(shelf.house, name, text.encode(), dated_on=day)
    assert tracked.version
    return tracked.version


@pytest.fixture(scope="module")
def hostile(shelf: Shelf) -> str:
    for number, day in ((1, date(2022, 1, 1)), (2, date(2023, 1, 1))):
        version = track(shelf, f"h{number}.txt", statute([*HOSTILE], f"恶意<b>{number}</b>市\u202e条例"), day)
    return version


def test_each_clause_of_a_version_leads_to_its_history(client: TestClient[Any], shelf: Shelf) -> None:
    page = soup(client, f"/versions/{shelf.versions[2]}")
    links = page.select("#main .clause .to-history")
    assert len(links) == len(page.select("#main .clause"))
    for link in links:
        assert link["aria-label"]
        assert client.get(str(link["href"])).status_code == 200


def test_a_timeline_says_for_each_text_where_the_clause_stands_and_what_happened(
    client: TestClient[Any], shelf: Shelf
) -> None:
    page = soup(client, address(shelf.versions[2], "第四条"))
    entries = page.select("ol.stations > li")
    assert [entry.select_one("time")["datetime"] for entry in entries] == ["2020-05-01", "2024-03-01", "2025-11-01"]  # type: ignore[index]
    assert "未变" in text_of(entries[1])
    assert "修改" in text_of(entries[2])
    assert entries[2].select_one("del") is not None
    assert "在已收录的最早文本中即有此条" in text_of(page)
    assert "在已收录文本中最早见于" in text_of(page)


def test_the_difference_is_shown_in_one_run_or_in_two_columns_as_the_address_says(
    client: TestClient[Any], shelf: Shelf
) -> None:
    path = address(shelf.versions[2], "第四条")
    assert soup(client, path).select(".turn-sides") == []
    columns = soup(client, path, view="columns").select_one(".turn-sides")
    assert columns is not None
    sides = columns.select(".side")
    assert [len(side.select("del")) > 0 for side in sides] == [True, False]
    assert client.get(path, params={"view": "sideways"}).status_code == 400


def test_what_came_later_says_since_when_and_what_came_near_before(client: TestClient[Any], shelf: Shelf) -> None:
    page = text_of(soup(client, address(shelf.versions[2], "第七条")))
    assert "自此文本起有此条" in page
    assert page.count("未见") == 2


def test_a_single_version_is_told_kindly_and_a_text_without_date_is_ranked_nowhere(
    client: TestClient[Any], shelf: Shelf
) -> None:
    version = track(
        shelf, "alone.txt", statute(["独有的条文只在此处，其余文本均无同样文字可以比较。"], "孤本市条例"), None
    )
    page = text_of(soup(client, address(version, "第一条")))
    assert "只收录了这一份文本" in page
    assert "都没有印日期" in page


def test_where_another_place_wrote_otherwise_nothing_was_deleted_or_added(
    client: TestClient[Any], shelf: Shelf
) -> None:
    words = "鼓励各类企业建立首席数据官制度，推动数据要素在{}范围内有序流通和高效利用，培育数据产业。"
    track(shelf, "a.txt", statute([words.format("全市")], "沈阳市数据流通办法"), date(2021, 3, 1))
    there = statute([words.format("本市行政区域")], "成都市数据流通办法")
    page = soup(client, address(track(shelf, "b.txt", there, date(2023, 3, 1)), "第一条"))
    assert page.select("ol.echoes ins, ol.echoes del") == []
    spoken = [one.get_text() for one in page.select("ol.echoes mark .visually-hidden")]
    assert {"仅见于沈阳市：", "仅见于成都市："} <= set(spoken)


def test_hostile_texts_stay_text_and_what_turns_the_line_is_named(
    client: TestClient[Any], shelf: Shelf, hostile: str
) -> None:
    for path in ("第一条", "第二条"):
        answer = client.get(address(hostile, path))
        page = BeautifulSoup(answer.text, "lxml")
        assert page.select("#main script, #main img, #main b b") == []
        main = page.select_one("#main")
        assert main is not None
        assert not re.search("[\u202a-\u202e\u2066-\u2069\u200b]", main.get_text())
    second = soup(client, address(hostile, "第二条"))
    assert "U+202E" in text_of(second)
    assert "49" not in second.select_one("blockquote").get_text()  # type: ignore[union-attr]
    slips = [text_of(slip) for slip in second.select(".slip")]
    assert any("支持支持" in slip and "重复用词" in slip for slip in slips)
    assert any("双向控制字符" in slip for slip in slips)


def test_an_unknown_clause_is_the_404_page(client: TestClient[Any], shelf: Shelf) -> None:
    for version, clause in (
        (shelf.versions[0], "0123456789abcdef"),
        ("ver_0", "第一条"),
        (shelf.versions[0], "%3Cb%3E"),
    ):
        answer = client.get(address(version, clause))
        assert answer.status_code == 404
        assert "text/html" in answer.headers["content-type"]


def test_the_page_speaks_english_too(client: TestClient[Any], shelf: Shelf) -> None:
    page = soup(client, address(shelf.versions[2], "第四条"), lang="en")
    assert "Where it was seen first" in text_of(page)
    client.cookies.clear()


@pytest.mark.chromium
def test_at_every_width_nothing_scrolls_sideways_and_all_links_are_reached_by_key(shelf: Shelf, hostile: str) -> None:
    with served(create_app(shelf.house)) as base, open_browser() as browser:
        for width in (360, 820, 1440):
            with open_page(browser, width=width) as page:
                for version, path in ((shelf.versions[2], "第四条?view=columns"), (hostile, "第二条")):
                    clause, _, query = path.partition("?")
                    page.goto(f"{base}{address(version, clause)}?{query}")
                    wide = "document.documentElement.scrollWidth - document.documentElement.clientWidth"
                    assert page.evaluate(wide) <= 0
        with open_page(browser, width=820) as page:
            page.goto(base + address(hostile, "第二条"))
            wanted = page.locator("main a, main summary").count()
            reached = set()
            page.locator("main a").first.focus()
            for _ in range(wanted):
                reached.add(
                    page.evaluate(
                        "[...document.querySelectorAll('main a, main summary')].indexOf(document.activeElement)"
                    )
                )
                page.keyboard.press("Tab")
            assert reached == set(range(wanted))
            page.emulate_media(media="print")
            assert page.locator("ol.stations, .empty").first.is_visible()
