"""Tables in the forms that task lists are published in."""

import pytest
from support.parsed import uncovered

from diffs.clauses import Clause, Kind
from diffs.parsing import parse


def rows(text: str, *, markdown: bool = False) -> list[Clause]:
    return [clause for clause in parse(text, markdown=markdown).clauses if clause.kind is Kind.TABLE_ROW]


TABBED = """某市任务清单

表 1 推动开放

类别\t\t试点任务
充分竞争性服务业\t科技服务领域\t1. 支持甲。
\t\t2. 支持乙。

类别\t\t试点任务
充分 竞争性 服 务业\t专业服 务领域\t3. 支持丙。
4. 支持丁，并推动戊。\t
有限竞争性服务业\t教育服务领域\t<p>5. 支持己。</p> <p>6. 支持庚。</p>
"""


def test_categories_are_carried_down_and_lose_the_blanks_of_wrapping() -> None:
    found = rows(TABBED)
    assert [row.path for row in found] == [f"表1-{number}" for number in range(1, 7)]
    assert [(row.cells["类别"], row.cells["类别2"]) for row in found] == [
        ("充分竞争性服务业", "科技服务领域"),
        ("充分竞争性服务业", "科技服务领域"),
        ("充分竞争性服务业", "专业服务领域"),
        ("充分竞争性服务业", "专业服务领域"),
        ("有限竞争性服务业", "教育服务领域"),
        ("有限竞争性服务业", "教育服务领域"),
    ]


def test_a_row_that_slipped_into_the_category_column_is_moved_back() -> None:
    slipped = rows(TABBED)[3]
    assert (slipped.marker, slipped.text) == ("4.", "支持丁，并推动戊。")


def test_several_paragraphs_of_one_cell_are_rows_of_their_own() -> None:
    assert [(row.number, row.text) for row in rows(TABBED)[4:]] == [("5", "支持己。"), ("6", "支持庚。")]


def test_a_repeated_head_belongs_to_the_table() -> None:
    outline = parse(TABBED)
    table = next(clause for clause in outline.clauses if clause.path == "表1")
    covered = "".join(TABBED[start:end] for start, end in table.extent)
    assert covered.count("试点任务") == 2
    assert (table.kind, table.marker, table.heading, table.level) == (Kind.HEADING, "表 1", "推动开放", 2)


ONE_CELL_A_LINE = (
    " \t序号\n\t试  点  任  务\n\t市级牵头单位\n\t区级牵头单位\n\n\t一、推动开放\n\n"
    "\t1\n\t支持甲。\n\t市科技局、教委\n\t\n\n\t2\n\t支持乙。\n\t\n\t区教委\n\n\t二、其他\n\n\t3\n\t支持丙。\n\t市教委\n \t"
)


def test_one_cell_a_line_is_a_table_whose_bare_tabs_are_empty_cells() -> None:
    found = rows(ONE_CELL_A_LINE)
    assert [row.path for row in found] == ["任务表-1", "任务表-2", "任务表-3"]
    assert dict(found[1].cells) == {"序号": "2", "试点任务": "支持乙。", "市级牵头单位": "", "区级牵头单位": "区教委"}
    assert [given.units for given in found[0].responsible] == [("市科技局", "市教委")]


def test_section_rows_are_headings_that_their_rows_hang_under() -> None:
    outline = parse(ONE_CELL_A_LINE)
    paths = {clause.id: clause.path for clause in outline.clauses}
    parents = [(clause.path, paths[clause.parent or ""]) for clause in outline.clauses if clause.kind is Kind.TABLE_ROW]
    assert parents == [("任务表-1", "任务表/一"), ("任务表-2", "任务表/一"), ("任务表-3", "任务表/二")]


