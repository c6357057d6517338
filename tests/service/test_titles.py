"""The title of a text goes by what it is: a law, an opinion or a measure is no 方案, though its address says so."""

import pytest
from support.compared import sheet_of
from support.houses import ARTICLES
from support.shelf import AMENDED, Shelf, statute

from service.papers.kinds import Paper
from service.papers.writing import write_paper
from service.sheets.places import said_place, shown_place
from service.texts import Language


@pytest.mark.parametrize(
    ("path", "shown"),
    [
        ("方案/标题", "标题"),
        ("方案/稿别", "稿别"),
        ("附件2/方案/标题", "附件2/标题"),
        ("方案/标题#1", "标题#1"),
        ("通知/标题", "通知/标题"),
        ("一/（一）", "一/（一）"),
        ("实施方案/标题", "实施方案/标题"),
        ("方案/标题统一", "方案/标题统一"),
    ],
)
def test_a_title_is_shown_without_a_word_for_its_text(path: str, shown: str) -> None:
    assert shown_place(path) == shown
    assert said_place(path) == shown


def test_no_page_of_a_law_calls_it_a_plan(shelf: Shelf) -> None:
    pair = f"/comparisons/{shelf.versions[0]}..{shelf.versions[1]}"
    with shelf.client() as client:
        client.headers["Accept"] = "text/html"
        sheet = client.get(f"{pair}?unchanged=shown").text
        row = sheet.split('<article class="row')[1].partition(' id="')[2].partition('"')[0]
        whole = client.get(f"/versions/{shelf.versions[0]}").text
        history = whole.partition('class="to-history" href="')[2].partition('"')[0]
        pages = [
            sheet,
            client.get(pair).text,
            client.get(f"{pair}/changes/{row}").text,
            whole,
            client.get(history).text,
            client.get("/search?q=数据条例").text,
        ]
    assert [at for at, page in enumerate(pages) if "方案/标题" in page] == []
    assert ">标题</a>" in sheet
    assert "标题" in pages[4]


def test_no_paper_of_a_law_calls_it_a_plan() -> None:
    titles = "示例市数据条例", "示例市数据管理条例"
    sheet = sheet_of(statute(ARTICLES, titles[0]), statute(AMENDED, titles[1]), [("unchanged", "shown")])
    markdown = write_paper(Paper.TABLE_MD, sheet, Language.ZH).body.decode()
    assert "方案" not in markdown
