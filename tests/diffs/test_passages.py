"""Folding for search, and the way back from folded to printed text."""

import hashlib
from unicodedata import ucd_3_2_0

import pytest
from hypothesis import given
from hypothesis import strategies as st

from diffs.keys import norm
from diffs.passages import FOLDING, folded, ranges

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
    ],
)
def test_marks_lie_on_the_text_as_it_is_printed(text: str, word: str, marked: list[str]) -> None:
    assert [text[start:end] for start, end in ranges(text, [word])] == marked


@given(ANY, ANY)
def test_every_mark_folds_to_a_text_with_the_word_and_all_are_marked(text: str, word: str) -> None:
    wanted = folded(word)
    found = ranges(text, [wanted])
    assert bool(found) == (bool(wanted) and wanted in folded(text))
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
