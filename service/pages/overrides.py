"""What a page needs to show the forms that mend a pairing, and whose hand a pairing is."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from diffs.clauses import Outline
from service.facing import Pair, Said, clause_names
from service.pages.controls import query_of
from service.sheets.rows import Row
from service.sheets.sheet import Sheet

#: How much of a clause's wording stands beside its path in the list to pick from.
SHOWN = 24


@dataclass(frozen=True, slots=True)
class Hands:
    """The words that a comparison obeys, by the clauses they are about; ``old`` and ``new`` map clause ids."""

    old: Mapping[str, Said]
    new: Mapping[str, Said]

    def on(self, row: Row) -> tuple[Said, ...]:
        """The words about a row's clauses, each once."""
        found = [self.old.get(unit.id) for unit in row.old] + [self.new.get(unit.id) for unit in row.new]
        return tuple({one.override.id: one for one in found if one is not None}.values())


@dataclass(frozen=True, slots=True)
class Refused:
    """A form as it was filled in, by the clause that it is about, and what is wrong with it."""

    side: str
    clause: str
    partner: str
    note: str
    problem: str


@dataclass(frozen=True, slots=True)
class Mending:
    """What the forms of one page need: where they lead, with what ``query``, and the clauses to pick from.

    ``names`` maps each side's clause ids to what people call them, ``choices`` pairs these names with a few words;
    ``refused`` is the form that was sent in vain.
    """

    address: str
    query: str
    names: Mapping[str, Mapping[str, str]]
    choices: Mapping[str, tuple[tuple[str, str], ...]]
    refused: Refused | None = None


def hands_of(overrides: Iterable[Said]) -> Hands:
    """The words in effect, by side and clause."""
    said = tuple(overrides)
    return Hands(
        {one.old: one for one in said if one.old is not None},
        {one.new: one for one in said if one.new is not None},
    )


def mending_of(sheet: Sheet, pair: Pair, refused: Refused | None = None) -> Mending:
    """The forms' values for the comparison of two stored versions."""
    sides = dict(zip(("old", "new"), sheet.texts, strict=True))
    names = {side: _names(outline) for side, outline in sides.items()}
    return Mending(
        address=f"/comparisons/{pair[0]}..{pair[1]}/overrides",
        query=query_of(sheet.asked),
        names=names,
        choices={side: tuple(_choices(outline, names[side])) for side, outline in sides.items()},
        refused=refused,
    )


def _names(outline: Outline) -> dict[str, str]:
    return clause_names({clause.id: clause.path for clause in outline.clauses})


def _choices(outline: Outline, names: Mapping[str, str]) -> list[tuple[str, str]]:
    return [(names[clause.id], clause.wording[:SHOWN]) for clause in outline.clauses]
