"""Sentences that a decision cites by their place."""

import time
from functools import partial

import pytest
from support.orders import ordered, refused

from diffs.amending.amendments import read_decision
from diffs.amending.applying import amend

OLD = """某市车辆条例
第一条　车辆应当登记。登记免费。公安部门负责登记。
车辆应当年检。
第二条　登记时提交材料。材料包括：
（一）身份证明。证明应当有效；
（二）来历证明。
"""

amended = partial(ordered, OLD)


@pytest.mark.parametrize(
    ("order", "old", "new"),
    [
        ("第一条第一款第二句修改为：“登记不收费。”", "登记免费。", "登记不收费。"),
        ("将第一条第一款的第二句修改为“登记不收费”。", "登记免费。", "登记不收费。"),
        ("删去第一条第一款第三句。", "公安部门负责登记。", ""),
        ("将第一条第一款最后一句删去。", "公安部门负责登记。", ""),
        ("删去第一条第一款第二句至第三句。", "登记免费。公安部门负责登记。", ""),
        ("第一条第一款第一句中的“登记”修改为“注册”。", "应当登记。", "应当注册。"),
        ("将第一条第一款第三句中的“公安部门”修改为“公安机关”，“登记”修改为“注册”。", "公安部门负责登记", "公安机关负责注册"),
        ("删去第一条第一款首句中的“应当”。", "车辆应当登记", "车辆登记"),
        ("在第一条第一款第二句后增加一句：“登记公开。”", "免费。", "免费。登记公开。"),
        ("第一条第一款增加一句，作为第三句：“登记公开。”", "免费。", "免费。登记公开。"),
        ("第一条第一款中增加一句作为第一句：“登记公开。”", "车辆应当登记。", "登记公开。车辆应当登记。"),
        ("在第一条第一款第三句中的“公安部门”后增加“依法”。", "公安部门", "公安部门依法"),
        ("第二条第一款第二句修改为：“材料为：”", "材料包括：", "材料为："),
        ("第二条第一项第二句修改为：“证明应当真实；”", "应当有效；", "应当真实；"),
        ("第一条第二款修改为：“车辆年检。”，第一款第二句修改为：“登记不收费。”", "登记免费。公安部门负责登记。\n车辆应当年检", "登记不收费。公安部门负责登记。\n车辆年检"),
        ("将第一条第一款后半句中的“免费”修改为“不收费”。", "免费", "不收费"),
    ],
)  # fmt: skip
def test_a_sentence_is_found_by_its_place(order: str, old: str, new: str) -> None:
    done = amended(f"一、{order}")
    assert (done.text, refused(done)) == (OLD.replace(old, new), [])


@pytest.mark.parametrize(
    ("order", "reason"),
    [
        ("第一条第一款第四句修改为：“乙。”", "target_not_found"),
        ("第一条第二句修改为：“乙。”", "target_ambiguous"),
        ("删去第一条第二款第一句。", "conflict"),
        ("第一条第一款第二句中的“公安部门”修改为“公安机关”。", "words_not_found"),
        ("将第一条第一款前半句中的“登记”修改为“注册”。", "words_found_often"),
        ("第一条第一款后半句修改为：“乙。”", "not_understood"),
        ("将第一条第一款第二句移至第二款。", "not_understood"),
        ("将第一条第一款第二句、第二款第二句中的“免费”修改为“公开”。", "target_not_found"),
    ],
)
def test_a_sentence_that_is_not_there_for_certain_is_left_alone(order: str, reason: str) -> None:
    done = amended(f"一、{order}")
    assert (done.text, refused(done)) == (OLD, [reason])


def test_a_sentence_that_another_order_touched_is_not_sought_again() -> None:
    done = amended("一、第一条第一款第二句修改为：“登记公开。”", "二、删去第一条第一款第二句。")
    assert (done.text, refused(done)) == (OLD.replace("登记免费。", "登记公开。"), ["conflict"])


def test_numbers_of_sentences_are_those_of_the_old_text() -> None:
    done = amended("一、删去第一条第一款第一句。", "二、删去第一条第一款第二句中的“免费”。")
    assert done.text == OLD.replace("车辆应当登记。登记免费。", "登记。")


def test_hundreds_of_orders_for_a_text_of_very_many_sentences_end_in_bounded_time() -> None:
    old = "某市车辆条例\n第一条　" + "车辆登记。甲。" * 20_000 + "\n第二条　乙。\n"
    orders = "".join(f"{at}.将第一条第一句中的“车辆”修改为“车”。\n" for at in range(1, 201))
    (amendment,) = read_decision(f"对《某市车辆条例》作如下修改：\n{orders}").amendments
    before = time.perf_counter()
    done = amend(old, amendment)
    assert time.perf_counter() - before < 10
    assert refused(done)[-1] == "too_much"
