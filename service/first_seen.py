"""Where a wording was seen first among the texts held: equal, equal but for places, or similar; ties and slips shown."""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from sqlmodel import Session

from diffs.clauses import Clause, Outline
from diffs.comparison import Span
from diffs.histories.echoes import (
    LEAST_LENGTH,
    Echo,
    Grade,
    Mark,
    Probe,
    Slip,
    mask_of_facts,
    shared_slips,
    spans_between,
)
from diffs.histories.lineage import wordings
from diffs.keys import norm, sentences
from diffs.passages import folded
from diffs.places import ABOVE, OWN, Mask, place_mask
from service.clause_history import text_of
from service.house import House
from service.lineages import Text
from service.outlines import facts_from_json
from service.precedence import Precedence, Standing, contradict, foremost, placed
from service.stored_outlines import load_outline
from storage import searching, versions
from storage.grams import needed
from storage.searching import ClauseText

#: A clause of many paragraphs or items is looked for part by part, up to so many, and then sentence by sentence, up to
#: so many; shorter wordings tell nothing.
MOST_PARTS, MOST_SENTENCES, SHORTEST = 8, 10, 6
#: So many clauses that share the most rare pairs of characters are read and scored, and so many hits shown.
LOOKED_AT, SHOWN = 400, 40
#: … if they share this much of what the wording itself has. Measured on 80 wordings and the 1,500 clauses that share the
#: most with each: of 461 similar ones the least share was .09, and none stood behind the 200th place.
LEAST_SHARED = 0.08

_HOLES = re.compile(f"[{OWN}{ABOVE}]")


@dataclass(frozen=True, slots=True)
class Hit:
    """One text that has the wording, at the clause where it has it best; ``spans`` lead from there to the asked one."""

    standing: Standing
    clause: ClauseText
    echo: Echo
    spans: tuple[Span, ...]
    slips: tuple[Mark, ...]

    @property
    def text(self) -> Text:
        """The text that has it."""
        return self.standing.text

    @property
    def day(self) -> date | None:
        """The legal date that the text prints."""
        return self.standing.day


@dataclass(frozen=True, slots=True)
class Seen:
    """Where one wording stands, oldest first; each document once for each grade that an older text of it had not.

    The wording is that of ``clause``, or of its ``sentence`` by index from 0. ``ordered`` texts print a date, or their
    line says that they are older or younger than one of these; of ``undated`` ones neither is known, and they are ranked
    nowhere. ``looked_at`` counts the clauses scored, ``complete`` is false when there were more that could be similar.
    ``too_short`` wordings are not looked for.
    """

    clause: Clause
    ordered: tuple[Hit, ...]
    undated: tuple[Hit, ...]
    looked_at: int
    complete: bool
    left_out: int = 0
    too_short: bool = False
    sentence: int | None = None

    @property
    def text(self) -> str:
        """The wording that was looked for."""
        return self.clause.wording if self.sentence is None else self.clause.sentences[self.sentence]

    @property
    def documents(self) -> frozenset[str]:
        """The documents that have it."""
        return frozenset(one.text.document.id for one in (*self.ordered, *self.undated))

    @property
    def earliest(self) -> tuple[Hit, ...]:
        """The oldest text that has it in whatever grade, with all that cannot be told from it by age."""
        return _foremost(self.ordered)

    @property
    def earliest_equal(self) -> tuple[Hit, ...]:
        """The oldest text that has it word for word, with all that cannot be told from it by age."""
        return _foremost([one for one in self.ordered if one.echo.grade is Grade.IDENTICAL])

    def against(self, hit: Hit) -> tuple[Hit, ...]:
        """The texts of which its date says the opposite of their line, so that neither is called the older one."""
        return tuple(one for one in self.ordered if contradict(one.standing, hit.standing))


@dataclass(frozen=True, slots=True)
class FirstSeen:
    """The parts of a clause, each with where it was seen; ``more`` parts were too many.

    ``sentences`` are those of longer parts that were seen in other or in older texts than the part as a whole;
    ``more_sentences`` were not looked for.
    """

    parts: tuple[Seen, ...]
    more: int
    sentences: tuple[Seen, ...] = ()
    more_sentences: int = 0


def first_seen(house: House, version_id: str, clause_id: str) -> FirstSeen:
    """Look for a clause's wording among all texts held, part by part. Raises ``NotFound``."""
    with house.database.read() as session:
        text, outline = text_of(session, version_id), load_outline(session, version_id)
        clauses = wordings(outline, (clause_id,))
        search = _Search(session, text, outline)
        parts = tuple(search.seen(one) for one in clauses[:MOST_PARTS])
        single = [(part, at) for part in parts if len(part.clause.sentences) > 1 for at in _telling(part.clause)]
        looked = [(part, search.seen(part.clause, at)) for part, at in single[:MOST_SENTENCES]]
        return FirstSeen(
            parts,
            len(clauses) - len(parts),
            tuple(one for part, one in looked if _tells_more(one, part)),
            max(len(single) - MOST_SENTENCES, 0),
        )


def _telling(clause: Clause) -> list[int]:
    """The sentences that are long enough to be similar to others."""
    return [at for at, sentence in enumerate(clause.sentences) if len(norm(sentence)) >= LEAST_LENGTH]


