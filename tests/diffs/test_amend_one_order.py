"""What one order says in several parts: text quoted at its end, numbers that follow, chapters made one."""

from functools import partial

import pytest
from support.orders import ordered, refused

from diffs.amending.amendments import read_decision
from diffs.amending.applying import amend

OLD = """某市车辆条例
第一章　登记
第一条　登记应当提交：
（一）身份证明；
（二）来历证明；
（三）其他材料。
公安部门、交通部门办理登记。
第一条之一　登记免费。
第二章　停放
第二条　停放应当缴费。
第三章　责任
第三条　逾期登记的，处五元罚款。
违规停车的，处五元罚款。
第四条　拒不缴费的，处十元罚款。
"""

amended = partial(ordered, OLD)


@pytest.mark.parametrize(
    ("order", "old", "new"),
    [
        ("第一条删去第二款。", "公安部门、交通部门办理登记。\n", ""),
        ("第一条第一款删去第（二）项，第（三）项改为第（二）项。", "（二）来历证明；\n（三）", "（二）"),
        ("将第一条第二款中的“公安部门”“交通部门”修改为“市政府”。", "公安部门、交通部门", "市政府、市政府"),
        ("第一条第二款中的“公安”“交通”分别修改为“警察”“运输”。", "公安部门、交通", "警察部门、运输"),
        ("删去第一条第二款中的“公安部门、”“交通”。", "公安部门、交通", ""),
        ("第三条第一款、第二款中的“五元”分别修改为“六元”、“七元”。", "五元罚款。\n违规停车的，处五元", "六元罚款。\n违规停车的，处七元"),
        ("第一条增加一项，作为第（三）项，原第（三）项改为第（四）项：“（三）保险证明；”", "（三）其他", "（三）保险证明；\n（四）其他"),
        ("第一条增加一款作为第二款，原第二款改为第三款：“登记公开。”", "公安部门、", "登记公开。\n公安部门、"),
        ("增加一条作为第一条之一，原第一条之一改为第一条之二：“登记公开。”", "第一条之一　", "第一条之一　登记公开。\n第一条之二　"),
        ("增加一款，作为第一条第三款：“登记公开。”", "登记。\n第一条之一", "登记。\n登记公开。\n第一条之一"),
        ("增加一项，作为第一条第（三）项：“（三）保险证明；”", "（三）其他", "（三）保险证明；\n（四）其他"),
        ("将第四条并入第三条，作为第三款。", "第四条　", ""),
        ("第二章与第三章合并，章名修改为“停放和责任”。", "第二章　停放\n第二条　停放应当缴费。\n第三章　责任", "第二章　停放和责任\n第二条　停放应当缴费。"),
        ("将第一章、第二章合并为第一章，章名为“登记和停放”。", "第一章　登记", "第一章　登记和停放"),
        ("第三章章名修改为“罚则”，增加一条，作为第三条：“罚款上缴。”", "第三章　责任\n第三条　逾期", "第三章　罚则\n第三条　罚款上缴。\n第四条　逾期"),
    ],
)  # fmt: skip
def test_all_parts_of_an_order_are_applied(order: str, old: str, new: str) -> None:
    done = amended(f"一、{order}")
    expected = OLD.replace(old, new)
    if "第一章、第二章合并" in order:
        expected = expected.replace("第二章　停放\n", "").replace("第三章", "第二章")
    if order.startswith("第三章章名"):
        expected = expected.replace("第四条　拒不", "第五条　拒不")
    assert (done.text, refused(done)) == (expected, [])


@pytest.mark.parametrize(
    "order",
    [
        "第一条第一款删去第（二）项后半部分，第（三）项改为第（二）项。",
        "删去第一条第（五）项，第（三）项改为第（二）项。",
        "第一条增加一项，作为第（三）项，原第（三）项改为第（四）项。",
        "将第一章分为两章，第一章章名修改为“甲”，第二章章名修改为“乙”。",
        "将第一章、第三章合并为第一章，章名修改为“甲”。",
        "将第四条并入第三条。",
        "将第三条第一款、第二款调换顺序。",
        "第三条、第一条删去第二款。",
    ],
)
def test_of_an_order_that_is_refused_no_part_is_applied(order: str) -> None:
    done = amended(f"一、{order}")
    assert done.text == OLD
    assert len(refused(done)) == len(done.outcomes) > 0


def test_lines_of_a_quoted_attachment_stay_lines() -> None:
    old = f"{OLD}附件1\n收费标准\n一、机动车：9元；\n二、拖拉机：8元。\n"
    decision = (
        "对《某市车辆条例》作如下修改：\n一、附件1修改为：\n“附件1\n登记收费标准\n一、机动车：7元；\n二、拖拉机：6元。”"
    )
    (amendment,) = read_decision(decision).amendments
    done = amend(old, amendment)
    assert done.text == f"{OLD}附件1\n登记收费标准\n一、机动车：7元；\n二、拖拉机：6元。\n"
    assert refused(done) == []


def test_items_that_are_sentences_keep_their_full_stops_when_one_is_added() -> None:
    old = "某市意见\n第一条　措施：\n（一）建车站。\n（二）建码头。\n附件1\n样式\n一、标牌为蓝色。\n二、标线为白色。\n"
    decision = "对《某市意见》作如下修改：\n一、第一条增加一项：“（三）建机场”。\n二、附件1增加一项：“三、地面平整。”"
    (amendment,) = read_decision(decision).amendments
    done = amend(old, amendment)
    expected = old.replace("码头。\n", "码头。\n（三）建机场。\n").replace("白色。\n", "白色。\n三、地面平整。\n")
    assert (done.text, refused(done)) == (expected, [])
