"""Numbers of ordinances: Roman parts, divisions behind dashes, provisions inserted between others."""

import pytest
from support.parsed import uncovered

from diffs.clauses import Clause, Kind
from diffs.parsing import parse

ORDINANCE = """第374章
某某条例
第I部
导言
1. 简称
本条例可引称为《某某条例》。
2. 释义
(1) 在本条例中，除文意另有所指外——
私家车 (private car) 指为载运私人而构造的汽车；
署长 (Commissioner) 指运输署署长。
(1A) 第(1)款不适用于电车。
(2) 在本条例中，提述车辆，包括——
(a) 汽车；
(b) 电单车；
(ba) 电动车；
(c) 拖车。
第IIA部——登记
3. 登记
(1) 车辆须登记，违者即属犯罪——
(a) 可处罚款。
3A. 许可证
(1) 署长可发出许可证。
3AA. 续期
署长可续期。
3B. 撤销
署长可撤销许可证。
第1分部——牌照
4. 牌照
署长须发出牌照。
"""


def clauses(text: str) -> dict[str, Clause]:
    outline = parse(text)
    assert uncovered(text, outline) == []
    return {clause.path: clause for clause in outline.clauses}


def test_parts_in_roman_numerals_hold_their_sections() -> None:
    found = clauses(ORDINANCE)
    assert [(path, found[path].marker, found[path].heading) for path in found if found[path].kind is Kind.HEADING][
        :1
    ] == [("第一部", "第I部", "导言")]
    assert (found["第二A部"].marker, found["第二A部"].heading) == ("第IIA部——", "登记")
    assert (found["第二A部/第一分部"].heading, found["第二A部/第一分部/4"].heading) == ("牌照", "牌照")


def test_inserted_provisions_are_clauses_between_their_neighbours() -> None:
    paths = list(clauses(ORDINANCE))
    assert [path.removeprefix("第二A部/") for path in paths if path.count("/") == 1 and "/3" in path] == [
        "3",
        "3A",
        "3AA",
        "3B",
    ]
    assert "第二A部/3A/（1）" in paths
    assert [path[-4:] for path in paths if path.startswith("第一部/2/（1A）")] == ["（1A）"]
    assert [path.rpartition("/")[2] for path in paths if path.startswith("第一部/2/（2）/")] == [
        "（a）",
        "（b）",
        "（ba）",
        "（c）",
    ]


def test_a_definition_below_a_dash_is_a_paragraph_of_its_own() -> None:
    found = clauses(ORDINANCE)
    assert found["第一部/2/（1）"].text == "在本条例中，除文意另有所指外——"
    assert found["第一部/2/（1）/¶2"].text.startswith("私家车")
    assert (found["第二A部/3/（1）"].heading, found["第二A部/3/（1）"].text[-2:]) == ("", "——")


@pytest.mark.parametrize("line", ["5G.网络覆盖全市", "3D.打印普及", "3B. 乙", "（4A）级景区", "第I型部件合格"])
def test_a_figure_with_a_letter_that_follows_nothing_is_no_number(line: str) -> None:
    found = clauses(f"某市方案\n一、任务\n1.做甲。\n2.做乙。\n3.做丙。\n{line}\n4.做丁。\n")
    assert [path for path in found if path.startswith("一/") and "¶" not in path] == ["一/1", "一/2", "一/3", "一/4"]


@pytest.mark.parametrize("dash", ["——", " — ", "—"])
@pytest.mark.parametrize("unit", ["分部", "部"])
def test_the_dash_between_number_and_heading_is_no_part_of_the_heading(unit: str, dash: str) -> None:
    found = clauses(f"某某条例\n第1{unit}{dash}牌照\n1. 简称\n甲。\n2. 释义\n乙。\n")
    assert found[f"第一{unit}"].heading == "牌照"


@pytest.mark.parametrize("layout", ["第二条（过渡条款）\n{}", "第二条\n（过渡条款）\n{}", "第二条（过渡条款） {}"])
def test_a_heading_in_brackets_alone_on_its_line_is_the_article_s_heading(layout: str) -> None:
    body = layout.format("施行前签订的合同，继续有效。")
    found = clauses(f"某某办法\n第一条（目的）为了规范管理，制定本办法。\n{body}\n第三条 本办法自公布之日起施行。\n")
    assert (found["第二条"].heading, found["第二条"].text) == ("（过渡条款）", "施行前签订的合同，继续有效。")


def test_a_dash_at_a_line_s_end_opens_a_list_only_above_a_definition_or_another_dash() -> None:
    found = clauses(
        "某市规划\n一、原则\n坚持以下原则——\n——以人为本。发展为了人民。\n——绿色发展。保护环境。\n"
        "二、布局\n构建“一核两翼”空间格局，重点建设北京——\n天津走廊，推动协同发展。\n"
    )
    assert [path for path in found if path.startswith("一/")] == ["一/¶1", "一/以人为本", "一/绿色发展"]
    assert found["二"].text == "构建“一核两翼”空间格局，重点建设北京——天津走廊，推动协同发展。"


def test_an_inserted_section_follows_the_last_one_of_the_part_before() -> None:
    text = "第I部\n导言\n1. 简称\n甲。\n2. 释义\n乙。\n第IA部\n施行\n2A. 施行日期\n(1) 丙。\n(1A) 丁。\n第II部\n登记\n3. 登记\n戊。\n"
    paths = [path for path in clauses(text) if path.startswith("第一A部")]
    assert paths == ["第一A部", "第一A部/2A", "第一A部/2A/（1）", "第一A部/2A/（1A）"]


@pytest.mark.parametrize("line", ["发展指标要稳步上升。", "工作指导组要常态运行。", "各项指令要传达到位。"])
def test_a_word_with_a_sign_of_definitions_in_it_opens_none(line: str) -> None:
    found = clauses(f"某市规划\n一、目标\n今后五年要做到的是——\n{line}\n二、任务\n抓好落实。\n")
    assert found["一"].text == f"今后五年要做到的是——{line}"


@pytest.mark.parametrize("line", ["第一部分——第三部分的内容由市甲局负责。", "第二章—第四章另行规定"])
def test_a_range_of_parts_numbers_nothing(line: str) -> None:
    assert list(clauses(f"某市意见\n一、分工\n{line}\n二、其他\n抓好落实。\n")) == ["方案/标题", "一", "二"]


def test_a_dash_behind_the_name_of_a_section_ends_its_heading() -> None:
    found = clauses("某市规划\n一、目标\n（一）主要目标——\n——到2025年，达到1万。\n（二）基本原则——\n1.坚持改革。\n")
    assert (found["一/（一）"].heading, found["一/（一）"].text) == ("主要目标——", "——到2025年，达到1万。")
    assert found["一/（二）"].kind is Kind.HEADING
