"""The outward half of tracking one address: fetch, keep the bytes, judge the response, extract, parse; nothing is
written to the database here."""

import asyncio
import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from diffs.clauses import Outline
from diffs.parsing import parse
from scrapers.extract import extract
from scrapers.fetch import ATTACHMENT, Client, Limits
from scrapers.pages import (
    Attachment,
    Charset,
    Extracted,
    ExtractError,
    ExtractFailure,
    Fetched,
    FetchError,
    FetchFailure,
    Validators,
)
from scrapers.sources import Declaration
from scrapers.verdicts import Sign, SignKind, signs
from service import decisions
from service.house import House
from service.politeness import HostGate
from service.reasons import Part as Named
from service.reasons import TrackReason
from storage import runs
from storage.pages import ADDRESS_LENGTH
from storage.records import Outcome, Page, SnapshotRef

#: Attachments we can do nothing with are recorded and do not hold up the page.
UNREADABLE = frozenset({ExtractFailure.UNSUPPORTED, ExtractFailure.NO_CONVERTER, ExtractFailure.NO_TEXT_LAYER})

#: Why a link that was never read is passed over: it leads where we do not go, or nowhere.
NEVER_OURS = frozenset(
    {
        FetchFailure.ADDRESS_REFUSED,
        FetchFailure.BAD_URL,
        FetchFailure.DNS,
        SignKind.FORBIDDEN,
        TrackReason.ROBOTS_DISALLOWED,
    }
)


class Setback(Exception):
    """Why an address gave no text this time, with what was received of it."""

    def __init__(self, outcome: Outcome, reason: str, received: "Received | None" = None) -> None:
        super().__init__(f"{outcome}: {reason}")
        self.outcome = outcome
        self.reason = reason
        self.received = received


@dataclass(frozen=True, slots=True)
class Received:
    """One response with its bytes already kept: ``digest`` names them; ``None`` for an answer 304."""

    fetched: Fetched
    digest: str | None

    @property
    def headers(self) -> dict[str, Any]:
        """The headers as JSON."""
        return dict(self.fetched.headers)


@dataclass(frozen=True, slots=True)
class Part:
    """The page or one attachment of a reading: what came now, and the snapshot its text was read from."""

    url: str
    name: str
    role: str
    received: Received
    snapshot: SnapshotRef
    problem: str | None = None


@dataclass(frozen=True, slots=True)
class Reading:
    """The policy text of an address as it stands, with its outline and the parts it was read from.

    ``doubt`` is the reason to believe it only once it has been seen again: the page stops before its end mark.
    """

    text: str
    outline: Outline
    metadata: dict[str, str]
    charset: Charset | None
    parts: tuple[Part, ...]
    doubt: str | None = None

    @property
    def digest(self) -> str:
        """SHA-256 of the policy text."""
        return text_digest(self.text)


@dataclass(frozen=True, slots=True)
class Reach:
    """What reading outwards needs: one client, one gate, and what is known of the addresses."""

    house: House
    client: Client
    gate: HostGate


def text_digest(text: str) -> str:
    """SHA-256 of a policy text, hexadecimal."""
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()


async def read_page(
    reach: Reach, page: Page, known: dict[str, Page], declaration: Declaration | None
) -> Reading | Received:
    """What an address says now; a ``Received`` answer 304 when neither it nor its attachments changed.

    ``known`` maps attachment addresses to what is remembered of them. Raises ``Setback``.
    """
    received = await receive(reach, page.url, _validators(page), Limits(), obey_robots=_obeys(declaration))
    if received.digest is None and not known:
        return received
    body, snapshot = await _bytes_of(reach.house, page, received)
    extracted = await asyncio.to_thread(_extract, body, snapshot, page, received, declaration)
    doubt = doubted(received, extracted)
    later, pages_text = await _read_continuations(reach, page, extracted, known, declaration)
    files = extracted.attachments if declaration is None or declaration.attachments else ()
    attached, texts = await _read_attachments(reach, page, files, known, declaration)
    parts = (*later, *attached)
    if received.digest is None and all(part.received.digest is None for part in parts):
        return received
    whole = await asyncio.to_thread(decisions.compose, pages_text, extracted.title, texts)
    if not whole.strip():
        raise Setback(Outcome.SUSPECT, ExtractFailure.EMPTY, received)
    outline = await asyncio.to_thread(parse, whole, markdown=extracted.shape == "markdown")
    main = Part(page.url, page.name, "page", received, snapshot)
    return Reading(whole, outline, dict(extracted.metadata), extracted.charset, (main, *parts), doubt)


