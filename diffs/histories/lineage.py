"""One clause followed from text to text: where the changes of a comparison lead it, either way, whole with its parts."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Generic, Protocol, TypeVar

from diffs.clauses import Clause, Kind, Outline
from diffs.keys import norm

#: Shorter wordings tell nothing of where they come from.
_TELLING = 8


class Linked(Protocol):
    """Old and new clauses that belong together, as a change has them."""

    @property
    def old(self) -> tuple[str, ...]:
        """Ids of the old text."""

    @property
    def new(self) -> tuple[str, ...]:
        """Ids of the new text."""


C = TypeVar("C", bound=Linked)


@dataclass(frozen=True, slots=True)
class Crossing(Generic[C]):
    """One clause across one comparison.

    ``changes`` are those that it or its parts stand in on either side, in the comparison's order; ``to`` holds its
    clauses on the other side, none when it goes (forward) or comes (backward) here.
    """

    changes: tuple[C, ...]
    to: tuple[str, ...]


def cross(
    changes: Sequence[C], sides: tuple[Outline, Outline], clauses: Sequence[str], *, forward: bool
) -> Crossing[C]:
    """Follow clauses of the old text into the new (``forward``), or of the new back into the old.

    ``sides`` are the comparison's old and new outline, ``clauses`` the topmost ids followed on the near one. A split
    leads to all its parts, a merger to the one clause that took them in.
    """
    near, far = sides if forward else (sides[1], sides[0])
    followed = frozenset(clauses)
    own = [one for one in changes if followed.intersection(_near(one, forward=forward))]
    to = tops(far, (clause for one in own for clause in _near(one, forward=not forward)))
    here, there = whole(near, clauses), whole(far, to)
    old, new = (here, there) if forward else (there, here)
    touched = tuple(one for one in changes if old.intersection(one.old) or new.intersection(one.new))
    return Crossing(touched, to)


def tops(outline: Outline, clauses: Iterable[str]) -> tuple[str, ...]:
    """The given clauses without those that stand below another of them, in document order."""
    given = frozenset(clauses)
    below: set[str] = set()
    kept = []
    for clause in outline.clauses:
        if clause.parent is not None and (clause.parent in given or clause.parent in below):
            below.add(clause.id)
        elif clause.id in given:
            kept.append(clause.id)
    return tuple(kept)


def whole(outline: Outline, clauses: Iterable[str]) -> frozenset[str]:
    """The given clauses and, of articles and measures, all that stands below: 款 and 项 are parts of their 条.

    A heading is followed without what it heads.
    """
    given = frozenset(clauses)
    holders: set[str] = set()
    found: set[str] = set()
    for clause in outline.clauses:
        part = clause.parent in holders
        if part or clause.id in given:
            found.add(clause.id)
        if part or (clause.id in given and clause.kind is Kind.CLAUSE):
            holders.add(clause.id)
    return frozenset(found)


def wordings(outline: Outline, clauses: Sequence[str]) -> tuple[Clause, ...]:
    """What is to be read of the given clauses and their parts: those with words of their own, in document order."""
    parts = whole(outline, clauses)
    return tuple(clause for clause in outline.clauses if clause.id in parts and clause.wording)


def found_again(outline: Outline, lost: str) -> tuple[str, ...]:
    """Where the wording of a lost clause stands in a text that no link leads to; none when it does not.

    ``lost`` is its ``content`` where it stood last. Short wordings are not looked for: 总则 stands everywhere.
    """
    if len(lost) < _TELLING:
        return ()
    return tops(outline, [clause for clause, words in _contents(outline).items() if words == lost])


def content(outline: Outline, clauses: Sequence[str]) -> str:
    """The words of some clauses and their parts in one key; width, blanks and what cannot be seen are folded."""
    return norm("".join(clause.wording for clause in wordings(outline, clauses)))


def _contents(outline: Outline) -> dict[str, str]:
    """The key of each clause with its parts, as ``content`` makes it of that clause alone."""
    known = outline.by_id()
    words: dict[str, list[str]] = {}
    for clause in outline.clauses:
        words[clause.id] = [clause.wording]
        above = known.get(clause.parent) if clause.parent else None
        while above is not None:
            if above.kind is Kind.CLAUSE:
                words[above.id].append(clause.wording)
            above = known.get(above.parent) if above.parent else None
    return {clause: norm("".join(pieces)) for clause, pieces in words.items()}


def _near(change: Linked, *, forward: bool) -> tuple[str, ...]:
    return change.old if forward else change.new
