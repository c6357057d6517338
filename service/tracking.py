"""A crawl from due source to committed version, and the tracking of one address or file by hand.

The order of one look: fetch → snapshot kept → response judged → extracted → parsed (service.reading), then text judged
→ cause decided → ONE transaction (service.recording). Whatever falls short leaves a named outcome, never a version.
"""

import asyncio
import logging
from collections import Counter
from collections.abc import Callable, Collection
from dataclasses import dataclass, replace
from datetime import date, timedelta
from pathlib import PurePath

from sqlmodel import Session

from scrapers.charset import decode
from scrapers.fetch import Client, Limits
from scrapers.lists import read_list
from scrapers.pages import ListEntry, ListPage, Validators
from scrapers.sources import Declaration
from service import decisions
from service.claiming import Claim, claimed
from service.errors import NotFound, said
from service.files import parse_extracted, read_file
from service.house import House
from service.kinship import propose_families
from service.politeness import HostGate
from service.reading import Reach, Reading, Received, Setback, read_page, receive
from service.reasons import Part, TrackReason
from service.recording import Tracked, record_file, record_reading, record_same, record_setback
from service.versioning import Place
from storage import documents, events, pages, runs, sources
from storage.pages import ADDRESS_LENGTH
from storage.records import Check, NewEvent, Outcome, Page, SnapshotRef, Source

log = logging.getLogger("clausewatch.tracking")

#: How many sources are crawled side by side, and how many are claimed at once.
SIDE_BY_SIDE = 8
AT_ONCE = 1000
#: How much of an address that is too long to be kept is shown.
ADDRESS_SHOWN = 200

Progress = Callable[["Step"], None]


@dataclass(frozen=True, slots=True)
class Step:
    """One step of a crawl for a progress bar: ``done`` of ``total`` pages of a source looked at."""

    source_id: str
    done: int
    total: int
    tracked: Tracked | None = None


@dataclass(frozen=True, slots=True)
class CrawlReport:
    """How the crawl of one source ended."""

    source_id: str
    run_id: str | None
    outcome: Outcome
    reason: str | None
    counts: dict[str, int]


def quiet(_: Step) -> None:
    """No progress is shown."""


async def crawl(
    house: House,
    client: Client,
    gate: HostGate,
    *,
    only: Collection[str] | None = None,
    force: bool = False,
    progress: Progress = quiet,
) -> tuple[CrawlReport, ...]:
    """Crawl every source that is due (with ``force``: due or not), each claimed by this process alone."""
    reach = Reach(house, client, gate)
    turns = asyncio.Semaphore(SIDE_BY_SIDE)

    async def one(source: Source) -> CrawlReport:
        async with claimed(house, source) as claim, turns:
            try:
                return await crawl_source(reach, source, claim, progress)
            except Exception:  # the guard of a crawl: a bug met at one source must not stop the others
                log.exception("the crawl of %s failed", source.id)
                await claim.rest()
                return await asyncio.to_thread(_finish_failed, house, source, claim)

    due = await asyncio.to_thread(house.database.run, lambda session: _claim(session, house, only, force=force))
    reports = tuple(await asyncio.gather(*(one(source) for source in due)))
    await asyncio.to_thread(propose_families, house)
    return reports


async def crawl_source(reach: Reach, source: Source, claim: Claim, progress: Progress = quiet) -> CrawlReport:
    """One run of one claimed source: its list, then each address it ever announced."""
    house = reach.house
    declaration = Declaration.from_json(source.declaration)
    claim.run_id = await asyncio.to_thread(_start, house, source)
    announced = await read_lists(reach, declaration, claim.run_id)
    targets = await asyncio.to_thread(
        house.database.run, lambda session: _targets(session, house, source, claim, announced.entries)
    )
    counts: Counter[str] = Counter()
    for done, page in enumerate(targets):
        if claim.lost:  # whoever has the source now has closed this run as interrupted
            return CrawlReport(source.id, claim.run_id, Outcome.ERROR, TrackReason.LEASE_LOST, dict(counts))
        progress(Step(source.id, done, len(targets)))
        tracked = await track_page(reach, Place(page, source, claim.run_id), declaration)
        counts[str(tracked.outcome)] += 1
        progress(Step(source.id, done + 1, len(targets), tracked))
    await claim.rest()
    return await asyncio.to_thread(_finish, house, source, claim, announced, counts)


async def track_page(reach: Reach, place: Place, declaration: Declaration | None) -> Tracked:
    """Look at one address now and keep what comes of it."""
    page = place.page
    if page is None:
        raise ValueError("a page is needed to track one")
    house = reach.house
    known = await asyncio.to_thread(_attachments, house, page)
    try:
        reading = await read_page(reach, page, known, declaration)
    except Setback as setback:
        return await asyncio.to_thread(record_setback, house, place, page, setback)
    except Exception:  # a page that our reading stumbles over is that page's failure, with the whole story in the log
        log.exception("reading %s failed", page.url)
        return await asyncio.to_thread(
            record_setback, house, place, page, Setback(Outcome.ERROR, TrackReason.INTERNAL_ERROR)
        )
    if isinstance(reading, Received):
        return await asyncio.to_thread(record_same, house, place, page, reading)
    return await asyncio.to_thread(record_reading, house, place, page, reading)


