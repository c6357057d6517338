"""Chapters added, and articles that keep to their chapter while they change places."""

from functools import partial

import pytest
from support.orders import ordered, refused

OLD = """某市车辆条例
第一章　总则
第一条　甲。
第二章　通行
第二条　乙。
第三条　丙。
第三章　附则
第四条　丁。
"""

amended = partial(ordered, OLD)


def test_articles_that_change_places_stay_in_their_chapter() -> None:
    done = amended("一、将第三条改为第二条，第二条改为第三条。")
    swapped = OLD.replace("第二条　乙。\n第三条　丙。", "第二条　丙。\n第三条　乙。")
    assert (done.text, refused(done)) == (swapped, [])


@pytest.mark.parametrize(
    "orders",
    [
        ["一、在第二章后增加一章，作为第三章，章名为“监督”。", "二、增加一条，作为第四条：“戊。”"],
        ["一、增加一章，作为第三章，章名为“监督”。", "二、增加一条，作为第四条：“戊。”"],
        ["一、在第三章前增加一章，作为第三章：“第三章　监督\n第四条　戊。”"],
        ["一、增加一章，作为第三章：“第三章　监督", "“第四条　戊。”"],
    ],
)
def test_a_chapter_added_holds_the_articles_added_for_it(orders: list[str]) -> None:
    done = amended(*orders)
    new = OLD.replace("第四条　丁", "第五条　丁").replace("第三章　附则", "第三章　监督\n第四条　戊。\n第四章　附则")
    assert (done.text, refused(done)) == (new, [])


def test_a_chapter_without_an_article_is_not_put_in() -> None:
    done = amended("一、在第二章后增加一章，作为第三章，章名为“监督”。")
    assert (done.text, refused(done)) == (OLD, ["place_not_found"])


@pytest.mark.parametrize(
    "order", ["题目修改为《某市机动车条例》。", "将名称《某市车辆条例》修改为《某市机动车条例》。"]
)
def test_a_title_may_be_given_in_its_own_marks(order: str) -> None:
    done = amended(f"一、{order}")
    assert (done.text, refused(done)) == (OLD.replace("车辆", "机动车"), [])


def test_straight_marks_inside_straight_marks_are_not_guessed() -> None:
    done = amended('一、第二条修改为："遵循"安全第一"的原则。"')
    assert (done.text, refused(done)) == (OLD, ["not_understood"])
