"""The old text with tracked changes to the new one: accepting all gives the new text, rejecting all the old one.

The texts are whole whatever filters are set: a text with some of its changes left out would be nobody's text.
"""

from collections.abc import Iterator
from datetime import datetime
from xml.sax.saxutils import quoteattr

from diffs.comparison import Op
from service.papers.preface import document_names
from service.papers.redline import END, Piece, stream
from service.papers.table_docx import page_words
from service.papers.word_package import WordFile, stamped, word_bytes
from service.papers.wording import said_of
from service.papers.wordml import paragraph, style, text_runs
from service.sheets.sheet import Sheet
from service.texts import Language, say

AUTHOR = "Clausewatch"
_ELEMENTS = {Op.DELETE: "w:del", Op.INSERT: "w:ins"}


def redline_docx(sheet: Sheet, language: Language) -> bytes:
    """Both texts of a sheet as a DOCX; the changes are dated when the new text was observed, where that is known."""
    made_at = sheet.heads[1].observed_at
    pieces = stream(sheet.comparison.changes, *sheet.texts)
    header = "\n".join(_preface(sheet, language))
    method = said_of(sheet, language, "comparison.method", algorithm=sheet.comparison.algorithm)
    return word_bytes(
        WordFile(
            body="".join(_Paragraphs(made_at).of(pieces)),
            landscape=False,
            title=f"{document_names(sheet, language)}{said_of(sheet, language, 'paper.redline')}",
            description=f"{header} {method}".replace("\n", " "),
            header=header,
            footer=page_words(language),
            made_at=made_at,
        )
    )


def _preface(sheet: Sheet, language: Language) -> Iterator[str]:
    """What stands above the text on every page, since in the text it would be neither side's."""
    yield say(language, "paper.disclaimer")
    if sheet.asked.across:
        yield say(language, "paper.marks", a=sheet.names[0], b=sheet.names[1])


class _Paragraphs:
    """Writes pieces as Word paragraphs; every tracked change has an id of its own."""

    def __init__(self, made_at: datetime | None) -> None:
        self.stamp = f' w:date="{stamped(made_at)}"' if made_at else ""
        self.count = 0

    def of(self, pieces: list[Piece]) -> Iterator[str]:
        """The paragraphs. Word ends every text with a paragraph that is no change; without one an empty one follows."""
        content: list[str] = []
        for piece in pieces:
            if piece.text is END:
                yield self._paragraph("".join(content), piece)
                content = []
            else:
                content.append(self._tracked(piece.op, piece.text))
        if content or not pieces or pieces[-1].op is not Op.EQUAL:
            yield paragraph("".join(content))

    def _paragraph(self, content: str, end: Piece) -> str:
        mark = f"<w:rPr><{self._change(end.op)}/></w:rPr>" if end.op is not Op.EQUAL else ""
        return paragraph(content, f"{style(end.style)}{mark}")

    def _tracked(self, op: Op, text: str) -> str:
        if op is Op.EQUAL:
            return text_runs(text)
        opened = self._change(op)
        return f"<{opened}>{text_runs(text, element='w:delText' if op is Op.DELETE else 'w:t')}</{_ELEMENTS[op]}>"

    def _change(self, op: Op) -> str:
        self.count += 1
        return f'{_ELEMENTS[op]} w:id="{self.count}" w:author={quoteattr(AUTHOR)}{self.stamp}'
