"""Word documents to policy text: numbers, bold, tables, tracked changes, embedded files, what is refused."""

import io
import shutil
import zipfile
from pathlib import Path

import docx
import pytest
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls
from hypothesis import given, settings
from hypothesis import strategies as st
from support.papers import make_docx, saved, with_parts

from scrapers.extract import extract
from scrapers.extract.bullets import written as html_number
from scrapers.extract.numbering import written
from scrapers.extract.office import extract_office
from scrapers.pages import ExtractError, ExtractFailure

SAMPLES = Path(__file__).parents[2] / "samples"
WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"


def text_of(body: bytes) -> str:
    return extract(body, url="https://www.shazhou.example/a.docx", content_type=WORD).text


def failure_of(body: bytes) -> ExtractFailure:
    with pytest.raises(ExtractError) as caught:
        text_of(body)
    assert "\n" not in str(caught.value)
    return caught.value.reason


def body_of(xml: str) -> bytes:
    """A document whose body is the given WordprocessingML."""
    document = docx.Document()
    holder = parse_xml(f"<w:body {nsdecls('w', 'r')}>{xml}</w:body>")
    for element in reversed(list(holder)):
        document.element.body.insert(0, element)
    return saved(document)


@pytest.mark.parametrize("name", ["shanghai-2021-plan", "yubei-draft-plan"])
def test_a_sample_set_in_word_comes_back_line_by_line(name: str) -> None:
    text = (SAMPLES / f"{name}.txt").read_text(encoding="utf-8")
    lines = [line.strip(" \u3000\n") for line in text.split("\n") if line.strip() and "\t" not in line]
    assert text_of(make_docx(lines)).split("\n") == lines


def test_bold_and_tables_are_marked() -> None:
    lines = [
        "**一、总体要求**",
        "（一）坚持**市场**主导。",
        "序号\t任务\t单位",
        "1\t延长营业时间\t",
        "\t增设网点\t市商务局",
        "附则",
    ]
    assert text_of(make_docx(lines)).split("\n") == lines


def test_bold_that_comes_from_a_style_is_bold_and_headings_by_name_are_not() -> None:
    document = docx.Document()
    style = document.styles.add_style("公文标题", 1)
    style.font.bold = True
    based = document.styles.add_style("公文副题", 1)
    based.base_style = style
    plain = document.styles["Heading 1"]
    plain.font.bold = False
    document.add_paragraph("标题", style=style)
    document.add_paragraph("副题", style=based)
    document.add_paragraph("黑体小标题", style=plain)
    document.add_paragraph("正文", style=style).runs[0].bold = False
    assert text_of(saved(document)) == "**标题**\n**副题**\n黑体小标题\n正文"


def test_merged_cells_stand_once_and_line_breaks_inside_are_marked() -> None:
    document = docx.Document()
    table = document.add_table(rows=3, cols=3)
    for n, cell in enumerate(cell for row in table.rows for cell in row.cells):
        cell.text = str(n)
    table.cell(0, 0).merge(table.cell(1, 0)).text = "类别"
    table.cell(2, 0).merge(table.cell(2, 1)).text = "合计"
    table.cell(0, 2).text = "甲\n乙"
    assert text_of(saved(document)) == "类别\t1\t甲 ⏎ 乙\n\t4\t5\n合计\t\t8"


LEVELS = """<w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="chineseCountingThousand"/><w:suff w:val="nothing"/><w:lvlText w:val="%1、"/></w:lvl>
<w:lvl w:ilvl="1"><w:start w:val="1"/><w:numFmt w:val="chineseCountingThousand"/><w:lvlText w:val="（%2）"/></w:lvl>
<w:lvl w:ilvl="2"><w:start w:val="1"/><w:numFmt w:val="decimal"/><w:lvlText w:val="%3."/></w:lvl>
<w:lvl w:ilvl="3"><w:start w:val="1"/><w:numFmt w:val="bullet"/><w:lvlText w:val="●"/></w:lvl>
<w:lvl w:ilvl="4"><w:start w:val="1"/><w:numFmt w:val="decimal"/><w:isLgl/><w:lvlText w:val="%1.%3.%5"/></w:lvl>"""


