"""The title of a page, and whether its text already begins with it."""

import re
import unicodedata

from bs4 import BeautifulSoup, Tag

from scrapers.extract.markup import inner_text, squeeze
from scrapers.shapes import PageIndex, Shape

_HEAD = 120
"""So many characters may stand before the title of a text: a red head, a number, a place."""
_LINES = 6
_SITE = re.compile(r"\s*[-_|–—]+\s*[^-_|–—]{2,30}(?:政府|网|网站|委员会|厅|局|部|院|办|门户|中国)[^-_|–—]{0,12}$")
STATE_PREFIX = re.compile(r"^\s*[【\[（(](?:进行中|已结束|征集中|已截止|未开始|已反馈|正在征集)[】\]）)]\s*[-–]?\s*")


def find_title(
    soup: BeautifulSoup, index: PageIndex, shape: Shape, declared: str | None, metadata: dict[str, str]
) -> str | None:
    """The document's title as the page gives it: declared place, meta set, the shape's place, first heading, <title>."""
    candidates = [_first(soup.select(declared)) if declared else "", metadata.get("ArticleTitle", "")]
    candidates += [_first(index.find(css)) for css in shape.title]
    candidates += [metadata.get("标题", ""), metadata.get("名称", ""), _first(index.find("h1"))]
    candidates += [_of_window(index.find("title"))]
    cleaned = [STATE_PREFIX.sub("", text) for text in candidates if text]
    whole = [text for text in cleaned if not text.endswith(("…", "...", "．．．"))]
    return next(iter(whole or cleaned), None)


def _first(tags: list[Tag]) -> str:
    texts = (inner_text(tag) for tag in tags)
    return next((text for text in texts if 4 <= len(text) <= 300), "")


def _of_window(tags: list[Tag]) -> str:
    """<title> without the site's name after it."""
    text = inner_text(tags[0]) if tags else ""
    while (shorter := _SITE.sub("", text)) != text and len(shorter) >= 6:
        text = shorter
    return text


def begins_with(lines: list[str], title: str) -> bool:
    """Whether a line near the head of the text starts the title, which may run on over lines; blanks, bold and width aside."""
    wanted = _key(title)
    before = 0
    for n, line in enumerate(lines):
        if before > _HEAD:
            return False
        if "".join(map(_key, lines[n : n + _LINES])).startswith(wanted):
            return True
        before += len(_key(line))
    return False


def with_title(lines: list[str], title: str | None) -> list[str]:
    """The text with its title as first line, unless it stands there already.

    Whether a page prints its title in its text or as a headline above it, in bold, makes no other text.
    """
    if title is None or not _key(title):
        return lines
    if lines and lines[0].startswith("**") and _key(lines[0]) == _key(title):
        return [lines[0].removeprefix("**").removesuffix("**"), *lines[1:]]
    if begins_with(lines, title):
        return lines
    return [squeeze(title), *lines]


def _key(text: str) -> str:
    # Only to compare: width and blanks differ between a page's meta set and its text.
    return re.sub(r"\s+", "", unicodedata.normalize("NFKC", text.replace("**", "")))