async def track_url(house: House, client: Client, url: str) -> Tracked:
    """Look at one address now, whatever its schedule says; it is remembered as a page of its own.

    A person asked for this one request, so no pause and no robots.txt stand in between; the address guard holds.
    """
    if len(url.encode("utf-8", "replace")) > ADDRESS_LENGTH:
        return Tracked(url, Outcome.ERROR, TrackReason.ADDRESS_TOO_LONG)
    page = await asyncio.to_thread(house.database.run, lambda session: _page_at(session, house, url))
    source = await asyncio.to_thread(_source_of, house, page)
    declaration = Declaration.from_json(source.declaration) if source else None
    unhurried = replace(declaration, robots=False) if declaration else None
    return await track_page(Reach(house, client, HostGate(0.0, frozenset())), Place(page, source), unhurried)


def track_file(
    house: House, name: str, body: bytes, *, document_id: str | None = None, dated_on: date | None = None
) -> Tracked:
    """Keep a text given by hand as a version; ``dated_on`` is its legal date when the text does not print one.

    Raises ``BadInput`` for an unreadable file, ``NotFound`` for an unknown document.
    """
    with house.database.read() as session:
        if document_id is not None and documents.get(session, document_id) is None:
            raise NotFound(said("detail.no_document", name=document_id[:80]))
    digest = house.snapshots.put(body)
    base = PurePath(name).name
    extracted = read_file(base, body)
    extracted = replace(extracted, text=decisions.storable(extracted.text))
    outline = parse_extracted(extracted, base)
    reading = Reading(extracted.text, outline, {}, extracted.charset, ())
    snapshot = SnapshotRef("file", digest, None, base, None, house.now())
    tracked = record_file(house, base, reading, snapshot, document_id=document_id, dated_on=dated_on)
    return Tracked(
        base, tracked.outcome, tracked.reason, tracked.document, tracked.version, extracted.charset, extracted.text
    )


@dataclass(frozen=True, slots=True)
class Announced:
    """What a source's list pages show now, in their order; ``problem`` when one of them could not be used."""

    entries: tuple[ListEntry, ...] = ()
    problem: Setback | None = None


async def read_lists(reach: Reach, declaration: Declaration, run_id: str) -> Announced:
    """The entries of a source's list and of the pages after it; what was read before a problem counts."""
    found: dict[str, ListEntry] = {}
    url: str | None = declaration.list_url
    for _ in range(declaration.max_pages):
        if url is None:
            break
        try:
            listing = await _read_list(reach, declaration, run_id, url)
        except Setback as setback:
            return Announced(tuple(found.values()), setback)
        fresh = [entry for entry in listing.entries if entry.url not in found]
        found |= {entry.url: entry for entry in fresh}
        url = listing.next_url if fresh else None
    return Announced(tuple(found.values()))


async def _read_list(reach: Reach, declaration: Declaration, run_id: str, url: str) -> ListPage:
    """One list page, with the check that it was looked at."""
    house = reach.house
    try:
        received = await receive(reach, url, Validators(), Limits(), obey_robots=declaration.robots)
        listing = await asyncio.to_thread(_entries, received, declaration)
    except Setback as setback:
        await asyncio.to_thread(_record_list, house, run_id, url, setback.outcome, setback.reason, setback.received)
        raise
    await asyncio.to_thread(_record_list, house, run_id, url, Outcome.UNCHANGED, None, received)
    return listing


def _entries(received: Received, declaration: Declaration) -> ListPage:
    fetched = received.fetched
    text, _ = decode(fetched.body, content_type=fetched.headers.get("content-type"))
    listing = read_list(text, url=fetched.final_url, selectors=declaration.selectors, shape=declaration.shape)
    if not listing.entries:
        raise Setback(Outcome.SUSPECT, TrackReason.EMPTY_LIST, received)
    return listing


def _record_list(
    house: House, run_id: str, url: str, outcome: Outcome, reason: str | None, received: Received | None
) -> None:
    fetched = received.fetched if received else None
    check = Check(
        run_id=run_id,
        url=url,
        role="list",
        outcome=outcome,
        reason=reason,
        checked_at=house.now(),
        status=fetched.status if fetched else None,
        digest=received.digest if received else None,
        size=len(fetched.body) if fetched else None,
        elapsed=fetched.elapsed if fetched else None,
        headers=received.headers if received else {},
    )
    house.database.run(lambda session: runs.record(session, check))


def _claim(session: Session, house: House, only: Collection[str] | None, *, force: bool) -> tuple[Source, ...]:
    runs.abandon_stale(session, house.now())
    lease = timedelta(seconds=house.settings.lease)
    return sources.claim_due(session, house.now(), lease, AT_ONCE, only=only, force=force)


