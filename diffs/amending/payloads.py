"""What a decision quotes, as units to put into a text: chapters, articles, paragraphs, items."""

import re
from collections.abc import Sequence

from diffs.amending.bodies import Body
from diffs.amending.opened import Style, Unit, article_marker
from diffs.parsing.numbering import CONTAINERS, Marker, Rank, find_marker

_STOPS = re.compile(r"[。；;：:，,！？!?…]$|[。；：！？][”’」』）)]*$")
_GAP = re.compile(r"[\s*]*")
_HEADED = re.compile(r"【[^【】。]{1,40}】\s*")
#: Between items that a quotation prints in one line, by how the first of them is numbered.
_RUN_ON = {
    re.compile(r"[（(][一二三四五六七八九十]{1,3}[)）]"): re.compile(
        r"(?<=[；;。])[^\S\n]*(?=[（(][一二三四五六七八九十]{1,3}[)）](?!项))"
    ),
    re.compile(r"\d{1,2}[.．、]"): re.compile(r"(?<=[；;。])[^\S\n]*(?=\d{1,2}[.．、](?!\d))"),
}


def a_line_each(text: str) -> str:
    """Items that are quoted in one line, with a line each."""
    between = next((one for first, one in _RUN_ON.items() if first.match(text)), None)
    return between.sub("\n", text) if between and "\n" not in text else text


def read_payload(text: str, style: Style, *, listed: bool = False) -> list[Unit]:
    """The units of a quotation, outermost only: containers and articles, or paragraphs, or items."""
    units: list[Unit] = []
    article: Unit | None = None
    last_article = 0
    for line in text.split("\n"):
        marker = _marker(line, last_article, listed=listed)
        if marker and marker.rank in CONTAINERS:
            units.append(_numbered("container", line, marker, style))
            article = None
        elif marker and marker.rank is (Rank.HAN if listed else Rank.ARTICLE):
            article = _article(line, marker, style)
            last_article = marker.number
            units.append(article)
        elif article is not None:
            _below(article.children, line, marker, style, article)
        else:
            _below(units, line, marker, style, None)
    for unit in units:
        for one in unit.walk():
            one.fresh, one.old = True, tuple(one.children)
    return units


def articles_of(units: Sequence[Unit], style: Style) -> list[Unit]:
    """The articles of a payload, each with the containers printed before it as ``heads``; bare paragraphs make one."""
    articles: list[Unit] = []
    heads: list[Unit] = []
    bare: list[Unit] = []
    for unit in units:
        if unit.kind == "container":
            heads.append(unit)
        elif unit.kind == "article":
            unit.heads, heads = heads, []
            articles.append(unit)
        else:
            bare.append(unit)
    if bare and not articles:
        article = Unit("article", Body([]), Rank.ARTICLE, gap=style.gaps["article"], tail="", fresh=True)
        article.children = paragraphs_of(bare)
        for child in article.children:
            child.parent = article
        article.old = tuple(article.children)
        articles = [article]
    return articles


def paragraphs_of(units: Sequence[Unit]) -> list[Unit]:
    """The paragraphs of a payload; items without one hang under an empty paragraph."""
    paragraphs: list[Unit] = []
    for unit in units:
        if unit.kind == "article":
            paragraphs += unit.children
        elif unit.kind == "paragraph":
            paragraphs.append(unit)
        elif unit.kind == "item":
            if not paragraphs:
                paragraphs.append(Unit("paragraph", Body([]), tail="", fresh=True))
            unit.parent = paragraphs[-1]
            paragraphs[-1].children.append(unit)
    return paragraphs


def finished(text: str) -> bool:
    """Whether a quoted unit ends in a mark of its own."""
    return _STOPS.search(text) is not None


def _marker(line: str, last_article: int, *, listed: bool) -> Marker | None:
    marker = find_marker(line, last_article=last_article)
    if marker is None or (marker.rank is Rank.HAN and not listed):
        return None
    return marker


def _numbered(kind: str, line: str, marker: Marker, style: Style) -> Unit:
    gap = _GAP.match(line, marker.end - 1 if line[marker.end - 1 : marker.end].isspace() else marker.end)
    start = gap.end() if gap else marker.end
    return Unit(
        kind,
        Body([(line[start:], True)]),
        marker.rank,
        marker.number,
        marker.branch,
        marker=marker.printed,
        gap=style.gaps.get(kind, ""),
        fresh=True,
    )


def _article(line: str, marker: Marker, style: Style) -> Unit:
    unit = _numbered("article", line, marker, style)
    text = unit.body.text
    headed = _HEADED.match(text)
    if headed:
        unit.gap += headed.group()
        text = text[headed.end() :]
    unit.body, unit.tail = Body([]), ""
    unit.marker = article_marker((marker.number, marker.branch), style) if marker.rank is Rank.ARTICLE else unit.marker
    if text:
        unit.children.append(Unit("paragraph", Body([(text, True)]), parent=unit, fresh=True))
    return unit


def _below(into: list[Unit], line: str, marker: Marker | None, style: Style, parent: Unit | None) -> None:
    """A paragraph, or an item under the last paragraph or the item of a higher rank before it."""
    if marker is None or marker.rank < Rank.PAREN_HAN:
        into.append(Unit("paragraph", Body([(line, True)]), parent=parent, fresh=True))
        return
    item = _numbered("item", line, marker, style)
    holder = into[-1] if into and into[-1].kind in ("paragraph", "item") else None
    if holder is not None and holder.kind == "item" and (holder.rank or Rank.LETTER) >= marker.rank:
        holder = None
    while holder is not None and holder.children and (holder.children[-1].rank or Rank.LETTER) < marker.rank:
        holder = holder.children[-1]
    item.parent = holder
    (holder.children if holder is not None else into).append(item)
