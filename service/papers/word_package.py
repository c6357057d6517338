"""The other parts of a Word file: styles with fonts for Chinese, settings, header and footer, and the archive itself."""

import io
import zipfile
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from xml.sax.saxutils import escape

from service.papers.characters import one_line
from service.papers.wordml import field, paragraph, section, style, text_runs

_W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_R = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_RELATIONS = "http://schemas.openxmlformats.org/package/2006/relationships"
_CONTENT = "application/vnd.openxmlformats-officedocument.wordprocessingml"
_HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
#: Archives know no earlier moment; a fixed one keeps equal papers equal bytes.
_EPOCH = (1980, 1, 1, 0, 0, 0)
#: Each font with what stands in for it where it is missing, and its family and pitch.
_FONTS = {
    "仿宋": ("FangSong", "modern", "fixed"),
    "宋体": ("SimSun", "auto", "variable"),
    "黑体": ("SimHei", "modern", "fixed"),
    "Times New Roman": ("Liberation Serif", "roman", "variable"),
}


@dataclass(frozen=True, slots=True)
class WordFile:
    """What a Word file is made of: body paragraphs and tables, the words in header and footer, and what it is called.

    ``made_at`` stands in its properties where it is known.
    """

    body: str
    landscape: bool
    title: str
    description: str
    header: str
    footer: tuple[str, str, str]
    made_at: datetime | None = None


