"""Where one text's wording of a measure stands apart from the wording that most places have, as inline spans."""

from collections.abc import Sequence

from diffs.comparison import Span
from diffs.describing.inline import inline
from diffs.families.family import CellLabel, Filling, Reading
from diffs.keys import norm


def apart(reading: Reading, label: CellLabel, slots: Sequence[Filling], text: str) -> tuple[tuple[Span, ...], bool]:
    """Spans from the common wording of a row to a text's own, and whether they are degraded (``diffs.describing.inline``).

    Equal and delete spans spell ``common_wording``, equal and insert spans ``text``. No spans where nothing differs but
    places, slots without a usual value, blanks or the closing mark.
    """
    if label is not CellLabel.MODIFIED and not any(one.differs for one in slots):
        return (), False
    common = common_wording(reading, slots)
    return ((), False) if norm(common) == norm(text) else inline(common, text)


def common_wording(reading: Reading, slots: Sequence[Filling]) -> str:
    """The wording that most places have, as a text would print it that fills its own places into it.

    Every other slot holds what most have in it, or this text's own where nothing is usual; one that this text has no
    value for keeps its ``{kind}``.
    """
    own = {one.slot: one.value for one in slots}
    parts, done = [], 0
    for slot in reading.slots:
        if slot.at is not None:
            start, end = slot.at
            parts += [reading.text[done:start], slot.usual or own.get(slot.id) or reading.text[start:end]]
            done = end
    return "".join(parts) + reading.text[done:]