def _start(house: House, source: Source) -> str:
    return house.database.run(lambda session: runs.start(session, source.id, house.now()))


def _targets(
    session: Session, house: House, source: Source, claim: Claim, entries: tuple[ListEntry, ...]
) -> tuple[Page, ...]:
    """Every address of a source: those declared and announced now, entered where new, then those known from before."""
    declaration = Declaration.from_json(source.declaration)
    named = dict.fromkeys(declaration.pages, "") | {entry.url: entry.title for entry in entries}
    for url, title in named.items():
        if len(url.encode("utf-8", "replace")) > ADDRESS_LENGTH:
            runs.record(session, _refused(house, claim, url))
            continue
        pages.discover(
            session,
            source_id=source.id,
            url=url,
            role="page",
            name=title,
            parent_id=None,
            now=house.now(),
            news=source.baselined_at is not None,
        )
    return tuple(page for page in pages.of_source(session, source.id) if page.role == "page")


def _refused(house: House, claim: Claim, url: str) -> Check:
    return Check(
        run_id=claim.run_id,
        url=url[:ADDRESS_SHOWN],
        role="page",
        outcome=Outcome.ERROR,
        reason=TrackReason.ADDRESS_TOO_LONG,
        checked_at=house.now(),
    )


def _finish(house: House, source: Source, claim: Claim, announced: Announced, counts: Counter[str]) -> CrawlReport:
    """Close a run: its outcome, the source's health and next due time, and the event if its health turned."""
    problem = announced.problem if not announced.entries else None
    outcome, reason = _run_outcome(problem, counts)
    flawed = announced.problem is not None or counts.total() > sum(counts[str(one)] for one in decisions.ACCEPTED)
    if announced.problem is not None and reason is None:
        reason = Part.LIST + announced.problem.reason
    return _close(
        house,
        source,
        claim,
        CrawlReport(source.id, claim.run_id, outcome, reason, dict(counts)),
        flawed=flawed,
        baselined=announced.problem is None,
    )


def _finish_failed(house: House, source: Source, claim: Claim) -> CrawlReport:
    """Close a run that a bug of ours ended, so that the source shows it and is tried again by and by."""
    if claim.run_id is None:
        claim.run_id = _start(house, source)
    report = CrawlReport(source.id, claim.run_id, Outcome.ERROR, TrackReason.INTERNAL_ERROR, {})
    return _close(house, source, claim, report, flawed=True, baselined=False)


def _close(
    house: House, source: Source, claim: Claim, report: CrawlReport, *, flawed: bool, baselined: bool
) -> CrawlReport:
    failures = 0 if report.outcome in (*decisions.ACCEPTED, Outcome.SUSPECT) else source.failures + 1
    status = decisions.status_after(source.status, report.outcome, failures, flawed=flawed)

    def unit(session: Session) -> None:
        now = house.now()
        if report.run_id is not None:
            runs.finish(
                session, report.run_id, now=now, outcome=report.outcome, reason=report.reason, counts=report.counts
            )
        sources.release(
            session,
            source.id,
            now=now,
            due_at=decisions.next_due(now, source.interval, failures),
            status=status,
            outcome=report.outcome,
            reason=report.reason,
            failures=failures,
            baselined=baselined,
            held=claim.until,
        )
        kind = decisions.health_event(source.status, status)
        if kind is not None:
            data = {"name": source.name, "place": source.place, "reason": report.reason, "url": source.url}
            events.append(session, NewEvent(kind, now, True, data, source_id=source.id))

    house.database.run(unit)
    claim.settled = True
    return report


def _run_outcome(problem: Setback | None, counts: Counter[str]) -> tuple[Outcome, str | None]:
    """A run is as bad as its list, else as good as the best of its pages; how many failed stands in the counts."""
    if problem is not None:
        return problem.outcome, Part.LIST + problem.reason
    best = (Outcome.CHANGED, Outcome.FIRST, Outcome.UNCHANGED)
    worst = (Outcome.BLOCKED, Outcome.ERROR, Outcome.GONE, Outcome.SUSPECT)
    reason = TrackReason.PAGES_FAILED if any(counts[str(outcome)] for outcome in worst) else None
    outcome = next((one for one in (*best, *worst) if counts[str(one)]), Outcome.UNCHANGED)
    return outcome, reason


def _attachments(house: House, page: Page) -> dict[str, Page]:
    with house.database.read() as session:
        return {one.url: one for one in pages.attachments_of(session, page.id)}


def _page_at(session: Session, house: House, url: str) -> Page:
    known = pages.by_url(session, url, None) or next(iter(pages.at(session, url)), None)
    return known or pages.discover(
        session, source_id=None, url=url, role="page", name="", parent_id=None, now=house.now(), news=False
    )


def _source_of(house: House, page: Page) -> Source | None:
    if page.source_id is None:
        return None
    with house.database.read() as session:
        return sources.get(session, page.source_id)
