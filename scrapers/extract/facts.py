"""What a page says about its document outside the text: <meta> sets and tables or lines of labels (索引号, 发文字号 …)."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from bs4 import BeautifulSoup, Tag

from scrapers.extract.markup import attribute, inner_text, squeeze

# Names of the government sites' meta set (国务院办公厅, 政府网站网页代码规范), as the standard writes them.
META_NAMES = {
    name.lower(): name
    for name in "ArticleTitle PubDate ContentSource Author Keywords Description ColumnName ColumnType SiteName SiteDomain "
    "SiteIDCode Url".split()
}
STRONG_LABELS = frozenset(
    "索引号 信息索引号 发文字号 发文机关 发文机构 发布机构 主题分类 组配分类 公开方式 公开形式 信息分类 体裁分类 文号 文件编号 "
    "信息索引 统一编号 规范性文件编号 公开类别 公开范围 公开责任部门 主题词 有效性 成文日期 生成日期 制发机关".split()
)
LABELS = STRONG_LABELS | frozenset(
    "标题 名称 信息名称 文件名称 发布日期 发文日期 公开日期 印发日期 发布时间 发布单位 生效日期 实施日期 施行日期 失效日期 废止日期 "
    "关键词 语种 信息格式 内容概述 服务对象 所属机构 来源 签发人 签发日期 效力状态 时效性 有效期 主题 文种 责任部门 信息来源".split()
)
_LABEL_WORDS = "|".join(r"[\s\u3000]*".join(label) for label in sorted(LABELS, key=len, reverse=True))
_BRACKETED = re.compile(rf"[\[【][\s\u3000]*({_LABEL_WORDS})[\s\u3000]*[\]】][\s\u3000]*[:：]?([^\[【\n]*)")
_LABELLED = re.compile(rf"[\s\u3000]*({_LABEL_WORDS})[\s\u3000]*[:：](.*)", re.DOTALL)
_INLINE = re.compile(
    rf"(?<![\u4e00-\u9fff])({_LABEL_WORDS})[\s\u3000]*[:：][\s\u3000]*(\d{{4}}\S*\s+\d{{1,2}}:\d{{2}}(?::\d{{2}})?|[^\s\u3000|]+)"
)
# A date with what stands on its line after it: 字号, counters.
_DATED = re.compile(r"^(\d{4}\s*[-/.年]\s*\d{1,2}\s*[-/.月]\s*\d{1,2}\s*日?(?:\s+\d{1,2}:\d{2}(?::\d{2})?)?)\s.*$")
_BARE_DAY = re.compile(r"\d{4}[-/.]\d{1,2}[-/.]\d{1,2}")
_LINE = 300


@dataclass(slots=True)
class Facts:
    """Labels without blanks to values as printed, and the elements they stood in (tables that are no text)."""

    values: dict[str, str] = field(default_factory=dict)
    tables: list[Tag] = field(default_factory=list)

    def note(self, label: str, value: str) -> None:
        """Keep the first value that is not empty."""
        value = _DATED.sub(r"\1", value) if label.endswith(("日期", "时间")) else value
        if value and not self.values.get(label):
            self.values[label] = value


def label_of(text: str) -> str | None:
    """A known label without its blanks, brackets and colon; None for any other text."""
    bare = re.sub(r"[\s\u3000]+", "", text).strip("[]【】:：")
    return bare if bare in LABELS else None


def read_facts(soup: BeautifulSoup) -> Facts:
    """The facts of a whole page; labels printed inside its text are left to parsing, see ``read_lines``."""
    facts = Facts()
    for name, value in _meta(soup):
        facts.note(name, value)
    for table in soup.find_all("table"):
        if table.find("table") is None:
            _read_table(table, facts)
    for term in soup.find_all("dt"):
        described = term.find_next_sibling("dd")
        label = label_of(inner_text(term))
        if label is not None and isinstance(described, Tag):
            facts.note(label, inner_text(described))
    return facts


def _meta(soup: BeautifulSoup) -> Iterator[tuple[str, str]]:
    for tag in soup.find_all("meta"):
        name = META_NAMES.get(attribute(tag, "name").strip().lower())
        if name is not None:
            yield name, squeeze(re.sub(r"<[^>]*>", "", attribute(tag, "content")))


def _read_table(table: Tag, facts: Facts) -> None:
    """Pairs of a label cell and the cell after it; the table is facts when it has a strong label and mostly pairs."""
    cells = [inner_text(cell) for cell in table.find_all(["td", "th"])]
    pairs: list[tuple[str, str]] = []
    others, n = 0, 0
    while n < len(cells):
        text = cells[n]
        label = label_of(text)
        whole = _LABELLED.fullmatch(text) if len(text) < _LINE else None
        if label is not None and n + 1 < len(cells) and label_of(cells[n + 1]) is None:
            pairs.append((label, cells[n + 1]))
            n += 1
        elif label is None and whole is not None:
            pairs.append((re.sub(r"\s+", "", whole.group(1)), squeeze(whole.group(2))))
        elif text and label is None:
            others += 1
        n += 1
    if (
        pairs
        and others <= len(pairs)
        and (len(pairs) > 1 or len(cells) <= 4)
        and any(k in STRONG_LABELS for k, _ in pairs)
    ):
        facts.tables.append(table)
        for label, value in pairs:
            facts.note(label, value)


def read_lines(soup: BeautifulSoup, main: list[Tag], facts: Facts) -> None:
    """Add ``索引号：…`` lines and ``[ 索引号 ] …`` runs that stand outside the main text."""
    inside = {id(tag) for tag in main}
    for tag in _labelled(soup):
        if any(id(parent) in inside for parent in (tag, *tag.parents)):
            continue
        text = _short_text(tag)
        for found in (*_BRACKETED.finditer(text), *_INLINE.finditer(text)):
            facts.note(re.sub(r"\s+", "", found.group(1)), squeeze(found.group(2)))


def _labelled(soup: BeautifulSoup) -> Iterator[Tag]:
    """Elements around text with a colon or bracket, and the elements around those: a label may be set apart in bold."""
    seen: set[int] = set()
    for text in soup.find_all(string=re.compile(r"[:：\[【]")):
        parent = text.parent
        for tag in (parent, parent.parent) if parent is not None and len(text) < _LINE else ():
            if tag is not None and id(tag) not in seen:
                seen.add(id(tag))
                yield tag


def _short_text(tag: Tag) -> str:
    """The text of an element, empty when it is longer than a line of facts."""
    parts: list[str] = []
    length = 0
    for text in tag.strings:
        parts.append(text)
        length += len(text)
        if length > _LINE:
            return ""
    return "".join(parts)


def lead_of(lines: list[str], title: str | None) -> tuple[list[str], list[tuple[str, str]]]:
    """Lines without what labels them at their head, before or after the title, and those labels as pairs.

    For texts found by density alone: there a bare day in figures under the title is the page's date, not the text's.
    """
    pairs: list[tuple[str, str]] = []
    head: list[str] = []
    for n, line in enumerate(lines):
        bare = line.replace("**", "")
        found = _LABELLED.fullmatch(bare)
        if found is not None:
            pairs.append((re.sub(r"\s+", "", found.group(1)), squeeze(found.group(2))))
        elif not head and title and squeeze(bare) == title:
            head.append(line)
        elif not _BARE_DAY.fullmatch(bare):
            return head + lines[n:], pairs
    return head, pairs
