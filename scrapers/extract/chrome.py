"""What surrounds the text of a page and is not text: hidden elements, print and share bars, counters, related links."""

import re

from bs4 import Tag

from scrapers.extract.markup import attribute

_HIDDEN = re.compile(r"(?:^|;)\s*(?:display\s*:\s*none|visibility\s*:\s*hidden)", re.IGNORECASE)

# Names of elements, each a whole class or id. What they hold is dropped only while it is short or mostly links.
_NAMES = re.compile(
    r"(?:.*[-_])?(?:share|print|printer|qrcode|qr_container|ewm|erweima|crumbs?|breadcrumb\w*|fontsize|hits?|counter|pagination|"
    r"pageinfo|pagebreak|toolbar|related|xgxx|xglj|xgwj|xgyd|prevnext|prev_next|visits?|clicks?|liulan|llcs|djcs)(?:[-_].*)?|"
    r"bdsharebuttonbox|bshare.*|detail-editor|div_div|sweep",
    re.IGNORECASE,
)
_SHORT = 120

_LINES = re.compile(
    r"""(?:
      [【\[(（]?\s*(?:打印本页|打印|关闭窗口|关闭本页|关闭|收藏本页|收藏|返回顶部|我要纠错|纠错)(?:[\s|【】\[\]（）()]+
        (?:打印本页|打印|关闭窗口|关闭本页|关闭|收藏本页|收藏|返回顶部|我要纠错|纠错))*\s*[】\])）]?
    | 扫一扫.{0,4}手机.{0,12}
    | (?:分享到|分享至|分享)[:：].{0,30}
    | (?:本文)?(?:浏览|阅读|点击|访问|点击阅读)(?:次数|人次|量|数|率)\s*[:：]\s*[\d,]*\s*(?:人?次)?
    | 您是第\s*\d+\s*位.{0,8}
    | [【\[（(]?\s*(?:字体|字号)\s*[:：]?[\s大中小默认超|【】\[\]]+[】\]）)]?
    | [（(【\[]?\s*(?:责任编辑|编辑|责编)\s*[:：]\s*\S{0,12}\s*[）)】\]]?
    | (?:上一篇|下一篇|上一条|下一条)\s*[:：].*
    | 相关(?:链接|阅读|文章|稿件|新闻|信息)\s*[:：]?
    )""",
    re.VERBOSE,
)


def is_chrome_line(line: str) -> bool:
    """Whether a whole line is a print bar, a counter, a share bar or an editor's name; never a table row."""
    return "\t" not in line and len(line) <= 120 and _LINES.fullmatch(line.replace("**", "").strip()) is not None


def is_hidden(tag: Tag) -> bool:
    """Whether an element says itself that it is not shown."""
    return tag.has_attr("hidden") or _HIDDEN.search(attribute(tag, "style")) is not None


def sweep(main: list[Tag], extra: tuple[str, ...] = ()) -> None:
    """Remove from the main text, in place, what is hidden, what ``extra`` selects and what is named as page furniture."""
    for root in main:
        if extra:
            for tag in root.select(", ".join(extra)):
                _drop(tag)
        stack = [root]
        while stack:
            for tag in [child for child in stack.pop().contents if isinstance(child, Tag)]:
                if is_hidden(tag) or is_furniture(tag):
                    tag.decompose()
                else:
                    stack.append(tag)


def _drop(tag: Tag) -> None:
    if not tag.decomposed:
        tag.decompose()


def is_furniture(tag: Tag) -> bool:
    """Whether an element is named like page furniture and holds as little, or as many links, as such a thing does."""
    names = [*attribute(tag, "class").split(), attribute(tag, "id")]
    if not any(name and _NAMES.fullmatch(name) for name in names):
        return False
    text = tag.get_text().strip()
    linked = sum(len(link.get_text().strip()) for link in tag.find_all("a"))
    return len(text) <= _SHORT or linked > 0.6 * len(text)


def in_furniture(tag: Tag) -> bool:
    """Whether an element stands inside navigation, a footer or page furniture."""
    return any(
        parent.name in ("nav", "footer", "header") or is_hidden(parent) or is_furniture(parent)
        for parent in tag.parents
        if parent.name not in ("body", "html", "[document]")
    )
