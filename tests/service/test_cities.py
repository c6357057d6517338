"""Two places beside each other: each number of the first screen stands for the rows that its filter shows."""

import itertools
import re
from dataclasses import replace
from pathlib import Path

import pytest
from support.houses import ARTICLES
from support.outlines import outline
from support.shelf import AMENDED, statute

from diffs.changes import compare
from diffs.clauses import Outline
from diffs.comparison import Label
from diffs.counting.fates import Fate, Grain
from diffs.parsing import parse
from diffs.rendering import Side
from service.comparing import Compared
from service.pages.cities import ink_of
from service.pages.markup import wording_html
from service.problems import ProblemError
from service.sheets.articles import Fold
from service.sheets.asked import Asked, asked_of
from service.sheets.cities import Cities
from service.sheets.counting import Counting, Masks
from service.sheets.heads import loose_facts
from service.sheets.rows import Row
from service.sheets.sheet import Sheet, lay_out
from service.texts import Language

SAMPLES = Path(__file__).parents[2] / "samples"
CITIES = ("shenyang-2022-plan", "chengdu-2022-plan", "shanghai-2021-plan")
PAIRS = list(itertools.combinations(CITIES, 2))


@pytest.fixture(scope="module")
def compared() -> dict[tuple[str, str], Compared]:
    texts = {name: parse((SAMPLES / f"{name}.txt").read_text(encoding="utf-8")) for name in CITIES}
    return {
        (one, other): Compared(texts[one], texts[other], compare(texts[one], texts[other], across=True))
        for one, other in PAIRS
    }


def sheet(compared: Compared, counting: Counting | None = None, **asked: object) -> Sheet:
    heads = loose_facts(compared.old.document, "a.txt"), loose_facts(compared.new.document, "b.txt")
    return lay_out(compared, heads, Asked(across=True, counting=counting or Counting(), **asked))  # type: ignore[arg-type]


def counted(made: Sheet) -> Cities:
    assert made.cities is not None
    return made.cities


def shown(made: Sheet) -> list[Row]:
    return [row for block in made.blocks for row in (block.rows if isinstance(block, Fold) else (block,))]


@pytest.mark.parametrize("grain", list(Grain), ids=str)
@pytest.mark.parametrize("pair", PAIRS, ids="..".join)
def test_a_number_leads_to_exactly_its_rows(
    compared: dict[tuple[str, str], Compared], pair: tuple[str, str], grain: Grain
) -> None:
    whole = counted(sheet(compared[pair], Counting(grain)))
    assert tuple(sum(line.counts[side] for line in whole.lines) for side in (0, 1)) == whole.totals
    for line in whole.lines:
        for at, side in enumerate((Side.OLD, Side.NEW)):
            asked = sheet(compared[pair], Counting(grain, (line.fate,), side))
            rows = shown(asked)
            assert counted(asked).number(rows, line.fate, side) == line.counts[at]
            if line.fate is not Fate.REGROUPED:
                assert len(rows) == line.counts[at]


@pytest.mark.parametrize("pair", PAIRS, ids="..".join)
def test_every_clause_of_both_texts_is_on_the_sheet_once(
    compared: dict[tuple[str, str], Compared], pair: tuple[str, str]
) -> None:
    made = sheet(compared[pair], Counting(Grain.CLAUSES))
    own, framed, beside = counted(made).split(made.rows)
    assert set(shown(made)) == set(own)
    assert len(own) + len(framed) + len(beside) == len(made.rows)
    for side, text in (("old", compared[pair].old), ("new", compared[pair].new)):
        units = [unit.id for row in made.rows for unit in getattr(row, side)]
        assert sorted(units) == sorted(clause.id for clause in text.clauses)


def test_by_sentences_each_sentence_of_a_measure_stands_in_one_row(compared: dict[tuple[str, str], Compared]) -> None:
    made = sheet(compared[PAIRS[0]], Counting(Grain.SENTENCES))
    rows = counted(made).split(made.rows)[0]
    for side, items in (("old", counted(made).tally.old), ("new", counted(made).tally.new)):
        units = [unit.path for row in rows for unit in getattr(row, side)]
        assert sorted(unit for unit in units if "#" in unit) == sorted(item.path for item in items)
    assert len({row.id for row in made.rows}) == len(made.rows)
    reworded = next(row for row in rows if Label.MODIFIED in row.labels)
    assert reworded.wording(old=True)
    assert reworded.wording(old=True) != reworded.wording(old=False)


