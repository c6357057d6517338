"""Word papers: the 对照表 as a table that keeps its shape, and tracked changes that settle to either text."""

import io
import re
import zipfile
from datetime import UTC, datetime
from pathlib import Path

import docx
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from support.compared import sheet_of
from support.houses import ARTICLES
from support.shelf import AMENDED, PLAN, statute
from support.word import W, body_of, converted, rows_of, settled, sides_in_libreoffice

from diffs.clauses import Outline
from diffs.comparison import Op
from service.papers.kinds import Paper
from service.papers.redline import END, printed, side_text, stream
from service.papers.table_docx import WIDTHS
from service.papers.word_package import WordFile, word_bytes
from service.papers.wordml import Ink, paragraph, text_runs
from service.papers.writing import write_paper
from service.sheets.sheet import Sheet
from service.texts import Language

SAMPLES = Path(__file__).parents[2] / "samples"
SPLIT = [
    "市人民政府应当建立公共数据目录，明确公共数据的范围、分类和更新周期，并向社会公布。公共管理和服务机构应当按照目录"
    "汇聚公共数据，不得重复采集可以共享的数据。",
    "违反本条例规定的，由市数据主管部门责令限期改正；逾期不改正的，处一万元以上五万元以下罚款。",
]
APART = [
    "市人民政府应当建立公共数据目录，明确公共数据的范围、分类和更新周期，并向社会公布。",
    "公共管理和服务机构应当按照目录汇聚公共数据，不得重复采集可以共享的数据。",
    "违反本条例规定的，由市数据主管部门责令限期改正；逾期不改正的，处一万元以上五万元以下罚款。",
]
SCENES = {
    "amended": (statute(ARTICLES), statute(AMENDED)),
    "moved": (statute(ARTICLES), statute([*ARTICLES[3:], *ARTICLES[:3]])),
    "split": (statute(SPLIT), statute(APART)),
    "merged": (statute(APART), statute(SPLIT)),
    "a plan": (PLAN.format(stage="（征求意见稿）", years=3), PLAN.format(stage="", years=5)),
    "nothing left": (statute(ARTICLES), "示例市数据条例\n"),
    "nothing before": ("示例市数据条例\n", statute(ARTICLES)),
    "one line": ("甲", "乙"),
}


def word(paper: Paper, sheet: Sheet) -> bytes:
    return write_paper(paper, sheet, Language.ZH).body


def as_printed(outline: Outline) -> str:
    """What the paragraphs of a text spell, put together from its clauses."""
    lines = ""
    for one in printed(outline):
        wording = one.clause.wording
        at = len(wording) if one.broken_at is None else one.broken_at
        lines += one.before + wording[:at] + ("" if one.broken_at is None else "\n") + wording[at:] + one.after
        lines += "\n" if one.ends else ""
    return lines


def sample(name: str) -> str:
    return (SAMPLES / f"{name}.txt").read_text(encoding="utf-8")


@pytest.mark.parametrize("scene", SCENES)
def test_accepting_all_gives_the_new_text_and_rejecting_all_the_old(scene: str) -> None:
    sheet = sheet_of(*SCENES[scene])
    redline = word(Paper.REDLINE_DOCX, sheet)
    for outline, accept in zip(sheet.texts, (False, True), strict=True):
        assert settled(redline, accept=accept).rstrip("\n") == as_printed(outline).rstrip("\n")


def test_what_is_printed_is_the_text_itself() -> None:
    text = statute(ARTICLES)
    assert as_printed(sheet_of(text, text).texts[0]) == f"{text}\n"


def test_two_whole_plans_settle_to_either() -> None:
    sheet = sheet_of(sample("shenyang-2022-plan"), sample("chengdu-2022-plan"), [("across", "true")])
    redline = word(Paper.REDLINE_DOCX, sheet)
    for outline, accept in zip(sheet.texts, (False, True), strict=True):
        assert settled(redline, accept=accept).replace("\n", "") == as_printed(outline).replace("\n", "").replace(
            " ⏎ ", ""
        )


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(
    old=st.lists(
        st.sampled_from([*ARTICLES, *SPLIT, *APART, "甲。\n乙。", "下列行为：\n（一）甲；\n（二）乙。"]), max_size=8
    ),
    new=st.lists(
        st.sampled_from([*AMENDED, *SPLIT, *APART, "甲。\n丙。", "下列行为：\n（一）乙；\n（二）丁。"]), max_size=8
    ),
)
def test_any_two_texts_are_whole_in_their_stream(old: list[str], new: list[str]) -> None:
    sheet = sheet_of(statute(old), statute(new))
    pieces = stream(sheet.comparison.changes, *sheet.texts)
    assert side_text(pieces, old=True) == as_printed(sheet.texts[0])
    assert side_text(pieces, old=False) == as_printed(sheet.texts[1])


def test_a_changed_number_is_tracked_without_its_text() -> None:
    sheet = sheet_of(statute(ARTICLES[1:]), statute(ARTICLES))
    pieces = stream(sheet.comparison.changes, *sheet.texts)
    kept = "".join(one.text for one in pieces if one.op is Op.EQUAL and one.text is not END)
    assert all(text in kept for text in ARTICLES[1:])
    assert [one.text for one in pieces if one.op is Op.DELETE] == [f"第{n}条　" for n in "一二三四五"]


