"""Papers of a comparison: complete, counted, in the reader's words; equal sheets make equal bytes."""

import csv
import io
import json
from dataclasses import replace
from pathlib import Path

import openpyxl
import pytest
from support.compared import sheet_of
from support.houses import ARTICLES
from support.shelf import AMENDED, statute
from support.word import rows_of

from diffs.comparison import Label, Op, Span
from service.papers.changes_csv import COLUMNS
from service.papers.entries import Box, Heading, Line, Run, listing
from service.papers.kinds import MEDIA_TYPES, Paper, paper_of_file
from service.papers.preface import preface
from service.papers.wording import cut
from service.papers.writing import disposition, write_paper
from service.schemas import comparison_json
from service.sheets.sheet import Sheet
from service.texts import Language

ZH = Language.ZH
SAMPLES = Path(__file__).parents[2] / "samples"
OLD, NEW = statute(ARTICLES), statute(AMENDED)
BEFORE = """示例市公园条例
第一章　总则
第一条　为了规范公园管理，制定本条例。
第二条　本条例适用于本市行政区域内的公园。
第二章　管理
第三条　公园应当免费开放。
公园内禁止下列行为：
（一）攀折花木；
（二）捕捉野生动物；
（三）擅自设置广告设施。
第四条　公园管理机构应当定期检查设施，及时修复损坏的设施。
第五条　任何单位和个人不得侵占公园用地。
第六条　违反本条例规定的，由园林主管部门处二百元罚款。
第七条　本条例自公布之日起施行。
"""
AFTER = """示例市公园条例
第一章　总则
第一条　为了规范公园管理，制定本条例。
第二条　公园建设应当坚持生态优先、公益为民的原则。
第三条　本条例适用于本市行政区域内的公园。
第二章　管理
第四条　公园应当免费开放。
公园内禁止下列行为：
（一）攀折花木；
（二）擅自设置广告设施；
（三）燃放孔明灯。
第五条　公园管理机构应当定期检查设施，及时修复损坏的设施。
第六条　任何单位和个人不得侵占公园用地。
第七条　违反本条例规定的，由园林主管部门处五百元罚款。
第八条　本条例自公布之日起施行。
"""


@pytest.fixture(scope="module")
def law() -> Sheet:
    return sheet_of(BEFORE, AFTER)


def boxes(sheet: Sheet) -> list[Box]:
    return [one for one in listing(sheet, ZH).entries if isinstance(one, Box)]


def said(line: Line, *, old: bool) -> list[str]:
    side = line.old if old else line.new
    return [one.lead + "|" + "".join(span.text for span in one.spans) for one in side]


def body(paper: Paper, sheet: Sheet, language: Language = ZH) -> bytes:
    return write_paper(paper, sheet, language).body


def text(paper: Paper, sheet: Sheet) -> str:
    return body(paper, sheet).decode("utf-8-sig")


def test_an_article_is_one_entry_with_its_paragraphs_and_items_as_lines(law: Sheet) -> None:
    (article,) = [one for one in boxes(law) if said(one.lines[0], old=False) == ["第四条|公园应当免费开放。"]]
    assert said(article.lines[0], old=True) == ["第三条|公园应当免费开放。"]
    assert [said(line, old=False) for line in article.lines[1:]] == [
        ["|公园内禁止下列行为："],
        ["（一）|攀折花木；"],
        [],
        ["（二）|擅自设置广告设施；"],
        ["（三）|燃放孔明灯。"],
    ]
    assert said(article.lines[3], old=True) == ["（二）|捕捉野生动物；"]


def test_what_became_of_a_clause_is_said_in_words_with_where_from(law: Sheet) -> None:
    fates = {said(line, old=False)[0].split("|")[0]: line.fate for one in boxes(law) for line in one.lines if line.new}
    assert fates["第七条"] == ("修改", "第六条改为第七条")
    assert fates["第二条"] == ("新增",)


def test_sections_stand_above_what_they_hold_and_runs_tell_what_is_not_listed(law: Sheet) -> None:
    entries = [
        one.titles if isinstance(one, Heading) else one.text
        for one in listing(law, ZH).entries
        if not isinstance(one, Box)
    ]
    assert entries == [
        "第一条未变",
        ("第一章　总则",),
        "第三条（原第二条）仅条号变动",
        ("第二章　管理",),
        "第五条至第六条（原第四条至第五条）仅条号变动",
        "第八条（原第七条）仅条号变动",
    ]


