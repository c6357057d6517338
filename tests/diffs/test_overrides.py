"""Overrides in the engine: a person's word wins, alone concerns the clauses it names, and turns round with the sides."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from support.outlines import outline

from diffs.changes import compare
from diffs.clauses import Outline
from diffs.comparison import Change, Comparison, Label, Override, Reason, Tier

LAW = """
第一章|总则|
  第一条||为了规范养犬行为，保障公民身体健康和人身安全，制定本条例。
  第二条||本市行政区域内的养犬管理，适用本条例。
第二章|登记|
  第三条||养犬人应当自取得犬只之日起三十日内办理养犬登记，领取登记证和犬牌。
  第四条||养犬登记证有效期为一年，期满需要继续养犬的，应当在期满前办理延续登记。
  第五条||禁止养犬的区域由市人民政府划定并向社会公布。
"""
NEW = """
第一章|总则|
  第一条||为了规范养犬行为，保障公民身体健康和人身安全，制定本条例。
  第二条||本市行政区域内的养犬管理，适用本条例。
第二章|登记|
  第三条||养犬人应当自取得犬只之日起十五日内办理养犬登记，领取登记证和犬牌。
  第四条||养犬登记证有效期为二年，期满需要继续养犬的，应当在期满前办理延续登记。
  第五条||禁止养犬的区域由市人民政府划定并向社会公布。
