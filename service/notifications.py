"""Notices: events matched to deliveries, rendered once, signed (Standard Webhooks), sent and retried until settled."""

import asyncio
import base64
import binascii
import hashlib
import hmac
import json
import logging
import secrets
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlmodel import Session

from diffs.comparison import Comparison, Label, Op
from scrapers.fetch import Client
from scrapers.pages import FetchError
from service import decisions
from service.errors import BadInput, said
from service.house import House
from service.reasons import TrackReason
from service.schemas import change_json
from service.version_comparing import compare_versions
from storage import deliveries, events, subscriptions, versions
from storage.records import Delivery, DeliveryStatus, Event, EventKind, Subscription

SYNTHETIC_MARK = "【演示文本，非官方】"
SHOWN_CHANGES = 20
SHOWN_CHARACTERS = 500
ERROR_KEPT = 300
SIDE_BY_SIDE = 8
AT_ONCE = 200
GONE = 410

log = logging.getLogger("clausewatch.notices")


@dataclass(frozen=True, slots=True)
class Attempt:
    """How one attempt to deliver ended."""

    delivery_id: str
    status: DeliveryStatus
    attempts: int
    error: str | None


def new_secret() -> str:
    """A Standard Webhooks secret: ``whsec_`` and 24 random bytes in base64."""
    return "whsec_" + base64.b64encode(secrets.token_bytes(24)).decode("ascii")


def signature(secret: str, message_id: str, timestamp: int, body: bytes) -> str:
    """The ``webhook-signature`` value ``v1,…`` (Standard Webhooks 1.0). Raises ``BadInput`` for a malformed secret."""
    try:
        key = base64.b64decode(secret.removeprefix("whsec_"), validate=True)
    except binascii.Error as error:
        raise BadInput(said("detail.webhook_secret")) from error
    signed = hmac.new(key, f"{message_id}.{timestamp}.".encode() + body, hashlib.sha256).digest()
    return "v1," + base64.b64encode(signed).decode("ascii")


async def deliver(house: House, client: Client) -> tuple[Attempt, ...]:
    """Match new events to subscriptions, then attempt every delivery that is due."""
    await asyncio.to_thread(match_events, house)
    lease = timedelta(seconds=house.settings.lease)
    due = await asyncio.to_thread(
        house.database.run, lambda session: deliveries.claim_due(session, house.now(), lease, AT_ONCE)
    )
    turns = asyncio.Semaphore(SIDE_BY_SIDE)

    async def one(delivery: Delivery) -> Attempt | None:
        async with turns:
            try:
                return await attempt(house, client, delivery)
            except Exception:  # one notice that cannot be sent must not hold up the others
                log.exception("delivery %s failed; it is tried again when its lease ends", delivery.id)
                return Attempt(delivery.id, delivery.status, delivery.attempts, TrackReason.INTERNAL_ERROR)

    attempts = await asyncio.gather(*(one(delivery) for delivery in due))
    return tuple(made for made in attempts if made is not None)


def match_events(house: House) -> None:
    """Make the deliveries of every event that was not looked at yet."""
    while house.database.run(lambda session: deliveries.match(session, house.now(), decisions.matches)):
        pass


async def attempt(house: House, client: Client, delivery: Delivery) -> Attempt | None:
    """Send one claimed delivery and settle it; the body is rendered once and stays the same on every resend.

    ``None`` when its subscription was disabled meanwhile: the message waits, unsent, until it is enabled again.
    """
    subscription, body = await asyncio.to_thread(_prepared, house, delivery)
    if subscription is None:
        return await asyncio.to_thread(_settle, house, delivery, body, None, "subscription ended")
    if subscription.disabled_at is not None:
        await asyncio.to_thread(house.database.run, lambda session: deliveries.put_back(session, delivery.id))
        return None
    status, error = await _send(client, subscription, delivery.id, house.now(), body)
    return await asyncio.to_thread(_settle, house, delivery, body, status, error)


async def _send(
    client: Client, subscription: Subscription, message_id: str, now: datetime, body: str
) -> tuple[int | None, str | None]:
    sent, timestamp = body.encode("utf-8"), int(now.timestamp())
    headers = {
        "content-type": "application/json; charset=utf-8",
        "webhook-id": message_id,
        "webhook-timestamp": str(timestamp),
        "webhook-signature": signature(subscription.secret, message_id, timestamp, sent),
    }
    try:
        answer = await client.post(subscription.target, body=sent, headers=headers)
    except FetchError as failure:
        return None, str(failure)
    if 200 <= answer.status < 300:
        return answer.status, None
    said = decisions.storable(answer.body.decode("utf-8", "replace"))[:ERROR_KEPT]
    return answer.status, f"answered {answer.status}: {said}"


def _settle(house: House, delivery: Delivery, body: str, status: int | None, error: str | None) -> Attempt:
    """Write how an attempt ended, and what follows for its subscription as it stands now."""

    def unit(session: Session) -> Attempt:
        now, attempts = house.now(), delivery.attempts + 1
        subscription = subscriptions.get(session, delivery.subscription_id)
        again = decisions.next_attempt(now, attempts) if error and subscription else None
        settled = _status(error, again, subscription)
        deliveries.settle(
            session,
            delivery.id,
            now=now,
            status=settled,
            attempts=attempts,
            next_attempt_at=again,
            last_status=status,
            last_error=error,
            payload=body,
        )
        if subscription is not None:
            _keep_health(session, subscription, now, status, error)
        return Attempt(delivery.id, settled, attempts, error)

    return house.database.run(unit)


