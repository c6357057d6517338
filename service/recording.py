"""The inward half of tracking: decide what a reading is, and write version, clauses, checks and events in ONE
transaction."""

from dataclasses import dataclass, replace
from datetime import date, datetime

from sqlmodel import Session

from scrapers.pages import Charset
from service import decisions
from service.house import House
from service.page_facts import with_metadata
from service.reading import Part, Reading, Received, Setback
from service.reasons import TrackReason
from service.stored_outlines import load_outline
from service.versioning import Entry, Place, add_version, identify, legal_date
from storage import documents, events, pages, runs, versions
from storage.records import Check, Document, EventKind, NewEvent, Outcome, Page, SnapshotRef, Version

GONE_STATED = 410
#: How many earlier looks at an address are asked whether they saw the same doubtful text.
SIGHTINGS = 200


@dataclass(frozen=True, slots=True)
class Tracked:
    """What came of looking at one address or file (DESIGN section 5, Track JSON)."""

    url: str
    outcome: Outcome
    reason: str | None = None
    document: str | None = None
    version: str | None = None
    charset: Charset | None = None
    text: str | None = None


def record_setback(house: House, place: Place, page: Page, setback: Setback) -> Tracked:
    """Keep a failed look: the check, the page's state, and the event of a document gone for good."""

    def unit(session: Session) -> Tracked:
        now = house.now()
        check = _check(place.run_id, page, setback.outcome, setback.reason, now, setback.received)
        runs.record(session, check)
        gone_at = (page.gone_at or now) if setback.outcome is Outcome.GONE else None
        pages.seen(
            session,
            page.id,
            now=now,
            outcome=setback.outcome,
            reason=setback.reason,
            failures=page.failures + 1,
            gone_at=gone_at,
        )
        if gone_at is not None:
            times = decisions.times_gone(runs.checks_of_url(session, page.url, SIGHTINGS))
            if decisions.gone_for_good(now, gone_at, times, stated=check.status == GONE_STATED):
                _mark_gone(session, place, page, now)
        latest = _last_of_page(session, page)
        return Tracked(page.url, setback.outcome, setback.reason, page.document_id, latest.id if latest else None)

    return house.database.run(unit)


def record_same(house: House, place: Place, page: Page, received: Received) -> Tracked:
    """Keep a look that the server answered with 304."""

    def unit(session: Session) -> Tracked:
        now = house.now()
        latest = _last_of_page(session, page)
        reason = TrackReason.NOT_MODIFIED
        check = _check(place.run_id, page, Outcome.UNCHANGED, reason, now, received)
        runs.record(session, replace(check, document_id=page.document_id, version_id=latest.id if latest else None))
        pages.seen(session, page.id, now=now, outcome=Outcome.UNCHANGED, reason=reason, failures=0, gone_at=None)
        _mark_returned(session, place, page, now)
        if latest is None:
            return Tracked(page.url, Outcome.UNCHANGED, reason, page.document_id)
        text = versions.text(session, latest.id)
        return Tracked(page.url, Outcome.UNCHANGED, reason, latest.document_id, latest.id, None, text)

    return house.database.run(unit)


def record_reading(house: House, place: Place, page: Page, reading: Reading) -> Tracked:
    """Judge a whole text beside what is known and keep it: suspect, unchanged, first, or changed."""

    def unit(session: Session) -> Tracked:
        versions.deciding(session)
        now = house.now()
        last = _last_of_page(session, page)
        suspicion = _suspicion(session, page, reading, last, now)
        if suspicion is not None:
            return _keep_suspect(session, place, page, reading, suspicion, now)
        document, known = _belongs(session, page, reading, last)
        if known is not None:
            return _keep_unchanged(session, place, page, reading, known, now)
        return _keep_version(session, place, page, reading, document, last, now)

    return house.database.run(unit)


