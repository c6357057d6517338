"""An instruction is applied as a whole or told as a whole: none of it is read as if the rest were not there."""

from functools import partial

import pytest
from support.orders import ordered, refused

OLD = """某市车辆条例
第一条　工商部门管理车辆。交通部门协助；公安部门配合。
军用车辆除外。
第二条　工商部门不得收费。
第三条　停车场由公安部门管理。
第四条　工商部门应当处分违法人员。
"""

amended = partial(ordered, OLD)


@pytest.mark.parametrize(
    "order",
    [
        "一、删去第二条后半部分。",
        "一、删去第一条第一款分号后的内容。",
        "一、将第三条删去一部分。",
        "一、删去第二条中的“工商部门”和第三条。",
        "一、将本条例中的“工商部门”修改为“市场部门”，但作为单位名称使用的除外。",
        "一、将本条例中的“工商部门”修改为“市场部门”（罚则除外）。",
        "一、将第三条改为第二条之前。",
    ],
)
def test_more_than_a_form_reads_is_left_alone_and_told(order: str) -> None:
    done = amended(order)
    assert (done.text, refused(done)) == (OLD, ["not_understood"])


@pytest.mark.parametrize(
    "order",
    [
        "一、将本条例中的“工商部门”修改为“市场部门”（第二条除外）。",
        "一、将本条例中的“工商部门”统一修改为“市场部门”，除第二条外。",
        "一、将“工商部门”修改为“市场部门”（除第二条以外）。",
    ],
)
def test_an_exception_behind_the_order_is_kept(order: str) -> None:
    done = amended(order)
    assert done.text == OLD.replace("工商部门", "市场部门").replace("市场部门不得", "工商部门不得")
    assert refused(done) == []


@pytest.mark.parametrize("verb", ["分别修改为", "修改为"])
def test_words_of_two_places_become_others_in_their_order(verb: str) -> None:
    done = amended(f"一、将第二条中的“工商部门”、第三条中的“公安部门”{verb}“市场部门”、“城管部门”。")
    assert done.text == OLD.replace("工商部门不得", "市场部门不得").replace("由公安部门", "由城管部门")
    assert refused(done) == []


def test_what_is_cited_by_an_order_that_was_not_read_holds_for_the_next() -> None:
    done = amended("一、将第二条中的“收费”修改为“设卡”，第一条第一款作文字修改，第二款中的“军用”修改为“警用”。")
    assert done.text == OLD.replace("收费", "设卡").replace("军用", "警用")
    assert refused(done) == ["not_understood"]


@pytest.mark.parametrize("following", ["本决定自公布之日起施行。", "将第三条中的“公安部门”修改为“公安部门”。"])
def test_an_order_without_a_stop_is_over_where_the_next_line_begins_anew(following: str) -> None:
    done = amended("一、删去第一条第二款", following)
    assert (done.text, refused(done)) == (OLD.replace("\n军用车辆除外。", ""), [])


@pytest.mark.parametrize("order", ["一、删去第一条第二款的内容。", "一、将第一条第二款的规定删去。"])
def test_the_content_of_a_paragraph_is_the_paragraph(order: str) -> None:
    assert amended(order).text == OLD.replace("\n军用车辆除外。", "")
