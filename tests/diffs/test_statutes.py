"""Outlines of statutes: containers, articles, paragraphs and items in every layout that laws are published in."""

import json
from pathlib import Path

import pytest
from support.parsed import described, uncovered

from diffs.parsing import parse

GOLDEN = Path(__file__).parent / "golden" / "statutes"
CASES = sorted(GOLDEN.glob("*.json"))


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.stem)
def test_outline_of_a_statute_is_the_one_that_was_read_and_found_right(case: Path) -> None:
    text = case.with_suffix(".txt").read_text(encoding="utf-8")
    golden = json.loads(case.read_text(encoding="utf-8"))
    assert golden.pop("note")
    outline = parse(text)
    assert uncovered(text, outline) == []
    assert described(outline) == golden


def read(text: str) -> list[tuple[str, str, str]]:
    """Path, heading and text of all clauses below the head."""
    outline = parse(text)
    assert uncovered(text, outline) == []
    return [(clause.path, clause.heading, clause.text) for clause in outline.clauses if clause.level]


def test_items_that_run_on_in_one_line_are_items() -> None:
    body = read(
        "某规定\n第一条 有下列情形之一的：（一）甲；（二）乙：1.子；2.丑；（三）丙。\n"
        "第二条 下列材料：（一）丁；\n（二）戊。\n第三条 本规定自公布之日起施行。\n"
    )
    assert [(path, text) for path, _, text in body] == [
        ("第一条", "有下列情形之一的："),
        ("第一条/（一）", "甲；"),
        ("第一条/（二）", "乙："),
        ("第一条/（二）/1", "子；"),
        ("第一条/（二）/2", "丑；"),
        ("第一条/（三）", "丙。"),
        ("第二条", "下列材料："),
        ("第二条/（一）", "丁；"),
        ("第二条/（二）", "戊。"),
        ("第三条", "本规定自公布之日起施行。"),
    ]


@pytest.mark.parametrize(
    "text",
    [
        "依照第一条（一）、（二）项规定办理。",
        "机关是指（一）行政机关和（二）司法机关。",
        "比例为：1.5倍；2.5倍。",
        "按照第二条：（一）项、（二）项执行。",
    ],
)
def test_cited_items_and_figures_in_a_line_are_no_items(text: str) -> None:
    assert [path for path, _, _ in read(f"某规定\n第一条 {text}\n第二条 甲。\n")] == ["第一条", "第二条"]


def test_a_paragraph_between_two_items_goes_on_with_the_first_and_one_after_the_list_is_a_paragraph() -> None:
    body = read(
        "某规定\n第一条 应当提交：\n（一）申请书，载明：\n1.姓名；\n2.住址。\n申请书一式两份。\n（二）证明。\n"
        "前款规定的材料应当真实。\n第二条 甲：\n（一）乙。\n丙：\n（一）丁。\n第三条 戊。\n"
    )
    assert [path for path, _, _ in body] == [
        "第一条",
        "第一条/第一款",
        "第一条/第一款/（一）",
        "第一条/第一款/（一）/1",
        "第一条/第一款/（一）/2",
        "第一条/第一款/（一）/¶2",
        "第一条/第一款/（二）",
        "第一条/第二款",
        "第二条",
        "第二条/第一款",
        "第二条/第一款/（一）",
        "第二条/第二款",
        "第二条/第二款/（一）",
        "第三条",
    ]


@pytest.mark.parametrize(
    ("printed", "heading"),
    [
        ("第二条　【定义】甲是指乙。", "【定义】"),
        ("第二条（定义）甲是指乙。", "（定义）"),
        ("第二条 （定义） 甲是指乙。", "（定义）"),
        ("第二条 [定义] 甲是指乙。", "[定义]"),
        ("第二条\n定义\n甲是指乙。", "定义"),
        ("第二条 定义\n甲是指乙。", "定义"),
        ("第二条 （一）甲是指乙。", ""),
        ("第二条：甲是指乙。", ""),
    ],
)
def test_captions_of_articles_are_headings(printed: str, heading: str) -> None:
    body = read(f"某规定\n第一条 甲。\n{printed}\n第三条 丙。\n")
    found = next((given, text) for path, given, text in body if path == "第二条")
    assert found[0] == heading
    assert not found[1].startswith(("：", "定义"))


