"""The running text of a unit while it is amended: what is old in it, and what came from the decision."""

import re
from collections.abc import Callable
from dataclasses import dataclass, field

from diffs.keys import FOLDS
from diffs.provisions import HAN_ORDINAL, ORDINAL

_QUOTES = '“”"＂「」'
_INNER_QUOTES = "‘’'『』"
_LOOSE = r"[\s*\u200b\ufeff]*"
_DIGITS = "0123456789０１２３４５６７８９"
_HAN = "〇零二三四五六七八九十百千万"
#: What may not stand right before words that begin with a figure, or behind words that end with one, by that figure.
#: 一 is a part of words as well: 统一三日.
_BEFORE = (
    (_DIGITS, rf"(?<![{_DIGITS}])(?<![{_DIGITS}][.．])"),
    ("一", "(?<![〇零十百千])"),
    ("〇零二三四五六七八九两十", f"(?<![{_HAN}])(?<![{_HAN}]一)"),
)
_BEHIND = (
    (_DIGITS, rf"(?![{_DIGITS}]|[.．][{_DIGITS}])"),
    ("一", "(?![〇零十百千万])"),
    (_HAN, f"(?![{_HAN}一])"),
)
_ARTICLE = re.compile(rf"第{ORDINAL}条$")
_WIDE = {folded: chr(point) for point, folded in FOLDS.items() if 0xFF01 <= point <= 0xFF5E}


@dataclass(slots=True)
class Body:
    """Running text in pieces; a fresh piece came from the decision and is neither searched nor renumbered.

    ``printed`` is the text before any edit; ``shifted`` says that whole sentences were added or taken out.
    """

    pieces: list[tuple[str, bool]]
    printed: str = field(init=False)
    shifted: bool = False

    def __post_init__(self) -> None:
        """Note the text as it stands."""
        self.printed = self.text

    @property
    def text(self) -> str:
        """The text as it reads now."""
        return "".join(text for text, _ in self.pieces)

    def count(self, words: str) -> int:
        """How often ``words`` stand in the old pieces; width, blanks and kinds of quotation marks do not matter."""
        found = searched(words)
        return sum(len(found.findall(text)) for text, fresh in self.pieces if not fresh) if words else 0

    def replace(self, words: str, text: str) -> int:
        """Put ``text`` in the place of all ``words``; how often. Where the text reads so already, it stays."""
        return self._edit(words, lambda _: [(text, True)], spared=text)

    def beside(self, words: str, text: str, *, after: bool) -> int:
        """Add ``text`` after (or before) all ``words``; how often."""
        return self._edit(words, lambda old: [(old, False), (text, True)] if after else [(text, True), (old, False)])

    def set(self, text: str) -> None:
        """Replace the whole text."""
        self.pieces = [(text, True)]

    def put(self, start: int, end: int, text: str) -> None:
        """Replace the stretch from ``start`` to ``end`` of the text as it reads now."""
        before, behind, at = [], [], 0
        for piece, fresh in self.pieces:
            before.append((piece[: max(start - at, 0)], fresh))
            behind.append((piece[max(end - at, 0) :], fresh))
            at += len(piece)
        self.pieces = [piece for piece in (*before, (text, True), *behind) if piece[0]]

    def holds_old(self, start: int, end: int) -> bool:
        """Whether the stretch from ``start`` to ``end`` of the text as it reads now is of the old text."""
        at = 0
        for piece, fresh in self.pieces:
            if not fresh and at <= start and end <= at + len(piece):
                return True
            at += len(piece)
        return False

    def _edit(self, words: str, put: Callable[[str], list[tuple[str, bool]]], spared: str = "") -> int:
        if not words:
            return 0
        wanted, count = _wanted(words, spared), 0
        pieces: list[tuple[str, bool]] = []
        for text, fresh in self.pieces:
            if fresh:
                pieces.append((text, fresh))
                continue
            at = 0
            for match in wanted.finditer(text):
                if not match["words"]:
                    continue
                pieces.append((text[at : match.start()], False))
                pieces += put(match.group())
                at, count = match.end(), count + 1
            pieces.append((text[at:], False))
        self.pieces = [piece for piece in pieces if piece[0]]
        return count


def _wanted(words: str, spared: str) -> re.Pattern[str]:
    """``words`` where they are no part of ``spared``, which holds them: not the 安全 of 交通安全."""
    pattern = searched(words)
    longer = f"{searched(spared).pattern}|" if spared and spared != words and pattern.search(spared) else ""
    return re.compile(f"{longer}(?P<words>{pattern.pattern})")


def searched(words: str) -> re.Pattern[str]:
    """A pattern for ``words`` in any width, with any blanks and kinds of quotation marks; never within a number.

    十日 is not the end of 三十日, nor 二十 the head of 二十五, nor 第四条 that of 第四条之一.
    """
    chars = [char for char in words if not char.isspace()]
    before = next((edge for figures, edge in _BEFORE if chars and chars[0] in figures), "")
    behind = next((edge for figures, edge in _BEHIND if chars and chars[-1] in figures), "")
    if _ARTICLE.search("".join(chars)):
        behind = rf"(?!\s?之\s?{HAN_ORDINAL})"
    return re.compile(before + _LOOSE.join(map(_same, chars)) + behind)


def _same(char: str) -> str:
    """A pattern for ``char`` in any width, for any quotation mark of its level or the next."""
    if char in _QUOTES or char in _INNER_QUOTES:
        return f"[{_QUOTES}{_INNER_QUOTES}]"
    folded = FOLDS.get(ord(char), char)
    wide = _WIDE.get(folded)
    return f"[{re.escape(folded + wide)}]" if wide else re.escape(char)
