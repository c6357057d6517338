"""The count over two places: every unit in one class, both sides summed, beside what was written down by reading."""

from pathlib import Path

import pytest
from support.outlines import outline

from bench.cities import correspondences
from diffs.changes import compare
from diffs.clauses import Kind, Outline
from diffs.comparison import Comparison, Override
from diffs.counting.fates import Fate, Grain, Item, Tally
from diffs.counting.tally import tally
from diffs.parsing import parse

SAMPLES = Path(__file__).parents[2] / "samples"
CITIES = ("shenyang-2022-plan", "chengdu-2022-plan", "shanghai-2021-plan")
PAIRS = [(one, other) for one in CITIES for other in CITIES if one != other]
#: What the hand-read strength of a unit's best correspondence allows it to be.
ALLOWED = {
    "same": {Fate.IDENTICAL},
    "template": {Fate.TEMPLATE},
    "reworded": {Fate.REWORDED},
    "partly": {Fate.REGROUPED, Fate.PARTLY},
    "open": {Fate.PARTLY, Fate.ONE_SIDED},
}


@pytest.fixture(scope="module")
def texts() -> dict[str, Outline]:
    return {name: parse((SAMPLES / f"{name}.txt").read_text(encoding="utf-8")) for name in CITIES}


@pytest.fixture(scope="module")
def compared(texts: dict[str, Outline]) -> dict[tuple[str, str], Comparison]:
    return {pair: compare(texts[pair[0]], texts[pair[1]], across=True) for pair in PAIRS}


def counted(first: Outline, second: Outline, grain: Grain = Grain.ROWS) -> Tally:
    return tally(compare(first, second, across=True), first, second, grain)


def strayed(items: tuple[Item, ...], side: int, strengths: dict[tuple[str, str], str]) -> tuple[int, set[str]]:
    """How many units are not what reading says, and those that correspond yet were called one-sided."""
    wrong, lost = 0, set()
    for item in items:
        said = {strength for pair, strength in strengths.items() if pair[side] == item.path}
        best = next((one for one in ALLOWED if one in said), None)
        wrong += item.fate not in (ALLOWED[best] if best else {Fate.ONE_SIDED})
        if best not in (None, "open") and item.fate is Fate.ONE_SIDED:
            lost.add(item.path)
    return wrong, lost


@pytest.mark.parametrize("pair", PAIRS, ids="..".join)
@pytest.mark.parametrize("grain", list(Grain), ids=str)
def test_every_unit_of_either_side_is_counted_once_and_the_numbers_sum(
    texts: dict[str, Outline], compared: dict[tuple[str, str], Comparison], pair: tuple[str, str], grain: Grain
) -> None:
    made = tally(compared[pair], texts[pair[0]], texts[pair[1]], grain)
    for items, sums in zip((made.old, made.new), made.sums, strict=True):
        assert len({item.ref for item in items}) == len(items) > 0
        assert [fate for fate, _ in sums.by_fate] == list(Fate)
        assert sum(number for _, number in sums.by_fate) == sums.total == len(items)
    same = [dict(sums.by_fate) for sums in made.sums]
    for fate in (Fate.IDENTICAL, Fate.TEMPLATE, Fate.REWORDED):
        assert same[0][fate] == same[1][fate], fate


def test_the_rows_of_the_two_lists_sum_to_95_and_123(
    texts: dict[str, Outline], compared: dict[tuple[str, str], Comparison]
) -> None:
    made = tally(compared[CITIES[0], CITIES[1]], texts[CITIES[0]], texts[CITIES[1]])
    assert made.grain is Grain.ROWS
    assert [sums.total for sums in made.sums] == [extent.rows for extent in made.extents] == [95, 123]
    assert [sums.body_same for sums in made.sums] == [2, 2]
    numbers = [dict(sums.by_fate) for sums in made.sums]
    assert [one[Fate.IDENTICAL] for one in numbers] == [8, 8]
    assert [one[Fate.TEMPLATE] for one in numbers] == [2, 2]
    assert [one[Fate.REGROUPED] for one in numbers] == [4, 5]


@pytest.mark.parametrize(
    ("table", "pair", "grain", "most", "lost"),
    [
        ("shenyang-chengdu-rows", (0, 1), Grain.ROWS, (8, 10), (0, 0)),
        ("shenyang-chengdu-sentences", (0, 1), Grain.SENTENCES, (8, 9), (2, 1)),
        ("shenyang-shanghai-sentences", (0, 2), Grain.SENTENCES, (8, 10), (1, 2)),
    ],
)
def test_the_count_beside_what_two_readings_of_the_texts_say(
    texts: dict[str, Outline],
    compared: dict[tuple[str, str], Comparison],
    table: str,
    pair: tuple[int, int],
    grain: Grain,
    most: tuple[int, int],
    lost: tuple[int, int],
) -> None:
    names = CITIES[pair[0]], CITIES[pair[1]]
    first, second = texts[names[0]], texts[names[1]]
    made = tally(compared[names], first, second, grain)
    strengths = correspondences(table, first, second).strengths
    true = {pair: strength for pair, strength in strengths.items() if strength != "false_friend"}
    for side, items in enumerate((made.old, made.new)):
        wrong, unseen = strayed(items, side, true)
        assert wrong <= most[side], (table, side)
        assert len(unseen) <= lost[side], unseen


