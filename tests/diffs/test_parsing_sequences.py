"""Numbers that only a whole text tells apart."""

import pytest
from support.parsed import uncovered

from diffs.clauses import Clause
from diffs.parsing import parse


def paths(text: str) -> list[str]:
    outline = parse(text)
    assert uncovered(text, outline) == []
    return [clause.path for clause in outline.clauses if numbered(clause)]


def numbered(clause: Clause) -> bool:
    return bool(clause.marker)


@pytest.mark.parametrize(("outer", "inner"), [("（{}）", "{}）"), ("({})", "{})"), ("{}）", "（{}）"), ("{})", "({})")])
@pytest.mark.parametrize("numerals", ["123", "一二三"])
def test_one_bracket_and_two_nest_as_the_text_sets_them(outer: str, inner: str, numerals: str) -> None:
    one, two, three = numerals
    lines = [outer.format(one) + "材料", inner.format(one) + "水泥合格。", inner.format(two) + "砂石合格。"]
    lines += [outer.format(two) + "施工", inner.format(one) + "放线。", outer.format(three) + "验收。"]
    text = "某市技术方案\n第一部分 要求\n" + "\n".join(lines) + "\n"
    base = "第一部分/"
    a, b, c = (f"{base}（{number}）" for number in numerals)
    assert paths(text) == ["第一部分", a, f"{a}/（{one}）", f"{a}/（{two}）", b, f"{b}/（{one}）", c]


def test_one_bracket_beside_two_in_other_sections_keeps_its_rank() -> None:
    text = "某市方案\n一、甲\n（1）做甲。\n（2）做乙。\n二、乙\n1）做丙。\n2）做丁。\n"
    assert paths(text) == ["一", "一/（1）", "一/（2）", "二", "二/（1）", "二/（2）"]


@pytest.mark.parametrize("blank", [" ", "\u3000", "\xa0\xa0"])
def test_numerals_parted_from_their_headings_by_a_blank_number_sections(blank: str) -> None:
    text = f"某区行动计划\n一{blank}总体要求\n坚持发展。\n二{blank}主要任务\n（一）做甲。\n（二）做乙。\n三{blank}保障\n加强领导。\n"
    assert paths(text) == ["一", "二", "二/（一）", "二/（二）", "三"]


@pytest.mark.parametrize(
    "lines",
    [
        "一 甲公司\n二 乙公司\n三 丙公司\n按次序排列。",
        "一 总体要求\n坚持发展。",
        "一 总体要求\n坚持发展。\n三 保障措施\n加强领导。",
        "一 总体要求，坚持发展。\n甲。\n二 主要任务，推动开放。\n乙。",
        "一 等奖\n某甲作品\n某乙作品\n二 等奖\n某丙作品",
        "一　体化发展有成效\n要做好。\n二　是改革有成效\n要做好。",
    ],
)
def test_numerals_and_blanks_that_make_no_sections_stay_text(lines: str) -> None:
    assert paths(f"某区行动计划\n{lines}\n") == []


def test_beside_sections_with_a_stop_such_lines_stay_text() -> None:
    text = "某区计划\n一、要求\n坚持发展。\n一 甲公司\n简介。\n二 乙公司\n简介。\n二、任务\n推动开放。\n"
    assert paths(text) == ["一", "二"]


GUIDELINE = """某某技术指南
1 范围
本指南适用于全省。
2 要求
2.1 一般要求
应符合附录A的规定。
2.2 记录
应填写附录 C。
"""


@pytest.mark.parametrize(
    "label", ["附录A\n（规范性附录）\n报告格式", "附录 A（规范性附录）报告格式", "附录A （规范性附录）\n报告格式"]
)
def test_an_appendix_with_a_letter_holds_what_is_numbered_by_it(label: str) -> None:
    text = f"{GUIDELINE}{label}\nA.1 封面\n含名称。\nA.2 正文\nA.2.1 字数\n不少于3000字。\nA.2.2 附图\n不少于2张。\n"
    assert paths(text)[4:] == ["附录A", "附录A/A.1", "附录A/A.2", "附录A/A.2/A.2.1", "附录A/A.2/A.2.2"]


@pytest.mark.parametrize(
    "line",
    [
        "B.1 封面",
        "A.3 封面",
        "A.1.5米",
        "附录A给出了格式",
        "附录A给出了格式。\nA.1类优先。",
        "附录A （略）见下。\nA.1 封面",
        "附录AB 甲",
        "附录A.1 甲",
    ],
)
def test_letters_and_figures_that_belong_to_no_appendix_number_nothing(line: str) -> None:
    assert paths(f"{GUIDELINE}{line}\n其他内容。\n") == ["1", "2", "2/2.1", "2/2.2"]


def test_numbers_without_a_point_number_measures_where_all_lines_that_open_so_count_on() -> None:
    text = (
        "某市行动方案\n一、主要任务\n1加强服务。完善机制。\n2项目建设。年内建成3个中心。\n3支持企业。\n"
        "二、保障措施\n1加强组织领导。\n2强化督查。\n"
    )
    assert paths(text) == ["一", "一/1", "一/2", "一/3", "二", "二/1", "二/2"]


@pytest.mark.parametrize(
    "lines",
    [
        "1个中心引领。\n2条走廊联动。\n3大片区协同。",
        "1主三副格局。\n2江两岸格局。\n3山五园格局。",
        "1加强服务。\n2优化环境。\n12月底前完成。",
        "1加强服务。\n2优化环境。",
        "1加强服务。\n3优化环境。\n4强化监管。",
        "1加强服务。\n2优化环境。\n1强化监管。\n1严格执法。",
    ],
)
def test_figures_before_words_that_do_not_count_lines_number_nothing(lines: str) -> None:
    assert paths(f"某市行动方案\n一、主要任务\n{lines}\n二、保障措施\n加强领导。\n") == ["一", "二"]


def test_beside_numbers_with_a_point_those_without_stay_text() -> None:
    text = "某市行动方案\n一、任务\n1.做甲。\n2.做乙。\n二、保障\n1加强服务。\n2优化环境。\n3强化监管。\n"
    assert paths(text) == ["一", "一/1", "一/2", "二"]
