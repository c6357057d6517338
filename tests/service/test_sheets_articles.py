"""款 inside 条, moved rows with their traces, joined cells, and how a row is cited."""

from dataclasses import replace
from datetime import UTC, date, datetime

import pytest
from support.houses import ARTICLES
from support.shelf import statute

from diffs.changes import compare
from diffs.comparison import Label, Override
from diffs.parsing import parse
from diffs.rendering import Side
from service.comparing import Compared
from service.pages.markup import cells_html, clean_cells
from service.sheets.articles import Fold, Section, Trace, sections
from service.sheets.asked import Asked, Unchanged, View
from service.sheets.citing import Citing
from service.sheets.heads import TextFacts
from service.sheets.places import outermost, said_place, spoken
from service.sheets.rows import Row
from service.sheets.sheet import Sheet, lay_out
from service.texts import Language

HEADS = tuple(
    TextFacts("示例市数据条例", "示例发〔2024〕3号", (), None, "final", False, (), dated_on=date(year, 1, 1))
    for year in (2020, 2024)
)
PARAGRAPHS = ("国家保护数据安全，鼓励数据依法有序自由流动。", "市人民政府负责统筹本市数据安全工作，建立健全工作机制。")


def sheet(old: list[str], new: list[str], *overrides: tuple[str, str], **asked: object) -> Sheet:
    first, second = parse(statute(old)), parse(statute(new))
    paths = [{clause.path: clause.id for clause in text.clauses} for text in (first, second)]
    said = tuple(Override(paths[0][a], paths[1][b]) for a, b in overrides)
    compared = Compared(first, second, compare(first, second, overrides=said))
    return lay_out(compared, HEADS, Asked(**asked))  # type: ignore[arg-type]


def arranged(made: Sheet) -> tuple[Section, ...]:
    return sections(made.blocks, made.asked.view)


def with_paragraphs(changed: str) -> list[str]:
    return [ARTICLES[0], f"{PARAGRAPHS[0]}\n{changed}", *ARTICLES[2:]]


OLD, NEW = with_paragraphs(PARAGRAPHS[1]), with_paragraphs(PARAGRAPHS[1].replace("统筹", "协调"))


def test_paragraphs_stand_under_the_head_of_their_article() -> None:
    (section,) = [one for one in arranged(sheet(OLD, NEW)) if one.head]
    assert section.head.place == "第二条"
    assert [block.new[0].within for block in section.blocks] == ["第一款", "第二款"]


def test_an_article_that_was_changed_is_read_whole_and_others_are_folded() -> None:
    blocks = sheet(OLD, NEW).blocks
    shown = [block.place for block in blocks if isinstance(block, Row)]
    assert shown == ["第二条", "第二条/第一款", "第二条/第二款"]
    assert [fold.reach[1] for fold in blocks if isinstance(fold, Fold)][-1] == "第六条"
    hidden = sheet(OLD, NEW, unchanged=Unchanged.HIDDEN)
    assert [row.place for row in hidden.rows] == ["第二条/第二款"]


def test_a_renumbered_article_does_not_unfold_its_paragraphs() -> None:
    made = sheet(OLD, ["新增的第一条规定了全新的内容，与其他各条均无关系。", *OLD])
    folded = [row.place for block in made.blocks if isinstance(block, Fold) for row in block.rows]
    assert {"第三条/第一款", "第三条/第二款"} <= set(folded)


MOVED = [ARTICLES[0], *ARTICLES[2:], ARTICLES[1]]


def test_what_has_moved_leaves_a_trace_where_it_stood() -> None:
    blocks = [block for section in arranged(sheet(ARTICLES, MOVED)) for block in section.blocks]
    (trace,) = [block for block in blocks if isinstance(block, Trace)]
    assert trace.row.old[0].path == "第二条"
    before = blocks[blocks.index(trace) - 1]
    last = before.rows[-1] if isinstance(before, Fold) else before
    assert last.old[0].path == "第一条"
    assert blocks.index(trace.row) > blocks.index(trace)


def test_one_side_alone_has_its_own_rows_in_its_own_order_and_no_traces() -> None:
    old = sheet(ARTICLES, [*MOVED, "本条例自2026年1月1日起施行。"], view=View.OLD, unchanged=Unchanged.SHOWN)
    articles = [row.old[0].path for row in old.rows if row.old[0].article]
    assert articles == ["第一条", "第二条", "第三条", "第四条", "第五条", "第六条"]
    assert not any(Label.ADDED in row.labels for row in old.rows)
    assert not any(isinstance(block, Trace) for section in arranged(old) for block in section.blocks)


