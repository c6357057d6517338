"""Edits of the entries and table rows of attachments: put anew, added, ordered and numbered.

Lists in attachments print numbers of their own, so a number moves only where an addition pushes it on or the decision
says that numbers follow.
"""

import re
from collections.abc import Sequence
from contextlib import suppress

from diffs.amending.attached import label_printed, labelled, step
from diffs.amending.bodies import Body
from diffs.amending.edits import Edit, EditReason, Place
from diffs.amending.opened import OpenText, Style, Unit, renumbered
from diffs.amending.payloads import finished
from diffs.amending.refusing import Refused
from diffs.amending.targets import Address
from diffs.parsing.numbering import find_marker

#: What parts a label from the title of its attachment.
_AFTER_LABEL = re.compile(r"[：:\s]*")
_CELLS = re.compile(r"\s*[\t|｜]\s*")
_STOPS = ("；", ";", "。")


def read_entries(text: str) -> list[Unit]:
    """The entries of a quotation, those of deeper markers under the one before; lines with tabs are rows."""
    entries: list[Unit] = []
    for line in text.split("\n"):
        marker = None if "\t" in line else find_marker(line)
        unit = Unit("entry", Body([(line[marker.end :] if marker else line.strip(), True)]), fresh=True)
        if marker:
            unit.rank, unit.number, unit.marker = marker.rank, marker.number, marker.printed
        holder = _holder(entries, unit)
        unit.parent = holder
        (holder.children if holder else entries).append(unit)
    for entry in entries:
        for one in entry.walk():
            one.old = tuple(one.children)
    return entries


def _holder(entries: Sequence[Unit], unit: Unit) -> Unit | None:
    """The entry of a shallower marker that a line stands under."""
    holder = entries[-1] if entries else None
    if holder is None or unit.rank is None or holder.rank is None or holder.rank >= unit.rank:
        return None
    while holder.children and (below := holder.children[-1].rank) is not None and below < unit.rank:
        holder = holder.children[-1]
    return holder


def new_entries(units: Sequence[Unit], text: str) -> None:
    """Entries or rows put anew; what is quoted beyond their number follows the last. Raises ``Refused``."""
    entries = read_entries(text)
    if len(entries) < len(units):
        raise Refused(EditReason.CONFLICT)
    for entry in entries[len(units) :]:
        _like(entry, units[-1])
    for unit, new in zip(units, entries, strict=False):
        _put(unit, new)
    units[-1].extra = entries[len(units) :]


def _put(unit: Unit, new: Unit) -> None:
    if unit.kind == "row":
        unit.body.set(_row(new, unit))
        return
    text, before = new.body.text, unit.body.text.rstrip()
    heading = not finished(text) and not finished(before)
    unit.body.set(text if finished(text) or not before.endswith(_STOPS) else text + before[-1])
    if new.children or not heading:
        unit.children = new.children
        for child in unit.children:
            child.parent = unit


def _row(new: Unit, sample: Unit) -> str:
    """A quoted row as the cells after its number, as many as the table has. Raises ``Refused``."""
    wanted = sample.body.text.count("\t") + 1
    text = new.body.text.strip()
    for cells in (_CELLS.split(text), text.split()):
        if len(cells) == wanted + 1 and sample.marker and find_marker(f"{cells[0]}.某"):
            cells = cells[1:]
        if len(cells) == wanted:
            return "\t".join(cells)
    raise Refused(EditReason.NOT_UNDERSTOOD)


def new_attachment(unit: Unit, text: str, style: Style) -> None:
    """An attachment's title and all in it put anew; its label stays."""
    lines = text.split("\n")
    if unit.marker and labelled(lines[0])[0]:
        rest = lines[0][len(find_label(lines[0])) :].strip("：: \u3000")
        lines = ([rest] if rest else []) + lines[1:]
    gap = _AFTER_LABEL.match(unit.body.text)
    between = gap.group() if gap else ""
    *_, last = unit.walk()
    unit.tail, unit.children = last.tail, []
    if not between and "\n" not in unit.gap:
        between = style.separator
    unit.body.set(between + style.separator.join(lines))


def insert_attachment(opened: OpenText, edit: Edit) -> int:
    """An attachment added in the order of its number, printed as the others are. Raises ``Refused``."""
    label = edit.destinations[0].attachment or ""
    word, number = labelled(label)
    others = [at for at, unit in enumerate(opened.units) if unit.kind in ("attachment", "label")]
    same = [at for at in others if labelled(label_printed(opened.units[at]))[0] == word]
    if any(labelled(label_printed(opened.units[at])) == (word, number) for at in same):
        raise Refused(EditReason.CONFLICT)
    later = [at for at in same if labelled(label_printed(opened.units[at]))[1] > number > 0]
    sample = opened.units[same[0]] if same else None
    marker = renumbered(sample.marker, number) if sample and number and labelled(sample.marker)[1] else label
    gap = _AFTER_LABEL.match(sample.body.text) if sample else None
    unit = Unit("attachment", Body([(gap.group() if gap else "", True)]), marker=marker, fresh=True)
    new_attachment(unit, edit.text, opened.style)
    behind = same[-1] + 1 if same and opened.units[same[-1]].kind == "attachment" else len(opened.units)
    opened.units.insert(later[0] if later else behind, unit)
    return 1


