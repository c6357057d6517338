"""Files that a page offers as part of its document, in the text or right after it."""

import re
from collections.abc import Iterator
from itertools import chain
from urllib.parse import parse_qsl, unquote, urldefrag, urljoin, urlsplit

from bs4 import BeautifulSoup, Tag

from scrapers.extract.chrome import in_furniture
from scrapers.extract.markup import attribute, inner_text, squeeze
from scrapers.pages import Attachment

SUFFIXES = frozenset("doc docx pdf wps et xls xlsx csv ppt pptx zip rar 7z ofd txt rtf ceb".split())
MAX_ATTACHMENTS = 50
_CUT = ("…", "...", "．．．")
_LEVELS = 3


def base_url(soup: BeautifulSoup, url: str) -> str:
    """The address that relative links of a page start from."""
    tag = soup.find("base", href=True)
    return urljoin(url, attribute(tag, "href").strip()) if isinstance(tag, Tag) else url


def absolute(base: str, href: str) -> str | None:
    """A link as an absolute http address without its fragment; None for scripts, mail and what is no address."""
    try:
        joined = urldefrag(urljoin(base, re.sub(r"[\t\n\r]", "", href.strip()))).url
        parts = urlsplit(joined)
    except ValueError:
        return None
    return joined if parts.scheme in ("http", "https") and parts.hostname else None


def suffix(url: str, name: str = "") -> str | None:
    """The file type a link promises by its path, a query value such as ``filename=``, or its name; None for pages."""
    parts = urlsplit(url)
    values = [value for _, value in parse_qsl(parts.query)]
    for text in (unquote(parts.path), *values, name):
        found = re.search(r"\.(\w{2,4})$", text.strip())
        if found is not None and found.group(1).lower() in SUFFIXES:
            return found.group(1).lower()
    return None


def find_attachments(soup: BeautifulSoup, main: list[Tag], url: str) -> tuple[Attachment, ...]:
    """Attachments in order of the page, each address once, under the fullest name the page gives."""
    base = base_url(soup, url)
    found: dict[str, str] = {}
    for tag in chain.from_iterable(_candidates(root) for root in main):
        address = absolute(base, attribute(tag, "href") or attribute(tag, "src") or attribute(tag, "data"))
        name = _name(tag)
        if address is None or (suffix(address, name) is None and not tag.has_attr("appendix")):
            continue
        if len(name) > len(found.get(address, "")):
            found[address] = name
        found.setdefault(address, name)
    named = ((address, name or unquote(urlsplit(address).path.rpartition("/")[2])) for address, name in found.items())
    return tuple(Attachment(address, name) for address, name in named)[:MAX_ATTACHMENTS]


def _candidates(root: Tag) -> Iterator[Tag]:
    """Links and embedded files in ``root`` and in what follows it, up to three levels above."""
    names = ["a", "iframe", "embed", "object"]
    yield from root.find_all(names)
    tag: Tag | None = root
    for _ in range(_LEVELS):
        if tag is None or tag.name in ("body", "html", "[document]"):
            return
        for sibling in tag.find_next_siblings():
            if sibling.name not in ("footer", "nav", "script"):
                yield from (
                    link
                    for link in (sibling, *sibling.find_all(names))
                    if link.name in names and not in_furniture(link)
                )
        tag = tag.parent


def _name(tag: Tag) -> str:
    text = inner_text(tag)
    fuller = squeeze(attribute(tag, "title") or attribute(tag, "download"))
    return fuller if fuller and (not text or text.endswith(_CUT)) else text
