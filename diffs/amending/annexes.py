"""The annex of a decision that becomes an attachment of the text: 附件一修改为本决定附件2."""

import re
from collections.abc import Collection

from diffs.amending.targets import label_of
from diffs.clauses import Extent
from diffs.keys import norm

_LABEL = re.compile(r"(?P<label>附[件表录](?:[一二三四五六七八九十]{1,3}|\d{1,2})?)(?:[：: \u3000]\s*(?P<title>.*))?$")
_LINE = re.compile(r"[^\r\n]+")
_BLANK = " \u3000"


def annex_of(decision: str, label: str, after: int, titles: Collection[str]) -> tuple[str, Extent] | None:
    """The text under the one line that is ``label`` behind offset ``after``, and where it stands.

    It ends at the next label or at a line that is one of ``titles`` (folded); ``None`` when there is no such text.
    """
    lines = [line for line in _LINE.finditer(decision, after) if line.group().strip()]
    labels = {at: found for at, line in enumerate(lines) if (found := _LABEL.match(line.group().strip(_BLANK)))}
    named = [at for at, found in labels.items() if label_of(norm(found["label"])) == label]
    if len(named) != 1:
        return None
    start = named[0]
    ends = (
        at for at in range(start + 1, len(lines)) if at in labels or norm(lines[at].group()).strip("《》") in titles
    )
    end = next(ends, len(lines))
    title = labels[start]["title"]
    text = "\n".join([*([title] if title else []), *(line.group().strip(_BLANK) for line in lines[start + 1 : end])])
    return (text, (lines[start].start(), lines[end - 1].end())) if end > start + 1 else None
