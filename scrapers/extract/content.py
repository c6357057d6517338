"""Finds the element or elements of a page that hold its main text."""

from bs4 import BeautifulSoup, Comment, Tag
from lxml.etree import ParserError  # type: ignore[import-untyped]
from lxml.html import HtmlElement  # type: ignore[import-untyped]
from lxml.html import fromstring as lxml_tree
from readability import Document

from scrapers.shapes import GENERIC, PageIndex, Shape

_NUMBER = "data-element"


def locate(soup: BeautifulSoup, index: PageIndex, shape: Shape, declared: str | None = None) -> tuple[list[Tag], bool]:
    """The main text: what the source declares, else the shape's place for it, else where the text is densest.

    The second value says whether the place is known, or only guessed by density.

    A known container that is empty stays the answer: the page is a template without its text, and what else stands on
    it must not be taken for the document. No element means that nothing on the page looks like a text.
    """
    empty: list[Tag] = []
    for found in _known(soup, index, shape, declared):
        if any(tag.get_text().strip() for tag in found):
            return found, True
        empty = empty or found
    return (empty, True) if empty else (_densest(soup), False)


def _known(soup: BeautifulSoup, index: PageIndex, shape: Shape, declared: str | None) -> list[list[Tag]]:
    places = [_outermost(soup.select(declared))] if declared else []
    places += [[between] for begin, end in shape.marks if (between := _between(soup, index, begin, end)) is not None]
    places += [_outermost(index.find(css)) for css in dict.fromkeys((*shape.content, *GENERIC.content))]
    return [found for found in places if found]


def _outermost(tags: list[Tag]) -> list[Tag]:
    """Matches not inside another match; siblings together, else the one with the most text."""
    chosen = {id(tag) for tag in tags}
    tops = [tag for tag in tags if not any(id(parent) in chosen for parent in tag.parents)]
    if len({id(tag.parent) for tag in tops}) > 1:
        return [max(tops, key=lambda tag: len(tag.get_text()))]
    return tops


def _between(soup: BeautifulSoup, index: PageIndex, begin: str, end: str) -> Tag | None:
    """What stands between two comments, moved into an element of its own; the parent when the second is elsewhere."""
    opening = index.comment(begin)
    if opening is None:
        return None
    inside = []
    for node in opening.next_siblings:
        if isinstance(node, Comment) and end in node:
            break
        inside.append(node)
    else:
        return opening.parent
    holder = soup.new_tag("div")
    opening.insert_after(holder)
    for node in inside:
        holder.append(node)
    return holder


class _Scorer(Document):  # type: ignore[misc]  # readability has no types
    """readability's scoring without its rewriting: only the place of the best element is used."""

    def best(self) -> HtmlElement | None:
        """The element with the best score, None when no paragraph scored."""
        self._html(True)
        self.remove_unlikely_candidates()
        self.transform_misused_divs_into_paragraphs()
        candidate = self.select_best_candidate(self.score_paragraphs())
        return candidate["elem"] if candidate else None


def _densest(soup: BeautifulSoup) -> list[Tag]:
    """Where readability finds the article, as the untouched element of ``soup``."""
    body = soup.body
    if body is None or not body.get_text().strip():
        return []
    numbered = dict(enumerate(soup.find_all(True)))
    for number, tag in numbered.items():
        tag[_NUMBER] = str(number)
    try:
        best = _Scorer(lxml_tree(str(soup))).best()
    except (ParserError, ValueError):
        best = None  # what the scorer cannot read again is taken whole
    finally:
        for tag in numbered.values():
            del tag[_NUMBER]
    while best is not None and best.get(_NUMBER) is None:
        best = best.getparent()
    return [numbered[int(best.get(_NUMBER))]] if best is not None else [body]