def test_figures_of_every_width_and_traditional_numbers_are_articles() -> None:
    body = read("某條例\n第 1 條\n甲。\n第２條 乙。\n第 2-1 條\n丙。\n第三條之一 丁。\n第四條　（刪除）\n")
    assert [path for path, _, _ in body] == ["第一条", "第二条", "第二条之一", "第三条之一", "第四条"]


def test_titles_below_the_number_and_titles_without_a_number_are_containers() -> None:
    body = read(
        "某条例\n第一章\n总则\n第一条 甲。\n第二章 机构和程序\n组织机构\n第二条 乙。\n议事\n程序\n第三条 丙。\n附　则\n第四条 丁。\n"
    )
    assert [(path, heading) for path, heading, _ in body] == [
        ("第一章", "总则"),
        ("第一条", ""),
        ("第二章", "机构和程序"),
        ("第二章/组织机构", "组织机构"),
        ("第二条", ""),
        ("第二章/议事程序", "议事程序"),
        ("第三条", ""),
        ("附则", "附　则"),
        ("第四条", ""),
    ]


def test_an_item_before_an_article_is_no_container() -> None:
    body = read("某条例\n第一条 乙是指\n（一）丙\n（二）丁\n第二条 戊：\n一、己\n二、庚\n第三条 辛。\n")
    assert [path for path, _, _ in body] == [
        "第一条", "第一条/（一）", "第一条/（二）", "第二条", "第二条/一", "第二条/二", "第三条"
    ]  # fmt: skip


def test_a_container_may_have_commas_in_its_heading() -> None:
    body = read("某法\n第一章 听取报告，审查决算，提出意见\n第一条 甲。\n第二章 附则\n第二条 乙。\n")
    assert body[0][:2] == ("第一章", "听取报告，审查决算，提出意见")


@pytest.mark.parametrize(
    "quoted",
    [
        "一、将第五条修改为：“第五条　甲：\n（一）乙；\n（二）丙。\n第六条　丁。”",
        "一、将第五条修改为：“第五条　甲：\n“（一）乙所称‘丁’；\n“（二）丙。”",
        "一、增加一章，作为第二章：\n“第二章　甲\n“第八条　乙。”",
    ],
)
def test_quoted_provisions_stay_text_of_the_instruction(quoted: str) -> None:
    body = read(f"关于修改《某法》的决定\n{quoted}\n二、删去第七条。\n三、将第八条中的“戊”修改为“己”。\n")
    assert [path for path, _, _ in body if "¶" not in path] == ["一", "二", "三"]


def test_quotations_in_a_row_are_each_read_to_their_end() -> None:
    body = read(
        "关于修改《某法》的决定\n一、第五条修改为：“甲。\n（一）乙。”\n第六条修改为：“丙。\n（二）丁。”\n二、删去第七条。\n"
    )
    assert [(path, text) for path, _, text in body] == [
        ("一", "第五条修改为：“甲。"),
        ("一/¶2", "（一）乙。”"),
        ("一/¶3", "第六条修改为：“丙。"),
        ("一/¶4", "（二）丁。”"),
        ("二", "删去第七条。"),
    ]


def test_a_quotation_that_is_never_closed_swallows_nothing() -> None:
    body = read("关于修改《某法》的决定\n一、将第五条修改为：“甲。\n二、删去第七条。\n三、删去第八条。\n")
    assert [path for path, _, _ in body] == ["一", "二", "三"]


def test_sections_above_articles_are_containers_even_where_items_outnumber_articles() -> None:
    items = "".join(f"（{number}）甲；\n" for number in "一二三四五六七八九")
    body = read(f"某解释\n一、一般规定\n第一条 甲：\n{items}二、附则\n第二条 乙。\n")
    assert [path for path, _, _ in body if "/" not in path] == ["一", "第一条", "二", "第二条"]