def test_one_cell_a_line_without_tabs_is_a_table_when_it_counts_from_one() -> None:
    text = "某某任务分工\n序号\n试 点 任 务\n牵头单位\n配合单位\n一、推动开放\n（一）服务业。\n1\n支持甲。\n市科技局\n市教委\n2\n支持乙。\n市教委\n3\n支持丙。\n市科技局\n市教委、国资委\n"
    found = rows(text)
    assert [row.path for row in found] == ["任务表-1", "任务表-2", "任务表-3"]
    assert dict(found[1].cells) == {"序号": "2", "试点任务": "支持乙。", "牵头单位": "市教委", "配合单位": ""}
    assert found[2].responsible[1].units == ("市教委", "市国资委")
    assert rows("某市方案\n一、甲\n序号\n任务\n支持甲。\n") == []


def test_pipe_tables_without_a_rule_are_read_in_markdown_only() -> None:
    text = "# 某市方案\n\n| 序号 | 任务 | 责任单位 |\n|:---|---|---|\n| 1 | 支持甲。 | 市科技局 |\n| 2 | 支持乙。 | 市教委 |\n"
    assert [row.text for row in rows(text, markdown=True)] == ["支持甲。", "支持乙。"]
    unruled = text.replace("|:---|---|---|\n", "")
    assert [row.text for row in rows(unruled, markdown=True)] == ["支持甲。", "支持乙。"]
    assert rows(unruled) == []


def test_breaks_inside_a_cell_do_not_show_in_the_measure() -> None:
    found = rows("序号\t任务\t责任单位\n1\t支持甲 ⏎ 和乙。\t市科技局 ⏎ 市教委\n2\t支持丙。\t\n")
    assert found[0].text == "支持甲和乙。"
    assert found[0].responsible[0].units == ("市科技局", "市教委")


def test_an_indented_paragraph_is_no_table() -> None:
    assert rows("某市方案\n\t一、总体要求\n\t支持甲，推动乙。\n\n\t二、任务\n\t支持丙。\n") == []


def test_numbers_that_start_over_inside_a_table_do_not_make_two_rows_alike() -> None:
    found = rows("类别\t任务\n甲\t1. 支持甲。\n乙\t1. 支持乙。\n")
    assert len({row.path for row in found}) == 2


def test_bars_that_markdown_escapes_and_breaks_in_cells_read_as_printed() -> None:
    text = "# 某市任务清单\n\n| 序号 | 任务 | 责任单位 |\n|:---:|:---|---:|\n| 1 | 建设5G\\|千兆光网。 | 市经信局<br>市商务局 |\n| 2 | 支持乙。 | |\n"
    found = rows(text, markdown=True)
    assert found[0].text == "建设5G|千兆光网。"
    assert found[0].responsible[0].units == ("市经信局", "市商务局")
    assert dict(found[1].cells) == {"序号": "2", "任务": "支持乙。", "责任单位": ""}


def test_a_table_without_a_head_has_numbered_columns() -> None:
    found = rows("某市任务清单\n1\t支持甲。\t市科技局\n2\t支持乙。\t市教委\n")
    assert [(row.number, row.text, row.cells["列3"]) for row in found] == [
        ("1", "支持甲。", "市科技局"),
        ("2", "支持乙。", "市教委"),
    ]


def test_grouped_columns_are_named_by_both_rows_of_the_head() -> None:
    text = "某区任务表\n单位：项\n序号\t任务\t责任单位\t\t时限\n\t\t牵头\t配合\t\n1\t支持甲。\t区商务局\t区财政局\t年底\n序号\t任务\t责任单位\t\t时限\n2\t支持乙。\t区教委\t\t年底\n"
    outline = parse(text)
    found = rows(text)
    assert list(found[0].cells) == ["序号", "任务", "责任单位/牵头", "责任单位/配合", "时限"]
    assert [(row.number, [given.units for given in row.responsible]) for row in found] == [
        ("1", [("区商务局",), ("区财政局",)]),
        ("2", [("区教委",)]),
    ]
    assert next(clause for clause in outline.clauses if clause.path == "任务表").text == "单位：项"