def find_label(line: str) -> str:
    """The label that a line opens with: 附件一."""
    match = re.match(r"\s*(?:附件|附表|附录|附)\s*(?:[一二三四五六七八九十]{1,3}|\d{1,2})?", line)
    return match.group() if match else ""


def insert_entries(target: Unit, edit: Edit, place: Address | None) -> int:
    """Entries or rows added where the decision says, or behind the last. Raises ``Refused``."""
    entries = read_entries(edit.text)
    beside = target if edit.place in (Place.AFTER, Place.BEFORE) and target.kind != "attachment" else None
    after = edit.place is not Place.BEFORE
    if beside is None:
        beside, after = _neighbour(target, _wanted(entries, place))
    holder = (beside.parent if beside else None) or target
    sample = beside or next((one for one in reversed(holder.old) if one.marker or one.kind == "row"), None)
    if sample and entries[0].rank and sample.rank and entries[0].rank is not sample.rank:
        raise Refused(EditReason.CONFLICT)
    for entry in entries:
        entry.parent, entry.anchor = holder, (beside, after) if beside else None
        _like(entry, sample)
    holder.added += entries
    return len(entries)


def _wanted(entries: Sequence[Unit], place: Address | None) -> Address | None:
    """The number that the first entry is to have: as the decision says, or as it is printed in the quotation."""
    if place is not None or not entries[0].number:
        return place
    return Address(attachment="", steps=(("项", entries[0].number),))


def _neighbour(target: Unit, place: Address | None) -> tuple[Unit | None, bool]:
    """The unit before, or the one after, the number that an entry is to have. Raises ``Refused``."""
    if place is None or not place.steps:
        return None, True
    word, number = place.steps[-1]
    for beside, after in ((number - 1, True), (number, False)):
        with suppress(Refused):
            return step(target.old, word, beside), after
    if target.old and number > 1:
        raise Refused(EditReason.PLACE_NOT_FOUND)
    return None, True


def _like(entry: Unit, sample: Unit | None) -> None:
    """An added entry is printed as its neighbours are."""
    if sample is None:
        return
    if sample.kind == "row":
        entry.body = Body([(_row(entry, sample), True)])
        entry.kind, entry.children = "row", []
    entry.rank, entry.marker, entry.gap, entry.indent = sample.rank, sample.marker, sample.gap, sample.indent
    entry.number = 0


def settle_entries(opened: OpenText, *, resequenced: bool) -> None:
    """Order and number what was added to attachments or taken out of them."""
    for unit in opened.units:
        if unit.kind == "attachment":
            _settle(unit, resequenced=resequenced)
            if unit.goal:
                unit.marker = renumbered(unit.marker, unit.goal[0])


def _settle(holder: Unit, *, resequenced: bool) -> None:
    changed = holder.added or any(one.removed or one.extra or one.goal for one in holder.children)
    for child in (*holder.children, *holder.added):
        _settle(child, resequenced=resequenced)
    if not changed:
        return
    *_, last = holder.walk()
    ending, last.tail = last.tail, None
    before = [one for one in holder.children if one.marker]
    holder.children = [one for one in _ordered(holder) if not one.removed]
    *_, last = holder.walk()
    last.tail = ending
    numbered = [one for one in holder.children if one.marker]
    _number(numbered, before[0].number if before else 1, resequenced=resequenced)
    printed = [one.body.printed.rstrip() for one in before]
    if (
        printed
        and all(text.endswith(_STOPS) for text in printed)
        and not any(text.endswith("。") for text in printed[:-1])
    ):
        _punctuate(numbered)


def _ordered(holder: Unit) -> list[Unit]:
    order: list[Unit] = []
    for child in holder.children:
        order += [one for one in holder.added if one.anchor and one.anchor == (child, False)]
        order += [child, *child.extra]
        order += [one for one in holder.added if one.anchor and one.anchor == (child, True)]
    return order + [one for one in holder.added if one.anchor is None]


def _number(units: Sequence[Unit], first: int, *, resequenced: bool) -> None:
    last = first - 1
    for unit in units:
        number = unit.goal[0] if unit.goal else unit.number
        last = last + 1 if resequenced or number <= last else number
        if last != unit.number:
            unit.number, unit.marker = last, renumbered(unit.marker, last)


def _punctuate(units: Sequence[Unit]) -> None:
    """Entries that end in ； and the last in 。 keep to that."""
    for at, unit in enumerate(units):
        text = unit.body.text.rstrip()
        stop = "。" if at == len(units) - 1 else "；"
        if not unit.children and text.endswith(("；", "。")) and text[-1] != stop:
            unit.body.pieces[-1] = (unit.body.pieces[-1][0].rstrip()[:-1] + stop, unit.body.pieces[-1][1])
        elif not unit.children and not finished(text):
            unit.body.pieces.append((stop, True))
