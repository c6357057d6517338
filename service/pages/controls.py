"""What the switches and filters of a comparison's page lead to: addresses for stored texts, form values for others."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from enum import StrEnum
from urllib.parse import urlencode

from diffs.comparison import ChangeClass
from service.sheets.asked import Asked, Unchanged, View
from service.sheets.sheet import Sheet


@dataclass(frozen=True, slots=True)
class Way:
    """One switch: what it asks for, whether that is shown now, and the field of a form that asks the same.

    ``key`` is the key that presses it, empty for none.
    """

    asked: Asked
    current: bool
    field: tuple[str, str]
    key: str = ""


@dataclass(frozen=True, slots=True)
class Box:
    """One box of the filters with the number of changes that answer to it."""

    value: StrEnum
    count: int
    ticked: bool


@dataclass(frozen=True, slots=True)
class Controls:
    """Everything that can be pressed above a sheet; ``kept`` are the form's values that have no box of their own."""

    views: tuple[tuple[View, Way], ...]
    unchanged: tuple[tuple[Unchanged, Way], ...]
    across: tuple[tuple[bool, Way], ...]
    wording_only: Way
    labels: tuple[Box, ...]
    classes: tuple[Box, ...]
    signals: tuple[Box, ...]
    kept: tuple[tuple[str, str], ...]


def controls_of(sheet: Sheet) -> Controls:
    """The controls of a sheet as it is asked for now."""
    asked = sheet.asked
    turned = View.COLUMNS if asked.view is View.INLINE else View.INLINE
    opened = Unchanged.FOLDED if asked.unchanged is Unchanged.SHOWN else Unchanged.SHOWN
    return Controls(
        views=tuple((one, _view(asked, one, turned)) for one in View),
        unchanged=tuple((one, _unchanged(asked, one, opened)) for one in Unchanged),
        across=tuple((one, _across(asked, across=one)) for one in (False, True)),
        wording_only=_wording_only(asked),
        labels=_boxes(sheet.facets.labels, asked.labels),
        classes=_boxes(sheet.facets.classes, asked.classes),
        signals=_boxes(sheet.facets.signals, asked.signals),
        kept=tuple(pair for pair in asked.unfiltered.pairs()),
    )


def query_of(asked: Asked) -> str:
    """The query that shows a comparison as it is asked for; empty when everything is as usual."""
    pairs = asked.pairs()
    return f"?{urlencode(pairs)}" if pairs else ""


def _view(asked: Asked, view: View, turned: View) -> Way:
    return Way(asked.viewed(view), asked.view is view, ("view", view), "s" if view is turned else "")


def _unchanged(asked: Asked, unchanged: Unchanged, opened: Unchanged) -> Way:
    key = "u" if unchanged is opened else ""
    return Way(replace(asked, unchanged=unchanged), asked.unchanged is unchanged, ("unchanged", unchanged), key)


def _across(asked: Asked, *, across: bool) -> Way:
    return Way(replace(asked, across=across), asked.across is across, ("across", "true" if across else "false"))


def _wording_only(asked: Asked) -> Way:
    """Only changes of wording, or all classes again."""
    only = asked.classes == (ChangeClass.WORDING,)
    classes = () if only else (ChangeClass.WORDING,)
    field = ("clear", "class") if only else ("only", ChangeClass.WORDING.value)
    return Way(replace(asked, classes=classes), only, field, "e")


def _boxes(counted: Iterable[tuple[StrEnum, int]], ticked: tuple[StrEnum, ...]) -> tuple[Box, ...]:
    """A box for every word that some change answers to, and for those that are ticked without."""
    known = dict(counted)
    words = [*known, *(word for word in ticked if word not in known)]
    return tuple(Box(word, known.get(word, 0), word in ticked) for word in words)
