"""Hostile texts through every paper: nothing becomes a formula, a link, markup or a hidden turn; nothing is lost."""

import csv
import html
import io
import json
import re
import zipfile
from datetime import UTC, datetime
from pathlib import Path

import openpyxl
import pytest
from lxml import etree
from support.compared import sheet_of
from support.hostile import FORMULAS, SCRIPTS, UNSEEN, hostile_statute
from support.word import CALC, W, body_of, converted

from service.papers.characters import UNSEEN as PATTERN
from service.papers.characters import legible
from service.papers.kinds import Paper
from service.papers.writing import write_paper
from service.sheets.sheet import Sheet
from service.spreadsheets import guarded, workbook, write_text
from service.texts import Language

#: Between them every character that no XML can hold, and markup that a writer of workbooks once took for its own.
WORSE = ("\x00甲", "\x08乙", "\ud800丙", "\ufffe丁", "\U000e0041戊", "_x0041_", "<r><t>hit()</t></r>", "<w:p/>")
FORMULA_STARTS = ("=", "+", "-", "@", "＝", "＋", "－", "＠", "\t", "\r")


@pytest.fixture(scope="module")
def sheet() -> Sheet:
    worse = "\n".join(f"第{n}条　{text}" for n, text in enumerate(WORSE, 200))
    return sheet_of(f"{hostile_statute('')}\n{worse}", f"{hostile_statute('等')}\n{worse}等", [("unchanged", "shown")])


def paper(kind: Paper, sheet: Sheet, language: Language = Language.ZH) -> bytes:
    return write_paper(kind, sheet, language).body


def wordings(sheet: Sheet) -> list[str]:
    return [row.wording(old=old) for row in sheet.every for old in (True, False)]


@pytest.mark.parametrize("kind", [one for one in Paper if one is not Paper.CHANGES_JSON])
def test_no_paper_holds_a_character_that_turns_or_hides(sheet: Sheet, kind: Paper) -> None:
    body = paper(kind, sheet)
    if kind.suffix in (".docx", ".xlsx"):
        with zipfile.ZipFile(io.BytesIO(body)) as archive:
            texts = [archive.read(name).decode() for name in archive.namelist()]
    else:
        texts = [body.decode("utf-8-sig")]
    whole = "".join(texts)
    assert PATTERN.findall(whole) == []
    assert all(f"〔U+{ord(mark):04X}〕" in whole.replace("\\", "") for mark in UNSEEN)


def test_the_json_escapes_them_and_reads_back_the_same(sheet: Sheet) -> None:
    body = paper(Paper.CHANGES_JSON, sheet)
    assert PATTERN.findall(body.decode()) == []
    told = ["".join(text for _, text in change["spans"]) for change in json.loads(body)["changes"]]
    assert told == ["".join(span.text for span in change.spans) for change in sheet.comparison.changes]


def test_the_preface_says_that_there_are_such_characters(sheet: Sheet) -> None:
    assert "不可见字符或双向控制字符" in paper(Paper.TABLE_MD, sheet).decode()


@pytest.mark.parametrize("kind", [Paper.TABLE_DOCX, Paper.REDLINE_DOCX])
def test_word_papers_hold_every_text_as_text(sheet: Sheet, kind: Paper) -> None:
    body = body_of(paper(kind, sheet))
    known = {f"{W}{one}" for one in "body p pPr r rPr t delText tab br sectPr".split()}
    assert {one.tag for one in body} <= {f"{W}p", f"{W}tbl", f"{W}sectPr"}
    assert known & {one.tag for one in body.iter()}
    assert not [*body.iter(f"{W}hyperlink", f"{W}object", f"{W}altChunk", f"{W}instrText")]
    spelt = re.sub(r"\s", "", "".join(body.itertext()))
    for text in SCRIPTS:
        assert re.sub(r"\s", "", legible(text)) in spelt, text


def test_no_word_part_reaches_outside(sheet: Sheet) -> None:
    with zipfile.ZipFile(io.BytesIO(paper(Paper.TABLE_DOCX, sheet))) as archive:
        relations = [archive.read(name) for name in archive.namelist() if name.endswith(".rels")]
    assert len(relations) == 2
    assert not any(b"TargetMode" in one for one in relations)


