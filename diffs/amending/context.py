"""What was cited last, and what was ordered so far: what a passage of an amendment decision is read against."""

import re
from dataclasses import dataclass, field, replace

from diffs.amending.edits import Edit
from diffs.amending.forms import THIS
from diffs.amending.signs import Signs
from diffs.amending.targets import Address

_THIS = re.compile(THIS)


@dataclass(slots=True)
class Context:
    """``subject`` is what was cited last, to which 第二款 and 其中的 refer, ``about`` what all items of a passage are about.

    ``level`` is the rank of the number over the passage.
    """

    subject: tuple[Address, ...] = ()
    about: tuple[Address, ...] = ()
    edits: list[Edit] = field(default_factory=list)
    level: int = 0

    def cited(self, signs: Signs, match: re.Match[str], name: str = "at") -> tuple[Address, ...]:
        """The addresses that a group cites, completed from the subject; the subject itself when it cites none."""
        if match[name] is None:
            return self.subject
        found = signs.within(match.start(name), self.subject[-1] if self.subject else None)
        self.subject = found
        return found

    def narrow(self, said: str) -> bool:
        """Let 该条 and 该款 mean the unit of that kind which was cited; whether there is one."""
        found = _THIS.search(said)
        unit = found.group()[-1] if found else ""
        if unit not in ("条", "款", "项") or len(self.subject) != 1 or self.subject[0].attachment is not None:
            return True
        (last,) = self.subject
        if {"条": last.article, "款": last.paragraph, "项": last.item}[unit] is None:
            return False
        item = last.item if unit == "项" else None
        paragraph = None if unit == "条" else last.paragraph
        self.subject = (replace(last, paragraph=paragraph, item=item, point=None, sentence=0),)
        return True
