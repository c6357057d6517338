"""Which texts came before which: by the dates that they print, and where one prints none, by the line it stands in."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from sqlmodel import Session

from service.lineages import SUCCESSION, Text, decides
from storage import documents, relations, versions
from storage.records import Relation, RelationKind, RelationStatus, Version

#: So many documents are looked at for the relations that lead from them.
MOST_DOCUMENTS = 1000

_KINDS = frozenset((RelationKind.DRAFT_OF, *SUCCESSION))


@dataclass(frozen=True, slots=True)
class Standing:
    """Where one text stands in time: by ``day``, the date it prints, and in its line.

    ``older`` are the documents whose texts come before it, drafts, and texts that it replaces or amends; ``at`` is its
    place in its own document's history. Of a text without a date, ``after`` is the last dated text before it in the
    line, ``before`` the first one behind it; where those two contradict each other, the line says nothing of it.
    """

    text: Text
    older: frozenset[str]
    at: int
    after: Text | None = None
    before: Text | None = None
    settled: bool = True

    @property
    def day(self) -> date | None:
        """The legal date that the text prints."""
        return self.text.version.dated_on

    @property
    def since(self) -> date | None:
        """It is not older than this."""
        return self.day or (self.after.version.dated_on if self.after else None)

    @property
    def until(self) -> date | None:
        """It is not younger than this."""
        return self.day or (self.before.version.dated_on if self.before else None)

    @property
    def key(self) -> tuple[date, int, date, int, float, int, str]:
        """Sorts whatever is known to come first before what comes behind it; the rest by when it was seen."""
        version = self.text.version
        seen = (version.observed_at.timestamp(), version.number, version.id)
        return (self.until or date.max, len(self.older), self.since or date.min, self.at, *seen)


class Precedence:
    """What relations and histories say of the texts that one request looks at; each is read once.

    Relations that nobody refused count, at a fork all of them. A circle of relations says nothing of its documents.
    """

    def __init__(self, session: Session) -> None:
        self.session = session
        self.known: set[str] = set()
        self.newer: dict[str, set[str]] = {}
        self.older: dict[str, set[str]] = {}
        self.histories: dict[str, tuple[Version, ...]] = {}

    def standings(self, texts: Sequence[Text]) -> tuple[Standing, ...]:
        """The standing of each text, in the order given."""
        self._learn({text.document.id for text in texts})
        return tuple(map(self._standing, texts))

    def _standing(self, text: Text) -> Standing:
        document, history = text.document.id, self._history(text.document.id)
        at = next(place for place, one in enumerate(history) if one.id == text.version.id)
        older, newer = _beyond(self.older, document), _beyond(self.newer, document)
        older, newer = older - newer, newer - older
        if text.version.dated_on is not None:
            return Standing(text, older, at)
        ahead = [*history[:at], *(one for name in older for one in self._history(name))]
        behind = [*history[at + 1 :], *(one for name in newer for one in self._history(name))]
        after = max((one for one in ahead if one.dated_on), key=_age, default=None)
        before = min((one for one in behind if one.dated_on), key=_age, default=None)
        if after and before and _age(after)[0] > _age(before)[0]:
            return Standing(text, frozenset(), at, settled=False)
        return Standing(text, older, at, self._text(after), self._text(before))

    def _learn(self, ids: set[str]) -> None:
        """Read the relations of these documents, and of those that they lead to."""
        new = ids - self.known
        while new and len(self.known) < MOST_DOCUMENTS:
            self.known |= new
            pairs = [self._pair(one) for one in relations.of_documents(self.session, new) if one.kind in _KINDS]
            for earlier, later in (pair for pair in pairs if pair is not None):
                self.newer.setdefault(earlier, set()).add(later)
                self.older.setdefault(later, set()).add(earlier)
            new = {one for pair in pairs if pair is not None for one in pair} - self.known

    def _pair(self, relation: Relation) -> tuple[str, str] | None:
        """The earlier and the later document, if the relation says so."""
        if relation.status is RelationStatus.REFUSED:
            return None
        if relation.kind is RelationKind.DRAFT_OF:
            return relation.from_document, relation.to_document
        newer = documents.get(self.session, relation.from_document)
        if newer is None or decides(relation, newer):
            return None
        return relation.to_document, relation.from_document

    def _history(self, document_id: str) -> tuple[Version, ...]:
        if document_id not in self.histories:
            self.histories[document_id] = versions.of_document(self.session, document_id)
        return self.histories[document_id]

    def _text(self, version: Version | None) -> Text | None:
        document = documents.get(self.session, version.document_id) if version else None
        return Text(version, document) if version and document else None


def in_line(first: Standing, second: Standing) -> bool:
    """Whether the line puts the first text before the second."""
    if not (first.settled and second.settled):
        return False
    if first.text.document.id == second.text.document.id:
        return first.at < second.at
    return first.text.document.id in second.older


def contradict(first: Standing, second: Standing) -> bool:
    """Whether the dates of two texts say the opposite of their line."""
    if first.day is None or second.day is None or first.day == second.day:
        return False
    return in_line(second, first) if first.day < second.day else in_line(first, second)


def precedes(first: Standing, second: Standing) -> bool:
    """Whether the first text is known to be the older one: by date, or by the line where a date says nothing."""
    if first.until is not None and second.since is not None and first.until < second.since:
        return not contradict(first, second)
    return in_line(first, second) and not contradict(first, second)


def placed(those: Iterable[Standing]) -> frozenset[str]:
    """The ids of the versions that can be put in order: dated ones, and of the others those known to be older or younger
    than one of these. Where no text is dated, those that are older or younger than any other."""
    those = tuple(those)
    found = [one for one in those if one.day is not None] or [one for one in those if _ordered(one, those)]
    left = [one for one in those if one not in found]
    while more := [one for one in left if _ordered(one, found)]:
        found += more
        left = [one for one in left if one not in more]
    return frozenset(one.text.version.id for one in found)


def foremost(those: Iterable[Standing]) -> frozenset[str]:
    """The ids of the versions that none of the others is known to precede; several are a tie.

    A text that its line puts before one of them against the dates that both print ties with it.
    """
    those = tuple(those)
    front = [one for one in those if not any(precedes(other, one) for other in those)]
    against = [one for one in those if any(contradict(one, other) and in_line(one, other) for other in front)]
    return frozenset(one.text.version.id for one in (*front, *against))


def _ordered(one: Standing, others: Iterable[Standing]) -> bool:
    return any(precedes(one, other) or precedes(other, one) for other in others)


def _beyond(steps: Mapping[str, set[str]], start: str) -> frozenset[str]:
    """All documents that steps lead to; the start itself only where they lead back to it."""
    found: set[str] = set()
    new = steps.get(start, set())
    while new:
        found |= new
        new = {there for one in new for there in steps.get(one, ())} - found
    return frozenset(found)


def _age(version: Version) -> tuple[date, str]:
    return version.dated_on or date.max, version.id