def test_every_row_is_listed_or_counted_as_not_listed(law: Sheet) -> None:
    for query in ([], [("unchanged", "hidden")], [("unchanged", "shown")], [("label", "added")], [("word", "罚款")]):
        sheet = sheet_of(BEFORE, AFTER, query)
        listed = listing(sheet, ZH)
        in_boxes = [row.id for one in listed.entries if isinstance(one, Box) for line in one.lines for row in line.rows]
        assert sorted(in_boxes + [row.id for row in listed.left]) == sorted(row.id for row in sheet.every), query
        assert [one.number for one in listed.entries if isinstance(one, Box)] == [*range(1, listed.boxes + 1)]


def test_the_preface_counts_what_is_not_listed(law: Sheet) -> None:
    notes = "\n".join(preface(law, listing(law, ZH), ZH).notes)
    assert "未逐条列示的变动：仅条号变动 4 条。" in notes
    assert "条号变动：第二条改为第三条；第四条至第五条改为第五条至第六条；第七条改为第八条。" in notes


def test_numbers_are_told_together_only_where_none_is_passed_over() -> None:
    old = statute([f"第{n}类设施由主管部门负责登记并按年公布目录。" for n in "甲乙丙丁"])
    new = statute(
        [
            "本条例所称设施，是指向公众开放的各类服务设施及其附属场所。",
            *(f"第{n}类设施由主管部门负责登记并按年公布目录。" for n in "甲乙"),
            "运营单位应当投保公众责任保险，并公示投诉电话和处理期限。",
            *(f"第{n}类设施由主管部门负责登记并按年公布目录。" for n in "丙丁"),
        ]
    )
    sheet = sheet_of(old, new)
    (line,) = [one for one in preface(sheet, listing(sheet, ZH), ZH).notes if one.startswith("条号变动")]
    assert line == "条号变动：第一条至第二条改为第二条至第三条；第三条至第四条改为第五条至第六条。"


def test_renumbering_that_is_asked_for_is_listed() -> None:
    sheet = sheet_of(BEFORE, AFTER, [("label", "renumbered")])
    firsts = [said(one.lines[0], old=False)[0].split("|")[0] for one in boxes(sheet)]
    assert firsts == ["第三条", "第四条", "第五条", "第六条", "第七条", "第八条"]
    assert not any(isinstance(one, Run) for one in listing(sheet, ZH).entries)


def test_a_clause_without_its_surroundings_is_named_by_its_whole_address() -> None:
    (box,) = boxes(sheet_of(BEFORE, AFTER, [("word", "孔明灯")]))
    assert said(box.lines[0], old=False) == ["第四条第二款第（三）项|燃放孔明灯。"]


def test_a_filter_is_said_and_what_it_keeps_out_is_counted() -> None:
    sheet = sheet_of(BEFORE, AFTER, [("label", "added"), ("word", "公园")])
    notes = "\n".join(preface(sheet, listing(sheet, ZH), ZH).notes)
    assert "按筛选条件（新增、含“公园”）列出 1 处" in notes
    assert "修改" in notes


def test_what_is_unchanged_is_shown_folded_or_left_out_as_asked() -> None:
    runs = {
        choice: sum(isinstance(one, Run) for one in listing(sheet_of(OLD, NEW, [("unchanged", choice)]), ZH).entries)
        for choice in ("folded", "hidden", "shown")
    }
    assert runs == {"folded": 2, "hidden": 0, "shown": 0}
    assert len(boxes(sheet_of(OLD, NEW, [("unchanged", "shown")]))) == 8


def test_two_places_are_headed_and_said_by_their_names() -> None:
    sheet = sheet_of(
        "沈阳市公园条例\n第一条　沈阳市公园免费开放。\n第二条　沈阳市公园设置急救设备，由管理机构负责维护。",
        "成都市公园条例\n第一条　成都市公园免费开放。\n",
        [("across", "true")],
    )
    words = preface(sheet, listing(sheet, ZH), ZH)
    assert words.title == "《沈阳市公园条例》与《成都市公园条例》两地条文对照表"
    assert words.columns == ("沈阳市", "成都市")
    assert "（成都市未见）" in text(Paper.TABLE_MD, sheet).replace("\\", "")
    assert "新增" not in text(Paper.TABLE_MD, sheet).replace("新增的文字", "")


