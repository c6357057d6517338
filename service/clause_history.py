"""Where one clause stands in every text of its line, and what each comparison says happened to it on the way."""

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any

from sqlmodel import Session

from diffs.changes import ALGORITHM
from diffs.clauses import Clause, Kind, Outline
from diffs.comparison import Change, Label
from diffs.histories.lineage import Crossing, content, cross, found_again, whole, wordings
from service.errors import NotFound, said
from service.facing import clause_names, digest
from service.house import House
from service.kept_comparisons import KeptChange, change_from_json
from service.lineages import Line, Text, line_of
from service.outlines import facts_from_json
from service.overriding import standing
from service.version_comparing import compare_versions_json
from storage import clause_words, comparisons, documents, versions
from storage.records import ClauseRow

#: Characters of texts that one request compares where no kept comparison is found; about two seconds of work.
MOST_COMPARED = 600_000
#: … but always so many comparisons, so that a line of long texts gets on, too.
LEAST_COMPARED = 2


class Whereabouts(StrEnum):
    """What is known of a clause in one text of its line (closed)."""

    STANDS = "stands"
    ABSENT = "absent"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class Nearest:
    """A clause on the other side that comes near one without a partner."""

    clause: str
    path: str
    similarity: float


@dataclass(frozen=True, slots=True)
class Step:
    """From one text of the line to the next: the changes that the clause and its parts stand in.

    ``nearest`` is what comes near where one of the two has no partner for it.
    """

    old: Text
    new: Text
    changes: tuple[Change, ...]
    nearest: tuple[Nearest, ...] = ()

    @property
    def labels(self) -> tuple[Label, ...]:
        """Everything that happened to it or to a part, in the vocabulary's order; unchanged only by itself."""
        found = {label for change in self.changes for label in change.labels}
        return tuple(label for label in Label if label in found and (label is not Label.UNCHANGED or len(found) == 1))


@dataclass(frozen=True, slots=True)
class Station:
    """One text of the line: the clause's own places in it, whole with parts, and the step that leads here.

    ``step`` is ``None`` for the first text and where no comparison was followed. ``again`` says that no link leads
    here: the same words stand again after texts without them.
    """

    text: Text
    presence: Whereabouts
    clauses: tuple[Clause, ...] = ()
    parts: tuple[Clause, ...] = ()
    step: Step | None = None
    again: bool = False


@dataclass(frozen=True, slots=True)
class History:
    """A clause's way through its line, oldest text first.

    ``compared`` counts the comparisons made for it, ``not_compared`` the texts that cost forbade to look at so far:
    asked again, it goes on where it stopped, since comparisons are kept.
    """

    text: Text
    clause: Clause
    stations: tuple[Station, ...]
    line: Line
    compared: int
    not_compared: int

    def standing(self) -> tuple[Station, ...]:
        """The stations that have it."""
        return tuple(one for one in self.stations if one.presence is Whereabouts.STANDS)

    @property
    def appeared(self) -> tuple[Station, bool]:
        """The first text that has it, and whether a text without it goes before; what was cut is not known."""
        first = self.standing()[0]
        at = self.stations.index(first)
        return first, at > 0 and self.stations[at - 1].presence is Whereabouts.ABSENT

    @property
    def went(self) -> Station | None:
        """The text from which on it is missing, when all later texts lack it."""
        at = self.stations.index(self.standing()[-1])
        behind = self.stations[at + 1 : at + 2]
        return behind[0] if behind and behind[0].presence is Whereabouts.ABSENT else None


@dataclass(slots=True)
class _Purse:
    """What comparing may still cost in this request."""

    characters: int
    compared: int = 0

    def spend(self, characters: int) -> bool:
        """Take the price of a comparison; false when there is too little left."""
        if self.compared >= LEAST_COMPARED and characters > self.characters:
            return False
        self.characters -= characters
        self.compared += 1
        return True


