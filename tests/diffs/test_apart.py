"""What a text's wording has that most do not, and the other way round: spans of the cells of a matrix."""

from pathlib import Path

import pytest
from support.families import ARTICLES, city_copies
from support.outlines import outline

from diffs.clauses import Outline
from diffs.comparison import Op
from diffs.families.apart import common_wording
from diffs.families.family import PRESENT, Cell, CellLabel, Matrix, Row
from diffs.families.matrix import matrix
from diffs.keys import norm
from diffs.parsing import parse

SAMPLES = Path(__file__).parents[2] / "samples"
PLANS = ("shenyang-2022-plan.txt", "chengdu-2022-plan.txt", "shanghai-2021-plan.txt")


def law(city: str, *articles: str) -> Outline:
    lines = "\n".join(f"第{at}条||{text}" for at, text in enumerate(articles, 1))
    return outline(lines, title=f"{city}公园条例", jurisdiction=city)


def marked(cell: Cell) -> str:
    """The spans in one line: [+only here+], [-only most-]."""
    signs = {Op.EQUAL: "{}", Op.INSERT: "[+{}+]", Op.DELETE: "[-{}-]"}
    return "".join(signs[span.op].format(span.text) for span in cell.spans)


def spelled(cell: Cell, *ops: Op) -> str:
    return "".join(span.text for span in cell.spans if span.op in ops)


@pytest.fixture(scope="module", params=["plans", "copies"])
def laid(request: pytest.FixtureRequest) -> Matrix:
    if request.param == "copies":
        return matrix([city.outline for city in city_copies(12, 5)])
    return matrix([parse((SAMPLES / name).read_text(encoding="utf-8")) for name in PLANS])


def cells(laid: Matrix) -> list[tuple[Row, Cell]]:
    return [(row, cell) for row in laid.rows for cell in row.cells]


def test_spans_spell_the_common_wording_and_the_text_s_own(laid: Matrix) -> None:
    differing = [(row, cell) for row, cell in cells(laid) if cell.spans]
    assert len(differing) > 10
    for row, cell in differing:
        assert spelled(cell, Op.EQUAL, Op.DELETE) == common_wording(row.reading, cell.slots)
        assert spelled(cell, Op.EQUAL, Op.INSERT) == cell.text


def test_cells_that_differ_have_spans_and_others_have_none(laid: Matrix) -> None:
    for row, cell in cells(laid):
        reworded = cell.label is CellLabel.MODIFIED and norm(common_wording(row.reading, cell.slots)) != norm(cell.text)
        differs = reworded or any(one.differs for one in cell.slots)
        assert bool(cell.spans) == (cell.label in PRESENT and cell.within is None and differs)
        assert cell.spans or not cell.degraded


def test_what_differs_is_set_apart_and_a_city_s_own_place_is_not() -> None:
    text = "{place}公园由{place}人民政府管理，任何单位不得侵占公园用地。"
    cities = [law(city, text.format(place=city)) for city in ("沈阳市", "成都市")]
    other = law("武汉市", text.format(place="武汉市").replace("单位", "单位和个人"))
    (row,) = matrix([*cities, other]).rows
    assert [cell.spans for cell in row.cells[:2]] == [(), ()]
    assert marked(row.cells[2]) == "武汉市公园由武汉市人民政府管理，任何单位[+和个人+]不得侵占公园用地。"


def test_the_usual_value_is_what_a_number_differs_from() -> None:
    fines = [law(city, ARTICLES[13].format(number=number)) for city, number in zip("甲乙丙", "百百千", strict=True)]
    (row,) = matrix(fines).rows
    assert [bool(cell.spans) for cell in row.cells] == [False, False, True]
    assert marked(row.cells[2]).endswith("并处每平方米[-百元-][+千元+]的罚款。")


def test_what_every_place_fills_in_its_own_way_is_apart_from_nothing() -> None:
    fines = [law(city, ARTICLES[13].format(number=number)) for city, number in zip("甲乙丙", "十百千", strict=True)]
    (row,) = matrix(fines).rows
    (slot,) = row.reading.slots
    assert (slot.usual, row.reading.common) == (None, True)
    assert [cell.slots[0].value for cell in row.cells] == ["十元", "百元", "千元"]
    assert not [one for cell in row.cells for one in cell.slots if one.differs]
    assert [cell.spans for cell in row.cells] == [()] * 3


def test_beside_a_number_without_a_usual_value_other_words_are_set_apart_alone() -> None:
    text = "携带犬只进入公园的，处{}元罚款，由公园管理机构{}。"
    said = (("三百", "劝离"), ("五百", "劝离"), ("八百", "劝离并登记"))
    laid = matrix([law(city, text.format(*one)) for city, one in zip("甲乙丙", said, strict=True)])
    assert laid.rows[0].reading.common
    (cell,) = [cell for cell in laid.rows[0].cells if cell.spans]
    assert marked(cell) == "携带犬只进入公园的，处八百元罚款，由公园管理机构劝离[+并登记+]。"


def test_a_place_that_a_text_leaves_out_keeps_its_hole() -> None:
    text = "公园发展规划与国土空间规划相衔接，报{place}人民政府批准后实施。"
    cities = [law(city, text.format(place=city)) for city in ("沈阳市", "成都市")]
    (row,) = matrix([*cities, law("武汉市", text.format(place=""))]).rows
    assert marked(row.cells[2]) == "公园发展规划与国土空间规划相衔接，报[-{place}-]人民政府批准后实施。"


def test_wordings_too_long_to_be_looked_into_are_degraded_and_spelled_all_the_same() -> None:
    long = "".join(chr(0x4E00 + at % 3000) for at in range(30_000))
    laid = matrix([law("沈阳市", long), law("成都市", long[:15_000] + "丁" + long[15_000:])])
    (row,) = laid.rows
    (cell,) = [cell for cell in row.cells if cell.spans]
    assert spelled(cell, Op.EQUAL, Op.INSERT) == cell.text
    assert cell.degraded
