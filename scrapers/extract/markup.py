"""From decoded HTML to an element tree: the one place that calls the HTML parser, with its limits."""

import re

from bs4 import BeautifulSoup, Tag

from scrapers.pages import ExtractError, ExtractFailure

MAX_TAGS = 300_000
"""More tags than this are refused (RELIABILITY T12): the longest statutes need some 20,000."""

MAX_DEPTH = 1_000
"""Deeper pages are refused: unclosed tags of real pages nest some hundreds deep."""

# Control characters have no meaning in HTML; \x01 and \x02 are taken by the writer as marks of bold.
_CONTROLS = re.compile(r"[\x00-\x08\x0e-\x1f\x7f]")
_XML_DECLARATION = re.compile(r"^\s*<\?xml[^>]*>")


def parse_markup(html: str) -> BeautifulSoup:
    """The element tree of a decoded page. ExtractError BOMB beyond MAX_TAGS or MAX_DEPTH."""
    tags = html.count("<")
    if tags > MAX_TAGS:
        raise ExtractError(ExtractFailure.BOMB, f"the page has about {tags} tags, more than {MAX_TAGS} are not read")
    clean = _XML_DECLARATION.sub("", _CONTROLS.sub("", html.removeprefix("\ufeff")))
    soup = BeautifulSoup(clean + "\n", "lxml")
    if _depth(soup) > MAX_DEPTH:
        raise ExtractError(ExtractFailure.BOMB, f"the page's elements stand more than {MAX_DEPTH} deep in one another")
    return soup


def _depth(soup: BeautifulSoup) -> int:
    deepest = 0
    stack: list[tuple[Tag, int]] = [(soup, 0)]
    while stack:
        tag, depth = stack.pop()
        deepest = max(deepest, depth)
        stack.extend((child, depth + 1) for child in tag.contents if isinstance(child, Tag))
    return deepest


def attribute(tag: Tag, name: str) -> str:
    """An attribute as one string, empty when missing."""
    value = tag.get(name)
    if value is None:
        return ""
    return value if isinstance(value, str) else " ".join(value)


def squeeze(text: str) -> str:
    """Text on one line: every run of white space becomes one blank, none at the ends."""
    return " ".join(text.split())


def inner_text(tag: Tag) -> str:
    """The visible text of an element on one line."""
    return squeeze(tag.get_text(""))