def numbered(text: str, level: int, number: int = 1) -> str:
    return f"""<w:p><w:pPr><w:numPr><w:ilvl w:val="{level}"/><w:numId w:val="{number}"/></w:numPr></w:pPr><w:r><w:t>{text}</w:t></w:r></w:p>"""


def numbering_part(
    levels: str = LEVELS, nums: str = '<w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num>'
) -> bytes:
    return f"""<w:numbering {nsdecls("w")}><w:abstractNum w:abstractNumId="0">{levels}</w:abstractNum>{nums}</w:numbering>""".encode()


def with_numbering(paragraphs: str, numbering: bytes) -> bytes:
    return with_parts(body_of(paragraphs), {"word/numbering.xml": numbering})


def test_automatic_numbers_are_written_out_level_by_level() -> None:
    paragraphs = "".join(
        numbered(*entry)
        for entry in [
            ("总体", 0),
            ("目标", 1),
            ("原则", 1),
            ("市场", 2),
            ("政府", 2),
            ("圆点", 3),
            ("任务", 0),
            ("开放", 1),
            ("试点", 2),
            ("深化", 4),
        ]
    )
    assert text_of(with_numbering(paragraphs, numbering_part())).split("\n") == [
        "一、总体", "（一）目标", "（二）原则", "1. 市场", "2. 政府", "圆点", "二、任务", "（一）开放", "1. 试点", "2.1.1 深化",
    ]  # fmt: skip


def test_a_list_starts_anew_where_it_says_so_and_continues_elsewhere() -> None:
    nums = """<w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num><w:num w:numId="2"><w:abstractNumId w:val="0"/></w:num>
<w:num w:numId="3"><w:abstractNumId w:val="0"/><w:lvlOverride w:ilvl="0"><w:startOverride w:val="1"/></w:lvlOverride></w:num>"""
    paragraphs = numbered("甲", 0) + numbered("乙", 0, 2) + numbered("丙", 0, 3) + numbered("丁", 0, 3)
    assert text_of(with_numbering(paragraphs, numbering_part(nums=nums))) == "一、甲\n二、乙\n一、丙\n二、丁"


def test_numbers_of_a_style_are_written_out() -> None:
    level = """<w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="chineseCounting"/><w:pStyle w:val="Tiao"/><w:suff w:val="space"/><w:lvlText w:val="第%1条"/></w:lvl>"""
    document = docx.Document()
    style = parse_xml(
        f"""<w:style {nsdecls("w")} w:type="paragraph" w:styleId="Tiao"><w:name w:val="条"/><w:pPr><w:numPr><w:numId w:val="1"/></w:numPr></w:pPr></w:style>"""
    )
    document.styles.element.append(style)
    for text in ("总则。", "适用。"):
        document.add_paragraph(text, style="条")
    body = with_parts(saved(document), {"word/numbering.xml": numbering_part(level)})
    assert text_of(body) == "第一条 总则。\n第二条 适用。"


@pytest.mark.parametrize(
    ("number", "style", "text"),
    [
        (12, "chineseCountingThousand", "十二"), (20, "chineseCounting", "二十"), (105, "chineseCountingThousand", "一百零五"),
        (1010, "chineseCountingThousand", "一千零一十"), (12, "chineseLegalSimplified", "壹拾贰"), (3, "ideographTraditional", "丙"),
        (3, "decimalEnclosedCircleChinese", "③"), (4, "lowerRoman", "iv"), (28, "upperLetter", "BB"), (7, "decimalZero", "07"),
        (7, "decimalFullWidth", "７"), (5, "something new", "5"), (0, "chineseCounting", "0"), (30, "decimalEnclosedCircle", "30"),
    ],
)  # fmt: skip
def test_number_formats(number: int, style: str, text: str) -> None:
    assert written(number, style) == text


def test_html_lists_count_in_the_same_numerals() -> None:
    assert html_number(14, "upper-roman") == "XIV."
    assert html_number(27, "a") == "aa."


