"""Tables inside articles, tables of two wordings, captions with two numbers."""

import pytest
from support.parsed import uncovered

from diffs.clauses import Kind
from diffs.parsing import parse


@pytest.mark.parametrize("note", ["", "注：按年发放。\n"])
def test_the_paragraphs_of_an_article_go_on_below_its_table(note: str) -> None:
    table = f"表1　奖励标准\n档次\t资本\t奖励金额\n一档\t十亿元\t一千\n二档\t五亿元\t五百\n{note}"
    articles = "第二条　奖励标准如下表：\n" + table + "前款所称资本，以报告为准。\n下列情形除外：\n（一）注销的；\n"
    text = f"某市奖励细则\n第一条　为了奖励，制定本细则。\n{articles}第三条　本细则自印发之日起施行。\n"
    outline = parse(text)
    found = [(clause.path, clause.text) for clause in outline.clauses if clause.kind is not Kind.TABLE_ROW]
    assert not uncovered(text, outline)
    assert [path for path, _ in found if not path.startswith("表1/")] == [
        *("方案/标题", "第一条", "第二条", "第二条/第一款", "表1", "第二条/第二款", "第二条/第三款"),
        *("第二条/第三款/（一）", "第三条"),
    ]
    assert dict(found)["第二条/第二款"] == "前款所称资本，以报告为准。"


def test_a_table_between_two_articles_leaves_the_first_whole() -> None:
    table = "序号\t项目\n1\t甲\n2\t乙\n"
    text = f"某细则\n第一条　标准如下：\n{table}第二条　本细则自印发之日起施行。\n"
    assert [one.path for one in parse(text).clauses if one.path.startswith("第一条")] == ["第一条"]


COMPARED = """某条例修改对照表
序号\t现行条例\t修正草案\t修改理由
1\t第一条　为了 管理，制定本条例。\t第一条　为了服务，制定本条例。\t完善目的
2\t第三条　公安机关负责监督管理。\t\t职责调整
3\t\t第三条　城市管理部门负责监督。\t职责调整
4\t第二章　停车场\t第二章　停车设施\t
"""


def test_where_old_and_new_wording_stand_side_by_side_an_empty_cell_stays_empty() -> None:
    rows = [clause for clause in parse(COMPARED).clauses if clause.kind is Kind.TABLE_ROW]
    assert [row.cells["现行条例"] for row in rows] == [
        *("第一条　为了 管理，制定本条例。", "第三条　公安机关负责监督管理。", "", "第二章　停车场"),
    ]
    assert [row.text for row in rows] == [row.cells["修正草案"] for row in rows]
    assert rows[1].text == ""


def test_amounts_before_and_after_are_no_wordings() -> None:
    rows = "序号\t项目名称\t修订前金额\t修订后金额\n1\t甲项目\t100\t120\n2\t乙项目\t80\t90\n"
    found = [clause for clause in parse(f"项目资金表\n{rows}").clauses if clause.kind is Kind.TABLE_ROW]
    assert [row.text for row in found] == ["甲项目", "乙项目"]


def test_categories_beside_a_column_of_reasons_are_still_carried_down() -> None:
    rows = "序号\t原因\t拟采取措施\n1\t成本高\t降低成本。\n2\t\t减免税费。\n"
    found = [clause for clause in parse(f"整改措施表\n{rows}").clauses if clause.kind is Kind.TABLE_ROW]
    assert [row.cells["原因"] for row in found] == ["成本高", "成本高"]


@pytest.mark.parametrize(("printed", "path"), [("表2-1", "表2.1"), ("表3.2", "表3.2"), ("表A.1", "表A.1")])
def test_captions_with_two_numbers_name_tables(printed: str, path: str) -> None:
    text = f"某规划\n一、目标\n指标见下。\n{printed}　主要指标\n序号\t名称\n1\t产值\n2\t就业\n二、任务\n落实任务。\n"
    found = {clause.path: clause for clause in parse(text).clauses}
    assert (found[path].marker, found[path].heading) == (printed, "主要指标")
    assert f"{path}-2" in found


def test_a_year_behind_the_number_of_a_table_is_its_title() -> None:
    text = "某规划\n一、目标\n指标见下。\n表1.2024年目标\n序号\t名称\n1\t产值\n2\t就业\n"
    assert [clause.heading for clause in parse(text).clauses if clause.path == "表1"] == ["2024年目标"]
