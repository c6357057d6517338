"""Which texts of a family count, and for which place: who has a measure is asked of places, not of papers.

A place is asked once, however many of its texts are laid side by side. Its final texts speak for it; a draft speaks
only where no final text is held, and a text that a later one of the same title replaces does not speak. Texts of
different titles (a law and its detailed rules) speak together.
"""

from collections.abc import Iterable, Sequence
from datetime import date
from typing import NamedTuple

from diffs.clauses import DocumentFacts, Stage
from diffs.divisions import one_place
from diffs.families.batches import Level, level_of
from diffs.families.kinship import title_pattern
from diffs.places import mask_of, place_of


class Standing(NamedTuple):
    """What a text stands for: the name of its place, ``None`` where it names none, and a number for each such place.

    ``counted`` says whether it speaks for the place; a text that is not held never does.
    """

    name: str | None
    place: int
    counted: bool


def standings(texts: Sequence[DocumentFacts], held: Sequence[bool]) -> tuple[Standing, ...]:
    """What each text stands for, in the order given; the numbers of places follow it, too.

    A text that names no place, or that is about a zone, shares one only with texts of the same title. Texts that are
    all of one place each stand for themselves: whoever lays them side by side asks about texts.
    """
    names = [_name(facts) for facts in texts]
    owners = [_owner(facts, name) for facts, name in zip(texts, names, strict=True)]
    if len(set(owners)) < 2:
        return tuple(Standing(name, at, held[at]) for at, name in enumerate(names))
    numbers = {owner: number for number, owner in enumerate(dict.fromkeys(owners))}
    places: dict[int, list[int]] = {}
    for at, owner in enumerate(owners):
        if held[at]:
            places.setdefault(numbers[owner], []).append(at)
    counted = {at for members in places.values() for at in _speaking(texts, members)}
    return tuple(Standing(names[at], numbers[owner], at in counted) for at, owner in enumerate(owners))


def _name(facts: DocumentFacts) -> str | None:
    place = place_of(facts)
    return (one_place(place) or place) if place else None


def _owner(facts: DocumentFacts, name: str | None) -> tuple[str, str]:
    """What tells places apart: the place's name, and the title where that alone says whose the text is."""
    named = name is not None and level_of(facts.title, name) is not Level.ZONE
    return name or "", "" if named else title_pattern(facts.title, mask_of(None))


def _speaking(texts: Sequence[DocumentFacts], members: Sequence[int]) -> list[int]:
    """The texts that speak for a place: the final ones if there are any, of each title the last."""
    final = [at for at in members if texts[at].stage is Stage.FINAL]
    titles: dict[str, list[int]] = {}
    for at in final or members:
        titles.setdefault(title_pattern(texts[at].title, mask_of(place_of(texts[at]))), []).append(at)
    return [at for same in titles.values() for at in _last(texts, same)]


def _last(texts: Sequence[DocumentFacts], same: Iterable[int]) -> list[int]:
    """The texts that no other replaces: by reading, then by day; what prints neither cannot be told to be replaced."""
    readings = {at: texts[at].reading or 0 for at in same}
    latest = max(readings.values())
    left = [at for at, reading in readings.items() if reading in (0, latest)]
    days = {at: day for at in left if (day := _day(texts[at])) is not None}
    return [at for at in left if at not in days or days[at] == max(days.values())]


def _day(facts: DocumentFacts) -> date | None:
    """The day a text was issued, else the one it came into force."""
    dates = facts.dates
    return dates.promulgated_on or dates.signed_on or dates.published_on or dates.effective_on