def test_dates_stand_in_the_heads_and_in_the_file_name() -> None:
    law = "示例市公园条例\n（2019年4月23日示例市人民代表大会常务委员会通过　自2019年5月1日起施行）\n第一条　公园免费开放。"
    sheet = sheet_of(law, law.replace("2019年", "2025年").replace("免费", "全天"))
    assert preface(sheet, listing(sheet, ZH), ZH).columns[1].startswith("修订后（2025-0")
    name = write_paper(Paper.TABLE_DOCX, sheet, ZH).name
    assert name.startswith("《示例市公园条例》新旧条文对照表_2019-0")
    assert name.endswith(".docx")


@pytest.mark.parametrize("paper", Paper)
def test_equal_sheets_make_equal_bytes_in_both_languages(law: Sheet, paper: Paper) -> None:
    for language in Language:
        assert body(paper, law, language) == body(paper, sheet_of(BEFORE, AFTER), language)
    assert write_paper(paper, law, ZH).media_type == MEDIA_TYPES[paper]


@pytest.mark.parametrize("paper", Paper)
def test_one_side_alone_is_written_as_both(paper: Paper) -> None:
    alone = sheet_of(BEFORE, AFTER, [("view", "new"), ("unchanged", "folded")])
    if paper is not Paper.CHANGES_JSON:
        assert body(paper, alone) == body(paper, sheet_of(BEFORE, AFTER))
    else:
        assert len(json.loads(body(paper, alone))["changes"]) == len(alone.comparison.changes)


def test_the_json_is_the_comparison_of_the_rows_that_pass(law: Sheet) -> None:
    whole = json.loads(body(Paper.CHANGES_JSON, law))
    known = comparison_json(law.comparison)
    assert {name: whole[name] for name in known} == json.loads(json.dumps(known))
    assert whole["asked"] == {}
    filtered = json.loads(body(Paper.CHANGES_JSON, sheet_of(BEFORE, AFTER, [("label", "added"), ("label", "removed")])))
    assert filtered["asked"] == {"label": ["added", "removed"]}
    assert {label for change in filtered["changes"] for label in change["labels"]} == {"added", "removed"}
    assert len(filtered["texts"]["old"]["text_digest"]) == 64


def test_the_csv_has_a_line_for_each_change_with_ids_and_wordings(law: Sheet) -> None:
    lines = [*csv.DictReader(io.StringIO(text(Paper.CHANGES_CSV, law)))]
    changes = {one.id: one for one in law.comparison.changes if one.labels != {Label.UNCHANGED}}
    assert list(lines[0]) == [*COLUMNS]
    assert [line["change_id"] for line in lines] == [*changes]
    for line in lines:
        change = changes[line["change_id"]]
        assert line["old_ids"].split() == [*change.old]
        assert line["new_ids"].split() == [*change.new]
        assert line["new_text"] == "".join(one.text for one in change.spans if one.op is not Op.DELETE)
        assert line["algorithm"] == law.comparison.algorithm


def test_the_workbook_holds_notes_changes_substitutions_and_links(law: Sheet) -> None:
    book = openpyxl.load_workbook(io.BytesIO(body(Paper.CHANGES_XLSX, law)), rich_text=True)
    assert book.sheetnames == ["说明", "变动", "替换", "对应关系"]
    page = book["变动"]
    assert page.freeze_panes == "A2"
    assert page.auto_filter.ref is not None
    rows = [row for row in page.iter_rows(min_row=2) if row[0].value]
    assert len(rows) == sum(not row.unchanged for row in law.rows)
    (fine,) = [row for row in rows if row[2].value == "第七条"]
    struck = [run.text for run in fine[3].value if getattr(run, "font", None) and run.font.strike]
    added = [run.text for run in fine[4].value if getattr(run, "font", None) and run.font.u]
    assert (struck, added) == (["二百元"], ["五百元"])
    links = [[cell.value or "" for cell in row] for row in book["对应关系"].iter_rows(min_row=2)]
    known = {(a, b) for one in law.comparison.changes for a, b in one.links if one.labels != {Label.UNCHANGED}}
    assert {(line[2], line[4]) for line in links if line[2] and line[4]} == known


def test_markdown_is_one_table_of_five_columns(law: Sheet) -> None:
    lines = [line for line in text(Paper.TABLE_MD, law).splitlines() if line.startswith("|")]
    assert {line.replace("\\|", "").count("|") for line in lines} == {6}
    assert "<del>二百元</del>" in "\n".join(lines)
    assert "<ins>五百元</ins>" in "\n".join(lines)


