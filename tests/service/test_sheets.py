"""The rows of a 对照表, from a real comparison: complete, in order, folded where nothing happened."""

import itertools
import re
from typing import Any

import pytest
from support.houses import ARTICLES
from support.shelf import AMENDED, statute

from diffs.changes import compare
from diffs.comparison import ChangeClass, Label, Op, SignalKind, Span
from diffs.parsing import parse
from diffs.rendering import Side
from service.comparing import Compared
from service.pages.markup import split_spans, wording_html
from service.problems import ProblemError
from service.sheets.asked import Asked, Unchanged, View, asked_of
from service.sheets.heads import TextFacts, side_names
from service.sheets.rows import Row, make_rows
from service.sheets.sheet import Fold, Sheet, lay_out
from service.texts import Language

OLD, NEW = parse(statute(ARTICLES)), parse(statute(AMENDED))


def facts(place: str | None) -> TextFacts:
    return TextFacts("示例", None, (), place, "final", False, ())


HEADS = (facts(None), facts(None))


def sheet(unchanged: Unchanged = Unchanged.FOLDED, **asked: Any) -> Sheet:
    return lay_out(Compared(OLD, NEW, compare(OLD, NEW)), HEADS, Asked(unchanged=unchanged, **asked))


def html(row: Row, side: Side) -> str:
    return wording_html(row, side, Language.ZH)


def plain(html: str) -> str:
    """What sight reads of a row's markup."""
    return re.sub(r"<[^>]+>", "", re.sub(r'<span class="visually-hidden">.*?</span>', "", html))


def rows(made: Sheet) -> list[Row]:
    return [row for block in made.blocks for row in (block.rows if isinstance(block, Fold) else (block,))]


def test_shown_or_folded_every_clause_of_both_sides_stands_in_one_row() -> None:
    for unchanged in (Unchanged.SHOWN, Unchanged.FOLDED):
        made = rows(sheet(unchanged))
        assert sorted(unit.id for row in made for unit in row.old) == sorted(clause.id for clause in OLD.clauses)
        assert sorted(unit.id for row in made for unit in row.new) == sorted(clause.id for clause in NEW.clauses)


def test_runs_of_unchanged_clauses_are_folded_and_never_two_side_by_side() -> None:
    blocks = sheet(Unchanged.FOLDED).blocks
    folded = [isinstance(block, Fold) for block in blocks]
    assert any(folded)
    assert not any(first and second for first, second in itertools.pairwise(folded))
    assert all(row.unchanged for block in blocks if isinstance(block, Fold) for row in block.rows)


def test_left_out_means_that_only_changes_remain() -> None:
    made = sheet(Unchanged.HIDDEN)
    assert [row.place for row in rows(made)] == ["第四条", "第七条"]
    assert made.shown == 2


def test_both_sides_of_a_row_read_as_the_clause_does() -> None:
    changed = next(row for row in rows(sheet(Unchanged.SHOWN)) if row.place == "第四条")
    assert plain(html(changed, Side.OLD)) == ARTICLES[3]
    assert plain(html(changed, Side.NEW)) == AMENDED[3]
    assert "<del>" in html(changed, Side.BOTH)
    assert "<ins>" in html(changed, Side.BOTH)
    assert "<ins>" not in html(changed, Side.OLD)
    assert "<del>" not in html(changed, Side.NEW)


def test_counts_are_the_comparison_s_in_a_fixed_order() -> None:
    counts = dict(sheet(Unchanged.SHOWN).counts)
    assert (counts[Label.MODIFIED], counts[Label.ADDED], counts[Label.REMOVED]) == (1, 1, 0)
    assert list(counts) == list(dict(sheet(Unchanged.HIDDEN).counts))


def test_permalinks_are_distinct_and_survive_another_run() -> None:
    first, second = rows(sheet(Unchanged.SHOWN)), rows(sheet(Unchanged.HIDDEN))
    ids = [row.id for row in first]
    assert len(set(ids)) == len(ids)
    assert {row.id for row in second} <= set(ids)


def test_an_added_row_has_no_old_side() -> None:
    added = next(row for row in rows(sheet(Unchanged.SHOWN)) if row.place == "第七条")
    assert added.one_sided
    assert added.old == ()
    assert added.similarity is None


