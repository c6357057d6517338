"""The rules of tracking and notifying as pure functions of values, ``now`` included."""

import re
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import takewhile

from rapidfuzz import fuzz

from diffs.changes import compare
from diffs.clauses import DocumentFacts, Kind, Outline, Stage
from diffs.keys import loose, norm
from scrapers.pages import FetchFailure
from scrapers.verdicts import Sign, SignKind
from service.reasons import TrackReason
from storage.records import Check, Event, EventKind, Outcome, SourceStatus, Subscription

#: When attempts are made, counted from the first one (RELIABILITY C23).
ATTEMPTS = tuple(
    timedelta(seconds=seconds)
    for seconds in (0, 5, 300, 1800, 7200, 18000, 36000, 50400, 72000, 86400, 129600, 172800, 216000, 259200)
)
DISABLE_AFTER = timedelta(days=5)
LONGEST_BACKOFF = timedelta(hours=24)
CONFIRM_SUSPECT_AFTER = timedelta(minutes=30)
CONFIRM_SUSPECT_TIMES = 2
SHRUNK_BELOW = 0.3
RECOGNISED_BELOW = 0.2
SHINGLE = 4
DUPLICATE_FROM = 0.8
SAME_DOCUMENT_FROM = 0.3
DRAFT_OVERLAP_FROM = 0.3
DRAFT_OVERLAP_WITHOUT_TITLE = 0.7
SIMILAR_TITLE_FROM = 60.0
#: Outcomes that a policy's text was read with.
ACCEPTED = frozenset({Outcome.FIRST, Outcome.CHANGED, Outcome.UNCHANGED})
ILL = frozenset({SourceStatus.BLOCKED, SourceStatus.FAILING})
FAILING_FROM = 3
RETRY_ONCE = frozenset({FetchFailure.TRUNCATED, FetchFailure.CONNECT, FetchFailure.PROTOCOL})


@dataclass(frozen=True, slots=True)
class Judgement:
    """How a response was judged; ``reason`` is a word of a closed vocabulary, or ``None`` when accepted."""

    outcome: Outcome
    reason: str | None = None


def judge_signs(signs: Sequence[Sign]) -> Judgement | None:
    """The judgement that the signs of a response force, gravest first; ``None`` when nothing speaks against it."""
    if not signs:
        return None
    sign = min(signs, key=lambda one: _GRAVITY.index(_outcome_of(one)))
    return Judgement(_outcome_of(sign), str(sign.kind).removeprefix("blocked:"))


_GRAVITY = (Outcome.BLOCKED, Outcome.GONE, Outcome.ERROR, Outcome.SUSPECT)


def _outcome_of(sign: Sign) -> Outcome:
    if sign.kind.blocks:
        return Outcome.BLOCKED
    if sign.kind is SignKind.GONE_STATUS:
        return Outcome.GONE
    if sign.kind in (SignKind.SERVER_ERROR, SignKind.CLIENT_ERROR, SignKind.UNEXPECTED_STATUS):
        return Outcome.ERROR
    return Outcome.SUSPECT


def judge_text(new: Outline, new_text: str, old: Outline, old_text: str) -> Judgement | None:
    """Suspicion raised by the text itself beside the last good one; ``None`` when it looks like a policy's next text.

    Shrunk below 30 % of its length, under a fifth of its four-character runs recognised, or no clauses where there
    were some (CRAWLING, suspicion signals).
    """
    old_key, new_key = loose(old_text), loose(new_text)
    if len(new_key) < SHRUNK_BELOW * len(old_key):
        return Judgement(Outcome.SUSPECT, TrackReason.SHRUNK)
    if numbered(old) >= 3 and numbered(new) == 0:
        return Judgement(Outcome.SUSPECT, TrackReason.NO_CLAUSES)
    if contained(old_key, new_key) < RECOGNISED_BELOW:
        return Judgement(Outcome.SUSPECT, TrackReason.UNRECOGNISED)
    return None


def numbered(outline: Outline) -> int:
    """How many clauses carry a number or are rows."""
    return sum(1 for clause in outline.clauses if clause.number is not None or clause.kind is Kind.TABLE_ROW)


def contained(part: str, whole: str) -> float:
    """The share of ``part``'s four-character runs that stand in ``whole``, 0 to 1; 1 for an empty ``part``."""
    runs = {part[start : start + SHINGLE] for start in range(max(1, len(part) - SHINGLE + 1))} if part else set()
    if not runs:
        return 1.0
    known = {whole[start : start + SHINGLE] for start in range(max(1, len(whole) - SHINGLE + 1))}
    return len(runs & known) / len(runs)