def _keep_health(
    session: Session, subscription: Subscription, now: datetime, status: int | None, error: str | None
) -> None:
    """A target that says 410, or answers nothing good for days, is asked no more until a person enables it."""
    failing_since = (subscription.failing_since or now) if error else None
    subscriptions.failing(session, subscription.id, failing_since)
    if status == GONE or (failing_since and now - failing_since >= decisions.DISABLE_AFTER):
        subscriptions.disable(session, subscription.id, now)


def _status(error: str | None, again: datetime | None, subscription: Subscription | None) -> DeliveryStatus:
    if subscription is None:
        return DeliveryStatus.CANCELLED
    if error is None:
        return DeliveryStatus.DELIVERED
    return DeliveryStatus.PENDING if again else DeliveryStatus.EXHAUSTED


def _prepared(house: House, delivery: Delivery) -> tuple[Subscription | None, str]:
    with house.database.read() as session:
        subscription = subscriptions.get(session, delivery.subscription_id)
        event = events.at(session, delivery.event_sequence)
    if delivery.payload is not None or event is None:
        return subscription, delivery.payload or ""
    return subscription, render(house, event)


def render(house: House, event: Event) -> str:
    """A notice as its JSON body: what happened in one line in two languages, where to read it, the first changes."""
    data: dict[str, Any] = {
        "event_id": event.id,
        "sequence": event.sequence,
        "text": {"zh": headline(event, "zh"), "en": headline(event, "en")},
        "document_id": event.document_id,
        "version_id": event.version_id,
        "source_id": event.source_id,
        **event.data,
        "links": _links(house, event),
    }
    if event.relation_id:
        data["relation_id"] = event.relation_id
    compared = _compared(house, event)
    if compared is not None:
        data |= _changes(compared)
    body = {"type": str(event.kind), "timestamp": event.at.isoformat(), "data": data}
    return json.dumps(body, ensure_ascii=False, separators=(",", ":"))


_HEADLINES: dict[EventKind, tuple[str, str]] = {
    EventKind.DOCUMENT_CREATED: ("新收录：{title}", "New document: {title}"),
    EventKind.VERSION_CREATED: ("有新版本：{title}", "New version: {title}"),
    EventKind.DOCUMENT_GONE: ("原址已不可见：{title}", "No longer at its address: {title}"),
    EventKind.DOCUMENT_RETURNED: ("原址恢复可见：{title}", "Back at its address: {title}"),
    EventKind.RELATION_PROPOSED: (
        "可能是《{draft_title}》的正式文本，待确认：{title}",
        "Probably the final text of “{draft_title}”, to be confirmed: {title}",
    ),
    EventKind.RELATION_CONFIRMED: (
        "已确认为《{draft_title}》的正式文本：{title}",
        "Confirmed as the final text of “{draft_title}”: {title}",
    ),
    EventKind.RELATION_REFUSED: (
        "已确认不是《{draft_title}》的正式文本：{title}",
        "Settled as not the final text of “{draft_title}”: {title}",
    ),
    EventKind.SOURCE_BLOCKED: ("来源拒绝访问：{name}（{reason}）", "Source blocks us: {name} ({reason})"),
    EventKind.SOURCE_RECOVERED: ("来源已恢复：{name}", "Source recovered: {name}"),
    EventKind.PING: ("测试通知", "Test notice"),
}


def headline(event: Event, language: str) -> str:
    """An event in one line; demonstration texts carry their mark."""
    template = _HEADLINES[event.kind][0 if language == "zh" else 1]
    mark = SYNTHETIC_MARK if event.data.get("synthetic") else ""
    return mark + template.format_map({key: str(value or "") for key, value in {**_BLANK, **event.data}.items()})


_BLANK = {"title": "", "draft_title": "", "name": "", "reason": ""}


def comparison_path(event: Event) -> str | None:
    """The page that shows what an event is about: the previous version, or the draft, against the new text."""
    pair = _pair(event)
    return f"/comparisons/{pair[0]}..{pair[1]}" if pair else None


def _pair(event: Event) -> tuple[str, str] | None:
    if event.kind is EventKind.VERSION_CREATED and event.data.get("previous_version_id") and event.version_id:
        return str(event.data["previous_version_id"]), event.version_id
    if event.relation_id and len(event.data.get("versions", ())) == 2:
        first, second = event.data["versions"]
        return str(first), str(second)
    return None


def _links(house: House, event: Event) -> dict[str, str]:
    base = house.settings.public_url
    links = {}
    if event.document_id:
        links["document"] = f"{base}/documents/{event.document_id}"
    if path := comparison_path(event):
        links["comparison"] = base + path
        links["comparison_json"] = f"{base}/api/v1{path}"
    if event.relation_id:
        links["relation"] = f"{base}/relations"
    return links


def _compared(house: House, event: Event) -> Comparison | None:
    pair = _pair(event)
    if pair is None:
        return None
    with house.database.read() as session:
        if any(versions.get(session, one) is None for one in pair):
            return None
    return compare_versions(house, *pair).comparison


def _changes(comparison: Comparison) -> dict[str, Any]:
    shown = [change for change in comparison.changes if change.labels != {Label.UNCHANGED}]
    return {
        "summary": {str(label): count for label, count in comparison.summary.items()},
        "digest": {"zh": comparison.digest.zh, "en": comparison.digest.en},
        "changes": [
            {
                **{key: row[key] for key in ("id", "labels", "class", "old_path", "new_path")},
                "old": "".join(span.text for span in change.spans if span.op is not Op.INSERT)[:SHOWN_CHARACTERS],
                "new": "".join(span.text for span in change.spans if span.op is not Op.DELETE)[:SHOWN_CHARACTERS],
            }
            for change in shown[:SHOWN_CHANGES]
            for row in (change_json(change),)
        ],
        "changes_shown": min(len(shown), SHOWN_CHANGES),
        "changes_total": len(shown),
    }
