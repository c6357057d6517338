"""Derived keys fold what readers do not see, and nothing else; sentences end at 。 outside brackets and quotes."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from diffs.keys import alike, bracket_pairs, loose, norm, sentences


@pytest.mark.parametrize(
    ("text", "key"),
    [
        ("不超过 50%", "不超过50%"),
        ("中国（辽宁）　自由贸易试验区", "中国(辽宁)自由贸易试验区"),
        ("ＲＣＥＰ　成员国", "RCEP成员国"),
        ("general  data protection", "general data protection"),
        ("⽅案与⼈才", "方案与人才"),
        ("⻋辆、⻢路", "车辆、马路"),
        ("零\u200b宽\ufeff\u202e字符", "零宽字符"),
        ("第一行\r\n第二行", "第一行第二行"),
        ("①㎡", "①㎡"),
        ("｡｢半角｣", "。「半角」"),
        ("甲 \u200b 乙，A \u200b 1", "甲乙,A 1"),
        ("私\ue000用", "私\ue000用"),
    ],
)
def test_norm_folds_width_blanks_radicals_and_invisible_characters(text: str, key: str) -> None:
    assert norm(text) == key


@pytest.mark.parametrize(
    ("text", "key"),
    [
        ("（一）推动，促进；支持。", "推动促进支持"),
        ("12. 支持甲", "支持甲"),
        ("第十二条之一 国家支持甲。", "国家支持甲"),
        ("29.97 平方公里，50%", "2997平方公里50%".replace("2997", "29.97")),
        ("2021-2023年", "2021-2023年"),
        ("2021-04-21", "2021-04-21"),
        ("一、", "一"),
    ],
)
def test_loose_drops_punctuation_and_leading_numbering_but_no_meaning(text: str, key: str) -> None:
    assert loose(text) == key


@given(st.text(alphabet=st.sampled_from("甲乙 　\u200b（），。１1aA%.\n⽅"), max_size=40))
def test_keys_are_stable_under_folding_again(text: str) -> None:
    assert norm(norm(text)) == norm(text)
    assert loose(norm(text)) == loose(text)


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("甲。乙；丙。", ("甲。", "乙；丙。")),
        ("甲（乙。丙）丁。戊", ("甲（乙。丙）丁。", "戊")),
        ("甲（乙。丙)丁。戊", ("甲（乙。丙)丁。", "戊")),
        ("“甲。乙。”丙。", ("“甲。乙。”丙。",)),
        ("甲（乙。丙。", ("甲（乙。", "丙。")),
        ("甲。\n乙。 ", ("甲。", "乙。")),
        ("", ()),
        ("甲乙", ("甲乙",)),
    ],
)
def test_sentences_end_at_full_stops_outside_partnered_brackets(text: str, parts: tuple[str, ...]) -> None:
    assert sentences(text) == parts


@given(st.text(alphabet=st.sampled_from("甲。；（）()“”《》\n "), max_size=60))
def test_sentences_hold_every_character_but_blanks(text: str) -> None:
    assert "".join("".join(sentences(text)).split()) == "".join(text.split())


def test_brackets_pair_across_widths_and_leave_strays_alone() -> None:
    pairs, alone = bracket_pairs("（甲)）《乙")
    assert pairs == [(0, 2)]
    assert alone == [3, 4]


@pytest.mark.parametrize(
    ("old", "new", "same"),
    [
        ("(一)推进开放,扩大试点。", "推进开放、扩大试点", True),
        ("第一百二十三条推进开放。", "推进开放。", True),
        ("不超过1.5%。", "不超过15%。", False),
        ("推进开放50%。", "推进开放50。", False),
        ("推进开放。", "推进开放和合作。", False),
        ("", "推进开放,扩大试点,完善制度。", False),
        ("第十二条" + "推进开放,扩大试点。" * 9, "推进开放、扩大试点;" * 9, True),
        ("推进开放,扩大试点。" * 9 + "先行。", "推进开放,扩大试点。" * 9 + "先试。", False),
        ("先行" + "推进开放,扩大试点。" * 9, "先试" + "推进开放,扩大试点。" * 9, False),
    ],
)
def test_texts_are_alike_that_differ_by_punctuation_and_a_leading_number_only(old: str, new: str, same: bool) -> None:
    assert alike(old, new) is alike(new, old) is same


@given(st.text("一条1(),.。%甲乙", max_size=8), st.text("一条1(),.。%甲乙", max_size=8))
def test_texts_are_alike_exactly_where_their_loose_keys_are_equal(old: str, new: str) -> None:
    assert alike(old, new) == (old == new or loose(old) == loose(new))