def test_a_row_that_a_page_end_cut_in_two_is_one_row() -> None:
    found = rows(
        "某市任务清单\n序号\t任务\t责任单位\n1\t支持甲开展跨境业务，探索\t市商务局、\n\t数据跨境流动试点。\t市网信办\n2\t支持乙。\t市教委\n3\t支持丙。\t市科技局\n"
    )
    assert [row.text for row in found] == ["支持甲开展跨境业务，探索数据跨境流动试点。", "支持乙。", "支持丙。"]
    assert found[0].responsible[0].units == ("市商务局", "市网信办")


def test_rows_without_a_number_of_their_own_are_rows_where_measures_are_no_sentences() -> None:
    found = rows("某市任务表\n序号\t任务\t措施\n1\t扩大开放\t支持甲，推动乙\n\t\t支持丙，推动丁\n2\t优化环境\t支持戊\n")
    assert [row.text for row in found] == ["支持甲，推动乙", "支持丙，推动丁", "支持戊"]
    assert [row.cells["任务"] for row in found] == ["扩大开放", "扩大开放", "优化环境"]


def test_numbers_of_rows_are_read_in_every_spelling() -> None:
    found = rows("某市任务清单\n序号\t任务\n1.\t支持甲。\n（2）\t支持乙。\n3、\t支持丙。\n")
    assert [(row.marker, row.path) for row in found] == [
        ("1.", "任务清单-1"),
        ("（2）", "任务清单-2"),
        ("3、", "任务清单-3"),
    ]


def test_captions_in_either_figures_and_a_list_whose_title_ends_in_brackets() -> None:
    outline = parse(
        "附件\n某市任务清单（共2项）\n表一 开放\n序号\t任务\n1\t支持甲。\n表2 环境\n序号\t任务\n1\t支持乙。\n"
    )
    assert [clause.path for clause in outline.clauses] == ["附件标识", "任务清单", "表1", "表1-1", "表2", "表2-1"]
    assert [clause.marker for clause in outline.clauses if clause.path in ("表1", "表2")] == ["表一", "表2"]


def test_columns_of_figures_are_no_measures() -> None:
    found = rows("主要指标表\n指标名称\t目标任务\n服务业增加值\t1000\n外资占比\t20%\n")
    assert [row.text for row in found] == ["服务业增加值", "外资占比"]


def test_one_cell_a_line_may_have_an_empty_name_in_its_head() -> None:
    found = rows(
        "某市任务清单\n\n\t类别\n\t\n\t试点任务\n\n\t甲业\n\t乙领域\n\t1. 支持甲。\n\n\t\n\t\n\t2. 支持乙。\n\n\t\n\t丙领域\n\t3. 支持丙。\n"
    )
    assert [(row.cells["类别"], row.cells["类别2"], row.text) for row in found] == [
        ("甲业", "乙领域", "支持甲。"),
        ("甲业", "乙领域", "支持乙。"),
        ("甲业", "丙领域", "支持丙。"),
    ]


def test_a_table_set_side_by_side_is_read_group_below_group_where_its_numbers_run_so() -> None:
    text = (
        "某市任务清单\n序号\t任务\t责任单位\t序号\t任务\t责任单位\n1\t推进甲\t市甲局\t3\t推进丙\t市丙局\n"
        "2\t推进乙\t市乙局\t\t\t\n"
    )
    outline = parse(text)
    assert uncovered(text, outline) == []
    found = rows(text)
    assert [(row.number, row.text, row.responsible[0].units) for row in found] == [
        ("1", "推进甲", ("市甲局",)),
        ("2", "推进乙", ("市乙局",)),
        ("3", "推进丙", ("市丙局",)),
    ]
    assert list(found[0].cells) == ["序号", "任务", "责任单位"]


