"""The signals of two wordings of one clause, as tuples to compare."""

from support.outlines import clause

from diffs.describing.inline import inline
from diffs.describing.renumbered import Renumbered
from diffs.describing.signals import signals

Found = tuple[str, str | None, str | None, str | None]
_BACK = {"earlier": "later", "longer": "shorter", "raised": "lowered", "stricter": "looser"}
_TURNED = {**_BACK, **{new: old for old, new in _BACK.items()}}


def found(old: str, new: str) -> list[Found]:
    """Kind, both texts and the direction of each signal."""
    spans, _ = inline(old, new)
    made = signals((clause(old),), (clause(new),), spans, Renumbered({}))
    return [(one.kind.value, one.old, one.new, one.direction and one.direction.value) for one in made]


def turned(signal: Found) -> Found:
    """The signal of the opposite change."""
    kind, old, new, direction = signal
    return kind, new, old, _TURNED.get(direction, direction) if direction else None
