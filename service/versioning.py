"""A version written with everything that belongs to it: clauses, event rows, and the relations it suggests."""

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from datetime import date, datetime
from typing import Any

from sqlmodel import Session

from diffs.clauses import DocumentFacts, Outline
from diffs.parsing import PARSER
from service import decisions
from service.indexing import folded_version
from service.outlines import clause_row, facts_json, finding_json
from service.reading import Reading
from service.stored_outlines import load_outline
from storage import documents, events, pages, relations, versions
from storage.records import (
    Cause,
    Document,
    EventKind,
    NewEvent,
    NewVersion,
    Page,
    RelationKind,
    SnapshotRef,
    Source,
    Version,
)

#: How many of a source's documents a new one is compared with, newest first.
CANDIDATES = 200


@dataclass(frozen=True, slots=True)
class Place:
    """Where a text was met: the page that carries it, the source that announced it, the run that looked."""

    page: Page | None = None
    source: Source | None = None
    run_id: str | None = None

    @property
    def source_id(self) -> str | None:
        """The source's id, if one announced it."""
        return self.source.id if self.source else None

    def name(self, facts: DocumentFacts) -> str | None:
        """The places a subscriber may ask for: where the text applies, and where it was published."""
        names = (facts.jurisdiction, self.source.place if self.source else None)
        return " ".join(dict.fromkeys(name for name in names if name)) or None


@dataclass(frozen=True, slots=True)
class Entry:
    """One version about to be written: its reading, its evidence, and its place in history.

    ``replaces`` is the version that its address showed before, whatever dates the two print; ``current`` is false for
    an older text that takes its place in history.
    """

    reading: Reading
    snapshots: tuple[SnapshotRef, ...]
    dated_on: date | None
    observed_at: datetime
    news: bool
    current: bool = True
    replaces: str | None = None

    @property
    def outline(self) -> Outline:
        """The outline of the text."""
        return self.reading.outline

    @property
    def facts(self) -> DocumentFacts:
        """What the text says of itself."""
        return self.reading.outline.document


def identify(session: Session, outline: Outline, not_this: str | None = None) -> Document | None:
    """The known document that a text of this title and stage is a version of."""
    facts = outline.document
    for document in documents.by_key(session, decisions.title_key(facts.title)):
        if document.id == not_this or decisions.is_draft(document.stage) != decisions.is_draft(facts.stage):
            continue
        latest = versions.latest(session, document.id)
        if latest and decisions.same_document(load_outline(session, latest.id), outline):
            return document
    return None


def add_version(session: Session, place: Place, document: Document | None, entry: Entry) -> Version:
    """Write a version with its clauses and its event; a new document (``None``) is made, and searched for the draft
    or the final text it belongs to."""
    kept = document or _create(session, entry)
    before = versions.latest(session, kept.id)
    version = versions.add(session, kept.id, _new_version(entry, first=before is None))
    history = versions.of_document(session, kept.id)
    if document is not None and entry.current:
        documents.refresh(session, kept.id, **_described(entry.facts))
    data = {
        "title": entry.facts.title,
        "number": entry.facts.number,
        "stage": str(entry.facts.stage),
        "synthetic": entry.facts.synthetic,
        "place": place.name(entry.facts),
        "url": place.page.url if place.page else None,
        "version_number": version.number,
        "previous_version_id": entry.replaces or _previous(history, version),
    }
    kind = EventKind.DOCUMENT_CREATED if document is None else EventKind.VERSION_CREATED
    event = NewEvent(
        kind,
        entry.observed_at,
        entry.news,
        data,
        document_id=kept.id,
        version_id=version.id,
        source_id=place.source_id,
    )
    events.append(session, event)
    if document is None:
        _propose_relations(session, place, kept, version, entry)
    return version


def legal_date(facts: DocumentFacts) -> date | None:
    """The printed date that orders a text in history: promulgation, signature, publication, else opening of comments."""
    dates = facts.dates
    return dates.promulgated_on or dates.signed_on or dates.published_on or dates.comments_from


def _create(session: Session, entry: Entry) -> Document:
    key = decisions.title_key(entry.facts.title)
    return documents.create(session, key=key, now=entry.observed_at, **_described(entry.facts))


