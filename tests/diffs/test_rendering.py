import html
import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from diffs.comparison import Op, Span
from diffs.describing.inline import inline
from diffs.rendering import Apart, apart_html, spans_html, text_html

SPANS = (Span(Op.EQUAL, "期限为"), Span(Op.DELETE, "3年"), Span(Op.INSERT, "5年"), Span(Op.EQUAL, "。"))


def plain(markup):
    without_words = re.sub(r'<span class="visually-hidden">.*?</span>', "", markup)
    return html.unescape(re.sub(r"<[^>]+>", "", without_words))


def test_both_sides_in_one_run_carry_spoken_words():
    assert spans_html(SPANS) == (
        '期限为<del><span class="visually-hidden">删除：</span>3年<span class="visually-hidden">（删除结束）</span></del>'
        '<ins><span class="visually-hidden">新增：</span>5年<span class="visually-hidden">（新增结束）</span></ins>。'
    )


def test_spoken_words_follow_the_language():
    assert "deleted: " in spans_html(SPANS, "old", "en")
    assert "删除" not in spans_html(SPANS, "old", "en")


@pytest.mark.parametrize(
    ("side", "expected"), [("old", "期限为3年。"), ("new", "期限为5年。"), ("both", "期限为3年5年。")]
)
def test_a_side_shows_its_own_wording_only(side, expected):
    assert plain(spans_html(SPANS, side)) == expected


def test_of_two_places_nothing_is_called_deleted_or_inserted():
    html = spans_html(SPANS, places=("沈阳市", "成都市"))
    assert html == (
        '期限为<mark class="only-a"><span class="visually-hidden">仅见于沈阳市：</span>3年'
        '<span class="visually-hidden">（止）</span></mark>'
        '<mark class="only-b"><span class="visually-hidden">仅见于成都市：</span>5年'
        '<span class="visually-hidden">（止）</span></mark>。'
    )
    english = spans_html(SPANS, "new", "en", ("沈阳市", "成都市"))
    assert "only in 成都市: " in english
    assert "inserted" not in english
    assert spans_html((Span(Op.DELETE, "甲"),), places=("<b>", "乙")).count("<b>") == 0


def test_an_unknown_side_is_refused():
    with pytest.raises(ValueError, match="middle"):
        spans_html(SPANS, "middle")


@given(st.text(alphabet="<>&\"'a条\u202e", max_size=20), st.text(alphabet="<>&\"'b款", max_size=20))
def test_markup_in_the_text_never_becomes_markup(old, new):
    markup = spans_html(inline(old, new)[0])
    known = r'<del>|</del>|<ins>|</ins>|<span class="(?:visually-hidden|code-point)">|</span>'
    assert not re.search("[<>\u202e]", re.sub(known, "", markup))


def test_line_breaks_are_shown_and_a_changed_blank_can_be_seen():
    assert text_html("第一款\n第二款") == "第一款<br>第二款"
    assert text_html("甲 ⏎ 乙") == "甲<br>乙"
    assert "␣" in spans_html((Span(Op.INSERT, " "),))
    assert "↵<br>" in spans_html((Span(Op.DELETE, "\n"),))


def test_characters_that_would_turn_the_text_are_shown_by_code_point():
    assert text_html("a\u202eb") == 'a<span class="code-point">U+202E</span>b'


def test_wordings_of_two_places_stand_beside_one_another_without_deletions_or_insertions() -> None:
    spans = [Span(Op.EQUAL, "甲<"), Span(Op.DELETE, "乙<i>"), Span(Op.INSERT, "\u202e丙&\n"), Span(Op.INSERT, " ")]
    html = apart_html(spans, Apart("仅<b>有：", "仅共同文字有：", "（止）"))
    assert html == (
        "甲&lt;"
        '<span class="only-common"><span class="visually-hidden">仅共同文字有：</span>［乙&lt;i&gt;］'
        '<span class="visually-hidden">（止）</span></span>'
        '<mark class="only-here"><span class="visually-hidden">仅&lt;b&gt;有：</span>'
        '<span class="code-point">U+202E</span>丙&amp;<br><span class="visually-hidden">（止）</span></mark>'
        '<mark class="only-here"><span class="visually-hidden">仅&lt;b&gt;有：</span>␣'
        '<span class="visually-hidden">（止）</span></mark>'
    )