async def receive(reach: Reach, url: str, validators: Validators, limits: Limits, *, obey_robots: bool) -> Received:
    """Fetch one address and keep its bytes before anyone judges them. Raises ``Setback``."""
    try:
        if obey_robots and not await reach.gate.allows(reach.client, url, reach.house.settings.user_agent):
            raise Setback(Outcome.ERROR, TrackReason.ROBOTS_DISALLOWED)
        fetched = await _fetch(reach, url, validators, limits)
    except FetchError as error:
        if error.partial:
            await asyncio.to_thread(reach.house.snapshots.put, error.partial)
        raise Setback(Outcome.ERROR, str(error.reason)) from error
    digest = await asyncio.to_thread(reach.house.snapshots.put, fetched.body) if fetched.status != 304 else None
    received = Received(fetched, digest)
    if digest is not None:
        _raise_on(signs(fetched, None, None), received)
    return received


async def _fetch(reach: Reach, url: str, validators: Validators, limits: Limits) -> Fetched:
    try:
        async with reach.gate.turn(url):
            return await reach.client.get(url, validators=validators, limits=limits)
    except FetchError as error:
        if error.reason not in decisions.RETRY_ONCE:
            raise
    async with reach.gate.turn(url):
        return await reach.client.get(url, validators=validators, limits=limits)


async def _bytes_of(house: House, page: Page, received: Received) -> tuple[bytes, SnapshotRef]:
    """The bytes to read with their evidence: those received, or after a 304 those of the last good fetch, as they were
    received then."""
    if received.digest is not None:
        at = received.fetched.fetched_at
        return received.fetched.body, _evidence(page, received, received.digest, at, received.headers)
    if page.digest is None:
        raise Setback(Outcome.ERROR, TrackReason.UNEXPECTED_304, received)
    return await asyncio.to_thread(_kept_bytes, house, page, page.digest, received)


def _kept_bytes(house: House, page: Page, digest: str, received: Received) -> tuple[bytes, SnapshotRef]:
    with house.database.read() as session:
        look = runs.received(session, page.url, digest)
    at = look.checked_at if look else received.fetched.fetched_at
    return house.snapshots.get(digest), _evidence(page, received, digest, at, dict(look.headers) if look else {})


def _evidence(page: Page, received: Received, digest: str, at: datetime, headers: dict[str, Any]) -> SnapshotRef:
    return SnapshotRef(
        role=page.role,
        digest=digest,
        url=received.fetched.final_url,
        name=page.name,
        media_type=headers.get("content-type"),
        fetched_at=at,
        headers=headers,
    )


def _extract(
    body: bytes, snapshot: SnapshotRef, page: Page, received: Received, declaration: Declaration | None
) -> Extracted:
    try:
        return extract(
            body,
            url=received.fetched.final_url,
            content_type=snapshot.media_type,
            name=page.name or None,
            selectors=declaration.selectors if declaration else None,
            shape=declaration.shape if declaration else None,
        )
    except ExtractError as error:
        outcome = Outcome.SUSPECT if error.reason in (ExtractFailure.EMPTY, ExtractFailure.MOJIBAKE) else Outcome.ERROR
        raise Setback(outcome, str(error.reason), received) from error


def doubted(received: Received, extracted: Extracted) -> str | None:
    """What makes a readable text doubtful, if anything. Raises the ``Setback`` that graver signs of the page force."""
    if received.digest is None:
        return None
    found = signs(received.fetched, extracted.text, extracted.title)
    _raise_on(found, received)
    return str(SignKind.MISSING_END) if any(sign.kind is SignKind.MISSING_END for sign in found) else None