def test_insertions_are_text_and_deletions_moves_and_hidden_runs_are_not() -> None:
    mark = 'w:id="1" w:author="a" w:date="2024-01-01T00:00:00Z"'
    paragraph = f"""<w:p><w:r><w:t>期限为</w:t></w:r><w:del {mark}><w:r><w:delText>3</w:delText></w:r></w:del>
<w:ins {mark}><w:r><w:t>5</w:t></w:r></w:ins><w:r><w:t>年</w:t></w:r><w:moveFrom {mark}><w:r><w:t>旧处</w:t></w:r></w:moveFrom>
<w:moveTo {mark}><w:r><w:t>新处</w:t></w:r></w:moveTo><w:r><w:rPr><w:vanish/></w:rPr><w:t>隐藏</w:t></w:r></w:p>"""
    assert text_of(body_of(paragraph)) == "期限为5年新处"


def test_a_deleted_numbered_paragraph_is_not_counted() -> None:
    mark = 'w:id="1" w:author="a" w:date="2024-01-01T00:00:00Z"'
    gone = f"""<w:p><w:pPr><w:numPr><w:ilvl w:val="0"/><w:numId w:val="1"/></w:numPr><w:rPr><w:del {mark}/></w:rPr></w:pPr><w:del {mark}><w:r><w:delText>旧</w:delText></w:r></w:del></w:p>"""
    body = with_numbering(numbered("甲", 0) + gone + numbered("乙", 0), numbering_part())
    assert text_of(body) == "一、甲\n二、乙"


def test_blanks_inside_a_word_paragraph_stay_and_tabs_become_blanks() -> None:
    paragraph = (
        """<w:p><w:r><w:t xml:space="preserve">附    则</w:t><w:tab/><w:t>甲</w:t><w:br/><w:t>乙</w:t></w:r></w:p>"""
    )
    assert text_of(body_of(paragraph)) == "附    则 甲\n乙"


def test_footnotes_come_after_the_text_without_their_arrows() -> None:
    notes = f"""<w:footnotes {nsdecls("w")}><w:footnote w:id="2"><w:p><w:r><w:t>见附件。</w:t></w:r></w:p></w:footnote></w:footnotes>"""
    relations = """<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="f"
Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/footnotes" Target="footnotes.xml"/></Relationships>"""
    paragraph = """<w:p><w:r><w:t>甲</w:t></w:r><w:r><w:footnoteReference w:id="2"/></w:r></w:p><w:p><w:r><w:t>乙</w:t></w:r></w:p>"""
    parts = {"word/footnotes.xml": notes.encode(), "word/_rels/document.xml.rels": relations.encode()}
    text = text_of(with_parts(body_of(paragraph), parts))
    assert text == "甲[1]\n乙\n1.见附件。"


RELATIONS = """<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">
<Relationship Id="chunk" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/aFChunk" Target="{}"/></Relationships>"""
CHUNK = '<w:altChunk r:id="chunk"/><w:p><w:r><w:t>后</w:t></w:r></w:p>'
ARCHIVE = """
MIME-Version: 1.0
Content-Type: multipart/related; type="text/html"; boundary="=b"

--=b
Content-Type: text/html; charset="utf-8"
Content-Transfer-Encoding: 8bit

<html><body><h1>沙洲市防汛条例</h1><p>第一条 甲。<br/>第二条 乙。</p></body></html>
--=b--
"""


@pytest.mark.parametrize("target", ["/word/afchunk.mht", "afchunk.mht", "../word/afchunk.mht"])
def test_an_embedded_web_archive_is_the_text(target: str) -> None:
    parts = {"word/_rels/document.xml.rels": RELATIONS.format(target).encode(), "word/afchunk.mht": ARCHIVE.encode()}
    assert text_of(with_parts(body_of(CHUNK), parts)) == "**沙洲市防汛条例**\n第一条 甲。\n第二条 乙。\n后"


def test_an_embedded_word_document_is_the_text_and_not_without_end() -> None:
    inner = make_docx(["里"])
    for depth in range(4):
        parts = {"word/_rels/document.xml.rels": RELATIONS.format("inner.docx").encode(), "word/inner.docx": inner}
        inner = with_parts(body_of(CHUNK), parts)
        if depth < 2:
            assert text_of(inner).split("\n") == ["里", *["后"] * (depth + 1)]
    assert failure_of(inner) is ExtractFailure.BOMB


