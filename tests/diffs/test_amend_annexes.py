"""An attachment that becomes an annex of the decision."""

import pytest

from diffs.amending.amendments import read_decision
from diffs.amending.applying import amend
from diffs.amending.edits import Amended

OLD = """某市车辆条例
第一条　收费标准见附件，环保部门监督。
附件1
收费标准
一、机动车：9元。
附件2
样式
蓝色标牌。
"""
CLOSING = "\n本决定自公布之日起施行。\n《某市车辆条例》根据本决定作相应修改，重新公布。\n"
ANNEXES = "附件1\n登记收费标准\n一、机动车：7元。\n二、删去第一条中的“环保”。\n附件2：新样式\n绿色标牌。\n"


def amended(orders: str, annexes: str = ANNEXES) -> Amended:
    (amendment,) = read_decision(f"关于修改《某市车辆条例》的决定\n一、{orders}{CLOSING}{annexes}").amendments
    return amend(OLD, amendment)


FIRST = "登记收费标准\n一、机动车：7元。\n二、删去第一条中的“环保”。\n"


@pytest.mark.parametrize(
    ("orders", "old", "new"),
    [
        ("附件1修改为本决定附件1。", "收费标准\n一、机动车：9元。\n", FIRST),
        ("将附件一替换为本决定所附附件1。", "收费标准\n一、机动车：9元。\n", FIRST),
        ("附件1修改为本决定附件1。\n二、附件2修改为本决定附件2。", "收费标准\n一、机动车：9元。\n附件2\n样式\n蓝色", f"{FIRST}附件2\n新样式\n绿色"),
        ("附件1、附件2修改为本决定附件1、附件2。", "收费标准\n一、机动车：9元。\n附件2\n样式\n蓝色", f"{FIRST}附件2\n新样式\n绿色"),
    ],
)  # fmt: skip
def test_the_annex_stands_in_the_place_of_the_attachment_and_orders_nothing(orders: str, old: str, new: str) -> None:
    done = amended(orders)
    assert [str(outcome.reason) for outcome in done.outcomes if outcome.reason] == []
    assert done.text == OLD.replace(old, new)


@pytest.mark.parametrize(
    "annexes", ["", "附件2\n绿色标牌。\n", "附件1\n甲\n附件1\n乙\n", "附件1\n某市车辆条例\n第一条　甲。\n"]
)
def test_an_annex_that_is_not_there_once_is_told(annexes: str) -> None:
    done = amended("附件1修改为本决定附件1。", annexes)
    assert (done.text, [str(outcome.reason) for outcome in done.outcomes]) == (OLD, ["not_understood"])
