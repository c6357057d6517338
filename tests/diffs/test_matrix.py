"""n texts of one family: rows against a recorded truth, labels, slots, what is absent, and texts that do not belong."""

import random
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from support.families import ARTICLES, city_copies
from support.outlines import outline

from diffs.clauses import DocumentFacts, LegalDates, Outline, Stage
from diffs.families.family import PRESENT, Cell, CellLabel, Counting, Matrix, Presence, Row
from diffs.families.matrix import MOST_OF_ONE, TooManyMeasures, matrix
from diffs.families.slots import SlotKind
from diffs.parsing import parse

SAMPLES = Path(__file__).parents[2] / "samples"
PLANS = ("shenyang-2022-plan.txt", "chengdu-2022-plan.txt", "shanghai-2021-plan.txt")


@pytest.fixture(scope="module")
def plans() -> Matrix:
    return matrix([parse((SAMPLES / name).read_text(encoding="utf-8")) for name in PLANS])


def law(city: str, *articles: str) -> Outline:
    lines = "\n".join(f"第{at}条||{text}" for at, text in enumerate(articles, 1))
    return outline(lines, title=f"{city}公园条例", jurisdiction=city)


def row_with(laid: Matrix, words: str) -> Row:
    """The row in which some text says so."""
    (found,) = [row for row in laid.rows if any(words in cell.text and not cell.within for cell in row.cells)]
    return found


def gathered(laid: Matrix) -> set[tuple[tuple[str, ...], ...]]:
    return {tuple(cell.paths if not cell.within else () for cell in row.cells) for row in laid.rows}


@pytest.mark.parametrize(("count", "seed"), [(3, 1), (5, 2), (8, 3), (8, 4), (14, 5)])
def test_the_rows_of_copied_laws_are_those_of_the_template(count: int, seed: int) -> None:
    cities = city_copies(count, seed)
    expected = {
        tuple(city.stands.get(number, ()) for city in cities)
        for number in range(len(ARTICLES))
        if any(number in city.stands for city in cities)
    }
    for at, city in enumerate(cities):
        expected |= {tuple((own,) if to == at else () for to in range(count)) for own in city.own}
    assert gathered(matrix([city.outline for city in cities])) == expected


def test_numbers_that_cities_choose_are_slots_and_places_are() -> None:
    cities = city_copies(8, 3)
    row = row_with(matrix([city.outline for city in cities]), "每平方米")
    (slot,) = row.reading.slots
    assert (slot.kind, slot.usual is not None) == (SlotKind.NUMBER, True)
    assert slot.at is not None
    assert row.reading.text[slice(*slot.at)] == "{number}"
    filled = {cell.slots[0].value: cell.slots[0].differs for cell in row.cells if cell.label in PRESENT}
    assert filled.pop(slot.usual) is False
    assert set(filled.values()) == {True}


def test_rows_stand_in_the_order_that_most_texts_share() -> None:
    cities = city_copies(8, 3)
    known = {tuple(city.stands.get(number, ()) for city in cities): number for number in range(len(ARTICLES))}
    paths = [tuple(cell.paths for cell in row.cells) for row in matrix([city.outline for city in cities]).rows]
    order = [known[one] for one in paths if one in known]
    assert len(order) == len(ARTICLES)
    assert order == sorted(order)


def test_the_order_in_which_texts_are_given_decides_nothing_but_the_columns() -> None:
    outlines = [city.outline for city in city_copies(7, 6)]
    laid = matrix(outlines)
    for seed in range(4):
        shuffled = [*range(len(outlines))]
        random.Random(seed).shuffle(shuffled)
        again = matrix([outlines[at] for at in shuffled])
        assert [row.id for row in again.rows] == [row.id for row in laid.rows]
        assert [row.reading for row in again.rows] == [row.reading for row in laid.rows]
        for row, other in zip(laid.rows, again.rows, strict=True):
            assert other.cells == tuple(row.cells[at] for at in shuffled)