"""


def change_of(made: Comparison, clause: str, *, new: bool = False) -> Change:
    (found,) = [change for change in made.changes if clause in (change.new if new else change.old)]
    return found


def at(made: Outline, path: str) -> str:
    (found,) = [clause.id for clause in made.clauses if clause.path.endswith(path)]
    return found


def links_of(made: Comparison) -> set[tuple[str, str]]:
    return {link for change in made.changes for link in change.links}


def turned(overrides: tuple[Override, ...]) -> tuple[Override, ...]:
    return tuple(Override(one.new, one.old) for one in overrides)


WORDS = ("养犬人", "应当", "不得", "办理登记", "三十日内", "公安机关", "第三条", "，", "。", "RCEP", " ", "\U000f0000")
LINES = st.lists(
    st.tuples(st.integers(0, 2), st.booleans(), st.lists(st.sampled_from(WORDS), max_size=8).map("".join)), max_size=8
)


@st.composite
def outlines(draw: st.DrawFn) -> Outline:
    """Outlines of three levels, with repeated and empty wordings."""
    depth, sketch = 0, []
    for number, (level, numbered, text) in enumerate(draw(LINES)):
        depth = min(level, depth + 1) if sketch else 0
        sketch.append("  " * depth + (f"第{number}条||{text}" if numbered else f"||{text}"))
    return outline("\n".join(sketch))


@st.composite
def told(draw: st.DrawFn) -> tuple[Outline, Outline, tuple[Override, ...]]:
    """Two outlines and words on some of their clauses, each clause in one word at most."""
    old = draw(outlines())
    new = draw(st.one_of(outlines(), st.just(old)))
    ones = draw(st.permutations([clause.id for clause in old.clauses]))
    others = draw(st.permutations([clause.id for clause in new.clauses]))
    pairs = draw(st.integers(0, min(3, len(ones), len(others))))
    words = [Override(one, other) for one, other in zip(ones[:pairs], others[:pairs], strict=True)]
    words += [Override(one, None) for one in ones[pairs : pairs + draw(st.integers(0, 2))]]
    words += [Override(None, other) for other in others[pairs : pairs + draw(st.integers(0, 2))]]
    return old, new, tuple(words)


@given(told(), st.booleans())
@settings(max_examples=200, deadline=None)
def test_a_word_always_wins(case: tuple[Outline, Outline, tuple[Override, ...]], across: bool) -> None:
    old, new, words = case
    made = compare(old, new, across=across, overrides=words)
    for word in words:
        if word.old is None or word.new is None:
            alone = change_of(made, word.old or word.new or "", new=word.old is None)
            assert (len(alone.old), len(alone.new)) == (int(word.new is None), int(word.old is None))
            assert alone.labels == {Label.REMOVED if word.new is None else Label.ADDED}
            assert (alone.links, alone.tier) == ((), None)
        else:
            change = change_of(made, word.old)
            assert (change.tier, change.reasons[0]) == (Tier.MANUAL, Reason.MANUAL)
            assert (word.old, word.new) in change.links


@given(told())
@settings(max_examples=150, deadline=None)
def test_every_clause_still_stands_in_exactly_one_change(case: tuple[Outline, Outline, tuple[Override, ...]]) -> None:
    old, new, words = case
    made = compare(old, new, overrides=words)
    assert sorted(one for change in made.changes for one in change.old) == sorted(one.id for one in old.clauses)
    assert sorted(one for change in made.changes for one in change.new) == sorted(one.id for one in new.clauses)
    assert len({change.id for change in made.changes}) == len(made.changes)


@given(told())
@settings(max_examples=150, deadline=None)
def test_both_directions_obey_alike(case: tuple[Outline, Outline, tuple[Override, ...]]) -> None:
    old, new, words = case
    forth = links_of(compare(old, new, overrides=words))
    back = links_of(compare(new, old, overrides=turned(words)))
    assert forth == {(one, other) for other, one in back}


@given(told())
@settings(max_examples=100, deadline=None)
def test_words_on_unknown_clauses_change_nothing(case: tuple[Outline, Outline, tuple[Override, ...]]) -> None:
    old, new, words = case
    strange = [
        Override("nowhere", None),
        Override(None, "nowhere"),
        Override("nowhere", "nowhere"),
        Override(None, None),
    ]
    strange += [Override(clause.id, "nowhere") for clause in old.clauses]
    strange += [Override("nowhere", clause.id) for clause in new.clauses]
    assert compare(old, new, overrides=(*strange, *words)) == compare(old, new, overrides=words)


@given(told())
@settings(max_examples=100, deadline=None)
def test_the_order_of_words_is_of_no_account(case: tuple[Outline, Outline, tuple[Override, ...]]) -> None:
    old, new, words = case
    assert compare(old, new, overrides=words) == compare(old, new, overrides=words[::-1])


@given(outlines())
@settings(max_examples=60, deadline=None)
def test_a_word_that_says_what_the_program_found_changes_no_link(law: Outline) -> None:
    found = compare(law, law)
    words = tuple(Override(*change.links[0]) for change in found.changes)
    made = compare(law, law, overrides=words)
    assert links_of(made) == links_of(found)
    assert made.summary == found.summary


def test_a_parent_set_apart_leaves_its_childrens_links_as_they_were() -> None:
    old, new = outline(LAW), outline(NEW)
    before = compare(old, new)
    chapter = at(old, "第二章")
    made = compare(old, new, overrides=(Override(chapter, None),))
    assert change_of(made, chapter).labels == {Label.REMOVED}
    for path in ("第三条", "第四条", "第五条"):
        clause = at(old, path)
        assert change_of(made, clause).links == change_of(before, clause).links, path


def test_a_parent_paired_anew_leaves_its_childrens_links_as_they_were() -> None:
    old, new = outline(LAW), outline(NEW)
    before = compare(old, new)
    words = (Override(at(old, "第一章"), at(new, "第二章")), Override(at(old, "第二章"), at(new, "第一章")))
    made = compare(old, new, overrides=words)
    for path in ("第一条", "第二条", "第三条", "第四条", "第五条"):
        clause = at(old, path)
        assert change_of(made, clause).links == change_of(before, clause).links, path


def test_a_child_paired_under_another_parent_leaves_its_neighbours_alone() -> None:
    old, new = outline(LAW), outline(NEW)
    before = compare(old, new)
    made = compare(old, new, overrides=(Override(at(old, "第三条"), at(new, "第二条")),))
    change = change_of(made, at(old, "第三条"))
    assert (change.new, change.tier) == ((at(new, "第二条"),), Tier.MANUAL)
    for path in ("第一章", "第一条", "第二章", "第四条", "第五条"):
        clause = at(old, path)
        assert change_of(made, clause).links == change_of(before, clause).links, path


def test_an_equal_clause_set_apart_is_removed_and_added_though_nothing_changed() -> None:
    law = outline(LAW)
    clause = at(law, "第五条")
    made = compare(law, law, overrides=(Override(clause, None), Override(None, clause)))
    assert made.summary == {Label.UNCHANGED: len(law.clauses) - 1, Label.ADDED: 1, Label.REMOVED: 1}


@pytest.mark.parametrize("side", ["old", "new"])
def test_what_is_set_apart_is_no_part_of_a_split_or_a_merger(side: str) -> None:
    whole = outline(
        "第一条||养犬人应当办理养犬登记，领取登记证和犬牌。携带犬只外出时，应当束犬链，由成年人牵领。\n第二条||本条例自公布之日起施行。"
    )
    parts = outline(
        "第一条||养犬人应当办理养犬登记，领取登记证和犬牌。\n"
        "第二条||携带犬只外出时，应当束犬链，由成年人牵领。\n"
        "第三条||本条例自公布之日起施行。"
    )
    second = parts.clauses[1].id
    if side == "new":
        assert change_of(compare(whole, parts), second, new=True).labels >= {Label.SPLIT}
        made = compare(whole, parts, overrides=(Override(None, second),))
        assert change_of(made, second, new=True).labels == {Label.ADDED}
    else:
        assert change_of(compare(parts, whole), second).labels >= {Label.MERGED}
        made = compare(parts, whole, overrides=(Override(second, None),))
        assert change_of(made, second).labels == {Label.REMOVED}
    assert not {Label.SPLIT, Label.MERGED} & set(made.summary)


def test_sentences_of_clauses_set_apart_are_linked_without_fusing_them() -> None:
    old = outline("一||推进数字政务建设，实现全程网办。研究出台优化营商环境条例。\n二||加强知识产权保护工作。")
    new = outline("一||推进数字政务建设，实现全程网办。研究出台优化营商环境条例。\n二||加强知识产权保护和运用。")
    first, other = old.clauses[0].id, new.clauses[0].id
    made = compare(old, new, overrides=(Override(first, None),))
    assert change_of(made, first).labels == {Label.REMOVED}
    assert change_of(made, other, new=True).labels == {Label.ADDED}
    moved = [link for link in made.sentence_links if link.old[0][0] == first]
    assert [(link.old, link.new) for link in moved] == [(((first, n),), ((other, n),)) for n in (0, 1)]
    assert all(link.labels == {Label.MOVED} for link in moved)


def test_rows_of_a_table_obey_like_clauses() -> None:
    table = "附件|任务表|\n" + "\n".join(f"  kind=table_row;{n}||推进第{n}项试点任务，落实责任分工。" for n in "一二三")
    old, new = outline(table), outline(table.replace("试点任务", "改革任务"))
    one, other = at(old, "/一"), at(new, "/三")
    made = compare(old, new, overrides=(Override(one, other),))
    assert change_of(made, one).links == ((one, other),)
    for path in ("/二",):
        assert change_of(made, at(old, path)).links == ((at(old, path), at(new, path)),)
