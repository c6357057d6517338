"""The rows of a 对照表, from a real comparison: complete, in order, folded where nothing happened."""

import itertools
import re

import pytest
from support.houses import ARTICLES
from support.shelf import AMENDED, statute

from diffs.changes import compare
from diffs.comparison import Label, Op, Span
from diffs.parsing import parse
from diffs.rendering import Side
from service.pages.facts import TextFacts, side_names
from service.pages.rows import Fold, Row, Sheet, Unchanged, make_sheet, split_spans
from service.texts import Language

OLD, NEW = parse(statute(ARTICLES)), parse(statute(AMENDED))


def sheet(unchanged: Unchanged, *, across: bool = False) -> Sheet:
    return make_sheet(compare(OLD, NEW, across=across), OLD, NEW, unchanged, Language.ZH)


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
    assert plain(changed.old_html) == ARTICLES[3]
    assert plain(changed.new_html) == AMENDED[3]
    assert "<del>" in changed.inline_html
    assert "<ins>" in changed.inline_html
    assert "<ins>" not in changed.old_html
    assert "<del>" not in changed.new_html


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


def facts(place: str | None) -> TextFacts:
    return TextFacts("示例", None, (), place, "final", False, ())


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
    made = rows(make_sheet(compare(old, new), old, new, Unchanged.SHOWN, Language.ZH))
    for row in (one for one in made if one.degraded and one.old and one.new):
        assert plain(row.inline_html) == plain(row.old_html) + plain(row.new_html)
    assert {text for text in texts if any(text in plain(row.inline_html) for row in made)} == set(texts)