def test_equal_once_places_are_masked_is_template_and_equal_to_the_letter_identical() -> None:
    laid = matrix([law("沈阳市", ARTICLES[3].format(place="沈阳市"), ARTICLES[7]), law("成都市", ARTICLES[3].format(place="成都市"), ARTICLES[7])])  # fmt: skip
    placed, plain = laid.rows
    assert [cell.label for cell in placed.cells] == [CellLabel.TEMPLATE] * 2
    assert [cell.slots[0].value for cell in placed.cells] == ["沈阳市", "成都市"]
    assert placed.reading.text == ARTICLES[3].format(place="{place}", number="")
    assert [cell.label for cell in plain.cells] == [CellLabel.IDENTICAL] * 2
    assert plain.reading.slots == ()


def test_another_wording_is_modified_with_its_likeness() -> None:
    laid = matrix(
        [law("沈阳市", ARTICLES[7]), law("成都市", ARTICLES[7]), law("武汉市", ARTICLES[7].replace("定期", "每季度"))]
    )
    (row,) = laid.rows
    assert [cell.label for cell in row.cells] == ["identical", "identical", "modified"]
    assert 0.9 < (row.cells[2].similarity or 0) < 1


def test_what_a_longer_article_holds_among_other_things_is_not_absent() -> None:
    joined = ARTICLES[7] + ARTICLES[9]
    laid = matrix(
        [law("沈阳市", ARTICLES[7], ARTICLES[9]), law("成都市", joined), law("武汉市", ARTICLES[7], ARTICLES[9])]
    )
    cells = [row.cells[1] for row in laid.rows]
    assert [cell.paths for cell in cells] == [("第1条",)] * 2
    (held,) = [cell for cell in cells if cell.within]
    assert held.within in {row.id for row in laid.rows if not row.cells[1].within}
    assert [row.presence for row in laid.rows] == [Presence.ALL] * 2


def test_an_absent_measure_shows_what_comes_nearest_to_it() -> None:
    one, other = "支持开展合格境内有限合伙人（QDLP）试点。", "支持开展合格境外有限合伙人（QFLP）试点。"
    laid = matrix([law("沈阳市", ARTICLES[7], one), law("成都市", ARTICLES[7], other)])
    row = row_with(laid, "QDLP")
    assert row.presence is Presence.ONE
    near = row.cells[1].nearest
    assert near is not None
    assert (row.cells[1].label, near.path, near.row) == (CellLabel.ABSENT, "第2条", row_with(laid, "QFLP").id)
    assert row_with(laid, "古树名木").cells[1].nearest is None


def test_a_text_that_is_not_held_is_never_said_to_lack_anything() -> None:
    held = [city.outline for city in city_copies(3)]
    laid = matrix([held[0], Outline(DocumentFacts("广州市公园条例"), ()), *held[1:]], held=[True, False, True, True])
    assert {row.cells[1].label for row in laid.rows} == {CellLabel.NOT_HELD}
    assert (laid.columns[1].held, laid.columns[1].measures) == (False, 0)
    assert [row.presence for row in laid.rows] == [row.presence for row in matrix(held).rows]
    with pytest.raises(ValueError, match="held speaks of 1"):
        matrix(held, held=[True])


def test_a_text_without_measures_lacks_every_one() -> None:
    laid = matrix([law("沈阳市", *ARTICLES[7:10]), Outline(DocumentFacts("成都市公园条例"), ())])
    assert [row.cells[1].label for row in laid.rows] == [CellLabel.ABSENT] * 3
    assert laid.summary == {Presence.ALL: 0, Presence.SOME: 0, Presence.ONE: 3, Presence.NONE: 0}
    assert matrix([]).rows == ()


def test_two_identical_texts_are_identical_in_every_cell() -> None:
    copy = city_copies(1)[0].outline
    laid = matrix([copy, copy])
    assert {cell.label for row in laid.rows for cell in row.cells} == {CellLabel.IDENTICAL}
    assert all(row.cells[0] == row.cells[1] and row.presence is Presence.ALL for row in laid.rows)


def test_the_measures_of_a_text_of_another_family_stand_alone() -> None:
    foreign = law(
        "广州市",
        "出租汽车经营者应当取得道路运输经营许可证，车辆应当安装计价器。",
        "乘客拒付车费的，驾驶员可以要求其说明理由。",
    )
    cities = [city.outline for city in city_copies(4)]
    laid = matrix([*cities, foreign])
    alone = [row for row in laid.rows if row.cells[4].label in PRESENT]
    assert [row.presence for row in alone] == [Presence.ONE, Presence.ONE]
    assert (laid.columns[4].alone, laid.columns[4].measures) == (2, 2)
    assert len(laid.rows) == len(matrix(cities).rows) + 2


