"""What one entry of a list page says: its link, full title, date and state, however the row is built."""

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from bs4 import Tag
from bs4.element import NavigableString

from scrapers.extract.markup import attribute, inner_text, squeeze

_STATES = "正在进行|进行中|征集中|征求中|正在征集|正在征求|已结束|已截止|已关闭|已反馈|未开始|即将开始|结束|截止"
_OPEN, _CLOSE = r"[\[【(（〔]", r"[\]】)）〕]"
_STATE_HEAD = re.compile(rf"^\s*{_OPEN}\s*({_STATES})\s*{_CLOSE}\s*")
_STATE_TAIL = re.compile(rf"\s*{_OPEN}\s*({_STATES})\s*{_CLOSE}\s*$")
_STATE_ALONE = re.compile(rf"\s*{_OPEN}?\s*(?:状态\s*[:：]\s*)?({_STATES})\s*{_CLOSE}?\s*")
_DATE = re.compile(r"(?<!\d)((?:19|20)\d{2})\s*[-/.年]\s*(\d{1,2})\s*[-/.月]\s*(\d{1,2})(?!\d)\s*日?")
_DATE_ONLY = re.compile(
    rf"{_OPEN}?\s*(?:(?:发布|公布|发文|成文|更新)?(?:日期|时间)\s*[:：]\s*)?{_DATE.pattern}"
    rf"(?:\s*\d{{1,2}}:\d{{2}}(?::\d{{2}})?)?\s*{_CLOSE}?"
)
_DEADLINE = re.compile(r"截止|截至|结束时间|有效期")
_CUT = ("…", "...", "．．．")
_LEAD = " \t\u3000\xa0-–—·•●■▪◆>»"


@dataclass(frozen=True, slots=True)
class Parts:
    """What a row says beside its address."""

    title: str
    published_on: date | None
    state: str | None


def read_parts(item: Tag, link: Tag) -> Parts:
    """Title, date and state of one row; the state's word without its brackets."""
    title, state = split_state(full_title(link))
    return Parts(title, read_date(item), state or _state_beside(item))


def full_title(link: Tag) -> str:
    """The text of a link without dates in it, or its ``title`` where the text is cut, empty or more than the title."""
    heading = link.find(["h1", "h2", "h3", "h4", "h5", "h6"])
    shown = _text(heading if isinstance(heading, Tag) else link)
    fuller = squeeze(re.sub(r"\s*\n\s*", "", attribute(link, "title")))
    if fuller and (not shown or shown.endswith(_CUT) or _key(fuller) in _key(shown)):
        return fuller
    return shown


def _text(tag: Tag) -> str:
    parts = [str(text) for text in tag.find_all(string=True) if type(text) is NavigableString]
    return squeeze("".join(part for part in parts if not _DATE_ONLY.fullmatch(part.strip()))).strip(_LEAD)


def _key(text: str) -> str:
    return re.sub(r"\s+", "", unicodedata.normalize("NFKC", text))


def split_state(title: str) -> tuple[str, str | None]:
    """A title without 【进行中】 before or [已结束] after it, and that word."""
    for pattern in (_STATE_HEAD, _STATE_TAIL):
        found = pattern.search(title)
        if found is not None:
            return pattern.sub("", title).strip(_LEAD), found.group(1)
    return title, None


def _state_beside(item: Tag) -> str | None:
    for text in _texts(item):
        found = _STATE_ALONE.fullmatch(text)
        if found is not None:
            return found.group(1)
    return None


def _texts(item: Tag) -> Iterator[str]:
    for text in item.find_all(string=True):
        if type(text) is NavigableString and 0 < len(text.strip()) <= 60:
            yield text.strip()


def read_date(item: Tag) -> date | None:
    """The first date a row prints outside its title that is no deadline; of ``X至Y`` the first; None when it prints none."""
    for text in _texts(item):
        found = _DATE.match(text.lstrip(" [【(（发布文成更新公日期时间:：")) if not _DEADLINE.search(text) else None
        if found is not None and not _DEADLINE.search(_before(item, text)):
            return as_date(found)
    return None


def _before(item: Tag, text: str) -> str:
    """The words just before ``text`` in its row: a label may stand in an element of its own."""
    return inner_text(item).partition(text)[0][-6:]


def as_date(found: re.Match[str]) -> date | None:
    """A matched year, month and day as a date; None for days that do not exist."""
    try:
        return date(*(int(part) for part in found.groups()[:3]))
    except ValueError:
        return None
