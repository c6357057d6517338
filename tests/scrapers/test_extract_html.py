"""HTML to policy text: paragraphs, bold, lists, tables, what is dropped, what is refused."""

import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from scrapers.extract import extract
from scrapers.extract.html import extract_html
from scrapers.extract.markup import MAX_DEPTH, MAX_TAGS
from scrapers.pages import Extracted, ExtractError, ExtractFailure, Selectors

URL = "https://www.shazhou.example/zwgk/t20240101_1.html"


def html_of(inner: str, head: str = "") -> Extracted:
    return extract_html(f"<html><head>{head}</head><body><div class='TRS_Editor'>{inner}</div></body></html>", url=URL)


def lines(inner: str) -> list[str]:
    return html_of(inner).text.split("\n")


@pytest.mark.parametrize(
    ("inner", "expected"),
    [
        ("<p>甲</p><p>乙</p>", ["甲", "乙"]),
        ("甲<br>乙<br/><br>丙", ["甲", "乙", "丙"]),
        ("<div>甲<div>乙</div>丙</div>", ["甲", "乙", "丙"]),
        ("<p>\u3000\u3000甲\u3000乙\xa0</p>", ["甲\u3000乙"]),
        ("<p>全面\n   贯彻 a\n b</p>", ["全面贯彻 a b"]),
        ("<p>①㎡（一）　ＡＢ</p>", ["①㎡（一）　ＡＢ"]),
        ("<pre>第一条 甲\n第二条 乙</pre>", ["第一条 甲", "第二条 乙"]),
        ("<p>甲\u2028乙</p>", ["甲", "乙"]),
        ("<p>甲<!-- 注 -->乙<script>x()</script>丙<style>p{}</style></p>", ["甲乙丙"]),
        ("<ol><li>甲</li><li>乙</li></ol>", ["1.甲", "2.乙"]),
        ("<ol start=3><li>甲</li><li value=7>乙</li><li>丙</li></ol>", ["3.甲", "7.乙", "8.丙"]),
        ("<ol type=a><li>甲</li></ol><ol type=I><li>乙</li></ol>", ["a.甲", "I.乙"]),
        ("<ol style='list-style-type:cjk-ideographic'><li>甲</li></ol>", ["一、甲"]),
        ("<ol><li>1.甲</li><li>（二）乙</li></ol>", ["1.甲", "（二）乙"]),
        ("<ol style='list-style: none'><li>甲</li></ol>", ["甲"]),
        ("<ul><li>甲<ul><li>乙</li></ul></li></ul>", ["甲", "乙"]),
        ("<dl><dt>甲</dt><dd>乙</dd></dl>", ["甲", "乙"]),
        ("<p>\u200b\ufeff</p><p>甲</p>", ["甲"]),
    ],
)
def test_a_paragraph_is_a_line(inner: str, expected: list[str]) -> None:
    assert lines(inner) == expected


@pytest.mark.parametrize(
    ("inner", "expected"),
    [
        ("<p><b>甲</b><strong>乙</strong>丙</p>", "**甲乙**丙"),
        ("<p><b>甲<i><b>乙</b></i></b></p>", "**甲乙**"),
        ("<p><b>　　甲 </b>乙</p>", "**甲** 乙"),
        ("<p><b> </b>甲<b></b></p>", "甲"),
        ("<p><b>甲<br>乙</b></p>", "**甲**\n**乙**"),
        ("<div style='font-weight:bold'><p>甲</p><p>乙</p></div>", "**甲**\n**乙**"),
        ("<p><span style='FONT-WEIGHT: bold'>甲</span>乙</p>", "**甲**乙"),
        ("<p><b>甲<span style='font-weight:normal'>乙</span></b></p>", "**甲**乙"),
        ("<p><span style='font-weight:600'>甲</span><span style='font-weight:400'>乙</span></p>", "**甲**乙"),
        ("<h3>甲</h3>", "**甲**"),
        ("<p><b>甲</b> <b>乙</b></p>", "**甲 乙**"),
    ],
)
def test_bold_is_marked_once_around_what_is_visible(inner: str, expected: str) -> None:
    assert html_of(inner).text == expected


