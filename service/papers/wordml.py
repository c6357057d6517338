"""WordprocessingML in small pieces (ECMA-376, part 1, 17): whatever text goes in, the XML that comes out is whole."""

from collections.abc import Iterable
from enum import StrEnum
from xml.sax.saxutils import escape

from service.papers.characters import LINE_BREAK, runs

#: Twentieths of a point, the unit of lengths in Word; A4 is 210 by 297 mm.
A4_SHORT, A4_LONG = 11906, 16838


class Ink(StrEnum):
    """Run properties by what they say; every mark can be told from the others without colour."""

    PLAIN = ""
    BOLD = "<w:b/>"
    DELETED = '<w:strike/><w:color w:val="A02020"/>'
    INSERTED = '<w:b/><w:color w:val="1F4E79"/><w:u w:val="single"/>'
    #: What the first and the second of two places alone has.
    ONLY_A = '<w:color w:val="1D4468"/><w:u w:val="single"/>'
    ONLY_B = '<w:color w:val="6A3F05"/><w:u w:val="double"/>'
    FAINT = '<w:color w:val="5F5F5F"/>'
    #: The name of an unseen character, set apart from the text around it.
    CODE_POINT = '<w:bdr w:val="single" w:sz="4" w:space="0" w:color="808080"/><w:shd w:val="clear" w:color="auto" w:fill="EDEDED"/>'


#: In which order CT_RPr wants what we use.
_ORDER = ("<w:rStyle", "<w:rFonts", "<w:b/>", "<w:i/>", "<w:strike", "<w:color", "<w:sz ", "<w:u ", "<w:bdr", "<w:shd")


def text_runs(text: str, ink: str = Ink.PLAIN, element: str = "w:t") -> str:
    """Runs that spell the text: tabs and line breaks as Word has them, unseen characters by their code point."""
    return "".join(
        _run(stretch, _joined(ink, Ink.CODE_POINT) if unseen else ink, element)
        for unseen, stretch in runs(_lines(text))
    )


def paragraph(content: str, properties: str = "") -> str:
    """A paragraph of runs; ``properties`` is what its ``w:pPr`` holds."""
    return f"<w:p>{f'<w:pPr>{properties}</w:pPr>' if properties else ''}{content}</w:p>"


def style(name: str) -> str:
    """The property that gives a paragraph its style."""
    return f'<w:pStyle w:val="{name}"/>'


def cell(width: int, content: str, properties: str = "") -> str:
    """A table cell; ``content`` holds at least one paragraph."""
    return f'<w:tc><w:tcPr><w:tcW w:w="{width}" w:type="dxa"/>{properties}</w:tcPr>{content}</w:tc>'


def row(cells: Iterable[str], *, head: bool = False, whole: bool = False) -> str:
    """A table row; ``head`` is repeated on every page, ``whole`` is not split between two."""
    properties = f"{'<w:cantSplit/>' if head or whole else ''}{'<w:tblHeader/>' if head else ''}"
    return f"<w:tr>{f'<w:trPr>{properties}</w:trPr>' if properties else ''}{''.join(cells)}</w:tr>"


def table(widths: Iterable[int], rows: Iterable[str]) -> str:
    """A table whose columns have these widths whatever stands in them, in Word and in LibreOffice."""
    columns = tuple(widths)
    grid = "".join(f'<w:gridCol w:w="{width}"/>' for width in columns)
    return (
        f'<w:tbl><w:tblPr><w:tblStyle w:val="Sheet"/><w:tblW w:w="{sum(columns)}" w:type="dxa"/>'
        f'<w:tblLayout w:type="fixed"/></w:tblPr><w:tblGrid>{grid}</w:tblGrid>{"".join(rows)}</w:tbl>'
    )


def field(code: str) -> str:
    """A field that Word fills in: PAGE, NUMPAGES."""
    return f'<w:fldSimple w:instr=" {code} "><w:r><w:t>1</w:t></w:r></w:fldSimple>'


def section(*, landscape: bool, header: str = "", footer: str = "") -> str:
    """The last element of a body: A4, its margins, its header and footer by their relation ids."""
    wide, high = (A4_LONG, A4_SHORT) if landscape else (A4_SHORT, A4_LONG)
    orient = ' w:orient="landscape"' if landscape else ""
    margins = (1020, 1020, 1020, 1020) if landscape else (1440, 1500, 1300, 1500)
    named = zip(("top", "right", "bottom", "left"), margins, strict=True)
    return (
        "<w:sectPr>"
        + (f'<w:headerReference w:type="default" r:id="{header}"/>' if header else "")
        + (f'<w:footerReference w:type="default" r:id="{footer}"/>' if footer else "")
        + f'<w:pgSz w:w="{wide}" w:h="{high}"{orient}/><w:pgMar {" ".join(f"w:{name}={chr(34)}{value}{chr(34)}" for name, value in named)}'
        ' w:header="600" w:footer="500" w:gutter="0"/></w:sectPr>'
    )


def _lines(text: str) -> str:
    return LINE_BREAK.sub("\n", text)


def _run(text: str, ink: str, element: str) -> str:
    properties = f"<w:rPr>{ink}</w:rPr>" if ink else ""
    return f"<w:r>{properties}{_content(text, element)}</w:r>"


def _content(text: str, element: str) -> str:
    """The children of one run: stretches of text, tabs and line breaks."""
    lines = []
    for line in text.split("\n"):
        stretches = (
            f'<{element} xml:space="preserve">{escape(part)}</{element}>' if part else "" for part in line.split("\t")
        )
        lines.append("<w:tab/>".join(stretches))
    return "<w:br/>".join(lines)


def _joined(first: str, second: str) -> str:
    """Two inks over one another, in the order that the schema wants."""
    parts = [f"<{part}" for ink in (first, second) for part in ink.split("<") if part]
    return "".join(sorted(parts, key=lambda part: next(at for at, name in enumerate(_ORDER) if part.startswith(name))))
