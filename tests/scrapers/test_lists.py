"""List pages of the content management systems that official sites use: entries, dates, states, the next page."""

import json
from datetime import date

import pytest

from scrapers.lists import read_list
from scrapers.pages import ListPage, Selectors

SITE = "https://www.shazhou.example/zwgk/index.html"
NAVIGATION = """<div class="nav"><ul><li><a href="/">首页</a></li><li><a href="/zwgk/">政务公开</a></li>
<li><a href="/bsfw/">网上办事服务大厅</a></li></ul></div>"""
SIDE = """<div class="side"><h3>热点推荐</h3><ul><li><a href="/xw/t20260101_1.html">市领导调研夜间经济</a></li>
<li><a href="/xw/t20260102_2.html">市领导看望慰问群众</a></li></ul></div>"""


def in_page(rows: str, after: str = "") -> str:
    return f"<html><head><title>规范性文件</title></head><body>{NAVIGATION}{SIDE}{rows}{after}<footer><a href='/about.html'>关于我们的网站声明</a></footer></body></html>"


def titles(page: ListPage) -> list[str]:
    return [entry.title for entry in page.entries]


TRS = in_page(
    """<ul class="list"><li><a href="./202403/t20240305_4001.html" title="沙洲市商务局关于印发《沙洲市夜间经济促进办法》的通知">沙洲市商务局关于印发《沙洲市夜间…</a><span>2024-03-05</span></li>
<li><a href="./202402/t20240201_3990.html">沙洲市商务局关于废止部分文件的决定</a><span>[2024-02-01]</span></li></ul>""",
    '<script>function createPageHTML(a,b,c,d){}</script><script>createPageHTML(7, 0, "index", "html");</script>',
)


def test_a_cut_link_text_gives_way_to_the_title_attribute() -> None:
    page = read_list(TRS, url=SITE)
    assert titles(page) == [
        "沙洲市商务局关于印发《沙洲市夜间经济促进办法》的通知",
        "沙洲市商务局关于废止部分文件的决定",
    ]
    assert page.entries[0].url == "https://www.shazhou.example/zwgk/202403/t20240305_4001.html"
    assert [entry.published_on for entry in page.entries] == [date(2024, 3, 5), date(2024, 2, 1)]


def test_navigation_side_columns_and_footers_are_no_entries() -> None:
    assert all("/20240" in entry.url for entry in read_list(TRS, url=SITE).entries)


def test_trs_pages_count_from_zero() -> None:
    assert read_list(TRS, url=SITE).next_url == "https://www.shazhou.example/zwgk/index_1.html"
    second = TRS.replace("createPageHTML(7, 0,", "createPageHTML(7, 1,")
    assert read_list(second, url=SITE.replace("index", "index_1")).next_url.endswith("/zwgk/index_2.html")  # type: ignore[union-attr]
    last = TRS.replace("createPageHTML(7, 0,", "createPageHTML(7, 6,")
    assert read_list(last, url=SITE).next_url is None


UCAP_ROWS = "".join(
    f'<li><a target="_blank" href="/jyt/c11/20250{n}/1{n}.shtml" title="关于组织开展第{n}批课程评审工作的通知">关于组织开展第{n}批课程评审工作的通知</a><b>2025-0{n}-17</b></li>'
    for n in range(1, 6)
)
UCAP_CALL = "<script>createPageHTML('page_div',10, 1,'zwgklist','shtml',200);</script>"


@pytest.mark.parametrize("commented", [False, True])
def test_ucap_pages_count_from_one_and_may_stand_in_a_comment(commented: bool) -> None:
    rows = f"<ul>{UCAP_ROWS}</ul>{UCAP_CALL}"
    page = read_list(in_page(f"<!--{rows}-->" if commented else rows), url="https://jyt.example/jyt/c11/zwgklist.shtml")
    assert len(page.entries) == 5
    assert page.entries[0].published_on == date(2025, 1, 17)
    assert page.next_url == "https://jyt.example/jyt/c11/zwgklist_2.shtml"


