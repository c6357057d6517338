"""Citations of 条, 款, 项 and 目 in old words follow the numbers that an amendment gives, or are told."""

import time

import pytest

from diffs.amending.amendments import read_decision
from diffs.amending.applying import amend
from diffs.amending.edits import Amended

OLD = """某市车辆条例
　　第一条　为了管理车辆，制定本条例。
　　第二条　车辆应当登记。
　　登记不收费。
　　第三条　违反第二条第二款、第六条第二项的，由市交通局处罚。
　　第四条　第六条第二项、第三项所列车辆，适用第六条第一项至第三项。
　　第五条　依照《中华人民共和国道路交通安全法》第六条第二项处理。
　　第六条　下列车辆免检：
　　（一）救护车；
　　（二）消防车；
　　（三）警车。
　　前款第二项的车辆应当备案。
　　本条第一款第三项的车辆，以及第一款第（二）、（三）项的车辆除外；第二款规定的备案不收费。
　　第七条　本条例自2010年3月1日起施行。
"""
ITEM = "第六条第一款增加一项，作为第二项：“（二）校车；”"
SHIFT = "增加一条，作为第三条：“车辆应当年检。”"
ORDER = "对条文顺序作相应调整。"


def amended(*orders: str, old: str = OLD) -> Amended:
    lines = [f"{'一二三四五六七'[at]}、{order}" for at, order in enumerate(orders)]
    (amendment,) = read_decision("对《某市车辆条例》作如下修改：\n" + "\n".join(lines)).amendments
    done = amend(old, amendment)
    assert [outcome.reason for outcome in done.outcomes if not outcome.applied] == []
    return done


def rows(done: Amended) -> list[tuple[str, str, str | None, str | None]]:
    return [(one.clause, one.old, one.new, one.reason) for one in done.references]


@pytest.mark.parametrize("item", [ITEM, f"{ITEM[:-1]}原第二项改为第三项，原第三项改为第四项。"])
def test_paragraphs_and_items_follow_with_their_articles(item: str) -> None:
    done = amended("第二条增加一款，作为第二款：“登记应当公开。”", item, SHIFT, ORDER)
    assert "违反第二条第三款、第七条第三项的" in done.text
    assert "第七条第三项、第四项所列车辆" in done.text
    assert "前款第三项的车辆" in done.text
    assert "本条第一款第四项的车辆，以及第一款第（三）、（四）项的车辆除外；第二款规定" in done.text
    assert "道路交通安全法》第六条第二项处理" in done.text
    assert ("第四条", "第二条第二款", "第二条第三款", None) in rows(done)
    assert ("第四条", "第六条第二项", "第七条第三项", None) in rows(done)
    assert ("第七条", "前款第二项", "前款第三项", None) in rows(done)


def test_a_range_into_which_something_was_put_is_told_and_left() -> None:
    done = amended(ITEM, SHIFT, ORDER)
    assert "适用第六条第一项至第三项" in done.text
    assert ("第五条", "第六条第一项至第三项", None, "range") in rows(done)


def test_a_range_that_moves_as_a_whole_follows() -> None:
    done = amended("第六条第一款增加一项，作为第一项：“（一）校车；”", ORDER)
    assert "适用第六条第二项至第四项" in done.text


def test_an_item_that_is_gone_is_told_and_its_citation_stays_whole() -> None:
    done = amended("删去第六条第一款第二项。", SHIFT, ORDER)
    assert "违反第二条第二款、第六条第二项的" in done.text
    assert ("第四条", "第六条第二项", None, "gone") in rows(done)
    assert ("第七条", "前款第二项", None, "gone") in rows(done)


def test_a_paragraph_put_between_is_not_the_preceding_one_that_was_meant() -> None:
    done = amended("第六条增加一款，作为第二款：“其他车辆应当检验。”", ORDER)
    assert "前款第二项的车辆" in done.text
    assert ("第六条", "前款第二项", None, "not_before") in rows(done)
    assert ("第六条", "第二款", "第三款", None) in rows(done)


def test_the_article_before_may_be_another_one() -> None:
    old = OLD.replace("登记不收费。", "违反前条的，不予登记。")
    done = amended("增加一条，作为第二条：“车辆应当年检。”", ORDER, old=old)
    assert ("第三条", "前条", None, "not_before") in rows(done)


def test_items_of_an_article_put_anew_are_known_by_their_words() -> None:
    new = "“下列车辆免检：\n“（一）校车；\n“（二）救护车；\n“（三）消防车。”"
    done = amended(f"将第六条修改为：{new}", SHIFT, ORDER)
    assert "违反第二条第二款、第七条第三项的" in done.text
    assert ("第五条", "第六条第二项、第三项", "第七条第二项、第三项", "rewritten") in rows(done)


def test_without_a_word_on_numbers_what_now_points_elsewhere_is_told() -> None:
    done = amended("删去第六条第一款第一项。")
    assert "违反第二条第二款、第六条第二项的" in done.text
    assert ("第三条", "第六条第二项", None, "not_said") in rows(done)
    assert ("第六条", "前款第二项", None, "not_said") in rows(done)


def test_what_the_decision_wrote_is_in_the_new_numbering() -> None:
    done = amended(ITEM, "将第三条中的“第六条第二项”修改为“第六条第三项”。", ORDER)
    assert "违反第二条第二款、第六条第三项的" in done.text
    assert [row for row in rows(done) if row[0] == "第三条"] == []


def test_a_citation_of_which_the_decision_wrote_a_part_is_told() -> None:
    done = amended(ITEM, "将第三条中的“第六条”修改为“本条例第六条”。", ORDER)
    assert "本条例第六条第二项的" in done.text
    assert [row[1:] for row in rows(done) if row[0] == "第三条"] == [("第六条第二项", None, "amended")]


def test_a_paragraph_that_became_an_article_is_told() -> None:
    done = amended("第二条第二款改为第三条。", ORDER)
    assert ("第四条", "第二条第二款", None, "moved") in rows(done)


def test_points_follow_and_what_is_no_citation_stays() -> None:
    old = OLD.replace("（二）消防车；", "（二）消防车：\n　　1.水罐车；\n　　2.云梯车；").replace(
        "登记不收费。", "第六条第二项第二目的车辆为第一项目标车辆，由第三款项支付。"
    )
    done = amended(ITEM, ORDER, old=old)
    assert "第六条第三项第二目的车辆为第一项目标车辆，由第三款项支付。" in done.text


def test_that_article_is_not_known_for_certain() -> None:
    old = OLD.replace("登记不收费。", "符合第六条规定，且属于该条第二项的除外。")
    assert ("第二条", "该条第二项", None, "ambiguous") in rows(amended(ITEM, ORDER, old=old))


def test_nothing_is_told_of_citations_that_still_point_where_they_did() -> None:
    assert (
        rows(amended("将第二条中的“车辆”修改为“机动车”。", "第六条第一款增加一项，作为第四项：“（四）校车。”", ORDER))
        == []
    )


def test_many_citations_end_soon() -> None:
    old = OLD.replace("登记不收费。", "第六条第二项、" * 4000 + "第一、" * 20000)
    start = time.process_time()
    amended(ITEM, ORDER, old=old)
    assert time.process_time() - start < 8
