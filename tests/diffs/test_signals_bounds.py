"""Bounds that say the same in other words, and what one difference says once."""

import pytest
from support.wordings import Found, found, turned


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("应当在三日以内补送。", "应当在三日内补送。"),
        ("应当在十日以内作出。", "应当在十日之内作出。"),
        ("应当在30日之内备案。", "应当在30日内备案。"),
    ],
)
def test_a_term_bounded_by_another_word_of_the_same_sense_is_silent(old: str, new: str) -> None:
    assert found(old, new) == found(new, old) == []


@pytest.mark.parametrize(
    ("old", "new", "signal"),
    [
        ("已满十四周岁、十六周岁的。", "已满十二周岁、十四周岁、十六周岁的。", ("number", None, "十二周岁", None)),
        ("不满十四周岁或者十六周岁的。", "不满十六周岁的。", ("number", "十四周岁", None, None)),
        ("存期不超过30日。", "存期超过30日。", ("deadline", "不超过30日", "超过30日", "reversed")),
        ("限五人以内。", "限五人以上。", ("number", "五人以内", "五人以上", "reversed")),
        ("应当在三十日内提出。", "应当在三十日后提出。", ("deadline", "三十日内", "三十日", None)),
        ("未满十八周岁的，不得申请。", "满十八周岁的，方可申请。", ("modality", "不得", "方可", "drafting")),
    ],
)
def test_a_difference_at_a_bound_is_told_once(old: str, new: str, signal: Found) -> None:
    assert found(old, new) == [signal]
    back = found(new, old)
    assert [one[1:] for one in back] == [turned(signal)[1:]]


@pytest.mark.parametrize(
    ("old", "new", "signals"),
    [
        ("处3万元—5万元罚款。", "处3万元以上5万元以下罚款。", []),
        ("处一万元罚款。", "处一万元至五万元罚款。", [("money", None, "五万元", None)]),
        ("处一万元以下罚款。", "处一万元至五万元罚款。", [("money", "一万元", "五万元", "raised")]),
        ("处 2000元罚款。", "处 2000元以下罚款。", [("money", "2000元", "2000元以下", None)]),
    ],
)
def test_the_ends_of_a_range_are_bounds_whatever_mark_stands_between(old: str, new: str, signals: list[Found]) -> None:
    assert found(old, new) == signals
    assert found(new, old) == list(map(turned, signals))


def test_a_ban_for_life_is_longer_than_one_for_years() -> None:
    old, new = "在五年内不得从事相关业务。", "终身不得从事相关业务。"
    assert [one[1:] for one in found(old, new)] == [("五年", "终身", "longer")]
    assert [one[1:] for one in found(new, old)] == [("终身", "五年", "shorter")]
