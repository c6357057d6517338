"""The sheets of a matrix hold text and nothing else; the workbook cuts what no cell can hold and says where it cut."""

import csv
import io

from openpyxl import load_workbook
from support.families import city_copies
from support.outlines import outline

from diffs.families.matrix import matrix
from service.matrix_asked import Asked, kept_rows, sections_of, verbs_of
from service.matrix_sheets import CUT, NOT_COMMON, matrix_csv, matrix_workbook, said_in_common
from service.spreadsheets import CELL_LIMIT


def opened(laid, **words):
    body = matrix_workbook(laid, title="公园", groups=[("地市级", len(laid.columns))], notes=["注"], **words)
    return load_workbook(io.BytesIO(body))


def test_every_text_has_four_columns_under_its_group_and_slots_are_filled() -> None:
    laid = matrix([one.outline for one in city_copies(3)])
    sheet = opened(laid)["矩阵"]
    assert (sheet.max_row, sheet.max_column) == (3 + len(laid.rows), 5 + 4 * 3)
    assert [sheet.cell(3, at).value for at in range(6, 10)] == ["标签", "动词", "不同之处", "文字"]
    said = [said_in_common(row.reading) for row in laid.rows]
    assert [sheet.cell(number, 4).value for number in range(4, 4 + len(said))] == said
    assert any("〔地名〕" in one for one in said)
    assert not any("{" in one for one in said)


def test_csv_has_the_rows_and_columns_of_the_workbook() -> None:
    laid = matrix([one.outline for one in city_copies(4, 3)])
    sheet = opened(laid)["矩阵"]
    head, *lines = csv.reader(io.StringIO(matrix_csv(laid), newline=""))
    titles = [sheet.cell(2, at).value or "" for at in range(1, sheet.max_column + 1)]
    names = [sheet.cell(3, at).value for at in range(1, sheet.max_column + 1)]
    assert head == [f"{title}：{name}" if title else name for title, name in zip(titles, names, strict=True)]
    written = [[sheet.cell(at, to).value or "" for to in range(1, len(head) + 1)] for at in range(4, sheet.max_row + 1)]
    assert lines == written
    assert any("〔地名〕" in line[3] for line in lines)
    assert any(line[1] == "部分" for line in lines)


def test_texts_of_one_place_are_counted_as_texts() -> None:
    cities = [one.outline for one in city_copies(2)]
    for texts, head in ((cities, "有此条文地数"), ([cities[0], cities[0]], "有此条文份数")):
        laid = matrix(texts)
        assert next(csv.reader(io.StringIO(matrix_csv(laid), newline="")))[4] == head
        assert opened(laid)["矩阵"].cell(3, 5).value == head


def test_what_places_fill_each_in_their_own_way_is_said_of_each_and_no_wording_is_called_that_of_most() -> None:
    dogs = ("携带犬只的，处三百元罚款。", "携带犬只的，处五百元罚款。", "携带犬只的，处八百元罚款。")
    smoke = ("公园内禁止吸烟。", "公园内一律禁止吸烟。", "公园内禁止吸烟和饮酒。")
    laws = [
        outline(f"第1条||{one}\n第2条||{other}", title=f"{city}公园条例", jurisdiction=city)
        for city, one, other in zip(("沈阳市", "成都市", "武汉市"), dogs, smoke, strict=True)
    ]
    laid = matrix(laws)
    fined, smoking = csv.DictReader(io.StringIO(matrix_csv(laid), newline=""))
    assert fined["共同文字"] == "携带犬只的，处〔数字〕罚款。"
    said = [value for name, value in fined.items() if name.endswith("不同之处")]
    assert said == ["数字：三百元", "数字：五百元", "数字：八百元"]
    assert smoking["共同文字"].endswith(NOT_COMMON)
    assert [row.id for row in kept_rows(laid, Asked(numbers=True)).rows] == [fined["行"]]


def test_csv_cells_are_guarded_and_whole_and_titles_that_repeat_are_numbered() -> None:
    articles = "第1条||=1+1\n第2条||@SUM(1)\n第3条||" + "长" * 40_000
    laid = matrix([outline(articles, title="=甲"), outline("第1条||-2", title="=甲")])
    head, *lines = csv.reader(io.StringIO(matrix_csv(laid), newline=""))
    assert [name for name in head if name.endswith("文字")] == ["共同文字", "'=甲 1：文字", "'=甲 2：文字"]
    cells = [cell for line in lines for cell in line]
    assert {"'=1+1", "'@SUM(1)", "'-2", "长" * 40_000} <= set(cells)
    assert not [cell for cell in [*head, *cells] if cell.startswith(("=", "+", "-", "@"))]


def test_hostile_cells_are_text_and_long_ones_say_that_they_are_cut() -> None:
    hostile = [
        '=HYPERLINK("http://evil.example")',
        "+1+cmd|' /C calc'!A0",
        "@SUM(1)",
        "\u202e甲",
        "https://evil.example",
        "{=1}",
        "12345",
        "甲\x00\x1f\ufffe\ud800乙",
    ]
    articles = "\n".join(f"第{at}条||{text}" for at, text in enumerate([*hostile, "长" * 40_000], 1))
    laid = matrix([outline(articles, title="=1+1", jurisdiction="浙江省杭州市"), outline("第1条||甲", title="乙")])
    book = opened(laid)
    cells = [cell for sheet in book for line in sheet.iter_rows() for cell in line if cell.value is not None]
    assert {cell.data_type for cell in cells} == {"s"}
    assert not [cell for cell in cells if cell.hyperlink]
    values = {str(cell.value) for cell in cells}
    assert {"=1+1", hostile[1], hostile[4], "12345"} <= values
    assert "甲乙" in values
    (cut,) = {value for value in values if value.endswith(CUT)}
    assert len(cut) == CELL_LIMIT + len(CUT)


def test_rows_are_kept_by_every_filter_at_once() -> None:
    laid = matrix([one.outline for one in city_copies(4)])
    assert kept_rows(laid, Asked()).rows == laid.rows
    assert Asked(word="ＰＡＲＫ", numbers=True).query() == {"word": "ＰＡＲＫ", "numbers": "true"}
    differing = kept_rows(laid, Asked(numbers=True))
    both = kept_rows(laid, Asked(numbers=True, word="占用 期限"))
    assert 0 < len(both.rows) < len(differing.rows) < len(laid.rows)
    assert both.summary == laid.summary
    verb, count = verbs_of(laid)[0]
    assert len(kept_rows(laid, Asked(verb=verb)).rows) == count
    assert sections_of(laid) == ()
