"""Where the heading of a numbered line ends."""

import pytest

from diffs.parsing import parse

PLAN = "某市实施方案\n为贯彻要求，制定本方案。\n"


@pytest.mark.parametrize(
    ("line", "heading", "sep", "text"),
    [
        ("1.资金来源：省级财政。", "资金来源", "：", "省级财政。"),
        ("1.省财政给予1：1配套。", "省财政给予1：1配套", "。", ""),
        ("1.每日9:00开市。", "每日9:00开市", "。", ""),
        ("1.登录政务网(网址:www.example.cn)提出意见。", "登录政务网(网址:www.example.cn)提出意见", "。", ""),
        ("1.邮寄（地址：某路1号）。", "邮寄（地址：某路1号）", "。", ""),
        ("1.受理机构（市级）：市商务局。", "受理机构（市级）", "：", "市商务局。"),
    ],
)
def test_a_ratio_a_time_and_a_colon_inside_a_bracket_end_no_heading(
    line: str, heading: str, sep: str, text: str
) -> None:
    found = {clause.path: clause for clause in parse(PLAN + line).clauses}["1"]
    assert (found.heading, found.heading_sep, found.text) == (heading, sep, text)


@pytest.mark.parametrize(
    ("line", "paths"),
    [
        ("一、总体要求（一）指导思想以发展为主题。（二）工作目标到2025年，实现甲。", ["一", "一/（一）", "一/（二）"]),
        ("（一）培育商圈。打造甲。（区商务局负责）（二）发展夜市。建设乙。（区文旅局负责）", ["（一）", "（二）"]),
        ("1.完善清单。编制甲。（牵头单位：市数据局）2.压减时限。办结乙。", ["1", "2"]),
        ("一、依照第五条第（一）（二）项办理。另有规定的，从其规定。", ["一"]),
        ("（一）符合本条（一）（二）项的。予以支持。", ["（一）"]),
    ],
)
def test_items_glued_to_a_heading_or_to_who_is_responsible_are_parted(line: str, paths: list[str]) -> None:
    clauses = parse(PLAN + line).clauses
    assert [clause.path for clause in clauses][2:] == paths
