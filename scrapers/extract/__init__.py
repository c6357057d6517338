"""From bytes to policy text: what a body is, told by its signature, then its type, then its name."""

import json
import re
from enum import StrEnum

from scrapers.charset import decode
from scrapers.extract.docx import extract_docx
from scrapers.extract.html import Places, extract_html
from scrapers.extract.office import extract_office
from scrapers.extract.pdf import extract_pdf
from scrapers.extract.plain import extract_plain
from scrapers.pages import Charset, Extracted, ExtractError, ExtractFailure, Selectors

MAX_MOJIBAKE = 0.05
"""Share of U+FFFD above which a text is not worth reading; a smaller one is a sign for the verdict on the page."""


class Kind(StrEnum):
    """What a body is (closed)."""

    HTML = "html"
    PDF = "pdf"
    DOCX = "docx"
    OFFICE = "office"
    MARKDOWN = "markdown"
    PLAIN = "plain"


_FOREIGN = (
    (b"\x89PNG", "a PNG image"),
    (b"\xff\xd8\xff", "a JPEG image"),
    (b"GIF8", "a GIF image"),
    (b"Rar!", "a RAR archive"),
    (b"7z\xbc\xaf", "a 7z archive"),
    (b"\x1f\x8b", "a gzip archive"),
)
_HTML_HEAD = re.compile(rb"<\s*(?:!doctype\s+html|html|head|body|meta|div|table|p|ucap\w+)\b", re.IGNORECASE)
_HTML_TYPES = ("text/html", "application/xhtml+xml")
_MARKDOWN_NAMES = (".md", ".markdown", ".raw")


def extract(
    body: bytes,
    *,
    url: str,
    content_type: str | None,
    name: str | None = None,
    selectors: Selectors | None = None,
    shape: str | None = None,
) -> Extracted:
    """A page or file as policy text.

    ``name`` is the file's own name where the address says nothing of it. Raises ExtractError with a reason from the
    closed set and one line for people; a body is never read as empty text.
    """
    if not body.strip():
        raise ExtractError(ExtractFailure.EMPTY, "the body is empty")
    kind = kind_of(body, content_type=content_type, name=(name or url).lower())
    if kind is Kind.PDF:
        return extract_pdf(body)
    if kind is Kind.DOCX:
        return extract_docx(body)
    if kind is Kind.OFFICE:
        return extract_office(body)
    text, charset = _decoded(body, content_type, kind)
    if kind is Kind.HTML:
        return extract_html(text, url=url, places=_places(selectors), shape=shape, charset=charset)
    return extract_plain(text, markdown=kind is Kind.MARKDOWN, charset=charset)


def kind_of(body: bytes, *, content_type: str | None, name: str) -> Kind:
    """What a body is. ExtractError UNSUPPORTED names what it is when it cannot be read."""
    for signature, called in _FOREIGN:
        if body.startswith(signature):
            raise ExtractError(ExtractFailure.UNSUPPORTED, f"{called} holds no text that can be read")
    if b"%PDF-" in body[:1024]:
        return Kind.PDF
    if body.startswith(b"PK\x03\x04") or body.startswith(b"PK\x05\x06"):
        return Kind.DOCX
    if body.startswith((b"\xd0\xcf\x11\xe0", b"{\\rtf")):
        return Kind.OFFICE
    if b"\0" in body[:4096] and not _is_utf16(body):
        raise ExtractError(ExtractFailure.UNSUPPORTED, "the file is neither a text, HTML, PDF nor a Word document")
    if _is_data(body, (content_type or "").partition(";")[0].strip().lower()):
        raise ExtractError(ExtractFailure.UNSUPPORTED, "the answer is data for programs, neither a page nor a document")
    return _text_kind(body, (content_type or "").partition(";")[0].strip().lower(), name.partition("?")[0])


def _is_utf16(body: bytes) -> bool:
    """Whether zero bytes are those of UTF-16: a mark says so, or markup shows once they are out."""
    start = body[:4096]
    return body.startswith((b"\xff\xfe", b"\xfe\xff")) or bool(_HTML_HEAD.match(start.replace(b"\0", b"").lstrip()))


def _is_data(body: bytes, media: str) -> bool:
    """Whether a body is an answer for programs: a JSON object or array, or XML that is no page."""
    start = body[:4096].lstrip(b"\xef\xbb\xbf \t\r\n")
    if start.startswith((b"{", b"[")):
        try:
            return isinstance(json.loads(body), dict | list)
        except ValueError:
            return media == "application/json"
    return media in ("application/xml", "text/xml") and not _HTML_HEAD.search(start)


def _text_kind(body: bytes, media: str, name: str) -> Kind:
    if name.endswith(_MARKDOWN_NAMES) or media == "text/markdown":
        return Kind.MARKDOWN
    if media in _HTML_TYPES or name.endswith((".html", ".htm", ".shtml")):
        return Kind.HTML
    # UTF-16 pages show their tags once the zero bytes are out.
    if name.endswith(".txt") or not _HTML_HEAD.search(body[:4096].replace(b"\0", b"")):
        return Kind.PLAIN
    return Kind.HTML


def _decoded(body: bytes, content_type: str | None, kind: Kind) -> tuple[str, Charset]:
    text, charset = decode(body, content_type=content_type, html=kind is Kind.HTML)
    if text.count("\ufffd") > MAX_MOJIBAKE * len(text):
        detail = f"read as {charset.name} (by its {charset.why}), more than a twentieth of the characters are damaged"
        raise ExtractError(ExtractFailure.MOJIBAKE, detail)
    return text, charset


def _places(selectors: Selectors | None) -> Places:
    return Places(selectors.title, selectors.content, selectors.remove) if selectors else Places()


__all__ = ["Kind", "extract", "kind_of"]