def confirmed(now: datetime, digest: str, looks: Sequence[Check]) -> bool:
    """Whether a suspect text has been seen often and long enough to be believed (CRAWLING, quarantine).

    ``looks`` are the earlier looks at the address, newest first; a good one in between starts the count anew.
    """
    since_good = takewhile(lambda look: look.outcome not in ACCEPTED, looks)
    sightings = [look.checked_at for look in since_good if look.text_digest == digest]
    return len(sightings) + 1 >= CONFIRM_SUSPECT_TIMES and now - min(sightings) >= CONFIRM_SUSPECT_AFTER


def times_gone(looks: Sequence[Check]) -> int:
    """How many looks in a row, newest first, found nothing there."""
    return sum(1 for _ in takewhile(lambda look: look.outcome is Outcome.GONE, looks))


def compose(page_text: str, title: str | None, attachments: Sequence[tuple[str, str]]) -> str:
    """The policy text of a page and its attachments, given as (name, text).

    A page that only points at its attachments gives way to them; an attachment that repeats what already stands
    (the same text as DOCX and as PDF) is left out.
    """
    parts = [] if attachments and _only_points(page_text, title, [name for name, _ in attachments]) else [page_text]
    for _, text in attachments:
        if not any(contained(loose(text), loose(known)) >= DUPLICATE_FROM for known in parts):
            parts.append(text)
    return storable("\n".join(part.strip("\n") for part in parts if part.strip()))


def continued(text: str, more: str, title: str | None) -> str:
    """A split text and its next page: the title that every page repeats stands once."""
    lines = more.splitlines()
    if lines and title and loose(lines[0]) == loose(title):
        lines = lines[1:]
    return "\n".join([text, *lines])


def storable(text: str) -> str:
    """The text without U+0000 and lone surrogates: no database keeps them, and no page means them."""
    return _UNSTORABLE.sub("", text)


_UNSTORABLE = re.compile("[\x00\ud800-\udfff]")


_POINTERS = re.compile(r"附件|下载|点击|查看|正文|全文|详见|PDF|DOCX?|WPS|链接", re.IGNORECASE)


def _only_points(text: str, title: str | None, names: Collection[str]) -> bool:
    """Whether nothing of a page is left once its title and the lines that name attachments are taken away."""
    heads = {loose(title or ""), *(loose(name) for name in names)}
    stems = {loose(re.sub(r"\.\w{2,4}$", "", name)) for name in names}
    left = [line for line in text.splitlines() if loose(line) and loose(line) not in heads]
    body = [
        line for line in left if not _POINTERS.search(line) and not any(stem and stem in loose(line) for stem in stems)
    ]
    return sum(len(loose(line)) for line in body) < 30


_STATUS = re.compile(
    r"[（(〔\[【][^（()）〔〕\[\]【】]{0,12}?(?:征求意见稿|征求意见|送审稿|审议稿|草案|修订稿|讨论稿|稿)[^（()）〔〕\[\]【】]{0,12}[）)〕\]】]"
)
_WRAPPED = re.compile(r"关于(?:印发|公布|发布|转发|公开征求|征求|对|就|做好)?.{0,6}?[《〈](?P<title>.+)[》〉]")
_ISSUED = re.compile(r"关于(?:印发|公布|发布|转发)(?P<title>.+?)的(?:通知|公告|决定)$")
_TRAILING = re.compile(r"(?:公开)?(?:征求意见稿|修订草案|修正草案|送审稿|草案)$")


def title_key(title: str) -> str:
    """The title that a draft and its final text share: wrapping notice, 稿别 and blanks folded away."""
    name = norm(title).replace(" ", "")
    for wrapped in (_WRAPPED, _ISSUED):
        if found := wrapped.search(name):
            name = found["title"]
            break
    name = _STATUS.sub("", name)
    return loose(_TRAILING.sub("", name)) or loose(title)


def is_draft(stage: str) -> bool:
    """Whether a stage is before the final text."""
    return stage != Stage.FINAL


def overlap(old: Outline, new: Outline) -> float:
    """The share of the old text's wording that is linked into the new one, weighted by likeness, 0 to 1."""
    lengths = {clause.id: len(clause.wording) for clause in old.clauses}
    total = sum(lengths.values())
    if not total:
        return 0.0
    linked = sum(
        change.similarity * sum(lengths[clause] for clause in change.old)
        for change in compare(old, new).changes
        if change.old and change.new
    )
    return linked / total


def same_document(old: Outline, new: Outline) -> bool:
    """Whether two texts with one title key and one stage are versions of one document."""
    places = {old.document.jurisdiction, new.document.jurisdiction} - {None}
    return len(places) < 2 and overlap(old, new) >= SAME_DOCUMENT_FROM


