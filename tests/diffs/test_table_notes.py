"""What stands around and inside tables without being a cell: notes, units, titles, and cells set in several lines."""

import pytest
from support.parsed import uncovered

from diffs.clauses import Clause, Kind
from diffs.parsing import parse

LIST = "某市重点任务清单\n序号\t任务\t责任单位\n1\t支持甲。\t市商务局\n2\t支持乙。\t市教委\n"


def clauses(text: str, *, markdown: bool = False) -> dict[str, Clause]:
    outline = parse(text, markdown=markdown)
    assert uncovered(text, outline) == []
    return {clause.path: clause for clause in outline.clauses}


def rows(text: str) -> list[Clause]:
    return [clause for clause in clauses(text).values() if clause.kind is Kind.TABLE_ROW]


@pytest.mark.parametrize(
    "note",
    ["注：以上任务按季调度。", "备注：排名第一的为牵头单位。", "说明: 数据来自年鉴。", "* 仅限城区。", "（注：略）"],
)
def test_a_note_below_a_table_is_a_clause_of_that_table(note: str) -> None:
    found = clauses(f"某市方案\n一、任务\n落实任务。\n附件\n{LIST}{note}\n")
    path = next(path for path in found if path.endswith("/¶1"))
    assert (path, found[path].text, found[path].kind) == ("任务清单/¶1", note, Kind.PARAGRAPH)
    assert len([clause for clause in found.values() if clause.kind is Kind.TABLE_ROW]) == 2


@pytest.mark.parametrize("first", ["注：1.甲为年度数。\n2.乙为估计数。", "注：\n1.甲为年度数。\n2.乙为估计数。"])
def test_the_further_numbers_of_a_note_are_no_clauses_of_the_body(first: str) -> None:
    found = clauses(f"某市方案\n一、指标\n指标\t目标\n增速\t6%\n占比\t20%\n{first}\n二、任务\n1.抓落实。\n")
    notes = [clause.text for path, clause in found.items() if path.startswith("任务表/¶")]
    assert "\n".join(notes) == first
    assert list(found)[-2:] == ["二", "二/1"]


@pytest.mark.parametrize(
    "line", ["填报单位：市商务局    单位：万元", "填报单位：", "（单位：个、万元）", "单位：万元\t\t"]
)
def test_a_unit_line_above_a_table_is_no_part_of_its_title_or_head(line: str) -> None:
    title, _, table = LIST.partition("\n")
    found = clauses(f"附件2\n{title}\n{line}\n{table}")
    assert (found["任务清单"].heading, found["任务清单"].text) == ("某市重点任务清单", line.strip())
    assert list(found["任务清单-1"].cells) == ["序号", "任务", "责任单位"]


def test_rows_of_one_cell_above_the_head_are_title_and_unit() -> None:
    text = "# 某市指标\n\n| 2024年主要指标 | | |\n|---|---|---|\n| 单位：亿元 | | |\n| 指标 | 2023年 | 2024年 |\n| 产值 | 1 | 2 |\n| 收入 | 3 | 4 |\n| 注：收入为地方口径。 | | |\n"
    found = clauses(text)
    assert (found["任务表"].heading, found["任务表"].text) == ("2024年主要指标", "单位：亿元")
    assert dict(found["任务表-2"].cells) == {"指标": "收入", "2023年": "3", "2024年": "4"}
    assert found["任务表/¶1"].text == "注：收入为地方口径。"


def test_a_note_does_not_fill_the_empty_last_cell_of_a_row_of_lines() -> None:
    text = (
        "某市任务分工\n序号\n任务\n责任单位\n备注\n1\n发展甲。\n市甲局\n长期\n2\n发展乙。\n市乙局\n注：排名不分先后。\n"
    )
    found = clauses(text)
    assert found["任务表-2"].cells["备注"] == ""
    assert found["任务表/¶1"].text == "注：排名不分先后。"


def test_a_cell_set_in_several_lines_is_one_cell() -> None:
    text = "某市任务表\n序号\t任务\t责任单位\t时限\n1\t完善制度，定期召开\n联席会议，形成\n合力。\t市发展改革委、\n市财政局\t年底\n2\t推进共享。\t市数据局\t长期\n"
    first, second = rows(text)
    assert first.cells["任务"] == first.text == "完善制度，定期召开联席会议，形成合力。"
    assert (first.cells["责任单位"], first.cells["时限"]) == ("市发展改革委、市财政局", "年底")
    assert second.cells["责任单位"] == "市数据局"