def _tells_more(sentence: Seen, part: Seen) -> bool:
    """Whether a sentence stands in documents that the whole does not, or is older."""
    if not sentence.documents <= part.documents:
        return True
    days = [
        min((one.standing.until or date.max for one in seen.ordered), default=date.max) for seen in (sentence, part)
    ]
    return days[0] < days[1]


def _foremost(hits: Sequence[Hit]) -> tuple[Hit, ...]:
    first = foremost(one.standing for one in hits)
    return tuple(one for one in hits if one.text.version.id in first)


class _Search:
    """One request's look through the texts; what was read of a text is kept for the next part."""

    def __init__(self, session: Session, text: Text, outline: Outline) -> None:
        self.session, self.text, self.outline = session, text, outline
        self.texts: dict[str, Text] = {text.version.id: text}
        self.precedence = Precedence(session)
        self.masks: dict[str, Mask] = {}
        self.sources: dict[str, tuple[str, Outline]] = {}

    def seen(self, clause: Clause, sentence: int | None = None) -> Seen:
        """Where the wording of one clause stands, or of one sentence of it."""
        wording = clause.wording if sentence is None else clause.sentences[sentence]
        if len(norm(wording)) < SHORTEST:
            return Seen(clause, (), (), 0, complete=True, too_short=True, sentence=sentence)
        found, complete = self._candidates(wording)
        echoed = self._echoed(Probe(wording, self.outline.document), found)
        own = Echo(Grade.IDENTICAL, 1.0, wording, partly=sentence is not None)
        echoed[self.text.version.id] = (self._own(clause), own)
        kept = _kept(self._standing(echoed))
        hits = [self._hit(clause, wording, *one) for one in kept[:SHOWN]]
        there = placed(one.standing for one in hits)
        ordered, undated = (
            tuple(one for one in hits if (one.text.version.id in there) is known) for known in (True, False)
        )
        return Seen(clause, ordered, undated, len(found), complete, len(kept) - len(hits), sentence=sentence)

    def _standing(self, echoed: Mapping[str, tuple[ClauseText, Echo]]) -> list[tuple[Standing, ClauseText, Echo]]:
        standings = self.precedence.standings([self._text(version) for version in echoed])
        return [(one, *pair) for one, pair in zip(standings, echoed.values(), strict=True)]

    def _echoed(self, probe: Probe, found: Iterable[ClauseText]) -> dict[str, tuple[ClauseText, Echo]]:
        """The clause of each version that is most alike, of those that are."""
        best: dict[str, tuple[ClauseText, Echo]] = {}
        for one in found:
            echo = probe.echo(one.wording, sentences(one.text), self._mask(one.version_id))
            before = best.get(one.version_id)
            if echo is not None and (before is None or echo.rank < before[1].rank):
                best[one.version_id] = (one, echo)
        return best

    def _candidates(self, wording: str) -> tuple[tuple[ClauseText, ...], bool]:
        """Clauses that share much of the wording; names of the text's own place need not be shared."""
        pieces = _HOLES.split(place_mask(self.outline.document)(wording))
        shared = searching.sharing(self.session, needed(folded(one) for one in pieces), LOOKED_AT)
        least = LEAST_SHARED * max((one.grams for one in shared), default=0)
        wanted = [(one.version_id, one.position) for one in shared if one.grams >= least]
        return searching.clauses(self.session, wanted), len(wanted) < LOOKED_AT

    def _own(self, clause: Clause) -> ClauseText:
        position = [one.id for one in self.outline.clauses].index(clause.id)
        return searching.clauses(self.session, [(self.text.version.id, position)])[0]

    def _hit(self, clause: Clause, wording: str, standing: Standing, found: ClauseText, echo: Echo) -> Hit:
        version = standing.text.version.id
        own = (version, found.clause_id) == (self.text.version.id, clause.id)
        spans = spans_between(echo, wording)
        marks = self._marks(version, found.clause_id), self._marks(self.text.version.id, clause.id)
        return Hit(standing, found, echo, spans, () if own else shared_slips(spans, marks[1], marks[0]))

    def _marks(self, version_id: str, clause_id: str) -> tuple[Mark, ...]:
        """The slips found in a clause, as printed."""
        if version_id not in self.sources:
            self.sources[version_id] = versions.text(self.session, version_id), load_outline(self.session, version_id)
        source, outline = self.sources[version_id]
        known = frozenset(map(str, Slip))
        return tuple(
            Mark(Slip(str(one.kind)), source[one.extent[0] : one.extent[1]])
            for one in outline.findings
            if one.clause == clause_id and str(one.kind) in known
        )

    def _text(self, version_id: str) -> Text:
        if version_id not in self.texts:
            self.texts[version_id] = text_of(self.session, version_id)
        return self.texts[version_id]

    def _mask(self, version_id: str) -> Mask:
        if version_id not in self.masks:
            self.masks[version_id] = mask_of_facts(facts_from_json(self._text(version_id).version.facts))
        return self.masks[version_id]


def _kept(found: Iterable[tuple[Standing, ClauseText, Echo]]) -> list[tuple[Standing, ClauseText, Echo]]:
    """Of each document the oldest text, and a later one only where it is more alike by a grade; oldest first."""
    best: dict[str, int] = {}
    kept = []
    for standing, clause, echo in sorted(found, key=lambda one: one[0].key):
        document, rank = standing.text.document.id, echo.rank[0]
        if rank < best.get(document, len(Grade)):
            best[document] = rank
            kept.append((standing, clause, echo))
    return kept
