"""Attachments of an opened text (附件, 附表, 附录) and the places inside them that a decision cites.

An attachment is known by its label or by its title. Steps inside lead from the shallowest entry with the cited number
down; 项 may be any numbered entry or row, since each list prints numbers of its own.
"""

import re
from collections.abc import Sequence

from diffs.amending.edits import EditReason
from diffs.amending.opened import OpenText, Unit
from diffs.amending.refusing import Refused, nth, only
from diffs.amending.targets import Address
from diffs.keys import norm
from diffs.parsing.numbering import Rank, numeral

_LABEL = re.compile(r"(附件|附表|附录|附)\s*([一二三四五六七八九十]{1,3}|\d{1,2})?")
_BRACKETED = frozenset({Rank.PAREN_HAN, Rank.PAREN_ARABIC})
_OUTER = frozenset({Rank.PART, Rank.SUBPART, Rank.CHAPTER, Rank.SECTION, Rank.ARTICLE})
#: Which markers a cited unit may have; a unit that is not named here may have any but those of 编, 章, 节 and 条.
_RANKS: dict[str, frozenset[Rank]] = {
    "编": frozenset({Rank.PART}),
    "章": frozenset({Rank.CHAPTER}),
    "节": frozenset({Rank.SECTION}),
    "条": frozenset({Rank.ARTICLE, Rank.HAN}),
    "部分": frozenset({Rank.PART, Rank.HAN}),
    "（": _BRACKETED,
    "（项": _BRACKETED,
}
_PARAGRAPHS = ("款", "段", "自然段")


def attached(opened: OpenText, address: Address) -> list[Unit]:
    """The unit at an address inside an attachment, or all units of an attachment. Raises ``Refused``."""
    found = _attachment(opened, address)
    members = _members(opened, found)
    below: Sequence[Unit] = found.old if found.kind == "attachment" else members[1:]
    unit: Unit | None = None
    for word, number in address.steps:
        unit = step(below, word, number)
        below = unit.old
    return [unit] if unit is not None else members


def _attachment(opened: OpenText, address: Address) -> Unit:
    units = [unit for unit in opened.units if unit.kind in ("attachment", "label")]
    if address.name:
        return only([unit for unit in units if norm(address.name) in norm(_title(opened, unit))])
    word, number = labelled(address.attachment or "")
    same = [unit for unit in units if labelled(label_printed(unit)) == (word, number)]
    if not same and not number:
        same = [unit for unit in units if labelled(label_printed(unit))[0] == word] or units
    if not same and number == 1 and len(units) == 1:
        same = units
    return only(same)


def label_printed(unit: Unit) -> str:
    """What prints the label of an attachment."""
    return unit.marker or unit.body.text


def labelled(printed: str) -> tuple[str, int]:
    """附件一 as its word and number, 0 for none."""
    match = _LABEL.match(norm(printed))
    return (match[1], numeral(match[2]) if match[2] else 0) if match else ("", 0)


def _title(opened: OpenText, unit: Unit) -> str:
    """What stands over an attachment; for a label alone the line after it."""
    if unit.kind == "attachment":
        return unit.body.text
    return "".join(one.body.text for one in _members(opened, unit)[:2])


def _members(opened: OpenText, found: Unit) -> list[Unit]:
    """An attachment, or a label with all units up to the next one."""
    if found.kind == "attachment":
        return [found]
    at = next(place for place, unit in enumerate(opened.units) if unit is found)
    rest = opened.units[at + 1 :]
    end = next((place for place, unit in enumerate(rest) if unit.kind in ("attachment", "label")), len(rest))
    return [found, *rest[:end]]


def step(below: Sequence[Unit], word: str, number: int) -> Unit:
    """The unit with a number, at the shallowest level that has one. Raises ``Refused``."""
    if word in _PARAGRAPHS:
        return nth([unit for unit in below if not unit.marker and unit.kind != "row"], number)
    if word == "行":
        return nth([unit for unit in _all(below) if unit.kind == "row"], number)
    level = list(below)
    loose: list[Unit] = []
    while level:
        numbered = [unit for unit in level if unit.number == number and unit.marker]
        fitting = [unit for unit in numbered if _fits(unit, word)]
        if fitting:
            return only(fitting)
        loose = loose or [unit for unit in numbered if unit.rank not in _OUTER]
        level = [child for unit in level for child in unit.old]
    if not loose or word in ("编", "章", "节", "条", "部分"):
        raise Refused(EditReason.TARGET_NOT_FOUND)
    return only(loose)


def _fits(unit: Unit, word: str) -> bool:
    if unit.kind == "row":
        return not word.startswith("（") and word not in _RANKS
    ranks = _RANKS.get(word)
    return unit.rank in ranks if ranks else unit.rank not in _OUTER


def _all(units: Sequence[Unit]) -> list[Unit]:
    return [one for unit in units for one in (unit, *_all(unit.old))]
