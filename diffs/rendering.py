"""Differences as HTML: the only module of the engine that knows markup; everything it writes is escaped.

``<ins>`` and ``<del>`` carry spoken words that sight does not need (class ``visually-hidden``), because many screen
readers pass over the elements themselves; meaning never rests on colour. Between the texts of two places nothing is
inserted or deleted: what one of them alone has stands in ``<mark class="only-a">`` or ``only-b``, and is spoken of so.
"""

import re
from collections.abc import Iterable
from enum import StrEnum
from html import escape
from typing import NamedTuple

from diffs.comparison import Op, Span

#: What the two places are called whose texts are laid side by side.
Places = tuple[str, str]


class Side(StrEnum):
    """Which wording is shown: the old with its deletions, the new with its insertions, or both in one run."""

    BOTH = "both"
    OLD = "old"
    NEW = "new"


_SPOKEN = {
    "zh": {Op.DELETE: ("删除：", "（删除结束）"), Op.INSERT: ("新增：", "（新增结束）")},
    "en": {Op.DELETE: ("deleted: ", " (end of deletion)"), Op.INSERT: ("inserted: ", " (end of insertion)")},
}
_ONLY_IN = {"zh": ("仅见于{}：", "（止）"), "en": ("only in {}: ", " (end)")}
_ELEMENTS = {Op.DELETE: "del", Op.INSERT: "ins"}
_SHOWN = {
    Side.BOTH: frozenset(Op),
    Side.OLD: frozenset({Op.EQUAL, Op.DELETE}),
    Side.NEW: frozenset({Op.EQUAL, Op.INSERT}),
}
_LINE_BREAK = re.compile(r" ?⏎ ?|\r\n|[\n\r\u2028\u2029]")
#: Characters that would turn or hide the text around them; shown by code point instead.
_UNSEEN = re.compile(
    "[\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff\u061c\u00ad\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff]"
)
_BLANK = re.compile(r"\s+")


def spans_html(
    spans: Iterable[Span], side: Side | str = Side.BOTH, lang: str = "zh", places: Places | None = None
) -> str:
    """Inline HTML of one side, or of both in one run; ``lang`` is ``zh`` or ``en`` and names the spoken words.

    ``places`` are the names of the old and of the new side where these are two places.
    """
    shown = _SHOWN[Side(side)]
    return "".join(_span_html(span, lang, places) for span in spans if span.op in shown)


class Apart(NamedTuple):
    """What is spoken around a stretch that one of two places has, and where it ends."""

    here: str
    common: str
    end: str


def apart_html(spans: Iterable[Span], spoken: Apart) -> str:
    """One place's wording beside the one most have, in one run: neither took anything from the other.

    What it alone has is a ``<mark>``; what the common wording alone has stands in brackets.
    """
    return "".join(_apart_html(span, spoken) for span in spans)


def text_html(text: str) -> str:
    """Plain wording as HTML: escaped, line breaks as ``<br>``, unseen characters by their code point."""
    return _LINE_BREAK.sub("<br>", _UNSEEN.sub(_named, escape(text)))


def marked_html(op: Op, html: str, lang: str = "zh", places: Places | None = None) -> str:
    """HTML of a wording set as inserted or deleted, or as one place's own, with the spoken words; as it is where it is
    in both texts."""
    if op is Op.EQUAL:
        return html
    if places:
        return _only_html(0 if op is Op.DELETE else 1, html, lang, places)
    opening, closing = _SPOKEN[lang][op]
    return f"<{_ELEMENTS[op]}>{_spoken(opening)}{html}{_spoken(closing)}</{_ELEMENTS[op]}>"


def _only_html(side: int, html: str, lang: str, places: Places) -> str:
    opening, closing = _ONLY_IN[lang]
    return _mark(f"only-{'ab'[side]}", opening.format(text_html(places[side])), html, closing)


def _mark(name: str, opening: str, html: str, closing: str) -> str:
    """What one of two places alone has; all but ``name`` is HTML already."""
    return f'<mark class="{name}">{_spoken(opening)}{html}{_spoken(closing)}</mark>'


def _named(match: re.Match[str]) -> str:
    return f'<span class="code-point">U+{ord(match.group()):04X}</span>'


def _span_html(span: Span, lang: str, places: Places | None) -> str:
    if span.op is Op.EQUAL:
        return text_html(span.text)
    return marked_html(span.op, _changed_html(span.text), lang, places)


def _apart_html(span: Span, spoken: Apart) -> str:
    if span.op is Op.EQUAL:
        return text_html(span.text)
    said, end = _changed_html(span.text), escape(spoken.end)
    if span.op is Op.INSERT:
        return _mark("only-here", text_html(spoken.here), said, end)
    return f'<span class="only-common">{_spoken(escape(spoken.common))}［{said}］{_spoken(end)}</span>'


def _spoken(words: str) -> str:
    return f'<span class="visually-hidden">{words}</span>'


def _changed_html(text: str) -> str:
    """Changed wording; a change of blanks alone gets marks that can be seen."""
    if _BLANK.fullmatch(text):
        return _LINE_BREAK.sub("↵<br>", re.sub(r"[^\S\r\n\u2028\u2029]", "␣", text))
    return text_html(text)
