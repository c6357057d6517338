"""Approvals that became filings and the other way: 经批准→备案, 审批制→备案制, 许可→告知承诺.

To be allowed beforehand asks more than to tell: the change points to looser, its reverse to stricter. Approvals among
themselves (审批, 核准) are not weighed.
"""

import re
from collections.abc import Iterator

from diffs.comparison import Direction, Signal, SignalKind
from diffs.describing.differing import Side, Stretch

_APPROVAL = re.compile("审查批准|行政许可|审批|批准|核准|许可")
_FILING = re.compile("告知承诺|备案|报备")
#: In longer replaced stretches one word need not stand for the other.
_LONGEST = 24


def approvals(old: Side, new: Side) -> Iterator[Signal]:
    """A signal for each place where an approval alone stands on one side and a filing alone on the other."""
    if not (_FILING.search(old.text) or _FILING.search(new.text)):
        return
    others = {one.hunk: one for one in new.changed}
    for stretch in old.changed:
        other = others.get(stretch.hunk)
        if other is None or stretch.size > _LONGEST:
            continue
        before, after = _words(old, stretch), _words(new, other)
        if before[0] and after[1] and not before[1] and not after[0]:
            yield Signal(SignalKind.MODALITY, before[0].group(), after[1].group(), Direction.LOOSER)
        elif before[1] and after[0] and not before[0] and not after[1]:
            yield Signal(SignalKind.MODALITY, before[1].group(), after[0].group(), Direction.STRICTER)


def _words(side: Side, stretch: Stretch) -> tuple[re.Match[str] | None, re.Match[str] | None]:
    """The first approval and the first filing in a changed stretch."""
    start, end = stretch.start, stretch.end
    return _APPROVAL.search(side.text, start, end), _FILING.search(side.text, start, end)