def test_nothing_is_called_unique_while_its_nearest_neighbour_is_unseen(
    texts: dict[str, Outline], compared: dict[tuple[str, str], Comparison]
) -> None:
    made = tally(compared[CITIES[0], CITIES[1]], texts[CITIES[0]], texts[CITIES[1]])
    paths = {item.path for item in made.new}
    for item in made.old:
        if item.fate is Fate.ONE_SIDED:
            assert item.nearest is not None, item.path
            assert item.nearest.path in paths
            assert 0 < item.nearest.similarity < 0.3
    near = {item.path: item.nearest for item in made.old}["表1-2"]
    assert near is not None
    assert near.path == "表1-4"


LISTLESS = "一|主要任务|\n  （一）|金融领域：|{place}支持设立外资银行。试点跨境结算业务。\n  （二）|教育领域：|{own}"


def plan(place: str, own: str) -> Outline:
    return outline(LISTLESS.format(place=place, own=own), jurisdiction=place)


def test_without_lists_the_sentences_of_plans_are_counted_and_it_says_so() -> None:
    made = counted(plan("沈阳市", "引进优质教育资源办学。"), plan("成都市", "扩大养老服务供给规模。"))
    assert (made.asked, made.grain) == (Grain.ROWS, Grain.SENTENCES)
    assert [item.fate for item in made.old] == [Fate.TEMPLATE, Fate.IDENTICAL, Fate.ONE_SIDED]
    assert [extent.rows for extent in made.extents] == [0, 0]


def test_without_lists_the_clauses_of_statutes_are_counted() -> None:
    first = outline("第一条||为了保护沈阳市湿地，制定本条例。\n第二条||鼓励志愿服务。", jurisdiction="辽宁省沈阳市")
    second = outline("第一条||为了保护成都市湿地，制定本条例。\n第二条||禁止倾倒垃圾。", jurisdiction="四川省成都市")
    made = counted(first, second)
    assert made.grain is Grain.CLAUSES
    assert [item.fate for item in made.old] == [Fate.TEMPLATE, Fate.ONE_SIDED]
    assert counted(first, second, Grain.SECTIONS).grain is Grain.CLAUSES


def test_a_section_is_no_better_than_the_worst_that_stands_in_it() -> None:
    chapters = "第一章|总则|\n  第一条||为了保护湿地，制定本条例。\n  第二条||{second}"
    first = outline(chapters.format(second="保护湿地应当统一规划、分级管理、科学修复、合理利用。"))
    second = outline(chapters.format(second="保护湿地应当统一规划、分级管理、综合治理、合理利用。"))
    assert [item.fate for item in counted(first, second, Grain.SECTIONS).old] == [Fate.REWORDED]
    assert [item.fate for item in counted(first, first, Grain.SECTIONS).old] == [Fate.IDENTICAL]


def test_what_a_person_set_apart_is_one_sided_whatever_it_is_like() -> None:
    first, second = plan("沈阳市", "引进优质教育资源合作办学。"), plan("成都市", "引进优质教育资源合作办学。")
    apart = first.clauses[-1].id
    made = compare(first, second, across=True, overrides=(Override(apart, None),))
    alone = tally(made, first, second, Grain.CLAUSES, {apart}).old[-1]
    assert (alone.fate, alone.ref[0]) == (Fate.ONE_SIDED, apart)
    assert tally(made, first, second, Grain.CLAUSES).old[-1].fate is Fate.PARTLY


def test_opening_addressees_instructions_and_signature_are_no_measures(
    texts: dict[str, Outline], compared: dict[tuple[str, str], Comparison]
) -> None:
    for pair in PAIRS:
        made = tally(compared[pair], texts[pair[0]], texts[pair[1]])
        for name in pair:
            framed = {clause.path for clause in texts[name].clauses if clause.id in made.frame}
            assert {"通知/主送", "通知/文号", "引言", "一/（一）", "三", "通知/落款"} <= framed
            assert not {path for path in framed if path.startswith(("二/", "表"))}


HOSTILE = {
    "empty": Outline(outline("").document, ()),
    "title only": outline("kind=title;|沈阳市方案|"),
    "headings only": outline("一|总体要求|\n二|组织实施|"),
    "marks only": outline("|。。。，，，"),
    "one character": outline("一||甲"),
    "rows only": outline("\n".join(f"kind=table_row;|第{at}项任务是推进改革。" for at in range(3))),
}


@pytest.mark.parametrize("old", HOSTILE, ids=str)
@pytest.mark.parametrize("new", HOSTILE, ids=str)
def test_texts_with_next_to_nothing_in_them_are_counted_as_they_are(old: str, new: str) -> None:
    for grain in Grain:
        made = counted(HOSTILE[old], HOSTILE[new], grain)
        for side, sums in zip((HOSTILE[old], HOSTILE[new]), made.sums, strict=True):
            assert sums.total <= len(side.clauses) + sum(len(clause.sentences) for clause in side.clauses)
            assert sums.total == 0 or any(clause.kind is not Kind.TITLE for clause in side.clauses)
