"""Items that a decision quotes in one line."""

import pytest

from diffs.amending.amendments import read_decision
from diffs.amending.applying import amend
from diffs.amending.edits import Amended

OLD = "某市车辆条例\n第一条　下列车辆免检：\n（一）救护车；\n（二）消防车：\n1.水罐车；\n2.云梯车；\n（三）警车。\n"


def amended(order: str) -> Amended:
    (amendment,) = read_decision(f"对《某市车辆条例》作如下修改：\n{order}").amendments
    done = amend(OLD, amendment)
    assert [outcome.reason for outcome in done.outcomes] == [None]
    return done


@pytest.mark.parametrize(
    ("order", "old", "new"),
    [
        ("一、第一条第一项、第三项修改为：“（一）校车；（三）公交车。”", ("救护车", "警车"), ("校车", "公交车")),
        ("一、第一条第一项、第三项修改为：“（一）校车。 （三）公交车。”", ("救护车；", "警车"), ("校车。", "公交车")),
        ("一、第一条第二项第一目、第二目修改为：“1.泵车；2.梯车；”", ("水罐车", "云梯车"), ("泵车", "梯车")),
        ("一、第一条第一项修改为：“（一）校车，含（二）项所列；”", ("救护车",), ("校车，含（二）项所列",)),
    ],
)
def test_items_quoted_in_one_line_are_put_in_the_place_of_those_cited(
    order: str, old: tuple[str, ...], new: tuple[str, ...]
) -> None:
    expected = OLD
    for before, after in zip(old, new, strict=True):
        expected = expected.replace(before, after)
    assert amended(order).text == expected


def test_items_added_in_one_line_need_not_be_given_their_numbers() -> None:
    done = amended("一、第一条增加两项：“（四）校车；（五）公交车。”")
    assert done.text == OLD.replace("警车。\n", "警车；\n（四）校车；\n（五）公交车。\n")


def test_more_items_than_are_cited_are_added_after_them() -> None:
    done = amended("一、第一条第一项、第二项修改为：“（一）校车；（二）公交车；（三）邮车；”")
    assert (
        done.text == "某市车辆条例\n第一条　下列车辆免检：\n（一）校车；\n（二）公交车；\n（三）邮车；\n（四）警车。\n"
    )
