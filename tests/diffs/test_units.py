"""Who is responsible for what, with the prefixes that lists leave out."""

from collections import Counter
from pathlib import Path

import pytest

from diffs.parsing import parse
from diffs.parsing.units import split_units, text_units


@pytest.mark.parametrize(
    ("listed", "units"),
    [
        ("市法制办、工商局", ("市法制办", "市工商局")),
        ("市科技局、市场监管局、教委", ("市科技局", "市市场监管局", "市教委")),
        ("区法院、公安分局", ("区法院", "区公安分局")),
        ("市仲裁委、法院、司法局等相关单位", ("市仲裁委", "市法院", "市司法局")),
        ("沈阳海关、市国税局、财政局", ("沈阳海关", "市国税局", "市财政局")),
        ("市国税局、沈阳海关、辽宁银监局、浑南区政府", ("市国税局", "沈阳海关", "辽宁银监局", "浑南区政府")),
        ("市金融办、人民银行沈阳分行", ("市金融办", "人民银行沈阳分行")),
        ("市经济信息委及各行业主管部门", ("市经济信息委", "各行业主管部门")),
        ("发展改革委、财政部等部门", ("发展改革委", "财政部")),
        ("高新区、经济技术开发区、保税区管委会", ("高新区管委会", "经济技术开发区管委会", "保税区管委会")),
        ("中德(沈阳、大连)产业园、市商务局", ("中德(沈阳、大连)产业园", "市商务局")),
        ("市商务局，各区、县（市）政府", ("市商务局", "各区、县（市）政府")),
        ("教育部，各省、自治区、直辖市人民政府", ("教育部", "各省、自治区、直辖市人民政府")),
        ("市商务局、各区县（自治县）政府、两江新区管委会", ("市商务局", "各区县（自治县）政府", "两江新区管委会")),
        ("各乡镇、街道办事处", ("各乡镇", "街道办事处")),
        ("市商务局 市财政局　市科技局", ("市商务局", "市财政局", "市科技局")),
        ("市 商 务 局、财政局", ("市商务局", "市财政局")),
        ("市商务局（牵头）、财政局", ("市商务局", "市财政局")),
        ("国家发展改革委会同财政部、商务部", ("国家发展改革委", "财政部", "商务部")),
        ("农业农村部、财政部等和各有关省级人民政府", ("农业农村部", "财政部", "各有关省级人民政府")),
        ("市商务局等，以下均需各区县政府落实，不再列出", ("市商务局",)),
        ("市委宣传部、文化广电旅游局", ("市委宣传部", "市文化广电旅游局")),
        ("省商务厅、发展改革委、各市人民政府", ("省商务厅", "省发展改革委", "各市人民政府")),
        ("", ()),
    ],
)
def test_elided_prefixes_and_shared_suffixes_are_restored(listed: str, units: tuple[str, ...]) -> None:
    assert split_units(listed) == units


def test_each_assignment_covers_what_stands_before_it() -> None:
    text = "支持甲。（责任单位：市工商局、质监局）推动乙。(责任单位:沈阳海关)探索丙。"
    found = text_units(text)
    assert [(given.role, given.units) for given in found] == [
        ("责任单位", ("市工商局", "市质监局")),
        ("责任单位", ("沈阳海关",)),
    ]
    assert [text[slice(*given.scope)] for given in found] == ["支持甲。", "推动乙。"]


def test_leading_and_assisting_units_have_roles_of_their_own() -> None:
    leading = text_units("支持甲。（牵头单位：市科技局；配合单位：市教委、财政局）")
    assert [(given.role, given.units) for given in leading] == [
        ("牵头单位", ("市科技局",)),
        ("配合单位", ("市教委", "市财政局")),
    ]
    verbs = text_units("支持甲。（市科技局牵头，市教委、财政局配合）")
    assert [(given.role, given.units) for given in verbs] == [("牵头", ("市科技局",)), ("配合", ("市教委", "市财政局"))]