@dataclass(slots=True)
class _Follower:
    """The clause on its way; ``placed`` holds its topmost clauses by position in the line, none where it is absent."""

    house: House
    line: Line
    purse: _Purse
    outlines: dict[int, Outline] = field(default_factory=dict)
    placed: dict[int, tuple[str, ...]] = field(default_factory=dict)
    steps: dict[int, Step] = field(default_factory=dict)
    again: set[int] = field(default_factory=set)

    def walk(self, at: int, clauses: tuple[str, ...]) -> None:
        """Follow it both ways by turns, so that what lies near is known first."""
        self.placed[at] = clauses
        ways = [self._way(at, 1), self._way(at, -1)]
        while ways:
            ways = [way for way in ways if next(way, None)]

    def _way(self, at: int, stride: int) -> Iterator[bool]:
        last = len(self.line.texts) if stride > 0 else -1
        lost, stood = "", at
        for to in range(at + stride, last, stride):
            here = self.placed[to - stride]
            if here:
                crossing = self._cross(to - stride, to, here)
                if crossing is None:
                    return
                self.placed[to] = crossing.to
                lost, stood = content(self.outline(to - stride), here), to - stride
            else:
                self.placed[to] = found_again(self.outline(to), lost)
                if self.placed[to]:
                    self.again.add(max(to, stood))
            yield True

    def _cross(self, near: int, far: int, clauses: tuple[str, ...]) -> Crossing[KeptChange] | None:
        forward = far > near
        old, new = (near, far) if forward else (far, near)
        body = self._comparison(old, new)
        if body is None:
            return None
        sides = self.outline(old), self.outline(new)
        crossing = cross(tuple(map(KeptChange, body["changes"])), sides, clauses, forward=forward)
        ends = (clauses, crossing.to) if forward else (crossing.to, clauses)
        nearest = _nearest(body["related"], sides, ends)
        changes = tuple(change_from_json(one.row) for one in crossing.changes)
        self.steps[new] = Step(self.line.texts[old], self.line.texts[new], changes, nearest)
        return crossing

    def _comparison(self, old: int, new: int) -> dict[str, Any] | None:
        """The comparison of two neighbours, kept or made now; ``None`` when making it would cost too much."""
        a, b = self.line.texts[old].version.id, self.line.texts[new].version.id
        with self.house.database.read() as session:
            kept = comparisons.get(session, a, b, False, ALGORITHM, digest(standing(session, (a, b))))
        if kept is None:
            if not self.purse.spend(_size(self.outline(old)) + _size(self.outline(new))):
                return None
            kept = compare_versions_json(self.house, a, b)
        body: dict[str, Any] = json.loads(kept)
        return body

    def outline(self, at: int) -> Outline:
        """The clauses of the text at a position of the line, without sentences, extents and findings."""
        if at not in self.outlines:
            version = self.line.texts[at].version
            with self.house.database.read() as session:
                rows = clause_words.of_version(session, version.id)
            self.outlines[at] = Outline(facts_from_json(version.facts), tuple(map(_light, rows)))
        return self.outlines[at]

    def station(self, at: int) -> Station:
        """What is known of one text of the line."""
        text = self.line.texts[at]
        if at not in self.placed:
            return Station(text, Whereabouts.UNKNOWN)
        clauses, outline = self.placed[at], self.outline(at)
        known = outline.by_id()
        return Station(
            text,
            Whereabouts.STANDS if clauses else Whereabouts.ABSENT,
            tuple(known[one] for one in clauses),
            wordings(outline, clauses),
            self.steps.get(at),
            at in self.again,
        )


def clause_history(house: House, version_id: str, given: str, most_compared: int = MOST_COMPARED) -> History:
    """Follow a clause, named by its id or its path, through its line. Raises ``NotFound``.

    ``most_compared`` bounds the characters of texts that are compared anew.
    """
    with house.database.read() as session:
        text = text_of(session, version_id)
        clause_id = _named(versions.clause_paths(session, version_id), given, version_id)
        line = line_of(session, text.version, text.document)
    follower = _Follower(house, line, _Purse(most_compared))
    at = next(place for place, one in enumerate(line.texts) if one.version.id == version_id)
    follower.walk(at, (clause_id,))
    stations = tuple(follower.station(place) for place in range(len(line.texts)))
    unknown = sum(one.presence is Whereabouts.UNKNOWN for one in stations)
    clause = follower.outline(at).by_id()[clause_id]
    return History(text, clause, stations, line, follower.purse.compared, unknown)


def clause_called(house: House, version_id: str, given: str) -> str:
    """The id of a clause of a version, named by its id or its path. Raises ``NotFound``."""
    with house.database.read() as session:
        text_of(session, version_id)
        return _named(versions.clause_paths(session, version_id), given, version_id)


def text_of(session: Session, version_id: str) -> Text:
    """A version with its document. Raises ``NotFound``."""
    version = versions.get(session, version_id)
    document = documents.get(session, version.document_id) if version else None
    if version is None or document is None:
        raise NotFound(said("detail.no_version", name=version_id[:80]))
    return Text(version, document)


def _named(paths: Mapping[str, str], given: str, version_id: str) -> str:
    """The id of a clause named by id, or by path as people see it."""
    found = given if given in paths else next((one for one, name in clause_names(paths).items() if name == given), None)
    if found is None:
        raise NotFound(said("detail.no_clause", version=version_id, clause=given[:80]))
    return found


def _light(row: ClauseRow) -> Clause:
    return Clause(
        id=row.clause_id,
        path=row.path,
        eid="",
        kind=Kind(row.kind),
        level=row.level,
        parent=row.parent,
        marker=row.marker,
        number=row.number,
        heading=row.heading,
        heading_sep=row.heading_sep,
        text=row.text,
        sentences=(),
        extent=(),
    )


def _nearest(
    related: Iterable[Mapping[str, Any]], sides: tuple[Outline, Outline], ends: tuple[Sequence[str], Sequence[str]]
) -> tuple[Nearest, ...]:
    """What the comparison found near clauses that stand on one side only."""
    if all(ends):
        return ()
    here, there = ("old", "new") if ends[0] else ("new", "old")
    known = sides[0 if there == "old" else 1].by_id()
    own = whole(sides[0 if here == "old" else 1], ends[0] or ends[1])
    return tuple(Nearest(one[there], known[one[there]].path, one["similarity"]) for one in related if one[here] in own)


def _size(outline: Outline) -> int:
    return sum(len(clause.wording) for clause in outline.clauses)