def test_word_and_markdown_list_the_same(law: Sheet) -> None:
    word = [row[0] for row in rows_of(body(Paper.TABLE_DOCX, law)) if row[0].isdigit()]
    lines = [line.split("|")[1].strip() for line in text(Paper.TABLE_MD, law).splitlines() if line.startswith("|")]
    assert word == [one for one in lines if one.isdigit()]


def test_a_file_name_chooses_its_paper() -> None:
    asked = ("a/对照表.docx", "X.XLSX", "out.md", "b.json", "c.csv", "my/redline.docx")
    assert [paper_of_file(one) for one in asked] == [
        *(Paper.TABLE_DOCX, Paper.CHANGES_XLSX, Paper.TABLE_MD, Paper.CHANGES_JSON, Paper.CHANGES_CSV),
        Paper.REDLINE_DOCX,
    ]
    assert paper_of_file("a.pdf") is None


def test_no_title_breaks_out_of_a_file_name_or_a_header() -> None:
    sheet = sheet_of(OLD, NEW)
    head = replace(sheet.heads[1], title='../../a"\r\nX-Evil: 1\u202e;\\' + "长" * 300)
    written = write_paper(Paper.CHANGES_CSV, replace(sheet, heads=(sheet.heads[0], head)), ZH)
    assert not set(written.name) & set('/\\:*?"<>|\r\n\u202e')
    assert len(written.name.encode()) <= 255
    header = disposition(written, Paper.CHANGES_CSV)
    assert header.isascii()
    assert "\n" not in header


def test_spans_are_cut_by_code_points() -> None:
    spans = (Span(Op.EQUAL, "甲乙"), Span(Op.DELETE, "丙丁"))
    assert cut(spans, 3) == ((Span(Op.EQUAL, "甲乙"), Span(Op.DELETE, "丙")), (Span(Op.DELETE, "丁"),))
    assert cut(spans, 2) == ((Span(Op.EQUAL, "甲乙"),), (Span(Op.DELETE, "丙丁"),))
    assert cut(spans, 9) == (spans, ())


def test_a_clause_that_moved_says_from_where_and_no_number_beside_it() -> None:
    moved = "公园管理机构应当制定突发事件应急预案，定期组织演练，并配备必要的救援设备和急救药品。"
    sheet = sheet_of(statute([*ARTICLES, moved]), statute([ARTICLES[0], moved, *ARTICLES[1:]]))
    (line,) = [line for one in boxes(sheet) for line in one.lines if moved in said(line, old=False)[0]]
    assert line.fate == ("由第七条移至第二条",)


@pytest.mark.parametrize("paper", Paper)
def test_two_places_counted_by_sentences_are_papers_too(paper: Paper) -> None:
    plans = ("shenyang-2022-plan", "chengdu-2022-plan")
    old, new = ((SAMPLES / f"{name}.txt").read_text(encoding="utf-8") for name in plans)
    sheet = sheet_of(old, new, [("across", "true"), ("unit", "sentences"), ("fate", "reworded")])
    assert sheet.shown > 5
    assert len(body(paper, sheet)) > 2000
    if paper is Paper.CHANGES_JSON:
        clauses = {unit.id for row in sheet.rows for unit in row.new}
        assert (
            clauses & {one for change in json.loads(body(paper, sheet))["changes"] for one in change["new"]} == clauses
        )


def test_nothing_of_one_place_is_called_unique_before_its_nearest_is_shown() -> None:
    plans = ("shenyang-2022-plan", "chengdu-2022-plan")
    old, new = ((SAMPLES / f"{name}.txt").read_text(encoding="utf-8") for name in plans)
    sheet = sheet_of(old, new, [("across", "true"), ("fate", "one_sided"), ("fate", "partly"), ("side", "old")])
    notes = preface(sheet, listing(sheet, ZH), ZH).notes
    assert any("（仅见于一方、部分对应，待核、沈阳市）" in note for note in notes)
    gone = [row for row in rows_of(body(Paper.TABLE_DOCX, sheet)) if len(row) > 2 and row[2].startswith("（成都市")]
    assert len(gone) > 20
    assert all("成都市最相近 · 相似" in row[2] or "成都市未找到字面相近的" in row[2] for row in gone)
    doubtful = [row for row in gone if row[2].startswith("（成都市有相近的，待核）")]
    assert doubtful
    assert {row[3].split("\n")[0] for row in doubtful} == {"部分对应，待核"}
