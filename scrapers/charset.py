"""Bytes to text: which encoding a page was really written in, and which rule said so."""

import codecs
import re
import unicodedata
from collections import Counter
from collections.abc import Iterable, Iterator
from functools import cache
from typing import Final

import cchardet

from scrapers.pages import Charset

_BOMS: Final = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
    (b"\x84\x31\x95\x33", "gb18030"),
)

#: Names that codecs give their encodings, to the encoding that pages so declared are read in (WHATWG Encoding; GB 2312
#: and GBK are subsets of GB 18030, and pages declare the smaller while holding the larger).
_READ_AS: Final = {
    "ascii": "cp1252",
    "iso8859-1": "cp1252",
    "cp1252": "cp1252",
    "gb2312": "gb18030",
    "gbk": "gb18030",
    "gb18030": "gb18030",
    "hz": "hz",
    "big5": "big5hkscs",
    "cp950": "big5hkscs",
    "big5hkscs": "big5hkscs",
    "utf-8": "utf-8",
    "utf-8-sig": "utf-8",
    "utf-16": "utf-16-le",
    "utf-16-le": "utf-16-le",
    "utf-16-be": "utf-16-be",
    "utf-32": "utf-32-le",
    "shift_jis": "cp932",
    "cp932": "cp932",
    "euc_jp": "euc_jp",
    "euc_kr": "cp949",
    "cp949": "cp949",
}
_REPORTED: Final = {
    "big5hkscs": "big5",
    "cp1252": "windows-1252",
    "utf-16-le": "utf-16",
    "utf-16-be": "utf-16",
    "utf-32-le": "utf-32",
    "utf-32-be": "utf-32",
}

_PARAMETER = re.compile(r"charset\s*=\s*[\"']?\s*([\w.:-]{1,40})", re.IGNORECASE)
_META = re.compile(
    rb"<(?:meta\b[^<>]{0,500}?\bcharset|\?xml\b[^<>]{0,100}?\bencoding)\s*=\s*[\"']?\s*([\w.:-]{1,40})", re.IGNORECASE
)
_META_WITHIN = 16 * 1024
_SAMPLE = 128 * 1024
_BEYOND_ASCII = re.compile(rb"[\x00\x80-\xff]")

#: A reading as strange as this needs no second opinion, and one twice as good is taken instead. Policy texts and laws
#: read rightly stay below .01, the same bytes read wrongly above .16 (measured on stretches of 60 characters).
_CLEAN: Final = 0.05
#: Beyond this nothing was recognised and the default is as good as any.
_GUESS: Final = 0.25

# GB 18030-2022 gives these code points to characters that Python's table still puts into the private use area.
_GB18030_2022: Final = dict(
    zip(
        (*range(0xE78D, 0xE797), 0xE81E, 0xE826, 0xE82B, 0xE82C, 0xE832, 0xE843, 0xE854, 0xE864),
        (0xFE10, 0xFE12, 0xFE11, *range(0xFE13, 0xFE1A), *range(0x9FB4, 0x9FBC)),
        strict=True,
    )
)


def decode(body: bytes, *, content_type: str | None = None, html: bool = True) -> tuple[str, Charset]:
    """The text of ``body`` without its byte order mark, and its encoding with the rule that decided.

    Rules in order: byte order mark, ``content_type`` header, ``<meta>`` (only when ``html``), detector, default. A
    declared encoding in which the bytes read strangely yields to a later rule that reads them plainly better. Bytes
    that fit nowhere become U+FFFD; nothing is raised.
    """
    encoding, why = _choose(body, content_type, html)
    text = body.decode(encoding, "replace").removeprefix("\ufeff")
    if encoding == "gb18030":
        text = text.translate(_GB18030_2022)
    return text, Charset(_REPORTED.get(encoding, encoding), why)


def strangeness(text: str) -> float:
    """How unlike readable text it is, from 0 (plain) to 1 (nothing but replacement characters).

    The share of doubtful characters among all that are not ASCII: replacement, control and private use characters
    count whole, Han outside the frequent levels of GB 2312 and Big5 half, foreign letters a little less.
    """
    counts = {character: count for character, count in Counter(text).items() if not _is_plain_ascii(character)}
    total = sum(counts.values())
    return sum(_doubt(character) * count for character, count in counts.items()) / total if total else 0.0