def record_file(
    house: House, name: str, reading: Reading, snapshot: SnapshotRef, *, document_id: str | None, dated_on: date | None
) -> Tracked:
    """Keep a text added by hand; an older one takes its place in history and is not news."""

    def unit(session: Session) -> Tracked:
        versions.deciding(session)
        now = house.now()
        document = documents.get(session, document_id) if document_id else identify(session, reading.outline)
        if document is not None:
            for version in versions.of_document(session, document.id):
                if version.text_digest == reading.digest:
                    _record_file_check(session, name, snapshot, Outcome.UNCHANGED, version, now)
                    return Tracked(name, Outcome.UNCHANGED, TrackReason.KNOWN_TEXT, document.id, version.id)
        on = dated_on or legal_date(reading.outline.document)
        latest = versions.latest(session, document.id) if document else None
        newest = latest is None or versions.history_date(on, now) >= versions.history_date(
            latest.dated_on, latest.observed_at
        )
        entry = Entry(reading, (snapshot,), on, now, news=newest and latest is not None, current=newest)
        version = add_version(session, Place(), document, entry)
        outcome = Outcome.FIRST if latest is None else Outcome.CHANGED
        _record_file_check(session, name, snapshot, outcome, version, now)
        return Tracked(name, outcome, None, version.document_id, version.id)

    return house.database.run(unit)


def _suspicion(
    session: Session, page: Page, reading: Reading, last: Version | None, now: datetime
) -> decisions.Judgement | None:
    """Why a text is not believed yet; what was seen often and long enough is believed."""
    if last is not None and last.text_digest == reading.digest:
        return None
    judgement = decisions.Judgement(Outcome.SUSPECT, reading.doubt) if reading.doubt else None
    if judgement is None and last is not None:
        old_text = versions.text(session, last.id)
        judgement = decisions.judge_text(reading.outline, reading.text, load_outline(session, last.id), old_text)
    if judgement is None:
        return None
    looks = runs.checks_of_url(session, page.url, SIGHTINGS)
    return None if decisions.confirmed(now, reading.digest, looks) else judgement


def _belongs(
    session: Session, page: Page, reading: Reading, last: Version | None
) -> tuple[Document | None, Version | None]:
    """The document a text belongs to (``None``: a new one), and the version it equals, if it is no new text."""
    facts = reading.outline.document
    document = documents.get(session, page.document_id) if page.document_id else None
    if document and last and decisions.is_draft(str(last.facts["stage"])) != decisions.is_draft(facts.stage):
        document = None
    if document is None:
        document = identify(session, reading.outline, page.document_id)
    if document is None:
        return None, None
    current = versions.latest_observed(session, document.id)
    if last is not None and last.text_digest == reading.digest:
        return document, last
    if current is not None and current.text_digest == reading.digest:
        return document, current
    if last is None:
        same = [
            version for version in versions.of_document(session, document.id) if version.text_digest == reading.digest
        ]
        return document, same[-1] if same else None
    return document, None


def _keep_suspect(
    session: Session, place: Place, page: Page, reading: Reading, suspicion: decisions.Judgement, now: datetime
) -> Tracked:
    latest = _last_of_page(session, page)
    check = _check(place.run_id, page, Outcome.SUSPECT, suspicion.reason, now, reading.parts[0].received)
    runs.record(session, replace(check, text_digest=reading.digest, document_id=page.document_id))
    pages.seen(
        session,
        page.id,
        now=now,
        outcome=Outcome.SUSPECT,
        reason=suspicion.reason,
        failures=page.failures + 1,
        gone_at=None,
    )
    version = latest.id if latest else None
    return Tracked(
        page.url, Outcome.SUSPECT, suspicion.reason, page.document_id, version, reading.charset, reading.text
    )


def _keep_unchanged(
    session: Session, place: Place, page: Page, reading: Reading, version: Version, now: datetime
) -> Tracked:
    _keep_parts(session, place, page, reading, Outcome.UNCHANGED, version, now)
    _mark_returned(session, place, page, now)
    return Tracked(page.url, Outcome.UNCHANGED, None, version.document_id, version.id, reading.charset, reading.text)


def _keep_version(
    session: Session,
    place: Place,
    page: Page,
    reading: Reading,
    document: Document | None,
    last: Version | None,
    now: datetime,
) -> Tracked:
    outcome = Outcome.CHANGED if last is not None or document is not None else Outcome.FIRST
    facts = with_metadata(reading.outline.document, reading.metadata)
    entry = Entry(
        reading=replace(reading, outline=replace(reading.outline, document=facts)),
        snapshots=tuple(part.snapshot for part in reading.parts),
        dated_on=legal_date(facts),
        observed_at=now,
        news=page.news or last is not None,
        replaces=last.id if last is not None and document is not None else None,
    )
    version = add_version(session, place, document, entry)
    _keep_parts(session, place, page, reading, outcome, version, now)
    return Tracked(page.url, outcome, None, version.document_id, version.id, reading.charset, reading.text)