@pytest.mark.parametrize(
    ("table", "expected"),
    [
        ("<tr><td>a</td><td>b</td></tr><tr><td>c</td><td></td></tr>", ["a\tb", "c\t"]),
        ("<tr><td rowspan=2>a</td><td>b</td></tr><tr><td>c</td></tr>", ["a\tb", "\tc"]),
        ("<tr><td colspan=2>a</td><td>b</td></tr><tr><td>c</td><td>d</td><td>e</td></tr>", ["a\t\tb", "c\td\te"]),
        (
            "<tr><td rowspan=3 colspan=2>a</td><td>b</td></tr><tr><td>c</td></tr><tr><td>d</td></tr>",
            ["a\t\tb", "\t\tc", "\t\td"],
        ),
        ("<tr><td rowspan=0>a</td><td>b</td></tr><tr><td>c</td></tr>", ["a\tb", "\tc"]),
        ("<tr><td colspan=abc>a</td><td>b</td></tr><tr><td>c</td><td>d</td></tr>", ["a\tb", "c\td"]),
        ("<tr><td><p>a</p><p>b</p></td><td>c<br>d</td></tr><tr><td>e</td><td>f</td></tr>", ["a ⏎ b\tc ⏎ d", "e\tf"]),
        (
            "<caption>表1</caption><tr><th>a</th><th>b</th></tr><tr><td>c</td><td><b>d</b></td></tr>",
            ["表1", "a\tb", "c\t**d**"],
        ),
        ("<tr><td>a</td><td>b</td></tr><tr><td></td><td></td></tr><tr><td>c</td><td>d</td></tr>", ["a\tb", "c\td"]),
    ],
)
def test_a_table_row_is_a_line_with_a_tab_between_cells(table: str, expected: list[str]) -> None:
    spanned = lines(f"<p>前</p><table>{table}</table><p>后</p>")
    assert spanned == ["前", *expected, "后"]


@pytest.mark.parametrize(
    "layout",
    [
        "<table><tr><td><p>甲</p><p>乙</p></td></tr></table>",
        "<table><tr><td>甲</td></tr><tr><td>乙</td></tr></table>",
        "<table><tr><td><table><tr><td>甲</td></tr><tr><td>乙</td></tr></table></td><td></td></tr></table>",
        "<table role=presentation><tr><td>甲</td><td>乙</td></tr><tr><td></td></tr></table>",
        "<table>甲<tr><td>乙</td><td></td></tr></table>",
    ],
)
def test_a_table_that_only_lays_out_the_page_is_paragraphs(layout: str) -> None:
    assert lines(layout) == ["甲", "乙"]


@pytest.mark.parametrize(
    "furniture",
    [
        "<div style='display: none'>藏</div>",
        "<span hidden>藏</span>",
        "<p style='color:red;visibility:hidden'>藏</p>",
        "<div class='bdsharebuttonbox'>分享 <a>微信</a></div>",
        "<div id='div_div'>扫一扫</div>",
        "<p>【打印】【关闭】</p>",
        "<p>浏览次数：1024次</p>",
        "<p>（责任编辑：李四）</p>",
        "<p>上一篇：别的文件</p>",
        "<p>扫一扫在手机打开当前页</p>",
        "<p>来源：商务局　发布时间：2024-05-20 10:30　浏览次数：<span></span>　【字体：大 中 小】</p>",
        "<p>【打印】【关闭】 访问量：4929</p>",
        "<p>本页已被访问 30,635 次</p>",
        "<p>已有12人浏览</p>",
        "<p>今天是2025年9月9日 星期二</p>",
        "<p>当前时间：2025-05-12 18:55:07</p>",
        "<p>2025-05-12 18:55:07</p>",
        "<p>页面执行时间 0.33 秒</p>",
        "<div class='ad'>广告位3：立即购买</div>",
        "<select><option>选</option></select><button>按</button>",
        "<iframe src='x'>框</iframe><noscript>无</noscript>",
    ],
)
def test_what_is_hidden_or_furniture_is_dropped(furniture: str) -> None:
    assert lines(f"<p>甲</p>{furniture}<p>乙</p>") == ["甲", "乙"]


@pytest.mark.parametrize(
    "line",
    [
        "各级政府应当打印公告并关闭旧系统。",
        "责任编辑：应当由两人以上担任，并向社会公开其姓名和职务。",
        "分享经济是新业态。",
        "2024年5月20日",
        "来源：商务局",
        "发布日期：2024-05-20",
        "一、查看3次",
        "访问人数：不得超过100人",
        "今天是2025年1月1日起施行之日",
        "第三条　页面更新时间不超过3秒。",
    ],
)
def test_sentences_that_only_speak_of_printing_and_sharing_stay(line: str) -> None:
    assert lines(f"<p>甲</p><p>{line}</p>") == ["甲", line]


def test_an_element_named_like_furniture_that_holds_running_text_stays() -> None:
    clause = "第一条　为了规范政府信息公开工作，根据有关法律、法规，结合本市实际，制定本办法。" * 4
    assert lines(f"<div class='print'><p>{clause}</p></div>") == [clause]


