"""What printing adds at a page's ends and no text owns: page numbers, and the running heads beside them."""

import re
from collections import Counter
from collections.abc import Sequence
from itertools import pairwise

from diffs.parsing import shapes
from diffs.parsing.lines import Line, ends_sentence

_BARE = re.compile(r"(\d{1,4})(?:\s*/\s*\d{1,4})?")
#: The head of a table printed one cell a line, whose rows are numbered by bare figures.
_COUNTED = "序号"
_PAGE, _FIGURES = 200, 12
_HEAD, _TIMES = 40, 3
#: So many paragraphs tell whether a text indents them.
_PARAGRAPHS = 6


def without_furniture(source: str, lines: Sequence[Line]) -> list[Line]:
    """``lines`` without page numbers and running heads."""
    texts = [source[line.start : line.end] for line in lines]
    numbers = {at for at, text in enumerate(texts) if shapes.PAGE_NUMBER.match(text)}
    numbers |= _bare_numbers(source, lines, texts)
    if not numbers:
        return list(lines)
    heads = _running_heads(texts, numbers)
    return [line for at, line in enumerate(lines) if at not in numbers and at not in heads]


def page_turns(source: str, printed: Sequence[Line], lines: Sequence[Line]) -> frozenset[int]:
    """Where ``lines`` go on over a page's end although a sentence ended there, by the start of each such line.

    ``printed`` are all lines. A page's end is known by its number or a form feed; a paragraph goes on below it where no
    indent opens one although the text's paragraphs are indented; a title there opens another part.
    """
    kept = {line.start for line in lines}
    below = {line.start for above, line in pairwise(printed) if above.start not in kept and line.start in kept}
    below |= {line.start for above, line in pairwise(lines) if "\f" in source[above.end : line.start]}
    if not below:
        return frozenset()
    opens = [
        line
        for above, line in pairwise(lines)
        if line.start not in below and ends_sentence(source[above.start : above.end])
    ]
    indented = sum(_indented(line) for line in opens)
    if len(opens) < _PARAGRAPHS or indented * 10 < len(opens) * 9:
        return frozenset()
    return frozenset(
        line.start
        for line in lines
        if line.start in below and not _indented(line) and not shapes.titleish(source[line.start : line.end])
    )


def _indented(line: Line) -> bool:
    return line.start > line.raw[0]


def _bare_numbers(source: str, lines: Sequence[Line], texts: Sequence[str]) -> set[int]:
    """Figures alone on their lines that count the pages: each one more than the last, a page's text between them."""
    if any(text == _COUNTED and not _tabbed(source, lines[at]) for at, text in enumerate(texts)):
        return set()
    found = [
        (at, int(match[1]))
        for at, text in enumerate(texts)
        if len(text) < _FIGURES and (match := _BARE.fullmatch(text)) and not _tabbed(source, lines[at])
    ]
    counted = all(after == before + 1 for (_, before), (_, after) in pairwise(found))
    if len(found) < 2 or not counted:
        return set()
    apart = lines[found[-1][0]].start - lines[found[0][0]].start
    return {at for at, _ in found} if apart >= _PAGE * (len(found) - 1) else set()


def _tabbed(source: str, line: Line) -> bool:
    return source.find("\t", *line.raw) >= 0


def _running_heads(texts: Sequence[str], numbers: set[int]) -> set[int]:
    """Short lines that stand beside page numbers again and again."""
    beside = [at for number in sorted(numbers) for at in (number - 1, number + 1) if 0 <= at < len(texts)]
    times = Counter(texts[at] for at in beside if at not in numbers and len(texts[at]) <= _HEAD)
    repeated = {text for text, count in times.items() if count >= _TIMES and not text.endswith(("。", "；", "："))}
    return {at for at in beside if texts[at] in repeated}
