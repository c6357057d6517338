"""Markers in every width and spacing, and figures that are no markers."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from diffs.parsing.numbering import Rank, dotted_markers, find_marker, numeral
from diffs.provisions import han


@pytest.mark.parametrize(
    ("line", "rank", "printed", "label", "ordinal"),
    [
        ("第一编　总则", Rank.PART, "第一编", "第一编", "1"),
        ("第二分编 合同", Rank.SUBPART, "第二分编", "第二分编", "2"),
        ("第一部分 形势", Rank.PART, "第一部分", "第一部分", "1"),
        ("第三章　附　　则", Rank.CHAPTER, "第三章", "第三章", "3"),
        ("第 三 章 附则", Rank.CHAPTER, "第 三 章", "第三章", "3"),
        ("第四节 监督", Rank.SECTION, "第四节", "第四节", "4"),
        ("第三章 审查和批准决算，听取和审议报告", Rank.CHAPTER, "第三章", "第三章", "3"),
        ("第一百零三条　国家", Rank.ARTICLE, "第一百零三条", "第一百零三条", "103"),
        ("第103条 国家", Rank.ARTICLE, "第103条", "第一百零三条", "103"),
        ("第十二条之一 国家", Rank.ARTICLE, "第十二条之一", "第十二条之一", "12-1"),
        ("\u3000\u3000第八条【目的】为了", Rank.ARTICLE, "第八条", "第八条", "8"),
        ("一、总体要求", Rank.HAN, "一、", "一", "1"),
        ("十一．其他", Rank.HAN, "十一．", "十一", "11"),
        ("（一）指导思想", Rank.PAREN_HAN, "（一）", "（一）", "1"),
        ("(十二) 促进", Rank.PAREN_HAN, "(十二)", "（十二）", "12"),
        ("( 三 )促进", Rank.PAREN_HAN, "( 三 )", "（三）", "3"),
        ("㈡促进", Rank.PAREN_HAN, "㈡", "（二）", "2"),
        ("1.充分竞争", Rank.ARABIC, "1.", "1", "1"),
        ("１２．充分竞争", Rank.ARABIC, "１２．", "12", "12"),
        ("3、支持", Rank.ARABIC, "3、", "3", "3"),
        ("⒉支持", Rank.ARABIC, "⒉", "2", "2"),
        ("（1）支持", Rank.PAREN_ARABIC, "（1）", "（1）", "1"),
        ("2)支持", Rank.PAREN_ARABIC, "2)", "（2）", "2"),
        ("⑶支持", Rank.PAREN_ARABIC, "⑶", "（3）", "3"),
        ("①支持", Rank.CIRCLED, "①", "①", "1"),
        ("㉒支持", Rank.CIRCLED, "㉒", "㉒", "22"),
        ("\ufeff一、总则", Rank.HAN, "一、", "一", "1"),
        ("第一篇 开启新征程", Rank.PART, "第一篇", "第一篇", "1"),
        ("第 十 二 条　国家", Rank.ARTICLE, "第 十 二 条", "第十二条", "12"),
        ("第三條　本條例", Rank.ARTICLE, "第三條", "第三条", "3"),
        ("a）矢量数据", Rank.LETTER, "a）", "a）", "1"),
        ("02 文化旅游", Rank.ARABIC, "02", "2", "2"),
        ("一 、总体要求", Rank.HAN, "一 、", "一", "1"),
        ("二. 任务", Rank.HAN, "二.", "二", "2"),
        ("—、总体要求", Rank.HAN, "—、", "一", "1"),
        ("（—）指导思想", Rank.PAREN_HAN, "（—）", "（一）", "1"),
        ("（一)指导思想", Rank.PAREN_HAN, "（一)", "（一）", "1"),
        ("三）促进", Rank.PAREN_HAN, "三）", "（三）", "3"),
        ("（一）、指导思想", Rank.PAREN_HAN, "（一）、", "（一）", "1"),
        ("一、1996年我国地震活动", Rank.HAN, "一、", "一", "1"),
        ("1. 支持", Rank.ARABIC, "1.", "1", "1"),
        ("1 . 支持", Rank.ARABIC, "1 .", "1", "1"),
        ("1\\. 支持", Rank.ARABIC, "1.", "1", "1"),
        ("1、5G基站建设", Rank.ARABIC, "1、", "1", "1"),
        ("2.2024年底前建成", Rank.ARABIC, "2.", "2", "2"),
        ("(1) 支持", Rank.PAREN_ARABIC, "(1)", "（1）", "1"),
        ("( １ )支持", Rank.PAREN_ARABIC, "( １ )", "（1）", "1"),
        ("1)、支持", Rank.PAREN_ARABIC, "1)、", "（1）", "1"),
        ("③、支持", Rank.CIRCLED, "③、", "③", "3"),
    ],
)
def test_markers_are_read_in_every_spelling(line: str, rank: Rank, printed: str, label: str, ordinal: str) -> None:
    marker = find_marker(line)
    assert marker is not None
    assert (marker.rank, marker.printed, marker.label, marker.ordinal) == (rank, printed, label, ordinal)
    assert not line[marker.end :].startswith((" ", "　"))


@pytest.mark.parametrize(
    "line",
    [
        "29.97 平方公里",
        "1+X证书制度",
        "3D打印",
        "2017年8月29日",
        "2021.04.21",
        "十八届三中、四中全会",
        "一、二、三产业融合",
        "二、三产业",
        "A、B、C三类",
        "立、改、废",
        "第三条第二款规定的情形",
        "第八条规定的期限",
        "第五章规定的措施，由国务院决定，并应当公布；其他从其规定",
        "100%",
        "",
        "1.5 亿元以上的项目",
        "１．５亿元",
        "2021.",
        "2021.1.1起",
        "5G网络",
        "1、3、5年级学生",
        "2、3号线延长段",
        "10、11月",
        "12345政务服务热线",
        "一是加强领导",
        "第一，加强领导",
        "一方面，",
        "—2023年",
        "——坚持创新",
    ],
)
def test_figures_that_are_no_numbering_are_left_alone(line: str) -> None:
    assert find_marker(line) is None


def test_an_article_without_blank_is_one_only_in_sequence() -> None:
    assert find_marker("第八条国家支持", last_article=7) is not None
    assert find_marker("第八条国家支持", last_article=3) is None
    assert find_marker("第八条之一国家支持", last_article=8) is not None
    assert find_marker("第一条国家支持") is not None
    assert find_marker("第六条国家支持", last_article=4) is not None
    assert find_marker("第四条第三条规定的部门", last_article=3) is not None
    assert find_marker("第四条第三款规定的部门", last_article=3) is None


def test_dotted_numbers_are_markers_when_they_follow_one_another() -> None:
    lines = [
        "1 总则",
        "1.1 编制目的",
        "29.97 平方公里的范围",
        "1.2编制依据",
        "2.5万个基站",
        "2 组织",
        "2.1 机构",
        "2.1.1 国家层面",
    ]
    found = dotted_markers(list(enumerate(lines)))
    assert {lines[at]: (marker.label, marker.rank) for at, marker in found.items()} == {
        "1 总则": ("1", Rank.ARABIC),
        "1.1 编制目的": ("1.1", Rank.DOTTED),
        "1.2编制依据": ("1.2", Rank.DOTTED),
        "2 组织": ("2", Rank.ARABIC),
        "2.1 机构": ("2.1", Rank.DOTTED),
        "2.1.1 国家层面": ("2.1.1", Rank.DOTTED_3),
    }
    assert dotted_markers(list(enumerate(["1.1 亿元的项目", "29.97 平方公里", "3.5倍以上"]))) == {}


@given(st.integers(min_value=1, max_value=9999))
def test_chinese_figures_read_back_as_written(number: int) -> None:
    assert numeral(han(number)) == number


@pytest.mark.parametrize(
    ("text", "value"), [("二〇二二", 2022), ("一百零三", 103), ("十", 10), ("二十", 20), ("１２", 12), ("两千", 2000)]
)
def test_numerals_of_each_kind_have_their_value(text: str, value: int) -> None:
    assert numeral(text) == value
