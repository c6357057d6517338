"""Writes an element tree as policy text (DESIGN section 4): a paragraph a line, bold marked, table rows tabbed.

Indents and other blanks at the ends of a line are dropped, blanks inside it stay as published; runs of ASCII white space
count as one blank, as a browser shows them, and as none where a source line breaks between two wide characters (CSS Text
Module Level 3, section 4.1.3).
"""

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass, field

from bs4 import CData, Tag
from bs4.element import NavigableString, PageElement

from scrapers.extract import bullets, tables
from scrapers.extract.markup import attribute

CELL_BREAK = " ⏎ "

SKIPPED = frozenset(
    "script style noscript template iframe object embed applet canvas svg math audio video map input select option button "
    "textarea nav head title meta link rp rt img".split()
)
BLOCKS = frozenset(
    "address article aside blockquote body center dd details dialog dir div dl dt fieldset figcaption figure footer form h1 "
    "h2 h3 h4 h5 h6 header hgroup html legend li listing main menu ol p pre section summary table tbody td tfoot th thead "
    "tr caption ul ucapcontent ucaptitle".split()
)
_BOLD_TAGS = frozenset("b strong h1 h2 h3 h4 h5 h6".split())
_WEIGHT = re.compile(r"font-weight\s*:\s*([\w-]+)", re.IGNORECASE)
_ON, _OFF = "\x01", "\x02"
_BLANKS = re.compile(r"[ \t\n\r\f]+")
_BREAKS = re.compile("[\u2028\u2029\u0085\v]")


@dataclass(slots=True)
class _State:
    lines: list[str] = field(default_factory=list)
    pieces: list[str] = field(default_factory=list)
    bold: list[bool] = field(default_factory=lambda: [False])
    counters: dict[int, int] = field(default_factory=dict)
    number: str = ""
    preformatted: int = 0
    exact: bool = False

    def say(self, text: str) -> None:
        if text and self.number and text.strip():
            self.pieces.append(self.number)
            self.number = ""
        if text:
            self.pieces.append(f"{_ON}{text}{_OFF}" if self.bold[-1] else text)

    def close(self) -> None:
        """End the paragraph that is being written."""
        if self.pieces:
            line = paragraph("".join(self.pieces), exact=self.exact)
            self.pieces.clear()
            if line:
                self.lines.append(line)


def write(nodes: Iterable[PageElement], *, exact: bool = False) -> list[str]:
    """The lines of policy text that ``nodes`` hold, in order; a line with tabs is a table row.

    ``exact`` keeps runs of blanks, as word processors show them. Depth is no limit: the walk keeps its own stack.
    """
    state = _State(exact=exact)
    stack: list[tuple[PageElement, bool]] = [(node, False) for node in reversed(list(nodes))]
    while stack:
        node, leaving = stack.pop()
        if leaving:
            _leave(node, state)
        elif isinstance(node, Tag):
            stack.extend(_enter(node, state))
        elif type(node) in (NavigableString, CData):
            _text(str(node), state)
    state.close()
    return state.lines


def _enter(tag: Tag, state: _State) -> list[tuple[PageElement, bool]]:
    """Write what opening ``tag`` means; return what to visit next, last first."""
    if tag.name in SKIPPED:
        return []
    if tag.name in ("br", "hr"):
        state.close()
        return []
    if tag.name == "table" and tables.is_data(tag):
        state.close()
        state.lines.extend(_rows(tag, state.exact))
        return []
    if tag.name in BLOCKS:
        state.close()
    if tag.name == "pre":
        state.preformatted += 1
    state.bold.append(_is_bold(tag, state.bold[-1]))
    if tag.name == "li":
        state.number = bullets.marker(tag, state.counters)
    return [(tag, True), *((child, False) for child in reversed(tag.contents))]


def _leave(node: PageElement, state: _State) -> None:
    assert isinstance(node, Tag)  # noqa: S101 -- only elements are entered
    state.bold.pop()
    if node.name in BLOCKS:
        state.close()
    if node.name == "pre":
        state.preformatted -= 1
    if node.name == "li":
        state.number = ""


def _text(text: str, state: _State) -> None:
    breaks = "\n" if state.preformatted else None
    for n, part in enumerate(_BREAKS.sub("\u2028", text).replace(breaks or "\u2028", "\u2028").split("\u2028")):
        if n:
            state.close()
        state.say(part)


def _is_bold(tag: Tag, inherited: bool) -> bool:
    weight = _WEIGHT.search(attribute(tag, "style"))
    if weight is None:
        return inherited or tag.name in _BOLD_TAGS
    value = weight.group(1).lower()
    if value.isdigit():
        return int(value) >= 600
    return inherited if value == "inherit" else value in ("bold", "bolder")


def _rows(table: Tag, exact: bool) -> list[str]:
    caption = [line for tag in table.find_all("caption", limit=1) for line in write(tag.contents, exact=exact)]
    grid = tables.grid(table, lambda cell: CELL_BREAK.join(write(cell.contents, exact=exact)))
    return caption + ["\t".join(row) for row in grid if any(row)]


def paragraph(text: str, *, exact: bool = False) -> str:
    """One line from the pieces of a paragraph, bold runs joined and marked; empty when nothing is visible."""
    text = re.sub(rf"{_OFF}(\s*){_ON}", r"\1", text)
    text = re.sub(rf"{_ON}(\s+)", rf"\1{_ON}", text)
    # Without the look-behind a long run of blanks would be tried from each of its characters.
    text = re.sub(rf"(?<!\s)(\s+){_OFF}", rf"{_OFF}\1", text).replace(_ON + _OFF, "")
    text = re.sub(r"[\t\n\r\f]", " ", text) if exact else _BLANKS.sub(_blank, text)
    text = text.strip()
    if not text.strip("\u200b\u2060\ufeff" + _ON + _OFF):
        return ""
    return text.replace(_ON, "**").replace(_OFF, "**")


def _blank(found: re.Match[str]) -> str:
    if "\n" not in found.group() and "\r" not in found.group():
        return " "
    before = found.string[max(found.start() - 3, 0) : found.start()].rstrip(_ON + _OFF)[-1:]
    after = found.string[found.end() : found.end() + 3].lstrip(_ON + _OFF)[:1]
    return "" if _wide(before) and _wide(after) else " "


def _wide(char: str) -> bool:
    # Quotation marks and dashes are "ambiguous" in Unicode and full-width in Chinese type.
    return bool(char) and (unicodedata.east_asian_width(char) in "WF" or char in "“”‘’…—·")
