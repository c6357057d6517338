"""HTML pages to policy text: shape, main text, what surrounds it removed, title, metadata, attachments, further pages."""

from dataclasses import dataclass

from bs4 import BeautifulSoup, Tag

from scrapers.extract import titles
from scrapers.extract.attachments import absolute, base_url, find_attachments
from scrapers.extract.chrome import is_chrome_line, sweep
from scrapers.extract.content import locate
from scrapers.extract.facts import Facts, lead_of, read_facts, read_lines
from scrapers.extract.markup import attribute, inner_text, parse_markup
from scrapers.extract.writer import write
from scrapers.pages import Charset, Extracted, ExtractError, ExtractFailure
from scrapers.paging import read_pager, same_stem
from scrapers.shapes import PageIndex, by_name, recognise

_FACTS_HEAD = 300
"""A table of facts inside the main text stands after at most so many characters; later tables are the text's own."""


@dataclass(frozen=True, slots=True)
class Places:
    """What a source declares about its pages, as CSS selectors; empty where the page's shape knows."""

    title: str | None = None
    content: str | None = None
    remove: tuple[str, ...] = ()


def extract_html(
    html: str, *, url: str, places: Places = Places(), shape: str | None = None, charset: Charset | None = None
) -> Extracted:
    """Policy text of a decoded page.

    ``shape`` is a declared shape's name, recognised when None. ExtractError EMPTY when the page holds neither text nor
    attachments, BOMB when it has too many tags.
    """
    soup = parse_markup(html)
    index = PageIndex(soup)
    known = by_name(shape) if shape else recognise(index, url)
    facts = read_facts(soup)
    title = titles.find_title(soup, index, known, places.title, facts.values)
    main, certain = locate(soup, index, known, places.content)
    read_lines(soup, main, facts)
    attachments = find_attachments(soup, main, url)
    further = _further_pages(html, soup, url)
    lines = _lines(main, facts, (*known.remove, *places.remove), guessed=not certain)
    if not certain:
        lines, pairs = lead_of(lines, title)
        for label, value in pairs:
            facts.note(label, value)
    whole = titles.with_title(lines, title)
    if not attachments and (not lines or (not certain and whole == [title])):
        raise ExtractError(ExtractFailure.EMPTY, "the page holds no text where its document should stand")
    text = "\n".join(whole)
    return Extracted(text, title, known.name, charset, facts.values, attachments, further)


def _lines(main: list[Tag], facts: Facts, remove: tuple[str, ...], *, guessed: bool) -> list[str]:
    for table in facts.tables:
        if _heads(table, main):
            table.decompose()
    sweep(main, remove, guessed=guessed)
    return [line for line in write(main) if not is_chrome_line(line)]


def _heads(table: Tag, main: list[Tag]) -> bool:
    """Whether a table stands at the head of the main text."""
    root = next((parent for parent in table.parents if any(parent is tag for tag in main)), None)
    if root is None:
        return False
    before = 0
    for node in root.descendants:
        if node is table or before > _FACTS_HEAD:
            break
        before += len(node.strip()) if isinstance(node, str) else 0
    return before <= _FACTS_HEAD


def _further_pages(html: str, soup: BeautifulSoup, url: str) -> tuple[str, ...]:
    """The pages after this one of a text that the site splits."""
    base = base_url(soup, url)
    pager = read_pager(html)
    if pager is not None and pager.total > 1 and pager.stem in url:
        return pager.addresses(url)
    links = (absolute(base, attribute(a, "href")) for a in soup.find_all("a", href=True) if inner_text(a) == "下一页")
    return tuple(dict.fromkeys(link for link in links if link is not None and same_stem(url, link)))


def extract_fragment(html: str) -> list[str]:
    """The lines of a whole fragment, nothing sought or removed: what word processors embed as HTML."""
    soup = parse_markup(html)
    return write([soup.body] if soup.body is not None else [])
