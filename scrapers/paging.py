"""Page numbers as content management systems print them: ``createPageHTML`` of TRS and of UCAP, and 下一页 links."""

import re
from dataclasses import dataclass
from urllib.parse import urljoin, urlsplit

_TRS = re.compile(r"createPageHTML\(\s*(\d+)\s*,\s*(\d+)\s*,\s*['\"]([\w.-]+)['\"]\s*,\s*['\"](\w+)['\"]")
_UCAP = re.compile(
    r"createPageHTML\(\s*['\"][\w-]*['\"]\s*,\s*(\d+)\s*,\s*(\d+)\s*,\s*['\"]([\w.-]+)['\"]\s*,\s*['\"](\w+)['\"]"
)
MAX_PAGES = 50


@dataclass(frozen=True, slots=True)
class Pager:
    """``total`` pages of one list or text; ``current`` counts from 0; page n is ``stem_n.suffix``, offset by ``first``."""

    total: int
    current: int
    stem: str
    suffix: str
    first: int = 0

    def addresses(self, url: str) -> tuple[str, ...]:
        """The pages after this one, in order, at most MAX_PAGES."""
        numbers = range(self.current + 1, min(self.total, self.current + 1 + MAX_PAGES))
        return tuple(urljoin(url, f"{self.stem}_{number + self.first}.{self.suffix}") for number in numbers)


def read_pager(html: str) -> Pager | None:
    """The first page call in a page's source, comments included: UCAP hides its own in one. None when there is none.

    TRS counts from 0 and names its second page ``index_1``; UCAP counts from 1 and names it ``list_2``.
    """
    trs, ucap = _TRS.search(html), _UCAP.search(html)
    if trs is not None:
        return Pager(int(trs.group(1)), int(trs.group(2)), trs.group(3), trs.group(4))
    if ucap is not None:
        return Pager(int(ucap.group(1)), max(int(ucap.group(2)) - 1, 0), ucap.group(3), ucap.group(4), first=1)
    return None


def same_stem(url: str, other: str) -> bool:
    """Whether ``other`` is a further page of the text at ``url``: same folder, same name up to its page number."""
    one, two = urlsplit(url), urlsplit(other)
    stem = re.sub(r"(?:_\d{1,3})?\.\w+$", "", one.path)
    pattern = rf"{re.escape(stem)}_\d{{1,3}}\.\w+"
    return one.netloc == two.netloc and re.fullmatch(pattern, two.path) is not None and one.path != two.path
