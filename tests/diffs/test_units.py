"""Who is responsible for what, with the prefixes that lists leave out."""

import pytest

from diffs.units import split_units, text_units


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


def test_deadlines_and_notes_beside_units_are_no_units() -> None:
    labelled = text_units("支持甲。（责任单位：市科技局、教委；完成时限：2024年9月）")
    assert [given.units for given in labelled] == [("市科技局", "市教委")]
    timed = text_units("支持甲。（市科技局牵头，市教委配合，6月底前完成）")
    assert [given.units for given in timed] == [("市科技局",), ("市教委",)]
    assert split_units("市科技局、各区政府（排名第一的为牵头单位，下同）") == ("市科技局", "各区政府")


@pytest.mark.parametrize(
    "text",
    ["支持甲（不含乙）。", "各部门负责落实。", "（一）由市科技局负责的事项，另行规定。", "明确责任单位和完成时限。"],
)
def test_ordinary_brackets_and_sentences_assign_nobody(text: str) -> None:
    assert text_units(text) == []