def test_a_table_set_side_by_side_without_numbers_is_read_row_by_row_unless_cells_are_carried_down() -> None:
    plain = "某市名录\n名称\t电话\t名称\t电话\n图书馆\t一\t博物馆\t二\n档案馆\t三\t美术馆\t四\n"
    assert [row.cells["名称"] for row in rows(plain)] == ["图书馆", "博物馆", "档案馆", "美术馆"]
    carried = "某市清单\n领域\t措施\t领域\t措施\n科技\t支持甲\t金融\t支持丙\n\t支持乙\t\t支持丁\n"
    assert [(row.cells["领域"], row.text) for row in rows(carried)] == [
        ("科技", "支持甲"),
        ("科技", "支持乙"),
        ("金融", "支持丙"),
        ("金融", "支持丁"),
    ]


def test_what_a_numbered_row_lists_in_one_cell_stays_one_row() -> None:
    text = "某局权责清单\n序号\t名称\t责任事项\n1\t许可\t1.受理责任。 ⏎ 2.审查责任。\n2\t检查\t1.立案责任。 ⏎ 2.调查责任。\n"
    assert [(row.number, row.text) for row in rows(text)] == [
        ("1", "1.受理责任。2.审查责任。"),
        ("2", "1.立案责任。2.调查责任。"),
    ]


def test_a_unit_column_may_say_who_leads_and_who_assists() -> None:
    text = "某市任务清单\n序号\t任务\t责任单位\n1\t推进甲\t市商务局牵头，各省（区、市）、市财政局配合\n2\t推进乙\t市科技局\n"
    assert [[(one.role, one.units) for one in row.responsible] for row in rows(text)] == [
        [("牵头", ("市商务局",)), ("配合", ("各省（区、市）", "市财政局"))],
        [("责任单位", ("市科技局",))],
    ]


def test_the_title_of_a_text_that_is_one_list_is_that_of_the_list() -> None:
    outline = parse("沈阳市商务局权责清单（2024年版）\n序号\t事项\n1\t许可\n2\t检查\n")
    assert outline.document.title == "沈阳市商务局权责清单（2024年版）"
    assert outline.document.jurisdiction == "辽宁省沈阳市"


def test_a_list_may_carry_its_edition_in_brackets_and_stand_below_its_explanation() -> None:
    outline = parse(
        "准入措施（负面清单）（2024年版）\n说　明\n一、本清单统一列出措施。\n二、本清单由商务部解释。\n"
        "准入措施（负面清单）（2024年版）\n序号\t特别管理措施\n一、农业\n1\t禁止甲。\n二、采矿业\n2\t禁止乙。\n"
    )
    found = {clause.path: clause for clause in outline.clauses}
    assert list(found)[-5:] == ["任务清单", "任务清单/一", "任务清单-1", "任务清单/二", "任务清单-2"]
    assert found["任务清单"].heading == "准入措施（负面清单）（2024年版）"


def test_a_row_of_short_cells_below_a_section_is_no_head() -> None:
    found = rows(
        "附件1\n取消事项目录\n（共计2项）\n序号\t事项名称\t实施机关\n一、甲委（1项）\n1\t债券核准\t甲委\n二、乙部（1项）\n"
        "2\t简章备案\t省级部门\n"
    )
    assert [(row.path, row.cells["实施机关"]) for row in found] == [("任务清单-1", "甲委"), ("任务清单-2", "省级部门")]


def test_the_title_of_a_list_is_that_of_the_text_though_a_label_stands_above_it() -> None:
    assert parse("附件2\n重点工作责任清单\n类别\t任务\n甲\t1.办乙。\n").document.title == "重点工作责任清单"


def test_the_fields_of_a_form_are_rows_though_their_cells_are_empty() -> None:
    outline = parse(
        "附件1\n申报表\n单位名称\t\n联系人\t\n联系电话\t\t邮箱\t\n附件2\n承诺书\n一、材料真实。\n二、专款专用。\n"
    )
    found = {clause.path: clause for clause in outline.clauses}
    assert found["任务表"].heading == "申报表"
    assert [clause.text for clause in outline.clauses if clause.kind is Kind.TABLE_ROW] == [
        "单位名称",
        "联系人",
        "联系电话",
    ]


