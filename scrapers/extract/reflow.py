"""Lines as a page prints them, back to paragraphs: page numbers and running heads out, broken sentences joined."""

import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from itertools import pairwise
from statistics import median

from scrapers.extract.printed import Line, Page, first_word, joined
from scrapers.extract.ruled import RuledTable, take_tables

MARGIN = 0.12
"""Share of a page's height at its head and foot where page numbers and running heads stand."""
_INDENT = 0.8
_APART = 5.0
_PAGE_NUMBER = re.compile(r"[-–—―─－•·\s]*(?:第\s*)?\d{1,4}\s*页?\s*(?:[,，/／]?\s*共?\s*\d{1,4}\s*页?)?[-–—―─－•·\s]*")
_DASHED = re.compile(r"[-–—―─－]+\s*\d{1,4}\s*[-–—―─－]+|第\s*\d{1,4}\s*页.*")
_CONTENTS = re.compile(r".*[.．…·]{4,}\s*\d{1,4}")
_ENDS = "。；：！？）)"
_NUMBER = re.compile(
    r"第[\d一二三四五六七八九十百零〇]+[编章节条]|[一二三四五六七八九十]+、|[（(][一二三四五六七八九十]+[）)]|\d{1,3}[.．、](?!\d)"
)
_STRUCTURE = re.compile(
    r"\s*(?:第[\d一二三四五六七八九十百零〇]+[编章节条]|[一二三四五六七八九十]+、|[（(][一二三四五六七八九十\d]+[）)]|附[件表录则]|[（(])"
)


@dataclass(frozen=True, slots=True)
class _Column:
    """Where running text stands: its edges, its character size, whether paragraphs are indented, the usual pitch."""

    left: float
    right: float
    size: float
    indented: bool
    pitch: float


def reflow(pages: Iterable[Page]) -> list[str]:
    """The paragraphs and table rows of a document in reading order."""
    blocks: list[Line | RuledTable] = []
    for page in _without_margins(list(pages)):
        blocks += _in_order(page)
    columns = _columns([block for block in blocks if isinstance(block, Line)])
    text: list[str] = []
    run: list[Line] = []
    for block in blocks:
        if isinstance(block, Line):
            run.append(block)
        else:
            text += [*_paragraphs(run, columns), *block.rows]
            run = []
    return text + _paragraphs(run, columns)


def _in_order(page: Page) -> list[Line | RuledTable]:
    """What a page holds from its head to its foot: files draw heads and feet first; two columns are read one by one."""
    lines, tables = take_tables(page)
    middle = page.width / 2
    left = [line for line in lines if line.right < middle]
    right = [line for line in lines if line.left > middle]
    if not tables and min(len(left), len(right)) >= 6 and len(left) + len(right) > 0.8 * len(lines):
        rest = [line for line in lines if line.right >= middle >= line.left]
        return [*_downwards(rest), *_downwards(left), *_downwards(right)]
    placed: list[tuple[float, float, Line | RuledTable]] = [(-line.base, line.left, line) for line in _downwards(lines)]
    placed += [(-table.top, 0.0, table) for table in tables]
    return [block for _, _, block in sorted(placed, key=lambda entry: entry[0])]


def _downwards(lines: list[Line]) -> list[Line]:
    """Lines from top to bottom; pieces that share a base line, which files draw apart, become one line."""
    rows: list[list[Line]] = []
    for line in sorted(lines, key=lambda line: -line.base):
        if rows and rows[-1][0].base - line.base < 0.3 * line.size:
            rows[-1].append(line)
        else:
            rows.append([line])
    return [_united(row) for row in rows]


def _united(row: list[Line]) -> Line:
    if len(row) == 1:
        return row[0]
    ordered = sorted(row, key=lambda line: line.left)
    first = max(ordered, key=lambda line: len(line.chars))
    return first.part(tuple(char for line in ordered for char in line.chars))


def _without_margins(pages: list[Page]) -> list[Page]:
    """The pages without page numbers and without heads that repeat at one height."""
    repeated = _running(pages)
    return [Page(page.number, page.width, page.height, tuple(_body(page, repeated)), page.rules) for page in pages]