@pytest.mark.parametrize("length", range(8))
@pytest.mark.parametrize("side", [Side.OLD, Side.NEW])
def test_a_heading_is_set_off_without_losing_a_character(side: Side, length: int) -> None:
    spans = (Span(Op.EQUAL, "总体"), Span(Op.DELETE, "要求"), Span(Op.INSERT, "目标是"), Span(Op.EQUAL, "。文"))
    head, tail = split_spans(spans, side, length)
    for op in Op:
        assert "".join(s.text for s in (*head, *tail) if s.op is op) == "".join(s.text for s in spans if s.op is op)
    hidden = Op.INSERT if side is Side.OLD else Op.DELETE
    shown = sum(len(span.text) for span in spans if span.op is not hidden)
    assert sum(len(span.text) for span in head if span.op is not hidden) == min(length, shown)


@pytest.mark.parametrize(
    ("first", "second", "names"),
    [
        ("辽宁省沈阳市", "四川省成都市", ("沈阳市", "成都市")),
        ("上海市", "重庆市渝北区", ("上海市", "渝北区")),
        ("内蒙古自治区呼和浩特市", "市", ("呼和浩特市", "市")),
        ("上海市", "上海市", ("甲", "乙")),
        (None, "上海市", ("甲", "乙")),
    ],
)
def test_two_places_go_by_their_own_names(first: str | None, second: str | None, names: tuple[str, str]) -> None:
    assert side_names((facts(first), facts(second))) == names


def test_a_clause_replaced_whole_stands_inline_as_two_whole_texts() -> None:
    texts = (
        "研究制定农业保险保费补贴办法并报省政府批准后公布施行。",
        "Ａ股上市公司独立董事每年现场工作时间不少于十五日。",
    )
    old, new = (parse(statute([ARTICLES[0], text, ARTICLES[2]])) for text in texts)
    made = make_rows(compare(old, new), old, new)
    for row in (one for one in made if one.degraded and one.old and one.new):
        assert plain(html(row, Side.BOTH)) == plain(html(row, Side.OLD)) + plain(html(row, Side.NEW))
    assert {text for text in texts if any(text in plain(html(row, Side.BOTH)) for row in made)} == set(texts)


def test_a_question_to_a_sheet_survives_its_address() -> None:
    asked = Asked(
        view=View.INLINE,
        unchanged=Unchanged.HIDDEN,
        across=True,
        labels=(Label.ADDED, Label.MOVED),
        classes=(ChangeClass.WORDING,),
        signals=(SignalKind.MONEY,),
        word="补贴 & 奖励",
    )
    assert asked_of(asked.pairs()) == asked
    assert Asked().pairs() == []


def test_a_question_passes_over_what_it_does_not_know_and_what_is_empty() -> None:
    assert asked_of([("utm_source", "x"), ("word", "  "), ("label", ""), ("lang", "en")]) == Asked()


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("label", "gone"),
        ("class", "WORDING"),
        ("signal", "<script>"),
        ("view", "3"),
        ("across", "maybe"),
        ("word", "法" * 201),
    ],
)
def test_a_word_that_is_none_is_refused_with_the_words_there_are(name: str, value: str) -> None:
    with pytest.raises(ProblemError):
        asked_of([(name, value)])


@pytest.mark.parametrize(
    ("asked", "places"),
    [
        ({"labels": (Label.ADDED,)}, ["第七条"]),
        ({"labels": (Label.ADDED, Label.MODIFIED)}, ["第四条", "第七条"]),
        ({"labels": (Label.REMOVED,)}, []),
        ({"labels": (Label.ADDED,), "word": AMENDED[3][:4]}, []),
        ({"word": AMENDED[3][:4]}, ["第四条"]),
    ],
)
def test_filters_of_one_name_add_up_and_of_several_narrow(asked: dict[str, Any], places: list[str]) -> None:
    made = sheet(**asked)
    assert [row.place for row in made.rows if not row.unchanged] == places
    assert made.shown == len(places)
    assert made.changed == 2


def test_a_word_is_found_whatever_its_width_and_blanks() -> None:
    word = AMENDED[3][:4]
    assert [row.place for row in sheet(word=f"{word[:2]}\u3000{word[2:]}").rows] == [
        row.place for row in sheet(word=word).rows
    ]
