"""Tables in the forms that task lists are published in."""

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


def test_pipe_tables_are_read_in_markdown_only() -> None:
    text = "# 某市方案\n\n| 序号 | 任务 | 责任单位 |\n|:---|---|---|\n| 1 | 支持甲。 | 市科技局 |\n| 2 | 支持乙。 | 市教委 |\n"
    assert [row.text for row in rows(text, markdown=True)] == ["支持甲。", "支持乙。"]
    assert rows(text) == []


def test_breaks_inside_a_cell_do_not_show_in_the_measure() -> None:
    found = rows("序号\t任务\t责任单位\n1\t支持甲 ⏎ 和乙。\t市科技局 ⏎ 市教委\n2\t支持丙。\t\n")
    assert found[0].text == "支持甲和乙。"
    assert found[0].responsible[0].units == ("市科技局", "市教委")


def test_an_indented_paragraph_is_no_table() -> None:
    assert rows("某市方案\n\t一、总体要求\n\t支持甲，推动乙。\n\n\t二、任务\n\t支持丙。\n") == []


def test_numbers_that_start_over_inside_a_table_do_not_make_two_rows_alike() -> None:
    found = rows("类别\t任务\n甲\t1. 支持甲。\n乙\t1. 支持乙。\n")
    assert len({row.path for row in found}) == 2
