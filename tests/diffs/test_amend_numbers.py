"""The numbers of articles after an amendment: no two articles share one."""

import re
from functools import partial

import pytest
from support.orders import ordered

from diffs.amending.edits import Amended

OLD = """某市车辆条例
第一条　车辆应当登记。
第二条　登记免费。
第三条　车辆应当年检。
第四条　停车应当缴费。
第五条　本条例自公布之日起施行。
"""

amended = partial(ordered, OLD)


def lines(done: Amended) -> list[str]:
    assert [outcome.reason for outcome in done.outcomes if outcome.reason] == []
    return done.text.splitlines()[1:]


@pytest.mark.parametrize(
    "order",
    [
        "一、在第二条后增加一条：“第三条　登记公开。”",
        "一、第二条修改为：\n“第二条　登记免费。\n“第三条　登记公开。”",
    ],
)
def test_an_article_with_the_number_of_one_that_stays_pushes_it_on(order: str) -> None:
    assert lines(amended(order)) == [
        "第一条　车辆应当登记。",
        "第二条　登记免费。",
        "第三条　登记公开。",
        "第四条　车辆应当年检。",
        "第五条　停车应当缴费。",
        "第六条　本条例自公布之日起施行。",
    ]


@pytest.mark.parametrize(
    ("orders", "expected"),
    [
        (
            ["一、第三条改为第二条第二款。"],
            ["第一条　车辆应当登记。", "第二条　登记免费。", "车辆应当年检。", "第三条　停车应当缴费。", "第四条　本条例自公布之日起施行。"],
        ),
        (
            ["一、第三条作为第一条第二款，修改为：“车辆应当年审。”"],
            ["第一条　车辆应当登记。", "车辆应当年审。", "第二条　登记免费。", "第三条　停车应当缴费。", "第四条　本条例自公布之日起施行。"],
        ),
        (
            ["一、第三条改为第二条第一款。"],
            ["第一条　车辆应当登记。", "第二条　车辆应当年检。", "登记免费。", "第三条　停车应当缴费。", "第四条　本条例自公布之日起施行。"],
        ),
        (
            ["一、第三条改为第二条，第四条改为第二条第二款，修改为：“停车免费。”", "二、删去第二条。"],
            ["第一条　车辆应当登记。", "第二条　车辆应当年检。", "停车免费。", "第三条　本条例自公布之日起施行。"],
        ),
        (
            ["一、增加一条，作为第二条：“登记公开。”", "二、第四条改为第二条第二款。"],
            ["第一条　车辆应当登记。", "第二条　登记公开。", "停车应当缴费。", "第三条　登记免费。", "第四条　车辆应当年检。", "第五条　本条例自公布之日起施行。"],
        ),
    ],
)  # fmt: skip
def test_an_article_that_becomes_a_paragraph_joins_the_article_of_that_number(
    orders: list[str], expected: list[str]
) -> None:
    assert lines(amended(*orders)) == expected


def test_where_numbers_before_have_moved_unsaid_an_article_is_not_put_into_another() -> None:
    done = amended("一、删去第一条。", "二、第四条改为第二条第二款。")
    assert [str(outcome.reason) for outcome in done.outcomes if outcome.reason] == ["place_not_found"]
    numbers = re.findall("^第.+?条", done.text, re.MULTILINE)
    assert len(numbers) == len(set(numbers)) == 4


@pytest.mark.parametrize("order", ["第三条第一款改为第四条。", "第三条第一款改为第二条第二款。", "删去第三条第一款。"])
def test_an_article_whose_paragraphs_all_went_is_gone(order: str) -> None:
    done = amended(f"一、{order}")
    numbers = re.findall("^第.+?条", done.text, re.MULTILINE)
    assert len(numbers) == len(set(numbers)) == (5 if "第四条" in order else 4)
    assert all(text.startswith(("第", "车")) for text in lines(done))


def test_a_text_that_nothing_takes_is_told() -> None:
    done = amended("一、第三条改为第四条：“车辆应当年审。”")
    assert "not_understood" in [str(outcome.reason) for outcome in done.outcomes]
