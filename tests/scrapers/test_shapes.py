"""Every page shape has an example page, and its text comes out as written beside it."""

import re
from pathlib import Path

import pytest

from scrapers.extract import extract
from scrapers.extract.markup import parse_markup
from scrapers.pages import Extracted
from scrapers.shapes import NAMES, SHAPES, PageIndex, by_name, recognise

PAGES = Path(__file__).parent / "pages"
ADDRESSES = {
    "trs": "https://sw.shazhou.example/zwgk/202403/t20240305_4001.html",
    "ucap": "https://jyt.shazhou.example/jyt/c110/202506/17.shtml",
    "hanweb": "https://www.shazhou.example/art/2023/10/23/art_12_93.html",
    "govcn": "https://www.gov.example/zhengce/content/2019-01/15/content_1.htm",
    "chongqing": "https://www.shazhou.example/zwgk/t20210608_1.html",
    "guangdong": "https://mz.shazhou.example/content/post_77.html",
    "generic": "https://xq.shazhou.example/zc/5.html",
}


def page(name: str) -> str:
    return (PAGES / f"{name}.html").read_text(encoding="utf-8")


def read(name: str, html: str | None = None) -> Extracted:
    return extract((html or page(name)).encode(), url=ADDRESSES[name], content_type="text/html; charset=utf-8")


@pytest.mark.parametrize("name", NAMES)
def test_each_shape_writes_its_example_page_as_noted_beside_it(name: str) -> None:
    found = read(name)
    assert found.text == (PAGES / f"{name}.txt").read_text(encoding="utf-8").rstrip("\n")
    assert found.shape == name


@pytest.mark.parametrize("name", NAMES)
def test_no_two_shapes_claim_the_same_example_first(name: str) -> None:
    assert recognise(PageIndex(parse_markup(page(name))), ADDRESSES[name]).name == name


@pytest.mark.parametrize("name", NAMES)
def test_counters_dates_and_new_links_outside_the_text_change_nothing(name: str) -> None:
    noisy = re.sub(r"2026年1月2日", "2027年12月31日", page(name))
    noisy = re.sub(
        r"10832|99817263|482|1207|5521|77</span>|>31<", lambda m: m.group().replace(m.group()[-2], "9"), noisy
    )
    noisy = re.sub(r"2026-01-02 0\d:\d\d:\d\d", "2027-01-02 23:59:59", noisy)
    noisy = noisy.replace("</body>", '<div class="news"><a href="/n/1.html">今天新添的一条新闻</a></div></body>')
    assert noisy != page(name)
    assert read(name, noisy).text == read(name).text


@pytest.mark.parametrize("name", NAMES)
def test_any_character_of_the_text_changes_the_text(name: str) -> None:
    body = page(name)
    wanted = read(name).text
    for line in wanted.replace("**", "").split("\n")[1:]:
        part = re.split(r"\t| ⏎ ", line)[0]
        if len(part) < 4 or body.count(part) != 1:
            continue
        changed = part[:-2] + ("改" if part[-2] != "改" else "动") + part[-1]
        assert read(name, body.replace(part, changed)).text == wanted.replace(part, changed)


def test_the_metadata_table_of_a_state_council_page_loses_the_blanks_of_its_labels() -> None:
    metadata = read("govcn").metadata
    assert metadata["索引号"] == "000014349/2019-00001"
    assert metadata["标题"] == "沙洲国务办公厅关于河道采砂的意见"
    assert metadata["发文机关"] == "沙洲国务办公厅"
    assert metadata["发文字号"] == "沙办发〔2019〕3号"
    assert metadata["成文日期"] == "2019年01月04日"
    assert "主题词" not in metadata


@pytest.mark.parametrize(
    ("name", "label", "value"),
    [
        ("trs", "文号", "沙商发〔2024〕7号"),
        ("trs", "生成日期", "2024-03-01"),
        ("trs", "PubDate", "2024-03-05 09:30"),
        ("trs", "来源", "沙洲市商务局"),
        ("ucap", "ArticleTitle", "沙洲省教育厅关于规范校外活动收费的通知"),
        ("ucap", "发布时间", "2025-06-09"),
        ("hanweb", "组配分类", "县政府文件"),
        ("hanweb", "成文日期", "2023-10-16"),
        ("hanweb", "信息来源", "县府办"),
        ("chongqing", "发文字号", "沙府办发〔2021〕45号"),
        ("chongqing", "索引号", "1150099/2021-00345"),
    ],
)
def test_metadata_is_read_from_tables_lines_and_the_meta_set(name: str, label: str, value: str) -> None:
    assert read(name).metadata[label] == value


def test_attachments_stand_once_with_their_full_names_and_related_files_are_none() -> None:
    assert [(file.url.rpartition("/")[2], file.name) for file in read("trs").attachments] == [
        ("P020240305345678.docx", "沙洲市夜间经济集聚区申报表.docx"),
        ("W020240305345679.wps", "起草说明.wps"),
    ]


def test_a_download_script_is_an_attachment_by_its_file_name() -> None:
    (file,) = read("hanweb").attachments
    assert file.url == "https://www.shazhou.example/module/download/downfile.jsp?classid=0&filename=abc123.pdf"
    assert file.name == "禁猎区示意图.pdf"


def test_a_split_text_names_its_further_pages() -> None:
    assert read("trs").next_pages == (
        "https://sw.shazhou.example/zwgk/202403/t20240305_4001_1.html",
        "https://sw.shazhou.example/zwgk/202403/t20240305_4001_2.html",
    )
    assert read("ucap").next_pages == ()


def test_a_template_without_its_text_is_empty_whatever_stands_around_it() -> None:
    from scrapers.pages import ExtractError, ExtractFailure

    hollow = re.sub(r"<!--ZJEG_RSS.content.begin-->.*?【关闭】</p>", "", page("hanweb"), flags=re.DOTALL)
    with pytest.raises(ExtractError) as caught:
        read("hanweb", hollow)
    assert caught.value.reason is ExtractFailure.EMPTY


def test_an_unknown_shape_is_told_with_the_known_ones() -> None:
    with pytest.raises(KeyError, match="known: govcn, ucap"):
        by_name("drupal")
    assert by_name("trs") in SHAPES
