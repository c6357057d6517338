"""DOCX to policy text: the container checked, the XML made plain, mammoth's HTML written line by line."""

import email
import email.policy
import io
import posixpath
from collections.abc import Mapping

import mammoth
from lxml import etree  # type: ignore[import-untyped]

from scrapers.charset import decode
from scrapers.extract.archive import pack, read_archive
from scrapers.extract.html import extract_fragment
from scrapers.extract.markup import parse_markup
from scrapers.extract.numbering import read_numbering
from scrapers.extract.wordxml import CHUNK, parse_xml, read_bold_styles, simplify
from scrapers.extract.writer import CELL_BREAK, write
from scrapers.pages import Extracted, ExtractError, ExtractFailure

_DOCUMENT = "word/document.xml"
_EMPTY = '<w:{0} xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"/>'
_MAX_CHUNK_DEPTH = 2


def extract_docx(body: bytes) -> Extracted:
    """The text of a Word document with its automatic numbers, bold and tables.

    Insertions under tracked changes are text, deletions and hidden runs are not. ExtractError: those of
    ``read_archive``, UNSUPPORTED for other archives, EMPTY without text.
    """
    lines = _lines(body, 0)
    if not lines:
        raise ExtractError(ExtractFailure.EMPTY, "the Word document holds no text")
    return Extracted("\n".join(lines), None, "docx")


def _lines(body: bytes, depth: int) -> list[str]:
    parts = dict(read_archive(body))
    if _DOCUMENT not in parts:
        raise ExtractError(ExtractFailure.UNSUPPORTED, f"the archive is {_called(parts)}, not a Word document")
    document = parse_xml(parts[_DOCUMENT], _DOCUMENT)
    styles = _optional(parts, "word/styles.xml")
    numbering = read_numbering(_optional(parts, "word/numbering.xml"), styles)
    chunks = simplify(document, numbering, read_bold_styles(styles))
    parts[_DOCUMENT] = etree.tostring(document, xml_declaration=True, encoding="UTF-8", standalone=True)
    for name in ("numbering", "styles"):
        # Numbers and bold are written out: the converter must not make lists anew, nor read thousands of styles slowly.
        if f"word/{name}.xml" in parts:
            parts[f"word/{name}.xml"] = _EMPTY.format(name).encode()
    lines = _converted(pack(parts))
    for n, relation in enumerate(chunks):
        lines = _filled(lines, CHUNK.format(n), _chunk(parts, relation, depth))
    return lines


def _called(parts: Mapping[str, bytes]) -> str:
    marks = (
        ("OFD.xml", "an OFD document"),
        ("xl/workbook.xml", "a spreadsheet"),
        ("ppt/presentation.xml", "a presentation"),
    )
    return next((called for name, called in marks if name in parts), "a zip file of other contents")


def _optional(parts: Mapping[str, bytes], name: str) -> etree._Element | None:
    return parse_xml(parts[name], name) if name in parts else None


def _converted(body: bytes) -> list[str]:
    """mammoth's HTML as lines. Style names are not mapped: bold is in the runs already, headings are paragraphs."""
    try:
        html = mammoth.convert_to_html(
            io.BytesIO(body),
            include_default_style_map=False,
            convert_image=mammoth.images.img_element(lambda _: {"src": ""}),
        ).value
    except (KeyError, ValueError, AttributeError, IndexError, TypeError, RecursionError) as problem:
        raise ExtractError(
            ExtractFailure.DAMAGED, f"the Word document's parts do not fit together: {problem}"
        ) from problem
    soup = parse_markup(html)
    for link in soup.select('a[href^="#footnote-ref"], a[href^="#endnote-ref"]'):
        if link.get_text() == "↑":
            link.decompose()
    return write([soup.body] if soup.body is not None else [], exact=True)


def _filled(lines: list[str], mark: str, chunk: list[str]) -> list[str]:
    filled: list[str] = []
    for line in lines:
        filled += chunk if line == mark else [line.replace(mark, CELL_BREAK.join(chunk))]
    return filled


def _chunk(parts: Mapping[str, bytes], relation: str, depth: int) -> list[str]:
    """The lines of an embedded file: a web archive, HTML, plain text, or another Word document."""
    name = _target(parts, relation)
    data = parts.get(name, b"")
    if not data:
        raise ExtractError(ExtractFailure.DAMAGED, "the Word document embeds a part that it does not hold")
    if data.startswith(b"PK\x03\x04"):
        if depth >= _MAX_CHUNK_DEPTH:
            raise ExtractError(
                ExtractFailure.BOMB, f"Word documents stand in one another, more than {_MAX_CHUNK_DEPTH} deep"
            )
        return _lines(data, depth + 1)
    if data.lstrip()[:13].lower() == b"mime-version:" or name.endswith((".mht", ".mhtml")):
        return _web_archive(data)
    text, _ = decode(data, html=not name.endswith(".txt"))
    return (
        [line.strip() for line in text.splitlines() if line.strip()]
        if name.endswith(".txt")
        else extract_fragment(text)
    )


def _target(parts: Mapping[str, bytes], relation: str) -> str:
    relations = _optional(parts, "word/_rels/document.xml.rels")
    for element in () if relations is None else relations:
        if element.get("Id") == relation:
            target = element.get("Target", "")
            return target.lstrip("/") if target.startswith("/") else posixpath.normpath(posixpath.join("word", target))
    return ""


def _web_archive(data: bytes) -> list[str]:
    message = email.message_from_bytes(data.lstrip(), policy=email.policy.compat32)
    for part in message.walk():
        if part.get_content_type() == "text/html":
            payload = part.get_payload(decode=True)
            text, _ = decode(payload if isinstance(payload, bytes) else b"", content_type=part.get("Content-Type"))
            return extract_fragment(text)
    return []