def test_columns_of_years_stand_below_a_grouping_head_and_the_unit_of_measure_is_no_title() -> None:
    outline = parse(
        "某省实施方案\n一、任务\n落实甲。\n二、保障\n落实乙。\n附：招生计划表\n单位：人\n省份\t基数\t分年度任务\t\n\t\t1996年\t1997年\n江苏\t100\t120\t140\n上海\t105\t135\t175\n"
    )
    found = [clause for clause in outline.clauses if clause.kind is Kind.TABLE_ROW]
    assert next(clause for clause in outline.clauses if clause.path == "任务表").heading == "招生计划表"
    assert [dict(row.cells) for row in found] == [
        {"省份": "江苏", "基数": "100", "分年度任务/1996年": "120", "分年度任务/1997年": "140"},
        {"省份": "上海", "基数": "105", "分年度任务/1996年": "135", "分年度任务/1997年": "175"},
    ]


def test_a_head_of_two_rows_may_end_in_an_empty_column_and_hangs_in_the_attachment_that_is_open() -> None:
    outline = parse(
        "某区公告\n一、范围\n见附件。\n二、施行\n自公布之日起施行。\n附件1 界址点坐标\n编号\t左侧线\t\t说明\t\n\t**X**\t**Y**\t\t\n"
        "A1\t1.5\t2.5\t甲\t\nA2\t1.7\t2.7\t乙\t\n注：采用独立坐标系统。\n"
    )
    found = {clause.path: clause for clause in outline.clauses}
    assert list(found)[-5:] == ["附件1", "任务表", "任务表-A1", "任务表-A2", "任务表/¶1"]
    assert dict(found["任务表-A1"].cells) == {
        "编号": "A1",
        "左侧线/X": "1.5",
        "左侧线/Y": "2.5",
        "说明": "甲",
        "说明2": "",
    }
    assert (found["任务表"].parent, found["任务表"].level) == (found["附件1"].id, 2)


PIPES = "| 序号 | 重点任务 | 责任单位 |\n|---|:---|---|\n| 1 | 支持甲。 | 市商务局 |\n| 2 | 支持乙。 | 市教委 |\n"


@pytest.mark.parametrize("markdown", [True, False])
@pytest.mark.parametrize("above", ["重点任务分工表\n\n", "重点任务分工表\n", "各单位要按照重点任务分工表抓好落实，\n"])
@pytest.mark.parametrize(
    "table",
    [
        PIPES,
        "\n".join(line.strip("| ") for line in PIPES.splitlines()) + "\n",
        PIPES.replace("\n", "\r\n"),
        PIPES.replace("|:---|", "| -- |"),
    ],
)
def test_a_rule_below_a_row_of_bars_makes_a_table_in_any_text(table: str, above: str, markdown: bool) -> None:
    text = f"某市实施方案\n一、目标。支持甲。\n二、保障。加强领导。\n{above}{table}"
    outline = parse(text, markdown=markdown)
    assert uncovered(text, outline) == []
    rows = [clause for clause in outline.clauses if clause.kind is Kind.TABLE_ROW]
    assert [(row.path, row.text) for row in rows] == [("任务表-1", "支持甲。"), ("任务表-2", "支持乙。")]
    assert rows[1].cells == {"序号": "2", "重点任务": "支持乙。", "责任单位": "市教委"}
    assert "|" not in "".join(clause.text + clause.heading for clause in outline.clauses)


@pytest.mark.parametrize(
    "lines",
    [
        "| 甲 | 乙 |\n| 丙 | 丁 |\n",
        "甲 | 乙 | 丙\n--- | ---\n丁 | 戊 | 己\n",
        "首页 | 政务公开 | 互动交流\n----------\n",
        "甲乙丙\n---\n丁戊己\n",
    ],
)
def test_bars_without_a_rule_of_as_many_cells_make_none_in_plain_text(lines: str) -> None:
    outline = parse(f"某市实施方案\n一、目标。支持甲。\n{lines}")
    assert not any(clause.kind is Kind.TABLE_ROW for clause in outline.clauses)


