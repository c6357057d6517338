"""What a unit that no link holds is most like on the other side, so that nothing is called unique unseen."""

from collections.abc import Sequence

from diffs.similarity import COSINE_SHARE, Cosines, ratio
from diffs.trees import flat

#: Beyond so many pairs of wordings nothing is looked for.
_MOST_PAIRS = 40_000_000
#: Wordings less alike than this share no more than common words.
_FLOOR = 0.01
#: Wordings are measured up to so many code points: a whole chapter says what it is about long before.
_LONGEST = 3000


def nearest(free: Sequence[str], others: Sequence[str]) -> list[tuple[int, float] | None]:
    """For each folded, masked wording the offset of the one it is most like and how much, from 0 to 1.

    The nearest is told by the cosine of rare bigrams; the score is that of links without their bonuses, half cosine
    and half Indel ratio. ``None`` where next to nothing is shared, or where there is too much to measure.
    """
    if not free or not others or len(free) * len(others) > _MOST_PAIRS:
        return [None] * len(free)
    rows, columns = range(len(free)), range(len(others))
    first, second = [one[:_LONGEST] for one in free], [one[:_LONGEST] for one in others]
    best: dict[int, tuple[float, int]] = {}
    for at, to, cosine in Cosines(flat(first), flat(second), rows, columns).best(1, _FLOOR):
        best[at] = max(best.get(at, (0.0, 0)), (cosine, -to))
    return [_scored(first[at], second, best.get(at)) for at in rows]


def _scored(one: str, others: Sequence[str], best: tuple[float, int] | None) -> tuple[int, float] | None:
    if best is None:
        return None
    cosine, place = best[0], -best[1]
    return place, min(0.9999, COSINE_SHARE * cosine + (1 - COSINE_SHARE) * ratio(one, others[place]))
