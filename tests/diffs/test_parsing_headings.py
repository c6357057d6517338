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