CUT_HEAD = "某市实施方案\n一、目标。支持甲。\n二、保障。加强领导。\n\n任务清单\n"
CATEGORIES = "类别\t试点任务\n专业领域\t1.支持甲。\n\t2.支持乙。\n"
UNITS = "序号\t任务\t责任单位\n1\t支持甲。\t市商务局\n2\t支持乙。\t市商务局\n"


@pytest.mark.parametrize("end", ["\n", "\n\n", "\r\n\r\n"])
@pytest.mark.parametrize(
    ("table", "unit"),
    [
        (CATEGORIES + "\t3.探索与港澳⏎专业机构合作。\n\t4.支持丙。\n教育领域\t5.支持丁。\n", ""),
        (CATEGORIES + "\t3.探索与港澳⏎专业机构合作。\n类别\t试点任务\n\t4.支持丙。\n教育领域\t5.支持丁。\n", ""),
        (UNITS + "3\t探索与港澳⏎专业机构合作。\t市教委\n4\t支持丙。\t市教委\n5\t支持丁。\t市教委\n", "市教委"),
        (UNITS + "3\t探索与港澳⏎专业机构合作。\n4\t支持丙。\t市教委\n5\t支持丁。\t市教委\n", ""),
    ],
)
def test_a_row_that_a_page_end_cut_in_two_lines_is_one_row(table: str, unit: str, end: str) -> None:
    text = CUT_HEAD + table.replace("⏎", end)
    outline = parse(text)
    assert uncovered(text, outline) == []
    found = [clause for clause in outline.clauses if clause.kind is Kind.TABLE_ROW]
    assert [row.text for row in found] == ["支持甲。", "支持乙。", "探索与港澳专业机构合作。", "支持丙。", "支持丁。"]
    assert [row.number for row in found] == ["1", "2", "3", "4", "5"]
    assert found[2].cells.get("责任单位", "") == unit
    assert [clause.path for clause in outline.clauses if clause.path.startswith("二/")] == []


@pytest.mark.parametrize(
    ("above", "line", "below"),
    [
        (UNITS, "上述任务由各单位抓好落实。", "3\t支持丙。\t市教委\n"),
        (CATEGORIES, "以上任务由各单位抓好落实。", "类别\t试点任务\n教育领域\t3.支持丙。\n"),
        (CATEGORIES + "\t3.支持丙\n", "重点产业任务", "类别\t试点任务\n教育领域\t4.支持丁。\n"),
        (CATEGORIES + "\t3.支持丙\n", "三、推动丁。", "教育领域\t4.支持丁。\n"),
        ("类别\t试点任务\n甲\t支持甲\n乙\t支持乙\n", "以上由各单位抓好落实。", "丙\t支持丙\n丁\t支持丁\n"),
    ],
)
def test_other_lines_between_rows_are_no_rest_of_a_measure(above: str, line: str, below: str) -> None:
    assert not any(line in row.text for row in rows(f"{CUT_HEAD}{above}{line}\n{below}"))


def test_a_form_to_fill_in_has_names_beside_blanks_and_no_head() -> None:
    form = parse("附件\n某市申请表\n姓名\t\t性别\t\n出生年月\t\t民族\t\n工作单位\t\t\t\n")
    rows = [clause for clause in form.clauses if clause.kind is Kind.TABLE_ROW]
    assert [row.text for row in rows] == ["姓名", "出生年月", "工作单位"]
    assert dict(rows[1].cells) == {"列1": "出生年月", "列2": "", "列3": "民族", "列4": ""}
    table = parse("某市任务清单\n类别\t\t任务\t\n产业\t甲\t发展甲。\t\n环境\t\t发展乙。\t\n")
    assert [clause.text for clause in table.clauses if clause.kind is Kind.TABLE_ROW] == ["发展甲。", "发展乙。"]