def _described(facts: DocumentFacts) -> dict[str, Any]:
    return {
        "title": facts.title,
        "number": facts.number,
        "issuers": facts.issuers,
        "jurisdiction": facts.jurisdiction,
        "stage": str(facts.stage),
        "synthetic": facts.synthetic,
    }


def _new_version(entry: Entry, *, first: bool) -> NewVersion:
    outline, reading = entry.outline, entry.reading
    facts, clauses = facts_json(outline.document), tuple(clause_row(clause) for clause in outline.clauses)
    return NewVersion(
        cause=Cause.FIRST if first else Cause.CHANGE,
        text=reading.text,
        text_digest=reading.digest,
        facts=facts,
        findings=tuple(finding_json(finding) for finding in outline.findings),
        clauses=clauses,
        folded=folded_version(facts, clauses),
        snapshots=entry.snapshots,
        parser=PARSER,
        dated_on=entry.dated_on,
        observed_at=entry.observed_at,
        news=entry.news,
        current=entry.current,
    )


def _previous(history: Sequence[Version], version: Version) -> str | None:
    """The id of the version before this one in history."""
    here = next(place for place, one in enumerate(history) if one.id == version.id)
    return history[here - 1].id if here else None


def _propose_relations(session: Session, place: Place, document: Document, version: Version, entry: Entry) -> None:
    """Propose draft_of between a new document and known ones on the other side of the final text."""
    drafted = decisions.is_draft(entry.facts.stage)
    for other in _candidates(session, place, document):
        if decisions.is_draft(other.stage) == drafted or not decisions.similar_keys(document.key, other.key):
            continue
        latest = versions.latest(session, other.id)
        if latest is None:
            continue
        sides = ((document, version.id, entry.outline), (other, latest.id, load_outline(session, latest.id)))
        draft, final = sides if drafted else (sides[1], sides[0])
        evidence = decisions.draft_evidence(draft[2], final[2])
        if evidence is not None:
            _propose(session, place, Pair(draft[0], final[0], (draft[1], final[1])), evidence, entry)


def _candidates(session: Session, place: Place, document: Document) -> Sequence[Document]:
    """Documents of the same title key, then the newest others that the same source announced."""
    found = {one.id: one for one in documents.by_key(session, document.key)}
    if place.source is not None:
        announced = [page.document_id for page in pages.of_source(session, place.source.id) if page.document_id]
        for known in announced[-CANDIDATES:]:
            one = documents.get(session, known)
            if one is not None:
                found.setdefault(one.id, one)
    found.pop(document.id, None)
    return tuple(found.values())


@dataclass(frozen=True, slots=True)
class Pair:
    """A draft, its probable final text, and the versions of both that were compared."""

    draft: Document
    final: Document
    compared: tuple[str, str]


def _propose(session: Session, place: Place, pair: Pair, evidence: decisions.DraftEvidence, entry: Entry) -> None:
    """Write a proposal and its event, unless the pair is known already."""
    proposal = relations.propose(
        session,
        kind=RelationKind.DRAFT_OF,
        from_document=pair.draft.id,
        to_document=pair.final.id,
        confidence=evidence.confidence,
        evidence={**asdict(evidence), "versions": list(pair.compared)},
        now=entry.observed_at,
    )
    if proposal is None:
        return
    event = NewEvent(
        EventKind.RELATION_PROPOSED,
        entry.observed_at,
        entry.news,
        _proposal_data(place, pair, evidence, entry),
        document_id=pair.final.id,
        version_id=pair.compared[1],
        relation_id=proposal.id,
        source_id=place.source_id,
    )
    events.append(session, event)


def _proposal_data(place: Place, pair: Pair, evidence: decisions.DraftEvidence, entry: Entry) -> dict[str, Any]:
    return {
        "title": pair.final.title,
        "draft_title": pair.draft.title,
        "documents": [pair.draft.id, pair.final.id],
        "versions": list(pair.compared),
        "confidence": evidence.confidence,
        "synthetic": pair.draft.synthetic or pair.final.synthetic,
        "place": place.name(entry.facts),
    }