def word_bytes(file: WordFile) -> bytes:
    """The file; equal files are equal bytes."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in _parts(file).items():
            info = zipfile.ZipInfo(name, _EPOCH)
            info.compress_type = zipfile.ZIP_DEFLATED
            archive.writestr(info, (_HEAD + content).encode())
    return out.getvalue()


def _parts(file: WordFile) -> Mapping[str, str]:
    body = file.body + section(landscape=file.landscape, header="rIdHeader", footer="rIdFooter")
    return {
        "[Content_Types].xml": _types(),
        "_rels/.rels": _relations(
            ("rIdDocument", f"{_R}/officeDocument", "word/document.xml"),
            (
                "rIdCore",
                "http://schemas.openxmlformats.org/package/2006/relationships/metadata/core-properties",
                "docProps/core.xml",
            ),
        ),
        "docProps/core.xml": _core(file),
        "word/document.xml": _root("document", f"<w:body>{body}</w:body>"),
        "word/_rels/document.xml.rels": _relations(
            ("rIdStyles", f"{_R}/styles", "styles.xml"),
            ("rIdSettings", f"{_R}/settings", "settings.xml"),
            ("rIdFonts", f"{_R}/fontTable", "fontTable.xml"),
            ("rIdHeader", f"{_R}/header", "header1.xml"),
            ("rIdFooter", f"{_R}/footer", "footer1.xml"),
        ),
        "word/styles.xml": _root("styles", _styles()),
        "word/settings.xml": _root("settings", _settings()),
        "word/fontTable.xml": _root("fonts", "".join(map(_font, _FONTS))),
        "word/header1.xml": _root("hdr", paragraph(text_runs(file.header), style("Header"))),
        "word/footer1.xml": _root("ftr", _footer(file.footer)),
    }


def _footer(words: tuple[str, str, str]) -> str:
    before, between, after = words
    pages = f"{text_runs(before)}{field('PAGE')}{text_runs(between)}{field('NUMPAGES')}{text_runs(after)}"
    return paragraph(pages, style("Footer"))


def _root(name: str, content: str) -> str:
    return f'<w:{name} xmlns:w="{_W}" xmlns:r="{_R}">{content}</w:{name}>'


def _types() -> str:
    parts = {
        "word/document.xml": f"{_CONTENT}.document.main+xml",
        "word/styles.xml": f"{_CONTENT}.styles+xml",
        "word/settings.xml": f"{_CONTENT}.settings+xml",
        "word/fontTable.xml": f"{_CONTENT}.fontTable+xml",
        "word/header1.xml": f"{_CONTENT}.header+xml",
        "word/footer1.xml": f"{_CONTENT}.footer+xml",
        "docProps/core.xml": "application/vnd.openxmlformats-package.core-properties+xml",
    }
    overrides = "".join(f'<Override PartName="/{name}" ContentType="{kind}"/>' for name, kind in parts.items())
    return (
        '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
        '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        f'<Default Extension="xml" ContentType="application/xml"/>{overrides}</Types>'
    )


def _relations(*targets: tuple[str, str, str]) -> str:
    each = "".join(f'<Relationship Id="{name}" Type="{kind}" Target="{target}"/>' for name, kind, target in targets)
    return f'<Relationships xmlns="{_RELATIONS}">{each}</Relationships>'


def _core(file: WordFile) -> str:
    when = ""
    if file.made_at:
        stamp = stamped(file.made_at)
        when = f'<dcterms:created xsi:type="dcterms:W3CDTF">{stamp}</dcterms:created>'
    return (
        '<cp:coreProperties xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/core-properties"'
        ' xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:dcterms="http://purl.org/dc/terms/"'
        ' xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">'
        f"<dc:title>{escape(one_line(file.title))}</dc:title><dc:creator>Clausewatch</dc:creator>"
        f"<dc:description>{escape(one_line(file.description))}</dc:description>{when}</cp:coreProperties>"
    )


def stamped(at: datetime) -> str:
    """A moment as Word writes it: UTC, to the second."""
    return at.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def _font(name: str) -> str:
    other, family, pitch = _FONTS[name]
    charset = "" if name.isascii() else '<w:charset w:val="86"/>'
    return (
        f'<w:font w:name="{name}"><w:altName w:val="{other}"/>{charset}'
        f'<w:family w:val="{family}"/><w:pitch w:val="{pitch}"/></w:font>'
    )


def _settings() -> str:
    """Lines break as Chinese is set: closing marks never begin one, punctuation at its end may be squeezed."""
    return (
        '<w:zoom w:percent="100"/><w:characterSpacingControl w:val="compressPunctuation"/>'
        '<w:compat><w:compatSetting w:name="compatibilityMode" w:uri="http://schemas.microsoft.com/office/word"'
        ' w:val="15"/></w:compat><w:themeFontLang w:val="en-US" w:eastAsia="zh-CN"/>'
    )


def _fonts(east: str) -> str:
    return f'<w:rFonts w:ascii="Times New Roman" w:hAnsi="Times New Roman" w:eastAsia="{east}" w:cs="Times New Roman"/>'


def _style(name: str, called: str, paragraphs: str, letters: str, *, outline: int | None = None) -> str:
    level = f'<w:outlineLvl w:val="{outline}"/>' if outline is not None else ""
    return (
        f'<w:style w:type="paragraph" w:styleId="{name}"><w:name w:val="{called}"/><w:basedOn w:val="Normal"/><w:qFormat/>'
        f"<w:pPr>{paragraphs}{level}</w:pPr><w:rPr>{letters}</w:rPr></w:style>"
    )


def _sized(half_points: int) -> str:
    return f'<w:sz w:val="{half_points}"/><w:szCs w:val="{half_points}"/>'


def _styles() -> str:
    edges = "".join(
        f'<w:{edge} w:val="single" w:sz="4" w:space="0" w:color="404040"/>'
        for edge in ("top", "left", "bottom", "right", "insideH", "insideV")
    )
    tight = '<w:spacing w:before="20" w:after="20" w:line="300" w:lineRule="auto"/>'
    return (
        f'<w:docDefaults><w:rPrDefault><w:rPr>{_fonts("仿宋")}{_sized(21)}<w:lang w:val="en-US" w:eastAsia="zh-CN"/>'
        "</w:rPr></w:rPrDefault><w:pPrDefault/></w:docDefaults>"
        '<w:style w:type="paragraph" w:default="1" w:styleId="Normal"><w:name w:val="Normal"/><w:qFormat/></w:style>'
        '<w:style w:type="table" w:default="1" w:styleId="TableNormal"><w:name w:val="Normal Table"/><w:tblPr>'
        '<w:tblInd w:w="0" w:type="dxa"/><w:tblCellMar><w:left w:w="80" w:type="dxa"/><w:right w:w="80" w:type="dxa"/>'
        "</w:tblCellMar></w:tblPr></w:style>"
        '<w:style w:type="table" w:styleId="Sheet"><w:name w:val="Sheet"/><w:basedOn w:val="TableNormal"/>'
        f"<w:tblPr><w:tblBorders>{edges}</w:tblBorders></w:tblPr></w:style>"
        + _style(
            "Title",
            "Title",
            '<w:spacing w:before="0" w:after="120"/><w:jc w:val="center"/>',
            f"{_fonts('黑体')}{_sized(34)}",
        )
        + _style("Subtitle", "Subtitle", '<w:spacing w:after="120"/><w:jc w:val="center"/>', _sized(21))
        + _style(
            "Heading1",
            "heading 1",
            '<w:keepNext/><w:spacing w:before="240" w:after="120"/><w:jc w:val="center"/>',
            f"{_fonts('黑体')}{_sized(28)}",
            outline=0,
        )
        + _style(
            "Heading2",
            "heading 2",
            '<w:keepNext/><w:spacing w:before="160" w:after="80"/>',
            f"{_fonts('黑体')}{_sized(24)}",
            outline=1,
        )
        + _style(
            "Note",
            "Note",
            '<w:spacing w:before="0" w:after="40" w:line="280" w:lineRule="auto"/><w:ind w:left="360" w:hanging="360"/>',
            f"{_fonts('宋体')}{_sized(18)}",
        )
        + _style(
            "Label", "Label", '<w:keepNext/><w:spacing w:before="160" w:after="60"/>', f"{_fonts('黑体')}{_sized(20)}"
        )
        + _style("Cell", "Cell", tight, "")
        + _style("CellSmall", "Cell small", tight, f"{_fonts('宋体')}{_sized(18)}")
        + _style("CellCentre", "Cell centre", f'{tight}<w:jc w:val="center"/>', "")
        + _style(
            "CellHead",
            "Cell head",
            '<w:keepNext/><w:spacing w:before="60" w:after="60"/><w:jc w:val="center"/>',
            f"{_fonts('黑体')}{_sized(21)}",
        )
        + _style("CellSection", "Cell section", f"<w:keepNext/>{tight}", f"{_fonts('黑体')}{_sized(20)}")
        + _style(
            "Text",
            "Text",
            '<w:spacing w:line="400" w:lineRule="auto"/><w:ind w:firstLine="560" w:firstLineChars="200"/>',
            _sized(28),
        )
        + _style(
            "TextTable",
            "Text table",
            '<w:spacing w:before="40" w:after="40" w:line="320" w:lineRule="auto"/>',
            _sized(24),
        )
        + _style("Header", "header", '<w:jc w:val="right"/>', f"{_fonts('宋体')}{_sized(16)}")
        + _style("Footer", "footer", '<w:jc w:val="center"/>', f"{_fonts('宋体')}{_sized(16)}")
    )