def test_what_stands_on_one_side_only_has_its_neighbour_and_where_that_stands(
    compared: dict[tuple[str, str], Compared],
) -> None:
    made = sheet(compared[PAIRS[0]])
    ids = {row.id: row for row in made.every}
    alone = [row for row in shown(made) if row.one_sided and row.id in counted(made).fates]
    assert len(alone) > 130
    for row in alone:
        for near in counted(made).near[row.id]:
            assert 0 < near.percent < 100
            assert near.text in ids[near.row].wording(old=bool(row.new))
    checked = next(row for row in alone if row.place == "表1-2")
    assert counted(made).to_check(checked)
    assert not counted(made).to_check(next(row for row in alone if row.place == "表1-4" and row.old))


def test_the_frame_says_at_once_what_differs_in_it(compared: dict[tuple[str, str], Compared]) -> None:
    frame = counted(sheet(compared[PAIRS[0]])).frame
    said = {one.fact: (one.old, one.new) for one in frame.differences}
    assert said["fact.number"] == ("商资发〔2022〕208号", "商资发〔2022〕213号")
    assert said["frame.addressees"] == ("辽宁省人民政府", "四川省人民政府")
    assert "date.signed_on" not in said
    assert 0 < frame.template < frame.differing < len(frame.rows)
    dates = {one.fact: (one.old, one.new) for one in counted(sheet(compared[PAIRS[1]])).frame.differences}
    assert dates["date.signed_on"] == ("2022-12-29", "2021-04-21")


def test_masked_stretches_are_marked_in_every_view_and_can_be_left_plain(
    compared: dict[tuple[str, str], Compared],
) -> None:
    made = sheet(compared[PAIRS[0]], Counting(fates=(Fate.TEMPLATE,)))
    row = shown(made)[0]
    for side in Side:
        html = wording_html(row, side, Language.ZH, ink_of(made))
        assert '<span class="masked" title="本地地名' in html
        plain = wording_html(row, side, Language.ZH)
        assert _letters(html) == _letters(plain)
    unmasked = ink_of(sheet(compared[PAIRS[0]], Counting(masks=Masks.PLAIN)))
    assert 'class="masked"' not in wording_html(row, Side.BOTH, Language.ZH, unmasked)


def _letters(html: str) -> str:
    """What is read of some markup, spoken words aside, in whatever pieces it is marked."""

    return re.sub(r"<[^>]+>", "", re.sub(r'<span class="visually-hidden">.*?</span>', "", html))


def test_the_count_is_asked_for_in_the_address_and_said_back() -> None:
    query = [("across", "true"), ("unit", "sentences"), ("fate", "partly"), ("side", "old"), ("masks", "plain")]
    asked = asked_of(query)
    assert asked.counting == Counting(Grain.SENTENCES, (Fate.PARTLY,), Side.OLD, Masks.PLAIN)
    assert set(asked.pairs()) == set(query)
    assert asked.filtered
    assert not asked.unfiltered.counting.fates
    assert not replace(asked, across=False).filtered
    for name in ("unit", "fate", "side", "masks"):
        with pytest.raises(ProblemError):
            asked_of([(name, "nothing")])


LAWS = (
    parse(statute(ARTICLES, "沈阳市数据条例")),
    parse(statute(AMENDED, "成都市数据条例")),
)
HOSTILE = {
    "laws": LAWS,
    "empty": (parse(""), parse("")),
    "one empty": (parse(""), LAWS[0]),
    "title only": (parse("沈阳市服务业扩大开放综合试点总体方案"), parse("成都市服务业扩大开放综合试点总体方案")),
    "markup": (parse("一、<script>alert(1)</script>。"), parse("一、\u202e<b>沈阳市</b>\u200b。")),
    "a table": (outline("kind=table_row;|推进改革。"), outline("一||推进改革。")),
}


@pytest.mark.parametrize("name", HOSTILE)
@pytest.mark.parametrize("grain", list(Grain), ids=str)
def test_texts_that_are_no_plans_are_laid_out_too(name: str, grain: Grain) -> None:
    first, second = HOSTILE[name]
    compared = Compared(first, second, compare(first, second, across=True))
    for fates in ((), (Fate.ONE_SIDED,)):
        made = sheet(compared, Counting(grain, fates))
        assert sum(counted(made).totals) <= sum(len(text.clauses) + _sentences(text) for text in (first, second))
        for row in made.rows:
            for side in Side:
                assert "<script" not in wording_html(row, side, Language.ZH, ink_of(made))


def _sentences(text: Outline) -> int:
    return sum(len(clause.sentences) for clause in text.clauses)
