"""The language of amendment decisions: one passage read into typed edits.

What none of the ``forms`` reads as a whole and yet orders a change is an edit of kind ``unread``.
"""

import re
from dataclasses import replace

from diffs.amending.context import Context
from diffs.amending.edits import Edit, EditKind
from diffs.amending.forms import FORMS, Q
from diffs.amending.instructions import READERS
from diffs.amending.orders import CLAUSE_END, FILLER, SEQUENCE, of_one_order, orders, whole
from diffs.amending.signs import Signs
from diffs.parsing.numbering import Marker


def read(context: Context, signs: Signs, start: int = 0) -> None:
    """Add the edits that a passage orders from sign ``start`` on."""
    text, at, unread, told = signs.text, start, -1, len(context.edits)
    while at < len(text):
        filler = FILLER.match(text, at)
        if filler:
            unread = _leave(context, signs, unread, at, ended=bool(re.search("[。；;]", filler.group())))
            at = filler.end()
            continue
        end = _form(context, signs, at)
        if end > at:
            unread = _leave(context, signs, unread, at, ended=True)
            at = end
            continue
        unread = at if unread < 0 else unread
        stop = CLAUSE_END.search(text, at)
        end = stop.start() if stop else len(text)
        _note(context, signs, at, end)
        at = end
    _leave(context, signs, unread, len(text), ended=True)
    context.edits[told:] = of_one_order(context.edits[told:])


def begin(context: Context, marker: Marker | None) -> None:
    """A numbered passage begins: what was cited before is over, but for 对第五条作如下修改： with its own items."""
    if marker is None:
        return
    if marker.rank <= context.level:
        context.about = ()
    if not context.about:
        context.level = marker.rank
    context.subject = context.about


def _form(context: Context, signs: Signs, at: int) -> int:
    for name, form in FORMS:
        match = form.match(signs.text, at)
        if match and whole(signs.text, match.end()) and context.narrow(match.group()):
            edits = READERS[name](context, signs, match)
            if edits is None:
                continue
            extent = (signs.extent(match.start(), match.end()),)
            context.edits += [replace(edit, extent=extent) for edit in edits]
            return match.end()
    return -1


def _leave(context: Context, signs: Signs, start: int, end: int, *, ended: bool) -> int:
    """What nothing read up to ``end``; it is an edit of its own when it orders something."""
    if start < 0 or not ended:
        return start
    piece = signs.text[start:end]
    if set(piece) == {Q} and _announced_before(context, signs, start, end):
        return -1
    if SEQUENCE.search(piece):
        context.edits.append(Edit(EditKind.SEQUENCE, extent=(signs.extent(start, end),)))
    elif orders(piece) or (set(piece) == {Q} and context.edits and signs.text[start - 1 : start] == "："):
        context.edits.append(Edit(EditKind.UNREAD, context.subject, extent=(signs.extent(start, end),)))
    return -1


def _announced_before(context: Context, signs: Signs, start: int, end: int) -> bool:
    """Take a quotation for the text of what was added last: 增加一款，作为第一款，原第一款改为第二款：“…”."""
    at = next(
        (at for at in range(len(context.edits) - 1, -1, -1) if context.edits[at].kind is EditKind.INSERTION),
        -1,
    )
    begun = at >= 0 and context.edits[at].extent[0][0] >= signs.extent(0, 0)[0]
    if not begun or context.edits[at].text or signs.text[start - 1 : start] != "：":
        return False
    texts = tuple(signs.quotes[place] for place in range(start, end))
    extent = (*context.edits[at].extent, signs.extent(start, end))
    context.edits[at] = replace(context.edits[at], text="\n".join(texts), texts=texts, extent=extent)
    return True


def _note(context: Context, signs: Signs, start: int, end: int) -> None:
    """What follows speaks of what is cited here, though nothing read the order itself."""
    for at in (place for place in range(start, end) if place in signs.citations):
        context.subject = signs.within(at, context.subject[-1] if context.subject else None)
