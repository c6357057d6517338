"""Search: what is asked, where the index says to look, and what is found there by reading.

The index only names candidates; each is read and compared word by word, so that an answer is that of a scan of every
text. Cost is bounded by answering with a short page and a place to go on from, never by leaving a hit out.
"""

import hashlib
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import IntEnum, StrEnum
from typing import Final

from sqlmodel import Session

from diffs.passages import closed_up, folded, pieces, stands_in
from service.problems import ProblemError, ProblemKind
from storage import searching
from storage.grams import needed, of_head
from storage.searching import Candidate, ClauseText, Filters, Spot

#: The longest question in characters.
LONGEST: Final = 500
#: How many versions and clauses are looked at for one page before it ends short, and clauses read at a time.
EXAMINED, READ = 4000, 64
#: Versions looked at in one query: the first time, and at most.
_FEW, _MANY = 32, 512
#: Places before and at a version's title and number; its clauses count from 0.
_BEFORE, HEAD = -2, -1
#: A word: between quotation marks, where two of them mean one, or up to the next blank.
_WORD: Final = re.compile(r'"((?:[^"]|"")+)"(?=\s|$)|(\S+)')


class Searched(StrEnum):
    """Which versions of a document are searched (closed)."""

    LATEST = "latest"
    ALL = "all"


class Phase(IntEnum):
    """Texts whose title or number has the words come first, with their clauses; then the clauses of all others."""

    HEADS = 0
    CLAUSES = 1


@dataclass(frozen=True, slots=True)
class Question:
    """What is looked for: folded words that must stand together in one clause or one head, and the filters."""

    words: tuple[str, ...]
    filters: Filters

    @property
    def mark(self) -> str:
        """Tells the question's cursors from others'."""
        return hashlib.sha256(repr((self.words, self.filters)).encode()).hexdigest()[:8]


@dataclass(frozen=True, slots=True)
class Position:
    """A hit's place among the answers."""

    phase: Phase
    spot: Spot
    place: int

    def written(self, question: Question) -> str:
        """The position as a cursor holds it."""
        return f"{question.mark}.{int(self.phase)}.{self.spot.day}.{self.spot.serial}.{self.place}"


@dataclass(frozen=True, slots=True)
class Hit:
    """A version whose title or number has the words (``clause`` is ``None``), or one of its clauses that has."""

    text: Candidate
    clause: ClauseText | None
    position: Position


@dataclass(frozen=True, slots=True)
class Answer:
    """A page of hits; ``following`` is where the next one begins, also when this one ended short."""

    hits: tuple[Hit, ...]
    following: Position | None


def words_of(given: str) -> tuple[str, ...]:
    """The folded words of a question: parted by blanks, or between ASCII quotation marks with the blanks they hold.

    A year and its brackets are one word, whatever blanks part them. A quotation mark inside a word, or without its partner, is a character like others. Raises ``ProblemError``
    when nothing is asked for, and when it is too long.
    """
    if len(given) > LONGEST:
        raise ProblemError(ProblemKind.INVALID_VALUE, "detail.word_too_long", limit=LONGEST)
    printed = (quoted.replace('""', '"') or plain for quoted, plain in _WORD.findall(closed_up(given)))
    words = tuple(dict.fromkeys(word for one in printed if (word := folded(one))))
    if not words:
        raise ProblemError(ProblemKind.INVALID_VALUE, "detail.search_blank")
    return words


def read_position(question: Question, written: str | None) -> Position | None:
    """The inverse of ``Position.written``. Raises a ``bad-cursor`` problem for what another question handed out."""
    if written is None:
        return None
    found = re.fullmatch(rf"{question.mark}\.([01])\.(\d{{1,7}})\.(\d{{1,18}})\.(-?\d{{1,9}})", written)
    if found is None:
        raise ProblemError(ProblemKind.BAD_CURSOR, "detail.bad_cursor", cursor=written[:80])
    phase, day, serial, place = map(int, found.groups())
    return Position(Phase(phase), Spot(day, serial), place)


def search_all(session: Session, question: Question, limit: int) -> Answer:
    """The first ``limit`` hits, however much has to be looked at; ``following`` only when there are more."""
    hits: list[Hit] = []
    answer = search(session, question, None, limit)
    while answer.following is not None and len(hits) + len(answer.hits) < limit:
        hits += answer.hits
        answer = search(session, question, answer.following, limit - len(hits))
    return Answer((*hits, *answer.hits), answer.following)


