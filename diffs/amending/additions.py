"""Where the units go that a decision adds: what they are added to, and on which side of what is named."""

from dataclasses import replace

from diffs.amending.edits import Place
from diffs.amending.targets import Address


def added_to(outer: Address, to: tuple[Address, ...], place: Place | None) -> tuple[Address, ...]:
    """Where units go that are added to a list in an attachment, or beside one of its entries."""
    inner = replace(outer, steps=outer.steps[:-1]) if place in (Place.AFTER, Place.BEFORE) else outer
    found = [address.within(replace(outer, steps=())) for address in to]
    return tuple(replace(inner, steps=(*inner.steps, *address.steps)) for address in found)


def outer_of(targets: tuple[Address, ...], unit: str) -> tuple[Address, ...]:
    """What a unit of this kind is added to: the article for 款, the paragraph for 项, the list for 附件一第三项."""
    if targets and targets[-1].attachment is not None:
        return tuple(replace(one, steps=one.steps[:-1]) for one in targets[-1:])
    if unit == "款":
        return tuple(replace(one, paragraph=None, item=None, point=None, sentence=0) for one in targets[-1:])
    if unit == "项":
        return tuple(replace(one, item=None, point=None, sentence=0) for one in targets[-1:])
    return targets[-1:] if unit == "目" else ()


def place_said(printed: str | None) -> Place | None:
    """Where an addition goes beside what is named: 后, 之前, 末尾."""
    if printed is None or printed in ("中", "内", "下"):
        return None
    if ("后" in printed and printed != "最后") or printed == "之间":
        return Place.AFTER
    return Place.BEFORE if "前" in printed or printed == "开头" else Place.END
