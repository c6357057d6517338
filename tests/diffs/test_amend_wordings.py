"""Wordings of decisions beyond the plain ones, applied to a small text."""

from functools import partial

import pytest
from support.orders import ordered, refused

OLD = """某市车辆条例
第一章　总则
第一条　工商部门配合公安部门。
违反规定的，公安部门不予登记。
第二章　通行
第二条　下列车辆不得通行：
（一）未登记的；
（二）未检验的。
第三条　停车场由公安部门管理。
第三章　附则
第四条　本条例自公布之日起施行。
"""

amended = partial(ordered, OLD)


@pytest.mark.parametrize(
    ("order", "edits"),
    [
        ("第一条第一款中的“配合”修改为“协助”，删去该条第二款。", [("配合", "协助"), ("\n违反规定的，公安部门不予登记。", "")]),
        ("第一条第一款中的“配合”修改为“协助”，该条第二款中的“不予”修改为“不得”。", [("配合", "协助"), ("不予", "不得")]),
        ("将第一条第二款中的“不予”修改为“不得”，并将该条中的“公安部门”修改为“公安机关”。", [("不予", "不得"), ("配合公安部门", "配合公安机关"), ("，公安部门", "，公安机关")]),
        ("第二条第一项中的“登记”修改为“注册”，将该条第二项删去。", [("登记的；\n（二）未检验的。", "注册的。")]),
        ("修改第一条第二款，删去该款。", [("\n违反规定的，公安部门不予登记。", "")]),
        ("第一条增加一款，作为第二款，原第二款作为第三款，第二款为：“登记免费。”", [("公安部门。\n", "公安部门。\n登记免费。\n")]),
        ("第三条原为“停车场由公安部门管理。”，现修改为“停车场由市人民政府管理。”", [("停车场由公安部门", "停车场由市人民政府")]),
        ("第三条分为两款，修改为：“停车场由公安部门管理。\n“停车免费。”", [("管理。", "管理。\n停车免费。")]),
        ("第三条修改为“停车场由市人民政府管理”。", [("停车场由公安部门", "停车场由市人民政府")]),
        ("第一条第二款修改为“违反规定的，不予登记”。", [("的，公安部门", "的，")]),
        ("第三条增加一款：“停车免费”。", [("管理。", "管理。\n停车免费。")]),
        ("将第一条中的“部门”修改为“公安部门”。", [("工商部门", "工商公安部门")]),
        ("将条例名称修改为“《某市机动车条例》”。", [("某市车辆条例", "某市机动车条例")]),
        ("将第三条移至第三章。", [("第三条　停车场由公安部门管理。\n第三章　附则\n", "第三章　附则\n第三条　停车场由公安部门管理。\n")]),
        ("第二条移入第一章。", [("第二章　通行\n第二条　下列车辆不得通行：\n（一）未登记的；\n（二）未检验的。\n", "第二条　下列车辆不得通行：\n（一）未登记的；\n（二）未检验的。\n第二章　通行\n")]),
    ],
)  # fmt: skip
def test_a_wording_is_applied_to_the_letter(order: str, edits: list[tuple[str, str]]) -> None:
    expected = OLD
    for old, new in edits:
        assert old in expected
        expected = expected.replace(old, new)
    done = amended(f"一、{order}")
    assert (done.text, refused(done)) == (expected, [])


@pytest.mark.parametrize(
    ("order", "reason"),
    [
        ("将第一条移至第三章。", "place_not_found"),
        ("将第三条中的“部门”修改为“公安部门”。", "words_not_found"),
        ("将第三条作为第二章。", "not_understood"),
        ("修改第三条，删去该款。", "not_understood"),
        ("删去该条。", "not_understood"),
    ],
)
def test_what_has_no_certain_place_is_left_alone(order: str, reason: str) -> None:
    done = amended(f"一、{order}")
    assert (done.text, refused(done)) == (OLD, [reason])