@dataclass(frozen=True, slots=True)
class DraftEvidence:
    """Why a text is probably the final text of a draft."""

    same_title: bool
    title_likeness: float
    same_issuer: bool | None
    overlap: float

    @property
    def confidence(self) -> float:
        """0 to 1: titles weigh .45, overlap .45, issuers .1 (half of it when one side prints none)."""
        issuer = {True: 0.1, None: 0.05, False: 0.0}[self.same_issuer]
        return round(0.45 * (1.0 if self.same_title else self.title_likeness / 2) + 0.45 * self.overlap + issuer, 3)


def draft_evidence(draft: Outline, final: Outline) -> DraftEvidence | None:
    """The evidence that ``final`` is the final text of ``draft``; ``None`` when there is too little to propose it."""
    keys = title_key(draft.document.title), title_key(final.document.title)
    if not similar_keys(*keys):
        return None
    likeness = fuzz.ratio(*keys)
    evidence = DraftEvidence(
        same_title=keys[0] == keys[1],
        title_likeness=round(likeness / 100, 3),
        same_issuer=_same_issuer(draft.document, final.document),
        overlap=round(overlap(draft, final), 3),
    )
    needed = DRAFT_OVERLAP_FROM if evidence.same_title else DRAFT_OVERLAP_WITHOUT_TITLE
    return evidence if evidence.overlap >= needed and evidence.same_issuer is not False else None


def similar_keys(one: str, other: str) -> bool:
    """Whether two title keys are near enough that the texts are worth comparing."""
    return one == other or fuzz.ratio(one, other) >= SIMILAR_TITLE_FROM


def _same_issuer(draft: DocumentFacts, final: DocumentFacts) -> bool | None:
    if not draft.issuers or not final.issuers:
        return None
    return bool(set(draft.issuers) & set(final.issuers))


def next_due(now: datetime, interval: int, failures: int) -> datetime:
    """When a source is due again: its interval, doubled for each failure in a row up to 24 hours."""
    pause = timedelta(seconds=interval)
    if failures == 0:
        return now + pause
    doubled: timedelta = pause * 2 ** min(failures, 20)
    return now + max(pause, min(LONGEST_BACKOFF, doubled))


def status_after(before: SourceStatus, outcome: Outcome, failures: int, *, flawed: bool) -> SourceStatus:
    """What a source shows after a run; ``flawed`` when some of its pages failed.

    A source that turned us away or failed stays so until a run is good again.
    """
    if outcome is Outcome.BLOCKED:
        return SourceStatus.BLOCKED
    if outcome not in ACCEPTED:
        if before in ILL:
            return before
        return SourceStatus.FAILING if failures >= FAILING_FROM else SourceStatus.DEGRADED
    return SourceStatus.DEGRADED if flawed else SourceStatus.OK


def health_event(before: SourceStatus, after: SourceStatus) -> EventKind | None:
    """The event that a source's change of health is; most changes are none."""
    if after is SourceStatus.BLOCKED and before is not SourceStatus.BLOCKED:
        return EventKind.SOURCE_BLOCKED
    return EventKind.SOURCE_RECOVERED if before in ILL and after not in ILL else None


def gone_for_good(now: datetime, gone_at: datetime, checks: int, *, stated: bool) -> bool:
    """Whether an absence is an event: three checks over a day, two checks when the server says 410."""
    return checks >= 2 if stated else checks >= 3 and now - gone_at >= timedelta(hours=24)


def matches(event: Event, subscription: Subscription) -> bool:
    """Whether a subscription wants an event: each filter that is set must hold; a ping is asked for by name only."""
    if not event.news or event.kind is EventKind.PING:
        return False
    place = str(event.data.get("place") or "")
    return (
        (not subscription.kinds or str(event.kind) in subscription.kinds)
        and (not subscription.sources or event.source_id in subscription.sources)
        and (not subscription.documents or bool(_documents_of(event) & set(subscription.documents)))
        and (not subscription.places or any(wanted in place for wanted in subscription.places))
    )


def _documents_of(event: Event) -> set[str]:
    return {event.document_id or "", *(str(one) for one in event.data.get("documents", ()))} - {""}


def next_attempt(now: datetime, attempts: int) -> datetime | None:
    """When a delivery that failed ``attempts`` times, at least once, is tried again; ``None``: tried long enough.

    The pauses are counted from each attempt, so that a notice that waited or is replayed gets as many days as any.
    """
    if attempts >= len(ATTEMPTS):
        return None
    return now + max(ATTEMPTS[attempts] - ATTEMPTS[attempts - 1], timedelta(seconds=1))
