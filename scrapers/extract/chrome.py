"""What surrounds the text of a page and is not text: hidden elements, print and share bars, counters, related links."""

import re

from bs4 import Tag

from scrapers.extract.markup import attribute

_HIDDEN = re.compile(r"(?:^|;)\s*(?:display\s*:\s*none|visibility\s*:\s*hidden)", re.IGNORECASE)

# Names of elements, each a whole class or id. What they hold is dropped only while it is short or mostly links.
_NAMES = re.compile(
    r"(?:.*[-_])?(?:share|print|printer|qrcode|qr_container|ewm|erweima|crumbs?|breadcrumb\w*|fontsize|hits?|counter|pagination|"
    r"pageinfo|pagebreak|toolbar|related|xgxx|xglj|xgwj|xgyd|prevnext|prev_next|visits?|clicks?|liulan|llcs|djcs|"
    r"ads?|adv|advert\w*|guanggao)(?:[-_].*)?|"
    r"bdsharebuttonbox|bshare.*|detail-editor|div_div|sweep",
    re.IGNORECASE,
)
_SHORT = 120
_LINKED = 0.6

# Elements and names of what frames a whole site.
_AROUND = re.compile(
    r"nav|footer|aside|(?:.*[-_])?(?:foot|footer|copyright|nav|navbar|menu|sidebar|topbar)(?:[-_].*)?", re.IGNORECASE
)
_FRAME = 300
_FEW = 3
_FILE = re.compile(r"\.(?:docx?|pdf|wps|et|xlsx?|csv|pptx?|zip|rar|7z|ofd|txt|rtf|ceb)(?:[?#]|$)", re.IGNORECASE)

_BAR = r"(?:打印本页|打印|关闭窗口|关闭本页|关闭|收藏本页|收藏|返回顶部|我要纠错|纠错)"
_DAY = r"(?:19|20)\d{2}\s*[-/.年]\s*\d{1,2}\s*[-/.月]\s*\d{1,2}\s*日?"
_CLOCK = r"\d{1,2}:\d{2}(?::\d{2})?"
_MOMENT = rf"(?:{_DAY})?\s*(?:星期[一二三四五六日天]|周[一二三四五六日天])?\s*(?:[上下]午)?\s*(?:{_CLOCK})?"
_DATED = r"(?:发布|发文|更新|发表)?(?:日期|时间)"
_COUNTED = r"(?:浏览|阅读|点击|访问|点击阅读|查看)"

# What only furniture prints. A line is furniture when nothing else stands on it, labels of the page apart.
_PIECES = re.compile(
    rf"""
      [【\[(（]?\s*{_BAR}(?:[\s|【】\[\]（）()]+{_BAR})*\s*[】\])）]?
    | 扫一扫.{{0,4}}手机.{{0,12}}
    | (?:分享到|分享至|分享)[:：].{{0,30}}
    | (?:本文|本页面?|本站|累计|总)?已?(?:被)?{_COUNTED}(?:次数|人次|人数|总量|量|数|率)?\s*[:：]?\s*\d[\d,]*\s*(?:人?次|人)?
    | (?:本文|本页面?|本站|累计|总)?{_COUNTED}(?:次数|人次|人数|总量|量|数|率)\s*[:：]\s*(?:人?次)?
    | 已有\s*\d[\d,]*\s*人?次?{_COUNTED}
    | 您是(?:本站|本页)?第\s*\d[\d,]*\s*位.{{0,8}}
    | (?:今天|今日)是?\s*[:：]?\s*(?={_DAY}|星期|周){_MOMENT}
    | (?:当前|现在|北京|系统|服务器)(?:时间|日期)\s*[:：]?\s*(?={_DAY}|{_CLOCK}){_MOMENT}
    | (?:{_DATED}\s*[:：]\s*)?{_DAY}\s*{_CLOCK}
    | 页面(?:生成|执行|刷新|更新)(?:时间|日期)?\s*[:：]?\s*(?:\d+(?:\.\d+)?\s*(?:秒|毫秒|m?s)|(?={_DAY}|{_CLOCK}){_MOMENT})
    | [【\[（(]?\s*(?:字体|字号)\s*[:：]?[\s大中小默认超|【】\[\]]+[】\]）)]?
    | [（(【\[]?\s*(?:责任编辑|编辑|责编)\s*[:：]\s*\S{{0,12}}\s*[）)】\]]?
    | (?:上一篇|下一篇|上一条|下一条)\s*[:：].*
    | (?:相关|热点|热门|推荐)(?:链接|阅读|文章|稿件|新闻|信息|推荐)?\s*[:：]?
    """,
    re.VERBOSE,
)
# What furniture prints beside it, and a text may print on a line of its own.
_BESIDE = re.compile(
    rf"""(?:信息)?来源\s*[:：]\s*\S{{0,20}} | 作者\s*[:：]\s*\S{{0,10}}
    | (?:{_DATED}\s*[:：]\s*)?{_DAY}
    """,
    re.VERBOSE,
)


def is_chrome_line(line: str) -> bool:
    """Whether a whole line is print bars, counters, clocks, share bars or an editor's name; never a table row.

    Source and date of publication may stand beside them: ``来源：商务局 浏览次数：12 【字体：大 中 小】``.
    """
    if "\t" in line or len(line) > _SHORT:
        return False
    left, found = _PIECES.subn(" ", line.replace("**", ""))
    return found > 0 and not _BESIDE.sub("", left).strip(" \u3000\xa0|·,，;；")


def is_hidden(tag: Tag) -> bool:
    """Whether an element says itself that it is not shown."""
    return tag.has_attr("hidden") or _HIDDEN.search(attribute(tag, "style")) is not None


def sweep(main: list[Tag], extra: tuple[str, ...] = (), *, guessed: bool = False) -> None:
    """Remove from the main text, in place, what is hidden, what ``extra`` selects and what is named as page furniture.

    With ``guessed`` the text's place is only guessed, and menus, footers and lists of links that stand in it go as well.
    """
    for root in main:
        if extra:
            for tag in root.select(", ".join(extra)):
                _drop(tag)
        stack = [root]
        while stack:
            for tag in [child for child in stack.pop().contents if isinstance(child, Tag)]:
                if is_hidden(tag) or is_furniture(tag) or (guessed and _is_around(tag)):
                    tag.decompose()
                else:
                    stack.append(tag)


def _is_around(tag: Tag) -> bool:
    """Whether an element is a site's menu or footer, or a list of other pages."""
    names = [tag.name, *attribute(tag, "class").split(), attribute(tag, "id")]
    named = any(_AROUND.fullmatch(name) for name in names if name)
    return (named and len(tag.get_text().strip()) <= _FRAME) or _is_link_list(tag)


def _is_link_list(tag: Tag) -> bool:
    """Whether an element holds little beside three or more links to other pages; files and anchors are the text's own."""
    links = [link for link in tag.find_all("a", href=True) if not attribute(link, "href").startswith("#")]
    if len(links) < _FEW or any(_FILE.search(attribute(link, "href")) for link in links):
        return False
    shown = re.sub(_DAY, "", tag.get_text()).strip()
    return sum(len(link.get_text().strip()) for link in links) > _LINKED * len(shown)


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
    return len(text) <= _SHORT or linked > _LINKED * len(text)


def in_furniture(tag: Tag) -> bool:
    """Whether an element stands inside navigation, a footer or page furniture."""
    return any(
        parent.name in ("nav", "footer", "header") or is_hidden(parent) or is_furniture(parent)
        for parent in tag.parents
        if parent.name not in ("body", "html", "[document]")
    )
