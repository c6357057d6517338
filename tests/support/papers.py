"""Makes papers for tests: policy text set as a PDF or a Word document, as an office would print it."""

import io
import zipfile
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import docx
from reportlab.lib.pagesizes import A4
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.cidfonts import UnicodeCIDFont
from reportlab.pdfgen.canvas import Canvas

FONT = "STSong-Light"
_CLOSING = "，。、；：？！）》〉”’】%"
_OPENING = "（《〈“‘【"


@dataclass(frozen=True)
class Paper:
    """How a page is set, in points; ``head`` is printed above each page, ``numbers`` below."""

    size: float = 16.0
    pitch: float = 28.0
    margin: float = 80.0
    indent: int = 2
    head: str = ""
    numbers: str = "— {} —"


def make_pdf(paragraphs: Iterable[str], paper: Paper = Paper()) -> bytes:
    """Paragraphs as a PDF with page breaks wherever they fall; lines never begin with a closing mark."""
    target = io.BytesIO()
    if FONT not in pdfmetrics.getRegisteredFontNames():
        pdfmetrics.registerFont(UnicodeCIDFont(FONT))
    canvas = Canvas(target, pagesize=A4, invariant=1)
    _set(canvas, [line for text in paragraphs for line in set_lines(text, paper)], paper)
    canvas.save()
    return target.getvalue()


def set_lines(text: str, paper: Paper) -> list[tuple[float, str]]:
    """A paragraph broken into lines, each with its indent in points."""
    width = A4[0] - 2 * paper.margin
    left = paper.indent * paper.size
    lines: list[tuple[float, str]] = []
    line = ""
    for word in _words(text):
        if line and left + _width(line + word, paper) > width:
            lines.append((left, line))
            line, left = "", 0.0
        line += word
    return [*lines, (left, line)] if line else lines


def _words(text: str) -> list[str]:
    """What cannot be parted: Latin words and figures, and a character with its marks."""
    words: list[str] = []
    for char in text:
        glued = words and (char in _CLOSING or words[-1][-1] in _OPENING or (_latin(char) and _latin(words[-1][-1])))
        if glued:
            words[-1] += char
        else:
            words.append(char)
    return words


def _latin(char: str) -> bool:
    return char.isascii() and not char.isspace()


def _width(text: str, paper: Paper) -> float:
    return float(pdfmetrics.stringWidth(text, FONT, paper.size))


def _set(canvas: Canvas, lines: Sequence[tuple[float, str]], paper: Paper) -> None:
    per_page = int((A4[1] - 2 * paper.margin) // paper.pitch)
    for number, start in enumerate(range(0, max(len(lines), 1), per_page), 1):
        canvas.setFont(FONT, paper.size)
        if paper.numbers:
            canvas.drawCentredString(A4[0] / 2, paper.margin / 2, paper.numbers.format(number))
        if paper.head:
            canvas.drawCentredString(A4[0] / 2, A4[1] - paper.margin / 2, paper.head)
        for n, (left, line) in enumerate(lines[start : start + per_page]):
            canvas.drawString(paper.margin + left, A4[1] - paper.margin - (n + 1) * paper.pitch, line)
        canvas.showPage()


def make_table_pdf(before: str, rows: Sequence[Sequence[str]], after: str) -> bytes:
    """A ruled table between two short paragraphs; an empty first cell continues the cell above it."""
    target = io.BytesIO()
    if FONT not in pdfmetrics.getRegisteredFontNames():
        pdfmetrics.registerFont(UnicodeCIDFont(FONT))
    canvas = Canvas(target, pagesize=A4, invariant=1)
    canvas.setFont(FONT, 12)
    canvas.drawString(80, 760, before)
    top, high, wide = 740, 30, 140
    columns = len(rows[0])
    for n, row in enumerate(rows):
        y = top - n * high
        canvas.line(80 if row[0] or n == 0 else 80 + wide, y, 80 + columns * wide, y)
        for column, text in enumerate(row):
            canvas.drawString(90 + column * wide, y - 20, text)
    foot = top - len(rows) * high
    canvas.line(80, foot, 80 + columns * wide, foot)
    for column in range(columns + 1):
        canvas.line(80 + column * wide, top, 80 + column * wide, foot)
    canvas.drawString(80, foot - 40, after)
    canvas.showPage()
    canvas.save()
    return target.getvalue()


def make_docx(paragraphs: Iterable[str]) -> bytes:
    """Paragraphs of policy text as a Word document: ``**bold**`` in bold, lines with tabs as rows of a table."""
    document = docx.Document()
    rows: list[list[str]] = []
    for text in [*paragraphs, ""]:
        if "\t" in text:
            rows.append(text.split("\t"))
            continue
        if rows:
            _add_table(document, rows)
            rows = []
        if text:
            _add_paragraph(document, text)
    return saved(document)


def _add_paragraph(document: docx.document.Document, text: str) -> None:
    paragraph = document.add_paragraph()
    for n, part in enumerate(text.split("**")):
        if part:
            paragraph.add_run(part).bold = True if n % 2 else None


def _add_table(document: docx.document.Document, rows: list[list[str]]) -> None:
    table = document.add_table(rows=len(rows), cols=max(map(len, rows)))
    for row, cells in zip(table.rows, rows, strict=True):
        for cell, text in zip(row.cells, cells, strict=False):
            cell.text = text


def saved(document: docx.document.Document) -> bytes:
    """A python-docx document as bytes."""
    target = io.BytesIO()
    document.save(target)
    return target.getvalue()


def with_parts(body: bytes, parts: dict[str, bytes]) -> bytes:
    """An office file with some of its parts replaced or added."""
    with zipfile.ZipFile(io.BytesIO(body)) as archive:
        known = {name: archive.read(name) for name in archive.namelist()}
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in (known | parts).items():
            archive.writestr(name, data)
    return target.getvalue()
