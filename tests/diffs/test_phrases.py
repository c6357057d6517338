import itertools
from pathlib import Path

import pytest

from diffs.aligning.phrases import partners
from diffs.changes import compare
from diffs.parsing import parse

SAMPLES = Path(__file__).parents[2] / "samples"

#: Sentences that share nothing with any other: what else two plans say.
FILLER = ["".join(chr(0x5000 + 12 * number + at) for at in range(12)) for number in range(60)]


def linked(one: str, other: str) -> bool:
    """Whether a sentence among others of one plan is taken for a partner of a sentence of another plan."""
    free, _ = partners([*FILLER[:30], one], [*FILLER[30:], other], (), (), lambda _, __: "")
    return (30, 30) in {(first, second) for first, second, _ in free}


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (
            "允许以中外共同捐资方式,按规定举办营利性医疗机构,提供基本的公共卫生服务。",
            "在营利性医疗机构先行先试治未病。",
        ),
        ("登记认定公募基金会的慈善属性,公开年度工作报告与审计结果。", "公募基金会的慈善活动由民政部门审核。"),
    ],
)
def test_one_rare_phrase_of_both_plans_links_two_sentences(one: str, other: str) -> None:
    assert linked(one, other)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (
            "允许以中外共同捐资方式,按规定举办非营利性医疗机构,提供基本的公共卫生服务。",
            "在营利性医疗机构先行先试治未病。",
        ),
        ("登记认定公募基金会的慈善属性,公开年度工作报告与审计结果。", "非公募基金会的慈善活动由民政部门审核。"),
    ],
)
def test_a_phrase_that_one_side_negates_is_no_phrase_of_both(one: str, other: str) -> None:
    assert not linked(one, other)


def test_a_phrase_that_stops_at_an_attribute_is_none_until_its_noun_agrees() -> None:
    one = "允许港澳居民以捐资方式依法举办非营利性医院,提供基本的公共卫生服务。"
    assert linked(one, "外商可按章依法举办非营利性医院并享受优惠。")
    assert not linked(one, "外商可按章依法举办非营利性学校并享受优惠。")


def joins(linked_one: str, partner: str, third: str) -> bool:
    """Whether a third sentence joins a link of two, whichever side has it."""
    first, second = [*FILLER[:30], linked_one], [*FILLER[30:], partner, third]
    _, half = partners(first, second, (30,), (30,), lambda _, __: partner)
    _, turned = partners(second, first, (30,), (30,), lambda _, __: partner)
    found = (30, 31) in {(one, other) for one, other, _ in half}
    assert found is ((31, 30) in {(one, other) for one, other, _ in turned})
    return found


def test_a_third_sentence_joins_two_for_what_they_do_not_both_say() -> None:
    one, other = "规范发展金融科技,争取央行数字人民币试点。", "规范发展金融科技,建立风控模型。"
    assert joins(one, other, "加快数字人民币试点,支持拓面增量。")


def test_what_all_sentences_of_their_kind_say_joins_no_third() -> None:
    one = "法规案不列入会议议程的,应当向常务委员会报告或者向提案人说明。"
    other = "不列入会议议程的,应当向常务委员会会议报告或者向提案人说明。"
    assert not joins(one, other, "主席团决定不列入会议议程的,应当向大会报告或者向提案人说明。")


@pytest.mark.parametrize(
    "pair", [*itertools.combinations(("shenyang-2022-plan", "chengdu-2022-plan", "shenyang-ftz-2017-plan"), 2)]
)
def test_two_plans_link_the_same_whichever_is_called_old(pair: tuple[str, str]) -> None:
    one, other = (parse((SAMPLES / f"{name}.txt").read_text(encoding="utf-8")) for name in pair)
    forth, back = compare(one, other, across=True), compare(other, one, across=True)
    assert {link for change in forth.changes for link in change.links} == {
        (old, new) for change in back.changes for new, old in change.links
    }
    assert {(link.old, link.new) for link in forth.sentence_links} == {
        (link.new, link.old) for link in back.sentence_links
    }
