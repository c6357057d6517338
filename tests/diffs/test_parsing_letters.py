"""Letters and Roman numerals as levels: only where they run as a sequence, as deep as the text sets them."""

import pytest
from support.parsed import uncovered

from diffs.parsing import parse


def paths(text: str) -> list[str]:
    outline = parse(text)
    assert uncovered(text, outline) == []
    return [clause.path for clause in outline.clauses if clause.level]


def test_roman_numerals_stand_above_letters_and_these_above_figures() -> None:
    text = (
        "技术指导原则\nI. 概述\n适用于甲。\nII. 要求\nA. 一般要求\n1. 原料\n应当合格。\n2. 辅料\n应当合格。\n"
        "B. 特殊要求\na. 温度：不高于25度。\nb. 湿度：不高于60%。\nIII. 附则\n自2024年1月1日起施行。\n"
    )
    assert paths(text) == [
        "I", "II", "II/A", "II/A/1", "II/A/2", "II/B", "II/B/a", "II/B/b", "III",
    ]  # fmt: skip


def test_signs_of_the_number_forms_stand_above_han_numbers_and_letters_below_brackets() -> None:
    text = (
        "工作方案\nⅠ、总体要求\n（一）思想\n坚持甲。\n（二）目标\n实现乙。\nⅡ、任务\n（一）布局\n（1）内容\n"
        "A．甲事项\nB．乙事项\n（2）范围\nA．丙事项\nB．丁事项\n"
    )
    assert paths(text) == [
        "I", "I/（一）", "I/（二）", "II", "II/（一）", "II/（一）/（1）", "II/（一）/（1）/A", "II/（一）/（1）/B",
        "II/（一）/（2）", "II/（一）/（2）/A", "II/（一）/（2）/B",
    ]  # fmt: skip


def test_small_roman_numerals_in_brackets_are_items_of_an_article() -> None:
    text = "某办法\n第一条 申请应当提交：\n（一）申请书，载明：\n（i）姓名；\n（ii）住址；\n（iii）电话。\n（二）证明。\n第二条 甲。\n"
    assert paths(text)[1:6] == [
        "第一条/（一）", "第一条/（一）/（i）", "第一条/（一）/（ii）", "第一条/（一）/（iii）", "第一条/（二）",
    ]  # fmt: skip


def test_i_after_h_is_a_letter() -> None:
    text = "某目录\n" + "".join(f"{letter}. 事项{letter}\n" for letter in "ABCDEFGHIJ")
    assert paths(text) == list("ABCDEFGHIJ")


@pytest.mark.parametrize(
    "lines",
    [
        "A、B、C三类企业分别管理。\nB、C类企业每年检查。",
        "U.S. companies\nV.甲公司",
        "A.甲\nC.丙",
        "A股上市公司\nB股上市公司",
        "I am here\nII am",
        "（A）、（B）两类\n（B）、（C）两类",
    ],
)
def test_letters_that_follow_no_order_or_list_things_number_nothing(lines: str) -> None:
    outline = parse(f"某通知\n一、范围\n适用于下列主体。\n{lines}\n二、要求\n抓好落实。\n")
    assert [clause.marker for clause in outline.clauses if clause.marker] == ["一、", "二、"]


def test_letters_are_read_in_time_near_linear_in_the_lines() -> None:
    text = "某目录\n" + "A. 甲\n1. 乙\n2. 丙\nB. 丁\n" * 3_000
    outline = parse(text)
    assert uncovered(text, outline) == []
    assert outline.clauses[-1].path == "B"


def test_a_list_of_letters_inside_the_last_item_of_another_nests_in_it() -> None:
    found = parse(
        "某某條例\n1. 牌照\n(1) 任何人不得無牌經營，但以下情況除外——\n(a) 獲豁免的；\n(b) 獲批准的，如——\n(i) 書面批准；或\n(ii) 口頭批准。\n"
        "(2) 任何人違反第(1)款，即屬犯罪。\n2. 上訴\n可提出上訴。\n"
    )
    assert [clause.path for clause in found.clauses][1:] == [
        "1", "1/（1）", "1/（1）/（a）", "1/（1）/（b）", "1/（1）/（b）/（i）", "1/（1）/（b）/（ii）", "1/（2）", "2",
    ]  # fmt: skip