def test_forty_texts_are_laid_side_by_side() -> None:
    cities = city_copies(40, 7)
    laid = matrix([city.outline for city in cities])
    assert len(laid.columns) == 40
    first = row_with(laid, ARTICLES[7])
    assert first.texts == sum(7 in city.stands for city in cities)


def test_a_family_too_large_is_refused_by_name() -> None:
    long = law("沈阳市", *(f"第{at}号公园由甲方管理。" for at in range(MOST_OF_ONE + 1)))
    with pytest.raises(TooManyMeasures, match=f"text 2 has {MOST_OF_ONE + 1} measures"):
        matrix([law("成都市", ARTICLES[7]), long])


def test_a_very_long_sentence_is_laid_out_in_bounded_time() -> None:
    long = "".join(chr(0x4E00 + at % 3000) for at in range(60_000))
    laid = matrix([law("沈阳市", long), law("成都市", long[:-9] + "结尾不同的九个字啊。")])
    assert [row.presence for row in laid.rows] == [Presence.ALL]


def test_a_row_of_the_list_is_the_measure_and_the_sentence_of_the_body_its_evidence(plans: Matrix) -> None:
    row = row_with(plans, "从事除台湾地区以外的出境旅游业务")
    assert [cell.label for cell in row.cells] == [CellLabel.TEMPLATE, CellLabel.TEMPLATE, CellLabel.MODIFIED]
    assert [cell.paths for cell in row.cells] == [("表1-12",), ("表1-16",), ("二/（一）/2/旅游服务领域",)]
    assert [bool(cell.evidence) for cell in row.cells] == [True, True, False]
    assert [bool(cell.sentences) for cell in row.cells] == [False, False, True]
    assert [cell.verb for cell in row.cells] == ["支持", "支持", "允许"]
    assert [slot.kind for slot in row.reading.slots] == [SlotKind.VERB, SlotKind.PLACE]


def test_no_sentence_of_three_plans_stands_in_two_rows(plans: Matrix) -> None:
    for column in range(len(PLANS)):
        meant = [_meant(row.cells[column]) for row in plans.rows if _holds(row.cells[column])]
        refs = [ref for one in meant for ref in one]
        assert len(refs) == len(set(refs))
        assert len(meant) > 90


def _holds(cell: Cell) -> bool:
    return cell.label in PRESENT and not cell.within


def _meant(cell: Cell) -> list[tuple[str, int]]:
    return [*cell.sentences] or [(clause, -1) for clause in cell.clauses]


def test_a_row_of_two_sentences_stands_in_both_rows_but_in_chief_in_one(plans: Matrix) -> None:
    rows = [row for row in plans.rows if row.cells[1].paths == ("表5-19",)]
    assert sorted(row.cells[1].within is None for row in rows) == [False, True]
    assert all(row.presence is Presence.ALL for row in rows)


#: Rows of the three plans read by hand: words of Shenyang's, Chengdu's and Shanghai's measure; none where absent.
READ = [
    ("允许以中外共同捐资方式", "允许以中外共同捐资方式", None),
    ("处置权和收益权改革，通过开展试点", "支持在蓉高校、科研院所深化", "赋予科研人员职务科技成果所有权"),
    ("向外资开放国内互联网虚拟专用网", "向外资开放国内互联网虚拟专用网", None),
    (
        "支持与境外机构合作开发跨境医疗保险",
        "支持与境外机构合作开发跨境医疗保险",
        "支持与境外机构合作开发跨境商业医疗保险",
    ),
    ("依托人民银行的贸易金融", "依托中国人民银行的贸易金融", "依托人民币的贸易金融"),
    ("坚持金融业务持牌经营", "坚持金融业务持牌经营", "坚持金融业务持牌经营"),
    ("积极参与国家级服务业标准化", "积极参与国家级服务业标准化", None),
    ("创新用地供给", "创新用地供给", None),
    (None, "加强数据跨境流动全生命周期", "探索构建数据保护能力认证体系"),
    ("国务院有关部门按职责分工", "国务院有关部门按职责分工", "国务院有关部门按职责分工"),
]