def test_a_list_without_numbers_belongs_to_its_paragraph() -> None:
    body = read("某法\n第一条 由下列人员组成：\n主任，\n委员若干人。\n主任每届任期五年。\n第二条 甲。\n")
    assert [(path, text) for path, _, text in body][1:3] == [
        ("第一条/第一款", "由下列人员组成：\n主任，\n委员若干人。"),
        ("第一条/第二款", "主任每届任期五年。"),
    ]


@pytest.mark.parametrize(
    "text",
    [
        "某规定\n第一条 甲：" + "（一）甲；（二）：" * 5_000 + "\n第二条 乙。\n",
        "某规定\n第一条 甲：\n" + "（一）甲\n乙\n" * 5_000 + "（二）丙\n第二条 丁。\n",
        "一、修改为：“甲。\n" * 5_000,
        "".join(f"第{number}条\n标题\n" for number in range(1, 2000)),
    ],
    ids=["nested openings", "paragraphs between items", "open quotations", "titles only"],
)
def test_hostile_statutes_are_read_in_bounded_time(text: str) -> None:
    assert uncovered(text, parse(text)) == []


@pytest.mark.parametrize("stop", ["、", "．", ".", ". "])
def test_a_stop_behind_the_number_of_an_article_belongs_to_its_marker(stop: str) -> None:
    text = f"某市养犬规定\n第一条{stop}为了加强管理，制定本规定。\n第二条{stop}违法养犬的，处罚。\n第三条、第四条规定的部门负责。\n"
    text += f"第三条{stop}本规定自公布之日起施行。\n"
    assert [(path, wording) for path, _, wording in read(text)] == [
        ("第一条", "为了加强管理，制定本规定。"),
        ("第二条", ""),
        ("第二条/第一款", "违法养犬的，处罚。"),
        ("第二条/第二款", "第三条、第四条规定的部门负责。"),
        ("第三条", "本规定自公布之日起施行。"),
    ]
    assert parse(text).clauses[1].marker == f"第一条{stop}".strip()


def test_a_stop_behind_the_number_of_a_chapter_belongs_to_its_marker() -> None:
    text = "某办法\n第一章、总则\n第一条 甲。\n第一章、第二章规定的事项从其规定。\n第二章：附则\n第二条 乙。\n"
    assert [(path, heading) for path, heading, _ in read(text) if "章" in path] == [
        ("第一章", "总则"),
        ("第二章", "附则"),
    ]


@pytest.mark.parametrize("again", ["甲市科技进步条例", "甲市 科技进步条例", "甲市科技\n进步条例"])
def test_a_title_that_is_printed_once_more_below_the_dated_acts_belongs_to_the_first(again: str) -> None:
    text = f"甲市科技进步条例\n（2020年3月27日甲市人民代表大会常务委员会通过）\n{again}\n第一条 甲。\n第二条 乙。\n"
    outline = parse(text)
    assert uncovered(text, outline) == []
    assert [clause.path for clause in outline.clauses] == ["方案/标题", "题注", "第一条", "第二条"]
    assert outline.clauses[0].heading == "甲市科技进步条例"
    assert len(outline.clauses[0].extent) == 1 + len(again.split("\n"))


@pytest.mark.parametrize(
    ("broken", "whole"),
    [
        ("第一条　根据条例第八条\n第二款的规定，制定本细则。", "根据条例第八条第二款的规定，制定本细则。"),
        ("第一条　部门依照本细则\n第二条、第三条的规定监督。", "部门依照本细则第二条、第三条的规定监督。"),
        ("第一条　不得违反\n第三条规定张贴。", "不得违反第三条规定张贴。"),
    ],
)
def test_a_line_cut_before_a_cited_number_goes_on_whatever_its_length(broken: str, whole: str) -> None:
    found = {clause.path: clause for clause in parse(f"某条例细则\n{broken}\n第二条　自公布之日起施行。\n").clauses}
    assert (found["第一条"].heading, found["第一条"].text) == ("", whole)