def search(session: Session, question: Question, start: Position | None, limit: int) -> Answer:
    """The first ``limit`` hits after ``start``: texts whose title or number has the words, then the newest by legal
    date, then document order.

    A page may end short, even empty, with ``following`` set, when much had to be looked at.
    """
    hits: list[Hit] = []
    examined = 0
    for step in _Search(session, question).steps(start):
        examined += step.examined
        if isinstance(step, Found) and len(hits) == limit:
            return Answer(tuple(hits), hits[-1].position)
        if isinstance(step, Found):
            hits.append(step.hit)
        elif examined > EXAMINED:
            return Answer(tuple(hits), step.position)
    return Answer(tuple(hits), None)


@dataclass(frozen=True, slots=True)
class Looked:
    """So many versions or clauses were looked at, up to a position from which the search can go on."""

    position: Position
    examined: int


@dataclass(frozen=True, slots=True)
class Found:
    """A hit, one clause or head looked at."""

    hit: Hit
    examined: int = 1


Step = Looked | Found


class _Search:
    """One question's way through the index."""

    def __init__(self, session: Session, question: Question) -> None:
        self.session = session
        self.words = question.words
        self.filters = question.filters
        grams = needed(part for word in question.words for part in pieces(word))
        self.in_clauses = searching.rarest(session, grams)
        self.in_heads = () if self.filters.kinds else searching.rarest(session, of_head(grams))

    def steps(self, start: Position | None) -> Iterator[Step]:
        """Every hit after ``start`` in order, and between them how much was looked at."""
        if start is None or start.phase is Phase.HEADS:
            yield from self._headed(start)
            start = None
        yield from self._unheaded(start)

    def _headed(self, start: Position | None) -> Iterator[Step]:
        for texts, done in self._walk(self.in_heads, Phase.HEADS, start):
            for text in texts:
                if not self._in_head(text):
                    continue
                begun = _begun(text, start)
                if begun < HEAD:
                    yield Found(Hit(text, None, Position(Phase.HEADS, text.spot, HEAD)))
                places = searching.places_in(self.session, text.spot, self.in_clauses)
                yield from self._read([(text, place) for place in places if place > begun], Phase.HEADS)
            yield from done

    def _unheaded(self, start: Position | None) -> Iterator[Step]:
        for texts, done in self._walk(self.in_clauses, Phase.CLAUSES, start):
            left = [text for text in texts if self.filters.kinds or not self._in_head(text)]
            places = [(text, place) for text in left for place in text.places if place > _begun(text, start)]
            yield from self._read(places, Phase.CLAUSES)
            yield from done

    def _walk(
        self, grams: Sequence[int], phase: Phase, start: Position | None
    ) -> Iterator[tuple[tuple[Candidate, ...], tuple[Looked, ...]]]:
        """The versions that may hold the words, some at a time, with what to say once they are read: nothing at the
        end, so that no page begins there."""
        spot, limit = (start.spot if start else None), _FEW
        while grams:
            texts, following = searching.walk(self.session, grams, self.filters, spot, limit)
            if following is None:
                yield texts, ()
                return
            yield texts, (Looked(Position(phase, following, _BEFORE), limit),)
            spot, limit = following, min(limit * 2, _MANY)

    def _read(self, places: Sequence[tuple[Candidate, int]], phase: Phase) -> Iterator[Step]:
        """The hits among these clauses, in this order."""
        for at in range(0, len(places), READ):
            some = places[at : at + READ]
            texts = {text.version_id: text for text, _ in some}
            wanted = [(text.version_id, place) for text, place in some]
            for clause in searching.clauses(self.session, wanted, self.filters.kinds):
                text = texts[clause.version_id]
                if self._holds(clause.wording):
                    yield Found(Hit(text, clause, Position(phase, text.spot, clause.position)))
            last, place = some[-1]
            yield Looked(Position(phase, last.spot, place), len(some))

    def _in_head(self, text: Candidate) -> bool:
        head = [folded(part) for part in (text.title, text.number) if part]
        return all(any(stands_in(word, part) for part in head) for word in self.words)

    def _holds(self, wording: str) -> bool:
        plain = folded(wording)
        return all(stands_in(word, plain) for word in self.words)


def _begun(text: Candidate, start: Position | None) -> int:
    """The last place of a version that the page before has shown."""
    return start.place if start is not None and start.spot == text.spot else _BEFORE
