"""Documents that a text cites, by title, by number, or by both."""

import pytest

from diffs.changes import compare
from diffs.comparison import SignalKind
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


NUMBERS_IN_SENTENCES = (
    ("根据国办发〔2022〕5号", "国办发〔2022〕5号"),
    ("和财税〔2021〕3号", "财税〔2021〕3号"),
    ("根据《条例》和国发〔2017〕15号", "国发〔2017〕15号"),
    ("为贯彻落实国发〔2017〕15号精神", "国发〔2017〕15号"),
    ("印发沪府规〔2021〕1号", "沪府规〔2021〕1号"),
    ("修改鲁政办发〔2019〕7号", "鲁政办发〔2019〕7号"),
    ("废止甬政发〔2018〕2号", "甬政发〔2018〕2号"),
    ("替代浙政发〔2016〕9号", "浙政发〔2016〕9号"),
    ("以及苏政发〔2015〕1号", "苏政发〔2015〕1号"),
    ("与发改价格〔2020〕100号", "发改价格〔2020〕100号"),
    ("原国发〔2001〕3号", "国发〔2001〕3号"),
    ("对外经贸发〔2003〕4号", "对外经贸发〔2003〕4号"),
    ("共和县政发〔2019〕5号", "共和县政发〔2019〕5号"),
    ("呼和浩特市政发〔2019〕5号", "呼和浩特市政发〔2019〕5号"),
    ("由财政部财会〔2006〕3号", "财政部财会〔2006〕3号"),
    ("现行有效的建规〔2019〕2号", "建规〔2019〕2号"),
    ("按文件精神国发〔2011〕2号", "国发〔2011〕2号"),
    ("停止执行国税发〔2008〕116号", "国税发〔2008〕116号"),
    ("将川府发〔2020〕1号", "川府发〔2020〕1号"),
    ("关于成立重庆市双桥水利工程建设领导小组的通知渝府办发〔2021〕89号", "渝府办发〔2021〕89号"),
)


@pytest.mark.parametrize(("printed", "number"), NUMBERS_IN_SENTENCES)
def test_outlines_and_signals_read_the_same_number_in_a_sentence(printed, number):
    law = f"某市养犬管理规定\n\n第一条　市公安机关负责养犬管理。\n第二条　养犬登记，{printed}，由公安机关另行规定。"
    old, new = parse(law), parse(law.replace("号", "7号"))
    assert [cite.number for cite in old.document.cites if cite.number] == [number]
    signals = [one for change in compare(old, new).changes for one in change.signals]
    assert [one.old for one in signals if one.kind is SignalKind.DOCUMENT_NUMBER] == [number]
