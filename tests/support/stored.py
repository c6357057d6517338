"""Small whole things to store: declarations, documents, versions with their evidence, events, subscriptions."""

from datetime import UTC, date, datetime, timedelta
from typing import Any

from sqlmodel import Session

from storage import documents, events, subscriptions, versions
from storage.grams import Folded
from storage.identifiers import digest_of
from storage.records import (
    Cause,
    ClauseRow,
    Document,
    Event,
    EventKind,
    NewEvent,
    NewVersion,
    SnapshotRef,
    SourceDeclared,
    Subscription,
    Version,
)
from storage.snapshots import Snapshots

NOW = datetime(2026, 3, 2, 9, 30, 0, 123456, tzinfo=UTC)
MINUTE = timedelta(minutes=1)


def declared(source_id: str = "yubei", **changes: Any) -> SourceDeclared:
    """A declared source that is looked at every hour."""
    fields: dict[str, Any] = {
        "id": source_id,
        "name": "渝北区人民政府",
        "place": "重庆市渝北区",
        "url": "https://example.invalid/list",
        "interval": 3600,
        "declaration": {"list": {"url": "https://example.invalid/list"}, "pages": []},
    }
    return SourceDeclared(**(fields | changes))


def document(session: Session, title: str = "渝北区服务业扩大开放实施方案", **changes: Any) -> Document:
    """A new document without versions."""
    fields: dict[str, Any] = {
        "key": title,
        "title": title,
        "number": None,
        "issuers": ("渝北区商务委", "渝北区发展改革委"),
        "jurisdiction": "重庆市渝北区",
        "stage": "final",
        "synthetic": False,
        "now": NOW,
    }
    return documents.create(session, **(fields | changes))


def clause(clause_id: str, text: str, parent: str | None = None) -> ClauseRow:
    """One clause of a version to be."""
    return ClauseRow(
        clause_id, f"一/{clause_id}", "clause", 1, parent, "一、", "一", "", "", text, {"extent": [[0, 2]]}
    )


def new_version(text: str = "一、放宽市场准入。", snapshot: str | None = None, **changes: Any) -> NewVersion:
    """A version to be of two clauses, derived from one snapshot (of the text itself unless told)."""
    digest = digest_of(text.encode(errors="replace"))
    fields: dict[str, Any] = {
        "cause": Cause.CHANGE,
        "text": text,
        "text_digest": digest,
        "facts": {"title": "实施方案", "dates": {"signed_on": None}},
        "findings": ({"kind": "doubled_word", "extent": [3, 5]},),
        "clauses": (clause("c1", text), clause("c2", "其他。", parent="c1")),
        "snapshots": (SnapshotRef("page", snapshot or digest, "https://example.invalid/1", None, None, NOW),),
        "parser": "1",
        "dated_on": None,
        "observed_at": NOW,
        "news": True,
    }
    given = fields | changes
    words = tuple(one.heading + one.heading_sep + one.text for one in given["clauses"])
    return NewVersion(**({"folded": Folded("as it is", (str(given["facts"].get("title", "")),), words)} | given))


def version(session: Session, document_id: str, text: str = "一、放宽市场准入。", **changes: Any) -> Version:
    """A committed-to-be version without its event."""
    return versions.add(session, document_id, new_version(text, **changes))


def dated(year: int, month: int = 1, day: int = 1) -> date:
    """A legal date."""
    return date(year, month, day)


def event(session: Session, kind: EventKind = EventKind.VERSION_CREATED, **changes: Any) -> Event:
    """An appended event."""
    fields: dict[str, Any] = {"kind": kind, "at": NOW, "news": True, "data": {"title": "实施方案"}}
    return events.append(session, NewEvent(**(fields | changes)))


def subscription(session: Session, name: str = "分析组", **changes: Any) -> Subscription:
    """A subscription to everything."""
    fields: dict[str, Any] = {
        "name": name,
        "target": "https://example.invalid/hook",
        "secret": "whsec_c2VjcmV0",
        "kinds": (),
        "sources": (),
        "documents": (),
        "places": (),
        "now": NOW,
    }
    return subscriptions.create(session, **(fields | changes))


def whole_version(session: Session, snapshots: Snapshots, document_id: str, text: str) -> Version:
    """A version as a crawl commits it: bytes first, then version and event in the caller's transaction."""
    snapshots.put(text.encode())
    made = version(session, document_id, text)
    event(session, document_id=document_id, version_id=made.id)
    return made
