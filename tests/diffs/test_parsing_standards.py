"""Standards and technical rules (GB/T 1.1): cover, terms below their numbers, lists in lists, references."""

from datetime import date

import pytest
from support.parsed import uncovered

from diffs.parsing import parse

COVER = """ICS 03.120
CCS A 00
DB31/T 1234—2024
政务服务工作规范
2024-05-06 发布　　　　2024-08-01 实施
"""
BODY = """1　范围
本文件规定了政务服务的要求。
2　术语和定义
下列术语和定义适用于本文件。
2.1
政务服务　government service
行政机关提供的服务。
注：包括行政许可。
2.2
一网通办
依托平台办理。
3　要求
3.1　应坚持以下原则：
a）便民；
b）高效：
1）减环节；
2）减时限。
3.2　应公开。
"""


def test_the_cover_of_a_standard_is_no_part_of_its_title() -> None:
    text = COVER + BODY
    outline = parse(text)
    assert not uncovered(text, outline)
    assert (outline.document.title, outline.document.number) == ("政务服务工作规范", "DB31/T1234—2024")
    assert outline.document.dates.effective_on == date(2024, 8, 1)
    assert [clause.text for clause in outline.clauses if clause.path.startswith("附注")] == ["ICS 03.120", "CCS A 00"]


def test_a_term_below_its_number_is_its_heading() -> None:
    found = {clause.path: clause for clause in parse(COVER + BODY).clauses}
    assert (found["2/2.1"].marker, found["2/2.1"].heading) == ("2.1", "政务服务　government service")
    assert found["2/2.1"].text == "行政机关提供的服务。"
    assert found["2/2.1/¶2"].text == "注：包括行政许可。"
    assert (found["2/2.2"].heading, found["2/2.2"].text) == ("一网通办", "依托平台办理。")


def test_a_figure_alone_that_counts_nothing_stays_text() -> None:
    text = BODY.replace("2.2\n", "7.5\n")
    found = [clause.path for clause in parse(COVER + text).clauses]
    assert "2/2.2" not in found
    assert not any("7.5" in path for path in found)


def test_numbers_that_the_last_letter_opens_stand_in_it() -> None:
    found = [clause.path for clause in parse(COVER + BODY).clauses if clause.path.startswith("3/3.1/")]
    assert found == ["3/3.1/a）", "3/3.1/b）", "3/3.1/b）/（1）", "3/3.1/b）/（2）"]


@pytest.mark.parametrize("number", ["[2]　", "[12] ", ""])
def test_the_number_of_a_reference_is_no_part_of_the_title_it_cites(number: str) -> None:
    text = f"{COVER}{BODY}{number}国务院关于加快平台建设的指导意见（国发〔2018〕27号）\n"
    cites = [(cite.title, cite.number) for cite in parse(text).document.cites]
    assert cites == [("国务院关于加快平台建设的指导意见", "国发〔2018〕27号")]