def test_a_split_clause_stands_beside_its_parts_each_with_its_own_words() -> None:
    half = len(ARTICLES[2]) // 2
    parts = [ARTICLES[2][:half] + "。", "有关部门应当" + ARTICLES[2][half:]]
    made = sheet(ARTICLES, [*ARTICLES[:2], *parts, *ARTICLES[3:]], ("第三条", "第三条"), ("第三条", "第四条"))
    for row in made.rows:
        for side, units in ((Side.OLD, row.old), (Side.NEW, row.new)):
            cells = cells_html(row, side, Language.ZH)
            assert [unit for unit, _ in cells] == list(units)
            clean = [str(words) for _, words in clean_cells(row, old=side is Side.OLD)]
            assert [len(words) for words in clean] == [unit.length for unit in units], row.place


def test_joined_wordings_are_cut_where_their_clauses_meet() -> None:
    merged = [ARTICLES[0], ARTICLES[1] + ARTICLES[2], *ARTICLES[3:]]
    (row,) = [one for one in sheet(ARTICLES, merged).rows if len(one.old) > 1]
    assert [str(words) for _, words in clean_cells(row, old=True)] == ARTICLES[1:3]
    assert "↵" not in "".join(str(words) for side in Side for _, words in cells_html(row, side, Language.ZH))


@pytest.mark.parametrize(
    ("path", "said"),
    [
        ("第三条", "第三条"),
        ("第三条/第二款/（一）", "第三条第二款第（一）项"),
        ("第三十二条之一/（二）", "第三十二条之一第（二）项"),
        ("附件2/第三条/第一款", "附件2第三条第一款"),
        ("二/（一）/3", "二/（一）/3"),
        ("第一章", "第一章"),
    ],
)
def test_a_place_is_said_as_lawyers_say_it(path: str, said: str) -> None:
    assert said_place(path) == said


def test_a_citation_names_both_texts_the_place_the_address_and_the_day() -> None:
    row = next(one for one in sheet(OLD, NEW).rows if one.place == "第二条/第二款")
    cite = Citing(HEADS, "http://127.0.0.1:8000/comparisons/a..b", date(2026, 11, 21), Language.ZH)
    assert cite.of(row) == (
        "《示例市数据条例》（示例发〔2024〕3号），2020-01-01版，第二条第二款；2024-01-01版，第二条第二款。"
        f"条文对照见 http://127.0.0.1:8000/comparisons/a..b#{row.id}，访问日期：2026-11-21。"
    )


def test_wording_only_keeps_what_stands_on_one_side_only() -> None:
    made = sheet(ARTICLES, [*MOVED, "本条例自2026年1月1日起施行。"], classes=("wording",))
    assert [row.place for row in made.rows] == ["第七条"]
    assert dict(made.facets.classes) == {"wording": 1}
    assert dict(made.facets.labels)[Label.MOVED] == 1


@pytest.mark.parametrize(
    ("paths", "said"),
    [
        (["第七条/第一款"], "第七条第一款"),
        (["第四十三条", "第四十三条/第一款", "第四十四条", "第四十四条/第二款"], "第四十三条、第四十四条"),
        (["第三条/第二款/（一）", "第三条/第二款/（二）"], "第三条第二款第（一）项、第三条第二款第（二）项"),
        (["二/（一）", "二/（一）/1", "二/（十）"], "二/（一）、二/（十）"),
    ],
)
def test_an_article_speaks_for_its_paragraphs(paths: list[str], said: str) -> None:
    assert spoken(paths) == said
    assert outermost(reversed(paths)) == tuple(reversed(outermost(paths)))


def test_a_text_without_a_date_is_cited_by_which_version_it_is_and_when_it_was_seen() -> None:
    seen = datetime(2026, 11, 20, 18, 30, tzinfo=UTC)
    heads = (replace(HEADS[0], dates=(), dated_on=None, version_number=1, observed_at=seen), HEADS[1])
    row = next(row for row in sheet(ARTICLES, MOVED).rows if row.old and row.new)
    assert "第1版（2026-11-21所见）" in Citing(heads, None, date(2026, 11, 21), Language.ZH).of(row)


def test_another_view_keeps_what_was_asked_of_unchanged_clauses() -> None:
    assert Asked(unchanged=Unchanged.HIDDEN).viewed(View.INLINE).unchanged is Unchanged.HIDDEN
    assert Asked().viewed(View.OLD).unchanged is Unchanged.SHOWN