@pytest.mark.parametrize("words", READ)
def test_the_three_plans_are_gathered_as_a_reader_would(plans: Matrix, words: tuple[str | None, ...]) -> None:
    at, sample = next((at, word) for at, word in enumerate(words) if word)
    (row,) = [row for row in plans.rows if sample in row.cells[at].text and not row.cells[at].within]
    for cell, word in zip(row.cells, words, strict=True):
        assert (word in cell.text) if word else (cell.label is CellLabel.ABSENT)


def dated(city: str, day: date | None, *articles: str, title: str = "公园条例", stage: Stage = Stage.FINAL) -> Outline:
    laid = law(city, *articles)
    mark = "" if stage is Stage.FINAL else "（征求意见稿）"
    facts = replace(laid.document, title=f"{city}{title}{mark}", stage=stage, dates=LegalDates(promulgated_on=day))
    return replace(laid, document=facts)


def presences(laid: Matrix) -> list[tuple[Presence, int, int]]:
    return [(row.presence, row.places, row.texts) for row in laid.rows]


THREE = (ARTICLES[7], ARTICLES[9], ARTICLES[12])


def test_a_draft_beside_the_final_text_of_its_place_is_shown_and_not_counted() -> None:
    draft = dated("沈阳市", None, *THREE, stage=Stage.DRAFT_FOR_COMMENT)
    laid = matrix([dated("沈阳市", None, *THREE[:2]), dated("成都市", None, ARTICLES[7]), draft])
    assert presences(laid) == [(Presence.ALL, 2, 3), (Presence.ONE, 1, 2), (Presence.NONE, 0, 1)]
    assert laid.summary == {Presence.ALL: 1, Presence.SOME: 0, Presence.ONE: 1, Presence.NONE: 1}
    assert laid.places == 2
    assert [(one.place, one.counted, one.alone) for one in laid.columns] == [
        *(("辽宁省沈阳市", True, 1), ("四川省成都市", True, 0), ("辽宁省沈阳市", False, 0)),
    ]
    assert {row.cells[2].label for row in laid.rows} == {CellLabel.IDENTICAL}


def test_a_place_with_a_draft_alone_counts_by_it() -> None:
    draft = dated("沈阳市", None, *THREE, stage=Stage.DRAFT_FOR_COMMENT)
    laid = matrix([draft, dated("成都市", None, *THREE[:2])])
    assert [one.counted for one in laid.columns] == [True, True]
    assert [row.presence for row in laid.rows] == [Presence.ALL, Presence.ALL, Presence.ONE]


def test_the_wording_of_most_is_that_of_most_places_however_many_texts_one_place_has() -> None:
    many, few = "携带犬只的，处三百元罚款。", "携带犬只的，处五百元罚款。"
    others = [dated(city, None, few) for city in ("成都市", "武汉市")]
    successive = [dated("沈阳市", date(2020, month, 1), many) for month in (1, 2, 3)]
    together = [dated("沈阳市", None, many, title=title) for title in ("公园条例", "公园办法", "公园细则")]
    for texts in (successive, together):
        (row,) = matrix([*texts, *others]).rows
        assert row.reading.slots[0].usual == "五百元"
        assert [cell.label for cell in row.cells] == [CellLabel.MODIFIED] * 3 + [CellLabel.IDENTICAL] * 2


@pytest.mark.parametrize(
    ("texts", "common"),
    [
        (("本条例自2020年5月1日起施行。", "本条例自2021年1月1日起施行。", "本条例自2022年3月1日起施行。"), True),
        (("公园内禁止吸烟。", "公园内禁止吸烟。", "公园内禁止吸烟和饮酒。"), True),
        (("公园内禁止吸烟。", "公园内一律禁止吸烟。", "公园内禁止吸烟和饮酒。"), False),
        (("公园内禁止吸烟。", "公园内禁止吸烟和饮酒。"), False),
        (("公园内禁止吸烟。", "公园内禁止吸烟。", "公园内禁止吸烟和饮酒。", "公园内禁止吸烟和饮酒。"), False),
    ],
)
def test_a_reading_is_common_where_more_places_have_it_than_any_other(texts: tuple[str, ...], common: bool) -> None:
    cities = ("沈阳市", "成都市", "武汉市", "杭州市")
    (row,) = matrix([law(city, text) for city, text in zip(cities, texts, strict=False)]).rows
    assert row.reading.common is common
    assert row.places == len(texts)


