"""Papers of two places speak as their page does: neither text amends the other, in words, marks and columns."""

import csv
import io
import re
import zipfile

import openpyxl
import pytest
from support.compared import sheet_of
from support.word import rows_of, settled

from service.papers.entries import listing
from service.papers.kinds import Paper
from service.papers.markdown import escaped
from service.papers.preface import preface
from service.papers.writing import write_paper
from service.sheets.sheet import Sheet
from service.texts import Language

OLD = """沈阳市停车管理条例
第一条　为了规范停车管理，制定本条例。
第二条　停车场应当公示收费标准，设置监控设备，并保存三个月以上的记录。
第三条　沈阳市鼓励单位错时开放停车场。
第四条　占用泊位的，处二百元罚款。
"""
NEW = """成都市停车管理条例
第一条　为了规范停车管理，制定本条例。
第二条　停车场在开业前向主管部门备案，并接入统一平台，按要求上传数据。
第三条　停车场应当公示收费标准，设置监控设备，并保存六个月以上的记录。
第四条　占用泊位的，处二百元罚款。
第五条　本条例自公布之日起施行。
"""
AMENDING = re.compile(
    "删|新增|修订|修改|变动|改为|前后|替换|[Aa]dded|[Rr]emoved|[Dd]eleted|[Cc]hange[sd]?\\b|Before|After"
)
QUERIES = ([], [("unchanged", "shown")], [("label", "modified")], [("unit", "sentences"), ("fate", "one_sided")])


def two_places(query: list[tuple[str, str]] | None = None) -> Sheet:
    return sheet_of(OLD, NEW, [("across", "true"), *(query or [])])


def spelt(body: bytes) -> str:
    """All that an office file says: its document, headers, shared strings, names of sheets and facts about itself."""
    with zipfile.ZipFile(io.BytesIO(body)) as archive:
        parts = [archive.read(name).decode() for name in archive.namelist() if name.endswith(".xml")]
    return "\n".join(re.sub(r"<[^>]*>", " ", re.sub(r' name="([^"]*)"', r">\1<a", part)) for part in parts)


@pytest.mark.parametrize("language", list(Language))
@pytest.mark.parametrize("paper", [Paper.TABLE_DOCX, Paper.CHANGES_XLSX, Paper.TABLE_MD])
def test_no_word_of_a_paper_speaks_of_an_amendment(paper: Paper, language: Language) -> None:
    for query in QUERIES:
        sheet = two_places(query)
        written = write_paper(paper, sheet, language)
        said = written.body.decode() if paper is Paper.TABLE_MD else spelt(written.body)
        digest = getattr(sheet.comparison.digest, language)
        for one in (digest, escaped(digest), "无所谓增删", "Neither text amends the other"):
            said = said.replace(one, "")
        assert AMENDING.findall(said + written.name) == [], query


def test_the_columns_are_the_two_places_and_what_differs() -> None:
    sheet = two_places()
    head = rows_of(write_paper(Paper.TABLE_DOCX, sheet, Language.ZH).body)[0]
    assert head == ["序号", "沈阳市", "成都市", "异同", "差异说明"]
    line = "| 序号 | 沈阳市 | 成都市 | 异同 | 差异说明 |"
    assert line in write_paper(Paper.TABLE_MD, sheet, Language.ZH).body.decode().split("\n")
    book = openpyxl.load_workbook(io.BytesIO(write_paper(Paper.CHANGES_XLSX, sheet, Language.ZH).body))
    assert book.sheetnames == ["说明", "异同", "用词不同", "对应关系"]
    heads = [cell.value for cell in book["异同"][1]]
    assert heads[1:7] == ["沈阳市条款", "成都市条款", "沈阳市", "成都市", "异同", "差异层次"]
    assert heads[-2:] == ["差异说明", "行标识"]


def test_what_one_place_alone_has_is_underlined_not_struck_through() -> None:
    word = write_paper(Paper.TABLE_DOCX, two_places(), Language.ZH).body
    with zipfile.ZipFile(io.BytesIO(word)) as archive:
        document = archive.read("word/document.xml").decode()
    assert "<w:strike/>" not in document
    assert 'w:u w:val="single"' in document
    assert 'w:u w:val="double"' in document
    with zipfile.ZipFile(io.BytesIO(write_paper(Paper.CHANGES_XLSX, two_places(), Language.ZH).body)) as archive:
        styles = archive.read("xl/styles.xml").decode() + archive.read("xl/sharedStrings.xml").decode()
    assert "<strike/>" not in styles
    assert '<u val="double"/>' in styles
    markdown = write_paper(Paper.TABLE_MD, two_places(), Language.ZH).body.decode()
    assert "<mark>" in markdown
    assert not re.search("</?(?:ins|del)>", markdown)


def test_the_marked_text_says_above_itself_what_its_marks_mean_and_stays_both_texts() -> None:
    sheet = two_places()
    written = write_paper(Paper.REDLINE_DOCX, sheet, Language.ZH)
    assert "两文合排" in written.name
    with zipfile.ZipFile(io.BytesIO(written.body)) as archive:
        header = archive.read("word/header1.xml").decode()
    assert "Word 标为删除的文字仅见于沈阳市，标为插入的仅见于成都市，不表示修订" in header
    assert settled(written.body, accept=False).strip() == OLD.strip()
    assert settled(written.body, accept=True).strip() == NEW.strip()
    amended = write_paper(Paper.REDLINE_DOCX, sheet_of(OLD, NEW), Language.ZH)
    with zipfile.ZipFile(io.BytesIO(amended.body)) as archive:
        assert "仅见于" not in archive.read("word/header1.xml").decode()


def test_the_lines_of_a_csv_say_in_words_what_they_are() -> None:
    body = write_paper(Paper.CHANGES_CSV, two_places(), Language.ZH).body.decode("utf-8-sig")
    lines = list(csv.DictReader(io.StringIO(body)))
    words = {line["labels"]: line["words"] for line in lines}
    assert words["removed"] == "仅见于沈阳市"
    assert words["added"] == "仅见于成都市"
    assert not any(AMENDING.search(line["words"]) for line in lines)


def test_the_notes_name_both_places() -> None:
    sheet = two_places()
    notes = preface(sheet, listing(sheet, Language.ZH), Language.ZH).notes
    assert notes[0].startswith("按成都市文本的顺序排列。左栏标出的文字仅见于沈阳市，右栏标出的文字仅见于成都市")
    assert any(note.startswith("两地文本共有") for note in notes)
