"""Why an edit is refused: its places are not there, are several, or were settled by an edit before it."""

from collections.abc import Sequence

from diffs.amending.edits import EditReason
from diffs.amending.opened import Unit


class Refused(Exception):
    """The edit cannot be applied, for ``reason``."""

    def __init__(self, reason: EditReason) -> None:
        super().__init__(reason)
        self.reason = reason


def only(units: Sequence[Unit]) -> Unit:
    """The one unit of ``units``. Raises ``Refused`` when there is none or more than one."""
    if len(units) != 1:
        raise Refused(EditReason.TARGET_AMBIGUOUS if units else EditReason.TARGET_NOT_FOUND)
    return units[0]


def nth(units: Sequence[Unit], number: int) -> Unit:
    """The unit at ``number``, counted from 1. Raises ``Refused``."""
    if not 0 < number <= len(units):
        raise Refused(EditReason.TARGET_NOT_FOUND)
    return units[number - 1]


def refuse_settled(units: Sequence[Unit]) -> None:
    """Raise when an edit before this one replaced or removed a unit, or the article it stands in."""
    for unit in units:
        above: Unit | None = unit
        while above is not None:
            if above.removed or above.rewritten:
                raise Refused(EditReason.CONFLICT)
            above = above.parent
    if len({id(unit) for unit in units}) != len(units):
        raise Refused(EditReason.CONFLICT)
