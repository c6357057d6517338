"""Words of which one holds another: the longer is meant where it stands."""

import pytest

from diffs.amending.amendments import read_decision
from diffs.amending.applying import amend
from diffs.amending.edits import Amended

OLD = "某市车辆条例\n第一条　停车场内停车，停车免费。\n第二条　停车场应当登记。\n"


def amended(*orders: str) -> Amended:
    (amendment,) = read_decision("对《某市车辆条例》作如下修改：\n" + "\n".join(orders)).amendments
    return amend(OLD, amendment)


def outcomes(done: Amended) -> list[tuple[tuple[str, ...], str | None, int]]:
    return [(one.edit.words, one.reason, one.count) for one in done.outcomes]


@pytest.mark.parametrize(
    "orders",
    [
        ["一、将“停车”、“停车场”修改为“泊放”、“车场”。"],
        ["一、将条例中的“停车”修改为“泊放”，“停车场”修改为“车场”。"],
        ["一、将“停车”修改为“泊放”。", "二、将“停车场”修改为“车场”。"],
    ],
)
def test_the_longer_words_are_replaced_first_and_each_is_told_in_its_own_row(orders: list[str]) -> None:
    done = amended(*orders)
    assert done.text == "某市车辆条例\n第一条　车场内泊放，泊放免费。\n第二条　车场应当登记。\n"
    assert outcomes(done) == [(("停车",), None, 2), (("停车场",), None, 2)]


def test_words_that_stand_only_inside_the_longer_ones_are_not_there() -> None:
    done = amended("一、将第二条中的“停车”、“停车场”修改为“泊放”、“车场”。")
    assert done.text == OLD.replace("停车场应当", "车场应当")
    assert outcomes(done) == [(("停车",), "words_not_found", 0), (("停车场",), None, 1)]


@pytest.mark.parametrize(
    ("order", "put"), [("一、将“停车”、“停车场”修改为“泊放”。", "泊放"), ("一、删去“停车”、“停车场”。", "")]
)
def test_several_words_of_one_order_are_taken_longest_first(order: str, put: str) -> None:
    done = amended(order)
    assert done.text == OLD.replace("停车场", put).replace("停车", put)


def test_an_order_between_keeps_its_turn() -> None:
    done = amended(
        "一、将“停车”修改为“泊放”。", "二、将第二条修改为：“停车场公开。”", "三、将第二条中的“停车场”修改为“车场”。"
    )
    assert outcomes(done) == [(("停车",), None, 4), ((), None, 1), (("停车场",), "superseded", 0)]
