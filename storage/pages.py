"""Tracked addresses: which document each carries, and what a conditional request repeats."""

from collections.abc import Iterable
from datetime import datetime
from typing import Final

from sqlmodel import Session, col, select

from storage import identifiers
from storage.dialects import insert_missing
from storage.errors import NotFound
from storage.models import PageRow, value
from storage.records import Outcome, Page

#: The longest address tracked, in bytes; an index entry of PostgreSQL holds about 2,700.
ADDRESS_LENGTH: Final = 2000

#: Outcomes whose validators replace the old ones even when the server sent none.
_TAKEN: Final = frozenset({Outcome.FIRST, Outcome.CHANGED})
#: Outcomes that show the page to be there.
_THERE: Final = _TAKEN | {Outcome.UNCHANGED}


def get(session: Session, page_id: str) -> Page | None:
    """One tracked address."""
    row = session.get(PageRow, page_id)
    return None if row is None else value(Page, row)


def by_url(session: Session, url: str, source_id: str | None) -> Page | None:
    """The page at an address, as one source tracks it; with ``None`` as tracked without a source."""
    row = session.exec(select(PageRow).where(PageRow.url == url, PageRow.source_id == source_id)).one_or_none()
    return None if row is None else value(Page, row)


def at(session: Session, url: str) -> tuple[Page, ...]:
    """Every page at an address, whichever source tracks it, in the order they were found."""
    return _found(session, PageRow.url == url)


def of_source(session: Session, source_id: str) -> tuple[Page, ...]:
    """A source's pages, in the order they were found."""
    return _found(session, PageRow.source_id == source_id)


def of_document(session: Session, document_id: str) -> tuple[Page, ...]:
    """The addresses that carry a document, in the order they were found."""
    return _found(session, PageRow.document_id == document_id)


def attachments_of(session: Session, page_id: str) -> tuple[Page, ...]:
    """The attachments found on a page, in the order they were found."""
    return _found(session, PageRow.parent_id == page_id, PageRow.role == "attachment")


def discover(
    session: Session,
    *,
    source_id: str | None,
    url: str,
    role: str,
    name: str,
    parent_id: str | None,
    now: datetime,
    news: bool,
) -> Page:
    """Track an address: the page that is there already, unchanged, or a new one. ``role``: page, attachment, list, file."""
    found = {"source_id": source_id, "url": url, "role": role, "name": name, "parent_id": parent_id, "news": news}
    if len(url.encode()) > ADDRESS_LENGTH:
        raise ValueError(f"an address may have {ADDRESS_LENGTH} bytes, {url[:60]}… has {len(url.encode())}")
    new = {"id": identifiers.new("pag"), "first_seen_at": now, "failures": 0}
    insert_missing(session, PageRow, [found | new])
    return value(Page, session.exec(select(PageRow).where(PageRow.url == url, PageRow.source_id == source_id)).one())


def seen(
    session: Session,
    page_id: str,
    *,
    now: datetime,
    outcome: Outcome,
    reason: str | None,
    failures: int,
    document_id: str | None = None,
    etag: str | None = None,
    last_modified: str | None = None,
    digest: str | None = None,
    gone_at: datetime | None = None,
) -> None:
    """Keep how the last look at a page ended.

    What is ``None`` stays as it was, with two exceptions: a text that was taken (first, changed) replaces validators
    and digest even by nothing, and a page that answers with its text (those, unchanged) is no longer gone.
    """
    row = session.get(PageRow, page_id)
    if row is None:
        raise NotFound("page", page_id)
    taken = outcome in _TAKEN
    row.etag = etag if taken else etag or row.etag
    row.last_modified = last_modified if taken else last_modified or row.last_modified
    row.digest = digest if taken else digest or row.digest
    row.gone_at = gone_at or (None if outcome in _THERE else row.gone_at)
    row.document_id = document_id or row.document_id
    row.checked_at, row.outcome, row.reason, row.failures = now, outcome, reason, failures
    session.add(row)
    session.flush()


def _found(session: Session, *conditions: bool) -> tuple[Page, ...]:
    query = select(PageRow).where(*conditions).order_by(col(PageRow.first_seen_at), col(PageRow.id))
    rows: Iterable[PageRow] = session.exec(query)
    return tuple(value(Page, row) for row in rows)
