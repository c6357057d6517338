"""What no reader can see and no office file may hold: such characters are shown by their code point, never left out."""

import re
from collections.abc import Iterator

#: Characters that turn or hide the text around them, that have no shape, or that XML 1.0 (section 2.2) forbids.
UNSEEN = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f\xad\u061c\u115f\u1160\u17b4\u17b5\u180e\u200b-\u200f\u202a-\u202e"
    "\u2060-\u206f\u3164\ufeff\uffa0\ufff9-\ufffb\ufffe\uffff\ud800-\udfff\U000e0000-\U000e007f]"
)
#: A line break as a page prints it, or as extraction writes it inside a cell.
LINE_BREAK = re.compile(" ?⏎ ?|\r\n|[\n\r\x85\u2028\u2029]")


def named(character: str) -> str:
    """A character by its code point: 〔U+202E〕."""
    return f"〔U+{ord(character):04X}〕"


def legible(text: str) -> str:
    """Text with line feeds for its line breaks and every unseen character by its code point."""
    return UNSEEN.sub(lambda match: named(match.group()), LINE_BREAK.sub("\n", text))


def one_line(text: str) -> str:
    """Legible text without line breaks, for titles and headings."""
    return " ".join(legible(text).split("\n"))


def runs(text: str) -> Iterator[tuple[bool, str]]:
    """The text in stretches, each with whether it is the name of an unseen character rather than text."""
    start = 0
    for match in UNSEEN.finditer(text):
        if match.start() > start:
            yield False, text[start : match.start()]
        yield True, named(match.group())
        start = match.end()
    if text[start:]:
        yield False, text[start:]
