"""Inline marks of a difference on the terminal: [-deleted-] and {+inserted+}; meaning never rests on colour.

Of two places nothing is deleted or inserted: ⟨1：…⟩ stands in the first text alone, ⟨2：…⟩ in the second.
"""

from collections.abc import Sequence

from rich.text import Text

from diffs.comparison import Op, Span
from service.console import visible

#: Characters of equal text shown beside a difference.
CONTEXT = 12

_STYLES = {Op.EQUAL: "", Op.DELETE: "red strike", Op.INSERT: "green underline"}
_MARKS = {Op.EQUAL: ("", ""), Op.DELETE: ("[-", "-]"), Op.INSERT: ("{+", "+}")}
_STYLES_ACROSS = {Op.EQUAL: "", Op.DELETE: "underline", Op.INSERT: "underline2"}
_MARKS_ACROSS = {Op.EQUAL: ("", ""), Op.DELETE: ("⟨1：", "⟩"), Op.INSERT: ("⟨2：", "⟩")}


def marked(spans: Sequence[Span], *, across: bool = False) -> Text:
    """The spans as one line; of what stays the same only what helps to find the place."""
    marks, styles = (_MARKS_ACROSS, _STYLES_ACROSS) if across else (_MARKS, _STYLES)
    line = Text()
    for place, span in enumerate(spans):
        opening, closing = marks[span.op]
        shown = _context(span.text, place, len(spans)) if span.op is Op.EQUAL else span.text
        line.append(f"{opening}{visible(shown)}{closing}", styles[span.op])
    return line


def _context(text: str, place: int, count: int) -> str:
    """What stays the same, cut to what helps to find the place; the whole of it is in ``--json``."""
    if count == 1 or len(text) <= 3 * CONTEXT:
        return text
    head = "" if place == 0 else text[:CONTEXT]
    tail = "" if place == count - 1 else text[-CONTEXT:]
    return f"{head}…{tail}"