def test_a_unit_on_the_second_line_of_the_last_cell_stays_in_its_row() -> None:
    text = "某市任务表\n序号\t任务\t责任单位\n1\t推进甲。\t市甲局牵头，\n市乙局配合\n2\t推进乙。\t市乙局\n3\t推进丙。\t市丙局牵头，\n各区政府配合\n"
    units = [[(given.role, given.units) for given in row.responsible] for row in rows(text)]
    assert units[0] == [("牵头", ("市甲局",)), ("配合", ("市乙局",))]
    assert units[2] == [("牵头", ("市丙局",)), ("配合", ("各区政府",))]


@pytest.mark.parametrize("line", ["注：略", "附件3", "2024年5月6日", "一、产业", "抄送：市委办公室。", "表2 环境"])
def test_a_line_of_another_kind_below_an_unfinished_last_cell_is_no_cell(line: str) -> None:
    cut = LIST.replace("市教委\n", "市教委、\n")
    assert rows(f"{cut}市财政局\n{line}\n")[-1].cells["责任单位"] == "市教委、市财政局"
    assert rows(f"{cut}{line}\n")[-1].cells["责任单位"] == "市教委、"


def test_a_row_cut_by_a_page_end_over_three_lines_behind_empty_cells_is_one_row() -> None:
    text = "某市任务表\n序号\t任务\t责任单位\t时限\n1\t完善制度，定期召开\t市甲局、\t年底\n\t联席会议。\t市乙局\t\n2\t推进共享，实现跨部门\t市丙局、\t年底\n\t、跨层级\t市丁局、\t\n\t互通。\t\t\n\t\t市戊局\t\n3\t强化督查。\t市己局\t长期\n"
    found = rows(text)
    assert [row.text for row in found] == [
        "完善制度，定期召开联席会议。",
        "推进共享，实现跨部门、跨层级互通。",
        "强化督查。",
    ]
    assert [row.cells["责任单位"] for row in found] == ["市甲局、市乙局", "市丙局、市丁局、市戊局", "市己局"]


@pytest.mark.parametrize("point", ["", "、"])
def test_a_numeral_and_a_heading_beside_it_open_a_section_of_a_counted_table(point: str) -> None:
    head = "某市任务表\n序号\t项目\t目标任务\t责任单位\n"
    found = clauses(
        f"{head}一{point}\t教育\t\t\n1\t新建学校\t5所\t市甲局\n二{point}\t医疗\t\t\n2\t新建医院\t2家\t市乙局\n"
    )
    assert list(found) == ["任务表", "任务表/一", "任务表-1", "任务表/二", "任务表-2"]
    assert (found["任务表/二"].marker, found["任务表/二"].heading) == (f"二{point}", "医疗")
    assert found["任务表-2"].parent == found["任务表/二"].id
    listed = clauses(f"{head}一\t教育\t\t\n二\t医疗\t\t\n三\t养老\t新建\t市丙局\n")
    assert [path for path in listed if "-" in path] == ["任务表-一", "任务表-二", "任务表-三"]


def test_cells_in_several_lines_are_told_where_the_numbers_stand_in_another_column_or_nowhere() -> None:
    units = "市甲局、\n市乙局\n{}发展乙。\t市丙局、\n市丁局、\n市戊局\n"
    counted = rows("某市任务清单\n类别\t序号\t任务\t责任单位\n产业\t1\t发展甲。\t" + units.format("\t2\t"))
    named = rows("某市任务清单\n类别\t任务\t责任单位\n产业\t发展甲。\t" + units.format("\t"))
    for found in (counted, named):
        assert [row.cells["责任单位"] for row in found] == ["市甲局、市乙局", "市丙局、市丁局、市戊局"]
        assert [row.cells["类别"] for row in found] == ["产业", "产业"]