def test_of_successive_texts_of_one_title_the_last_is_counted() -> None:
    texts = [
        dated("北京市", date(2020, 3, 27), *THREE),
        dated("北京市", date(2024, 11, 29), *THREE[:2]),
        dated("成都市", None, *THREE),
    ]
    laid = matrix(texts)
    assert [one.counted for one in laid.columns] == [False, True, True]
    assert [row.presence for row in laid.rows] == [Presence.ALL, Presence.ALL, Presence.ONE]


def test_texts_of_different_titles_speak_for_their_place_together() -> None:
    rules = dated("沈阳市", date(2021, 1, 1), ARTICLES[12], title="公园条例实施细则")
    laid = matrix([dated("沈阳市", date(2020, 1, 1), *THREE[:2]), rules, dated("成都市", None, *THREE)])
    assert presences(laid) == [(Presence.ALL, 2, 2)] * 3
    assert all(one.counted for one in laid.columns)


def test_texts_that_are_all_of_one_place_are_counted_one_by_one() -> None:
    laid = matrix([dated("沈阳市", date(2020, 1, 1), *THREE), dated("沈阳市", date(2024, 1, 1), *THREE[:2])])
    assert [row.presence for row in laid.rows] == [Presence.ALL, Presence.ALL, Presence.ONE]
    assert (laid.counting, laid.places) == (Counting.TEXTS, 2)
    with_another = matrix([dated("沈阳市", None, *THREE), dated("成都市", None, *THREE)])
    assert (with_another.counting, with_another.places) == (Counting.PLACES, 2)


def test_a_row_keeps_its_id_when_another_text_joins_the_family() -> None:
    outlines = [city.outline for city in city_copies(4)]
    wider = matrix([*outlines, replace(outlines[0], document=replace(outlines[0].document, title="另一份"))])
    known = {row.id for row in wider.rows}
    kept = [row.id in known for row in matrix(outlines).rows]
    assert sum(kept) >= 0.8 * len(kept)


@pytest.mark.parametrize(
    ("texts", "kind", "values"),
    [
        (("由市公安局负责登记。", "由市城市管理局负责登记。"), SlotKind.UNIT, ["市公安局", "市城市管理局"]),
        (
            ("本条例自2020年5月1日起施行。", "本条例自2021年1月1日起施行。"),
            SlotKind.DATE,
            ["2020年5月1日", "2021年1月1日"],
        ),
        (("罚款不超过五百元的，当场缴纳。", "罚款不超过二百元的，当场缴纳。"), SlotKind.NUMBER, ["五百元", "二百元"]),
        (("鼓励社会资本参与公园建设。", "支持社会资本参与公园建设。"), SlotKind.VERB, ["鼓励", "支持"]),
    ],
)
def test_what_differs_by_rule_is_a_slot_of_its_kind(texts: tuple[str, str], kind: SlotKind, values: list[str]) -> None:
    (row,) = matrix([law("沈阳市", texts[0]), law("成都市", texts[1])]).rows
    (slot,) = row.reading.slots
    assert slot.kind is kind
    assert [cell.slots[0].value for cell in row.cells] == values
    assert (slot.usual, [cell.slots[0].differs for cell in row.cells]) == (None, [False, False])
    (row,) = matrix([law("甲", texts[0]), law("乙", texts[1]), law("丙", texts[1])]).rows
    assert (row.reading.slots[0].usual, [one.slots[0].differs for one in row.cells]) == (
        values[1],
        [True, False, False],
    )


def test_the_units_of_a_task_table_fill_a_slot_beside_the_reading() -> None:
    def table(place: str, unit: str) -> Outline:
        return parse(
            f"{place}工作方案\n\n任务分工表\n\n序号\t试点任务\t牵头单位\n1\t支持会展企业联合发展。\t{unit}\n2\t引进国内外知名品牌展会。\t市商务局\n"
        )

    laid = matrix([table("沈阳市", "市贸促会"), table("成都市", "市博览局")])
    row = row_with(laid, "会展企业")
    assert [(slot.kind, slot.at) for slot in row.reading.slots] == [(SlotKind.UNIT, None)]
    assert [cell.slots[0].value for cell in row.cells] == ["牵头单位：市贸促会", "牵头单位：市博览局"]