@pytest.mark.parametrize(
    ("text", "given"),
    [
        ("支持甲。［市商务局牵头，市科技局参与］", [("牵头", ("市商务局",)), ("参与", ("市科技局",))]),
        ("支持甲。〔责任单位：市商务局〕", [("责任单位", ("市商务局",))]),
        ("支持甲。【责任单位：市商务局】", [("责任单位", ("市商务局",))]),
        ("支持甲。（牵头：市商务局；配合：市科技局）", [("牵头", ("市商务局",)), ("配合", ("市科技局",))]),
        ("支持甲。主办：市商务局，协办：市科技局。", [("主办", ("市商务局",)), ("协办", ("市科技局",))]),
        (
            "支持甲。（商务部牵头，发展改革委、财政部等按职责分工负责）",
            [("牵头", ("商务部",)), ("按职责分工负责", ("发展改革委", "财政部"))],
        ),
        ("支持甲。（责任单位：市商务局牵头，市财政局配合）", [("牵头", ("市商务局",)), ("配合", ("市财政局",))]),
        ("支持甲。（责任领导：某某；责任单位：市商务局）", [("责任单位", ("市商务局",))]),
        ("支持甲。（市商务局牵头、市财政局配合）", [("牵头", ("市商务局",)), ("配合", ("市财政局",))]),
        (
            "支持甲。（牵头部门：商务厅）（配合部门：财政厅、发改委）",
            [("牵头部门", ("商务厅",)), ("配合部门", ("财政厅", "发改委"))],
        ),
        ("支持甲。由市商务局牵头，市财政局配合。", [("牵头", ("市商务局",)), ("配合", ("市财政局",))]),
        (
            "支持甲。牵头单位：市商务局 责任单位：市科技局 完成时限：2024年12月底",
            [("牵头单位", ("市商务局",)), ("责任单位", ("市科技局",))],
        ),
        (
            "支持甲。责任单位：市商务局。配合单位：市科技局。",
            [("责任单位", ("市商务局",)), ("配合单位", ("市科技局",))],
        ),
    ],
)
def test_assignments_are_printed_in_many_forms(text: str, given: list[tuple[str, tuple[str, ...]]]) -> None:
    found = text_units(text)
    assert [(one.role, one.units) for one in found] == given
    assert {text[slice(*one.scope)] for one in found} == {"支持甲。"}


def test_assignments_outside_brackets_end_with_their_sentence() -> None:
    text = "支持甲。责任单位：市商务局。推动乙。责任单位：市科技局、教委。"
    found = text_units(text)
    assert [(text[slice(*one.scope)], one.units) for one in found] == [
        ("支持甲。", ("市商务局",)),
        ("推动乙。", ("市科技局", "市教委")),
    ]


def test_every_assignment_of_a_plan_is_found_where_it_is_printed() -> None:
    text = (Path(__file__).parents[2] / "samples" / "shenyang-ftz-2017-plan.txt").read_bytes().decode("utf-8")
    clauses = [clause for clause in parse(text).clauses if clause.responsible]
    given = [(clause, one) for clause in clauses for one in clause.responsible]
    assert text.count("责任单位") == len(given) == 121
    assert all("责任单位" in clause.text[one.scope[1] : one.scope[1] + 6] for clause, one in given)
    units = Counter(unit for _, one in given for unit in one.units)
    assert len(units) == 58
    assert units["自贸试验区管委会"] == 33
    assert units["沈阳海关"] == 32
    assert not [unit for unit in units if unit.startswith(("发展改革", "工商", "财政", "科技"))]


def test_deadlines_and_notes_beside_units_are_no_units() -> None:
    labelled = text_units("支持甲。（责任单位：市科技局、教委；完成时限：2024年9月）")
    assert [given.units for given in labelled] == [("市科技局", "市教委")]
    timed = text_units("支持甲。（市科技局牵头，市教委配合，6月底前完成）")
    assert [given.units for given in timed] == [("市科技局",), ("市教委",)]
    assert split_units("市科技局、各区政府（排名第一的为牵头单位，下同）") == ("市科技局", "各区政府")


@pytest.mark.parametrize(
    "text",
    [
        "牵头单位要加强协调，配合单位要积极配合。",
        "由市商务局负责解释。",
        "支持甲（不含乙）。",
        "各部门负责落实。",
        "（一）由市科技局负责的事项，另行规定。",
        "明确责任单位和完成时限。",
    ],
)
def test_ordinary_brackets_and_sentences_assign_nobody(text: str) -> None:
    assert text_units(text) == []