def test_tracked_changes_carry_author_ids_and_the_moment_the_text_was_seen() -> None:
    sheet = sheet_of(*SCENES["amended"])
    changes = list(body_of(word(Paper.REDLINE_DOCX, sheet)).iter(f"{W}ins", f"{W}del"))
    assert {one.get(f"{W}author") for one in changes} == {"Clausewatch"}
    assert len({one.get(f"{W}id") for one in changes}) == len(changes) > 2
    assert not [one for one in changes if one.get(f"{W}date")]


def test_the_table_is_landscape_with_a_head_on_every_page() -> None:
    paper = docx.Document(io.BytesIO(word(Paper.TABLE_DOCX, sheet_of(*SCENES["amended"]))))
    page = paper.sections[0]
    assert (page.page_width.mm, page.page_height.mm) == (pytest.approx(297, abs=1), pytest.approx(210, abs=1))
    table = paper.tables[0]
    head = table.rows[0]
    assert [cell.text for cell in head.cells] == ["序号", "修订前", "修订后（2026-01-01 施行）", "变动类型", "修改说明"]
    assert head._tr.trPr.find(f"{W}tblHeader") is not None
    assert [column.get(f"{W}w") for column in table._tbl.tblGrid] == [str(one) for one in WIDTHS]
    assert page.page_width.twips - page.left_margin.twips - page.right_margin.twips == sum(WIDTHS)


def test_rows_stay_whole_unless_they_are_long() -> None:
    long = ["为了规范公园管理，" * 40, *ARTICLES]
    body = body_of(word(Paper.TABLE_DOCX, sheet_of(statute(ARTICLES), statute(long))))
    split = [row for row in body.iter(f"{W}tr") if row.find(f"{W}trPr/{W}cantSplit") is None]
    assert len(split) == 1
    assert "为了规范公园管理" in "".join(split[0].itertext())


def test_the_table_says_all_and_leaves_the_explanation_empty() -> None:
    rows = rows_of(word(Paper.TABLE_DOCX, sheet_of(*SCENES["amended"])))
    assert rows[1:] == [
        ["第一条至第三条未变"],
        ["1", f"第四条　{ARTICLES[3]}", f"第四条　{AMENDED[3]}", "修改", ""],
        ["第五条至第六条未变"],
        ["2", "（新增）", f"第七条　{AMENDED[6]}", "新增", ""],
    ]


def test_what_changed_is_told_without_colour() -> None:
    body = body_of(word(Paper.TABLE_DOCX, sheet_of(*SCENES["amended"])))
    struck = ["".join(run.itertext()) for run in body.iter(f"{W}r") if run.find(f"{W}rPr/{W}strike") is not None]
    under = ["".join(run.itertext()) for run in body.iter(f"{W}r") if run.find(f"{W}rPr/{W}u") is not None]
    assert struck == ["三"] or struck == ["三年"]
    assert under[0] in ("五", "五年")
    assert under[1] == AMENDED[6]


def test_tabs_breaks_and_wide_blanks_stay_as_they_are() -> None:
    (made,) = [paragraph(text_runs("甲\u3000\t乙 ⏎ 丙  丁\u2028戊"))]
    assert made.count("<w:tab/>") == 1
    assert made.count("<w:br/>") == 2
    assert "甲\u3000" in made
    assert "丙  丁" in made
    assert made.count('xml:space="preserve"') == 4


def test_no_ink_over_another_breaks_the_order_of_properties() -> None:
    order = ["b", "strike", "color", "u", "bdr", "shd"]
    for ink in Ink:
        run = text_runs("\u202e", ink)
        places = [run.find(f"<w:{one}") for one in order if re.search(f"<w:{one}[ /]", run)]
        assert places == sorted(places)
        assert "〔U+202E〕" in run


def test_a_file_that_was_observed_says_when() -> None:
    file = WordFile(
        paragraph(text_runs("甲")), True, "题", "说", "头", ("第", "共", "页"), datetime(2025, 3, 1, tzinfo=UTC)
    )
    with zipfile.ZipFile(io.BytesIO(word_bytes(file))) as archive:
        assert b"2025-03-01T00:00:00Z" in archive.read("docProps/core.xml")
        assert {info.date_time for info in archive.infolist()} == {(1980, 1, 1, 0, 0, 0)}


@pytest.mark.libreoffice
def test_libreoffice_reads_both_texts_from_the_tracked_changes(tmp_path: Path) -> None:
    sheet = sheet_of(*SCENES["moved"])
    flat = converted(tmp_path, "redline.docx", word(Paper.REDLINE_DOCX, sheet), "fodt")
    old, new = sides_in_libreoffice(flat)
    assert old.rstrip("\n") == as_printed(sheet.texts[0]).rstrip("\n")
    assert new.rstrip("\n") == as_printed(sheet.texts[1]).rstrip("\n")


@pytest.mark.libreoffice
def test_libreoffice_sets_the_table_on_landscape_pages_with_its_head_repeated(tmp_path: Path) -> None:
    import pypdfium2

    sheet = sheet_of(sample("shenyang-2022-plan")[:6000], sample("chengdu-2022-plan")[:6000], [("across", "true")])
    pdf = pypdfium2.PdfDocument(converted(tmp_path, "table.docx", word(Paper.TABLE_DOCX, sheet), "pdf"))
    assert len(pdf) > 3
    for page in pdf:
        wide, high = page.get_size()
        assert wide > high
    texts = [page.get_textpage().get_text_range() for page in pdf]
    assert all("差异说明" in text for text in texts[:-1])
    assert f"第 1 页 共 {len(pdf)} 页" in texts[0]
    assert "本表由程序生成，非官方文本，以发布机关公布文本为准" in texts[0]
