"""Reads list pages: which links are entries rather than navigation, and where the next page is."""

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from urllib.parse import parse_qsl, urlencode, urlsplit, urlunsplit

from bs4 import BeautifulSoup, Comment, Tag

from scrapers.extract.attachments import absolute, base_url
from scrapers.extract.chrome import in_furniture
from scrapers.extract.markup import attribute, inner_text, parse_markup
from scrapers.listing import full_title, read_date, read_parts
from scrapers.pages import ListEntry, ListPage, Selectors
from scrapers.paging import read_pager
from scrapers.shapes import PageIndex, Shape, by_name, recognise

MIN_TITLE = 8
"""Shorter link texts are taken for navigation unless their address looks like a document's or a date stands beside."""

_DETAIL = re.compile(
    r"t\d{8}_\d+|/art/\d{4}/|content_\d+|/post_\d+|/c_\d+|/(?:19|20)\d{2}-?\d{2}/|/\d{6,}\.|art_\w+|[0-9a-f]{16,}"
)
_RECORDS = re.compile(r"<record>\s*(?:<!\[CDATA\[(.*?)\]\]>|(.*?))\s*</record>", re.DOTALL)
_NEXT_GROUP = re.compile(r"<nextgroup>\s*<!\[CDATA\[.*?href=[\"']([^\"']+)[\"'].*?\]\]>\s*</nextgroup>", re.DOTALL)
_TOTAL = re.compile(r"<totalrecord>\s*(\d+)\s*</totalrecord>|totalRecord\s*[:=]\s*(\d+)")
_NEXT_WORDS = frozenset(("下一页", "下页", "下一页>", "下一页>>", "下一页»", "后一页", "next", "next page", "下一页›"))


def read_list(html: str, *, url: str, selectors: Selectors | None = None, shape: str | None = None) -> ListPage:
    """The entries of a list page in its order, each address once, and the address of the next page.

    ``html`` may be a page, a JSON answer that carries one (JPaaS), or hanweb's records. Declared selectors decide alone;
    else the shape's entries; else the block of links that repeats with titles and dates. A page without entries gives
    an empty list.
    """
    source = _unwrapped(html)
    soup = parse_markup(_markup(source))
    known = by_name(shape) if shape else recognise(PageIndex(soup), url)
    base = base_url(soup, url)
    rows = _declared(soup, selectors) if selectors and selectors.list_item else _found(soup, known, base)
    entries = _entries(rows, base, url, selectors)
    return ListPage(entries, _next(source, soup, url, base), known.name)


def _unwrapped(text: str) -> str:
    """The HTML that a JSON answer carries under ``html``, else the text itself."""
    if not text.lstrip().startswith(("{", "[")):
        return text
    try:
        answer = json.loads(text)
    except ValueError:
        return text
    data = answer.get("data", answer) if isinstance(answer, dict) else {}
    found = data.get("html") if isinstance(data, dict) else None
    return found if isinstance(found, str) else text


def _markup(source: str) -> str:
    """hanweb's records as rows of a page of their own; other pages as they are."""
    records = [first or second for first, second in _RECORDS.findall(source)]
    return f"<ul>{''.join(f'<div class=record>{record}</div>' for record in records)}</ul>" if records else source


@dataclass(frozen=True, slots=True)
class Row:
    """One entry of a list: its element and its link."""

    item: Tag
    link: Tag


def _declared(soup: BeautifulSoup, selectors: Selectors) -> list[Row]:
    items = soup.select(selectors.list_item or "")
    links = ((item, item.select_one(selectors.link) if selectors.link else _main_link(item)) for item in items)
    return [Row(item, link) for item, link in links if link is not None]


def _shaped(soup: BeautifulSoup, shape: Shape) -> list[Row]:
    for css in shape.items:
        rows = [Row(item, link) for item in soup.select(css) if (link := _main_link(item)) is not None]
        if rows:
            return rows
    return []


def _found(soup: BeautifulSoup, shape: Shape, base: str) -> list[Row]:
    """The shape's entries, else the repeated block; UCAP leaves the whole list in a comment for its script to fetch anew."""
    shaped = _shaped(soup, shape)
    if shaped:
        return shaped
    blocks = [_repeated(soup, base)]
    for comment in soup.find_all(string=lambda text: isinstance(text, Comment) and text.count("href") >= 3):
        blocks.append(_repeated(parse_markup(str(comment)), base))
    return max(blocks, key=lambda rows: sum(map(_score, rows)))


def _main_link(item: Tag) -> Tag | None:
    """The link with the longest title: rows also link their column and their files."""
    links = [item, *item.find_all("a", href=True)] if item.name == "a" else item.find_all("a", href=True)
    return max(links, key=lambda link: len(full_title(link)), default=None)


def _entries(rows: list[Row], base: str, url: str, selectors: Selectors | None) -> tuple[ListEntry, ...]:
    found: dict[str, ListEntry] = {}
    own = {url.partition("#")[0], base.partition("#")[0]}
    for row in rows:
        address = _address(base, attribute(row.link, "href"))
        parts = read_parts(row.item, row.link)
        if address is None or not parts.title or address in own:
            continue
        published = parts.published_on
        if selectors and selectors.date and (place := row.item.select_one(selectors.date)) is not None:
            published = read_date(place)
        found.setdefault(address, ListEntry(address, parts.title, published, parts.state))
    return tuple(found.values())


