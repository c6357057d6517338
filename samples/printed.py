"""A sample text as a PDF, set as official documents are (GB/T 9704: A4, 28 characters by 22 lines, full lines)."""

import io
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from reportlab.lib.pagesizes import A4
from reportlab.lib.units import mm
from reportlab.pdfbase.cidfonts import UnicodeCIDFont
from reportlab.pdfbase.pdfmetrics import registerFont, stringWidth
from reportlab.pdfgen.canvas import Canvas

from service.samples.catalogue import Sample
from service.samples.manuscript import Block, Paragraph

_FONT = "STSong-Light"  # one of the CID fonts every PDF reader knows: the characters stay text, no font file is needed
_LEFT, _TOP, _WIDTH, _HEIGHT = 28 * mm, A4[1] - 37 * mm, 156 * mm, 225 * mm
_TOKENS = re.compile(r"[0-9A-Za-z.%+-]+|.", re.DOTALL)
_NEVER_FIRST = set("，。、；：！？）》〉”’】〕,.;:!?)]")
_NEVER_LAST = set("（《〈“‘【〔([")


@dataclass(frozen=True, slots=True)
class Style:
    """How a paragraph is set; lengths in points, ``align`` one of full, centre, right."""

    size: float = 16
    leading: float = 28.9
    indent: float = 32
    align: str = "full"
    around: float = 0
    colour: str = "#000000"


_BODY = Style()
_FLUSH = Style(indent=0)
_CENTRE = Style(indent=0, align="centre")
_TITLE = Style(size=22, leading=34, indent=0, align="centre", around=20)
_RIGHT = Style(indent=0, align="right", around=28)
_HEAD = Style(size=32, leading=50, indent=0, align="centre", around=14, colour="#c00000")


def write_pdf(sample: Sample, blocks: Sequence[Block]) -> bytes:
    """The text as a PDF: whole paragraphs that break where the page ends, the page's number at its foot."""
    registerFont(UnicodeCIDFont(_FONT))
    out = io.BytesIO()
    canvas = Canvas(out, pagesize=A4, invariant=1)
    canvas.setTitle(sample.title)
    canvas.setAuthor(str(sample.issuer))
    left = _HEIGHT
    for text in _whole_paragraphs(blocks):
        style = _style(sample, text)
        left -= style.around
        lines = list(_lines(text, style))
        for number, line in enumerate(lines):
            if left < style.leading:
                _end_page(canvas)
                left = _HEIGHT
            left -= style.leading
            indent = style.indent if number == 0 else 0
            _draw(canvas, line, style, indent=indent, base=_TOP - _HEIGHT + left, last=line is lines[-1])
        left -= style.around
    _end_page(canvas)
    canvas.save()
    return out.getvalue()


def _whole_paragraphs(blocks: Sequence[Block]) -> Iterator[str]:
    """The paragraphs with the sample's page ends closed: a long line without a final stop goes on in the next."""
    texts = [block.text for block in blocks if isinstance(block, Paragraph)]
    whole = ""
    for text, following in pairwise([*texts, ""]):
        whole += text
        if following and len(text) > 40 and text[-1] not in "。：:；）)":
            continue
        yield whole
        whole = ""


def _style(sample: Sample, text: str) -> Style:
    """How a paragraph is set: by what it is on the first pages of an official document, else as body text."""
    bare = text.replace(" ", "")
    if bare == f"{sample.issuer}文件":
        return _HEAD
    if bare == sample.number:
        return _CENTRE
    if len(bare) > 10 and bare in sample.title:
        return _TITLE
    if len(bare) < 12 and bare.endswith("日"):
        return _RIGHT
    return _FLUSH if bare.endswith(("单位:", "单位：")) else _BODY


def _lines(text: str, style: Style) -> Iterator[str]:
    """Lines that fill the measure: numbers and Latin words stay whole, no line begins with a closing mark."""
    line: list[str] = []
    room = _WIDTH - style.indent
    for token in _TOKENS.findall(text):
        width = stringWidth("".join([*line, token]), _FONT, style.size)
        if line and width > room and token not in _NEVER_FIRST:
            kept = line.pop() if line[-1] in _NEVER_LAST else ""
            yield "".join(line)
            line, room = [kept] if kept else [], _WIDTH
        line.append(token)
    yield "".join(line)


def _draw(canvas: Canvas, line: str, style: Style, *, indent: float, base: float, last: bool) -> None:
    """One line; all but a paragraph's last are spread, or squeezed for a mark, to end at the margin."""
    room = _WIDTH - indent - stringWidth(line, _FONT, style.size)
    written = canvas.beginText()
    written.setFont(_FONT, style.size)
    written.setFillColor(style.colour)
    shift = {"full": 0.0, "centre": room / 2, "right": room - 2 * style.size}[style.align]
    written.setTextOrigin(_LEFT + indent + shift, base)
    if style.align == "full" and not (last and room >= 0):
        written.setCharSpace(room / max(1, len(line) - 1))
    written.textOut(line)
    canvas.drawText(written)


def _end_page(canvas: Canvas) -> None:
    canvas.setFont(_FONT, 14)
    canvas.drawCentredString(A4[0] / 2, 25 * mm, f"— {canvas.getPageNumber()} —")
    canvas.showPage()
