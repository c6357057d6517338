"""A sample text as a DOCX: plain paragraphs, bold runs, real tables with merged cells."""

import io
import zipfile
from collections.abc import Sequence
from datetime import datetime

import docx
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml.ns import qn
from docx.shared import Mm, Pt
from docx.table import _Cell
from docx.text.paragraph import Paragraph as WordParagraph

from service.samples.catalogue import Sample
from service.samples.manuscript import Block, Paragraph, Run, Table

#: Fixed, so that the same input builds the same file.
BUILT_AT = datetime(2022, 12, 29, 9, 0, 0)  # noqa: DTZ001  # the zip format has no zones


def write_docx(sample: Sample, blocks: Sequence[Block]) -> bytes:
    """The text as a DOCX: plain paragraphs, real tables with merged cells, bold where the text has it."""
    document = docx.Document()
    properties = document.core_properties
    properties.title, properties.author, properties.last_modified_by = sample.title, "", ""
    properties.created = properties.modified = BUILT_AT
    for section in document.sections:
        section.page_width, section.page_height = Mm(210), Mm(297)
        section.left_margin, section.right_margin = Mm(28), Mm(26)
    style = document.styles["Normal"]
    style.font.name, style.font.size = "FangSong", Pt(16)
    style.element.rPr.rFonts.set(qn("w:eastAsia"), "仿宋_GB2312")
    for block in blocks:
        if isinstance(block, Paragraph):
            _word_paragraph(
                document.add_paragraph(), block.runs, centred=len(block.text) > 10 and block.text in sample.title
            )
        else:
            _word_table(document, block)
    raw = io.BytesIO()
    document.save(raw)
    return _with_fixed_dates(raw)


def _word_paragraph(paragraph: WordParagraph, runs: Sequence[Run], *, centred: bool) -> None:
    if centred:
        paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
    else:
        paragraph.paragraph_format.first_line_indent = Pt(32)
    for run in runs:
        paragraph.add_run(run.text).bold = run.bold or None


def _word_table(document: "docx.document.Document", block: Table) -> None:
    table = document.add_table(rows=block.height, cols=block.width, style="Table Grid")
    for row in block.rows:
        for cell in row:
            place = table.cell(cell.row, cell.column)
            if cell.rowspan > 1 or cell.colspan > 1:
                place = place.merge(table.cell(cell.row + cell.rowspan - 1, cell.column + cell.colspan - 1))
            _word_cell(place, cell.paragraphs)
    document.add_paragraph()  # without it Word draws the next table as a part of this one


def _word_cell(place: _Cell, paragraphs: Sequence[str]) -> None:
    place.paragraphs[0].text = paragraphs[0]
    for text in paragraphs[1:]:
        place.add_paragraph(text)


def _with_fixed_dates(raw: io.BytesIO) -> bytes:
    """The archive again with one date on every part: python-docx stamps them with the time of writing."""
    out = io.BytesIO()
    with zipfile.ZipFile(raw) as before, zipfile.ZipFile(out, "w") as after:
        for part in before.infolist():
            stamped = zipfile.ZipInfo(part.filename, BUILT_AT.timetuple()[:6])
            stamped.compress_type = zipfile.ZIP_DEFLATED
            after.writestr(stamped, before.read(part.filename))
    return out.getvalue()
