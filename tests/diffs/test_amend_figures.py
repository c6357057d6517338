"""Words that end or begin inside a number, words of headings, and words that are all a unit says."""

import pytest

from diffs.amending.amendments import read_decision
from diffs.amending.applying import amend
from diffs.amending.edits import Amended

OLD = """某市车辆条例
第一章　登记管理
第一条　车辆应当在十日内登记，变更应当在三十日内登记。统一三日办结。
第二条　违反第一条、第一条之一的，处二百元罚款；再次违反的，处一千二百元罚款，并记2分，多次的记12分。
（一）机动车；
（二）拖拉机。
附件1
停车场样式
一、停车场标牌。
"""


def amended(order: str) -> Amended:
    (amendment,) = read_decision(f"对《某市车辆条例》作如下修改：\n一、{order}").amendments
    return amend(OLD, amendment)


def refused(done: Amended) -> list[str]:
    return [str(outcome.reason) for outcome in done.outcomes if outcome.reason]


@pytest.mark.parametrize(
    ("order", "old", "new"),
    [
        ("将第一条中的“十日”修改为“五日”。", "在十日", "在五日"),
        ("将第一条中的“三日”修改为“五日”。", "一三日", "一五日"),
        ("将第二条中的“二百元”修改为“五百元”。", "处二百元", "处五百元"),
        ("第二条中的“2分”修改为“3分”。", "记2分", "记3分"),
        ("删去第二条中的“第一条”。", "违反第一条、", "违反、"),
        ("第二条中“记12”修改为“扣12”。", "记12", "扣12"),
        ("在第一条“十日”后增加“（工作日）”。", "在十日", "在十日（工作日）"),
    ],
)
def test_words_are_not_found_inside_a_number(order: str, old: str, new: str) -> None:
    done = amended(order)
    assert (done.text, refused(done)) == (OLD.replace(old, new), [])


@pytest.mark.parametrize(
    "order", ["第二条中的“一千二”修改为“三千二”。", "第二条中的“1”修改为“3”。", "将第二条中的“千”修改为“万”。"]
)
def test_part_of_a_number_alone_is_not_found(order: str) -> None:
    done = amended(order)
    assert (done.text, refused(done)) == (OLD, ["words_not_found"])


@pytest.mark.parametrize(
    ("order", "old", "new"),
    [
        ("将条例名称中的“车辆”修改为“机动车”。", "某市车辆", "某市机动车"),
        ("将标题中“某市”修改为“本市”。", "某市车辆", "本市车辆"),
        ("将第一章章名中的“管理”修改为“和管理”。", "登记管理", "登记和管理"),
        ("将附件1名称中的“停车场”修改为“停车点”。", "停车场样式", "停车点样式"),
        ("将第一章章名“登记管理”修改为“登记”。", "登记管理", "登记"),
    ],
)
def test_words_of_a_heading_leave_the_rest_of_it(order: str, old: str, new: str) -> None:
    done = amended(order)
    assert (done.text, refused(done)) == (OLD.replace(old, new, 1), [])


def test_a_heading_without_the_words_is_left_alone() -> None:
    done = amended("将第一章章名中的“停车”修改为“停放”。")
    assert (done.text, refused(done)) == (OLD, ["words_not_found"])


@pytest.mark.parametrize("order", ["删去第二条第二项“拖拉机”。", "删去第二条第（二）项中的“拖拉机。”。"])
def test_words_that_are_all_of_a_unit_are_not_taken_out_of_it(order: str) -> None:
    done = amended(order)
    assert (done.text, refused(done)) == (OLD, ["conflict"])
