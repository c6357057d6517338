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
    Validators,
)
from scrapers.sources import Declaration
from scrapers.verdicts import Sign, SignKind, signs
from service import decisions
from service.house import House
from service.politeness import HostGate
from storage.records import Outcome, Page, SnapshotRef
from storage.snapshots import Snapshots

#: Attachments we can do nothing with are recorded and do not hold up the page.
UNREADABLE = frozenset({ExtractFailure.UNSUPPORTED, ExtractFailure.NO_CONVERTER, ExtractFailure.NO_TEXT_LAYER})


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
    body, snapshot = await _bytes_of(reach.house.snapshots, page, received)
    extracted = await asyncio.to_thread(_extract, body, page, received, declaration)
    doubt = doubted(received, extracted)
    later, pages_text = await _read_continuations(reach, page, extracted, known, declaration)
    files = extracted.attachments if declaration is None or declaration.attachments else ()
    attached, texts = await _read_attachments(reach, page, files, known, declaration)
    parts = (*later, *attached)
    if received.digest is None and all(part.received.digest is None for part in parts):
        return received
    whole = await asyncio.to_thread(decisions.compose, pages_text, extracted.title, texts)
    if not whole.strip():
        raise Setback(Outcome.SUSPECT, "empty", received)
    outline = await asyncio.to_thread(parse, whole, markdown=extracted.shape == "markdown")
    main = Part(page.url, page.name, "page", received, snapshot)
    return Reading(whole, outline, dict(extracted.metadata), extracted.charset, (main, *parts), doubt)


async def receive(reach: Reach, url: str, validators: Validators, limits: Limits, *, obey_robots: bool) -> Received:
    """Fetch one address and keep its bytes before anyone judges them. Raises ``Setback``."""
    try:
        if obey_robots and not await reach.gate.allows(reach.client, url, reach.house.settings.user_agent):
            raise Setback(Outcome.ERROR, "robots_disallowed")
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


async def _bytes_of(snapshots: Snapshots, page: Page, received: Received) -> tuple[bytes, SnapshotRef]:
    """The bytes to read: those received, or those kept at the last good fetch when the answer was 304."""
    digest = received.digest or page.digest
    if digest is None:
        raise Setback(Outcome.ERROR, "unexpected_304", received)
    body = received.fetched.body if received.digest else await asyncio.to_thread(snapshots.get, digest)
    media_type = received.fetched.headers.get("content-type")
    return body, SnapshotRef(
        role=page.role,
        digest=digest,
        url=received.fetched.final_url,
        name=page.name,
        media_type=media_type,
        fetched_at=received.fetched.fetched_at,
        headers=received.headers,
    )


def _extract(body: bytes, page: Page, received: Received, declaration: Declaration | None) -> Extracted:
    try:
        return extract(
            body,
            url=received.fetched.final_url,
            content_type=received.fetched.headers.get("content-type"),
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
            body, snapshot = await _bytes_of(reach.house.snapshots, blank, received)
            extracted = await asyncio.to_thread(_extract, body, blank, received, declaration)
        except Setback as setback:
            raise Setback(Outcome.ERROR, f"page_{setback.reason}", setback.received) from setback
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
        part, text = await _read_attachment(reach, file, known.get(file.url), declaration, page.first_seen_at)
        if part is not None:
            parts.append(part)
        if text is not None:
            texts.append((file.name, text))
    return tuple(parts), texts


async def _read_attachment(
    reach: Reach, file: Attachment, before: Page | None, declaration: Declaration | None, now: datetime
) -> tuple[Part | None, str | None]:
    """One attachment and its text; ``(None, None)`` for a link that never led anywhere.

    A file that was read before and cannot be read now holds up the whole page: half a policy is not a version.
    """
    blank = before or _unknown(file, now)
    try:
        received = await receive(reach, file.url, _validators(blank), ATTACHMENT, obey_robots=_obeys(declaration))
        body, snapshot = await _bytes_of(reach.house.snapshots, blank, received)
    except Setback as setback:
        if setback.outcome is Outcome.GONE and blank.digest is None:
            return None, None
        raise Setback(Outcome.ERROR, f"attachment_{setback.reason}", setback.received) from setback
    try:
        extracted = await asyncio.to_thread(_extract, body, blank, received, None)
    except Setback as setback:
        if setback.reason in UNREADABLE:
            return Part(file.url, file.name, "attachment", received, snapshot, setback.reason), None
        raise Setback(setback.outcome, f"attachment_{setback.reason}", received) from setback
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
