"""Edits of words inside units: replaced, added, taken out; and headings put anew."""

import re
from collections.abc import Callable, Sequence
from itertools import groupby

from diffs.amending.bodies import Body, searched
from diffs.amending.edits import Edit, EditKind, EditReason, Place
from diffs.amending.finding import Finder
from diffs.amending.opened import Unit
from diffs.amending.payloads import finished, read_payload
from diffs.amending.refusing import Refused, only

_MARKED = re.compile(r"《(.+)》")
_REPLACES = (EditKind.TEXT_SUBSTITUTION, EditKind.TEXT_REPEAL)


def text_substitution(finder: Finder, edit: Edit) -> int:
    """a → b wherever the target holds a."""
    return _in_words(finder, edit, lambda body, words: body.replace(words, edit.text))


def text_repeal(finder: Finder, edit: Edit) -> int:
    """Words deleted."""
    return _in_words(finder, edit, lambda body, words: body.replace(words, ""))


def _in_words(finder: Finder, edit: Edit, change: Callable[[Body, str], int]) -> int:
    groups = finder.searched(edit.targets, edit.exceptions)
    for group in groups:
        for words in edit.words:
            finder.spend(group)
            if not any(unit.body.count(words) for unit in group):
                raise Refused(_absent(group))
    longest = sorted(edit.words, key=len, reverse=True)
    before = [(unit.body, unit.body.pieces) for group in groups for unit in group]
    count = sum(change(unit.body, words) for group in groups for unit in group for words in longest)
    if not edit.text and any(_emptied(body) for body, pieces in before if body.pieces is not pieces):
        for body, pieces in before:
            body.pieces = pieces
        raise Refused(EditReason.CONFLICT)
    if not count and any(words in edit.text for words in edit.words):
        raise Refused(EditReason.WORDS_NOT_FOUND)
    return count


def _emptied(body: Body) -> bool:
    """Whether nothing but marks is left of a text: whether the unit itself should go was not said."""
    return re.search(r"[\w…]", body.text) is None and re.search(r"\w", body.printed) is not None


def in_turn(edits: Sequence[Edit]) -> list[int]:
    """The places of edits in the order to apply them: as they stand, but of words in a row the longest first.

    “停车” must leave 停车场 to the edit that names it.
    """
    order: list[int] = []
    for _, run in groupby(range(len(edits)), key=lambda place: edits[place].kind in _REPLACES):
        places = list(run)
        replaces = edits[places[0]].kind in _REPLACES
        order += sorted(places, key=lambda place: -_longest(edits[place])) if replaces else places
    return order


def _longest(edit: Edit) -> int:
    return max((len(words) for words in edit.words), default=0)


def text_insertion(finder: Finder, edit: Edit) -> int:
    """Words added beside others, or at the end of the target."""
    if not edit.targets and not edit.words:
        raise Refused(EditReason.TARGET_NOT_FOUND)
    groups = finder.searched(edit.targets)
    if not edit.words:
        for group in groups:
            _lengthen(group, edit)
        return len(groups)
    words = edit.words[0]
    for group in groups:
        finder.spend(group)
        count = sum(unit.body.count(words) for unit in group)
        if count != 1:
            raise Refused(EditReason.WORDS_FOUND_OFTEN if count else _absent(group))
    after = edit.place is not Place.BEFORE
    return sum(unit.body.beside(words, edit.text, after=after) for group in groups for unit in group)


def _lengthen(group: Sequence[Unit], edit: Edit) -> None:
    bodies = [unit.body for unit in group if unit.body.pieces]
    if not bodies:
        raise Refused(EditReason.TARGET_NOT_FOUND)
    if edit.place is Place.BEFORE:
        bodies[0].pieces.insert(0, (edit.text, True))
    elif edit.place is Place.END:
        _append(bodies[-1], edit.text)
    else:
        raise Refused(EditReason.PLACE_NOT_FOUND)


def _append(body: Body, text: str) -> None:
    """Add at the end: before the full stop where ；但是… goes on with the sentence."""
    last, fresh = body.pieces[-1]
    if text.startswith(("；", "，", ";", ",")) and last.rstrip().endswith("。"):
        body.pieces[-1] = (last.rstrip()[:-1], fresh)
        text = text if finished(text) else f"{text}。"
    body.pieces.append((text, True))


def heading_substitution(finder: Finder, edit: Edit) -> int:
    """The text's title, or the heading of a container, put anew, or ``words`` in it."""
    if len(edit.targets) > 1:
        raise Refused(EditReason.NOT_UNDERSTOOD)
    found = [finder.find(target) for target in edit.targets]
    unit = only(found or [one for one in finder.opened.units if one.kind == "title"])
    if unit.kind not in ("title", "attachment", "container"):
        raise Refused(EditReason.NOT_UNDERSTOOD)
    if edit.words:
        return _in_heading(unit, edit)
    if unit.kind == "title":
        return _title(unit, edit.text)
    if unit.kind == "attachment":
        return _attachment_title(unit, edit.text)
    quoted = read_payload(edit.text, finder.opened.style, listed=finder.opened.listed)
    unit.body.set(quoted[0].body.text)
    return 1


def _in_heading(unit: Unit, edit: Edit) -> int:
    """``words`` of a heading, which for an attachment ends with the line that holds its title."""
    (words,), pieces = edit.words, unit.body.pieces
    heading = unit.body.text
    label = re.match(r"[：:\s]*", heading)
    end = heading.find("\n", label.end() if label else 0) if unit.kind == "attachment" else -1
    head, rest = (heading, "") if end < 0 else (heading[:end], heading[end:])
    if not searched(words).search(head) or any(fresh for _, fresh in pieces):
        raise Refused(EditReason.WORDS_NOT_FOUND)
    body = Body([(head, False)])
    count = body.replace(words, edit.text)
    unit.body.pieces = [*body.pieces, (rest, False)] if rest else body.pieces
    return count


def _title(unit: Unit, text: str) -> int:
    """The title of a text; decisions may quote it in its marks: “《某市车辆条例》”."""
    marked = _MARKED.fullmatch(text)
    plain = marked is not None and not _MARKED.fullmatch(unit.body.text.strip())
    unit.body.set(marked[1] if marked and plain else text)
    return 1


def _attachment_title(unit: Unit, text: str) -> int:
    """What stands behind an attachment's label, up to the head of its table."""
    before = unit.body.text
    label = re.match(r"[：:\s]*", before)
    start = label.end() if label else 0
    end = before.find("\n", start)
    unit.body.set(before[:start] + text + (before[end:] if end >= 0 else ""))
    return 1


def heading_repeal(finder: Finder, edit: Edit) -> int:
    """The headings of containers taken out; what stands under them stays."""
    units = [finder.find(target) for target in edit.targets]
    if any(unit.kind != "container" or unit.removed for unit in units):
        raise Refused(EditReason.CONFLICT)
    for unit in units:
        unit.removed = True
    return len(units)


def _absent(group: Sequence[Unit]) -> EditReason:
    """Why words are not there: an edit before this one may have put the whole unit anew."""
    rewritten = any(unit.fresh or unit.rewritten or unit.removed for unit in group) or not group
    return EditReason.SUPERSEDED if rewritten else EditReason.WORDS_NOT_FOUND