CLAUSES = "".join(
    f"<p>第{n}条　本市商务主管部门负责第{n}类企业的登记、检查和补贴发放工作，并向社会公布结果。</p>" for n in "一二三四"
)


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("<p>发布时间：2024-05-20</p>", "<p>今天是2025年9月9日</p>"),
        (
            "<p>2024-05-20</p>",
            "<div>推荐：<ul>" + "<li><a href=x>别的通知的解读</a> 2024-09-11</li>" * 5 + "</ul></div>",
        ),
        ("<nav><a href=/>首页</a></nav>", "<div class='footer'>主办：某某市商务局　版权所有</div>"),
    ],
)
def test_a_flat_page_gives_its_text_without_what_stands_around_it(before: str, after: str) -> None:
    html = f"<html><head><title>某某市补贴办法</title></head><body><h1>某某市补贴办法</h1>{before}{CLAUSES}{after}</body></html>"
    found = extract_html(html, url=URL).text.split("\n")
    assert found[0] == "某某市补贴办法"
    assert [line[:3] for line in found[1:]] == ["第一条", "第二条", "第三条", "第四条"]


def test_a_title_in_bold_in_the_text_and_one_above_it_give_the_same_text() -> None:
    inside = html_of("<h1>沙洲市绿化办法（试行）</h1><p>第一条　甲。</p>", HEAD).text
    assert inside == html_of("<p>第一条　甲。</p>", HEAD).text


HEAD = "<meta name='ArticleTitle' content='沙洲市绿化办法（试行）'>"


@pytest.mark.parametrize(
    ("inner", "first"),
    [
        ("<p>第一条　甲。</p>", "沙洲市绿化办法（试行）"),
        ("<p>沙洲市绿化办法(试行)</p><p>第一条　甲。</p>", "沙洲市绿化办法(试行)"),
        ("<p><b>沙洲市</b></p><p><b>绿化办法（试行）</b></p><p>第一条　甲。</p>", "**沙洲市**"),
        ("<p>沙府令第3号</p><p>沙洲市绿化办法　（试行）</p><p>第一条　甲。</p>", "沙府令第3号"),
        ("<p>现将《沙洲市绿化办法（试行）》印发给你们。</p>", "沙洲市绿化办法（试行）"),
    ],
)
def test_the_text_begins_with_the_title_once(inner: str, first: str) -> None:
    found = html_of(inner, HEAD)
    assert found.text.split("\n")[0] == first
    assert found.title == "沙洲市绿化办法（试行）"


@pytest.mark.parametrize(
    ("window", "title"),
    [
        ("沙洲市绿化办法 - 沙洲市人民政府网站", "沙洲市绿化办法"),
        ("沙洲市绿化办法_沙洲市园林局", "沙洲市绿化办法"),
        (
            "[已结束]关于《绿化办法（征求意见稿）》公开征求意见的公告",
            "关于《绿化办法（征求意见稿）》公开征求意见的公告",
        ),
        ("1-10月固定资产投资情况", "1-10月固定资产投资情况"),
    ],
)
def test_the_window_title_loses_site_and_state(window: str, title: str) -> None:
    assert html_of("<p>甲</p>", f"<title>{window}</title>").title == title


def test_declared_selectors_come_before_the_shape() -> None:
    page = """<html><body><h1>沙洲市政府网站首页</h1><div class='TRS_Editor'><p>不要</p></div>
<div class='t'>沙洲市防汛条例</div><div class='c'><p>要</p><p class='x'>去</p><p class='y'>也去</p></div></body></html>"""
    selectors = Selectors(title=".t", content=".c", remove=(".x", ".y"))
    found = extract(page.encode(), url=URL, content_type="text/html", selectors=selectors)
    assert found.text == "沙洲市防汛条例\n要"


def test_a_declared_selector_that_finds_nothing_leaves_the_choice_to_the_shape() -> None:
    page = "<html><body><div class='TRS_Editor'><p>沙洲市防汛条例</p></div></body></html>"
    found = extract(page.encode(), url=URL, content_type="text/html", selectors=Selectors(content="#gone"))
    assert found.text == "沙洲市防汛条例"


def test_the_same_text_in_other_encodings_is_the_same_text() -> None:
    page = "<html><head><meta charset='{}'></head><body><div class='TRS_Editor'><p>镕堃喆　㎡</p></div></body></html>"
    texts = {
        extract(page.format(name).encode(codec), url=URL, content_type=None).text
        for name, codec in [("gb2312", "gb18030"), ("utf-8", "utf-8"), ("gbk", "gb18030"), ("utf-16", "utf-16")]
    }
    assert texts == {"镕堃喆　㎡"}