def test_the_states_of_consultations_are_split_off_wherever_they_stand() -> None:
    rows = """<div id="l"><li><a href="/a/1.html" title="【进行中】关于《售电办法（征求意见稿）》的公告">【进行中】关于《售电办法（征求意见稿）》的公告</a><span>2026/09/04</span></li>
<li><a href="/a/2.html">关于《电网办法》（征求意见稿）的公告[已结束]</a><span>2026/07/30</span></li>
<li><a href="/a/3.html"><span class="statusX">[进行中]</span> - 关于《公路法（征求意见稿）》的通知<span class="news-date">2026-09-07</span></a></li>
<li><a href="/a/4.html"><span class="statusX"></span> - 关于《后评价办法（征求意见稿）》的反馈</a><span>2026年4月1日</span></li>
<li><a href="/a/5.html">关于《认证通知（征求意见稿）》的公告</a><div class="t">2026-09-01至2026-10-01</div><div class="s">(进行中)</div></li></div>"""
    entries = read_list(in_page(rows), url=SITE).entries
    assert [(entry.title, entry.state, str(entry.published_on)) for entry in entries] == [
        ("关于《售电办法（征求意见稿）》的公告", "进行中", "2026-09-04"),
        ("关于《电网办法》（征求意见稿）的公告", "已结束", "2026-07-30"),
        ("关于《公路法（征求意见稿）》的通知", "进行中", "2026-09-07"),
        ("关于《后评价办法（征求意见稿）》的反馈", None, "2026-04-01"),
        ("关于《认证通知（征求意见稿）》的公告", "进行中", "2026-09-01"),
    ]


def test_a_deadline_is_no_date_of_publication() -> None:
    rows = """<ul><li><a href="/a/1.html">关于《绿化条例（征求意见稿）》的公告</a><p>截止日期：2026-10-01</p></li>
<li><a href="/a/2.html">关于《燃气条例（征求意见稿）》的公告</a><p><em>截止日期：</em><i>2026-11-01</i></p></li></ul>"""
    assert [entry.published_on for entry in read_list(in_page(rows), url=SITE).entries] == [None, None]


def test_line_breaks_inside_a_title_attribute_are_not_part_of_the_title() -> None:
    rows = '<ul><li><a href="/a/1.html" title="关于出口\n转内销产品\n认证的通知">关于出口转内销…</a><span>2026-09-01</span></li></ul>'
    assert titles(read_list(in_page(rows), url=SITE)) == ["关于出口转内销产品认证的通知"]


def test_hanweb_records_are_read_and_their_next_window_follows() -> None:
    rows = "".join(
        f'<record><![CDATA[<li><a href="/art/2023/10/{n}/art_12_{n}.html" title="沙洲县关于第{n}号文件的通知">沙洲县关于第{n}号文件的通知</a><span>2023-10-{n}</span></li>]]></record>'
        for n in range(10, 13)
    )
    answer = f"<datastore><nextgroup></nextgroup><totalrecord>7</totalrecord><recordset>{rows}</recordset></datastore>"
    url = "https://www.shazhou.example/module/web/jpage/dataproxy.jsp?startrecord=1&endrecord=3&perpage=3"
    page = read_list(answer, url=url)
    assert [entry.published_on.day for entry in page.entries if entry.published_on] == [10, 11, 12]
    assert page.shape == "hanweb"
    assert (
        page.next_url
        == "https://www.shazhou.example/module/web/jpage/dataproxy.jsp?startrecord=4&endrecord=6&perpage=3"
    )
    last = read_list(answer, url=url.replace("=1&endrecord=3", "=7&endrecord=9"))
    assert last.next_url is None


def test_hanweb_next_group_wins_when_it_is_given() -> None:
    answer = """<datastore><nextgroup><![CDATA[<a href="/module/web/jpage/dataproxy.jsp?page=1&amp;appid=1"></a>]]></nextgroup>
<recordset><record><![CDATA[<a href="/art/2023/1/1/art_1_1.html">沙洲县人民政府关于防汛的通知</a>]]></record></recordset></datastore>"""
    page = read_list(answer, url="https://www.shazhou.example/col/col12/index.html")
    assert page.next_url == "https://www.shazhou.example/module/web/jpage/dataproxy.jsp?page=1&appid=1"
    assert titles(page) == ["沙洲县人民政府关于防汛的通知"]


