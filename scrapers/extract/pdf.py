"""PDF to policy text: PDFium reads characters and ruling lines, page by page, under one lock."""

import ctypes
import threading
from collections.abc import Iterator
from contextlib import closing

import pypdfium2
import pypdfium2.raw as pdfium

from scrapers.extract.printed import Line, Page
from scrapers.extract.reflow import reflow
from scrapers.pages import Extracted, ExtractError, ExtractFailure

MAX_PAGES = 500
MAX_CHARACTERS = 3_000_000
_TAIL = 2048
_PASSWORD = 4
_SAME_LINE = 0.4
_UPRIGHT = 6.0
_NO_CHARACTERS = frozenset((0, 0xFFFE, 0xFFFF))

_LOCK = threading.Lock()
"""PDFium keeps global state: two threads in it at once end the process."""


def extract_pdf(body: bytes) -> Extracted:
    """The text layer of a PDF, lines joined to paragraphs; bold is not told apart, ruled tables become rows.

    ExtractError: DAMAGED (cut, broken), ENCRYPTED, NO_TEXT_LAYER (scanned pages), BOMB (more than MAX_PAGES pages or
    MAX_CHARACTERS characters).
    """
    if b"%%EOF" not in body[-_TAIL:]:
        raise ExtractError(ExtractFailure.DAMAGED, "the PDF has no end mark (%%EOF): the transfer was cut")
    with _LOCK:
        pages = _read(body)
    lines = reflow(pages)
    if not lines:
        raise ExtractError(ExtractFailure.NO_TEXT_LAYER, "the PDF holds no text, only pictures of pages")
    return Extracted("\n".join(lines), None, "pdf")


def _read(body: bytes) -> list[Page]:
    try:
        with closing(pypdfium2.PdfDocument(body)) as document:
            if len(document) > MAX_PAGES:
                detail = f"the PDF has {len(document)} pages, more than {MAX_PAGES} are not read"
                raise ExtractError(ExtractFailure.BOMB, detail)
            return _pages(document)
    except pypdfium2.PdfiumError as problem:
        if getattr(problem, "err_code", None) == _PASSWORD:
            raise ExtractError(ExtractFailure.ENCRYPTED, "the PDF is protected by a password") from problem
        raise ExtractError(ExtractFailure.DAMAGED, f"the PDF cannot be read: {problem}") from problem


def _pages(document: pypdfium2.PdfDocument) -> list[Page]:
    pages: list[Page] = []
    characters = 0
    for number in range(len(document)):
        with closing(document[number]) as page, closing(page.get_textpage()) as text:
            characters += text.count_chars()
            if characters > MAX_CHARACTERS:
                raise ExtractError(ExtractFailure.BOMB, f"the PDF has more than {MAX_CHARACTERS} characters")
            width, height = page.get_size()
            pages.append(Page(number, width, height, tuple(_lines(text, number)), tuple(_rules(page))))
    return pages


def _lines(text: pypdfium2.PdfTextPage, page: int) -> Iterator[Line]:
    """Runs of characters on one base line, in the order in which the page draws them."""
    run: list[tuple[str, float, float]] = []
    size = base = 0.0
    for char, left, right, bottom, height in _characters(text):
        new = not run or abs(bottom - base) > _SAME_LINE * max(size, height) or left < run[-1][1] - height
        if new and run:
            yield from _line(run, base, size, page)
            run = []
        if new:
            base, size = bottom, height
        if run and char == run[-1][0] and abs(left - run[-1][1]) < 0.2 * height:
            continue  # drawn twice for a bold look
        run.append((char, left, right))
    if run:
        yield from _line(run, base, size, page)


def _characters(text: pypdfium2.PdfTextPage) -> Iterator[tuple[str, float, float, float, float]]:
    """Each character that the page itself draws: left, right, bottom, height in points."""
    box = pdfium.FS_RECTF()
    for index in range(text.count_chars()):
        code = pdfium.FPDFText_GetUnicode(text, index)
        if code in _NO_CHARACTERS or pdfium.FPDFText_IsGenerated(text, index) == 1 or code in (10, 13):
            continue
        if pdfium.FPDFText_GetLooseCharBox(text, index, ctypes.byref(box)):
            if box.top - box.bottom > _UPRIGHT * (box.right - box.left):
                _tighten(text, index, box)
            yield chr(code), box.left, box.right, box.bottom, max(box.top - box.bottom, 1.0)


def _tighten(text: pypdfium2.PdfTextPage, index: int, box: ctypes.Structure) -> None:
    """The drawn outline instead of the type's box, which is far too high where text is set vertically."""
    left, right, bottom, top = (ctypes.c_double() for _ in range(4))
    edges = (ctypes.byref(value) for value in (left, right, bottom, top))
    if pdfium.FPDFText_GetCharBox(text, index, *edges) and top.value > bottom.value:
        box.left, box.right, box.bottom, box.top = left.value, right.value, bottom.value, top.value


def _line(run: list[tuple[str, float, float]], base: float, size: float, page: int) -> Iterator[Line]:
    visible = [piece for piece in run if not piece[0].isspace()]
    if visible:
        chars = tuple((_whole(char), left, right) for char, left, right in run)
        yield Line(chars, visible[0][1], visible[-1][2], base, size, page)


def _whole(char: str) -> str:
    # A lone surrogate half cannot be written as UTF-8.
    return "\ufffd" if "\ud800" <= char <= "\udfff" else char


def _rules(page: pypdfium2.PdfPage) -> Iterator[tuple[float, float, float, float]]:
    """Boxes (left, bottom, right, top) of the paths a page draws: ruling lines and frames among them."""
    for thing in page.get_objects(filter=[pdfium.FPDF_PAGEOBJ_PATH], max_depth=3):
        left, bottom, right, top = (ctypes.c_float() for _ in range(4))
        if pdfium.FPDFPageObj_GetBounds(thing, *(ctypes.byref(value) for value in (left, bottom, right, top))):
            yield left.value, bottom.value, right.value, top.value
