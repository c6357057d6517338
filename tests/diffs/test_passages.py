"""Folding for search, and the way back from folded to printed text."""

import hashlib
from unicodedata import ucd_3_2_0

import pytest
from hypothesis import given
from hypothesis import strategies as st

from diffs.keys import norm
from diffs.passages import FOLDING, folded, pieces, ranges, stands_in

ANY = st.text(
    st.one_of(
        st.characters(exclude_categories=("Cs",)), st.sampled_from("第三条　 \u200bAbZ1 ２Ｂ，,⼀\t\n\ufe0e㎡①İΣ")
    ),
    max_size=30,
)


@pytest.mark.parametrize(
    ("text", "word", "marked"),
    [
        ("第 三 条　数据", "第三条", ["第 三 条"]),
        ("ＡＢＣ与abc", "abc", ["ＡＢＣ", "abc"]),
        ("放宽\u200b市场", "宽市", ["宽\u200b市"]),
        ("⼯⽅案", "工方", ["⼯⽅"]),
        ("RCEP  成员国 Data\n Act", "data act", ["Data\n Act"]),
        ("的的的", "的的", ["的的的"]),
        ("一。二", "。二", ["。二"]),
        ("面积㎡\ufe0e以上", "㎡", ["㎡\ufe0e"]),
        ("３，０００人", "3,000", ["３，０００"]),
        ("没有", "无", []),
        ("商资发〔２０２２〕 208号", "商资发[2022]208号", ["商资发〔２０２２〕 208号"]),
        ("（2022）和〔2022〕", "〔2022〕", ["（2022）", "〔2022〕"]),
        ("〔2022〕1号、〔2022〕2号", "1号、〔20", ["1号、〔20"]),
        ("〔一〕", "(一)", []),
    ],
)
def test_marks_lie_on_the_text_as_it_is_printed(text: str, word: str, marked: list[str]) -> None:
    assert [text[start:end] for start, end in ranges(text, [word])] == marked


@given(ANY, ANY)
def test_every_mark_folds_to_a_text_with_the_word_and_all_are_marked(text: str, word: str) -> None:
    wanted = folded(word)
    found = ranges(text, [wanted])
    assert bool(found) == (bool(wanted) and stands_in(wanted, folded(text)))
    assert all(wanted in folded(text[start:end]) or " " in wanted for start, end in found)
    assert list(found) == sorted(found)


@given(ANY)
def test_the_whole_text_is_its_own_mark(text: str) -> None:
    plain = folded(text)
    if plain:
        ((start, end),) = ranges(text, [plain])
        assert folded(text[start:end]) == plain
        assert folded(text[:start]) == folded(text[end:]) == ""


@given(ANY)
def test_folding_is_that_of_comparisons_without_capitals_and_folds_no_further(text: str) -> None:
    assert len(folded(text)) == len(norm(text))
    assert folded(folded(text)) == folded(text)


def test_the_name_of_the_folding_changes_with_what_it_does() -> None:
    """When this fails, give FOLDING a new name, so that indexes are made anew, and write the new digest here."""
    long_known = (chr(point) for point in range(0x110000) if ucd_3_2_0.category(chr(point)) not in ("Cn", "Cs", "Co"))
    every = folded("".join(f"甲{char}乙" for char in long_known))
    assert (FOLDING, hashlib.sha256(every.encode()).hexdigest()[:16]) == ("norm-lower/1", "6e2da378ad3b4868")


@pytest.mark.parametrize("typed", ["[2022]208号", "(2022)208号", "【2022】208号", "﹝2022﹞208号", "〔2022〕208号"])
@pytest.mark.parametrize("printed", ["商资发〔2022〕208号", "商资发［2022］208号", "商资发（2022）208号"])
def test_a_bracketed_year_stands_where_it_is_printed_in_other_brackets(typed: str, printed: str) -> None:
    assert stands_in(folded(typed), folded(printed))


@pytest.mark.parametrize(
    ("word", "text"),
    [
        ("(2022)208号", "2022208号"),
        ("[2022]208号", "〔2022〕2080号"),
        ("[一]", "(一)"),
        ("(100)", "[100]"),
        ("(3022)", "[3022]"),
    ],
)
def test_nothing_else_in_brackets_is_taken_for_another(word: str, text: str) -> None:
    assert not stands_in(folded(word), folded(text))


@given(st.text(st.sampled_from("[〔(】)〕]2022019发号 1"), max_size=14), st.data())
def test_a_part_of_a_text_stands_in_it_and_its_pieces_too(text: str, data: st.DataObject) -> None:
    plain = folded(text)
    start = data.draw(st.integers(0, len(plain)))
    word = plain[start : data.draw(st.integers(start, len(plain)))]
    assert stands_in(word, plain)
    assert all(part in plain for part in pieces(word))