def test_a_fragment_inside_a_json_answer_is_read() -> None:
    fragment = (
        '<ul><li><a href="/hd/art/2026/art_7690dba6.html">市场监管总局关于某办法的通知</a><i>2026-01-02</i></li></ul>'
    )
    answer = json.dumps({"code": "200", "data": {"html": fragment}})
    assert titles(read_list(answer, url=SITE)) == ["市场监管总局关于某办法的通知"]


def test_a_next_page_link_is_followed_by_its_words_and_scripts_are_not() -> None:
    rows = "<ul><li><a href='/c/post_1.html'>沙洲市关于调整标准的公告</a><span>2022-01-07</span></li></ul>"
    pager = "<div><a href='index.html'>上一页</a><a href='index_3.html'>下一页</a></div>"
    assert read_list(in_page(rows, pager), url=SITE).next_url == "https://www.shazhou.example/zwgk/index_3.html"
    scripted = "<div><a href='javascript:__doPostBack(1)'>下一页</a></div>"
    assert read_list(in_page(rows, scripted), url=SITE).next_url is None
    itself = f"<div><a href='{SITE}'>下一页</a></div>"
    assert read_list(in_page(rows, itself), url=SITE).next_url is None


def test_declared_selectors_decide_alone() -> None:
    rows = """<div class="row"><b class="d">2020-02-02</b><p>2019-01-01</p><a class="x" href="/1">别的链接但是标题很长很长</a><a class="t" href="/2">短题</a></div>"""
    selectors = Selectors(list_item="div.row", link="a.t", date=".d")
    (entry,) = read_list(in_page(rows), url=SITE, selectors=selectors).entries
    assert (entry.title, entry.url, entry.published_on) == ("短题", "https://www.shazhou.example/2", date(2020, 2, 2))


def test_table_rows_and_lists_split_every_five_entries_are_one_list() -> None:
    table = "".join(
        f"<tr><td><a href='/z/t2020080{n}_{n}.html'>沙洲市教育局关于第{n}项工作的通知</a></td><td>0000{n}</td><td>2020-08-0{n}</td></tr>"
        for n in range(1, 5)
    )
    assert (
        len(
            read_list(
                in_page(f"<table><tr><th>名称</th><th>索引号</th><th>日期</th></tr>{table}</table>"), url=SITE
            ).entries
        )
        == 4
    )
    split = "".join(
        f"<ul>{''.join(f'<li><a href=/z/{m}{n}.html>沙洲市教育局关于第{m}{n}项工作的通知</a><span>2020-08-0{n}</span></li>' for n in range(1, 6))}</ul>"
        for m in range(1, 4)
    )
    assert len(read_list(in_page(f"<div>{split}</div>"), url=SITE).entries) == 15


def test_the_base_element_moves_relative_links() -> None:
    html = "<html><head><base href='/jx/'></head><body><ul><li><a href='art/2026/a.html'>江西省某厅关于某事的通知</a> 2026-01-02</li></ul></body></html>"
    (entry,) = read_list(html, url="https://sthjt.example/x/y.html").entries
    assert entry.url == "https://sthjt.example/jx/art/2026/a.html"


@pytest.mark.parametrize("html", ["", "<html></html>", "{}", '{"data": 5}', "[1, 2]", NAVIGATION])
def test_a_page_without_entries_gives_an_empty_list(html: str) -> None:
    page = read_list(html, url=SITE)
    assert page.entries == ()
    assert page.next_url is None


def test_days_that_do_not_exist_are_no_dates() -> None:
    rows = "<ul><li><a href='/c/post_1.html'>沙洲市关于调整最低生活保障标准的公告</a><span>2022-02-31</span></li></ul>"
    assert read_list(in_page(rows), url=SITE).entries[0].published_on is None
