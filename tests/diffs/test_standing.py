"""Which texts of a family speak for their place."""

from dataclasses import replace
from datetime import date

import pytest

from diffs.clauses import DocumentFacts, LegalDates, Stage
from diffs.families.standing import standings
from diffs.parsing import parse

COMMENT, BILL = Stage.DRAFT_FOR_COMMENT, Stage.DRAFT
ELSEWHERE = DocumentFacts("成都市公园条例")


def text(title: str, stage: Stage = Stage.FINAL, *, year: int = 0, reading: int | None = None) -> DocumentFacts:
    dates = LegalDates(promulgated_on=date(year, 1, 1)) if year else LegalDates()
    return DocumentFacts(title, stage=stage, dates=dates, reading=reading)


@pytest.mark.parametrize(
    ("texts", "counted"),
    [
        ([text("沈阳市公园条例"), text("沈阳市公园条例（征求意见稿）", COMMENT)], [True, False]),
        ([text("沈阳市公园条例", year=2020), text("沈阳市公园条例（征求意见稿）", COMMENT, year=2024)], [True, False]),
        ([text("关于公布《沈阳市公园方案》的通知", year=2024), text("沈阳市公园方案", year=2020)], [True, False]),
        ([text("沈阳市公园条例", year=2020), text("沈阳市公园条例", year=2024)], [False, True]),
        ([text("沈阳市公园条例", year=2020), text("沈阳市公园条例")], [True, True]),
        ([text("沈阳市公园条例", year=2020), text("沈阳市公园条例实施细则", year=2024)], [True, True]),
        (
            [text("沈阳市公园条例（草案）", BILL, reading=1), text("沈阳市公园条例（草案）", BILL, reading=2)],
            [False, True],
        ),
        (
            [text("沈阳市公园条例（草案）", BILL), text("沈阳市公园条例（草案二次审议稿）", BILL, reading=2)],
            [False, True],
        ),
        (
            [text("沈阳市公园条例（征求意见稿）", COMMENT), text("沈阳市公园条例（三次审议稿）", BILL, reading=3)],
            [False, True],
        ),
        (
            [
                text("沈阳市公园条例（草案征求意见稿）", COMMENT),
                text("沈阳市公园条例（送审稿）", Stage.DRAFT_SUBMITTED),
                text("沈阳市公园条例（草案二次审议稿征求意见稿）", COMMENT, reading=2),
            ],
            [False, False, True],
        ),
        (
            [
                text("沈阳市公园条例（征求意见稿）", COMMENT),
                text("沈阳市公园条例（送审稿）", Stage.DRAFT_SUBMITTED),
                text("沈阳市公园条例（草案）", BILL),
            ],
            [False, False, True],
        ),
        ([text("沈阳市公园条例（草案）", BILL), text("沈阳市公园条例（草案征求意见稿）", COMMENT)], [True, True]),
        (
            [
                text("沈阳市公园条例（草案）", BILL),
                text("沈阳市公园条例（草案二次审议稿）", BILL, reading=2),
                text("沈阳市公园条例（草案表决稿）", BILL),
            ],
            [False, True, True],
        ),
        (
            [text("沈阳市公园条例（征求意见稿）", COMMENT), text("沈阳市公园条例（第二次征求意见稿）", COMMENT)],
            [False, True],
        ),
        ([text("沈阳市公园条例（2010年修订）"), text("沈阳市公园条例（2023年修正）")], [False, True]),
        ([text("沈阳市公园条例(2010修订)"), text("沈阳市公园条例〔二〇二三年第二次修正〕")], [False, True]),
        ([text("沈阳市公园条例", year=2020), text("沈阳市公园条例（2023年修正）")], [False, True]),
        ([text("沈阳市公园条例", year=2023), text("沈阳市公园条例（2023年修正）")], [True, True]),
        ([text("沈阳市公园条例", year=2024), text("沈阳市公园条例（2010年修订，2023年修正）")], [True, False]),
        ([text("沈阳市公园条例（2010年修订）", year=2024), text("沈阳市公园条例（2023年修正）")], [True, False]),
        ([text("沈阳市公园条例"), text("沈阳市公园条例（2023年修正）")], [True, True]),
        ([text("沈阳市公园方案（2022年度）"), text("沈阳市公园方案（2023年度）")], [True, True]),
        ([text("沈阳市公园条例（征求意见稿）", COMMENT)], [True]),
    ],
)
def test_final_texts_speak_before_drafts_and_the_last_of_a_title_before_those_it_replaces(
    texts: list[DocumentFacts], counted: list[bool]
) -> None:
    found = standings([*texts, ELSEWHERE], [True] * (len(texts) + 1))
    assert [one.counted for one in found] == [*counted, True]
    assert {one.place for one in found[:-1]} == {0}
    assert [one.name for one in found] == ["辽宁省沈阳市"] * len(texts) + ["四川省成都市"]
    turned = standings([ELSEWHERE, *reversed(texts)], [True] * (len(texts) + 1))
    assert [one.counted for one in turned] == [True, *reversed(counted)]


def test_what_the_parser_reads_of_drafts_puts_them_in_order() -> None:
    marks = ("征求意见稿", "草案", "草案二次审议稿", "草案三次审议稿")
    body = "第一条　为了加强公园管理，制定本条例。"
    texts = [parse(f"沈阳市公园条例（{mark}）\n{body}\n").document for mark in marks]
    for held in range(1, len(texts) + 1):
        found = standings([*texts[:held], ELSEWHERE], [True] * (held + 1))
        assert [one.counted for one in found] == [*[False] * (held - 1), True, True]


def test_a_mark_s_year_stands_before_the_day_of_force_that_an_amended_law_still_prints() -> None:
    marks = ("（2010年修订）", "（2023年修正）", "\n（2015年5月29日通过　根据2024年3月1日第二次修正）")
    body = "第一条　为了加强公园管理，制定本条例。\n第二条　本条例自2005年5月1日起施行。"
    texts = [parse(f"沈阳市公园条例{mark}\n{body}\n").document for mark in marks]
    assert {one.dates.effective_on for one in texts} == {date(2005, 5, 1)}
    for held in range(1, len(texts) + 1):
        found = standings([*texts[:held], ELSEWHERE], [True] * (held + 1))
        assert [one.counted for one in found] == [*[False] * (held - 1), True, True]


def test_a_draft_speaks_while_its_final_text_is_not_held() -> None:
    texts = [text("沈阳市公园条例"), text("沈阳市公园条例（征求意见稿）", COMMENT), ELSEWHERE]
    assert [one.counted for one in standings(texts, [False, True, True])] == [False, True, True]


def test_without_a_place_and_about_zones_the_title_says_whose_a_text_is() -> None:
    zone = "中国（辽宁）自由贸易试验区{}片区实施方案"
    texts = [
        text("公园条例"),
        text("公园条例（征求意见稿）", COMMENT),
        text("绿地条例"),
        *(replace(text(zone.format(name)), jurisdiction="辽宁省沈阳市") for name in ("沈阳", "浑南")),
        text("沈阳市公园条例"),
    ]
    found = standings(texts, [True] * len(texts))
    assert [one.place for one in found] == [0, 0, 1, 2, 3, 4]
    assert [one.counted for one in found] == [True, False, True, True, True, True]


def test_texts_all_of_one_place_stand_each_for_itself() -> None:
    texts = [text("沈阳市公园条例", year=2020), text("沈阳市公园条例", year=2024)]
    assert [(one.place, one.counted) for one in standings(texts, [True, True])] == [(0, True), (1, True)]
    assert standings([], []) == ()
