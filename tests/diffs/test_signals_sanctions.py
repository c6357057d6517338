"""Sanctions of which the figures and the verb change at once, and the steps that they are told by."""

import pytest
from support.wordings import Found, found, turned


@pytest.mark.parametrize(
    ("old", "new", "signals"),
    [
        (
            "情节严重的，可以处一万元以下罚款。",
            "情节严重的，处五万元以下罚款。",
            [("modality", "可以", None, "stricter"), ("money", "一万元", "五万元", "raised")],
        ),
        (
            "主管部门应当在三十日内答复。",
            "主管部门在十五日内答复。",
            [("modality", "应当", None, "looser"), ("deadline", "三十日", "十五日", "shorter")],
        ),
        (
            "可以对单位处一万元罚款。",
            "对个人处五万元罚款。",
            [("money", "一万元", None, None), ("money", None, "五万元", None)],
        ),
        ("逾期不改正的，处一万元罚款。", "逾期未改正的，处二万元罚款。", [("money", "一万元", "二万元", "raised")]),
        ("逾期不改正的，处一万元罚款。", "拒不改正的，处二万元罚款。", [("money", "一万元", "二万元", "raised")]),
        (
            "对单位处十万元罚款，对个人处一万元罚款。",
            "对个人处二万元罚款，对单位处二十万元罚款。",
            [("money", "一万元", "二万元", "raised"), ("money", "十万元", "二十万元", "raised")],
        ),
    ],
)
def test_verb_and_figures_of_a_sanction_are_weighed_apart(old: str, new: str, signals: list[Found]) -> None:
    assert found(old, new) == signals
    assert sorted(found(new, old), key=str) == sorted(map(turned, signals), key=str)


def test_a_refusal_within_a_condition_that_goes_on_is_no_norm() -> None:
    old = "接到举报不依法查处，或者有其他行为的，给予处分。"
    new = "接到举报不予查处或者不依法查处，或者有其他行为的，给予处分。"
    assert found(old, new) == found(new, old) == []