def test_an_embedded_part_that_is_missing_is_damage() -> None:
    assert failure_of(body_of(CHUNK)) is ExtractFailure.DAMAGED


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16"])
def test_a_doctype_is_refused_in_any_part(encoding: str) -> None:
    bomb = f"""<?xml version="1.0" encoding="{encoding}"?><!DOCTYPE x [<!ENTITY a "甲"><!ENTITY b SYSTEM "file:///etc/passwd">]><x>&a;&b;</x>"""
    for part in ("word/document.xml", "word/styles.xml", "docProps/core.xml"):
        assert (
            failure_of(with_parts(make_docx(["甲"]), {part: bomb.encode(encoding)})) is ExtractFailure.FORBIDDEN_MARKUP
        )


def test_bombs_are_refused_before_they_are_unpacked() -> None:
    assert failure_of(with_parts(make_docx(["甲"]), {"word/media/x": bytes(30 * 2**20)})) is ExtractFailure.BOMB
    many = {f"word/media/{n}": b"x" for n in range(2001)}
    assert failure_of(with_parts(make_docx(["甲"]), many)) is ExtractFailure.BOMB


def test_a_size_that_the_directory_lies_about_is_not_believed() -> None:
    body = bytearray(with_parts(make_docx(["甲"]), {"word/media/x": bytes(30 * 2**20)}))
    entry = body.rindex(b"word/media/x") - 46
    assert body[entry : entry + 4] == b"PK\x01\x02"
    body[entry + 24 : entry + 28] = (1000).to_bytes(4, "little")
    assert failure_of(bytes(body)) in (ExtractFailure.BOMB, ExtractFailure.DAMAGED)


def test_a_cut_document_is_damaged_at_every_length() -> None:
    body = make_docx(["甲" * 50])
    for share in range(5, 100, 5):
        assert failure_of(body[: len(body) * share // 100]) is ExtractFailure.DAMAGED


@pytest.mark.parametrize(
    ("name", "called"), [("OFD.xml", "OFD"), ("xl/workbook.xml", "spreadsheet"), ("readme.txt", "other contents")]
)
def test_other_archives_are_named(name: str, called: str) -> None:
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w") as archive:
        archive.writestr(name, "<x/>")
    with pytest.raises(ExtractError, match=called) as caught:
        text_of(target.getvalue())
    assert caught.value.reason is ExtractFailure.UNSUPPORTED


def test_an_empty_document_is_empty_and_broken_xml_is_damage() -> None:
    assert failure_of(saved(docx.Document())) is ExtractFailure.EMPTY
    assert failure_of(with_parts(make_docx(["甲"]), {"word/document.xml": b"<w:document>"})) is ExtractFailure.DAMAGED


OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600)


def test_password_protected_and_foreign_office_files_are_told_apart() -> None:
    assert failure_of(OLE + "EncryptedPackage".encode("utf-16-le")) is ExtractFailure.ENCRYPTED
    assert failure_of(OLE + "Workbook".encode("utf-16-le")) is ExtractFailure.UNSUPPORTED


def test_an_older_document_without_libreoffice_says_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", "")
    with pytest.raises(ExtractError, match="install LibreOffice") as caught:
        extract_office(OLE + "WordDocument".encode("utf-16-le"))
    assert caught.value.reason is ExtractFailure.NO_CONVERTER


@pytest.mark.libreoffice
@pytest.mark.skipif(shutil.which("soffice") is None, reason="LibreOffice is not installed")
def test_rtf_goes_through_libreoffice() -> None:
    rtf = rb"{\rtf1\ansi\ansicpg936\uc1 {\b \u31532?\u19968?\u26465?} \u21457?\u23637?\par \u20057?\par}"
    found = extract(rtf, url="https://www.shazhou.example/a.rtf", content_type="application/rtf")
    assert found.text.replace(" ", "") == "**第一条**发展\n乙"
    assert found.shape == "office"


@given(
    st.lists(st.text("甲乙。（）12 a<&>\u3000①㎡", min_size=1, max_size=12).filter(str.strip), min_size=1, max_size=6)
)
@settings(max_examples=15, deadline=None)
def test_paragraphs_of_any_characters_come_back(paragraphs: list[str]) -> None:
    assert text_of(make_docx(paragraphs)).split("\n") == [text.strip() for text in paragraphs]