def test_a_workbook_s_cells_are_text_and_nothing_else(sheet: Sheet) -> None:
    body = paper(Paper.CHANGES_XLSX, sheet)
    with zipfile.ZipFile(io.BytesIO(body)) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    pages = [one for name, one in parts.items() if name.startswith("xl/worksheets/sheet")]
    assert len(pages) == 4
    for page in map(etree.fromstring, pages):
        assert not [one for one in page.iter() if etree.QName(one).localname in ("f", "hyperlink", "hyperlinks")]
    assert not any(name.startswith(("xl/externalLinks", "xl/worksheets/_rels")) for name in parts)
    shown = [
        cell.value
        for page in openpyxl.load_workbook(io.BytesIO(body))
        for row in page.iter_rows()
        for cell in row
        if isinstance(cell.value, str)
    ]
    assert {legible(text) for text in wordings(sheet) if text} <= set(shown)


def test_markup_that_xlsxwriter_takes_for_its_own_stays_text() -> None:
    out = io.BytesIO()
    book = workbook(out, datetime(2025, 1, 1, tzinfo=UTC))
    page, plain = book.add_worksheet(), book.add_format()
    for at, text in enumerate(WORSE[5:]):
        write_text(page, at, 0, text, plain)
    book.close()
    read = openpyxl.load_workbook(io.BytesIO(out.getvalue())).active
    assert [row[0].value for row in read.iter_rows()] == [*WORSE[5:]]


def test_no_cell_of_the_csv_begins_like_a_formula(sheet: Sheet) -> None:
    lines = [*csv.reader(io.StringIO(paper(Paper.CHANGES_CSV, sheet).decode("utf-8-sig")))]
    assert len(lines) == len(sheet.rows) + 1
    assert not [cell for line in lines for cell in line if cell.lstrip(" \u3000").startswith(FORMULA_STARTS)]
    cells = {cell for line in lines for cell in line}
    assert sum(f"'{legible(text)}" in cell for text in FORMULAS for cell in cells) >= len(FORMULAS) - 2


@pytest.mark.parametrize("field", ["=1", " =1", "\u3000=1", "\n=1", "＝1", "-1", "@x", "\t1"])
def test_a_formula_gets_an_apostrophe(field: str) -> None:
    assert guarded(field) == f"'{field}"


@pytest.mark.parametrize("field", ["", "第一条", "1+1", "（一）", "a=b"])
def test_what_is_no_formula_stays_as_it_is(field: str) -> None:
    assert guarded(field) == field


def test_markdown_holds_no_markup_of_a_text_s_own(sheet: Sheet) -> None:
    told = paper(Paper.TABLE_MD, sheet).decode()
    bare = re.sub(r"\\.", "", told)
    assert set(re.findall(r"<[^>]*>", bare)) <= {"<br>", "<del>", "</del>", "<ins>", "</ins>", "<b>", "</b>"}
    rows = [line for line in bare.splitlines() if line.startswith("|")]
    assert {line.count("|") for line in rows} == {6}
    assert not re.search(r"[\[\]`@]", bare)
    spelt = re.sub(r"\s", "", html.unescape(re.sub(r"</?(?:del|ins|b|br)>", "", told)).replace("\\", ""))
    for text in SCRIPTS:
        assert re.sub(r"[\s\\]", "", html.unescape(text)) in html.unescape(spelt), text


@pytest.mark.libreoffice
def test_libreoffice_opens_the_hostile_table_and_shows_its_texts(sheet: Sheet, tmp_path: Path) -> None:
    told = converted(tmp_path, "table.docx", paper(Paper.TABLE_DOCX, sheet), "txt:Text (encoded):UTF8").decode("utf-8")
    assert told.count("hit()") > 2 * len(SCRIPTS)
    assert "〔U+202E〕" in told


@pytest.mark.libreoffice
@pytest.mark.skipif(not CALC.exists(), reason="LibreOffice Calc is not installed")
def test_libreoffice_calc_reads_formulas_as_text(sheet: Sheet, tmp_path: Path) -> None:
    flat = etree.fromstring(converted(tmp_path, "changes.xlsx", paper(Paper.CHANGES_XLSX, sheet), "fods"))
    table = "{urn:oasis:names:tc:opendocument:xmlns:table:1.0}"
    assert [one.get(f"{table}name") for one in flat.iter(f"{table}table")] == ["说明", "变动", "替换", "对应关系"]
    assert not [one for one in flat.iter() if one.get(f"{table}formula")]
    assert "=1+1等" in "".join(flat.itertext())