def _raise_on(found: Sequence[Sign], received: Received) -> None:
    """A missing end alone raises nothing: old pages never had one, and what they say can be read."""
    judgement = decisions.judge_signs([sign for sign in found if sign.kind is not SignKind.MISSING_END])
    if judgement is not None:
        raise Setback(judgement.outcome, judgement.reason or "", received)


async def _read_continuations(
    reach: Reach, page: Page, first: Extracted, known: dict[str, Page], declaration: Declaration | None
) -> tuple[tuple[Part, ...], str]:
    """The later pages of a text that its site splits, and the whole text; one that fails holds up the page."""
    parts: list[Part] = []
    text = first.text
    for url in first.next_pages:
        file = Attachment(url, page.name)
        blank = known.get(url) or _unknown(file, page.first_seen_at)
        try:
            received = await receive(reach, url, _validators(blank), Limits(), obey_robots=_obeys(declaration))
            body, snapshot = await _bytes_of(reach.house, blank, received)
            extracted = await asyncio.to_thread(_extract, body, snapshot, blank, received, declaration)
        except Setback as setback:
            raise Setback(Outcome.ERROR, Named.PAGE + setback.reason, setback.received) from setback
        parts.append(Part(url, page.name, "attachment", received, snapshot))
        text = decisions.continued(text, extracted.text, first.title)
    return tuple(parts), text


async def _read_attachments(
    reach: Reach,
    page: Page,
    files: tuple[Attachment, ...],
    known: dict[str, Page],
    declaration: Declaration | None,
) -> tuple[tuple[Part, ...], list[tuple[str, str]]]:
    parts: list[Part] = []
    texts: list[tuple[str, str]] = []
    for file in files:
        if len(file.url.encode()) > ADDRESS_LENGTH:
            continue  # no real file has such an address
        part, text = await _read_attachment(reach, file, known.get(file.url), declaration, page.first_seen_at)
        if part is not None:
            parts.append(part)
        if text is not None:
            texts.append((file.name, text))
    return tuple(parts), texts


async def _read_attachment(
    reach: Reach, file: Attachment, before: Page | None, declaration: Declaration | None, now: datetime
) -> tuple[Part | None, str | None]:
    """One attachment and its text; ``(None, None)`` for a link that never led anywhere we may go.

    A file that was read before and cannot be read now holds up the whole page: half a policy is not a version.
    """
    blank = before or _unknown(file, now)
    never_read = blank.digest is None or blank.reason in UNREADABLE
    try:
        received = await receive(reach, file.url, _validators(blank), ATTACHMENT, obey_robots=_obeys(declaration))
        body, snapshot = await _bytes_of(reach.house, blank, received)
    except Setback as setback:
        if blank.digest is None and (setback.outcome is Outcome.GONE or setback.reason in NEVER_OURS):
            return None, None
        raise Setback(Outcome.ERROR, Named.ATTACHMENT + setback.reason, setback.received) from setback
    try:
        extracted = await asyncio.to_thread(_extract, body, snapshot, blank, received, None)
    except Setback as setback:
        if setback.reason in UNREADABLE and never_read:
            return Part(file.url, file.name, "attachment", received, snapshot, setback.reason), None
        raise Setback(setback.outcome, Named.ATTACHMENT + setback.reason, received) from setback
    return Part(file.url, file.name, "attachment", received, snapshot), extracted.text


def _unknown(file: Attachment, now: datetime) -> Page:
    return Page(
        id="",
        source_id=None,
        url=file.url,
        role="attachment",
        parent_id=None,
        name=file.name,
        document_id=None,
        etag=None,
        last_modified=None,
        digest=None,
        first_seen_at=now,
        checked_at=None,
        outcome=None,
        reason=None,
        failures=0,
        gone_at=None,
        news=False,
    )


def _validators(page: Page) -> Validators:
    return Validators(page.etag, page.last_modified) if page.digest else Validators()


def _obeys(declaration: Declaration | None) -> bool:
    return declaration is not None and declaration.robots