def failure_of(body: bytes, content_type: str | None = "text/html") -> ExtractFailure:
    with pytest.raises(ExtractError) as caught:
        extract(body, url=URL, content_type=content_type)
    assert "\n" not in str(caught.value)
    return caught.value.reason


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"   ",
        b"<html><body></body></html>",
        b"<html><body><script>x</script></body></html>",
        "<html><body><h1>沙洲市绿化办法</h1><div></div><div class=footer>版权所有</div></body></html>".encode(),
    ],
)
def test_a_page_without_text_is_empty(body: bytes) -> None:
    assert failure_of(body) is ExtractFailure.EMPTY


def test_pages_beyond_the_limits_are_refused() -> None:
    assert failure_of(b"<p>x" * (MAX_TAGS + 1)) is ExtractFailure.BOMB
    assert failure_of(b"<html><body>" + b"<div>" * (MAX_DEPTH + 10) + b"x") is ExtractFailure.BOMB


def test_some_hundred_unclosed_tags_are_read() -> None:
    assert lines("<font><b>" * 300 + "甲") == ["**甲**"]


@pytest.mark.parametrize("body", [b"\x89PNG\r\n\x1a\n", b"\xff\xd8\xff\xe0", b"Rar!\x1a", b"\x00\x01\x02\x03binary"])
def test_what_is_no_document_is_told_so(body: bytes) -> None:
    assert failure_of(body, None) is ExtractFailure.UNSUPPORTED


@pytest.mark.parametrize(
    ("body", "content_type"),
    [
        (b'{"code": 404, "msg": "not found"}', "text/html"),
        (b'{"code": 404', "application/json"),
        (b"<?xml version='1.0'?><Error><Code>NoSuchKey</Code></Error>", "application/xml"),
    ],
)
def test_an_answer_for_programs_is_no_document(body: bytes, content_type: str) -> None:
    assert failure_of(body, content_type) is ExtractFailure.UNSUPPORTED


@pytest.mark.parametrize("encoding", ["utf-16-le", "utf-16-be"])
def test_a_page_in_utf_16_needs_no_mark(encoding: str) -> None:
    html = f"<html><body><h1>沙洲市绿化办法</h1>{CLAUSES}</body></html>"
    found = extract(html.encode(encoding), url=URL, content_type="text/html")
    assert found.text == extract_html(html, url=URL).text


def test_a_page_of_damaged_characters_is_no_text() -> None:
    assert failure_of(
        b"<html><head><meta charset='utf-8'></head><body><div class='TRS_Editor'>" + b"\xff\xfe\xfd" * 500 + b"</div>"
    ) in (
        ExtractFailure.MOJIBAKE,
        ExtractFailure.UNSUPPORTED,
    )


def test_plain_text_and_markdown_pass_through() -> None:
    plain = extract("一、甲\r\n\t乙\r".encode(), url="file.txt", content_type=None)
    assert (plain.text, plain.shape) == ("一、甲\n\t乙\n", "plain")
    markdown = extract("---\ntitle: 甲\n---\n# 乙".encode("gb18030"), url="", content_type=None, name="law.md")
    assert (markdown.text, markdown.shape) == ("---\ntitle: 甲\n---\n# 乙", "markdown")
    assert extract(b"<html><body><p>x</p></body></html>", url="", content_type=None, name="").shape == "generic"


def test_a_page_that_only_links_its_files_has_its_title_and_them() -> None:
    page = "<html><head><title>沙洲市绿化办法</title></head><body><div class='TRS_Editor'><p><a href='a.pdf'></a></p></div></body></html>"
    found = extract(page.encode(), url=URL, content_type="text/html")
    assert found.text == "沙洲市绿化办法"
    assert [file.url for file in found.attachments] == ["https://www.shazhou.example/zwgk/a.pdf"]


@pytest.mark.parametrize("filler", [" \n", "\u3000", "\xa0 ", "<b> </b>", "&nbsp;<b></b>", "\n字 "])
def test_long_runs_of_blanks_take_no_longer_than_their_length(filler: str) -> None:
    started = time.process_time()
    assert "第一条" in html_of(f"<p>甲{filler * 20_000}第一条</p>").text
    assert time.process_time() - started < 15


@given(st.lists(st.text("甲乙。（）12 a<&>\u3000", min_size=1, max_size=12), min_size=1, max_size=8))
@settings(max_examples=60, deadline=None)
def test_every_visible_character_of_the_text_comes_through_in_order(texts: list[str]) -> None:
    escaped = [text.replace("&", "&amp;").replace("<", "&lt;") for text in texts]
    inner = "".join(f"<p>{'<b>' if n % 2 else ''}{text}{'</b>' if n % 2 else ''}</p>" for n, text in enumerate(escaped))
    got = "".join(html_of(f"<p>甲始</p>{inner}").text.replace("**", "").split())
    assert got == "甲始" + "".join("".join(texts).split())
