"""Documents that a text cites, by title, by number, or by both."""

import pytest

from diffs.parsing import parse


def cites(sentence: str, number: str = "甲府〔2020〕9号") -> list[tuple[str, str | None]]:
    text = f"甲市人民政府关于乙的通知\n{number}\n各单位：\n{sentence}现通知如下。\n一、丙\n丁。\n二、戊\n己。\n"
    return [(cite.title, cite.number) for cite in parse(text).document.cites]


@pytest.mark.parametrize(
    ("sentence", "found"),
    [
        ("根据《乙法》《丙条例》等，", [("乙法", None), ("丙条例", None)]),
        ("根据《国务院关于乙的批复》（国函〔2022〕135号），", [("国务院关于乙的批复", "国函〔2022〕135号")]),
        (
            "按照《商务部关于印发〈沈阳市方案〉的通知》(商资发[2022]208号)要求，",
            [("商务部关于印发〈沈阳市方案〉的通知", "商资发〔2022〕208号")],
        ),
        ("根据《乙办法》（国家发展改革委令第9号，以下简称《办法》）和《办法》，", [("乙办法", "国家发展改革委令第9号")]),
        ("根据《丙公告》（2021年第5号），", [("丙公告", "2021年第5号")]),
        ("按照国函〔2021〕37号文件要求，", [("", "国函〔2021〕37号")]),
        (
            "根据国务院关于印发中国(辽宁)自由贸易试验区总体方案的通知（国发〔2017〕15号），",
            [("国务院关于印发中国(辽宁)自由贸易试验区总体方案的通知", "国发〔2017〕15号")],
        ),
        ("《丁通知》（甲府〔2010〕1号）、《戊通知》（甲府〔2011〕2号）同时废止。", [("丁通知", "甲府〔2010〕1号"), ("戊通知", "甲府〔2011〕2号")]),
        ("根据《乙法》，依照甲府〔2020〕9号文件，", [("乙法", None)]),
    ],
)  # fmt: skip
def test_cited_documents_are_named_once_with_their_numbers(sentence: str, found: list[tuple[str, str | None]]) -> None:
    assert cites(sentence) == found