def _choose(body: bytes, content_type: str | None, html: bool) -> tuple[str, str]:
    """The encoding to read in and the rule that chose it; measured on a sample, so that large bodies cost no more."""
    sample = _sample(body)
    best: tuple[float, str, str] | None = None
    for encoding, why in _declared(body, content_type, html):
        doubt = _doubt_of(body, sample, encoding)
        if doubt <= _CLEAN:
            return encoding, why
        if best is None or doubt * 2 < best[0]:
            best = (doubt, encoding, why)
    detected = _detect(body, sample)
    if best is None or detected[0] * 2 < best[0]:
        best = detected
    return best[1], best[2]


def _declared(body: bytes, content_type: str | None, html: bool) -> Iterator[tuple[str, str]]:
    for mark, encoding in _BOMS:
        if body.startswith(mark):
            yield encoding, "bom"
            break
    parameter = _PARAMETER.search(content_type or "")
    if parameter:
        yield from ((encoding, "header") for encoding in _encodings(parameter.group(1)))
    meta = _META.search(body[:_META_WITHIN]) if html else None
    if meta:
        # a tag that can be read as ASCII is not in UTF-16, whatever it says
        named = _encodings(meta.group(1).decode("ascii", "replace"))
        yield from (("utf-8" if encoding.startswith("utf-16") else encoding, "meta") for encoding in named)


def _encodings(label: str) -> tuple[str, ...]:
    """The encodings to try for a declared label: none for an unknown one, both byte orders for UTF-16."""
    try:
        encoding = _READ_AS.get(codecs.lookup(label).name)
    except LookupError:
        return ()
    if encoding is None:
        return ()
    return ("utf-16-le", "utf-16-be") if label.lower() in ("utf-16", "utf16") else (encoding,)


def _detect(body: bytes, sample: bytes) -> tuple[float, str, str]:
    """The plainest reading; GB 18030 before the detector's word, which takes short GBK texts for Big5."""
    guess = cchardet.detect(sample).get("encoding")
    first = ("utf-16-le", "utf-16-be") if b"\0" in sample else ()
    last = ("utf-16-le", "utf-16-be") if len(body) % 2 == 0 else ()
    candidates = dict.fromkeys((*first, "utf-8", "gb18030", *(_encodings(guess) if guess else ()), "big5hkscs", *last))
    doubts = {encoding: _doubt_of(body, sample, encoding) for encoding in candidates}
    best = min(doubts, key=doubts.__getitem__)
    return doubts[best], best, "detector" if doubts[best] <= _GUESS else "default"


def _sample(body: bytes) -> bytes:
    """The stretch from the first byte beyond ASCII on, at an even offset because UTF-16 is read in pairs."""
    first = _BEYOND_ASCII.search(body)
    start = first.start() // 2 * 2 if first else 0
    return body[start : start + _SAMPLE]


def _doubt_of(body: bytes, sample: bytes, encoding: str) -> float:
    if encoding == "utf-8" and _is_utf8(body):
        return 0.0  # well-formed UTF-8 beyond ASCII does not happen by chance
    return strangeness(sample.decode(encoding, "replace").removeprefix("\ufeff"))


def _is_utf8(body: bytes) -> bool:
    try:
        body.decode("utf-8")
    except UnicodeDecodeError:
        return False
    return not body.isascii()


def _is_plain_ascii(character: str) -> bool:
    return " " <= character <= "~" or character in "\t\n\r\f"


@cache
def _doubt(character: str) -> float:
    if character in _frequent():
        return 0.0
    if character == "\ufffd":
        return 1.0
    category = unicodedata.category(character)
    if category in ("Cc", "Cn", "Co", "Cs"):
        return 1.0
    if _is_han(character):
        return 0.5
    return 0.4 if category.startswith(("L", "M")) else 0.1


def _is_han(character: str) -> bool:
    return "\u3400" <= character <= "\u9fff" or "\uf900" <= character <= "\ufaff" or character >= "\U00020000"


@cache
def _frequent() -> frozenset[str]:
    """Level 1 of GB 2312 and of Big5 with their punctuation, and the marks and forms that Chinese text uses."""
    rows = _rows("gb2312", (*range(0xA1, 0xA4), *range(0xB0, 0xD8)), range(0xA1, 0xFF))
    frequent = _rows("big5", (0xA1, *range(0xA4, 0xC7)), (*range(0x40, 0x7F), *range(0xA1, 0xFF)))
    return rows | frequent | frozenset("\u00a0\u3000\u00b7\u2003\u2002") | frozenset(map(chr, range(0xFF00, 0xFFF0)))


def _rows(encoding: str, leads: Iterable[int], trails: Iterable[int]) -> frozenset[str]:
    trails = tuple(trails)
    text = "".join(bytes((lead, trail)).decode(encoding, "ignore") for lead in leads for trail in trails)
    return frozenset(text)