def _body(page: Page, repeated: frozenset[tuple[str, int]]) -> list[Line]:
    """The lines of a page less its head and foot, which are taken off from outside inwards."""
    ordered = sorted(page.lines, key=lambda line: -line.base)
    dropped: set[int] = set()
    for outside_in in (ordered, ordered[::-1]):
        for line in outside_in:
            if not _is_margin(line, page, repeated):
                break
            dropped.add(id(line))
    return [line for line in page.lines if id(line) not in dropped]


def _is_margin(line: Line, page: Page, repeated: frozenset[tuple[str, int]]) -> bool:
    if _at_margin(line, page):
        return _PAGE_NUMBER.fullmatch(line.text) is not None or _place(line) in repeated
    # A landscape page has its number further in.
    return line.base < 0.2 * page.height and _DASHED.fullmatch(line.text) is not None


def _at_margin(line: Line, page: Page) -> bool:
    return line.base > page.height * (1 - MARGIN) or line.base + line.size < page.height * MARGIN


def _place(line: Line) -> tuple[str, int]:
    return re.sub(r"\d+", "#", re.sub(r"\s+", "", line.text)), round(line.base / 4)


def _running(pages: list[Page]) -> frozenset[tuple[str, int]]:
    """What stands in the margin of at least three pages, and of at least every third, always at one height."""
    seen = Counter(place for page in pages for place in {_place(line) for line in page.lines if _at_margin(line, page)})
    return frozenset(place for place, times in seen.items() if times >= max(3, len(pages) / 3))


def _paragraphs(lines: list[Line], columns: dict[int, _Column]) -> list[str]:
    if not lines:
        return []
    paragraphs = [lines[0].text]
    for before, line in pairwise(lines):
        if _starts(before, line, columns[before.page], columns[line.page]):
            paragraphs.append(line.text)
        else:
            paragraphs[-1] = joined(paragraphs[-1], line.text)
    return [text for text in paragraphs if text]


def _columns(lines: list[Line]) -> dict[int, _Column]:
    """The text column of each page; pages with few lines take the document's."""
    if not lines:
        return {}
    whole = _column(lines)
    by_page: dict[int, list[Line]] = {}
    for line in lines:
        by_page.setdefault(line.page, []).append(line)
    return {page: _column(own, whole) if len(own) >= 8 else whole for page, own in by_page.items()}


def _column(lines: list[Line], whole: _Column | None = None) -> _Column:
    size = whole.size if whole else _usual_size(lines)
    body = [line for line in lines if abs(line.size - size) < 0.1 * size] or lines
    lefts = Counter(round(line.left) for line in body)
    enough = max(2, 0.05 * len(body)) if len(body) > 3 else 1
    left = min((edge for edge, times in lefts.items() if times >= enough), default=min(lefts))
    right = max(line.right for line in body)
    pitches = [a.base - b.base for a, b in pairwise(body) if a.page == b.page and 0 < a.base - b.base < 4 * size]
    pitch = median(pitches) if pitches else (whole.pitch if whole else 1.5 * size)
    indents = sum(1 for line in body if 1.2 * size < line.left - left < 2.8 * size)
    indented = whole.indented if whole else indents >= max(2, 0.08 * len(body))
    return _Column(float(left), right, size, indented, pitch)


def _usual_size(lines: list[Line]) -> float:
    sizes: Counter[float] = Counter()
    for line in lines:
        sizes[round(line.size, 1)] += len(line.chars)
    return sizes.most_common(1)[0][0]


def _starts(before: Line, line: Line, column_before: _Column, column: _Column) -> bool:
    """Whether a line begins a paragraph.

    Indented texts: at an indent. All texts: after a line that ends although the next word would have fitted, after a
    wider step down, at another size of type, and around lines set apart (centred, to the right).
    """
    size = column.size
    if _CONTENTS.fullmatch(before.text):
        return True
    if abs(before.size - line.size) > 0.15 * max(before.size, line.size):
        return True
    if line.size > 1.15 * size and before.page == line.page:
        return _STRUCTURE.match(line.text) is not None or before.base - line.base > 2.2 * line.size
    if before.page == line.page and before.base - line.base > 1.4 * column.pitch:
        return True
    if before.left - column_before.left > _APART * size:
        return True
    if line.left - column.left > (_INDENT if column.indented else _APART) * size:
        return True
    if column_before.right - before.right > first_word(line) + 0.3 * size:
        return True
    # Without indents a full last line looks like any other: a number after a full stop tells.
    return not column.indented and before.text[-1:] in _ENDS and _NUMBER.match(line.text) is not None