def _address(base: str, href: str) -> str | None:
    """A link made absolute; a fragment is kept where it alone tells entries apart (``sa.html#/key``)."""
    address = absolute(base, href)
    fragment = href.strip().partition("#")[2]
    return f"{address}#{fragment}" if address and fragment.startswith(("/", "!/")) else address


@dataclass(slots=True)
class _Group:
    rows: list[Row] = field(default_factory=list)
    score: float = 0.0


def _repeated(soup: BeautifulSoup, base: str) -> list[Row]:
    """The block of rows that scores best by length of titles, dates and addresses of documents."""
    links = list(_eligible(soup, base))
    groups: dict[tuple[int, str, str], _Group] = {}
    for row in _rows(links):
        group = groups.setdefault(_place(row.item), _Group())
        group.rows.append(row)
        group.score += _score(row)
    lists = (group for group in groups.values() if any(_is_entry(row) for row in group.rows))
    return max(lists, key=lambda group: group.score, default=_Group()).rows


def _is_entry(row: Row) -> bool:
    """Whether a row alone could be an entry: menus have neither dates nor titles of this length."""
    return read_date(row.item) is not None or len(full_title(row.link)) > MIN_TITLE + 4


def _eligible(soup: BeautifulSoup, base: str) -> Iterator[tuple[Tag, str]]:
    for link in soup.find_all("a", href=True):
        address = _address(base, attribute(link, "href"))
        if address is None or inner_text(link) in _NEXT_WORDS:
            continue
        title = full_title(link)
        likely = len(title) >= MIN_TITLE or (len(title) >= 4 and (_DETAIL.search(address) or _dated(link)))
        if likely and not in_furniture(link):
            yield link, address


def _dated(link: Tag) -> bool:
    """Whether the element around a link holds no other link and prints a date: a short title of a law, not a menu."""
    around = link.parent
    return around is not None and len(around.find_all("a", limit=2)) == 1 and read_date(around) is not None


def _rows(links: list[tuple[Tag, str]]) -> Iterator[Row]:
    """Each link with the widest element around it that holds no other address."""
    addresses: dict[int, set[str]] = {}
    for link, address in links:
        for parent in (link, *link.parents):
            addresses.setdefault(id(parent), set()).add(address)
    seen: dict[int, Row] = {}
    for link, _ in links:
        item = link
        while item.parent is not None and len(addresses[id(item.parent)]) == 1 and item.parent.name != "body":
            item = item.parent
        known = seen.get(id(item))
        if known is None or len(full_title(link)) > len(full_title(known.link)):
            seen[id(item)] = Row(item, link)
    yield from seen.values()


def _place(item: Tag) -> tuple[int, str, str]:
    """What rows of one list share: their kind of element, and their parent, or a run of equal parents."""
    parent = item.parent
    if parent is None:
        return 0, item.name, ""
    kind = f"{parent.name} {attribute(parent, 'class')}"
    around = parent.parent
    if around is not None and parent.name in ("ul", "ol", "tbody", "table", "dl") and _twins(parent):
        return id(around), item.name, kind
    return id(parent), item.name, kind


def _twins(parent: Tag) -> bool:
    return any(
        sibling.name == parent.name and sibling.get("class") == parent.get("class")
        for sibling in (*parent.find_next_siblings(limit=3), *parent.find_previous_siblings(limit=3))
    )


def _score(row: Row) -> float:
    dated = 3.0 if read_date(row.item) is not None else 0.0
    detail = 1.0 if _DETAIL.search(attribute(row.link, "href")) else 0.0
    return dated + detail + min(len(full_title(row.link)), 40) / 20


def _next(source: str, soup: BeautifulSoup, url: str, base: str) -> str | None:
    pager = read_pager(source)
    if pager is not None:
        return next(iter(pager.addresses(url)), None)
    group = _NEXT_GROUP.search(source)
    if group is not None:
        return absolute(url, group.group(1).replace("&amp;", "&"))
    for link in soup.find_all("a", href=True):
        if inner_text(link).lower() in _NEXT_WORDS or attribute(link, "rel") == "next":
            address = absolute(base, attribute(link, "href"))
            if address is not None and address != url.partition("#")[0]:
                return address
    return _next_records(source, url)


def _next_records(source: str, url: str) -> str | None:
    """hanweb: the next window of records, or the next numbered page, while the total says that there is more."""
    total = _TOTAL.search(source)
    parts = urlsplit(url)
    query = dict(parse_qsl(parts.query))
    if total is None or not {"startrecord", "endrecord"} <= query.keys():
        return None
    count = int(total.group(1) or total.group(2))
    start, end = _whole(query["startrecord"]), _whole(query["endrecord"])
    if end < start or end >= count:
        return None
    query |= {"startrecord": str(end + 1), "endrecord": str(min(end + end - start + 1, count))}
    return urlunsplit(parts._replace(query=urlencode(query)))


def _whole(text: str) -> int:
    return int(text) if re.fullmatch(r"\d{1,9}", text) else 0