def _keep_parts(
    session: Session,
    place: Place,
    page: Page,
    reading: Reading,
    outcome: Outcome,
    version: Version,
    now: datetime,
) -> None:
    """Validators of the page and its attachments are committed with the version that was read from them."""
    for part in reading.parts:
        row = page if part.role != "attachment" else _attachment_row(session, page, part, now)
        check = _check(place.run_id, row, outcome, part.problem, now, part.received)
        runs.record(
            session,
            replace(check, text_digest=reading.digest, document_id=version.document_id, version_id=version.id),
        )
        validators = part.received.fetched.validators
        pages.seen(
            session,
            row.id,
            now=now,
            outcome=outcome,
            reason=part.problem,
            document_id=version.document_id,
            etag=validators.etag or (row.etag if part.received.digest is None else None),
            last_modified=validators.last_modified or (row.last_modified if part.received.digest is None else None),
            digest=part.snapshot.digest,
            failures=0,
            gone_at=None,
        )


def _attachment_row(session: Session, page: Page, part: Part, now: datetime) -> Page:
    return pages.discover(
        session,
        source_id=page.source_id,
        url=part.url,
        role="attachment",
        name=part.name,
        parent_id=page.id,
        now=now,
        news=page.news,
    )


def _last_of_page(session: Session, page: Page) -> Version | None:
    """The version that this address last showed."""
    for check in runs.checks_of_url(session, page.url, 100):
        if check.version_id is not None and check.document_id == page.document_id:
            return versions.get(session, check.version_id)
    return versions.latest_observed(session, page.document_id) if page.document_id else None


def _mark_gone(session: Session, place: Place, page: Page, now: datetime) -> None:
    """The event of a document that no address carries any more."""
    document = documents.get(session, page.document_id) if page.document_id else None
    if document is None or document.gone_at is not None:
        return
    carriers = (one for one in pages.of_document(session, document.id) if one.role == "page" and one.id != page.id)
    if any(one.gone_at is None for one in carriers):
        return
    documents.mark_gone(session, document.id, now)
    _document_event(session, EventKind.DOCUMENT_GONE, place, document, page, now)


def _mark_returned(session: Session, place: Place, page: Page, now: datetime) -> None:
    document = documents.get(session, page.document_id) if page.document_id else None
    if document is None or document.gone_at is None:
        return
    documents.mark_returned(session, document.id)
    _document_event(session, EventKind.DOCUMENT_RETURNED, place, document, page, now)


def _document_event(
    session: Session, kind: EventKind, place: Place, document: Document, page: Page, now: datetime
) -> None:
    data = {
        "title": document.title,
        "number": document.number,
        "synthetic": document.synthetic,
        "place": document.jurisdiction or (place.source.place if place.source else None),
        "url": page.url,
    }
    events.append(session, NewEvent(kind, now, True, data, document_id=document.id, source_id=place.source_id))


def _record_file_check(
    session: Session, name: str, snapshot: SnapshotRef, outcome: Outcome, version: Version, now: datetime
) -> None:
    runs.record(
        session,
        Check(
            run_id=None,
            url=f"file:{name}",
            role="file",
            outcome=outcome,
            reason=None,
            checked_at=now,
            digest=snapshot.digest,
            document_id=version.document_id,
            version_id=version.id,
        ),
    )


def _check(
    run_id: str | None, page: Page, outcome: Outcome, reason: str | None, now: datetime, received: Received | None
) -> Check:
    fetched = received.fetched if received else None
    return Check(
        run_id=run_id,
        url=page.url,
        role=page.role,
        outcome=outcome,
        reason=reason,
        checked_at=now,
        status=fetched.status if fetched else None,
        digest=received.digest if received else None,
        size=len(fetched.body) if fetched else None,
        elapsed=fetched.elapsed if fetched else None,
        headers=received.headers if received else {},
        document_id=page.document_id,
    )
