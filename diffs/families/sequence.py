"""The order of a family's rows: the one that most texts share."""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

_ROUNDS = 4
#: Beyond so many rows the order is that of the first placing, without the search for better places.
_MOST_ROWS = 1500


def in_template_order(rows: Sequence[Sequence[int]], texts: Sequence[range]) -> list[int]:
    """Numbers of the rows in the order that most texts give them; what one text alone has stands behind its neighbour."""
    shared = [number for number, row in enumerate(rows) if len(row) > 1]
    places = _places([rows[number] for number in shared], texts)
    order = [shared[at] for at in _agreed(places)]
    home = {at: number for number, row in enumerate(rows) for at in row}
    return _with_single(order, texts, home, set(range(len(rows))) - set(shared))


def _places(rows: Sequence[Sequence[int]], texts: Sequence[range]) -> NDArray[np.float64]:
    """The place of each row in each text, from 0 to 1, NaN where a text lacks it."""
    owner = {at: (number, at - text.start, len(text)) for number, text in enumerate(texts) for at in text}
    places = np.full((len(rows), len(texts)), np.nan)
    for number, row in enumerate(rows):
        for at in sorted(row, reverse=True):
            text, offset, length = owner[at]
            places[number, text] = (offset + 0.5) / length
    return places


def _agreed(places: NDArray[np.float64]) -> list[int]:
    """Rows by their mean place, then each moved to where most pairs of rows stand as most texts have them."""
    if not len(places):
        return []
    order = np.lexsort((np.arange(len(places)), np.nanmean(places, axis=1).round(9)))
    if len(order) > _MOST_ROWS:
        return [int(at) for at in order]
    for _ in range(_ROUNDS):
        before = order
        for row in before:
            order = _moved(order, int(row), places)
        if (order == before).all():
            break
    return [int(at) for at in order]


def _moved(order: NDArray[np.int64], row: int, places: NDArray[np.float64]) -> NDArray[np.int64]:
    """The order with one row where it agrees with most texts, as near to its place as that allows."""
    at = int(np.flatnonzero(order == row)[0])
    rest = np.delete(order, at)
    votes = np.nansum(np.sign(places[row] - places[rest]), axis=1)
    gains = np.concatenate(([0.0], np.cumsum(votes)))
    best = np.flatnonzero(gains == gains.max())
    nearest = int(best[np.argmin(np.abs(best - at))])
    return np.insert(rest, nearest, row)


def _with_single(order: list[int], texts: Sequence[range], home: dict[int, int], single: set[int]) -> list[int]:
    """The order with the rows of one text alone behind the row before them in that text."""
    behind: dict[int, list[int]] = {}
    first: list[int] = []
    for text in texts:
        last = -1
        for at in text:
            number = home[at]
            if number not in single:
                last = number
            elif last < 0:
                first.append(number)
            else:
                behind.setdefault(last, []).append(number)
    found = list(dict.fromkeys(first))
    for number in order:
        found += [number, *behind.get(number, ())]
    return found
