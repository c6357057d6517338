"""How many changes each filter of a sheet would leave, for the numbers beside its boxes. Pure."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum
from typing import TypeVar

from diffs.comparison import ChangeClass, Label, SignalKind
from service.sheets.rows import LABEL_ORDER, Row

W = TypeVar("W", bound=StrEnum)


@dataclass(frozen=True, slots=True)
class Facets:
    """Words that some changed row answers to, each with the number of those rows, in the order they are said.

    Other than ``Sheet.counts`` these count rows of the whole sheet, what is counted as rows of a list included.
    """

    labels: tuple[tuple[Label, int], ...] = ()
    classes: tuple[tuple[ChangeClass, int], ...] = ()
    signals: tuple[tuple[SignalKind, int], ...] = ()


def facets_of(rows: Iterable[Row]) -> Facets:
    """The facets of all rows of a comparison."""
    changed = [row for row in rows if not row.unchanged]
    return Facets(
        _counted((label for row in changed for label in row.labels), LABEL_ORDER),
        _counted((row.depth for row in changed if row.depth), tuple(ChangeClass)),
        _counted((kind for row in changed for kind in {signal.kind for signal in row.signals}), tuple(SignalKind)),
    )


def _counted(words: Iterable[W], order: Iterable[W]) -> tuple[tuple[W, int], ...]:
    found = Counter(words)
    return tuple((word, found[word]) for word in order if found[word])