@pytest.mark.parametrize("above", ["2024年工作\t\t\n", "2024年工作\t\t\n单位：项\t\t\n"])
def test_cells_in_several_lines_are_told_where_a_title_stands_in_the_run_above_the_head(above: str) -> None:
    table = "序号\t任务\t责任单位\n1.\t发展甲，\n做好衔接\t市甲局\n2.\t发展乙\t市乙局\n"
    found = rows(f"某市任务表\n{above}{table}")
    assert [(row.number, row.text, row.cells["责任单位"]) for row in found] == [
        ("1", "发展甲，做好衔接", "市甲局"),
        ("2", "发展乙", "市乙局"),
    ]


def test_the_sentence_below_a_table_is_no_further_line_of_an_unfinished_last_cell() -> None:
    cut = LIST.replace("市教委\n", "市教委、\n")
    text = f"某市方案\n一、任务\n任务如下。\n{cut}各区县政府要抓好落实。\n二、保障\n加强领导。\n"
    assert [row.cells["责任单位"] for row in rows(text)] == ["市商务局", "市教委、"]
    assert [clause.text for clause in clauses(text).values()].count("各区县政府要抓好落实。") == 1


def test_cells_that_open_like_a_note_stay_cells_of_rows_of_lines() -> None:
    head = "某市任务分工\n序号\n任务\n责任单位\n说明\n"
    found = rows(f"{head}1\n发展甲。\n市甲局\n说明：长期\n2\n*发展乙。\n市乙局\n说明：年底\n")
    assert [row.cells["说明"] for row in found] == ["说明：长期", "说明：年底"]
    assert found[1].text == "*发展乙。"


def test_who_filled_a_table_in_stands_in_cells_above_the_head() -> None:
    table = "指标\t目标\n增速\t6%\n占比\t20%\n"
    found = clauses(f"某市统计表\n填报单位：市商务局\t填报日期：2024年5月\n{table}")
    assert found["任务表"].text == "填报单位：市商务局 填报日期：2024年5月"
    assert dict(found["任务表-1"].cells) == {"指标": "增速", "目标": "6%"}


def test_a_list_of_points_below_a_table_is_no_note_of_it() -> None:
    found = clauses("某市方案\n一、指标\n指标\t目标\n增速\t6%\n占比\t20%\n* 做甲\n* 做乙\n二、保障\n做。\n")
    assert [path for path in found if "¶" in path] == ["一/¶1", "一/¶2"]


@pytest.mark.parametrize("last", ["2\n", "2", "2\n一、其他\n"])
def test_a_row_that_is_cut_behind_its_number_is_a_row_without_text(last: str) -> None:
    found = rows(f"某市任务分工\n序号\n任务\n责任单位\n1\n发展甲。\n市甲局\n{last}")
    assert [(row.number, row.text) for row in found] == [("1", "发展甲。"), ("2", "")]


def test_a_measure_in_two_lines_is_one_cell_in_the_last_row_and_in_a_table_without_numbers() -> None:
    last = rows("某市任务表\n序号\t任务\t责任单位\n1\t制定方案\t市甲局\n2\t组织实施\n定期调度\t市乙局\n")
    timed = rows(
        "某市安排表\n时间\t任务\t责任单位\n1月\t制定方案\t市甲局\n2月\t组织实施，\n定期调度\t市乙局\n3月\t总结\t市丙局\n"
    )
    assert [row.cells["任务"] for row in last] == ["制定方案", "组织实施定期调度"]
    assert [row.cells["任务"] for row in timed] == ["制定方案", "组织实施，定期调度", "总结"]
    summed = rows("某市任务表\n序号\t任务\t责任单位\n1\t制定方案\t市甲局\n2\t组织实施\n合计\t2项\n")
    assert [row.cells["任务"] for row in summed] == ["制定方案", "组织实施", "2项"]


def test_a_head_of_other_columns_right_below_the_last_row_opens_a_table_of_its_own() -> None:
    found = clauses(f"{LIST}序号\t指标\t单位\t目标\n1\t产值\t亿元\t5\n2\t就业\t万人\t3\n")
    assert [path for path in found if "-" not in path] == ["任务清单", "任务表"]
    assert dict(found["任务表-1"].cells) == {"序号": "1", "指标": "产值", "单位": "亿元", "目标": "5"}
    repeated = clauses(f"{LIST}序号\t任务\t责任单位\n3\t支持丙。\t市丙局\n")
    assert list(repeated) == ["任务清单", "任务清单-1", "任务清单-2", "任务清单-3"]
