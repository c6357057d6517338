"""The texts that a clause can be followed through: all versions of a document and of those it grew out of or into."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from sqlmodel import Session

from storage import documents, relations, versions
from storage.records import Document, Relation, RelationKind, RelationStatus, Version

#: So many documents are joined to one line, and so many texts are looked at on either side of the one asked about.
MOST_DOCUMENTS, MOST_TEXTS = 24, 150

_DECISION = re.compile("(?:修改|修正|修订|废止).*决定|修正案")
#: The kinds of relation that lead from an older text to a newer one.
SUCCESSION = (RelationKind.REPLACES, RelationKind.AMENDS)


class Unfollowed(StrEnum):
    """Why a related document is not in the line (closed)."""

    OTHER_BRANCH = "other_branch"
    DECISION = "decision"
    TOO_MANY = "too_many"


@dataclass(frozen=True, slots=True)
class Text:
    """One text of the line: a version of a document."""

    version: Version
    document: Document


@dataclass(frozen=True, slots=True)
class Aside:
    """A related document that the line does not lead through."""

    relation: Relation
    document: Document
    why: Unfollowed


@dataclass(frozen=True, slots=True)
class Line:
    """Texts in order, a draft before its final text, an old law before the new; ``joined`` are the relations used.

    ``left_out`` counts the texts before and after these that were too many to be looked at.
    """

    texts: tuple[Text, ...]
    joined: tuple[Relation, ...] = ()
    asides: tuple[Aside, ...] = ()
    left_out: tuple[int, int] = (0, 0)


class _Walk:
    """The line of documents while it is walked."""

    def __init__(self, session: Session) -> None:
        self.session = session
        self.line: list[Document] = []
        self.joined: dict[str, Relation] = {}

    def main_text(self, document: Document) -> Document:
        """The final text that a draft became, by the surest relation; a final text is its own."""
        seen = {document.id}
        while True:
            found = self.surest(document, RelationKind.DRAFT_OF, outgoing=True)
            if found is None or found.id in seen:
                return document
            seen.add(found.id)
            document = found

    def surest(self, document: Document, *kinds: RelationKind, outgoing: bool) -> Document | None:
        """The document at the other end of the surest relation of these kinds; an amendment decision is none."""
        for relation in self.relations_of(document, kinds, outgoing=outgoing):
            other = documents.get(self.session, relation.to_document if outgoing else relation.from_document)
            if other is not None and not decides(relation, document if outgoing else other):
                self.joined[relation.id] = relation
                return other
        return None

    def asides(self) -> Iterator[Aside]:
        """The relations of the line's documents to others that it does not lead through."""
        known = {one.id for one in self.line}
        full = len(self.line) >= MOST_DOCUMENTS
        for document in self.line:
            for relation, outgoing in self._succession(document):
                other = documents.get(self.session, relation.to_document if outgoing else relation.from_document)
                if other is None or other.id in known:
                    continue
                decided = decides(relation, document if outgoing else other)
                why = Unfollowed.TOO_MANY if full else Unfollowed.OTHER_BRANCH
                yield Aside(relation, other, Unfollowed.DECISION if decided else why)

    def _succession(self, document: Document) -> Iterator[tuple[Relation, bool]]:
        for outgoing in (True, False):
            for relation in self.relations_of(document, (RelationKind.DRAFT_OF, *SUCCESSION), outgoing=outgoing):
                yield relation, outgoing

    def relations_of(self, document: Document, kinds: Iterable[RelationKind], *, outgoing: bool) -> list[Relation]:
        """The relations of some kinds that nobody refused, the surest first."""
        wanted = frozenset(kinds)
        found = [
            one
            for one in relations.of_document(self.session, document.id)
            if one.kind in wanted
            and one.status is not RelationStatus.REFUSED
            and (one.from_document if outgoing else one.to_document) == document.id
        ]
        return sorted(found, key=lambda one: (one.status is not RelationStatus.CONFIRMED, -one.confidence, one.id))

    def walk(self, document: Document) -> None:
        """The line through a document: what it replaced, it, what replaced it; each with its drafts before it."""
        main = self.main_text(document)
        row = [main]
        for outgoing in (True, False):
            at = main
            while len(row) < MOST_DOCUMENTS:
                found = self.surest(at, *SUCCESSION, outgoing=outgoing)
                if found is None or found in row:
                    break
                row.insert(0, found) if outgoing else row.append(found)
                at = found
        for one in row:
            self._add(one, {member.id for member in row} - {one.id})

    def _add(self, document: Document, passed_over: set[str]) -> None:
        """Put a document into the line behind its drafts; none twice, and none of those that have their own turn."""
        drafts = self.drafts_of(document) if len(self.line) < MOST_DOCUMENTS else ()
        for draft in drafts:
            if draft.id not in passed_over and len(self.line) < MOST_DOCUMENTS:
                self._add(draft, passed_over | {document.id})
        if document not in self.line:
            self.line.append(document)

    def drafts_of(self, document: Document) -> list[Document]:
        """Its drafts, the oldest text first."""
        found: list[tuple[date, datetime, Document]] = []
        for relation in self.relations_of(document, (RelationKind.DRAFT_OF,), outgoing=False):
            draft = documents.get(self.session, relation.from_document)
            first = versions.of_document(self.session, relation.from_document)[:1]
            if draft and first:
                self.joined[relation.id] = relation
                day = versions.history_date(first[0].dated_on, first[0].observed_at)
                found.append((day, first[0].observed_at, draft))
        return [draft for _, _, draft in sorted(found, key=lambda one: one[:2])]


def line_of(session: Session, version: Version, document: Document) -> Line:
    """The line of texts that a version stands in, cut to what lies near it.

    Relations that are confirmed or proposed are followed, draft_of, replaces and amends; at a fork the surest, and the
    others are named. An amendment decision is no text of the law, and so is named, too.
    """
    walk = _Walk(session)
    walk.walk(document)
    members = walk.line if document in walk.line else [document]
    texts = [Text(one, member) for member in members for one in versions.of_document(session, member.id)]
    kept, left_out = _near(texts, next(at for at, one in enumerate(texts) if one.version.id == version.id))
    return Line(kept, tuple(walk.joined.values()), tuple(walk.asides()), left_out)


def decides(relation: Relation, amending: Document) -> bool:
    """Whether it is a decision that amends, not a text as amended."""
    return relation.kind is RelationKind.AMENDS and bool(_DECISION.search(amending.title))


def _near(texts: Sequence[Text], at: int) -> tuple[tuple[Text, ...], tuple[int, int]]:
    first, end = max(0, at - MOST_TEXTS), min(len(texts), at + MOST_TEXTS + 1)
    return tuple(texts[first:end]), (first, len(texts) - end)
