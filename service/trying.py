"""Trying a source or an address: fetched once, read as a crawl would read it, and nothing kept."""

from collections.abc import Sequence
from typing import Any

from scrapers.charset import decode
from scrapers.extract import extract
from scrapers.fetch import Client
from scrapers.lists import read_list
from scrapers.pages import Charset, ExtractError, FetchError
from scrapers.sources import Declaration
from scrapers.verdicts import Sign, signs
from service.files import parse_extracted
from service.outlines import facts_json

SHOWN_ENTRIES = 20


async def try_source(client: Client, declaration: Declaration) -> dict[str, Any]:
    """What a source's list shows, or its first page when it has none; ``error`` is one line, or ``None``."""
    if declaration.list_url:
        return await _try_list(client, declaration, declaration.list_url)
    return await try_address(client, declaration.pages[0], declaration)


async def try_address(client: Client, url: str, declaration: Declaration | None = None) -> dict[str, Any]:
    """What a page says: charset, signs, shape, metadata, attachments, the document and how much of it was understood."""
    answer: dict[str, Any] = {"url": url, "error": None}
    try:
        fetched = await client.get(url)
        extracted = extract(
            fetched.body,
            url=fetched.final_url,
            content_type=fetched.headers.get("content-type"),
            selectors=declaration.selectors if declaration else None,
            shape=declaration.shape if declaration else None,
        )
    except (FetchError, ExtractError) as error:
        return answer | {"error": str(error)}
    outline = parse_extracted(extracted, url)
    found = signs(fetched, extracted.text, extracted.title)
    charset = extracted.charset
    return answer | {
        "status": fetched.status,
        "final_url": fetched.final_url,
        "charset": _charset(charset),
        "signs": [str(sign.kind) for sign in found],
        "shape": extracted.shape,
        "metadata": dict(extracted.metadata),
        "attachments": [{"name": one.name, "url": one.url} for one in extracted.attachments],
        "document": facts_json(outline.document),
        "characters": len(extracted.text),
        "clauses": len(outline.clauses),
        "findings": len(outline.findings),
        "error": _doubts(found),
    }


async def _try_list(client: Client, declaration: Declaration, url: str) -> dict[str, Any]:
    answer: dict[str, Any] = {"url": url, "error": None}
    try:
        fetched = await client.get(url)
    except FetchError as error:
        return answer | {"error": str(error)}
    text, charset = decode(fetched.body, content_type=fetched.headers.get("content-type"))
    listing = read_list(text, url=fetched.final_url, selectors=declaration.selectors, shape=declaration.shape)
    return answer | {
        "status": fetched.status,
        "final_url": fetched.final_url,
        "charset": _charset(charset),
        "signs": [str(sign.kind) for sign in signs(fetched, None, None)],
        "shape": listing.shape,
        "next_page": listing.next_url,
        "entries": [
            {"title": one.title, "url": one.url, "date": one.published_on.isoformat() if one.published_on else None}
            for one in listing.entries[:SHOWN_ENTRIES]
        ],
        "entries_total": len(listing.entries),
        "error": None if listing.entries else "no entries found; declare list_item and link under [source.select]",
    }


def _doubts(found: Sequence[Sign]) -> str | None:
    """What speaks against an answer, in one line."""
    return "; ".join(sign.detail for sign in found) or None


def _charset(charset: Charset | None) -> dict[str, str] | None:
    return {"name": charset.name, "why": charset.why} if charset else None
