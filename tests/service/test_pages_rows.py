"""The rows of a 对照表, from a real comparison: complete, in order, folded where nothing happened."""

import itertools
import re

from support.houses import ARTICLES
from support.shelf import AMENDED, statute

from diffs.changes import compare
from diffs.comparison import Label
from diffs.parsing import parse
from service.pages.rows import Fold, Row, Sheet, Unchanged, make_sheet
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
